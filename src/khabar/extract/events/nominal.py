"""Roles of verbal nouns and event nouns: genitive, object, pronoun, light verbs around them, relative clauses."""

from __future__ import annotations

from khabar.extract.event_lexicon import Reading
from khabar.extract.events.arguments import Argument, Range, behind, in_front
from khabar.extract.events.roles import OBJECT_NEEDED, VICTIM_FIRST, Roles, has, is_means, participle, phrase_at, prepositions, verb
from khabar.extract.events.scene import Scene, Trigger, plural_heads
from khabar.text.phrases import conjuncts, is_nisba
from khabar.text.sentences import Sentence

#: Acts of words, and meetings: the genitive of their verbal noun is who speaks, when it is somebody.
_SPOKEN = frozenset({"threaten", "demand", "reject", "order", "support", "declare", "agree", "meet", "cooperate", "protest"})
_PEOPLE = ("force", "body", "office", "person", "number")
_PERSONAL = frozenset({"kill", "injure", "abduct", "arrest", "release", "displace"})


def assign(scene: Scene, trigger: Trigger) -> Roles:
    """Roles of one trigger from its own clause."""
    out = Roles()
    if trigger.reading.kind == "verb":
        verb(scene, trigger, out)
        _pronoun_subject(scene, trigger, out)
    elif trigger.reading.kind in ("active", "participle"):
        participle(scene, trigger, out)
    else:
        _noun(scene, trigger, out)
    _pronoun_preposition(scene, trigger, out)
    return out


