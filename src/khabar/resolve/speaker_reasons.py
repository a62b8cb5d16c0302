"""Why a source stays unnamed, and the place that the text gives for it."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import THAT_FORMS, find_phrase, unnamed_end, words
from khabar.record.span import Quote, Span, quote
from khabar.text.document import Document

_REACH = 30
_STOP = frozenset("،,؛.؟!:")


def reason_and_position(doc: Document, spans: Sequence[Span]) -> tuple[Quote | None, Quote | None]:
    """The words that say why a source is unnamed (طلب عدم كشف هويته خشية …), and where it stands (في, من داخل X)."""
    reason = None
    position = None
    for span in spans:
        first, last = doc.tokens_in(span)
        if reason is None:
            reason = _reason(doc, last)
        if position is None:
            position = _position(doc, first, last)
    return reason, position


def _reason(doc: Document, i: int) -> Quote | None:
    """The stated fear or rule where there is one, else the request itself."""
    sentence = doc.sentence_of.get(i - 1)
    if sentence is None:
        return None
    stop = min(sentence.last, i + _REACH)
    request = next(((k, end) for k in range(i, stop) if (end := unnamed_end(doc.tokens, k, stop))), None)
    if request is None:
        return None
    because = find_phrase(doc.norms, "because", request[1], min(stop, request[1] + 6))
    first, end = because or request
    while end < stop and doc.tokens[end].text not in _STOP and doc.tokens[end].norm not in THAT_FORMS and doc.tokens[end].norm != "الي":
        if because is None and end - request[1] >= 0:
            break
        end += 1
    return quote(doc.text, doc.span(first, end))


def _position(doc: Document, first: int, last: int) -> Quote | None:
    for i in range(first + 1, last - 1):
        if doc.tokens[i].norm in words("stands_in"):
            return quote(doc.text, doc.span(i + 1, last))
    return None
