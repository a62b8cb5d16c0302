"""How likely a doer or a target of the automatic reading is right, from what both readers say of it.

A false doer is what harms most, and only half of the doers are of the sure kind (both readers agree, the network at 0.9 or more: nine
in ten are right). So each filler has a probability, by logistic regression on annotated reports that no reader learnt from
(scripts/fit_chances.py, docs/model-card.md); what is doubtful is told as such.
"""

from __future__ import annotations

from dataclasses import replace

from khabar.combine.roles import alike, distant
from khabar.combine.sides import Sides
from khabar.model.labels import TYPES
from khabar.record import EventMention, Span
from khabar.record.curve import logistic, logit

ROLES = ("agent", "target")
#: Weights of 1 and of the signs in the order of :func:`signs`.
WEIGHTS = {
    "agent": (-0.391, 0.227, 0.248, 0.557, 0.061, -0.488, 0.237),
    "target": (-0.482, 0.193, 0.138, 0.363, 0.15, -0.105, 0.493),
}


def with_chances(sides: Sides, event: EventMention, ours: EventMention | None) -> EventMention:
    """The event with the probability of each doer and target. ``ours``: the lexicon's reading of the same word, if any."""
    chances = []
    for role in ROLES:
        for span in getattr(event, role):
            score = sum(w * x for w, x in zip(WEIGHTS[role], (1.0, *signs(sides, event, ours, role, span)), strict=True))
            chances.append((span, round(logistic(score), 4)))
    return replace(event, chances=tuple(chances))


def signs(sides: Sides, event: EventMention, ours: EventMention | None, role: str, span: Span) -> tuple[float, ...]:
    """What speaks for a filler: the network's certainty of it (logit), whether the lexicon names it too, by what probability (logit),
    whether it names another, whether another act or a comma lies between, and the certainty of the event itself (logit)."""
    row, kind = sides.doc.tokens_in(event.trigger)[0], 1 + TYPES.index(event.type)
    told = getattr(ours, role) if ours is not None else ()
    same = any(alike(sides, span, other) for other in told)
    theirs = max((p for other, p in ours.chances if alike(sides, span, other)), default=0.5) if ours is not None and same else 0.5
    return (
        logit(sides.pointing(row, role, kind)(span)),
        float(same),
        logit(theirs),
        float(bool(told) and not same),
        float(distant(sides, event.trigger, span)),
        logit(event.why.score or 0.5),
    )
