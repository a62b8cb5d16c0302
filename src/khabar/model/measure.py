"""F1 of proposals against annotated reports, layer by layer, while training.

The same notions of a match as the project's measure (spans agree when half of their words do, cues and triggers when
they touch); who speaks and where a place lies are measured later, on whole records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from khabar.model.annotation import GoldEvent, GoldReport, GoldSpeech
from khabar.record.mentions import AttributionMention, EventMention, Proposals
from khabar.record.span import Span, overlap
from khabar.text.document import Document

G = TypeVar("G")
P = TypeVar("P")
ROLES = ("agent", "target", "place", "origin", "destination", "time")


class Tally:
    """Hits, predictions and gold entries per layer."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, layer: str, hits: int, predicted: int, gold: int) -> None:
        for i, n in enumerate((hits, predicted, gold)):
            self.counts[layer][i] += n

    def f1(self, layer: str) -> float:
        hits, predicted, gold = self.counts[layer]
        return 2 * hits / (predicted + gold) if predicted + gold else 0.0

    def row(self) -> dict[str, float]:
        return {layer: round(self.f1(layer), 4) for layer in self.counts}


def pair(golds: Sequence[G], found: Sequence[P], fit: Callable[[G, P], float]) -> list[tuple[G, P]]:
    """One-to-one, best fit first."""
    fits = sorted(((fit(g, p), i, j) for i, g in enumerate(golds) for j, p in enumerate(found)), key=lambda c: -c[0])
    used_gold: set[int] = set()
    used_found: set[int] = set()
    out = []
    for value, i, j in fits:
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            out.append((golds[i], found[j]))
    return out


class Measure:
    """Measures one report after another into a tally."""

    def __init__(self) -> None:
        self.tally = Tally()

    def add(self, report: GoldReport, doc: Document, found: Proposals) -> None:
        words = Words(doc)
        touch = lambda g, p: 1.0 if overlap(g, p) else 0.0  # noqa: E731
        for name, golds, spans in (
            ("place", report.places, [p.span for p in found.places]),
            ("time", report.times, [t.span for t in found.times]),
        ):
            self.tally.add(name, len(pair(golds, spans, touch)), len(spans), len(golds))
        self._speeches(words, report.speeches, found.attributions)
        self._events(words, report.events, found.events)

    def _speeches(self, words: Words, golds: Sequence[GoldSpeech], found: Sequence[AttributionMention]) -> None:
        n, m = len(found), len(golds)
        pairs = pair(golds, found, lambda g, p: 1.0 if overlap(g.cue, p.cue) else 0.0)
        place = {id(g): found.index(p) for g, p in pairs}
        content = [(g, p) for g, p in pairs if words.share(g.content, p.content) >= 0.5]
        source = [(g, p) for g, p in pairs if words.same_or_none(g.source, p.source)]
        self.tally.add("cue", len(pairs), n, m)
        self.tally.add("content", len(content), n, m)
        self.tally.add("source", len(source), n, m)
        told = [(g, p) for g, p in pairs if g.source is None and g.speaker]
        hits = sum(any(words.alike(s, p.speaker) for s in g.speaker or ()) for g, p in told if p.speaker is not None)
        self.tally.add("hidden speaker", hits, sum(p.speaker is not None for _, p in told), len(told))
        self.tally.add("content+source", sum(words.same_or_none(g.source, p.source) for g, p in content), n, m)
        nested = sum(
            g.parent is not None and p.parent is not None and place.get(id(golds[g.parent])) == p.parent for g, p in pairs
        )
        self.tally.add("nested", nested, sum(p.parent is not None for p in found), sum(g.parent is not None for g in golds))

    def _events(self, words: Words, golds: Sequence[GoldEvent], found: Sequence[EventMention]) -> None:
        n, m = len(found), len(golds)
        fit = lambda g, p: (1.0 + (g.type == p.type)) if overlap(g.trigger, p.trigger) else 0.0  # noqa: E731
        pairs = pair(golds, found, fit)
        typed = [(g, p) for g, p in pairs if g.type == p.type]
        self.tally.add("trigger", len(pairs), n, m)
        self.tally.add("type", len(typed), n, m)
        full = sum(g.modality == p.modality and g.polarity == p.polarity for g, p in typed)
        self.tally.add("type+mod+pol", full, n, m)
        for role in ROLES:
            hits = sum(len(pair(g.roles[role], _fillers(p, role), words.alike)) for g, p in typed)
            sizes = sum(len(_fillers(p, role)) for p in found), sum(len(g.roles[role]) for g in golds)
            self.tally.add(f"role.{role}", hits, *sizes)
            self.tally.add("role", hits, *sizes)
        counted = Counter((c.what, c.min, c.max) for g in golds for c in g.counts)
        given: Counter[tuple[str, int | None, int | None]] = Counter((str(c.what), c.min, c.max) for p in found for c in p.count)
        self.tally.add("count", (counted & given).total(), given.total(), counted.total())


def _fillers(event: EventMention, role: str) -> Sequence[Span]:
    value: Any = getattr(event, role)
    if role in ("agent", "target"):
        return tuple(value)
    return (value,) if value else ()


class Words:
    """Word sets of spans in one document."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc

    def indices(self, spans: Iterable[Span]) -> set[int]:
        out: set[int] = set()
        for span in spans:
            first, last = self.doc.tokens_in(span)
            out.update(i for i in range(first, last) if self.doc.tokens[i].kind != "punct")
        return out

    def share(self, a: Iterable[Span], b: Iterable[Span]) -> float:
        x, y = self.indices(a), self.indices(b)
        return len(x & y) / len(x | y) if x | y else 1.0

    def same_or_none(self, a: Span | None, b: Span | None) -> bool:
        if a is None or b is None:
            return a is None and b is None
        return self.share([a], [b]) >= 0.5

    def alike(self, a: Span, b: Span) -> float:
        """1 when the spans agree or one names the other by half of its words."""
        if self.share([a], [b]) >= 0.5:
            return 1.0
        x, y = ({self.doc.tokens[i].norm.removeprefix("ال") for i in self.indices([s])} for s in (a, b))
        return 1.0 if x and y and len(x & y) / min(len(x), len(y)) >= 0.5 else 0.0
