"""Numbers with what stands around them: approximations, minima and maxima, ranges, per cent.

The bare number is the grammar's matter (khabar.text.number_grammar).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from khabar.record.span import Span
from khabar.resources.schema.number import Number
from khabar.text.number_grammar import Core, lexicon, may_open, number_at, scale_of, words_at
from khabar.text.tokens import Token

if TYPE_CHECKING:
    from khabar.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number. Tokens ``first``–``last`` (half-open) and ``span`` take in the words around it (أكثر من, على الأقل).

    core: token range of the bare number. value: the number as written; min/max: what it asserts (أكثر من 200: 201 to
    None); approx: the text says "about". form: digits, words, mixed or indefinite (عشرات). percent: a share.
    entries: ids of the resource entries it is made of.
    """

    first: int
    last: int
    span: Span
    core: tuple[int, int]
    value: float
    min: int | None
    max: int | None
    approx: bool
    form: str
    percent: bool
    entries: tuple[str, ...]


def find_numbers(tokens: tuple[Token, ...], sentences: Iterable[Sentence]) -> Iterator[NumberMention]:
    """All numbers of the sentences, left to right, never overlapping."""
    for sentence in sentences:
        i = sentence.first
        floor = i
        while i < sentence.last:
            token = tokens[i]
            found = number_at(tokens, i, sentence.last) if token.kind == "number" or may_open(token.norm) else None
            if found is None:
                i += 1
                continue
            mention = _widen(tokens, found, floor, sentence.last)
            yield mention
            i = floor = max(mention.last, i + 1)


def _widen(tokens: tuple[Token, ...], core: Core, floor: int, end: int) -> NumberMention:
    """Add what stands around the number: about, at least, between … and …, per cent."""
    first, last = core.first, core.last
    low: float | None = core.value
    high: float | None = None if core.form == "indefinite" else core.value
    approx = core.form == "indefinite"
    used = list(core.entries)
    lead = _lead(tokens, first, floor)
    if lead is not None:
        entry, width = lead
        if entry.role == "between":
            joined = _between(tokens, core, end)
            if joined is not None:
                first, last, high = first - width, joined.last, joined.value
                low = core.value * _shared_scale(tokens, core, joined)
                used += [entry.id, *joined.entries]
        else:
            first -= width
            low, high, approx = _bounded(entry, core.value, low, high, approx)
            used.append(entry.id)
    percent = False
    while (tail := _tail(tokens, last, end)) is not None:
        entry, width = tail
        last += width
        used.append(entry.id)
        percent = percent or entry.role == "percent"
        low, high, approx = _bounded(entry, core.value, low, high, approx)
    if (later := _later_tail(tokens, last, end)) is not None:
        used.append(later.id)
        low, high, approx = _bounded(later, core.value, low, high, approx)
    span = tokens[first].start, tokens[last - 1].end
    return NumberMention(first, last, span, (core.first, core.last), core.value, _whole(low), _whole(high), approx,
                         core.form, percent, tuple(used))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _bounded(
    entry: Number, value: float, low: float | None, high: float | None, approx: bool
) -> tuple[float | None, float | None, bool]:
    if entry.role in ("approx", "approx_after"):
        return low, high, True
    if entry.role in ("minimum", "minimum_after"):
        return value + (1 if entry.strict else 0), None, approx
    if entry.role in ("maximum", "maximum_after"):
        return None, value - (1 if entry.strict else 0), approx
    return low, high, approx


def _lead(tokens: tuple[Token, ...], first: int, floor: int) -> tuple[Number, int] | None:
    """The phrase that ends right before the number, and its width in tokens; its first word may carry و ف ب ل."""
    if first <= floor:
        return None
    for words, entry in lexicon().before.get(_unprefixed(tokens[first - 1].norm, 1), ()):
        start = first - len(words)
        if start < floor:
            continue
        head = tokens[start].norm
        if all(tokens[start + k].norm == w for k, w in enumerate(words) if k) and (
            head == words[0] or (head[1:] == words[0] and head[0] in "وفبل")
        ):
            return entry, len(words)
    return None


def _unprefixed(norm: str, width: int) -> str:
    """A one-word phrase may carry a proclitic (بنحو, لأكثر); otherwise the form itself."""
    table = lexicon().before
    return norm[1:] if norm not in table and norm[:1] in "وفبل" and norm[1:] in table else norm


def _tail(tokens: tuple[Token, ...], last: int, end: int) -> tuple[Number, int] | None:
    if last >= end:
        return None
    for words, entry in lexicon().behind.get(tokens[last].norm, ()):
        if words_at(tokens, last + 1, end, words[1:]):
            return entry, len(words)
    return None


def _later_tail(tokens: tuple[Token, ...], last: int, end: int) -> Number | None:
    """على الأقل behind the counted noun (تسعة جنود على الأقل) bounds the number too; at most three words between."""
    for at in range(last, min(last + 4, end)):
        found = _tail(tokens, at, end)
        if found is not None and found[0].role in ("minimum_after", "maximum_after", "approx_after"):
            return found[0] if at > last else None
        if tokens[at].kind != "word":
            return None
    return None


def _shared_scale(tokens: tuple[Token, ...], core: Core, joined: Core) -> float:
    """بين 20 و30 ألفا counts thousands twice: the scale that ends the second number, if the first stands for as many of it."""
    scale = scale_of(tokens[joined.last - 1].norm)
    return scale if scale > 1 and core.value < joined.value / scale else 1.0


def _between(tokens: tuple[Token, ...], core: Core, end: int) -> Core | None:
    """The second number of بين X وY, when it follows at once."""
    at = core.last
    if at < end and tokens[at].norm in ("و", "الي"):
        other = number_at(tokens, at + 1, end)
    elif at < end and tokens[at].norm.startswith("و"):
        other = number_at(tokens, at, end)
    else:
        return None
    return other if other is not None and other.value >= core.value else None
