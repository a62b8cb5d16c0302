"""Calibrated probabilities: what the network's own certainty is worth, measured on reports it has not learnt from.

Platt scaling per kind of mention: logit(p') = slope · logit(p) + shift, fitted by Newton's method on whether the
mention was right. The expected calibration error says how far stated and observed shares of right mentions lie
apart (ten bins of equal width).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from khabar.model.annotation import GoldEvent, GoldReport
from khabar.model.measure import Words, pair
from khabar.record.curve import Curve
from khabar.record.mentions import EventMention, Proposals
from khabar.record.span import Span, overlap
from khabar.text.document import Document

Floats = NDArray[np.float64]
_EDGE = 1e-4
Judged = list[tuple[float, bool]]  # stated probability, whether the mention is right


def curves(stored: Mapping[str, Sequence[float]]) -> dict[str, Curve]:
    """Curves as they stand in a model's description."""
    return {kind: Curve(*values) for kind, values in stored.items()}


def judge(report: GoldReport, doc: Document, found: Proposals) -> dict[str, Judged]:
    """Every mention's score and whether the annotation has it: places and times that touch, attributions whose cue
    touches, events of the same type, and doers and targets (by their `chances`) of the same words at an event that touches."""

    def touch(gold: Span, span: Span) -> float:
        return 1.0 if overlap(gold, span) else 0.0

    out: dict[str, Judged] = {}
    for kind, golds, mentions in (("place", report.places, found.places), ("time", report.times, found.times)):
        right = {p for _, p in pair(golds, [m.span for m in mentions], touch)}
        out[kind] = [(m.why.score or 0.0, m.span in right) for m in mentions]
    cues = {p.cue for _, p in pair(report.speeches, found.attributions, lambda g, p: 1.0 if overlap(g.cue, p.cue) else 0.0)}
    out["attribution"] = [(a.why.score or 0.0, a.cue in cues) for a in found.attributions]
    typed = {p.trigger for g, p in _twins(report, found) if g.type == p.type}
    out["event"] = [(e.why.score or 0.0, e.trigger in typed) for e in found.events]
    out |= {"agent": [], "target": []}
    for _, role, _, stated, fills in judged_fillers(report, doc, found):
        out[role].append((stated, fills))
    return out


def _twins(report: GoldReport, found: Proposals) -> list[tuple[GoldEvent, EventMention]]:
    """Annotated events and those found on the same word, of one type first."""
    return pair(report.events, found.events, lambda g, p: (1.0 + (g.type == p.type)) if overlap(g.trigger, p.trigger) else 0.0)


def judged_fillers(report: GoldReport, doc: Document, found: Proposals) -> Iterator[tuple[EventMention, str, Span, float, bool]]:
    """Every doer and target that has a probability: its event, role, words, the probability, and whether an annotated event on the same
    word has the same words in that role."""
    words = Words(doc)
    twin = {p.trigger: g for g, p in _twins(report, found)}
    for event in found.events:
        for role in ("agent", "target"):
            told = twin[event.trigger].roles[role] if event.trigger in twin else ()
            for span in getattr(event, role):
                stated = next((p for s, p in event.chances if s == span), None)
                if stated is not None:
                    yield event, role, span, stated, any(words.alike(g, span) for g in told)


def fit(judged: Judged) -> Curve:
    """Platt scaling of one kind (targets softened as Platt does, so that few cases give no certainty)."""
    p = np.clip([s for s, _ in judged], _EDGE, 1 - _EDGE)
    x: Floats = np.stack([np.log(p / (1 - p)), np.ones(len(p))], 1)
    right = np.array([ok for _, ok in judged])
    n, m = right.sum(), (~right).sum()
    y = np.where(right, (n + 1) / (n + 2), 1 / (m + 2))
    w = np.array([1.0, 0.0])
    for _ in range(50):
        q = 1 / (1 + np.exp(-(x @ w)))
        step = np.linalg.solve((x * (q * (1 - q))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (q - y))
        w = w - step * min(1.0, 1.0 / float(np.abs(step).max()))
        if np.abs(step).max() < 1e-8:
            break
    return Curve(round(float(w[0]), 4), round(float(w[1]), 4))


def reliability(judged: Judged, bins: int = 10) -> list[tuple[float, float, int]]:
    """Mean stated probability, share of right mentions and number of mentions, per bin that holds any."""
    p, right = np.array([s for s, _ in judged]), np.array([ok for _, ok in judged])
    at = np.minimum((p * bins).astype(int), bins - 1)
    return [(float(p[at == b].mean()), float(right[at == b].mean()), int((at == b).sum())) for b in range(bins) if (at == b).any()]


def expected_error(judged: Judged) -> float:
    """Expected calibration error."""
    rows = reliability(judged)
    return sum(n * abs(stated - seen) for stated, seen, n in rows) / sum(n for _, _, n in rows)
