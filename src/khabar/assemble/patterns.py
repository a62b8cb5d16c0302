"""Word patterns of the mapping, gloss and context data: ``words`` lists matched against folded tokens of a report."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from khabar.record import Event, Span
from khabar.text import Document, fold

Pattern = tuple[str, ...]
_PROCLITICS = "وفبلكس"
_ENDINGS = ("", "ا", "ه", "ها", "هم", "ين", "ون", "ان", "ات", "ي")


def compile_words(words: Iterable[str]) -> tuple[Pattern, ...]:
    """Folded patterns; a trailing ``*`` stays and means any ending."""
    return tuple(tuple(fold(word).split()) for word in words)


def matches(patterns: tuple[Pattern, ...], norms: tuple[str, ...]) -> bool:
    """Whether one of the patterns stands somewhere in a sequence of folded words, clitics aside."""
    for pattern in patterns:
        width = len(pattern)
        for i in range(len(norms) - width + 1):
            if all(_fits(part, norms[i + j]) for j, part in enumerate(pattern)):
                return True
    return False


@lru_cache(maxsize=200_000)
def _fits(pattern: str, norm: str) -> bool:
    stems = _stems(norm)
    if pattern.endswith("*"):
        return any(stem.startswith(pattern[:-1]) for stem in stems)
    return any(stem == pattern + ending for stem in stems for ending in _ENDINGS)


@lru_cache(maxsize=100_000)
def _stems(norm: str) -> tuple[str, ...]:
    """The word, and what is left of it without up to two proclitics and the article."""
    out = [norm]
    rest = norm
    for _ in range(2):
        if len(rest) > 3 and rest[0] in _PROCLITICS:
            rest = rest[1:]
            out.append(rest)
    for stem in tuple(out):
        if (stem.startswith("ال") and len(stem) > 4) or (stem.startswith("لل") and len(stem) > 4):
            out.append(stem[2:])
    return tuple(dict.fromkeys(out))


def words_around(doc: Document, span: Span, before: int, after: int) -> tuple[str, ...]:
    """Folded words of a span with some words before and behind it, within its line."""
    first, last = doc.tokens_in(span)
    line = doc.tokens[first].line if first < len(doc.tokens) else -1
    lo, hi = max(0, first - before), min(len(doc.tokens), last + after)
    return tuple(t.norm for t in doc.tokens[lo:hi] if t.kind == "word" and t.line == line)


def trigger_words(doc: Document, event: Event, before: int = 0, after: int = 0) -> tuple[str, ...]:
    """Folded words of the trigger with its surroundings, and of the instrument."""
    out = words_around(doc, event.trigger.span, before, after)
    return out + words_around(doc, event.instrument.span, 0, 0) if event.instrument is not None else out
