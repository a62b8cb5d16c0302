"""Parts of longer units: مطلع الشهر الجاري, صيف 2014, وقت سابق من الشهر الحالي."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from khabar.extract.times import dates, days, eras, units
from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Date, Day, Edge, Expr, Moment, Range, Season, Share, Unit, Vague, Window

_LONG_UNITS = ("week", "month", "year", "decade")


def edge(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """مطلع الشهر الجاري, منتصف مايو, نهاية 2015, أواخر العام الماضي, نهاية الأسبوع."""
    found = w.one(i, "edge", lead=lead)
    if found is None or found[0].definite:
        return None
    sym, at = found
    at = w.past(at, "of")
    inner = next((n for rule in _WHOLES if (n := rule(w, at)) is not None), None)
    if inner is None or not isinstance(inner.expr, Date | Unit | Season | Range):
        return None
    return Node(Edge(str(sym.value), inner.expr), inner.end, (sym, *inner.used), "edge")


def share(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """النصف الأول من عام 2017, الربع الأخير من 2016, الأسبوع الثاني من نيسان."""
    word = w.one(i, "share", lead=lead) or w.one(i, "unit", lead=lead)
    if word is None or not word[0].definite or (word[0].role == "unit" and word[0].value != "week"):
        return None
    which = w.one(word[1], "ordinal") or w.one(word[1], "shift")
    if which is None or (of := w.past(which[1], "of")) == which[1]:
        return None
    inner = next((n for rule in _WHOLES if (n := rule(w, of)) is not None), None)
    if inner is None or not isinstance(inner.expr, Date | Unit):
        return None
    parts = int(word[0].value or 0) if word[0].role == "share" else 0
    index = -1 if which[0].role == "shift" else int(which[0].value or 1) - 1
    if parts and index >= parts:
        return None
    return Node(Share(parts, index, inner.expr), inner.end, (word[0], which[0], *inner.used), "share")


def _bare_year(w: Words, i: int) -> Node[Date] | None:
    value = w.year(i)
    return Node(Date(value), i + 1, (), "date.year_bare") if value is not None and value >= 1900 else None


def _bare_unit(w: Words, i: int) -> Node[Unit] | None:
    """نهاية العام, مطلع الأسبوع: the unit alone is the present one."""
    word = w.one(i, "unit")
    if word is None or not word[0].definite or word[0].number != 1 or word[0].value not in _LONG_UNITS:
        return None
    return Node(Unit(str(word[0].value), "present"), word[1], (word[0],), "unit.bare")


def season(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """صيف 2014, صيف العام المذكور, الصيف الماضي, فصل الصيف."""
    found = w.one(i, "season", lead=lead)
    if found is None:
        return None
    sym, end = found
    expr = Season(str(sym.value))
    number = dates.year_number(w, end)
    if number is not None:
        return Node(replace(expr, of=Date(number[0])), number[1], (sym, *number[3]), "season.year")
    relative = dates.relative_year(w, end)
    if relative is not None:
        return Node(replace(expr, of=relative.expr), relative.end, (sym, *relative.used), "season.year")
    shift = w.one(end, "shift")
    if shift is not None and sym.definite:
        return Node(replace(expr, of=Unit("season", str(shift[0].value))), shift[1], (sym, shift[0]), "season.shift")
    led = sym.definite and w.one(i - 1, "bound", lead=True) is not None
    fits = led or bool(sym.rest) or sym.proclitic.endswith("ب")
    return Node(expr, end, (sym,), "season.bare") if fits else None


_WHOLES: tuple[Callable[[Words, int], Node[Expr] | None], ...] = (
    dates.month, _bare_year, eras.decade, dates.year, units.unit, season, _bare_unit,
)


def moment(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """وقت سابق الخميس, ساعة متأخرة من مساء الجمعة, وقت سابق من الشهر الحالي, الساعات الأولى من فجر السبت.

    A comma may stand before the day (في وقت متأخر، الثلاثاء).
    """
    found = w.one(i, "moment", lead=lead)
    if found is not None and (side := w.one(found[1], "moment_side")) is not None:
        at, used, value = side[1], (found[0], side[0]), str(side[0].value)
    else:
        word = w.one(i, "unit", lead=lead)
        few = _early(w, word[1]) if word and word[0].value == "hour" and word[0].number == 3 else None
        if few is None or word is None or w.particle(few[1]) != "of":
            return None
        at, used, value = few[1], (word[0], few[0]), "in"
    at = w.mark(w.past(at, "of"), "،", ",")
    inner: Node[Expr] | None = days.part(w, at) or days.day(w, at) or units.unit(w, at) or dates.month(w, at)
    inner = inner or _part_of_today(w, at) or _bare_unit(w, at)
    if inner is None or isinstance(inner.expr, Vague | Window):
        return None
    return Node(Moment(value, inner.expr), inner.end, (*used, *inner.used), "moment")


def _early(w: Words, i: int) -> tuple[Sym, int] | None:
    """الأولى, المبكرة behind hours, the part of the day that they are hours of before it or not: ساعات [الصباح الأولى]."""
    part = next(((sym, end) for sym, end in w.all(i, "part") if sym.definite), None)
    at = i if part is None else part[1]
    return w.one(at, "few")


def _part_of_today(w: Words, i: int) -> Node[Expr] | None:
    for sym, end in w.all(i, "part"):
        if sym.definite:
            return Node(Day(0), end, (sym,), "part.bare")
    return None
