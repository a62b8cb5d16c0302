"""Numbers of an event: read by Khabar from the quoted words; the language model's own figures are not trusted."""

from __future__ import annotations

from khabar.llm.answer import CountAnswer
from khabar.record.mentions import CountMention
from khabar.record.span import Span
from khabar.text import Document

_NOUN_ALONE = 2  # a singular or dual noun (شرطيان) is the only number without a number word


def count(doc: Document, given: CountAnswer, span: Span) -> CountMention | None:
    """The count at ``span``; None when its words hold no number, or only a share.

    Of a noun without a number word the model may say that it is one or two.
    """
    first, last = doc.tokens_in(span)
    numbers = [doc.number_at[i] for i in range(first, last) if i in doc.number_at]
    if numbers:
        number = next((n for n in numbers if not n.percent), None)
        if number is None:
            return None
        whole = (min(span[0], number.span[0]), max(span[1], number.span[1]))
        return CountMention(given.what, number.min, number.max, number.approx, whole)
    if given.min is not None and given.min == given.max and 1 <= given.min <= _NOUN_ALONE:
        return CountMention(given.what, given.min, given.max, False, span)
    return None
