"""Word patterns of the mapping, gloss and context data: ``words`` lists matched against folded tokens of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from khabar.record import Event, Span
from khabar.remembered import PHRASES, Remembered, remembered
from khabar.text import Document, fold

Words = tuple[str, ...]
_PROCLITICS = "وفبلكس"
_ENDINGS = ("", "ا", "ه", "ها", "هم", "ين", "ون", "ان", "ات", "ي")


class PatternSet:
    """Labelled lists of patterns; :meth:`labels` says which lists have a pattern in a sequence of folded words.

    A pattern is one word or several; clitics and common endings are set aside, a trailing ``*`` means any ending.
    """

    def __init__(self, lists: Iterable[tuple[int, Iterable[str]]], limit: int = PHRASES) -> None:
        """limit: how many words to remember."""
        self._exact: dict[str, list[tuple[int, Words]]] = {}
        self._prefix: dict[str, list[tuple[int, Words]]] = {}
        self._candidates = Remembered(self._starting, limit)
        for label, words in lists:
            for word in words:
                parts = tuple(fold(word).split())
                if parts[0].endswith("*"):
                    self._prefix.setdefault(parts[0][:-1], []).append((label, parts))
                else:
                    for ending in _ENDINGS:
                        self._exact.setdefault(parts[0] + ending, []).append((label, parts))
        self._lengths = sorted({len(prefix) for prefix in self._prefix})

    def labels(self, norms: Words) -> frozenset[int]:
        """Labels of the lists that match somewhere in the words."""
        return frozenset(label for label, _, _ in self._matches(norms))

    def best(self, norms: Words, at: int) -> int | None:
        """The label of the list that fits word ``at`` best: a match over it before one behind it, the longest, the first in order."""
        over = [(i > at, -length, label) for label, i, length in self._matches(norms) if i + length > at]
        return min(over)[2] if over else None

    def _matches(self, norms: Words) -> Iterator[tuple[int, int, int]]:
        """Label, first word and number of words of every match."""
        for i, norm in enumerate(norms):
            for label, parts in self._candidates[norm]:
                if _rest_fits(parts, norms, i):
                    yield label, i, len(parts)

    def _starting(self, norm: str) -> tuple[tuple[int, Words], ...]:
        """Patterns whose first word this can be."""
        out: list[tuple[int, Words]] = []
        for stem in _stems(norm):
            out += self._exact.get(stem, ())
            for length in self._lengths:
                out += self._prefix.get(stem[:length], ())
        return tuple(dict.fromkeys(out))


def _rest_fits(parts: Words, norms: Words, i: int) -> bool:
    if len(parts) == 1:
        return True
    return i + len(parts) <= len(norms) and all(_fits(p, norms[i + j]) for j, p in enumerate(parts) if j)


@lru_cache(maxsize=PHRASES)
def _fits(part: str, norm: str) -> bool:
    stems = _stems(norm)
    if part.endswith("*"):
        return any(stem.startswith(part[:-1]) for stem in stems)
    return any(stem == part + ending for stem in stems for ending in _ENDINGS)


@remembered(PHRASES)
def _stems(norm: str) -> Words:
    """The word, and what is left of it without up to two proclitics and the article."""
    out = [norm]
    rest = norm
    for _ in range(2):
        if len(rest) > 3 and rest[0] in _PROCLITICS:
            rest = rest[1:]
            out.append(rest)
    for stem in tuple(out):
        if stem.startswith(("ال", "لل")) and len(stem) > 4:
            out.append(stem[2:])
    return tuple(dict.fromkeys(out))


def words_around(doc: Document, span: Span, before: int, after: int) -> Words:
    """Folded words of a span with some words before and behind it, within its line."""
    first, last = doc.tokens_in(span)
    line = doc.tokens[first].line if first < len(doc.tokens) else -1
    tokens = doc.tokens[max(0, first - before) : last + after]
    return tuple([t.norm for t in tokens if t.line == line and t.kind == "word"])


def trigger_words(doc: Document, event: Event, before: int = 0, after: int = 0) -> Words:
    """Folded words of the trigger with its surroundings, and of the instrument."""
    out = words_around(doc, event.trigger.span, before, after)
    return out + words_around(doc, event.instrument.span, 0, 0) if event.instrument is not None else out
