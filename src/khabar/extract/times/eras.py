"""Decades and centuries: ثمانينيات القرن الماضي, القرن التاسع عشر."""

from __future__ import annotations

from khabar.extract.times.words import Node, Words
from khabar.record.timex import Date, Range


def decade(w: Words, i: int, *, lead: bool = False) -> Node[Range] | None:
    """ثمانينيات القرن الماضي, التسعينات: ten years of the twentieth century unless another is named."""
    found = w.one(i, "decade", lead=lead)
    if found is None:
        return None
    sym, end = found
    of = century(w, w.past(end, "of"))
    if of is None and w.particle(i - 1) == "in" and w.one(i - 2, "aged") is not None:
        return None  # شاب في العشرينيات
    first = 1900 if of is None else _first_year(of.expr) // 100 * 100
    first += int(sym.value or 0)
    node = Node(Range(Date(first), Date(first + 9)), end, (sym,), "date.decade")
    return node if of is None else node.grown(node.expr, of.end, *of.used)


def _first_year(expr: Range) -> int:
    return expr.first.year or 1900 if isinstance(expr.first, Date) else 1900


def century(w: Words, i: int, *, lead: bool = False) -> Node[Range] | None:
    """القرن التاسع عشر: the years 1801 to 1900; القرن الماضي behind a decade is the twentieth."""
    unit = next((s for s in w.all(i, "unit", lead=lead) if s[0].value == "century" and s[0].definite), None)
    if unit is None:
        return None
    order = w.one(unit[1], "ordinal")
    if order is not None and isinstance(order[0].value, int):
        last = order[0].value * 100
        return Node(Range(Date(last - 99), Date(last)), order[1], (unit[0], order[0]), "date.century")
    shift = w.one(unit[1], "shift")
    if shift is not None and shift[0].value == "past":
        return Node(Range(Date(1901), Date(2000)), shift[1], (unit[0], shift[0]), "date.century")
    return None
