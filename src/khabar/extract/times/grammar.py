"""The top of the time grammar: which expression starts at a token, ranges and lists, and what is no time at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from khabar.extract.times import clock, dates, days, periods
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Ago, Clock, Date, Day, Length, Part, Range, Timex, Vague, Weekday

_Rule = Callable[..., Node | None]


def _rule(rule: _Rule, *roles: str) -> tuple[_Rule, frozenset[str]]:
    return rule, frozenset(roles)


#: rules with the roles in which the first word of what they read can stand
_POINTS = (
    _rule(days.in_a_row, "unit", "deictic", "weekday", "weekdays"),
    _rule(days.every, "each"),
    _rule(days.named, "named"),
    _rule(days.part, "part", "part_adverb", "this"),
    _rule(days.day, "unit", "deictic", "weekday"),
    _rule(dates.date, "number", "ordinal", "unit", "month", "hijri_month"),
    _rule(clock.clock, "number", "ordinal", "unit", "approx"),
    _rule(periods.weekend, "unit"),
    _rule(periods.moment, "moment", "unit"),
    _rule(periods.edge, "edge"),
    _rule(periods.season, "season"),
    _rule(periods.unit, "unit", "this", "back", "edge", "number", "approx", "some", "article"),
    _rule(dates.year, "unit", "number"),
    _rule(dates.decade, "decade"),
    _rule(dates.century, "unit"),
    _rule(periods.ago, "bound"),
    _rule(periods.back, "this", "back", "period_word"),
)
_LENGTHS = frozenset({"unit", "number", "approx", "some", "article"})
_DAY_NUMBERS = frozenset({"number", "ordinal"})
_DASHES = ("-", "–", "—")


def expression(w: Words, i: int, roles: frozenset[str], bound: str | None) -> Node | None:
    """The longest expression at token ``i``, which can begin one in ``roles``; ``bound`` is the preposition before it."""
    best = _longest(w, i, roles, lead=True)
    vague = _vague(w, i) if "vague" in roles else None
    if vague is not None and (best is None or vague.end >= best.end):
        best = vague
    joined = _joined(w, i, roles, best, bound)
    if joined is not None:
        return joined
    if not roles.isdisjoint(_LENGTHS) and (best is None or (bound is not None and isinstance(best.expr, Ago))):
        span = periods.length(w, i, lead=True)
        if span is not None and (best is None or span.end >= best.end):
            best = _passed(w, span)
    return best


def point(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """The longest single expression at any token of the sentence; ``lead``: proclitics may stand before it."""
    return _longest(w, i, w.openings(i), lead=lead) if w.first <= i < w.last else None


def _longest(w: Words, i: int, roles: frozenset[str], *, lead: bool) -> Node | None:
    """The longest single expression, with the hour or part of day that follows a day."""
    best: Node | None = None
    for rule, openers in _POINTS:
        if roles.isdisjoint(openers):
            continue
        node = rule(w, i, lead=lead)
        if node is not None and (best is None or node.end > best.end):
            best = node
    if best is None:
        return None
    expr = best.expr
    if isinstance(expr, Weekday | Day) or isinstance(expr, Date) and expr.day is not None:
        return days.timed(w, best)
    if isinstance(expr, Clock) and expr.of is None:
        return _hour_of_day(w, best)
    if isinstance(expr, Part) and expr.of is not None:
        hour = clock.clock(w, best.end)
        return best if hour is None else clock.of_day(best, hour)
    return best


def _hour_of_day(w: Words, node: Node) -> Node:
    """الساعة التاسعة صباح الخميس, الساعة الثامنة من مساء أمس."""
    at = w.skip(node.end, "من")
    day = days.part(w, at) or days.day(w, at)
    if day is None:
        return node
    merged = clock.of_day(day, node)
    return clock.zoned(w, Node(merged.expr, day.end, node.used + day.used, node.rule))


def _vague(w: Words, i: int) -> Node | None:
    found = w.one(i, "vague", lead=True)
    if found is None or not w.stands_after(i, found[0]):
        return None
    sym, end = found
    return Node(Vague(sym.entry.vague or "past", sym.entry.grain), end, (sym,), "vague")


def _passed(w: Words, node: Node) -> Node:
    """نحو أربع سنوات مضت: a point in the past even after منذ."""
    gone = w.one(node.end, "passing")
    if gone is None or not isinstance(node.expr, Length):
        return node
    return node.grown(Ago(node.expr, -1), gone[1], gone[0], rule="ago.passed")


def _joined(w: Words, i: int, roles: frozenset[str], first: Node | None, bound: str | None) -> Node | None:
    """One period from two ends: بين الجمعة والسبت, من 2012 حتى 2015, بين 3 و5 مايو, 2011-2013."""
    number = dates.day_number(w, i, lead=True) if first is None and not roles.isdisjoint(_DAY_NUMBERS) else None
    if number is not None:
        first = Node(Date(day=number[0]), number[1], number[2], "date.day")
    if first is None or isinstance(first.expr, Vague):
        return None
    end = first.end
    used = first.used
    if bound == "between" or first.rule == "range.head":
        at = _and(w, end)
    elif (link := w.one(end, "bound", lead=True)) is not None and link[0].value in ("to", "until") and bound in ("from", "since"):
        at, used = link[1], (*used, link[0])
    elif w.norm(end) in _DASHES and isinstance(first.expr, Date) and _touching(w, end):
        at = end + 1
    else:
        return None
    if at is None:
        return None
    second = point(w, at, lead=w.norm(at - 1) != "و" and bound == "between") or _plain_year(w, at)
    if second is None or isinstance(second.expr, Vague | Ago | Length):
        return None
    return Node(Range(_completed(first.expr, second.expr), second.expr), second.end, used + second.used, "range")  # type: ignore[arg-type]


def _plain_year(w: Words, i: int) -> Node | None:
    value = w.year(i)
    return None if value is None else Node(Date(value), i + 1, (), "date.year_bare")


def _and(w: Words, i: int) -> int | None:
    """The token of the second end after و, written apart or together."""
    if w.norm(i) == "و":
        return i + 1
    return i if w.norm(i).startswith("و") else None


def _touching(w: Words, i: int) -> bool:
    before, dash, after = w.token(i - 1), w.token(i), w.token(i + 1)
    return bool(before and dash and after and before.end == dash.start and dash.end == after.start)


def _completed(first: object, second: object) -> object:
    """A bare day takes month and year of the other end, a month without a year its year."""
    if not isinstance(first, Date) or not isinstance(second, Date):
        return first
    if first.month is None and first.year is None:
        first = replace(first, month=second.month, shift=first.shift or second.shift, calendar=second.calendar)
    return first


def timex(node: Node, bound: str | None, tense: str | None, quoted: int, follows: object = None) -> Timex:
    """The expression with its surroundings."""
    return Timex(node.expr, bound, tense, quoted, follows)  # type: ignore[arg-type]


def locates(node: Node, bound: str | None) -> bool:
    """Whether the expression locates something: a bare length does only under a preposition of time."""
    expr = node.expr
    if isinstance(expr, Length):
        if expr.unit == "day" and node.rule == "length.plain":
            return False  # منذ يوم دخوله: the day of an event
        return bound in ("since", "within") or (bound == "at" and expr.high is not None and node.rule == "length.counted")
    if isinstance(expr, Ago) and expr.anchor == "event":
        return expr.length.low is None and expr.length.unit in ("year", "decade")
    if isinstance(expr, Date) and expr.month is None and expr.year is None and expr.shift is None:
        return False
    return not (isinstance(expr, Day) and bound == "at" and node.rule == "day.deictic" and expr.offset == 0)
