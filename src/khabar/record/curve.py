"""What a reader's own certainty is worth: a probability made from it that was measured on annotated reports."""

from __future__ import annotations

import math
from dataclasses import dataclass

_EDGE = 1e-4


def logit(probability: float) -> float:
    """log(p / (1 − p)), of probabilities cut at 0.0001 and 0.9999."""
    p = min(max(probability, _EDGE), 1.0 - _EDGE)
    return math.log(p / (1.0 - p))


def logistic(score: float) -> float:
    """The probability whose :func:`logit` is ``score``."""
    return 1.0 / (1.0 + math.exp(-score))


@dataclass(frozen=True, slots=True)
class Curve:
    """Platt scaling: logit(p') = slope · logit(p) + shift; (1, 0) leaves probabilities as they are."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: float) -> float:
        return logistic(self.slope * logit(probability) + self.shift)
