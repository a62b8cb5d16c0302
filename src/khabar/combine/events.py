"""Events of the automatic reading.

Measured on annotated reports (docs/model-card.md): the network knows better which words are events at all, which type and
modality they have (but a verb of purpose, ليؤسسوا, and an attempt are no deeds) and who plays which role. So an event stands when both see it, or
when the network alone is sure; its type is the lexicon's where the network is in doubt, its modality is the network's, and its
roles and numbers are those that `khabar.combine.roles` weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from khabar.model.labels import counted
from khabar.record import EventMention, Span, Why, overlap
from khabar.record.types import Modality

#: Probability from which an event that only the network sees is taken: even odds. At 0.6 event.type was 0.5 points lower on real
#: reports of other hands (docs/model-card.md).
SURE = 0.5
TYPE = 0.4  # probability from which the network's type overrules the lexicon's
_NEXT_WORD = "next"  # the clue of a sense that the very next word settles ([هجمات] جوية): the network was never right against it
#: The lexicon's and the network's reading of one event to the network's with both readers' roles and numbers (khabar.combine.roles).
Weigh = Callable[[EventMention, EventMention], EventMention]
_ROLES = ("place", "origin", "destination", "time")


def events(
    lexicon: Sequence[EventMention], network: Sequence[EventMention], places: Sequence[Span], times: Sequence[Span],
    weigh: Weigh = lambda ours, theirs: replace(theirs, count=ours.count or theirs.count),
) -> tuple[EventMention, ...]:
    """Events that both readers made. ``places`` and ``times`` are the mentions of the combined reading, in text order:
    roles point to them or to nothing. ``weigh`` gives the network's event the roles and numbers that both together prefer."""
    ours = sorted(lexicon, key=lambda e: e.trigger)
    out = []
    for theirs in network:
        twin = _twin(ours, theirs)
        if twin is not None:
            out.append(_joined(twin, _tied(weigh(twin, theirs), places, times)))
        elif (theirs.why.score or 0.0) >= SURE:
            why = Why("auto: the network alone, sure enough", score=theirs.why.score, meaning=theirs.why.meaning, parts=(theirs.why,))
            out.append(replace(_tied(theirs, places, times), why=why))
    return tuple(sorted(out, key=lambda e: e.trigger))


def _twin(ours: list[EventMention], theirs: EventMention) -> EventMention | None:
    """The lexicon's event on the same words, one with the same type first."""
    at = bisect_left(ours, theirs.trigger, key=lambda e: e.trigger)
    near = [e for e in ours[max(0, at - 2):at + 3] if overlap(e.trigger, theirs.trigger)]
    return next((e for e in near if e.type == theirs.type), near[0] if near else None)


def _joined(ours: EventMention, theirs: EventMention) -> EventMention:
    """The network's event with the lexicon's type, unless the network is sure of another."""
    agree = ours.type == theirs.type
    overruled = not agree and (theirs.why.score or 0.0) >= TYPE and ours.why.note != _NEXT_WORD
    note = None if agree else f"the lexicon takes it for {ours.type}" if overruled else f"the network takes it for {theirs.type}"
    whose = "" if agree else ", the network's type" if overruled else ", the lexicon's type"
    other = () if agree else (Why("alternative.type", note=ours.type if overruled else theirs.type),)
    why = Why(f"auto: both readers{whose}", score=theirs.why.score, meaning=theirs.why.meaning, note=note, parts=(ours.why, theirs.why, *other))
    type_ = theirs.type if overruled else ours.type
    modality = ours.modality if _knows_modality(ours, theirs.modality) else theirs.modality
    polarity = ours.polarity if _not_intended(ours) or "modality.fact.lawla" in _told(ours) else theirs.polarity
    count = tuple(replace(c, what=counted(type_, c.what)) for c in theirs.count)
    return replace(
        ours, type=type_, modality=modality, polarity=polarity, agent=theirs.agent, target=theirs.target, place=theirs.place,
        origin=theirs.origin, destination=theirs.destination, time=theirs.time, count=count, why=why,
    )  # fmt: skip


#: What the lexicon knows of an act that the network tells as done: what draws near, what is attempted, asked or may have been.
_UNDONE = frozenset({"modality.plan.near", "modality.plan.attempt", "modality.possible.may_have", "modality.possible.whether"})

#: What the lexicon knows to be done, whatever the network doubts: قد with a past, and what لولا names.
_DONE = frozenset({"particle.qad", "modality.fact.lawla"})


def _knows_modality(ours: EventMention, theirs: Modality) -> bool:
    """Whether the lexicon's modality stands against the network's: أرسل قادته [ليؤسسوا] قاعدة, اقتراب [معركة] and محاولة [اغتيال], a
    verb behind the ل of purpose, what draws near, what is attempted and what may have happened (قد يكون) are not told as done, nor is a
    future verb (سأطالب) or what is asked (هل [قصفت]); احتمال [القتل] is possible, not planned; قد with a past (قد [وصلت]) is done."""
    told = _told(ours)
    verb = ours.why.rule == "predicate (verb)"
    if told & _DONE:
        return ours.modality == "actual" and theirs in ("possible", "planned", "conditional")
    if theirs == "planned":
        return ours.modality == "possible" and bool(told & {"modality.possible.may", "modality.possible.whether"})
    if theirs == "possible":
        return ours.modality == "planned" and _not_intended(ours)
    return theirs == "actual" and (bool(told & _UNDONE) or (verb and bool(told & {"purpose.li", "clitic.sa"})))


def _not_intended(ours: EventMention) -> bool:
    """لا تنوي [سحب] القوات: what somebody does not intend is planned, and denied."""
    return ours.polarity == "neg" and "modality.plan.intend" in _told(ours)


def _told(ours: EventMention) -> set[str | None]:
    """The entries that gave the lexicon's modality."""
    return {p.entry for p in ours.why.parts if p.rule == "modality"}


def _tied(event: EventMention, places: Sequence[Span], times: Sequence[Span]) -> EventMention:
    """The event with its places and time set to the mentions that the record holds."""
    known = {"place": places, "origin": places, "destination": places, "time": times}
    tied: dict[str, Span | None] = {}
    for role in _ROLES:
        span = getattr(event, role)
        tied[role] = _touching(known[role], span) if span is not None else None
    return replace(event, place=tied["place"], origin=tied["origin"], destination=tied["destination"], time=tied["time"])


def _touching(spans: Sequence[Span], span: Span) -> Span | None:
    """The mention that shares a character with ``span``; the spans are in text order and do not overlap."""
    at = bisect_left(spans, span)
    return next((s for s in spans[max(0, at - 1):at + 2] if overlap(s, span)), None)
