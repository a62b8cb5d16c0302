"""The two readings of one document, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from khabar.model.scores import Scores
from khabar.record import Proposals, Span, Why
from khabar.text.document import Document

GIVEN = "probability that the network gives it"
_FAINT = 0.003  # pointer probabilities below this are left out of sums


@dataclass(frozen=True)
class Sides:
    """The two readings of one document; `contents` are the network's certainty of the content per attribution."""

    doc: Document
    lexicon: Proposals
    model: Proposals
    scores: Scores
    contents: Sequence[float]

    @cached_property
    def acts(self) -> list[int]:
        """The tokens of the network's triggers, in text order."""
        return sorted(self.doc.tokens_in(e.trigger)[0] for e in self.model.events)

    @cached_property
    def _pointed(self) -> dict[tuple[int, str, int], Callable[[Span | None], float]]:
        return {}

    def pointing(self, row: int, channel: str, kind: int = 0) -> Callable[[Span | None], float]:
        """The network's probability, for a span, that token ``row`` points into it or to its first word elsewhere; for None, to nothing.
        Asked more than once for a role: when a filler is chosen, and how likely it is right."""
        key = row, channel, kind
        if key not in self._pointed:
            self._pointed[key] = self._point(*key)
        return self._pointed[key]

    def _point(self, row: int, channel: str, kind: int) -> Callable[[Span | None], float]:
        base, likely, nowhere = self.scores.point(row, channel, kind)
        tokens = self.doc.tokens

        def pointed(span: Span | None) -> float:
            if span is None:
                return nowhere
            first, last = self.doc.tokens_in(span)
            at = (base + int(i) for i in np.flatnonzero(likely > _FAINT))
            return min(sum(float(likely[i - base]) for i in at if first <= i < last or tokens[i].norm == tokens[first].norm), 1.0)

        return pointed

    def inside(self, layer: str, span: Span) -> float:
        """The network's highest probability that a token of the span is inside a layer."""
        first, last = self.doc.tokens_in(span)
        likely: NDArray[np.float32] = 1.0 - self.scores.layer(layer)[first:last, 0]
        return float(likely.max(initial=0.0))


def seconded(why: Why, likely: float) -> Why:
    """A derivation with the network's probability beside it."""
    if why.score is not None:
        return why
    return why.but(score=round(likely, 4), meaning=GIVEN)
