"""Pronouns: whom a verb without a named subject, a suffix or a preposition with a suffix points back to."""

from __future__ import annotations

from khabar.extract.events.arguments import Argument, Range
from khabar.extract.events.front import in_front
from khabar.extract.events.roles import OBJECT_NEEDED, VICTIM_FIRST, Roles
from khabar.extract.events.scene import Scene, Trigger, plural_heads
from khabar.text.phrases import noun_phrase
from khabar.text.sentences import Sentence

#: Sorts of phrases that name people.
PEOPLE = ("force", "body", "office", "person", "number")
#: Prepositions written with a pronoun (عليهم) to both parts.
_WITH_PRONOUN = {base + suffix: (base, suffix) for base in ("علي", "مع", "ضد", "ل", "ب") for suffix in ("هما", "ها", "هم", "ه")}
_PERSONAL = frozenset({"kill", "injure", "abduct", "arrest", "release", "displace"})


def pronoun_subject(scene: Scene, trigger: Trigger, out: Roles) -> None:
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


def pronoun_preposition(scene: Scene, trigger: Trigger, out: Roles) -> None:
    """القبض عليه, التحقيق معها: a preposition with a pronoun behind the trigger."""
    for k in range(trigger.at + 1, min(trigger.at + 4, trigger.sentence.last)):
        base, suffix = _WITH_PRONOUN.get(scene.doc.norms[k], ("", ""))
        if base:
            role = trigger.reading.sense.frame.get(base)
            if role in ("agent", "target") and role not in out.found:
                found = antecedent(scene, trigger.sentence, trigger.at, suffix, personal=trigger.type in _PERSONAL)
                out.add(role, (found,) if found else (), f"{base} with a pronoun")
            return


def give_pronoun(scene: Scene, trigger: Trigger, after: tuple[Argument, ...], out: Roles, slot: str) -> None:
    """قصفهم, مقتله: the suffix of a verbal noun or event noun is whom it hits, or who did it when an object follows."""
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
    sorts = PEOPLE if personal else (*PEOPLE, "place", "state")
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


def phrase_at(scene: Scene, k: int, limit: int) -> Range | None:
    """The phrase that token ``k`` heads."""
    end = noun_phrase(scene.doc, k, limit, scene.places)
    return (k, end) if end > k else None
