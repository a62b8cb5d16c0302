"""Calibration: distorted probabilities come back, and the error measure sees the distortion."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from khabar.model.annotation import GoldEvent, GoldReport
from khabar.model.calibrate import Judged, expected_error, fit, judge, reliability
from khabar.record import EventMention, Proposals, Span, Why
from khabar.record.curve import Curve
from khabar.text import document


def _judged(slope: float, shift: float, count: int = 6000) -> Judged:
    """Mentions whose true chance is the logistic of slope · logit(stated) + shift."""
    chance = np.random.default_rng(5)
    stated = chance.uniform(0.02, 0.98, count)
    true = 1 / (1 + np.exp(-(slope * np.log(stated / (1 - stated)) + shift)))
    return [(float(s), bool(ok)) for s, ok in zip(stated, chance.random(count) < true, strict=True)]


@pytest.mark.parametrize(("slope", "shift"), [(1.0, 0.0), (0.5, -0.7), (1.6, 1.0)])
def test_fit_finds_the_distortion(slope: float, shift: float) -> None:
    curve = fit(_judged(slope, shift))
    assert curve.slope == pytest.approx(slope, abs=0.12)
    assert curve.shift == pytest.approx(shift, abs=0.12)


def test_scaling_lowers_the_expected_error() -> None:
    judged = _judged(0.5, -0.7)
    curve = fit(judged)
    assert expected_error(judged) > 0.1
    assert expected_error([(curve(s), ok) for s, ok in judged]) < 0.03


def test_certain_scores_do_not_overflow() -> None:
    curve = fit([(1.0, True), (0.99999, True), (0.0, False), (1.0, False), (0.9, True)] * 20)
    assert 0.0 < curve(0.0) < curve(1.0) < 1.0


def test_identity_and_bins() -> None:
    assert Curve()(0.3) == pytest.approx(0.3)
    assert math.isclose(sum(n for _, _, n in reliability([(0.05, False), (0.95, True), (1.0, True)])), 3)


def test_fillers_are_judged_by_their_words_at_an_annotated_event() -> None:
    d = document("قال شهود إن مسلحين قتلوا ثلاثة جنود.")

    def at(words: str) -> Span:
        return d.text.index(words), d.text.index(words) + len(words)

    gold = GoldReport("x", d.text, (), (), (), (GoldEvent(at("قتلوا"), "kill", "actual", "pos", {"agent": (at("مسلحين"),), "target": ()}, ()),))
    event = EventMention(at("قتلوا"), "kill", "actual", "pos", Why("test"), (at("مسلحين"),), (at("شهود"),), chances=((at("مسلحين"), 0.8), (at("شهود"), 0.3)))
    found = judge(gold, d, Proposals(events=(event,)))
    assert found["agent"] == [(0.8, True)]
    assert found["target"] == [(0.3, False)]
    unsaid = replace(event, trigger=at("قال"))
    assert judge(gold, d, Proposals(events=(unsaid,)))["agent"] == [(0.8, False)], "no such event is annotated"
