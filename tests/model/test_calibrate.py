"""Calibration: distorted probabilities come back, and the error measure sees the distortion."""

from __future__ import annotations

import math

import numpy as np
import pytest

from khabar.model.calibrate import Curve, Judged, expected_error, fit, reliability


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
