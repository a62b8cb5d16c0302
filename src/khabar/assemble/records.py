"""One report's proposals, resolved and put together into its record. Shared by all readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from khabar.assemble import claims, codes, groups
from khabar.record import (
    Attribution,
    Count,
    CountMention,
    Event,
    EventMention,
    Proposals,
    Reading,
    Record,
    Report,
    RoleFiller,
    Span,
    Time,
    contains,
    quote,
)
from khabar.record.types import EventCodes
from khabar.resolve import actors as actor_resolution
from khabar.resolve import places as place_resolution
from khabar.resolve import speakers
from khabar.resolve import times as time_resolution
from khabar.text import Document


def build(doc: Document, report: Report, proposals: Proposals, reading: Reading) -> Record:
    """Resolve what a reader proposed and assemble the record: events with chains, groups, codes, and claims."""
    places = place_resolution.resolve(doc, proposals.places)
    times = time_resolution.resolve(doc, proposals.times)
    sources, attributions = speakers.resolve(doc, proposals.attributions)
    actors, actor_of = actor_resolution.resolve(doc, proposals.events, sources, places)
    sources = tuple(replace(s, actor=_first(actor_of, s.mentions)) for s in sources)
    place_at = {p.span: p.id for p in places}
    time_at = {t.span: t.id for t in times}
    events = tuple(
        _event(doc, f"v{n}", mention, _chain(mention.trigger, attributions), actor_of, place_at.get, time_at.get)
        for n, mention in enumerate(proposals.events, 1)
    )
    group_of = groups.assign(doc, events, places, times)
    events = tuple(replace(e, group=group_of[e.id]) for e in events)
    events = tuple(replace(e, codes=codes.code(doc, e, actors)) for e in events)
    claimed = claims.build(doc, events, attributions, sources, actors, places, times)
    return Record(
        khabar=1, report=report, sources=sources, attributions=attributions, actors=actors, places=places, times=times,
        events=events, claims=claimed, reading=reading, notes=_notes(report, _undated(times)),
    )  # fmt: skip


def _event(
    doc: Document,
    name: str,
    m: EventMention,
    chain: tuple[str, ...],
    actor_of: Mapping[Span, str],
    place_at: Callable[[Span], str | None],
    time_at: Callable[[Span], str | None],
) -> Event:
    def fillers(spans: tuple[Span, ...]) -> tuple[RoleFiller, ...]:
        return tuple(RoleFiller(s, doc.words(s), actor_of.get(s)) for s in spans)

    def counts(mentions: tuple[CountMention, ...]) -> tuple[Count, ...]:
        return tuple(Count(c.what, c.min, c.max, c.approx, c.span, doc.words(c.span), c.who) for c in mentions)

    return Event(
        id=name, type=m.type, trigger=quote(doc.text, m.trigger), modality=m.modality, polarity=m.polarity,
        agent=fillers(m.agent), target=fillers(m.target),
        place=place_at(m.place) if m.place else None, origin=place_at(m.origin) if m.origin else None,
        destination=place_at(m.destination) if m.destination else None, time=time_at(m.time) if m.time else None,
        count=counts(m.count), codes=EventCodes(), chain=chain, group=None, why=m.why,
        instrument=quote(doc.text, m.instrument) if m.instrument else None, subsets=counts(m.subsets),
    )  # fmt: skip


def _chain(trigger: Span, attributions: tuple[Attribution, ...]) -> tuple[str, ...]:
    """Ids of the attributions whose content holds the trigger, outermost first: parents before children."""
    holding = {a.id: a for a in attributions if any(contains(c.span, trigger) for c in a.content)}
    return tuple(sorted(holding, key=lambda i: (_depth(holding[i], holding), -_length(holding[i]), holding[i].cue.span)))


def _depth(a: Attribution, holding: Mapping[str, Attribution]) -> int:
    depth = 0
    while a.parent is not None and a.parent in holding and depth < len(holding):
        a = holding[a.parent]
        depth += 1
    return depth


def _length(a: Attribution) -> int:
    return sum(c.span[1] - c.span[0] for c in a.content)


def _first(actor_of: Mapping[Span, str], mentions: tuple[Span, ...]) -> str | None:
    return next((actor_of[m] for m in mentions if m in actor_of), None)


def _undated(times: tuple[Time, ...]) -> int:
    """How many times have neither dates nor a vague direction."""
    return sum(t.start is None and t.end is None and t.vague is None for t in times)


def _notes(report: Report, unresolved: int) -> tuple[str, ...]:
    if report.published is None and unresolved:
        return (f"no publication date: {unresolved} relative times stay unresolved (give --published)",)
    return ()
