"""Small resolved reports: events, attributions, places and times given by their words."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from khabar.record import (
    Actor,
    Attribution,
    Claim,
    Count,
    Event,
    EventMention,
    Place,
    RoleFiller,
    Source,
    Time,
    Why,
    contains,
    quote,
)
from khabar.record.types import EventCodes
from khabar.resolve.actors import resolve
from khabar.text import Document, document
from tests.actors.made import at

WHY = Why("test")


class Made(NamedTuple):
    """A small report ready for assembly."""

    doc: Document
    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]

    def claims(self) -> tuple[Claim, ...]:
        """The report's claims."""
        from khabar.assemble import claims

        return claims.build(self.doc, self.events, self.attributions, self.sources, self.actors, self.places, self.times)


def span(text: str, words: str) -> tuple[int, int]:
    """First occurrence, or ``words@2``."""
    name, _, nth = words.partition("@")
    return at(text, name, int(nth or 1))


def place(text: str, number: int, words: str, name_en: str | None, country: str | None = None) -> Place:
    """A place; unresolved without an English name."""
    where = span(text, words)
    return Place(f"p{number}", where, text[slice(*where)], name_en, number if name_en else None, country, None, "city", 1.0, 1.0, 1,
                 None, 1, WHY)  # fmt: skip


def time(text: str, number: int, words: str, start: str | None, end: str | None, grain: str = "day") -> Time:
    """A resolved time."""
    where = span(text, words)
    return Time(f"t{number}", where, text[slice(*where)], start, end, grain, None, WHY)  # type: ignore[arg-type]


def said(text: str, number: int, cue: str, who: str, content: str, *, act: str = "say", by: str | None = None,
         parent: str | None = None) -> Attribution:  # fmt: skip
    """An attribution."""
    return Attribution(f"a{number}", quote(text, span(text, cue)), quote(text, span(text, by)) if by else None, who,
                       (quote(text, span(text, content)),), "indirect", act, parent, WHY)  # type: ignore[arg-type]  # fmt: skip


def report(
    text: str,
    events: list[dict[str, Any]],
    *,
    attributions: tuple[Attribution, ...] = (),
    sources: tuple[Source, ...] = (),
    places: tuple[Place, ...] = (),
    times: tuple[Time, ...] = (),
    day: str = "2018-03-01",
    groups: tuple[str, ...] = (),
) -> Made:
    """A report; events are given as ``{"trigger": …, "type": …, "agent": […], "target": […], "place": "p1", "count": […]}``."""
    doc = document(text, datetime.date.fromisoformat(day))
    mentions = [_mention(text, e) for e in events]
    actors, of = resolve(doc, tuple(mentions), sources, places)
    sources = tuple(
        Source(s.id, s.name, s.kind, s.anonymous, s.mentions, s.reason, s.role, s.affiliation,
               actor=next((of[m] for m in s.mentions if m in of), None))
        for s in sources
    )  # fmt: skip
    made = tuple(
        _event(doc, n, m, e, of, attributions, groups[n - 1] if groups else f"g{n}")
        for n, (m, e) in enumerate(zip(mentions, events, strict=True), 1)
    )
    return Made(doc, made, attributions, sources, actors, places, times)


def _mention(text: str, e: dict[str, Any]) -> EventMention:
    return EventMention(
        span(text, e["trigger"]), e["type"], e.get("modality", "actual"), e.get("polarity", "pos"), WHY,
        tuple(span(text, w) for w in e.get("agent", ())), tuple(span(text, w) for w in e.get("target", ())),
    )  # fmt: skip


def _event(
    doc: Document, number: int, m: EventMention, e: dict[str, Any], of: dict[tuple[int, int], str],
    attributions: tuple[Attribution, ...], group: str,
) -> Event:  # fmt: skip
    chain = tuple(a.id for a in attributions if any(contains(c.span, m.trigger) for c in a.content))
    counts = tuple(
        Count(what, low, high, approx, span(doc.text, words), words) for what, low, high, approx, words in e.get("count", ())
    )
    return Event(
        f"v{number}", m.type, quote(doc.text, m.trigger), m.modality, m.polarity,
        tuple(RoleFiller(s, doc.words(s), of.get(s)) for s in m.agent),
        tuple(RoleFiller(s, doc.words(s), of.get(s)) for s in m.target),
        e.get("place"), e.get("origin"), e.get("destination"), e.get("time"), counts, EventCodes(), chain, group, WHY,
    )  # fmt: skip
