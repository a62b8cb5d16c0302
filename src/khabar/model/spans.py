"""Spans of tokens out of BIO probabilities, without punctuation at their edges."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.model.scores import Floats
from khabar.text.document import Document

Range = tuple[int, int]  # tokens, half-open


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of tokens with the probability that it is one."""

    first: int
    last: int
    score: float


def spans_of(layer: Floats, least: float, doc: Document) -> tuple[Found, ...]:
    """BIO to spans: a token is inside when outside is unlikelier than 1 - least; spans end with their line."""
    inside = 1.0 - layer[:, 0] >= least
    begins = layer[:, 1] >= layer[:, 2]
    out: list[Found] = []
    i, count = 0, len(inside)
    while i < count:
        if not inside[i]:
            i += 1
            continue
        j = i + 1
        while j < count and inside[j] and not begins[j] and doc.tokens[j].line == doc.tokens[i].line:
            j += 1
        first, last = trimmed(doc, i, j)
        if first < last:
            out.append(Found(first, last, float(1.0 - layer[first:last, 0].max())))
        i = j
    return tuple(out)


_EDGE = frozenset(".,،؛:;!؟?…\"'«»“”„‹›()[]{}-–—")


def trimmed(doc: Document, first: int, last: int) -> Range:
    """Without punctuation at the edges; an opening bracket whose partner is inside stays."""
    while first < last and doc.tokens[first].text in _EDGE:
        first += 1
    while last > first and doc.tokens[last - 1].text in _EDGE and not _closes(doc, first, last):
        last -= 1
    return first, last


_PAIRS = {")": "(", "]": "[", "»": "«", "”": "“", '"': '"'}


def _closes(doc: Document, first: int, last: int) -> bool:
    opener = _PAIRS.get(doc.tokens[last - 1].text)
    return opener is not None and any(t.text == opener for t in doc.tokens[first : last - 1])


def completed(doc: Document, first: int, last: int) -> int:
    """The end of a phrase with the mark behind it that closes what opened inside (حركة المقاومة "حماس" and not … "حماس)."""
    if last >= len(doc.tokens) or doc.tokens[last].line != doc.tokens[last - 1].line:
        return last
    mark = doc.tokens[last].text
    opener = _PAIRS.get(mark)
    inside = [t.text for t in doc.tokens[first:last]]
    opened = inside.count(mark) % 2 == 1 if mark == opener else opener is not None and inside.count(opener) > inside.count(mark)
    return last + 1 if opened else last
