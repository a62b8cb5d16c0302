"""A voice under construction, and two ways to know one again: as the last unnamed one, and by a slip of the pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khabar.record.span import Span
from khabar.record.types import SourceKind
from khabar.resolve.speaker_words import Description

_LONG_NAME = 6  # letters from which one letter more or less is a slip, not another name
_SOURCE = "speaker.unnamed.source"


@dataclass(slots=True)
class Entity:
    """One voice under construction. ``merged`` points at the entity that it turned out to be."""

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
    last: int = 0
    merged: Entity | None = None


def just_heard(alive: Sequence[Entity], seen: Description) -> Entity | None:
    """المصدر, where the last to speak was one unnamed person: he, though an earlier voice was called a source."""
    if len(seen.words) > 1 or seen.head is None or not seen.head.definite or seen.head.number != "s" or seen.head.speaker.id != _SOURCE:
        return None
    last = max(alive, key=lambda e: e.last, default=None)
    return last if last is not None and last.kind == "anonymous" and not last.plural else None


def misspelt(named: Mapping[str, Entity], seen: Description, norms: Sequence[str]) -> Entity | None:
    """ليبرلمان where ليبرمان has spoken: a bare long name, written once, that is one letter from one named person's."""
    word = seen.words[0] if seen.words else ""
    if seen.head is not None or len(seen.words) != 1 or len(word) < _LONG_NAME or norms.count(word) > 1:
        return None
    near = {e.key: e for name, e in named.items() if len(name) >= _LONG_NAME and _one_letter_apart(name, word)}
    return next(iter(near.values())) if len(near) == 1 else None


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter more, less or other makes one word of the other."""
    short, long = sorted((a, b), key=len)
    same = next((k for k, letter in enumerate(short) if letter != long[k]), len(short))
    rest = len(short) - same
    return a != b and (long[same + 1:] == short[same:] or (len(long) == len(short) and long[len(long) - rest + 1:] == short[same + 1:]))
