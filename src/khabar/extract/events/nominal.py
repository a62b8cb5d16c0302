"""Roles of verbal nouns and event nouns: genitive, object, pronoun, light verbs around them, relative clauses."""

from __future__ import annotations

from khabar.extract.events.arguments import Argument, Range, behind
from khabar.extract.events.genitive import genitive
from khabar.extract.events.lightverbs import light_verb, relative_light, struck
from khabar.extract.events.participles import participle
from khabar.extract.events.pronouns import PEOPLE, give_pronoun, pronoun_preposition, pronoun_subject
from khabar.extract.events.roles import (
    VICTIM_FIRST,
    Roles,
    has,
    is_means,
    prepositions,
    verb,
)
from khabar.extract.events.scene import Scene, Trigger

#: Acts of words, and meetings: the genitive of their verbal noun is who speaks, when it is somebody.
_SPOKEN = frozenset({"threaten", "demand", "reject", "order", "support", "declare", "agree", "meet", "cooperate", "protest"})


#: Acts on persons, of which مع adds one more.
_HIT_TOGETHER = frozenset({"kill", "injure", "arrest", "abduct"})


def assign(scene: Scene, trigger: Trigger) -> Roles:
    """Roles of one trigger from its own clause."""
    out = Roles()
    if trigger.reading.kind == "verb":
        verb(scene, trigger, out)
        pronoun_subject(scene, trigger, out)
        if trigger.type in _HIT_TOGETHER:
            _victims_behind(scene, behind(scene, trigger.sentence, trigger.at), out)
    elif trigger.reading.kind in ("active", "participle"):
        participle(scene, trigger, out)
    else:
        _noun(scene, trigger, out)
    pronoun_preposition(scene, trigger, out)
    return out


def _noun(scene: Scene, trigger: Trigger, out: Roles) -> None:
    frame, reading, sentence = trigger.reading.sense.frame, trigger.reading, trigger.sentence
    after = behind(scene, sentence, trigger.at)
    struck(scene, trigger, out)
    light_verb(scene, trigger, out)
    slot = "noun" if reading.kind == "noun" else "genitive"
    own = genitive(scene, trigger)
    if own and is_means(scene, own[0][0], frame):
        own = ()
    if reading.kind == "noun" and frame.get("noun") == "self":
        _counted(scene, trigger, own, after, out)
    elif own and trigger.type == "aid" and scene.word(trigger.at).case == "ب" and not _accused(scene, trigger):
        out.add("agent", own, "genitive of support given: by whom")
    elif own:
        _give_genitive(scene, trigger, own, after, out, slot)
    elif reading.suf and reading.suf != "ا":
        give_pronoun(scene, trigger, after, out, slot)
    _owner(scene, trigger, after, out)
    prepositions(scene, after, frame, out)
    if trigger.type in VICTIM_FIRST:
        _victims_behind(scene, after, out)
    relative_light(scene, trigger, out)


def _victims_behind(scene: Scene, after: tuple[Argument, ...], out: Roles) -> None:
    """اختطاف لأبناء المدينة, قتل القائد مع مرافقيه: ل before whom the act hits, مع before another one hit."""
    for argument in after[:2]:
        if argument.preposition == "ل" and scene.sort(*argument.parts[0]) in ("person", "force", "number", "office"):
            out.add("target", argument.parts, "ل before the one it hits")
        if argument.preposition == "مع" and "target" in out.found and scene.sort(*argument.parts[0]) in PEOPLE:
            out.found["target"] += [p for p in argument.parts if p not in out.found["target"]]


def _accused(scene: Scene, trigger: Trigger) -> bool:
    """تتهم الدولة جارتها بدعم المتمردين: support that somebody is accused of, not support somebody acts with."""
    return any(
        k in scene.triggers and scene.triggers[k].type == "accuse"
        for k in range(max(trigger.sentence.first, trigger.at - 7), trigger.at)
    )


def _owner(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles) -> None:
    """هجوم للمتمردين, غارات جوية للتحالف: ل before somebody who acts names the doer of an indefinite event noun."""
    frame = trigger.reading.sense.frame
    if trigger.reading.suf or "ل" in frame or "ال" in trigger.reading.pre:
        return
    if frame.get("noun") not in ("agent", "pair") and frame.get("genitive") != "agent":
        return
    for argument in after[:2]:
        if argument.preposition == "ل" and scene.sort(*argument.parts[0]) in ("force", "body", "office", "state", "person"):
            out.add("agent", argument.parts, "ل names the doer")
            return
        if argument.preposition:
            return


def _counted(
    scene: Scene, trigger: Trigger, own: tuple[Range, ...], after: tuple[Argument, ...], out: Roles
) -> None:
    """Nouns that are the victims themselves: 39 قتيلا; in قتلى الفصيل, قتلى من الفصيل they are those of the body named."""
    if trigger.reading.suf:
        give_pronoun(scene, trigger, after, out, "genitive")
        return
    if own and scene.sort(*own[0]) in ("force", "body", "person", "number"):
        out.add("target", own, "genitive of the victims")
        return
    for argument in after[:2]:
        first, last = argument.parts[0]
        if argument.preposition == "من" and scene.sort(first, last) in ("force", "body", "person"):
            out.add("target", argument.parts, "whose the victims are")
            return
        if argument.preposition == "في" and last - first > 1 and has(scene, first, "ranks"):
            out.add("target", ((first + 1, last),), "in whose ranks the victims are")
            return
    number = scene.doc.number_at.get(trigger.at - 1)
    start = number.first if number is not None else trigger.at
    out.add("target", ((start, trigger.at + 1),), "the counted victims themselves")


def _give_genitive(
    scene: Scene, trigger: Trigger, own: tuple[Range, ...], after: tuple[Argument, ...], out: Roles, slot: str
) -> None:
    frame = trigger.reading.sense.frame
    role = frame.get(slot)
    rest = [a for a in after if a.first >= own[-1][1]]
    sort = scene.sort(*own[0])
    following = rest[0] if rest and rest[0].first - own[-1][1] <= 1 else None
    if following is not None and (has(scene, own[-1][1] - 1, "attached") or has(scene, following.first, "located")):
        following = None
    acted = role == "target" and frame.get("object") and following is not None and following.preposition in ("", "ل")
    if acted and following is not None and sort in ("force", "body", "office", "place", "state"):
        out.add("agent", own, "genitive of the verbal noun is its subject")
        out.add("target", following.parts, "object of the verbal noun")
        return
    if role == "target" and trigger.type in _SPOKEN and sort in ("force", "body", "office", "state"):
        role = "agent"
    if role == "target" and trigger.type not in VICTIM_FIRST and sort != "thing" and any(
        frame.get(a.preposition) == "target" for a in rest[:1]
    ):
        role = "agent"
    if role == "agent" and trigger.type in _SPOKEN and own[0][0] in scene.triggers:
        return  # اتفاق إجلاء: what is agreed on, not who agrees
    if slot == "noun" and role == "agent" and sort in ("place", "thing", "number", ""):
        return
    out.add(role, own, f"genitive of the {'event noun' if slot == 'noun' else 'verbal noun'}")
