"""The top of the time grammar: which expression starts at a token, ranges, and what is no time at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from khabar.extract.times import clock, dates, days, eras, lengths, portions, units
from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Node, Words
from khabar.record.timex import (
    Ago,
    Back,
    Clock,
    Date,
    Day,
    Edge,
    Every,
    Expr,
    Length,
    Part,
    Range,
    Unit,
    Vague,
    Weekday,
)

_Rule = Callable[..., Node[Expr] | None]


def _rule(rule: _Rule, *roles: str) -> tuple[_Rule, frozenset[str]]:
    return rule, frozenset(roles)


#: rules with the roles in which the first word of what they read can stand
_POINTS = (
    _rule(days.in_a_row, "unit", "deictic", "weekday", "ordinal_bare"),
    _rule(days.every, "each"),
    _rule(days.named, "named"),
    _rule(days.part, "part", "part_adverb", "this"),
    _rule(days.day, "unit", "deictic", "weekday"),
    _rule(dates.date, "number", "ordinal", "unit", "month", "hijri_month"),
    _rule(clock.clock, "number", "ordinal", "unit", "approx"),
    _rule(units.weekend, "unit"),
    _rule(portions.moment, "moment", "unit"),
    _rule(portions.edge, "edge"),
    _rule(portions.season, "season"),
    _rule(portions.share, "share", "unit"),
    _rule(units.unit, "unit", "this", "back", "edge", "number", "approx", "some", "particle"),
    _rule(dates.year, "unit", "number"),
    _rule(eras.decade, "decade"),
    _rule(eras.century, "unit"),
    _rule(lengths.ago, "bound", "beside"),
    _rule(units.back, "this", "back", "period_word"),
)
_LENGTHS = frozenset({"unit", "number", "approx", "some", "particle"})
_DAY_NUMBERS = frozenset({"number", "ordinal"})
_SET_ANEW = frozenset({"day", "month", "period"})
_DASHES = ("-", "–", "—")


def expression(w: Words, i: int, roles: frozenset[str], bound: str | None) -> Node[Expr] | None:
    """The longest expression at token ``i``, which can begin one in ``roles``; ``bound``: preposition before it."""
    best = _longest(w, i, roles, lead=True)
    vague = _vague(w, i) if "vague" in roles else None
    if vague is not None and (best is None or vague.end >= best.end):
        best = vague
    joined = _joined(w, i, roles, best, bound)
    if joined is not None:
        return joined
    if not roles.isdisjoint(_LENGTHS) and (best is None or (bound is not None and isinstance(best.expr, Ago))):
        span = lengths.length(w, i, lead=True)
        if span is not None and (best is None or span.end >= best.end):
            best = _passed(w, span)
    return best


def point(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """The longest single expression at any token of the sentence; ``lead``: proclitics may stand before it."""
    return _longest(w, i, w.openings(i), lead=lead) if w.first <= i < w.last else None


def _longest(w: Words, i: int, roles: frozenset[str], *, lead: bool) -> Node[Expr] | None:
    """The longest single expression, with the hour or part of day that follows a day."""
    best: Node[Expr] | None = None
    for rule, openers in _POINTS:
        if roles.isdisjoint(openers):
            continue
        node = rule(w, i, lead=lead)
        if node is not None and (best is None or node.end > best.end):
            best = node
    if best is None:
        return None
    best = _of_year(w, best)
    expr = best.expr
    if isinstance(expr, Weekday | Day) or (isinstance(expr, Date) and expr.day is not None):
        return days.timed(w, best)
    if isinstance(expr, Clock) and expr.of is None:
        return _hour_of_day(w, Node(expr, best.end, best.used, best.rule))
    if isinstance(expr, Part) and expr.of is not None:
        hour = clock.clock(w, best.end)
        return best if hour is None else clock.of_day(best, hour)
    return best


def _of_year(w: Words, node: Node[Expr]) -> Node[Expr]:
    """With the year behind it that sets a day, month or period anew (اليوم نفسه من عام 1980, الفترة نفسها من العام الماضي),
    or that makes it recur (14 أكتوبر من كل عام)."""
    expr = node.expr
    at = w.past(node.end, "of", "in")
    same = expr.unit if isinstance(expr, Unit) and expr.shift == "same" else "period" if isinstance(expr, Back) else None
    if same in _SET_ANEW and at > node.end:
        number = dates.year_number(w, at)
        if number is not None:
            return node.grown(Date(number[0], shift=f"same_{same}"), number[1], *number[3], rule="date.same_in_year")
        other = dates.relative_year(w, at)
        if other is not None and other.expr.shift != "same":
            return node.grown(Date(shift=f"same_{same}:{other.expr.shift}"), other.end, *other.used, rule="date.same_in_year")
    dated = expr.of if isinstance(expr, Edge) else expr
    if isinstance(dated, Date) and dated.month is not None and dated.year is None and dated.shift is None and dated.calendar == "gregorian":
        each = w.one(w.past(node.end, "of"), "each")
        year = w.one(each[1], "unit") if each is not None else None
        if each is not None and year is not None and year[0].value == "year" and year[0].number == 1:
            return node.grown(Every(expr), year[1], each[0], year[0], rule="set.date")
    return node


def _hour_of_day(w: Words, node: Node[Clock]) -> Node[Clock]:
    """الساعة التاسعة صباح الخميس, الساعة الثامنة من مساء أمس."""
    at = w.past(node.end, "of")
    day = days.part(w, at) or days.day(w, at)
    if day is None:
        return node
    merged = clock.of_day(day, node)
    return clock.zoned(w, Node(merged.expr, day.end, node.used + day.used, node.rule))


def _vague(w: Words, i: int) -> Node[Expr] | None:
    found = w.one(i, "vague", lead=True)
    if found is None or not w.stands_after(i, found[0]):
        return None
    sym, end = found
    return Node(Vague(sym.entry.vague or "past", sym.entry.grain, sym.value == "later"), end, (sym,), "vague")


def _passed(w: Words, node: Node[Length]) -> Node[Expr]:
    """نحو أربع سنوات مضت: a point in the past even after منذ."""
    gone = w.one(node.end, "passing")
    if gone is None or not isinstance(node.expr, Length):
        return node
    return node.grown(Ago(node.expr, -1), gone[1], gone[0], rule="ago.passed")


def _joined(w: Words, i: int, roles: frozenset[str], first: Node[Expr] | None, bound: str | None) -> Node[Range] | None:
    """One period from two ends: بين الجمعة والسبت, من 2012 حتى 2015, بين 3 و5 مايو, 2011-2013."""
    if first is None and not roles.isdisjoint(_DAY_NUMBERS) and (number := dates.day_number(w, i, lead=True)):
        first = Node(Date(day=number[0]), number[1], number[2], "date.day")
    if first is None or isinstance(first.expr, Vague | Length):
        return None
    found = _second_end(w, first, bound) or _next_day(w, first)
    if found is None:
        return None
    at, link = found
    fused = at == first.end and w.norm(at).startswith("و")
    at = w.digits_with_article(at)  # بين الـ3 والـ6 من أبريل
    second = point(w, at, lead=fused) or _plain_year(w, at)
    if second is None or isinstance(second.expr, Vague | Ago | Length):
        return None
    joined = Range(_completed(first.expr, second.expr), second.expr)
    return Node(joined, second.end, first.used + second.used + link, "range")


def _second_end(w: Words, first: Node[Expr], bound: str | None) -> tuple[int, tuple[Sym, ...]] | None:
    """Where the second end of a range starts, behind و, إلى, حتى or a dash, and that word; None if there is none."""
    end = first.end
    if bound == "between":
        at = _and(w, end)
        return None if at is None else (at, ())
    link = w.one(end, "bound", lead=True)
    if link is not None and link[0].value in ("to", "until") and bound in ("from", "since"):
        return link[1], (link[0],)
    return (end + 1, ()) if w.norm(end) in _DASHES and isinstance(first.expr, Date) and _touching(w, end) else None


def _next_day(w: Words, first: Node[Expr]) -> tuple[int, tuple[Sym, ...]] | None:
    """10 و11 سبتمبر: two days in a row under one month are one period."""
    expr, at = first.expr, _and(w, first.end)
    if at is None or not isinstance(expr, Date) or expr.day is None or not (expr.month is expr.year is expr.weekday is None):
        return None
    number = dates.day_number(w, at, lead=True)
    return (at, ()) if number is not None and number[0] == expr.day + 1 else None


def _plain_year(w: Words, i: int) -> Node[Expr] | None:
    value = w.year(i)
    return None if value is None else Node(Date(value), i + 1, (), "date.year_bare")


def _and(w: Words, i: int) -> int | None:
    """The token of the second end after و, written apart or together."""
    if w.past(i, "and") > i:
        return i + 1
    return i if w.norm(i).startswith("و") else None


def _touching(w: Words, i: int) -> bool:
    before, dash, after = w.token(i - 1), w.token(i), w.token(i + 1)
    return bool(before and dash and after and before.end == dash.start and dash.end == after.start)


def _completed(first: Expr, second: Expr) -> Expr:
    """A bare day takes month and year of the other end."""
    if not isinstance(first, Date) or not isinstance(second, Date) or first.month is not None or first.year is not None:
        return first
    return replace(first, month=second.month, shift=first.shift or second.shift, calendar=second.calendar)


def locates(node: Node[Expr], bound: str | None) -> bool:
    """Whether the expression locates something: a bare length does only under a preposition of time."""
    expr = node.expr
    if isinstance(expr, Length):
        if expr.unit == "day" and node.rule == "length.plain":
            return False  # منذ يوم دخوله: the day of an event
        counted = expr.high is not None and (node.rule == "length.counted" or expr.bound is not None)
        return bound in ("since", "within", "within_next") or (bound == "at" and counted)
    if isinstance(expr, Ago) and expr.anchor == "event":
        return expr.length.low is None and expr.length.unit in ("year", "decade")
    if isinstance(expr, Date) and expr.month is None and expr.year is None and expr.shift is None:
        return False
    return not (isinstance(expr, Day) and bound == "at" and node.rule == "day.deictic" and expr.offset == 0)
