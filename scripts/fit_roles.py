"""Fit the weights of data/role_weight: which phrase, place or time fills a role of an event mention, or none.

usage: fit_roles.py FOLDER [FOLDER ...] [--measure FOLDER ...]

FOLDERs hold annotated reports; reports listed in training/held-out.txt are left out. The rules read each report, and for
every mention that they find the candidates of each role are put beside the annotation: the answer is the filler that
matches as ``khabar evaluate`` matches it, or none (also for a mention that is not annotated, so that a doubtful trigger
speaks against fillers). The model is conditional (multinomial) logistic regression over the candidates of one role, with
L2 penalty and signs seen at least FEW times; fitted by gradient descent (Adam, Kingma and Ba 2015). Needs numpy, which the
package does not. For every folder behind --measure, precision, recall and F1 of each role by the share from which a filler is
taken are printed; those reports should be others.
"""

from __future__ import annotations

import datetime
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

from khabar.evaluate.matching import jaccard, name_words, pair, same_words, span_of, touch
from khabar.extract import attributions, blocks, places, times
from khabar.extract.events.arguments import span_of as words_of
from khabar.extract.events.read import drafted
from khabar.extract.events.weighing import phrases, signs, where
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.record.gold import load_folder
from khabar.text import document

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src/khabar/resources/data/role_weight"
ALL = (*ROLES, "place", "time")
PENALTY, FEW, TINY, STEPS = 4.0, 5, 0.02, 120
SHARES = (0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


class Row(NamedTuple):
    """A candidate: its signs, how many annotated fillers it gives, how many it claims. The first of a mention is none."""

    signs: list[str]
    hits: int
    size: int


Cases = dict[str, list[list[Row]]]


def cases(golds: list[dict[str, Any]]) -> Cases:
    """For each role the candidates of every mention."""
    out: Cases = {role: [] for role in ALL}
    for gold in golds:
        day = gold["published"]
        doc = blocks.classify(document(gold["text"], datetime.date.fromisoformat(day) if day else None, gold["outlet"]))
        found_times, found_places = times.find(doc), places.find(doc)
        scene, drafts, speeches = drafted(doc, found_places, found_times, attributions.find(doc, found_places, found_times))
        if not drafts:
            continue
        report, twin = Report(scene, drafts, speeches), _twins(gold, doc, drafts)
        for n in range(len(drafts)):
            for role in ALL:
                if rows := list(_rows(report, n, role, gold["text"], _fillers(twin.get(n), role))):
                    out[role].append(rows)
    return out


def _twins(gold: dict[str, Any], doc: Any, drafts: list[Any]) -> dict[int, dict[str, Any]]:
    found = [{"span": (doc.tokens[d.trigger.at].start, doc.tokens[d.trigger.at].end), "type": d.trigger.type, "n": n} for n, d in enumerate(drafts)]

    def score(a: dict[str, Any], b: dict[str, Any]) -> float:
        return float(touch(span_of(a["trigger"]), b["span"])) * (1 + (a["type"] == b["type"]))

    return {b["n"]: a for a, b in pair(gold["events"], found, score) if a["type"] == b["type"]}


def _fillers(event: dict[str, Any] | None, role: str) -> list[Any]:
    value = (event or {}).get(role) or []
    return [span_of(x) for x in (value if isinstance(value, list) else [value])]


def _rows(report: Report, n: int, role: str, text: str, golds: list[Any]) -> Iterator[Row]:
    asked = phrases.ask(report, n)
    if role in ROLES:
        yield Row(signs.nobody(*phrases.nobody(asked)), 0, 0)
        for phrase, relations in phrases.candidates(report, asked).items():
            spans = [words_of(report.scene, part) for part in phrase]
            hits = sum(any(_same(text, role, g, s) for g in golds) for s in spans)
            yield Row(phrases.named(phrases.keys(report, asked, phrase, relations)), min(hits, len(golds)), len(spans))
        return
    about = where.spots(report, asked, role)
    yield Row(signs.nowhere(*where.nowhere(asked, about)), 0, 0)
    for span in about.among:
        hit = any(_same(text, role, g, span) for g in golds)
        yield Row(where.named(role, where.keys(report, asked, about, span)), int(hit), 1)


def _same(text: str, role: str, a: Any, b: Any) -> bool:
    left, right = name_words(text[slice(*a)]), name_words(text[slice(*b)])
    return jaccard(text, [a], [b]) >= 0.5 or (bool(left & right) if role == "place" else same_words(left, right))


class Matrix(NamedTuple):
    """Signs of all rows one behind another, where each row and each mention starts, and the answers."""

    index: Any
    row: Any
    mention: Any
    hits: Any
    size: Any


def matrix(data: list[list[Row]], names: dict[str, int]) -> Matrix:
    """The cases of one role as arrays."""
    index: list[int] = []
    row, mention, hits, size = [0], [0], [], []
    for rows in data:
        nothing = not any(r.hits for r in rows)
        for k, r in enumerate(rows):
            index += [names[s] for s in set(r.signs) if s in names]
            row.append(len(index))
            hits.append(1 if k == 0 and nothing else r.hits)
            size.append(r.size)
        mention.append(len(hits))
    return Matrix(*(np.array(x) for x in (index, row, mention, hits, size)))


def shares(m: Matrix, w: Any) -> Any:
    """Probability of each row among those of its mention."""
    total = np.concatenate([[0.0], np.cumsum(w[m.index])])
    score = total[m.row[1:]] - total[m.row[:-1]]
    of = np.repeat(np.arange(len(m.mention) - 1), np.diff(m.mention))
    raised = np.exp(score - np.maximum.reduceat(score, m.mention[:-1])[of])
    return raised / np.add.reduceat(raised, m.mention[:-1])[of]


def fit(data: list[list[Row]]) -> dict[str, float]:
    """Weight by sign."""
    seen = Counter(s for rows in data for r in rows for s in set(r.signs))
    names = {s: k for k, s in enumerate(sorted(s for s, n in seen.items() if n >= FEW))}
    m = matrix(data, names)
    of = np.repeat(np.arange(len(m.mention) - 1), np.diff(m.mention))
    row_of = np.repeat(np.arange(len(m.hits)), np.diff(m.row))
    w, mean, square = (np.zeros(len(names)) for _ in range(3))
    for k in range(STEPS):
        p = shares(m, w)
        right = p * (m.hits > 0)
        answer = right / np.add.reduceat(right, m.mention[:-1])[of]
        gradient = np.bincount(m.index, weights=(p - answer)[row_of], minlength=len(names)) + PENALTY * w
        mean, square = 0.9 * mean + 0.1 * gradient, 0.99 * square + 0.01 * gradient**2
        rate = 0.075 * (1 + np.cos(np.pi * k / STEPS))
        w -= rate * (mean / (1 - 0.9 ** (k + 1))) / (np.sqrt(square / (1 - 0.99 ** (k + 1))) + 1e-6)
    return {s: round(float(w[k]), 2) for s, k in names.items() if abs(w[k]) >= TINY}


def measure(data: list[list[Row]], weights: dict[str, float], annotated: int) -> str:
    """Precision, recall, F1 at each share."""
    names = {s: k for k, s in enumerate(weights)}
    m = matrix(data, names)
    p = shares(m, np.array([weights[s] for s in names]))
    out = []
    for least in SHARES:
        hits = found = 0
        for a, b in zip(m.mention[:-1], m.mention[1:], strict=True):
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
        "origin": {"who": "Khabar project, fitted by scripts/fit_roles.py on annotated reports", "when": "2026-11-26", "licence": "Apache-2.0"},
        "entries": [{"id": f"role_weight.{role}.{s}", "meaning": meaning.get(s, "?"), "weights": v} for s, v in by_sign.items()],
    }  # fmt: skip
    path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def reports(folders: list[str]) -> list[dict[str, Any]]:
    """Annotated reports of all folders."""
    return [g for folder in folders for g in load_folder(Path(folder))]


def main(load: Callable[[list[str]], list[dict[str, Any]]] = reports) -> None:
    at = sys.argv.index("--measure") if "--measure" in sys.argv else len(sys.argv)
    held = {line for line in (ROOT / "training/held-out.txt").read_text(encoding="utf-8").split("\n") if line and line[0] != "#"}
    everything = load(sys.argv[1:at])
    data = cases([g for g in everything if g["id"] not in held])
    aside = {folder: load([folder]) for folder in sys.argv[at + 1 :]}
    if kept := [g for g in everything if g["id"] in held]:
        aside["held-out"] = kept
    tests = {name: cases(golds) for name, golds in aside.items()}
    for role in ALL:
        weights = fit(data[role])
        write(role, weights)
        print(f"{role}: {len(weights)} weights from {len(data[role])} mentions", flush=True)
        for name, golds in aside.items():
            annotated = sum(len(_fillers(e, role)) for g in golds for e in g["events"])
            print(f"  {name}  {measure(tests[name][role], weights, annotated)}", flush=True)


if __name__ == "__main__":
    main()
