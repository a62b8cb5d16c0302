"""The cursor of the time grammar: the tokens of one sentence with their readings, and small questions about them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

from khabar.extract.attributions.lexicon import is_first_name
from khabar.extract.times.lexicon import Sym, openings, opens_nothing, particles, symbols
from khabar.record.timex import Expr
from khabar.text.document import Document
from khabar.text.number_grammar import digits_value
from khabar.text.tokens import Token

_NUMBER = frozenset({"number"})


E_co = TypeVar("E_co", bound=Expr, covariant=True)
E2 = TypeVar("E2", bound=Expr)


class Node(NamedTuple, Generic[E_co]):
    """A parsed expression, the token after it, the words it was built from and the name of the rule."""

    expr: E_co
    end: int
    used: tuple[Sym, ...]
    rule: str

    def grown(self, expr: E2, end: int, *used: Sym, rule: str | None = None) -> Node[E2]:
        """The node with a larger expression that ends at ``end`` and also used ``used``."""
        return Node(expr, end, self.used + used, rule or self.rule)


class Amount(NamedTuple):
    """A number with what bounds it: ``bound`` is more, less, about or None; ``low`` None for no number (عدة).

    ``plain``: no number stands before the unit, at most a bound (نحو أسبوع): the form of the unit counts.
    """

    low: float | None
    high: float | None
    bound: str | None
    end: int
    used: tuple[Sym, ...] = ()
    plain: bool = False


def _depths(doc: Document) -> list[int]:
    """The number of quotations around each token; empty for a text without any."""
    if not doc.quotes:
        return []
    steps = [0] * (len(doc.tokens) + 1)
    for quote in doc.quotes:
        steps[quote.first] += 1
        steps[quote.last] -= 1
    return list(accumulate(steps))


class Words:
    """Reads the tokens ``first`` up to ``last`` of a document; every method takes token indices of the document."""

    __slots__ = ("_depths", "_numbers", "_quiet", "_quotes", "_surnames", "_tokens", "doc", "first", "last", "trusting", "year_before")

    def __init__(self, doc: Document, numbers: dict[int, tuple[float, int]]) -> None:
        self.doc = doc
        self._tokens: tuple[Token, ...] = doc.tokens
        self._numbers = numbers
        self._quotes = {q.last - 1: q.first for q in doc.quotes if not q.open_ended}
        self._depths = _depths(doc)
        self._quiet = set(filter(opens_nothing, doc.vocabulary))
        self._surnames: frozenset[str] | None = None
        self.trusting = False  # whether digits alone are taken for a year
        self.year_before = -1  # the token after the last year, for lists of years
        self.first = 0
        self.last = len(doc.tokens)

    @property
    def surnames(self) -> frozenset[str]:
        """Words behind a first name somewhere in the report (طارق رمضان), looked up when first asked for."""
        if self._surnames is None:
            self._surnames = frozenset(b for a, b in pairwise(self.doc.norms) if is_first_name(a))
        return self._surnames

    def within(self, first: int, last: int) -> None:
        """Limit the reading to the tokens of one sentence."""
        self.first, self.last = first, last

    def token(self, i: int) -> Token | None:
        """The token, None outside the sentence."""
        return self._tokens[i] if self.first <= i < self.last else None

    def norm(self, i: int) -> str:
        """Folded form of a token, empty outside the sentence."""
        return self._tokens[i].norm if self.first <= i < self.last else ""

    def all(self, i: int, role: str, *, lead: bool = False) -> Iterator[tuple[Sym, int]]:
        """Readings of token ``i`` in a role, with the token after each; ``lead`` lets proclitics stand before."""
        if not self.first <= i < self.last:
            return
        for sym in symbols(self._tokens[i].norm):
            if sym.role == role and (lead or not sym.cut) and self._follows(i + 1, sym.rest):
                yield sym, i + 1 + len(sym.rest)

    def one(self, i: int, role: str, *, lead: bool = False) -> tuple[Sym, int] | None:
        """The longest reading of token ``i`` in a role."""
        if not self.first <= i < self.last:
            return None
        for sym in symbols(self._tokens[i].norm):
            if sym.role == role and (lead or not sym.cut) and self._follows(i + 1, sym.rest):
                return sym, i + 1 + len(sym.rest)
        return None

    def _follows(self, i: int, rest: tuple[str, ...]) -> bool:
        return not rest or (i + len(rest) <= self.last and all(self._tokens[i + k].norm == w for k, w in enumerate(rest)))

    def stands_after(self, i: int, sym: Sym) -> bool:
        """Whether the word before token ``i`` is one that the entry asks for, or it asks for none."""
        token = self.token(i)
        if sym.entry.exact and not (token and any(form in token.text for form in sym.entry.forms)):
            return False
        if not sym.after or sym.proclitic[-1:] in ("ب", "ل"):
            return True
        before = self.norm(i - 1)
        return before in sym.after or (before[:1] in ("و", "ف") and before[1:] in sym.after)

    def digits(self, i: int) -> int | None:
        """Value of a token of digits only."""
        token = self.token(i)
        if token is None or token.kind != "number" or not token.norm.isdigit() or len(token.norm) > 6:
            return None
        return int(token.norm)

    def number(self, i: int) -> tuple[float, int] | None:
        """A number in digits or words at token ``i`` and the token after it."""
        token = self.token(i)
        if token is None:
            return None
        if token.kind == "number":
            value = digits_value(token.norm)
            return None if value is None else (value, i + 1)
        return self._numbers.get(i)

    def next_opening(self, i: int) -> int:
        """The first token from ``i`` on that could begin an expression, else the end of the sentence."""
        tokens, numbers, quiet = self._tokens, self._numbers, self._quiet
        while i < self.last and tokens[i].norm in quiet and i not in numbers:
            i += 1
        return i

    def openings(self, i: int) -> frozenset[str]:
        """The roles in which token ``i`` could begin an expression; ``number`` for digits and number words."""
        token = self._tokens[i]
        roles, followed = openings(token.norm)
        if followed and i + 1 < self.last:
            roles = followed.get(self._tokens[i + 1].norm, roles)
        return roles | _NUMBER if token.kind == "number" or i in self._numbers else roles

    def year(self, i: int) -> int | None:
        """A token of four digits that can be a year."""
        value = self.digits(i)
        return value if value is not None and 1000 <= value <= 2100 and len(self.norm(i)) == 4 else None

    def amount(self, i: int) -> Amount | None:
        """[about, more than …] number, or an unnamed number (عدة, بضعة), before a unit of time."""
        bound, at = None, i
        used: tuple[Sym, ...] = ()
        if (approx := self.one(i, "approx", lead=True)) is not None:
            bound, at, used = str(approx[0].value), approx[1], (approx[0],)
        at = self.digits_with_article(at)
        if (some := self.one(at, "some", lead=True)) is not None:
            return Amount(None, None, bound, some[1], (*used, some[0]))
        number = self.number(at)
        if number is None:
            return Amount(None, None, bound, at, used, plain=True) if used else None
        low, end = number
        high = low
        link = end + 1 if self.norm(end) in ("-", "–") else self.past(end, "to", "or")
        if link > end and (second := self.number(link)) is not None:
            high, end = second  # 24 إلى 48 ساعة
        return Amount(low, high, bound, end, used)

    def quote_closed_at(self, i: int) -> int | None:
        """The first token of the quotation whose closing mark is token ``i``, if it opens in the same sentence."""
        return self._quotes.get(i)

    def depth(self, i: int) -> int:
        """How many quotations token ``i`` stands in."""
        return self._depths[i] if self._depths else 0

    def mark(self, i: int, *marks: str) -> int:
        """The token after ``i`` if it is one of the punctuation marks, else ``i``."""
        return i + 1 if self.norm(i) in marks else i

    def past(self, i: int, *kinds: str) -> int:
        """The token after ``i`` if it is a particle of one of the kinds (of, in, to …), else ``i``."""
        return i + 1 if self.particle(i) in kinds else i

    def particle(self, i: int) -> str | None:
        """Which grammatical particle token ``i`` is, written without clitics."""
        return particles().get(self.norm(i))

    def digits_with_article(self, i: int) -> int:
        """The token of the digits behind an article written apart (الـ24), else ``i``."""
        return i + 1 if self.particle(i) == "article" and self.digits(i + 1) is not None else i
