"""Spans: half-open ``(start, end)`` pairs in code points of the unchanged original text."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.errors import SpanError

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """A span with the words it covers, as every part of a record carries it."""

    span: Span
    text: str

    def check(self, text: str, where: str = "span") -> None:
        """Raise :class:`SpanError` unless this quotes ``text`` at its offsets."""
        check_span(text, self.span, self.text, where)


def quote(text: str, span: Span) -> Quote:
    """The words of ``text`` at ``span``. Raises :class:`SpanError` when the span lies outside the text."""
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise SpanError(f"span [{start}, {end}) lies outside a text of {len(text)} code points")
    return Quote((start, end), text[start:end])


def check_span(text: str, span: Span, words: str | None, where: str) -> None:
    """Raise :class:`SpanError` unless ``span`` lies in ``text`` and, when ``words`` is given, quotes them there."""
    start, end = span
    if not 0 <= start <= end <= len(text):
        raise SpanError(f"span [{start}, {end}) lies outside a text of {len(text)} code points", where)
    if words is not None and text[start:end] != words:
        raise SpanError(f"span [{start}, {end}) is {text[start:end]!r} in the text, not {words!r}", where)


def contains(outer: Span, inner: Span) -> bool:
    """Whether ``inner`` lies wholly inside ``outer``."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def overlap(a: Span, b: Span) -> bool:
    """Whether the two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]