def _pronoun_subject(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """أنهم قتلوا, وأصدروا: a verb whose subject is a pronoun takes it from the phrases before."""
    reading, frame = trigger.reading, trigger.reading.sense.frame
    how, _ = in_front(scene, trigger.sentence, trigger.at)
    plural = reading.person in ("3mp", "3fp", "3md", "3fd")
    if "agent" in out.found or not (plural or how == "pronoun") or reading.person[0] != "3":
        return
    suffix = "هم" if plural else "ها" if reading.person == "3fs" else "ه"
    passive = reading.voice != "active" and "target" not in out.found and trigger.type in OBJECT_NEEDED and not reading.suf
    role = frame.get("passive") if passive else frame.get("subject")
    if role in ("agent", "target") and role not in out.found:
        found = antecedent(scene, trigger.sentence, trigger.at, suffix, personal=passive and trigger.type in _PERSONAL)
        if found:
            out.add(role, (found,), "pronoun in the verb")


def _pronoun_preposition(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """القبض عليه, التحقيق معها: a preposition with a pronoun behind the trigger."""
    for k in range(trigger.at + 1, min(trigger.at + 4, trigger.sentence.last)):
        norm = scene.doc.tokens[k].norm
        for suffix in ("هما", "ها", "هم", "ه"):
            base = norm[: -len(suffix)]
            if norm.endswith(suffix) and base in ("علي", "مع", "ضد", "ل", "ب"):
                role = trigger.reading.sense.frame.get(base)
                if role in ("agent", "target") and role not in out.found:
                    found = antecedent(scene, trigger.sentence, trigger.at, suffix, personal=trigger.type in _PERSONAL)
                    out.add(role, (found,) if found else (), f"{base} with a pronoun")
                return


def _noun(scene: Scene, trigger: Trigger, out: Roles) -> None:
    frame, reading, sentence = trigger.reading.sense.frame, trigger.reading, trigger.sentence
    after = behind(scene, sentence, trigger.at)
    _struck(scene, trigger, out)
    _light(scene, trigger, out)
    slot = "noun" if reading.kind == "noun" else "genitive"
    own = _genitive(scene, trigger)
    if own and is_means(scene, own[0][0], frame):
        out.means, own = list(own), ()
    if reading.kind == "noun" and frame.get("noun") == "self":
        _counted(scene, trigger, own, after, out)
    elif own and trigger.type == "aid" and scene.word(trigger.at).case == "ب" and not _accused(scene, trigger):
        out.add("agent", own, "genitive of support given: by whom")
    elif own:
        _give_genitive(scene, trigger, own, after, out, slot)
    elif reading.suf and reading.suf != "ا":
        _give_pronoun(scene, trigger, after, out, slot)
    _owner(scene, trigger, after, out)
    prepositions(scene, after, frame, out)
    if trigger.type in VICTIM_FIRST:
        _victims_behind(scene, after, out)
    _relative_light(scene, trigger, out)


def _victims_behind(scene: Scene, after: tuple[Argument, ...], out: Roles) -> None:
    """اختطاف لأبناء المدينة, وفاته مع مرافقيه: ل before whom the act hits, مع before another one hit."""
    for argument in after[:2]:
        if argument.preposition == "ل" and scene.sort(*argument.parts[0]) in ("person", "force", "number", "office"):
            out.add("target", argument.parts, "ل before the one it hits")
        if argument.preposition == "مع" and "target" in out.found and scene.sort(*argument.parts[0]) in _PEOPLE:
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
        _give_pronoun(scene, trigger, after, out, "genitive")
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


def _is_adjective(scene: Scene, k: int) -> bool:
    """An adjective of an indefinite noun (غارة جوية, هجوم عنيف), not its genitive."""
    read = scene.word(k)
    if read.article or k in scene.places or k in scene.doc.number_at:
        return False
    if has(scene, k, "adjective"):
        return True
    if read.stem.endswith("يه") and read.stem not in plural_heads():
        return True
    return not read.known and not scene.sort(k, k + 1) and (is_nisba(read) or read.stem.endswith("ه"))


def _genitive(scene: Scene, trigger: Trigger) -> tuple[Range, ...]:
    """The phrase that follows a noun in the genitive."""
    k, sentence = trigger.at + 1, trigger.sentence
    if k < sentence.last and scene.doc.tokens[k].text in "\"»”" and scene.doc.tokens[k - 2].text in "\"«“":
        k += 1  # تحقيقا في "قتل" الصحفي
    if "ال" in trigger.reading.pre or trigger.reading.suf or k >= sentence.last or k in scene.times:
        return ()
    token = scene.doc.tokens[k]
    if token.kind == "punct":
        if token.text not in "\"«“":
            return ()
    elif token.kind == "word" and k not in scene.doc.number_at:
        read = scene.word(k)
        if read.kind not in ("noun", "both", "demonstrative") or read.case or read.joined or _is_adjective(scene, k):
            return ()
        vague = not (read.article or read.known or k in scene.places or scene.sort(k, k + 1))
        if trigger.reading.kind == "noun" and vague and read.kind != "demonstrative":
            return ()
    kept: list[Range] = []
    for part in conjuncts(scene.doc, k, sentence.last, scene.places):
        if kept and part[0] in scene.triggers:
            break
        kept.append(part)
    if kept and has(scene, kept[0][0], "transparent") and kept[0][1] - kept[0][0] > 1:
        kept[0] = kept[0][0] + 1, kept[0][1]
    if kept and has(scene, kept[0][0], "void"):
        return ()
    return tuple(kept)


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
    if role == "target" and frame.get("object") and following is not None and following.preposition in ("", "ل"):
        if sort in ("force", "body", "office", "place", "state"):
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


def _give_pronoun(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles, slot: str) -> None:
    frame = trigger.reading.sense.frame
    found = antecedent(scene, trigger.sentence, trigger.at, trigger.reading.suf, personal=trigger.type in _PERSONAL)
    role = frame.get(slot) or ("agent" if frame.get("noun") == "agent" else None)
    if not found or not role:
        return
    follows = after[0] if after and after[0].preposition in ("", "ل") and after[0].first <= trigger.at + 2 else None
    if role == "target" and follows is not None and frame.get("object") and trigger.type not in VICTIM_FIRST:
        role = "agent"
    out.add(role, (found,), "suffixed pronoun")
    if role == "agent" and follows is not None:
        out.add("target", follows.parts, "object of the verbal noun")


def antecedent(scene: Scene, sentence: Sentence, i: int, suf: str, *, personal: bool) -> Range | None:
    """The phrase a suffixed pronoun points back to: the nearest fitting somebody before it in the sentence."""
    sorts = _PEOPLE if personal else (*_PEOPLE, "place", "state")
    for k in range(i - 1, max(sentence.first, i - 45) - 1, -1):
        token = scene.doc.tokens[k]
        if token.kind == "punct" or k in scene.times or k in scene.triggers or scene.word(k).kind in ("verb", "both"):
            continue
        sort = scene.sort(k, min(k + 3, i))
        if sort == "number" and k not in scene.doc.number_at:
            continue
        if sort in sorts and _agrees(scene, k, sort, suf):
            found = phrase_at(scene, k, i)
            if found:
                return found
    return None


def _agrees(scene: Scene, k: int, sort: str, suf: str) -> bool:
    stem = scene.word(k).stem
    plural = stem.endswith(("ون", "ين", "ان")) or stem in plural_heads()
    if suf in ("هم", "هما"):
        return plural or k in scene.doc.number_at
    if suf == "ها":
        return stem.endswith(("ه", "ات", "ا", "اء")) or (plural and sort != "person")
    return not plural and not stem.endswith(("ه", "ات"))


def _struck(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """استهدف القصف نقطة مراقبة: the object of the verb that the event noun is the subject of."""
    k = trigger.at - 1
    while k >= trigger.sentence.first and (scene.doc.tokens[k].text in "\"«“" or k in scene.doc.number_at):
        k -= 1
    reading = scene.light.get(k)
    if reading is None or reading.kind != "verb" or reading.suf:
        return
    frame = reading.sense.frame
    if frame.get("subject") != "event" or frame.get("object") != "target":
        return
    own = _genitive(scene, trigger)
    for argument in behind(scene, trigger.sentence, own[-1][1] - 1 if own else trigger.at):
        if not argument.preposition and not _is_adjective(scene, argument.first) and not _agrees_with_article(scene, argument.first):
            out.add("target", argument.parts, f"object of {reading.sense.entry.lemma}")
            return


def _agrees_with_article(scene: Scene, k: int) -> bool:
    """An adjective with the article behind the event noun (القصف الإسرائيلي)."""
    read = scene.word(k)
    return read.article and not read.known and is_nisba(read) and k not in scene.places


def _light(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """A light verb before the noun gives its subject: شن المسلحون هجوما, أسفر القصف عن مقتل."""
    k = trigger.light
    if k < 0:
        return
    reading = scene.light[k]
    out.light = reading
    role = reading.sense.frame.get("subject")
    if role not in ("agent", "target") or not _is_complement(scene, trigger.at, reading):
        return
    if reading.kind == "masdar":  # قيام الميليشيات بتفخيخ الميناء
        if scene.doc.tokens[k + 1].kind == "word" and k + 1 < trigger.at and not _is_adjective(scene, k + 1):
            first = behind(scene, trigger.sentence, k)[:1]
            if first and not first[0].preposition and first[0].last <= trigger.at:
                out.add(role, first[0].parts, f"genitive of {reading.sense.entry.lemma}")
        return
    if reading.kind != "verb":
        return
    how, front = in_front(scene, trigger.sentence, k)
    if how == "subject" and scene.word(k).joined:
        front = None
    between = [a for a in behind(scene, trigger.sentence, k) if not a.preposition and a.last <= trigger.at]
    rule = f"subject of {reading.sense.entry.lemma}"
    if between:
        out.add(role, between[0].parts, rule)
    elif front and not reading.suf:
        out.add(role, front.parts, rule)


def _is_complement(scene: Scene, at: int, light: Reading) -> bool:
    """The noun is the light verb's object, or stands behind the preposition that the verb asks for."""
    case = scene.word(at).case
    if not case and scene.word(at - 1).kind == "preposition":
        case = scene.word(at - 1).stem
    return not case or light.sense.frame.get(case) == "object"


def _relative_light(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """اعتداءات شنها مسلحون, الهجوم الذي استهدف الثكنة: a relative clause with a light verb fills the roles."""
    end = min(trigger.sentence.last, trigger.at + 12)
    for k in range(trigger.at + 1, end):
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "،,":
            return
        reading = scene.light.get(k)
        if reading is not None and reading.kind == "verb":
            role = reading.sense.frame.get("subject")
            bare = [a for a in behind(scene, trigger.sentence, k) if not a.preposition]
            prepositions(scene, behind(scene, trigger.sentence, k), trigger.reading.sense.frame, out)
            if reading.suf and role == "agent" and bare:
                out.add("agent", bare[0].parts, f"subject of {reading.sense.entry.lemma} in the relative clause")
            elif role == "event" and bare and reading.sense.frame.get("object") == "target" and not reading.suf:
                out.add("target", bare[0].parts, f"object of {reading.sense.entry.lemma} in the relative clause")
            return
        own = scene.triggers.get(k)
        if own is not None and own.reading.kind == "verb":
            bare = [a for a in behind(scene, trigger.sentence, k) if not a.preposition]
            if own.reading.suf and bare and k - trigger.at < 6 and "agent" not in out.found:
                out.add("agent", bare[0].parts, "subject of the verb in the relative clause")
            return
