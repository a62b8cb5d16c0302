"""How many, in English: numbers as the text asserts them, one person and many."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.counting.kinds import words
from khabar.record import Count, RoleFiller
from khabar.text import Document, NumberMention

_UNSPECIFIC = ((1_000_000, "millions of"), (1_000, "thousands of"), (100, "hundreds of"), (0, "dozens of"))


class Noun(NamedTuple):
    """An English noun phrase and whether it takes a plural verb."""

    text: str
    plural: bool = False


_SAID_YOU = ("UN ", "US ", "uni", "use", "Euro", "Ugand", "Uru", "Ukr", "one")  # a UN plan, a Ukrainian soldier, a European state


def article(text: str, definite: bool) -> str:
    """The noun with its article; English has forces in the plural only."""
    if definite or text.split(" of ")[0].endswith("forces"):
        return f"the {text}"
    said = text[:1].lower() in "aeiou" and not text.startswith(_SAID_YOU)
    return f"an {text}" if said else f"a {text}"


def amount(doc: Document, role: RoleFiller, counts: tuple[Count, ...]) -> str | None:
    """How many, in English, from the event's counts or the numbers written in the role's words."""
    for c in counts:
        if c.span[0] < role.span[1] and role.span[0] < c.span[1]:
            return number_of(doc, c)
    first, last = doc.tokens_in(role.span)
    for i in range(first, last):
        number = doc.number_at.get(i)
        if number is not None and not number.percent:
            named = i > first and i + 1 >= last  # الطائرة أف -35: part of a name, with nothing behind it that it could count
            aged = number.last < len(doc.norms) and doc.norms[number.last] in words("time_unit")  # الشاب البالغ من العمر 17 عاما
            return None if named or aged else _number_text(number)
    return None


def _number_text(n: NumberMention) -> str | None:
    if n.form == "indefinite":
        return next(word for least, word in _UNSPECIFIC if n.value >= least)
    return count_text(n.min, n.max, n.approx, strict=n.min is not None and n.min > n.value)


def number_of(doc: Document, count: Count) -> str | None:
    """How many, in English, of a count of the record; None when it has neither minimum nor maximum."""
    written = (doc.number_at.get(i) for i in range(*doc.tokens_in(count.span)))
    strict = any(n is not None and n.min is not None and n.min > n.value for n in written)
    return count_text(count.min, count.max, count.approx, strict=strict)


def persons(number: str) -> Noun:
    """12 people, a person."""
    return Noun(f"{number} people", True) if number != "1" else Noun("a person")


def counted(number: str, noun: str) -> Noun:
    """12 Palestinians, a Palestinian: ``noun`` in the number that ``number`` asks for."""
    return Noun(f"{number} {noun}", True) if number != "1" else Noun(article(noun, definite=False))


def figure(number: int) -> str:
    """1,500; 20 million, 1.5 billion for round millions."""
    for size, word in ((10**9, "billion"), (10**6, "million")):
        if number >= size and number % (size // 10) == 0:
            return f"{number / size:g} {word}"
    return f"{number:,}"


def count_text(low: int | None, high: int | None, approx: bool, *, strict: bool = False) -> str | None:
    """12, about 80, at least 200, more than 200, up to 30, 20 to 30; dozens of for unspecific plurals. strict: the text says
    "more than", so that ``low`` is one above the number written."""
    if low is None and high is None:
        return None
    if high is None:
        assert low is not None
        if approx and low in (20, 200, 2000):
            return next(word for least, word in _UNSPECIFIC if low >= least)
        return f"more than {figure(low - 1)}" if strict else f"at least {figure(low)}"
    if low is None or low == 0:
        return f"up to {figure(high)}"
    if low == high:
        return f"about {figure(low)}" if approx else f"{figure(low)}"
    return f"{figure(low)} to {figure(high)}"
