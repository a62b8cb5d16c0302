"""Fit the weights of data/role_weight/count.yaml: which numbers of a sentence count in an event.

usage: fit_counts.py FOLDER [FOLDER ...] [--measure FOLDER ...]

FOLDERs hold annotated reports; reports listed in training/held-out.txt are left out. The reader reads each report and weighs its
roles (so run fit_roles.py first), then every number of the sentence, and every word that may stand for one or two, is put
beside the annotation of each mention: it counts, or not. The model is logistic regression with L2 penalty over signs seen at
least FEW times, fitted by Adam. Needs numpy. Printed are precision, recall and F1 by the probability from which a number
counts: on each quarter of the reports with the others fitted on, and on the folders behind --measure.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from fit_roles import descend, write
from role_cases import held_out, read_report, reports, twins

from khabar.evaluate.matching import span_of, touch
from khabar.extract.events.counting.candidates import Amount, Numbers, amounts
from khabar.extract.events.counting.decide import named
from khabar.extract.events.weighing import weigh

PENALTY, FEW, TINY, FOLDS = 2.0, 5, 0.04, 4
ENOUGH = (0.3, 0.34, 0.38, 0.42, 0.46, 0.5)
Value = tuple[str, int | None, int | None]


class Row(NamedTuple):
    """A candidate: the mention and the place that it stands for, the count that it claims, its signs, the answer."""

    place: tuple[int, int]
    value: Value
    signs: list[str]
    answer: bool


class Case(NamedTuple):
    """One report: its annotated counts and all candidates."""

    annotated: Counter[Value]
    rows: list[Row]


def case(gold: dict[str, Any]) -> Case:
    """The candidates of one report beside its annotation."""
    scene, drafts, speeches = read_report(gold)
    annotated = Counter(_value(c) for e in gold["events"] for c in e.get("count") or [])
    rows: list[Row] = []
    if drafts:
        twin, numbers = twins(gold, scene.doc, drafts), Numbers(weigh(scene, drafts, speeches))
        for n in range(len(drafts)):
            right = [(_value(c), span_of(c)) for c in twin.get(n, {}).get("count") or []]
            for amount in amounts(numbers, n):
                rows.append(Row((n, amount.first), _claim(amount), named(amount), _is_right(amount, right)))
    return Case(annotated, rows)


def _value(count: dict[str, Any]) -> Value:
    return count["what"], count["min"], count["max"]


def _claim(amount: Amount) -> Value:
    return amount.found.what, amount.found.min, amount.found.max


def _is_right(amount: Amount, right: list[tuple[Value, Any]]) -> bool:
    """The same count in the same words; for numbers above two (the same may be told twice) the count alone decides."""
    claim = _claim(amount)
    return any(claim == value and ((claim[1] or 0) > 2 or touch(span, amount.found.span)) for value, span in right)


def fit(cases: list[Case]) -> dict[str, float]:
    """Weight by sign."""
    rows = [r for c in cases for r in c.rows]
    seen = Counter(s for r in rows for s in r.signs)
    names = {s: k for k, s in enumerate(sorted(s for s, n in seen.items() if n >= FEW))}
    of, index = np.array([(k, names[s]) for k, r in enumerate(rows) for s in r.signs if s in names]).T
    answer = np.array([float(r.answer) for r in rows])

    def slope(w: Any) -> Any:
        p = 1 / (1 + np.exp(-np.bincount(of, weights=w[index], minlength=len(rows))))
        return np.bincount(index, weights=(p - answer)[of], minlength=len(names)) + PENALTY * w

    w = descend(np.zeros(len(names)), slope, 0.05)
    return {s: round(float(w[k]), 2) for s, k in names.items() if abs(w[k]) >= TINY}


def hits(cases: list[Case], weights: dict[str, float], enough: float) -> tuple[int, int]:
    """How many counts are right, and how many are claimed."""
    right = claimed = 0
    for c in cases:
        best: dict[tuple[int, int], tuple[float, Value]] = {}
        for row in c.rows:
            p = 1 / (1 + np.exp(-sum(weights.get(s, 0.0) for s in row.signs)))
            if p >= enough and p > best.get(row.place, (0.0,))[0]:
                best[row.place] = float(p), row.value
        found = Counter(value for _, value in best.values())
        right, claimed = right + (found & c.annotated).total(), claimed + found.total()
    return right, claimed


def shown(name: str, cases: list[Case], found: dict[float, tuple[int, int]]) -> str:
    """Precision, recall, F1 at each probability."""
    annotated = sum(c.annotated.total() for c in cases)
    figures = (f"{e}: {h / max(n, 1):.3f} {h / annotated:.3f} {2 * h / (n + annotated):.3f}" for e, (h, n) in found.items())
    return f"{name}  {'  '.join(figures)}"


def main() -> None:
    """Fit, write, print."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="+")
    options.add_argument("--measure", nargs="+", default=[])
    given = options.parse_args()
    held = held_out()
    aside: dict[str, list[Case]] = defaultdict(list)
    data = []
    for gold in reports(given.folders):
        (aside["held-out"] if gold["id"] in held else data).append(case(gold))
    random.Random(1).shuffle(data)
    kept: dict[float, tuple[int, int]] = dict.fromkeys(ENOUGH, (0, 0))
    for k in range(FOLDS):
        weights = fit([c for n, c in enumerate(data) if n % FOLDS != k])
        for enough in ENOUGH:
            h, n = hits(data[k::FOLDS], weights, enough)
            kept[enough] = kept[enough][0] + h, kept[enough][1] + n
    print(shown("across", data, kept), flush=True)
    weights = fit(data)
    write("count", weights)
    print(f"count: {len(weights)} weights from {sum(len(c.rows) for c in data)} candidates")
    for folder in given.measure:
        aside[Path(folder).name] = [case(g) for g in reports([folder])]
    for name, cases in aside.items():
        print(shown(name, cases, {e: hits(cases, weights, e) for e in ENOUGH}))


if __name__ == "__main__":
    main()
