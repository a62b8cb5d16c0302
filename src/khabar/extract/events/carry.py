"""Carry-over: a death takes the doer of the attack that caused it, a mention the doer or place of the one before it."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from dataclasses import replace

from khabar.extract.events import nisba
from khabar.extract.events.arguments import Range, behind, in_front
from khabar.extract.events.draft import Draft
from khabar.extract.events.scene import Scene

_STRIKES = frozenset({"airstrike", "shelling", "bombing", "suicide_attack"})
_CHUNKS = 24
_VERB_REACH = 12
_NEAR = 9
CAUSES = frozenset({"airstrike", "shelling", "bombing", "suicide_attack", "attack", "clash"})
EFFECTS = frozenset({"kill", "injure", "destroy"})
FIELD = CAUSES | EFFECTS | {"seize", "besiege", "protest", "abuse", "ceasefire", "abduct", "restrict"}
#: Types whose doer is usually named; the others often have none.
_DOER = frozenset({
    "attack", "airstrike", "shelling", "suicide_attack", "seize", "besiege", "meet", "agree", "aid", "support", "cooperate",
    "accuse", "threaten", "demand", "reject", "order", "declare", "sanction", "restrict", "prosecute", "establish", "arrest",
    "withdraw", "move", "abuse", "release", "abduct", "clash",
})  # fmt: skip


def over(scene: Scene, drafts: list[Draft]) -> None:
    """Fill empty roles, places and times from neighbouring mentions, noting the reason on the draft."""
    nisba.doers(scene, drafts)
    for n, draft in enumerate(drafts):
        near = [d for d in drafts[max(0, n - 12):n + 12] if d is not draft and d.trigger.sentence is draft.trigger.sentence]
        if "agent" not in draft.roles:
            _asked(scene, draft, drafts[max(0, n - 3):n])
        _repelled(draft, drafts[n + 1:n + 2])
        if "agent" not in draft.roles:
            if draft.trigger.type in EFFECTS:
                _agent_of_cause(draft, near)
            elif draft.trigger.type in _DOER and not _doer_before(scene, draft):
                _governing(scene, draft)
        if draft.trigger.type == "aid" and "target" not in draft.roles and scene.word(draft.trigger.at).case == "ب":
            _doer_before(scene, draft, "target")
        if draft.trigger.type in _STRIKES and "target" not in draft.roles:
            _target_of_effect(draft, near)
    _share(scene, drafts)
    for n, draft in enumerate(drafts):
        if draft.trigger.type in CAUSES and "ال" in draft.trigger.reading.pre:
            _from_earlier(draft, drafts[max(0, n - 10):n])
    for n, draft in enumerate(drafts):
        if "place" not in draft.places and draft.trigger.type in FIELD:
            _place_before(draft, drafts[max(0, n - 6):n])


def _from_earlier(draft: Draft, before: list[Draft]) -> None:
    """الهجوم without a doer takes that of the last mention of its type in the paragraphs before."""
    for role in ("agent",):
        if role in draft.roles:
            continue
        for other in reversed(before):
            if draft.trigger.sentence.block - other.trigger.sentence.block > 2:
                break
            if other.trigger.type == draft.trigger.type and role in other.roles:
                draft.roles[role] = list(other.roles[role])
                draft.rules[role] = "carried over from the mention of its type before"
                break


def _asked(scene: Scene, draft: Draft, before: list[Draft]) -> None:
    """اتهم الجيش المتمردين بقصف البلدة: the accused, or the one asked, does the act that the complaint or demand names."""
    trigger = draft.trigger
    if trigger.reading.kind == "verb" and scene.word(trigger.at - 1).kind != "subordinator":
        return
    linked = scene.word(trigger.at).case == "ب" or scene.word(trigger.at - 1).stem in ("الي", "علي", "ان", "ب")
    for other in reversed(before):
        if not linked or other.trigger.sentence is not trigger.sentence or trigger.at - other.trigger.at > 14:
            return
        if other.trigger.type in ("accuse", "demand", "order"):
            if other.roles.get("target"):
                draft.roles["agent"] = list(other.roles["target"])
                draft.rules["agent"] = f"whom the {other.trigger.type} is directed at"
            return


def _repelled(draft: Draft, after: list[Draft]) -> None:
    """صد الجيش هجوما للمتمردين: the attack was on him who repelled it, and he fought its doers."""
    if draft.trigger.type != "clash" or not after or after[0].trigger.type not in CAUSES:
        return
    attack = after[0]
    if not 0 < attack.trigger.at - draft.trigger.at <= 2 or attack.trigger.sentence is not draft.trigger.sentence:
        return
    if "target" not in attack.roles and draft.roles.get("agent"):
        attack.roles["target"] = list(draft.roles["agent"])
        attack.rules["target"] = "who repelled the attack"
    if "target" not in draft.roles and attack.roles.get("agent"):
        draft.roles["target"] = list(attack.roles["agent"])
        draft.rules["target"] = "whose attack was repelled"


def _share(scene: Scene, drafts: list[Draft]) -> None:
    """مقتل وإصابة العشرات: of two acts joined word by word, the first takes the target of the second, and one number is of both."""
    for first, second in itertools.pairwise(drafts):
        if second.trigger.at != first.trigger.at + 1:
            _joined(scene, first, second)
            continue
        shared = bool(second.roles.get("target")) and "target" not in first.roles
        if shared:
            first.roles["target"] = list(second.roles["target"])
            first.rules["target"] = "shared with the act joined to it"
        both_nouns = first.trigger.reading.kind == second.trigger.reading.kind == "noun"
        if (shared or both_nouns) and {first.trigger.type, second.trigger.type} == {"kill", "injure"}:
            first.counts = tuple(replace(c, what="other") for c in first.counts or second.counts)
            second.counts = ()


def _joined(scene: Scene, first: Draft, second: Draft) -> None:
    """مقتل 6 وإصابة 192 برصاص الجيش, اشتباكات وتبادلا للقصف بين: what follows the second act is told of the first as well."""
    if second.trigger.sentence is not first.trigger.sentence or not scene.word(second.trigger.at).joined:
        return
    if second.trigger.reading.kind == "verb" or first.trigger.reading.kind == "verb" or "agent" in first.roles:
        return
    near = second.trigger.at - first.trigger.at <= _NEAR
    effects = first.trigger.type in EFFECTS and second.trigger.type in EFFECTS
    if near and "agent" in second.roles and (effects or not first.roles) and "nearest" not in second.rules["agent"]:
        for role in ("agent",) if effects else ("agent", "target"):
            if role in second.roles:
                first.roles[role] = list(second.roles[role])
                first.rules[role] = "shared with the act joined to it"


def _agent_of_cause(draft: Draft, near: list[Draft]) -> None:
    causes = [d for d in near if d.trigger.type in CAUSES and d.roles.get("agent")]
    if causes:
        cause = min(causes, key=lambda d: abs(d.trigger.at - draft.trigger.at))
        draft.roles["agent"] = list(cause.roles["agent"])
        draft.rules["agent"] = "of the attack in the same sentence"


def _target_of_effect(draft: Draft, near: list[Draft]) -> None:
    effects = [d for d in near if d.trigger.type in EFFECTS and d.roles.get("target")]
    if effects:
        effect = min(effects, key=lambda d: abs(d.trigger.at - draft.trigger.at))
        draft.roles["target"] = list(effect.roles["target"])
        draft.rules["target"] = "the victims told in the same sentence"


def _governing(scene: Scene, draft: Draft) -> bool:
    """Take the subject of the verb that an event noun depends on, unless it is a verb of saying."""
    trigger = draft.trigger
    if trigger.reading.kind != "masdar":
        return False
    sentence = trigger.sentence
    for k in range(trigger.at - 1, max(sentence.first, trigger.at - _VERB_REACH) - 1, -1):
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "\"«“":
            return False
        own = scene.triggers.get(k)
        if scene.word(k).kind != "verb" and not (own is not None and own.reading.kind == "verb"):
            continue
        if k in scene.cues:
            return False
        how, front = in_front(scene, sentence, k)
        after = [a for a in behind(scene, sentence, k) if not a.preposition and a.last <= trigger.at]
        subject = after[0] if after and not (front and how == "relative") else front
        if subject is None or scene.sort(*subject.parts[0]) in ("thing", "place") or subject.first in scene.triggers:
            return False
        draft.roles["agent"] = list(subject.parts)
        draft.rules["agent"] = "subject of the verb it depends on"
        return True
    return False


def _doer_before(scene: Scene, draft: Draft, role: str = "agent") -> bool:
    """The nearest somebody who acts before the trigger in its sentence, those not behind a preposition first."""
    trigger = draft.trigger
    taken = {k for part in draft.roles.get("target" if role == "agent" else "agent", ()) for k in range(*part)}
    second: list[Range] = []
    for group in reversed(_groups(scene, draft)):
        first, last = group[0]
        if first in scene.sources and not (scene.sort(first, last) == "force" and trigger.type in FIELD):
            continue
        if first in taken or first in scene.triggers or not _may_act(scene, first, last, trigger.type):
            continue
        if trigger.at - first > 40:
            break
        if scene.word(first).kind == "both" or scene.doc.tokens[first].kind not in ("word", "number"):
            continue
        if scene.word(first).case or _governed(scene, first, trigger.sentence.first):
            if scene.sort(first, last) != "state":
                second = second or group
            continue
        draft.roles[role] = group
        draft.rules[role] = "the nearest before it in the sentence"
        return True
    if second and role == "agent" and trigger.type in FIELD:
        draft.roles[role] = second
        draft.rules[role] = "the nearest before it in the sentence, behind a preposition"
        return True
    return False


def _may_act(scene: Scene, first: int, last: int, kind: str) -> bool:
    if kind in ("clash", "protest") and scene.sort(first, last) in ("person", "number"):
        return True
    return scene.agentive(first, last)


def _groups(scene: Scene, draft: Draft) -> list[list[Range]]:
    """The phrases shortly before the trigger, joined ones together (القوات والمقاومة)."""
    out: list[list[Range]] = []
    chunks = scene.chunks(draft.trigger.sentence)
    end = bisect_left(chunks, (draft.trigger.at, 0))
    for first, last in chunks[max(0, end - _CHUNKS):end]:
        last = min(last, draft.trigger.at)
        if out and out[-1][-1][1] == first and scene.word(first).joined:
            out[-1].append((first, last))
        else:
            out.append([(first, last)])
    return out


def _governed(scene: Scene, k: int, floor: int) -> bool:
    return k > floor and scene.doc.tokens[k - 1].kind == "word" and scene.word(k - 1).kind == "preposition"


def _place_before(draft: Draft, before: list[Draft]) -> None:
    for other in reversed(before):
        if draft.trigger.sentence.block - other.trigger.sentence.block > 1:
            return
        if "place" in other.places:
            draft.places["place"] = other.places["place"]
            draft.rules["place"] = "carried over from the mention before"
            return


