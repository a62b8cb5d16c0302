"""One report's proposals, resolved and put together into its record. Shared by all readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from khabar.assemble import claims, codes, groups, phase
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
    Why,
    contains,
    overlap,
    quote,
)
from khabar.record.types import EventCodes
from khabar.resolve import actors as actor_resolution
from khabar.resolve import places as place_resolution
from khabar.resolve import role_checks, speakers
from khabar.resolve import times as time_resolution
from khabar.resolve.coordinated import share_modality
from khabar.resolve.source_bounds import bounded
from khabar.text import Document

_NO_CODES = EventCodes()


def build(doc: Document, report: Report, proposals: Proposals, reading: Reading) -> Record:
    """Resolve what a reader proposed and assemble the record: events with chains, groups, codes, and claims."""
    places = place_resolution.resolve(doc, proposals.places)
    times = time_resolution.resolve(doc, proposals.times)
    said = tuple(bounded(doc, a) for a in proposals.attributions)
    sources, attributions = speakers.resolve(doc, said, proposals.places)
    mentions = role_checks.checked(doc, share_modality(doc, proposals.events), said, [p.span for p in proposals.places])
    actors, actor_of = actor_resolution.resolve(doc, mentions, sources, places)
    mentions = tuple(role_checks.two_sided(doc, m, actor_of) for m in mentions)
    sources = tuple(replace(s, actor=_first(actor_of, s.mentions)) for s in sources)
    place_at = {p.span: p.id for p in places}
    time_at = {t.span: t.id for t in times}
    chain_of = _chains([m.trigger for m in mentions], attributions)
    events = tuple(
        _event(doc, f"v{n}", mention, chain_of[mention.trigger], actor_of, place_at.get, time_at.get)
        for n, mention in enumerate(mentions, 1)
    )
    decided, sector = groups.decide(doc, events, places, times), codes.sectors(actors)
    events = tuple(_coded(doc, e, decided[e.id], sector) for e in events)
    claimed = claims.build(doc, events, attributions, sources, actors, places, times)
    return Record(
        khabar=1, report=report, sources=sources, attributions=attributions, actors=actors, places=places, times=times,
        events=events, claims=claimed, reading=reading, notes=_notes(report, _undated(times)) + proposals.notes,
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
        return tuple(RoleFiller(s, doc.words(s), actor_of.get(s), next((p for t, p in m.chances if overlap(s, t)), None)) for s in spans)

    def counts(mentions: tuple[CountMention, ...]) -> tuple[Count, ...]:
        return tuple(Count(c.what, c.min, c.max, c.approx, c.span, doc.words(c.span), c.who) for c in mentions)

    return Event(
        id=name, type=m.type, trigger=quote(doc.text, m.trigger), modality=m.modality, polarity=m.polarity,
        agent=fillers(m.agent), target=fillers(m.target),
        place=place_at(m.place) if m.place else None, origin=place_at(m.origin) if m.origin else None,
        destination=place_at(m.destination) if m.destination else None, time=time_at(m.time) if m.time else None,
        count=counts(m.count), codes=_NO_CODES, chain=chain, group=None, why=m.why,
        instrument=quote(doc.text, m.instrument) if m.instrument else None, subsets=counts(m.subsets),
    )  # fmt: skip


def _coded(doc: Document, event: Event, decision: groups.Decision, sector: dict[str, str | None]) -> Event:
    """The event with its group and codes; both, and what a word over it tells of it (its phase), stand in its derivation."""
    found, why = codes.code(doc, event, sector)
    w = event.why
    told = phase.phase_at(doc, event.trigger.span, event.type)
    phases = (Why("phase", entry=told.phase.id, at=told.phase.at, note=phase.DENIED if told.denied else None),) if told is not None else ()
    grounds = w.but(parts=(*w.parts, *phases, decision.why, why))
    return Event(
        event.id, event.type, event.trigger, event.modality, event.polarity, event.agent, event.target, event.place, event.origin,
        event.destination, event.time, event.count, found, event.chain, decision.group, grounds, event.instrument, event.subsets,
    )


def _chains(triggers: list[Span], attributions: tuple[Attribution, ...]) -> dict[Span, tuple[str, ...]]:
    """For each trigger the ids of the attributions whose content holds it, outermost first: parents before children.

    A content that starts behind a clitic of the trigger (أقر ب|مقتل) holds it too: the trigger's last letter decides.
    One sweep over triggers and contents in text order, so that a long text costs no more than its length.
    """
    contents = sorted(((c.span, a) for a in attributions for c in a.content), key=lambda x: x[0])
    out: dict[Span, tuple[str, ...]] = {}
    active: list[tuple[Span, Attribution]] = []
    at = 0
    for trigger in sorted(set(triggers), key=lambda t: (t[1], t[0])):
        last = trigger[1] - 1, trigger[1]
        while at < len(contents) and contents[at][0][0] <= last[0]:
            active.append(contents[at])
            at += 1
        active = [x for x in active if x[0][1] > trigger[0]]
        holding = {a.id: a for span, a in active if contains(span, last)}
        order = sorted(holding, key=lambda i: (_depth(holding[i], holding), -_length(holding[i]), holding[i].cue.span))
        out[trigger] = tuple(order)
    return out


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
