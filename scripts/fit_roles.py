"""Fit the weights of data/role_weight: which phrase, place or time fills a role of an event mention, or none.

usage: fit_roles.py FOLDER [FOLDER ...] [--taught REPORTS.jsonl.xz N] [--measure FOLDER ...]

FOLDERs hold annotated reports; reports listed in training/held-out.txt are left out. The rules read each report, and for
every mention that they find the candidates of each role are put beside the annotation: the answer is the filler that
matches as ``khabar evaluate`` matches it, or none (also for a mention that is not annotated, so that a doubtful trigger
speaks against fillers). With --taught, N unlabelled reports are read by the shipped network as well, and what it thinks
likely of each candidate is the answer (taught.py). The model is conditional (multinomial) logistic regression over the
candidates of one role, with L2 penalty and signs seen at least FEW times; fitted by gradient descent (Adam, Kingma and Ba
2015). Needs numpy and scipy; the package needs neither. For every folder behind --measure, precision, recall and F1 of each
role by the share from which a filler is taken are printed; those reports should be others.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml
from role_cases import ALL, ROOT, Cases, Row, cases, fillers, held_out, reports, taught_cases
from scipy.sparse import csr_matrix
from taught import taught

DATA = ROOT / "src/khabar/resources/data/role_weight"
PENALTY, TINY, STEPS = 4.0, 0.05, 100
#: Weight of a mention that the network answers for, one that is annotated having 1.
TAUGHT = {"agent": 0.4, "target": 0.4, "place": 0.4, "time": 0.8}
FEW = {"agent": 18, "target": 18, "place": 15, "time": 15}
SHARES = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4)


class Matrix(NamedTuple):
    """All rows with their signs, where each mention starts, the mention of each row, and the answers: for annotated
    mentions the rows that are right, for taught ones the share of each row. ``weight`` is that of one mention."""

    rows: Any
    back: Any
    starts: Any
    of: Any
    answer: Any
    taught: bool
    weight: float
    hits: Any
    size: Any


def matrix(data: list[list[Row]], names: dict[str, int], *, weight: float = 1.0, by_network: bool = False) -> Matrix:
    """The cases of one role as arrays."""
    index, row, starts, answer = list[int](), [0], [0], list[float]()
    for rows in data:
        whole = sum(r.hits for r in rows)
        for k, r in enumerate(rows):
            index += [names[s] for s in set(r.signs) if s in names]
            row.append(len(index))
            if by_network:
                answer.append(max(0.0, 1 - whole) if k == 0 else r.hits / max(1.0, whole))
            else:
                answer.append(float(r.hits > 0 or (k == 0 and not whole)))
        starts.append(len(answer))
    signs_of = csr_matrix((np.ones(len(index), np.float32), np.array(index, np.int32), row), shape=(len(answer), len(names)))
    hits, size = (np.array([getattr(r, x) for rows in data for r in rows]) for x in ("hits", "size"))
    of = np.repeat(np.arange(len(data)), np.diff(starts))
    return Matrix(signs_of, signs_of.T.tocsr(), np.array(starts), of, np.array(answer), by_network, weight, hits, size)


def shares(m: Matrix, w: Any) -> Any:
    """Probability of each row among those of its mention."""
    score = m.rows @ w
    raised = np.exp(score - np.maximum.reduceat(score, m.starts[:-1])[m.of])
    return raised / np.add.reduceat(raised, m.starts[:-1])[m.of]


def fit(sources: list[tuple[list[list[Row]], float, bool]], few: int) -> dict[str, float]:
    """Weight by sign. sources: cases, weight of one mention, whether the network answers; few: mentions of a sign that is fitted."""
    seen = Counter(s for data, _, _ in sources for rows in data for r in rows for s in set(r.signs))
    names = {s: k for k, s in enumerate(sorted(s for s, n in seen.items() if n >= few))}
    matrices = [matrix(data, names, weight=weight, by_network=by) for data, weight, by in sources if data]

    def slope(w: Any) -> Any:
        gradient = PENALTY * w
        for m in matrices:
            p = shares(m, w)
            right = m.answer if m.taught else p * m.answer
            gradient = gradient + m.back @ (m.weight * (p - right / np.add.reduceat(right, m.starts[:-1])[m.of])).astype(np.float32)
        return gradient

    w = descend(np.zeros(len(names), np.float32), slope, 0.075)
    return {s: round(float(w[k]), 2) for s, k in names.items() if abs(w[k]) >= TINY}


def descend(w: Any, slope: Callable[[Any], Any], rate: float) -> Any:
    """``w`` after STEPS steps of Adam against ``slope``, from twice ``rate`` on less and less (half a cosine)."""
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for k in range(STEPS):
        gradient = slope(w)
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        now = rate * (1 + np.cos(np.pi * k / STEPS))
        w = w - (now * (mean / (1 - 0.9 ** (k + 1))) / (np.sqrt(square / (1 - 0.99 ** (k + 1))) + 1e-6)).astype(w.dtype)
    return w


def measure(data: list[list[Row]], weights: dict[str, float], annotated: int) -> str:
    """Precision, recall, F1 at each share."""
    names = {s: k for k, s in enumerate(weights)}
    m = matrix(data, names)
    p = shares(m, np.array([weights[s] for s in names], np.float32))
    out = []
    for least in SHARES:
        hits = found = 0
        for a, b in zip(m.starts[:-1], m.starts[1:], strict=True):
            if b - a > 1 and p[a + 1 : b].max() >= least:
                k = a + 1 + int(p[a + 1 : b].argmax())
                hits, found = hits + m.hits[k], found + m.size[k]
        out.append(f"{least}: {hits / max(found, 1):.3f} {hits / annotated:.3f} {2 * hits / (found + annotated):.3f}")
    return "  ".join(out)


def write(role: str, weights: dict[str, float]) -> None:
    """Put the weights of a role into its file, keeping the meanings."""
    path = DATA / f"{role}.yaml"
    old = yaml.safe_load(path.read_text(encoding="utf-8"))["entries"] if path.exists() else []
    meaning = {e["id"].rsplit(".", 1)[1]: e["meaning"] for e in old}
    by_sign: dict[str, dict[str, float]] = defaultdict(dict)
    for name, value in sorted(weights.items()):
        sign, _, rest = name.partition("=")
        by_sign[sign][rest] = value
    whole = {
        "kind": "role_weight",
        "origin": {"who": "Khabar project, fitted by scripts/fit_roles.py and fit_counts.py", "when": "2026-11-27", "licence": "Apache-2.0"},
        "entries": [{"id": f"role_weight.{role}.{s}", "meaning": meaning.get(s, "?"), "weights": v} for s, v in by_sign.items()],
    }  # fmt: skip
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def main() -> None:
    """Fit, write, print."""
    options, held = argparse.ArgumentParser(), held_out()
    options.add_argument("folders", nargs="+")
    options.add_argument("--taught", nargs=2, metavar=("REPORTS", "N"))
    options.add_argument("--measure", nargs="+", default=[])
    given = options.parse_args()
    everything = reports(given.folders)
    data = cases(g for g in everything if g["id"] not in held)
    lessons: Cases = {role: [] for role in ALL}
    if given.taught:
        file, wanted = given.taught
        known = everything + reports(given.measure)
        lessons = taught_cases(taught(Path(file), int(wanted), [g["text"] for g in known]))
    aside = {folder: reports([folder]) for folder in given.measure}
    if kept := [g for g in everything if g["id"] in held]:
        aside["held-out"] = kept
    tests = {name: cases(golds) for name, golds in aside.items()}
    for role in ALL:
        weights = fit([(data[role], 1.0, False), (lessons[role], TAUGHT[role], True)], FEW[role])
        write(role, weights)
        print(f"{role}: {len(weights)} weights from {len(data[role])} annotated mentions, {len(lessons[role])} taught", flush=True)
        for name, golds in aside.items():
            annotated = sum(len(fillers(e, role)) for g in golds for e in g["events"])
            print(f"  {name}  {measure(tests[name][role], weights, annotated)}", flush=True)


if __name__ == "__main__":
    main()
