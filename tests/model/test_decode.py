"""From probabilities to a reading: who and what may fill a role."""

from __future__ import annotations

from typing import Any

import numpy as np

from khabar.model.decode import Limits, _among, _filler
from khabar.model.spans import Found

from .made import doc

TEXT = "نقل الأجهزة من المصنع\nوشهدت تلبرج هروب عشرات المسلحين من المصنع."


class Pointing:
    """Scores in which every pointer of every channel points to given words."""

    def __init__(self, **likely: float) -> None:
        self.likely = likely

    def point(self, row: int, channel: str, kind: int = 0) -> tuple[int, Any, float]:
        """Begin of the window, probability of each token, probability of nowhere."""
        words = [t.text for t in doc(TEXT).tokens]
        return 0, np.array([self.likely.get(w, 0.0) for w in words]), 0.0


def _places(*words: str) -> tuple[Found, ...]:
    tokens = doc(TEXT).tokens
    return tuple(Found(i, i + 1, 1.0) for i, t in enumerate(tokens) if t.text in words)


def test_what_is_told_further_down_fills_no_role() -> None:
    d, limits = doc(TEXT), Limits()
    below: Any = Pointing(تلبرج=0.9)
    assert _among(d, below, 0, "place", 1, limits, _places("تلبرج")) == ()
    assert _filler(d, below, 0, "agent", 1, limits) is None
    row = next(i for i, t in enumerate(d.tokens) if t.text == "هروب")
    assert [d.tokens[f.first].text for f in _among(d, below, row, "place", 1, limits, _places("تلبرج"))] == ["تلبرج"]


def test_equals_further_down_count_for_the_one_that_is_told() -> None:
    (found,) = _among(doc(TEXT), Pointing(المصنع=0.2), 0, "origin", 1, Limits(), _places("المصنع"))  # type: ignore[arg-type]
    assert found.first == 3 and abs(found.score - 0.4) < 1e-6


def test_a_time_of_another_line_is_none_of_the_event_s() -> None:
    d, limits = doc(TEXT), Limits()
    row = next(i for i, t in enumerate(d.tokens) if t.text == "هروب")
    pointed: Any = Pointing(نقل=0.9)
    assert _among(d, pointed, row, "time", 1, limits, _places("نقل")) == ()
    assert len(_among(d, pointed, row, "place", 1, limits, _places("نقل"))) == 1
