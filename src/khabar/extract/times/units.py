"""Weeks, months and years by relation to today, and windows: الأسبوع الماضي, الأيام الثلاثة الماضية."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.times import dates
from khabar.extract.times.lengths import length
from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Back, Date, Every, Expr, Length, Unit, Vague, Window

_UNIT_GRAIN = {"second": "hour", "minute": "hour", "hour": "hour"}
_MOST = 1000  # units in one window
_WHEN = {"past": "past", "present": "present", "future": "future", "next": "future", "same": "past"}


def unit(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """الأسبوع الماضي, هذا العام, الأيام الثلاثة الماضية, الشهر التالي, نفس العام, آخر 24 ساعة."""
    back = w.one(i, "back", lead=lead)
    if back is not None and back[0].value in ("same", "like"):
        return _same(w, *back)
    this = w.one(i, "this", lead=lead)
    if this is not None:
        return _this(w, i, lead=lead)
    word = w.one(i, "unit", lead=lead)
    if word is not None and word[0].definite:
        sym, end = word
        return _definite(w, Node(Unit(str(sym.value), "present"), end, (sym,), "unit.bare"), sym.number)
    return _counted_window(w, i, lead=lead)


def _same(w: Words, back: Sym, at: int) -> Node[Expr] | None:
    """نفس اليوم, نفس هذا اليوم: the one named before; مثل هذا اليوم recurs unless a year follows (من عام 1882)."""
    this = w.one(at, "this")
    word = w.one(this[1] if this else at, "unit")
    if word is None or word[0].number != 1:
        return None
    same = Unit(str(word[0].value), "same")
    used = (word[0], back) if this is None else (word[0], back, this[0])
    if back.value == "same":
        return Node(same, word[1], used, "unit.same")
    if this is None or same.unit not in ("day", "month") or w.one(word[1], "shift") is not None:
        return None
    at = w.past(word[1], "of", "in")
    dated = at > word[1] and (dates.year_number(w, at) is not None or dates.relative_year(w, at) is not None)
    return Node(same, word[1], used, "unit.same") if dated else Node(Every(same), word[1], used, "set.like")


def _this(w: Words, i: int, *, lead: bool) -> Node[Expr] | None:
    this = w.one(i, "this", lead=lead)
    word = w.one(this[1], "unit") if this else None
    if this is None or word is None or word[0].number == 3:
        return None
    if not word[0].definite and word[0].value != "weekend":
        return None
    kind, shift = str(word[0].value), str(this[0].value)
    if word[0].number == 2:
        return Node(Window(Length(kind, 2, 2), "past"), word[1], (word[0], this[0]), "window.this")
    node = Node(Unit(kind, shift), word[1], (word[0], this[0]), "unit.this")
    if (adj := w.one(node.end, "shift")) is not None and adj[0].value in ("past", "present"):
        return node.grown(Unit(kind, str(adj[0].value)), adj[1], adj[0])
    return node


def _definite(w: Words, node: Node[Unit], number: int) -> Node[Expr] | None:
    """What follows a definite unit: few, a number, a shift."""
    expr, end, used = node.expr, node.end, node.used
    if expr.unit == "year" and (era := w.one(end, "era") or w.one(end, "year_kind")) is not None:
        expr, end, used = replace(expr, calendar=str(era[0].value)), era[1], (*used, era[0])
    end, few = _few(w, end)
    count = 2.0 if number == 2 else None
    if number == 3 and (found := _after_plural(w, end)) is not None:
        count, end = found
    shift = w.one(end, "shift")
    if shift is None:
        return None
    end, more = _few(w, shift[1])
    if number == 3 and count is None and w.norm(end).startswith("ال") and (found := _after_plural(w, end)):
        count, end = found  # الأيام الماضية الثلاثة
    side, used = str(shift[0].value), (*used, *few, shift[0], *more)
    if number == 1 and not few and expr.unit == "year" and (year := w.year(end)) is not None:
        return Node(Date(year), end + 1, used, "unit.shift")  # العام الماضي 2017
    if number == 1 and not few:
        return Node(replace(expr, shift=side), end, used, "unit.shift")
    return _window(Length(expr.unit, count, count), side, end, used)


def _few(w: Words, i: int) -> tuple[int, tuple[Sym, ...]]:
    """القليلة, الأولى and the like from token ``i`` on: the token after them, the words."""
    used: tuple[Sym, ...] = ()
    while (word := w.one(i, "few")) is not None:
        i, used = word[1], (*used, word[0])
    return i, used


def _after_plural(w: Words, i: int) -> tuple[float, int] | None:
    """الأيام الثلاثة, الساعات الـ24, السنوات الخمس: the number and the token after it."""
    number = w.number(w.digits_with_article(i))
    return number if number and number[0] < _MOST else None


def _window(size: Length, shift: str, end: int, used: tuple[Sym, ...]) -> Node[Vague] | Node[Window]:
    if size.low is None:
        return Node(Vague(_WHEN[shift], _UNIT_GRAIN.get(size.unit, "period")), end, used, "window.vague")
    side = "future" if shift in ("future", "next") else "past"
    return Node(Window(size, side), end, used, "window.counted")


def _counted_window(w: Words, i: int, *, lead: bool) -> Node[Expr] | None:
    """48 ساعة الماضية, ثلاثة أيام الماضية, آخر ثلاثة أيام, يومين ماضيين."""
    edge = w.one(i, "edge", lead=lead)
    if edge is not None and edge[0].value == "end" and not edge[0].definite:
        found = length(w, edge[1])
        if found is not None and found.expr.low is not None and found.rule == "length.counted":
            return Node(Window(found.expr, "past"), found.end, (*found.used, edge[0]), "window.last")
    found = length(w, i, lead=lead)
    shift = w.one(found.end, "shift") if found else None
    if found is None or shift is None or shift[0].value == "same":
        return None
    return _window(found.expr, str(shift[0].value), shift[1], (*found.used, shift[0]))


def weekend(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """عطلة نهاية الأسبوع, نهاية الأسبوع الماضي."""
    found = next((s for s in w.all(i, "unit", lead=lead) if s[0].value == "weekend"), None)
    if found is None:
        return None
    sym, end = found
    shift = w.one(end, "shift")
    if shift is None:
        return Node(Unit("weekend", "present"), end, (sym,), "unit.weekend")
    return Node(Unit("weekend", str(shift[0].value)), shift[1], (sym, shift[0]), "unit.weekend")


def back(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """الفترة ذاتها, نفس الفترة: a period named before."""
    this = w.one(i, "this", lead=lead)
    if this is not None and (word := w.one(this[1], "period_word")) is not None:
        return Node(Back("present" if this[0].value == "present" else "past"), word[1], (word[0], this[0]), "back")
    same = w.one(i, "back", lead=lead)
    start = same[1] if same is not None and same[0].value == "same" else i
    word = w.one(start, "period_word", lead=lead and start == i)
    if word is None:
        return None
    if start > i and same is not None:
        return Node(Back("past"), word[1], (word[0], same[0]), "back")
    after = w.one(word[1], "shift")
    if after is not None and after[0].value == "same":
        return Node(Back("past"), after[1], (word[0], after[0]), "back")
    return None
