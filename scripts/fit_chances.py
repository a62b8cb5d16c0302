"""Fit how likely a doer or a target is right (docs/model-card.md, Calibration of roles), for the three readers.

usage: fit_chances.py FOLDER [FOLDER ...] --test FOLDER [FOLDER ...]

FOLDERs hold annotated reports (docs/annotation.md) that no reader has learnt from. A filler is right when the annotation has the same
words in that role of an event on the same word. Printed are the numbers for WORTH in khabar.extract.events.weighing.decide, for the
curves of the network's model.json and for WEIGHTS in khabar.combine.chances, each with its reliability on the folders behind --test:
what is stated, what is right, how many.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from khabar.combine.chances import ROLES, signs
from khabar.combine.reading import join
from khabar.combine.sides import Sides
from khabar.extract import blocks
from khabar.extract.events.weighing import decide
from khabar.model.annotation import GoldReport, read_all
from khabar.model.calibrate import Judged, expected_error, fit, judged_fillers, reliability
from khabar.model.decode import decode
from khabar.model.features import features, hints
from khabar.model.pieces import pieces_of
from khabar.model.proposals import proposals
from khabar.model.reader import shipped
from khabar.pipeline import lexicon, opinion
from khabar.record.curve import Curve
from khabar.text import document

PENALTY = 0.01
NAMES = ("1", "network", "lexicon agrees", "its probability", "lexicon names another", "apart", "event")


class Case(NamedTuple):
    """One filler: what each reader, or both, says of it and whether it is right."""

    role: str
    signs: tuple[float, ...]
    right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--test", nargs="+", type=Path, required=True)
    chosen = parser.parse_args()
    learnt, tested = (list(_cases(read_all(folders))) for folders in (chosen.folders, chosen.test))
    for role in ROLES:
        for reader in ("lexicon", "model"):
            curve = fit(_judged(learnt, reader, role))
            print(f"{reader} {role}: {curve}")
            _report([(curve(p), right) for p, right in _judged(tested, reader, role)])
        rows, answers = _matrix(learnt, role)
        weights = regression(rows, answers)
        print(f"auto {role}: {tuple(round(float(w), 3) for w in weights)}  of {NAMES}")
        rows, answers = _matrix(tested, role)
        _report(list(zip((1 / (1 + np.exp(-rows @ weights))).tolist(), answers.astype(bool).tolist(), strict=True)))


def _cases(reports: list[GoldReport]) -> Iterator[tuple[str, Case]]:
    """Every filler of the three readers, by the reader's name."""
    for report in reports:
        doc = blocks.classify(document(report.text, None, report.outlet))
        ours, model = lexicon(doc), shipped()
        seen = opinion(doc, ours)
        scores = model.scores(pieces_of(doc.tokens, doc.text, model.tokeniser), features(doc, seen), hints(doc, seen))
        reading = decode(doc, scores, model.limits)
        bare = {kind: curve for kind, curve in model.curves.items() if kind not in ROLES}
        theirs = proposals(doc, reading, model.version, bare)
        sides = Sides(doc, ours, theirs, scores, [s.content.score for s in reading.speeches])
        for _, role, _, p, right in judged_fillers(report, doc, ours):
            yield "lexicon", Case(role, (_before(decide.WORTH[role], p),), right)
        for _, role, _, p, right in judged_fillers(report, doc, theirs):
            yield "model", Case(role, (p,), right)
        twin = {e.trigger: e for e in ours.events}
        for event, role, span, _, right in judged_fillers(report, doc, join(sides)):
            yield "auto", Case(role, signs(sides, event, twin.get(event.trigger), role, span), right)


def _before(curve: Curve, probability: float) -> float:
    """What a curve made this probability of."""
    return Curve(1 / curve.slope, -curve.shift / curve.slope)(probability)


def _judged(cases: list[tuple[str, Case]], reader: str, role: str) -> Judged:
    return [(case.signs[0], case.right) for name, case in cases if name == reader and case.role == role]


def _matrix(cases: list[tuple[str, Case]], role: str) -> tuple[NDArray[Any], NDArray[Any]]:
    kept = [case for name, case in cases if name == "auto" and case.role == role]
    return np.array([(1.0, *case.signs) for case in kept]), np.array([case.right for case in kept], float)


def regression(rows: NDArray[Any], answers: NDArray[Any]) -> NDArray[Any]:
    """Logistic regression with a small penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-rows @ weights))
        curvature = (rows * (likely * (1 - likely))[:, None]).T @ rows + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curvature, rows.T @ (likely - answers) + PENALTY * weights)
    return weights


def _report(judged: Judged) -> None:
    bins = "  ".join(f"{stated:.2f} -> {seen:.2f} ({count})" for stated, seen, count in reliability(judged))
    print(f"    {len(judged)} tested, error {expected_error(judged):.3f}: {bins}")


if __name__ == "__main__":
    main()
