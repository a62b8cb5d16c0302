"""Small documents with roles and sources given by their words, as an extractor would propose them."""

from __future__ import annotations

import datetime

from khabar.record import Actor, EventMention, Place, Source, Span, Why
from khabar.resolve.actors import resolve
from khabar.text import Document, document

WHY = Why("test")


def at(text: str, words: str, nth: int = 1) -> Span:
    """The span of the nth occurrence of some words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def event(text: str, trigger: str, *, agent: tuple[str, ...] = (), target: tuple[str, ...] = (), kind: str = "attack") -> EventMention:
    """An event mention with its roles given by their words (first occurrence, or ``words@2`` for the second)."""

    def spans(names: tuple[str, ...]) -> tuple[Span, ...]:
        return tuple(at(text, *_nth(name)) for name in names)

    return EventMention(at(text, *_nth(trigger)), kind, "actual", "pos", WHY, spans(agent), spans(target))


def _nth(name: str) -> tuple[str, int]:
    words, _, number = name.partition("@")
    return words, int(number or 1)


def source(name: str, text: str, *mentions: str, kind: str = "person", anonymous: bool = False, role: str | None = None) -> Source:
    """A source with its mentions given by their words."""
    return Source("s1", name, kind, anonymous, tuple(at(text, *_nth(m)) for m in mentions), role=role)  # type: ignore[arg-type]


def actors_of(
    text: str, *events: EventMention, sources: tuple[Source, ...] = (), places: tuple[Place, ...] = (), day: str | None = "2018-03-01"
) -> dict[str, Actor]:
    """The resolved actors by the words of their spans."""
    doc: Document = document(text, datetime.date.fromisoformat(day) if day else None)
    actors, of = resolve(doc, events, sources, places)
    by_id = {a.id: a for a in actors}
    return {doc.words(span): by_id[name] for span, name in of.items()}


def place(text: str, words: str, country: str) -> Place:
    """A resolved place."""
    return Place("p1", at(text, words), words, words, 1, country, None, "city", 1.0, 1.0, 1, None, 1, WHY)
