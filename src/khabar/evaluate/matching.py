"""How annotated and read spans are matched: by the words they share.

Two spans match when the Jaccard index of their words is at least one half; cues and triggers when they share a character.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from khabar.record.span import Span

G = TypeVar("G")
P = TypeVar("P")

_TOKEN = re.compile(r"\w+")
_EDGES = frozenset('"«»()“”،.:')
HALF = 0.5


def span_of(value: Any) -> Span | None:
    """Offsets of a span in any of the forms that annotations and records use."""
    if value is None:
        return None
    if isinstance(value, dict):
        value = value["span"] if "span" in value else (value["start"], value["end"])
    return (value[0], value[1]) if value else None


def word_starts(text: str, spans: Iterable[Span | None]) -> set[int]:
    """Start offsets of the written words that the spans touch."""
    out: set[int] = set()
    for span in spans:
        if span is None:
            continue
        for match in _TOKEN.finditer(text, *span):
            at = match.start()
            while at > 0 and not text[at - 1].isspace() and text[at - 1] not in _EDGES:
                at -= 1
            out.add(at)
    return out


def jaccard(text: str, a: Iterable[Span | None], b: Iterable[Span | None]) -> float:
    """Share of words common to both sides; 1.0 when both are empty."""
    left, right = word_starts(text, a), word_starts(text, b)
    union = left | right
    return len(left & right) / len(union) if union else 1.0


def touch(a: Span | None, b: Span | None) -> bool:
    """Whether two spans share a character."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def pair(golds: Sequence[G], found: Sequence[P], score: Callable[[G, P], float]) -> list[tuple[G, P]]:
    """Greedy one-to-one matching, best score first; a score of zero is no match."""
    ranked = [(s, i, j) for i, g in enumerate(golds) for j, p in enumerate(found) if (s := score(g, p))]
    ranked.sort(key=lambda c: -c[0])
    used_g: set[int] = set()
    used_p: set[int] = set()
    out = []
    for _, i, j in ranked:
        if i not in used_g and j not in used_p:
            used_g.add(i)
            used_p.add(j)
            out.append((golds[i], found[j]))
    return out


def name_words(name: str | None) -> set[str]:
    """Words of a name without diacritics, article and spelling variants."""
    plain = re.sub(r"[\u064b-\u0652\u0640]", "", name or "")
    plain = re.sub("[أإآ]", "ا", plain).replace("ى", "ي").replace("ة", "ه")
    return {re.sub(r"\bال", "", w) for w in _TOKEN.findall(plain)}


def same_words(a: set[str], b: set[str]) -> bool:
    """Whether two names share at least half the words of the shorter one."""
    return len(a & b) / max(1, min(len(a), len(b))) >= HALF
