"""Fit the weights of data/group_weight on annotated reports, and measure groups (B-cubed) by cross-validation.

usage: fit_groups.py GOLD/train            five-fold B-cubed, then fit on all and write the weights
       fit_groups.py --measure GOLD/dev    B-cubed of the weights in the package, events taken from the annotation

The model is logistic regression over pairs of event mentions of one report whose types are comparable, with L2
penalty; needs numpy, which the package itself does not.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from gold_inputs import Inputs, load

from khabar.assemble import groups
from khabar.assemble.group_features import comparable, features, mention

DATA = Path(__file__).parents[1] / "src/khabar/resources/data/group_weight/weights.yaml"
PENALTY = 1.0
FOLDS = 5


def pairs(report: Inputs) -> list[tuple[dict[str, float], bool, float]]:
    """Features, answer and weight of each comparable pair within the window; a mention's pairs weigh one together."""
    place, time = {p.id: p for p in report.places}, {t.id: t for t in report.times}
    ordered = sorted(report.events, key=lambda e: e.trigger.span)
    ms = [mention(report.doc, e, n, place, time) for n, e in enumerate(ordered)]
    out = []
    for n, later in enumerate(ms):
        for earlier in ms[max(0, n - groups._WINDOW) : n]:
            if comparable(earlier, later):
                same = report.groups[earlier.event.id] == report.groups[later.event.id]
                out.append((features(earlier, later), same, 1.0))
    return out


def fit(reports: list[Inputs]) -> dict[str, float]:
    """Weights by feature name."""
    data = [p for r in reports for p in pairs(r)]
    names = sorted({name for found, _, _ in data for name in found})
    x = np.array([[found.get(name, 0.0) for name in names] for found, _, _ in data])
    y = np.array([float(same) for _, same, _ in data])
    w = np.zeros(len(names))
    for _ in range(30):  # Newton
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + PENALTY * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(names))
        w -= np.linalg.solve(hessian, gradient)
    return {name: round(float(v), 3) for name, v in zip(names, w, strict=True)}


def b_cubed(found: dict[str, str], gold: dict[str, str]) -> tuple[float, float, int]:
    """Summed precision and recall over mentions, and how many there are."""
    by_found, by_gold = defaultdict(set), defaultdict(set)
    for name in gold:
        by_found[found[name]].add(name)
        by_gold[gold[name]].add(name)
    precision = sum(len(by_found[found[n]] & by_gold[gold[n]]) / len(by_found[found[n]]) for n in gold)
    recall = sum(len(by_found[found[n]] & by_gold[gold[n]]) / len(by_gold[gold[n]]) for n in gold)
    return precision, recall, len(gold)


def measure(reports: list[Inputs], weights: dict[str, float] | None) -> dict[str, float]:
    """B-cubed precision, recall and F1 over all events of the reports."""
    if weights is not None:
        groups.weights = lambda: weights  # type: ignore[assignment]
    total = np.zeros(3)
    for r in reports:
        total += b_cubed({k: d.group for k, d in groups.decide(r.doc, r.events, r.places, r.times).items()}, r.groups)
    return {**_rounded(total), "events": int(total[2])}


def _rounded(total: Any) -> dict[str, float]:
    p, c = float(total[0] / total[2]), float(total[1] / total[2])
    return {"P": round(p, 3), "R": round(c, 3), "F1": round(2 * p * c / (p + c), 3)}


def baselines(reports: list[Inputs]) -> dict[str, Any]:
    """Every mention alone; all mentions of a type together."""
    out = {}
    for name, key in (("alone", lambda e: e.id), ("by type", lambda e: e.type)):
        total = np.zeros(3)
        for r in reports:
            total += b_cubed({e.id: key(e) for e in r.events}, r.groups)
        out[name] = _rounded(total)
    return out


def write(weights: dict[str, float]) -> None:
    """Put the weights into the resource file, keeping its meanings."""
    old = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    meaning = {e["id"].rsplit(".", 1)[1]: e["meaning"] for e in old["entries"]}
    old["entries"] = [{"id": f"group_weight.pair.{n}", "meaning": meaning.get(n, "?"), "weight": v} for n, v in sorted(weights.items())]
    DATA.write_text(yaml.safe_dump(old, allow_unicode=True, sort_keys=False), encoding="utf-8")


def main() -> None:
    measuring = "--measure" in sys.argv
    folder = Path(next(a for a in sys.argv[1:] if not a.startswith("--")))
    reports = list(load(folder))
    print("baselines", baselines(reports))
    if measuring:
        print("shipped weights", measure(reports, None))
        return
    folds = [measure(reports[k::FOLDS], fit([r for i, r in enumerate(reports) if i % FOLDS != k])) for k in range(FOLDS)]
    n = sum(f["events"] for f in folds)
    print("cross-validated", {k: round(float(sum(f[k] * f["events"] for f in folds)) / n, 3) for k in ("P", "R", "F1")})
    weights = fit(reports)
    print("fitted on all", measure(reports, weights))
    write(weights)


if __name__ == "__main__":
    main()
