"""The two readings of one document, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from khabar.model.scores import Scores
from khabar.record import Proposals, Span, Why
from khabar.text.document import Document

GIVEN = "probability that the network gives it"


@dataclass(frozen=True, slots=True)
class Sides:
    """The two readings of one document; `sources` and `contents` are the network's certainty per attribution."""

    doc: Document
    lexicon: Proposals
    model: Proposals
    scores: Scores
    sources: Sequence[float]
    contents: Sequence[float]

    def inside(self, layer: str, span: Span) -> float:
        """The network's highest probability that a token of the span is inside a layer."""
        first, last = self.doc.tokens_in(span)
        likely: NDArray[np.float32] = 1.0 - self.scores.layer(layer)[first:last, 0]
        return float(likely.max(initial=0.0))


def seconded(why: Why, likely: float) -> Why:
    """A derivation with the network's probability beside it."""
    if why.score is not None:
        return why
    return replace(why, score=round(likely, 4), meaning=GIVEN)
