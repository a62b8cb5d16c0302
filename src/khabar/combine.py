"""Events of the automatic reader: what the lexicon reader and the network make of them together.

Measured on the development reports (docs/benchmarks.md has the table and its command): the lexicon knows the type of an
event better where the two disagree; the network knows better which words are events at all, which modality they have and who
plays which role. So an event stands when both see it, or when the network alone is sure; its type and number are the
lexicon's where it has one, its modality and roles the network's. How the two check each other on places, times and
attributions stands in khabar.model.combine.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from khabar.record import EventMention, Proposals, Span, Why, overlap

#: Probability from which an event that only the network sees is taken. Chosen on the development reports.
SURE = 0.6
_ROLES = ("place", "origin", "destination", "time")


def combine_events(lexicon: Proposals, network: Proposals) -> Proposals:
    """The network's proposals with events that both readers made; places and times are those of ``network``."""
    places, times = [p.span for p in network.places], [t.span for t in network.times]
    ours = sorted(lexicon.events, key=lambda e: e.trigger)
    out = []
    for theirs in network.events:
        twin = _twin(ours, theirs)
        if twin is not None:
            out.append(_joined(twin, _tied(theirs, places, times)))
        elif (theirs.why.score or 0.0) >= SURE:
            why = Why("auto: the network alone, sure enough", score=theirs.why.score, meaning=theirs.why.meaning, parts=(theirs.why,))
            out.append(replace(_tied(theirs, places, times), why=why))
    layers = dict(network.layers) | {"events": "lexicon+model"}
    return replace(network, events=tuple(sorted(out, key=lambda e: e.trigger)), layers=layers)


def _twin(ours: list[EventMention], theirs: EventMention) -> EventMention | None:
    """The lexicon's event on the same words, one with the same type first."""
    at = bisect_left(ours, theirs.trigger, key=lambda e: e.trigger)
    near = [e for e in ours[max(0, at - 2):at + 3] if overlap(e.trigger, theirs.trigger)]
    return next((e for e in near if e.type == theirs.type), near[0] if near else None)


def _joined(ours: EventMention, theirs: EventMention) -> EventMention:
    """Type and number from the lexicon, modality and roles from the network."""
    agree = ours.type == theirs.type
    note = None if agree else f"the network takes it for {theirs.type}"
    why = Why("auto: both readers" if agree else "auto: both readers, the lexicon's type", score=theirs.why.score,
              meaning=theirs.why.meaning, note=note, parts=(ours.why, theirs.why))
    return replace(
        ours, modality=theirs.modality, polarity=theirs.polarity, agent=theirs.agent, target=theirs.target, place=theirs.place,
        origin=theirs.origin, destination=theirs.destination, time=theirs.time, count=ours.count or theirs.count, why=why,
    )  # fmt: skip


def _tied(event: EventMention, places: list[Span], times: list[Span]) -> EventMention:
    """The event with its places and time set to the mentions that the record holds."""
    known = {"place": places, "origin": places, "destination": places, "time": times}
    tied: dict[str, Span | None] = {}
    for role in _ROLES:
        span = getattr(event, role)
        tied[role] = _touching(known[role], span) if span is not None else None
    return replace(event, place=tied["place"], origin=tied["origin"], destination=tied["destination"], time=tied["time"])


def _touching(spans: list[Span], span: Span) -> Span | None:
    """The mention that shares a character with ``span``; the spans are in text order and do not overlap."""
    at = bisect_left(spans, span)
    return next((s for s in spans[max(0, at - 1):at + 2] if overlap(s, span)), None)
