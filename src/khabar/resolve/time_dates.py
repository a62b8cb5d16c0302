"""Calendar dates with parts left out: which year, month or occurrence is meant."""

from __future__ import annotations

import datetime

from khabar.record.timex import Date, Named
from khabar.resolve import time_calendar as cal
from khabar.resolve.time_context import Context, Value

_STEP = {"past": -1, "present": 0, "future": 1, "next": 1, "previous": -1}
#: days: a reading that puts a date this far away gives way to one that puts it near
_ALMOST_A_YEAR = 320
_NEAR = 45
_WHOLE_MONTH = 20  # named days that are more than this are a Hijri month, 29 or 30 days long
_LAST_HIJRI = 1600  # a year above it beside a Hijri month is Gregorian


def date_value(ctx: Context, expr: Date) -> Value:
    """A date: the year or month that is missing comes from the shift, the tense, or the nearest past."""
    grain = "day" if expr.day else "month" if expr.month else "year"
    if expr.shift is not None and expr.shift.startswith("same_"):
        return _same_in_year(ctx, expr)
    if expr.calendar == "hijri":
        return _hijri(ctx, expr, grain)
    if expr.calendar == "iranian" and expr.year is not None:
        first = datetime.date(expr.year + 621 if expr.year < 1500 else expr.year, 3, 21)
        return Value(*cal.iranian_year(first), grain, None, "the Iranian year from 21 March")
    if expr.calendar == "fiscal":
        raise ValueError("the first day of a fiscal or school year is not in the text")
    if expr.year is not None:
        return Value(*_interval(expr.year, expr.month, expr.day), grain)
    if expr.month is None:
        return _day_in_month(ctx, expr)
    if expr.weekday is not None and expr.day is not None:
        return _on_weekday(ctx, expr)
    if expr.shift is not None and expr.shift.startswith("year:"):
        return Value(*_interval(_year_of_shift(ctx, expr.shift[5:]), expr.month, expr.day), grain)
    if expr.shift is None and ctx.tense != "future" and (kept := _in_year_in_force(ctx, expr)) is not None:
        return Value(*kept, grain, None, "the year in force in the text")
    candidates = [_interval(y, expr.month, expr.day) for y in _years(ctx.day, expr)]
    found, note = _choose(ctx, candidates, expr.shift)
    return Value(*found, grain, None, note)


def _same_in_year(ctx: Context, expr: Date) -> Value:
    """في اليوم نفسه من عام 1980, الفترة نفسها من العام الماضي: the day, month or period named before, in another year."""
    unit, _, shift = (expr.shift or "").removeprefix("same_").partition(":")
    year = expr.year if expr.year is not None else _year_of_shift(ctx, shift)
    note = f"the {unit} named before, in {year}"
    if unit == "day":
        day = ctx.day_in_force
        return Value(*_interval(year, day.month, day.day), "day", None, note)
    named = ctx.focus
    if unit == "month":
        base = (named.start if named else None) or ctx.day
        return Value(*_interval(year, base.month, None), "month", None, note)
    if named is None or named.start is None or named.end is None or named.start == named.end:
        return Value(*cal.year(year), "year", None, "the period is not dated; its year is")
    last = named.end.year - named.start.year + year
    return Value(named.start.replace(year=year), named.end.replace(year=last), named.grain, None, note)


def _interval(year: int, month: int | None, day: int | None) -> cal.Interval:
    if month is None:
        return cal.year(year)
    return cal.month(year, month) if day is None else cal.day(datetime.date(year, month, day))


def _in_year_in_force(ctx: Context, expr: Date) -> cal.Interval | None:
    """وفي مايو 2013 … وفي يوليو: a month after the one that was given with its year, when that year is long past; a day in that
    month or the next also of last year and a sentence later (24 مارس 2017. وبعد أيام، في 30 مارس)."""
    if expr.month is None or ctx.published is None:
        return None
    in_force, nearby = ctx.year_in_force, ctx.year_nearby
    if nearby is not None and nearby[0] == ctx.day.year - 1 and expr.day is not None and 0 <= expr.month - nearby[1] <= 1:
        lately = _interval(ctx.day.year, expr.month, expr.day)[0]
        if not 0 <= (ctx.day - lately).days <= _NEAR:
            return _interval(nearby[0], expr.month, expr.day)
    if in_force is None or in_force[0] >= ctx.day.year - 1:
        return None
    year, month = in_force
    return _interval(year if expr.month >= month else year + 1, expr.month, expr.day)


def _years(day: datetime.date, expr: Date) -> list[int]:
    """The years around a day in which the date exists (29 February is not in all)."""
    out = []
    for year in range(day.year - 4, day.year + 5):
        try:
            _interval(year, expr.month, expr.day)
        except ValueError:
            continue
        out.append(year)
    if not out:
        raise ValueError("no such day in the calendar")
    return out


