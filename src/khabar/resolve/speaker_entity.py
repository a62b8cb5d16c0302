"""A voice under construction, and two ways to know one again: as the last unnamed one, and by a slip of the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khabar.extract.attributions.lexicon import words
from khabar.record.span import Span
from khabar.record.types import SourceKind
from khabar.resolve.speaker_profile import Profile
from khabar.resolve.speaker_words import Description, bare_word

_LONG_NAME = 6  # letters from which one letter more or less is a slip, not another name
_NAME = 4  # letters of a name of which another spelling may have a vowel more
_SOURCE = "speaker.unnamed.source"


@dataclass(slots=True)
class Entity:
    """One voice under construction. ``documents``: folded nouns of what it issued (بيان); ``merged`` points at the entity that it turned out to be."""

    key: int
    name: str | None
    kind: SourceKind
    anonymity: str | None
    how_many: int | None
    gender: str
    plural: bool
    descriptions: list[Description] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    last: int = 0
    merged: Entity | None = None


def agrees(entity: Entity | None, seen: Profile, shown: Profile) -> bool:
    """Whether an entity can be the subject by gender and number; its own verb's person counts where its noun is silent."""
    if entity is None:
        return False
    if not seen.gender:
        return True
    if seen.number == "p" and not entity.plural and entity.kind not in ("collective", "group"):
        return False
    if seen.number == "s" and entity.plural and entity.gender == "m":
        return False
    gender = entity.gender or (shown.gender if shown.kind == "verb" else "")
    return not gender or gender == seen.gender


def just_heard(alive: Sequence[Entity], seen: Description) -> Entity | None:
    """المصدر, where the last to speak was one unnamed person: he, though an earlier voice was called a source."""
    if len(seen.words) > 1 or seen.head is None or not seen.head.definite or seen.head.number != "s" or seen.head.speaker.id != _SOURCE:
        return None
    last = max(alive, key=lambda e: e.last, default=None)
    return last if last is not None and last.kind == "anonymous" and not last.plural else None


def misspelt(named: Mapping[str, Entity], seen: Description, norms: Sequence[str]) -> Entity | None:
    """ليبرلمان where ليبرمان has spoken: a bare long name, written once, that is one letter from one named person's; of a
    foreign name the long vowels may be written or not, as often as one likes (يلدريم, يلدرم)."""
    word = seen.words[0] if seen.words else ""
    if seen.head is not None or len(seen.words) != 1:
        return None
    once = len(word) >= _LONG_NAME and norms.count(word) <= 1
    near = {e.key: e for name, e in named.items() if (once and len(name) >= _LONG_NAME and _one_letter_apart(name, word)) or _other_vowels(name, word)}
    return next(iter(near.values())) if len(near) == 1 else None


def _other_vowels(a: str, b: str) -> bool:
    """Whether two names, not short ones, are the same but for one long vowel that one of them lacks."""
    short, long = sorted((a, b), key=len)
    if len(short) < _NAME or len(long) - len(short) != 1:
        return False
    return any(long[k] in "اوي" and long[:k] + long[k + 1:] == short for k in range(1, len(long) - 1))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes one word of the other."""
    short, long = sorted((a, b), key=len)
    same = next((k for k, letter in enumerate(short) if letter != long[k]), len(short))
    rest = len(short) - same
    return a != b and (long[same + 1:] == short[same:] or (len(long) == len(short) and long[len(long) - rest + 1:] == short[same + 1:]))


def of_the_state(entity: Entity) -> bool:
    """الجيش, وزارة الدفاع: no reader takes المنظمة or الجماعة for these."""
    return any(bare_word(d.words[0]) in words("state_body") for d in entity.descriptions if d.words)


def place_only(entity: Entity) -> bool:
    """إيطاليا: a state that the report calls by nothing but its place's name issues no الوثيقة."""
    return all(d.head is None for d in entity.descriptions)


def issues(entity: Entity) -> bool:
    """Whether several together may have issued a document (الطرفان … البيان)."""
    return entity.kind == "collective"


def fits(entity: Entity, seen: Description) -> bool:
    """Whether words may be for a voice by gender; a body is called by nouns of either."""
    return seen.kind == "document" or not entity.gender or not seen.gender or entity.gender == seen.gender or entity.kind in ("organization", "group")


def fuller(seen: Description, entity: Entity) -> bool:
    """Whether words say more than the name that a voice has."""
    if entity.name is None:
        return True
    return len(seen.words) > len(entity.name.split()) and seen.kind == entity.kind
