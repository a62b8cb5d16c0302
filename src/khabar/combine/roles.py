"""Roles and numbers of an event that both readers see: the network's pointers and the lexicon's fillers together.

Each reader gives its filler a probability. A filler's worth is the mean of what both give it, weighed by `WEIGHTS`; the
better one is taken when its worth reaches the threshold; a doer or target of another clause needs more, since a wrong one harms
more than none (three more of a hundred are right, at the same F1). Weights and thresholds were chosen on the development reports and on
the invented reports kept out of training. For places the lexicon's fillers gained nothing by such a mean (docs/model-card.md), but
one that stands close behind the act, in its own clause, is its place sooner than one before it.

Of numbers the lexicon finds more. But where the network sees none and gives its number no chance either, one in five of the
lexicon's dead, injured or arrested is right (مقتل أي من مقاتليه is no dead man), so those are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from khabar.combine.sides import Sides
from khabar.model.labels import TYPES
from khabar.record import CountMention, EventMention, Span, Why, overlap

#: Role: weight of the lexicon's probability against the network's, least worth of a filler.
WEIGHTS = {"agent": (0.2, 0.3), "target": (0.4, 0.3), "time": (0.2, 0.25)}
_UNSAID = 0.5  # the lexicon's probability where its rules give none
_FAR = 0.5  # least worth of a doer or target that another act, a comma or the end of a sentence parts from the act
_MARKS = frozenset("،؛,;")
_NEAR = 8  # words between an act and the place behind it, at most
_CHANCE = 0.05  # least probability from the network of a number, origin or destination that only the lexicon sees


def weighed(sides: Sides, ours: EventMention, theirs: EventMention) -> EventMention:
    """The network's event (``theirs``) with the fillers and numbers that both readers together prefer.

    ``ours`` is the lexicon's reading of the same word, whose type counts. A filler taken from it is told in ``why``.
    """
    row, kind = sides.doc.tokens_in(theirs.trigger)[0], 1 + TYPES.index(ours.type)
    parts = list(theirs.why.parts)
    chosen: dict[str, tuple[Span, ...]] = {}
    for role, (weight, least) in WEIGHTS.items():
        mine, other = _fillers(theirs, role), _fillers(ours, role)
        if not mine and not other:
            continue
        pointed = sides.pointing(row, role, kind)
        same = bool(mine and other) and alike(sides, mine[0], other[0])
        told = _told(ours, role) if other else 0.0
        worth = (1 - weight) * pointed(mine[0]) + (weight * told if same else 0.0) if mine else 0.0
        theirs_worth = (1 - weight) * pointed(other[0]) + weight * told if other and not same else 0.0
        best = other if theirs_worth > worth else mine
        if role != "time" and best and distant(sides, theirs.trigger, best[0]):
            least = _FAR
        chosen[role] = best if max(worth, theirs_worth) >= least else ()
        if chosen[role] and theirs_worth > worth:
            parts.append(Why(f"{role}: the lexicon's filler", score=round(theirs_worth, 2), meaning="mean of both readers' probabilities"))
    behind = _behind(sides, ours, theirs)
    if behind:
        parts.append(Why("place: the lexicon's, close behind the act"))
    place = ours.place if behind else theirs.place
    made = replace(theirs, place=place, count=_numbers(sides, row, kind, ours, theirs), why=theirs.why.but(parts=tuple(parts)))
    for role in ("origin", "destination"):
        end = getattr(ours, role)
        if end is not None and getattr(theirs, role) is None and sides.pointing(row, role, kind)(end) >= _CHANCE:
            made = replace(made, **{role: end})
    return _with(made, chosen)


def distant(sides: Sides, trigger: Span, filler: Span) -> bool:
    """Whether another act, a comma or the end of a sentence stands between an act and its filler."""
    doc = sides.doc
    between = doc.between(filler, trigger)
    if doc.sentence_of.get(doc.tokens_in(filler)[0]) is not doc.sentence_of.get(doc.tokens_in(trigger)[0]) or any(doc.tokens[i].text in _MARKS for i in between):
        return True
    k = bisect_left(sides.acts, between.start)
    return k < len(sides.acts) and sides.acts[k] < between.stop


def _behind(sides: Sides, ours: EventMention, theirs: EventMention) -> bool:
    """ترك الموصل للبدء [ببناء] خلافته في أفريقيا: whether only the lexicon's place stands behind the act, with no mark and no other act between."""
    if ours.place is None or theirs.place is None or theirs.place > theirs.trigger:
        return False
    doc = sides.doc
    first, last = doc.tokens_in(theirs.trigger)[1], doc.tokens_in(ours.place)[0]
    if not 0 <= last - first <= _NEAR or any(t.kind == "punct" for t in doc.tokens[first:last]):
        return False
    return not any(theirs.trigger < e.trigger < ours.place for e in sides.model.events)


def _numbers(sides: Sides, row: int, kind: int, ours: EventMention, theirs: EventMention) -> tuple[CountMention, ...]:
    """The lexicon's numbers, else the network's; without those of the lexicon's that the network cannot believe."""
    if theirs.count or not ours.count:
        return ours.count or theirs.count
    pointed = sides.pointing(row, "count", kind)
    return tuple(c for c in ours.count if c.what == "other" or pointed(c.span) >= _CHANCE)


def _fillers(event: EventMention, role: str) -> tuple[Span, ...]:
    if role == "time":
        return (event.time,) if event.time else ()
    return event.agent if role == "agent" else event.target


def _with(event: EventMention, chosen: dict[str, tuple[Span, ...]]) -> EventMention:
    time = chosen.get("time", _fillers(event, "time"))
    return replace(event, agent=chosen.get("agent", event.agent), target=chosen.get("target", event.target), time=time[0] if time else None)


def _told(ours: EventMention, role: str) -> float:
    """The probability that the lexicon's fitted weights give its filler."""
    scores = (p.score for p in ours.why.parts if p.rule.startswith(f"{role}:"))
    return next((s for s in scores if s is not None), _UNSAID)


def alike(sides: Sides, a: Span, b: Span) -> bool:
    """Whether two fillers share a word of the text or are the same words."""
    return overlap(a, b) or _words(sides, a) == _words(sides, b)


def _words(sides: Sides, span: Span) -> Sequence[str]:
    return [t.norm for t in sides.doc.tokens[slice(*sides.doc.tokens_in(span))]]