def _choose(ctx: Context, candidates: list[cal.Interval], shift: str | None) -> tuple[cal.Interval, str]:
    """Which of the yearly occurrences is meant."""
    day = ctx.day
    past = [c for c in candidates if c[0] <= day]
    ahead = [c for c in candidates if c[1] >= day]
    if shift == "past":
        return [c for c in candidates if c[1] < day][-1], "the last one before publication"
    if shift == "future":
        return next(c for c in candidates if c[0] > day), "the first one after publication"
    if shift in ("present", "same"):
        return min(candidates, key=lambda c: abs((c[0] - day).days)), "the one nearest to publication"
    if shift == "next" and ctx.focus is not None and ctx.focus.start is not None:
        start = ctx.focus.start
        return next(c for c in candidates if c[0] > start), "the first one after the date named before"
    if ctx.tense == "planned":  # كانت مقررة في ديسمبر: called off while ahead as often as put off when past
        near = ahead[0] if (ahead[0][0] - day).days <= (day - past[-1][1]).days else past[-1]
        return near, "was planned: the one nearest to publication"
    if ctx.tense == "future" and not ((ahead[0][0] - day).days > _ALMOST_A_YEAR and (day - past[-1][1]).days <= _NEAR):
        return ahead[0], "ahead: the clause is about the future"
    if ctx.tense != "done" and (day - past[-1][1]).days > _ALMOST_A_YEAR and (ahead[0][0] - day).days <= _NEAR:
        return ahead[0], "shortly ahead; the last one lies almost a year back"
    return past[-1], "the last one on or before publication"


def _year_of_shift(ctx: Context, shift: str) -> int:
    if shift in ("same", "next", "previous") and ctx.focus is not None and ctx.focus.start is not None:
        return ctx.focus.start.year + _STEP.get(shift, 0)
    return ctx.day.year + _STEP.get(shift, 0)


def _day_in_month(ctx: Context, expr: Date) -> Value:
    """التاسع من الشهر الحالي: the month in force, or the one that the shift names."""
    if expr.shift in ("same", "next", "previous") and ctx.focus is not None and ctx.focus.start is not None:
        base, note = ctx.focus.start, "the month named before"
    else:
        base, note = ctx.day, "the month of publication"
    year, month = cal.divmod_month(base, _STEP.get(expr.shift or "present", 0))
    return Value(*_interval(year, month, expr.day), "day", None, note)


def _on_weekday(ctx: Context, expr: Date) -> Value:
    """The year in which the date falls on the named weekday, nearest to publication."""
    fitting = [
        c for c in (_interval(y, expr.month, expr.day) for y in _years(ctx.day, expr)) if c[0].weekday() == expr.weekday
    ]
    if not fitting:
        found, _ = _choose(ctx, [_interval(y, expr.month, expr.day) for y in _years(ctx.day, expr)], expr.shift)
        return Value(*found, "day", None, "the weekday and the date do not agree; the date is taken")
    best = min(fitting, key=lambda c: abs((c[0] - ctx.day).days))
    return Value(*best, "day", None, "the year in which the date falls on this weekday")


def _hijri(ctx: Context, expr: Date, grain: str) -> Value:
    if expr.year is not None and expr.year > _LAST_HIJRI and expr.month is not None:
        return Value(*cal.hijri_in(expr.year, expr.month, expr.day), grain, None, cal.HIJRI_NOTE)
    if expr.year is not None:
        return Value(*cal.hijri(expr.year, expr.month, expr.day), grain, None, cal.HIJRI_NOTE)
    if expr.month is None:
        raise ValueError("a Hijri day needs its month")
    year = cal.hijri_year(ctx.day)
    candidates = [cal.hijri(y, expr.month, expr.day) for y in range(year - 2, year + 3)]
    return Value(*_occurrence(ctx, candidates, expr.shift), grain, None, cal.HIJRI_NOTE)


def _occurrence(ctx: Context, candidates: list[cal.Interval], shift: str | None) -> cal.Interval:
    """For days known by name and Hijri months: what the shift or tense says, else the nearest occurrence."""
    if shift is not None and shift.startswith("year:"):
        year = _year_of_shift(ctx, shift[5:])
        return next((c for c in candidates if c[0].year == year), candidates[len(candidates) // 2])
    if shift in ("past", "future", "present", "same", "next"):
        return _choose(ctx, candidates, shift)[0]
    if ctx.tense == "future":
        return next(c for c in candidates if c[1] >= ctx.day)
    return min(candidates, key=lambda c: _distance(ctx.day, c))


def _distance(day: datetime.date, interval: cal.Interval) -> int:
    if interval[0] <= day <= interval[1]:
        return 0
    return min(abs((interval[0] - day).days), abs((day - interval[1]).days))


def named_value(ctx: Context, expr: Named) -> Value:
    """A day known by name: its own year, the one in the text, or the nearest occurrence."""
    hijri = expr.calendar == "hijri"
    note = f"{expr.name}; {cal.HIJRI_NOTE}" if hijri else expr.name
    grain = "hour" if expr.eve else "day" if expr.days == 1 else "month" if expr.days > _WHOLE_MONTH else "period"
    if expr.year is not None and not hijri:
        return Value(*_named_in(expr, expr.year, hijri=False), grain, None, note)
    if expr.year is not None:
        around = expr.year if expr.year < 1700 else cal.hijri_year(datetime.date(expr.year, 7, 1))
        found = [_named_in(expr, y, hijri=True) for y in (around - 1, around, around + 1)]
        best = next((c for c in found if c[0].year == expr.year), found[1])
        return Value(*best, grain, None, note)
    base = cal.hijri_year(ctx.day) if hijri else ctx.day.year
    candidates = [_named_in(expr, y, hijri=hijri) for y in range(base - 2, base + 3)]
    return Value(*_occurrence(ctx, candidates, expr.shift), grain, None, note)


def _named_in(expr: Named, year: int, *, hijri: bool) -> cal.Interval:
    first = cal.hijri(year, expr.month, expr.day)[0] if hijri else datetime.date(year, expr.month, expr.day)
    if hijri and expr.days > _WHOLE_MONTH:
        return cal.hijri(year, expr.month, None)
    return first, first + datetime.timedelta(expr.days - 1 + int(expr.eve))
