"""Precision, recall and F1 of records per layer. A test holds it to the project's reference measure, figure by figure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from khabar.evaluate.matching import HALF, jaccard, name_words, pair, same_words, span_of, touch
from khabar.record import kilometres

Json = dict[str, Any]
_ROLES = ("agent", "target", "place", "origin", "destination", "time")
_PLACES = ("place", "origin", "destination")
_WIDE = ("country", "region", "natural", "admin1")
_FINE = ("city", "village", "quarter", "facility", "admin2")


class Tally(defaultdict[str, list[int]]):
    """Hits, found and annotated per layer."""

    def __init__(self) -> None:
        super().__init__(lambda: [0, 0, 0])

    def add(self, layer: str, hits: int, found: int, gold: int) -> None:
        row = self[layer]
        row[0] += hits
        row[1] += found
        row[2] += gold

    def merge(self, other: Tally) -> None:
        for layer, row in other.items():
            self.add(layer, *row)


@dataclass(frozen=True, slots=True)
class Score:
    """Figures of one layer; ``n`` is the number annotated."""

    precision: float
    recall: float
    f1: float
    n: int


def scores(tally: Tally) -> dict[str, Score]:
    """The figures of every layer."""
    out = {}
    for layer, (hits, found, gold) in tally.items():
        p = hits / found if found else 0.0
        r = hits / gold if gold else 0.0
        out[layer] = Score(p, r, 2 * p * r / (p + r) if p + r else 0.0, gold)
    return out


def measure(pairs: Iterable[tuple[Json, Json | None]]) -> Tally:
    """Tally over (annotation, record as JSON builtins); a missing record counts as empty."""
    total = Tally()
    for gold, record in pairs:
        total.merge(_report(gold, record or {}))
    return total


def _report(gold: Json, record: Json) -> Tally:
    tally = Tally()
    _attributions(gold, record, tally)
    _events(gold, record, tally)
    _places(gold, record, tally)
    _times(gold, record, tally)
    return tally


def _attributions(gold: Json, record: Json, tally: Tally) -> None:
    text, golds, found = gold["text"], gold["attributions"], record.get("attributions", [])
    sources = {s["id"]: s for s in record.get("sources", [])}
    matched = pair(golds, found, lambda a, b: float(touch(span_of(a["cue"]), span_of(b["cue"]))))

    def content(a: Json, b: Json) -> bool:
        return jaccard(text, map(span_of, a["content"]), map(span_of, b.get("content") or [])) >= HALF

    def source(a: Json, b: Json) -> bool:
        x, y = span_of(a["source"]), span_of(b.get("source"))
        return (x is None) == (y is None) and (x is None or jaccard(text, [x], [y]) >= HALF)

    def who(a: Json, b: Json) -> bool:
        x = gold["sources"][a["who"]]["name"]
        y = (sources.get(b.get("who", "")) or {}).get("name")
        return same_words(name_words(x), name_words(y)) if x and y else not x and not y

    def count(test: Any) -> int:
        return sum(bool(test(a, b)) for a, b in matched)

    sizes = len(found), len(golds)
    tally.add("attribution.cue", len(matched), *sizes)
    tally.add("attribution.content", count(content), *sizes)
    tally.add("attribution.source", count(source), *sizes)
    tally.add("attribution.who", count(who), *sizes)
    tally.add("attribution.full", count(lambda a, b: who(a, b) and content(a, b)), *sizes)
    ids = {a["id"]: b.get("id") for a, b in matched}
    nested = count(lambda a, b: a["parent"] and b.get("parent") and ids.get(a["parent"]) == b["parent"])
    tally.add("attribution.nested", nested, sum(bool(b.get("parent")) for b in found), sum(bool(a["parent"]) for a in golds))
    unnamed = {k for k, s in gold["sources"].items() if s["anonymous"] and k != "unknown"}

    def anonymous(b: Json) -> bool:
        return bool((sources.get(b.get("who", "")) or {}).get("anonymous"))

    hits = count(lambda a, b: a["who"] in unnamed and anonymous(b))
    named = sum(anonymous(b) and bool(sources[b["who"]].get("name")) for b in found)
    tally.add("source.anonymous", hits, named, sum(a["who"] in unnamed for a in golds))


def _events(gold: Json, record: Json, tally: Tally) -> None:
    golds, found = gold["events"], record.get("events", [])

    def trigger(a: Json, b: Json) -> float:
        if not touch(span_of(a["trigger"]), span_of(b.get("trigger"))):
            return 0.0
        return 2.0 if a["type"] == b.get("type") else 1.0

    matched = pair(golds, found, trigger)
    typed = [(a, b) for a, b in matched if a["type"] == b.get("type")]
    sizes = len(found), len(golds)
    tally.add("event.trigger", len(matched), *sizes)
    tally.add("event.type", len(typed), *sizes)
    exact = sum(a["modality"] == b.get("modality") and a["polarity"] == b.get("polarity") for a, b in typed)
    tally.add("event.type+modality+polarity", exact, *sizes)
    for role in _ROLES:
        row = _role(gold["text"], record, golds, found, typed, role)
        tally.add(f"role.{role}", *row)
        tally.add("role.all", *row)
    a, b = _counts(golds), _counts(found)
    tally.add("count", sum((a & b).values()), sum(b.values()), sum(a.values()))


def _role(text: str, record: Json, golds: list[Json], found: list[Json], typed: Any, role: str) -> tuple[int, int, int]:
    known = {x["id"]: x for x in record.get("places" if role in _PLACES else "times", []) if "id" in x}

    def fillers(event: Json) -> list[Any]:
        value = event.get(role)
        values = value if isinstance(value, list) else [value] if value else []
        return [known.get(v) if isinstance(v, str) else v for v in values if not isinstance(v, str) or v in known]

    def same(a: Any, b: Any) -> float:
        x, y = span_of(a), span_of(b)
        assert x is not None and y is not None
        if jaccard(text, [x], [y]) >= HALF:
            return 1.0
        left, right = name_words(text[x[0]:x[1]]), name_words(text[y[0]:y[1]])
        return float(bool(left & right) if role in _PLACES else same_words(left, right))

    hits = sum(len(pair(fillers(a), fillers(b), same)) for a, b in typed)
    return hits, sum(len(fillers(b)) for b in found), sum(len(fillers(a)) for a in golds)


def _counts(events: list[Json]) -> Counter[Any]:
    return Counter((c.get("what"), c.get("min"), c.get("max")) for e in events for c in e.get("count") or [])


def _places(gold: Json, record: Json, tally: Tally) -> None:
    golds, found = gold["places"], record.get("places", [])
    matched = pair(golds, found, lambda a, b: float(touch(span_of(a), span_of(b))))

    def distance(a: Json, b: Json) -> float:
        return kilometres(a["lat"], a["lon"], b["lat"], b["lon"]) if b.get("lat") is not None else float("inf")

    def near(a: Json, b: Json) -> bool:
        if b.get("lat") is None:
            return False
        if a["level"] in _WIDE:
            return bool(a["country"] and a["country"] == b.get("country")) or distance(a, b) <= 400
        return distance(a, b) <= 161

    fine = [(a, b) for a, b in matched if a["level"] in _FINE]
    tally.add("place.recognition", len(matched), len(found), len(golds))
    tally.add("place.resolved", sum(near(a, b) for a, b in matched), len(found), len(golds))
    tally.add("place.resolved25km.fine", sum(distance(a, b) <= 25 for a, b in fine), len(fine),
              sum(a["level"] in _FINE for a in golds))


def _times(gold: Json, record: Json, tally: Tally) -> None:
    golds, found = gold["times"], record.get("times", [])

    def overlap(a: Json, b: Json) -> float:
        return jaccard(gold["text"], [span_of(a)], [span_of(b)]) + 0.01 if touch(span_of(a), span_of(b)) else 0.0

    matched = pair(golds, found, overlap)
    tally.add("time.recognition", len(matched), len(found), len(golds))
    value = sum(a["start"] == b.get("start") and a["end"] == b.get("end") for a, b in matched)
    tally.add("time.value", value, len(found), len(golds))
