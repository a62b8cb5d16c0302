"""The candidates for each role of the mentions of reports beside the right answer: annotated, or as the network sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from taught import Taught, classified

from khabar.evaluate.matching import jaccard, name_words, pair, same_words, span_of, touch
from khabar.extract import attributions, places, times
from khabar.extract.events.arguments import span_of as words_of
from khabar.extract.events.read import drafted
from khabar.extract.events.weighing import phrases, where
from khabar.extract.events.weighing.decide import settle
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.extract.events.weighing.weights import named
from khabar.record.gold import load_folder

ROOT = Path(__file__).parents[1]
ALL = (*ROLES, "place", "time")


class Row(NamedTuple):
    """A candidate: its signs, how many annotated fillers it gives (or how likely it is one), how many it claims. The first
    of a mention is none."""

    signs: list[str]
    hits: float
    size: int


Cases = dict[str, list[list[Row]]]
Right = Callable[[int, str, Any], float]


def cases(golds: Iterable[dict[str, Any]]) -> Cases:
    """For each role the candidates of every mention of annotated reports."""
    out: Cases = {role: [] for role in ALL}
    for gold in golds:
        scene, drafts, speeches = read_report(gold)
        twin = twins(gold, scene.doc, drafts)
        _add(out, scene, drafts, speeches, _annotated(gold, scene, twin))
    return out


def taught_cases(found: Iterable[Taught]) -> Cases:
    """The same for reports that the network has read."""
    out: Cases = {role: [] for role in ALL}
    for report in found:
        _add(out, report.scene, report.drafts, report.speeches, _pointed(report))
    return out


def _add(out: Cases, scene: Any, drafts: list[Any], speeches: Any, right: Right) -> None:
    report = Report(scene, drafts, speeches)
    for n in range(len(drafts)):
        asked = phrases.ask(report, n)
        for role in ALL:
            if rows := list(_rows(report, asked, role, right)):
                out[role].append(rows)
        settle(report, asked)


def _rows(report: Report, asked: phrases.Ask, role: str, right: Right) -> Iterator[Row]:
    if role in ROLES:
        yield Row(named(phrases.nobody(asked)), 0, 0)
        for phrase, relations in phrases.candidates(report, asked).items():
            yield Row(named(phrases.keys(report, asked, phrase, relations)), right(asked.number, role, phrase), len(phrase))
    elif report.spots[role]:
        about = where.spots(report, asked, role)
        yield Row(named(where.nowhere(asked, about)), 0, 0)
        for span in about.among:
            yield Row(named(where.keys(report, asked, about, span)), right(asked.number, role, span), 1)


def candidates_of(report: Report, asked: phrases.Ask, role: str) -> list[Any]:
    """Spans of all candidates of a role."""
    if role in ROLES:
        return [words_of(report.scene, part) for phrase in phrases.candidates(report, asked) for part in phrase]
    return list(where.spots(report, asked, role).among) if report.spots[role] else []


def _annotated(gold: dict[str, Any], scene: Any, twin: dict[int, dict[str, Any]]) -> Right:
    """How many of the annotated fillers a candidate gives."""

    def right(n: int, role: str, filler: Any) -> float:
        golds = fillers(twin.get(n), role)
        spans = [words_of(scene, part) for part in filler] if role in ROLES else [filler]
        return min(sum(any(same_filler(gold["text"], role, g, s) for g in golds) for s in spans), len(golds))

    return right


def _pointed(report: Taught) -> Right:
    """How likely the network thinks a candidate: what points into it, or to its first word elsewhere."""
    doc = report.scene.doc

    def right(n: int, role: str, filler: Any) -> float:
        first, last = (filler[0][0], filler[-1][1]) if role in ROLES else doc.tokens_in(filler)
        found = report.pointers[n][role].items()
        return min(sum(p for k, p in found if first <= k < last or doc.tokens[k].norm == doc.tokens[first].norm), 1.0) * report.likely[n]

    return right


def read_report(gold: dict[str, Any]) -> tuple[Any, list[Any], Any]:
    """What the rules make of an annotated report."""
    doc = classified(gold)
    found_times, found_places = times.find(doc), places.find(doc)
    return drafted(doc, found_places, found_times, attributions.find(doc, found_places, found_times))


def twins(gold: dict[str, Any], doc: Any, drafts: list[Any]) -> dict[int, dict[str, Any]]:
    """By number of the mention, the annotated event on its words if that has its type."""
    found = [{"span": (doc.tokens[d.trigger.at].start, doc.tokens[d.trigger.at].end), "type": d.trigger.type, "n": n} for n, d in enumerate(drafts)]

    def score(a: dict[str, Any], b: dict[str, Any]) -> float:
        return float(touch(span_of(a["trigger"]), b["span"])) * (1 + (a["type"] == b["type"]))

    return {b["n"]: a for a, b in pair(gold["events"], found, score) if a["type"] == b["type"]}


def fillers(event: dict[str, Any] | None, role: str) -> list[Any]:
    """Spans of the annotated fillers of a role."""
    value = (event or {}).get(role) or []
    return [span_of(x) for x in (value if isinstance(value, list) else [value])]


def same_filler(text: str, role: str, a: Any, b: Any) -> bool:
    """Whether two spans are one filler, as ``khabar evaluate`` sees it."""
    left, right = name_words(text[slice(*a)]), name_words(text[slice(*b)])
    return jaccard(text, [a], [b]) >= 0.5 or (bool(left & right) if role == "place" else same_words(left, right))


def reports(folders: list[str]) -> list[dict[str, Any]]:
    """Annotated reports of all folders."""
    return [g for folder in folders for g in load_folder(Path(folder))]


def held_out() -> set[str]:
    """Reports that nothing is fitted on."""
    return {line for line in (ROOT / "training/held-out.txt").read_text(encoding="utf-8").split("\n") if line and line[0] != "#"}
