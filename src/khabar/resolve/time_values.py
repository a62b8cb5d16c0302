"""The value of each kind of expression, before the preposition in front of it has its say."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from khabar.record.timex import (
    Ago,
    Back,
    Clock,
    Date,
    Day,
    Edge,
    Every,
    Expr,
    Moment,
    Named,
    Part,
    Range,
    Running,
    Season,
    Share,
    Unit,
    Vague,
    Weekday,
    Window,
)
from khabar.resolve import time_calendar as cal
from khabar.resolve.time_context import Context, Value, single
from khabar.resolve.time_dates import date_value, named_value
from khabar.resolve.time_lengths import ago_value, window_value

_DAY = datetime.timedelta(1)
_STEP = {"past2": -2, "past": -1, "present": 0, "future": 1, "future2": 2}
_GRAINS = {"week": "week", "month": "month", "year": "year", "weekend": "period", "decade": "period",
           "century": "period"}


def value(ctx: Context, expr: Expr) -> Value:
    """Resolve one expression. Raises NoDayError without a day of publication, ValueError for impossible dates."""
    return _KINDS[type(expr)](ctx, expr)


def _day(ctx: Context, expr: Day) -> Value:
    if expr.weekday is None:
        base = ctx.spoken_day if not expr.night else ctx.written
        note = "the day just named, on which the words were said" if base != ctx.written else None
        return single(base + expr.offset * _DAY, "hour" if expr.night else "day", note)
    lag = (ctx.day.weekday() + expr.offset - expr.weekday) % 7
    note = f"the weekday puts the text {lag} day(s) before its publication" if lag else None
    return single(ctx.day + (expr.offset - lag) * _DAY, "day", note)


def _weekday(ctx: Context, expr: Weekday) -> Value:
    if expr.shift in ("next", "same") and ctx.focus_day is not None:
        ahead = (expr.day - ctx.focus_day.weekday()) % 7
        return single(ctx.focus_day + (ahead or 7 if expr.shift == "next" else ahead) * _DAY)
    day = ctx.day
    if expr.shift == "future":
        ahead = (expr.day - day.weekday() - 1) % 7 + 1
        return single(day + ahead * _DAY, note="the first such day after publication")
    if expr.shift in ("past", "past2"):
        ago = (day.weekday() - expr.day - 1) % 7 + 1
        if expr.shift == "past2":
            return single(day - (ago + 7) * _DAY, note="the last such day but one before publication")
        return single(day - ago * _DAY, note="the last such day before publication")
    if expr.shift == "future2":
        ahead = (expr.day - day.weekday() - 1) % 7 + 8
        return single(day + ahead * _DAY, note="the second such day after publication")
    if ctx.tense == "future":
        return single(day + (expr.day - day.weekday()) % 7 * _DAY, note="ahead: the clause is about the future")
    return single(day - (day.weekday() - expr.day) % 7 * _DAY, note="the last such day on or before publication")


def _unit(ctx: Context, expr: Unit) -> Value:
    grain = _GRAINS.get(expr.unit, "day")
    if expr.calendar == "fiscal":
        raise ValueError("the first day of a fiscal or school year is not in the text")
    if expr.calendar == "iranian":
        first, last = cal.iranian_year(ctx.day, _STEP.get(expr.shift, 0))
        return Value(first, last, grain, None, "the Iranian year from 21 March")
    if expr.shift in ("next", "same", "previous"):
        base = ctx.focus.start or ctx.focus.end if ctx.focus else None
        count = {"next": 1, "same": 0, "previous": -1}[expr.shift]
        base = base or ctx.day
        first, last = cal.unit(base, expr.unit, count)
        return Value(first, last, grain, None, "counted from the date named before")
    count = _STEP[expr.shift]
    if expr.unit == "weekend":
        return _weekend(ctx, expr, count)
    if expr.unit == "season":
        raise ValueError("a season needs its name")
    first, last = cal.unit(ctx.day, expr.unit, count)
    return Value(first, last, grain)


def _weekend(ctx: Context, expr: Unit, count: int) -> Value:
    last = cal.weekend(ctx.day)
    if count > 0 or (count == 0 and ctx.tense == "future"):
        last = cal.weekend(ctx.day + 7 * _DAY)
    elif count < 0 and last[1] >= ctx.day:
        last = cal.weekend(ctx.day - 7 * _DAY)
    return Value(*last, "period")


def _edge(ctx: Context, expr: Edge) -> Value:
    of = value(ctx, expr.of)
    if of.start is None or of.end is None:
        return of
    return Value(*cal.edge((of.start, of.end), expr.edge), "period", None, of.note)


def _share(ctx: Context, expr: Share) -> Value:
    of = value(ctx, expr.of)
    if of.start is None or of.end is None:
        return of
    return Value(*cal.share((of.start, of.end), expr.parts, expr.index), "period", None, of.note)


def _part(ctx: Context, expr: Part) -> Value:
    if expr.of is None:
        return single(ctx.day_in_force, "hour", "the day in force in the text")
    of = value(ctx, expr.of)
    if expr.until is not None and of.end is not None:
        return of._replace(end=of.end + _DAY, grain="hour")
    return of._replace(grain="hour")


def _clock(ctx: Context, expr: Clock) -> Value:
    of = _part(ctx, Part("hour", expr.of))
    zone = f", {expr.zone}" if expr.zone else ""
    stated = f"{expr.hour:02}:{expr.minute:02} {expr.half or ''}".strip() + zone
    return of._replace(note=f"{stated}; {of.note}" if of.note else stated)


def _season(ctx: Context, expr: Season) -> Value:
    if isinstance(expr.of, Unit) and expr.of.unit == "season":
        candidates = [cal.season(expr.season, ctx.day.year + k) for k in (-2, -1, 0, 1, 2)]
        if expr.of.shift == "future":
            return Value(*next(c for c in candidates if c[0] > ctx.day), "period")
        if expr.of.shift == "past":
            return Value(*[c for c in candidates if c[1] < ctx.day][-1], "period")
        return Value(*min(candidates, key=lambda c: abs((c[0] - ctx.day).days)), "period")
    if expr.of is not None:
        of = value(ctx, expr.of)
        number = of.start.year if of.start else ctx.day.year
    else:
        number = ctx.day.year
        if ctx.tense in ("past", "done") and cal.season(expr.season, number)[0] > ctx.day:
            number -= 1  # أعيد توقيفه في الصيف, written in March
    return Value(*cal.season(expr.season, number), "period", None, "a meteorological season")


def _moment(ctx: Context, expr: Moment) -> Value:
    of = value(ctx, expr.of)
    if of.start is None or of.end is None:
        return of
    if of.start == of.end:
        return of._replace(grain="hour")
    if expr.side == "before" and of.start <= ctx.day <= of.end:
        return Value(of.start, ctx.day, "period", None, "earlier in the unit, up to publication")
    if expr.side == "after" and of.start <= ctx.day <= of.end:
        return Value(ctx.day, of.end, "period", None, "later in the unit, from publication")
    return of


def _vague(ctx: Context, expr: Vague) -> Value:
    when = "future" if expr.later and ctx.tense == "future" else expr.when
    return Value(None, None, expr.grain, when, "the words give no date")


def _running(ctx: Context, expr: Running) -> Value:
    if expr.unit.startswith("weekday:"):
        return _weekday(ctx, Weekday(int(expr.unit.partition(":")[2])))
    if expr.unit in ("day", "night"):
        return single(ctx.day_in_force, "day", "the day in force in the text")
    return Value(*cal.unit(ctx.day, expr.unit, 0), _GRAINS.get(expr.unit, "period"))


def _back(ctx: Context, expr: Back) -> Value:
    if ctx.focus is None or (ctx.focus.start is not None and ctx.focus.start == ctx.focus.end):
        return Value(None, None, "period", expr.otherwise, "refers to a period that the text does not date")
    return ctx.focus._replace(note="the period named before")


def _every(ctx: Context, expr: Every) -> Value:
    return Value(None, None, "day", "present", "a day that recurs")


def _range(ctx: Context, expr: Range) -> Value:
    first, last = expr.first, expr.last
    if isinstance(first, Date) and isinstance(last, Date) and last.year is not None and not (first.year or first.shift):
        first = replace(first, year=last.year - (1 if (first.month or 0) > (last.month or 12) else 0))
    opening = value(ctx, first)
    held = ctx.focus, ctx.focus_day
    ctx.focus, ctx.focus_day = opening, opening.start or ctx.focus_day
    closing = _closing(ctx, opening, last)
    ctx.focus, ctx.focus_day = held
    if isinstance(first, Weekday) and opening.start and closing.end and opening.start > closing.end:
        if ctx.tense == "future":
            return Value(opening.start, closing.end + 7 * _DAY, "period", None, opening.note)
        back = opening.start - 7 * _DAY
        opening = opening._replace(start=back, end=back)
    return Value(opening.start, closing.end, "period", None, opening.note)


def _closing(ctx: Context, opening: Value, last: Expr) -> Value:
    """The second end: a date without a year is the first one after the first end."""
    if isinstance(last, Date) and last.year is None and last.month is not None and not last.shift and opening.start:
        latest = value(ctx, last)
        if latest.end is not None and latest.end >= opening.start:
            return latest
        closing = value(ctx, replace(last, year=opening.start.year))
        if closing.end is not None and closing.end < opening.start:
            closing = value(ctx, replace(last, year=opening.start.year + 1))
        return closing
    return value(ctx, last)


_KINDS: dict[type, Callable[[Context, Any], Value]] = {
    Day: _day, Weekday: _weekday, Date: date_value, Unit: _unit, Window: window_value, Ago: ago_value, Edge: _edge, Share: _share, Part: _part,
    Clock: _clock, Season: _season, Named: named_value, Moment: _moment, Vague: _vague, Running: _running, Back: _back,
    Every: _every, Range: _range,
}
