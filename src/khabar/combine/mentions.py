"""Places and times of the automatic reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from khabar.combine.sides import Sides, seconded
from khabar.record import PlaceMention, TimeMention

VETO = {"place": 0.15, "time": 0.3}  # a lexicon mention needs at least this from the network
ALONE = {"place": 0.82, "time": 0.97}  # what the network finds alone needs at least this (calibrated)
M = TypeVar("M", PlaceMention, TimeMention)


def mentions(sides: Sides, layer: str, lexicon: Sequence[M], model: Sequence[M]) -> tuple[M, ...]:
    """The lexicon's mentions that the network does not veto, and the network's own that it is sure of."""
    kept: list[M] = []
    for mention in lexicon:
        likely = sides.inside(layer, mention.span)
        if likely >= VETO[layer]:
            kept.append(replace(mention, why=seconded(mention.why, likely)))
    taken = {i for m in lexicon for i in range(*sides.doc.tokens_in(m.span))}
    for mention in model:
        sure = (mention.why.score or 0.0) >= ALONE[layer] and getattr(mention, "expr", mention) is not None
        if sure and taken.isdisjoint(range(*sides.doc.tokens_in(mention.span))):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))
