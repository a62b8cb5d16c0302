"""Values of lengths of time: counted back from, or on to, the day of publication or a date named before."""

from __future__ import annotations

import datetime

from khabar.record.timex import Ago, Length, Window
from khabar.resolve import time_calendar as cal
from khabar.resolve.time_context import Context, Value, single

_SHORT = ("second", "minute", "hour")


def window_value(ctx: Context, expr: Window) -> Value:
    """اليومين الماضيين, الساعات الـ72 المقبلة."""
    return stretch(ctx, expr.length, 1 if expr.shift == "future" else -1)


def stretch(ctx: Context, length: Length, sign: int) -> Value:
    """From the day of publication back, or on, by a length."""
    if length.high is None:
        return Value(None, None, "period", "past" if sign < 0 else "future")
    far = cal.moved(ctx.day, length.unit, sign * length.high)
    note = f"{length.high:g} {length.unit}(s) {'before' if sign < 0 else 'after'} publication"
    return Value(*((far, ctx.day) if sign < 0 else (ctx.day, far)), "period", None, note)


def length_value(ctx: Context, expr: Length, bound: str | None) -> Value:
    """A bare length under its preposition: منذ عامين starts then, خلال عامين lasts till now, لمدة عامين is vague."""
    vague = "future" if ctx.tense == "future" else "past"
    short = expr.unit in _SHORT
    if expr.high is None or bound == "for" or (bound == "at" and short):
        return Value(None, None, "hour" if short else "period", vague, "a length without a fixed end")
    if bound == "since":
        open_ended = stretch(ctx, expr, -1)
        return open_ended._replace(end=None)
    return stretch(ctx, expr, 1 if vague == "future" else -1)


def ago_value(ctx: Context, expr: Ago) -> Value:
    """قبل عامين, بعد ثلاثة أيام: from publication; قبل ذلك بيوم and بعد in the past: from the date named before."""
    length, sign = expr.length, expr.sign
    short = length.unit in _SHORT
    vague = "future" if sign > 0 and ctx.tense == "future" else "past"
    if length.high is None or (short and length.unit != "hour" and expr.anchor == "event"):
        grain = "hour" if short else "day" if length.unit == "day" else "period"
        return Value(None, None, grain, vague, "no number in the text")
    if expr.anchor == "event":
        if sign > 0 and not short:
            return stretch(ctx, length, -1)
        return Value(None, None, "hour" if short else "day", vague, "counted from an event, not from a date")
    if expr.anchor == "text" or (sign > 0 and ctx.tense != "future"):
        return _from_focus(ctx, length, sign, vague)
    far = cal.moved(ctx.day, length.unit, sign * length.high)
    if length.bound == "more" and sign < 0:
        return Value(None, far, "period", None, "more than the length before publication")
    if length.bound == "less" and sign < 0:
        return Value(far, ctx.day, "period", None, "less than the length before publication")
    side = "before" if sign < 0 else "after"
    return _around(far, length.unit, f"{length.high:g} {length.unit}(s) {side} publication")


def _around(date: datetime.date, unit: str, note: str) -> Value:
    """The day itself for days and weeks, the whole unit for months and longer."""
    if unit in ("month", "year"):
        return Value(*cal.unit(date, unit, 0), unit, None, note)
    if unit in ("decade", "century"):
        return Value(*cal.year(date.year), "year", None, note)
    return single(date, {"week": "week", "hour": "hour", "minute": "hour", "second": "hour"}.get(unit, "day"), note)


def _from_focus(ctx: Context, length: Length, sign: int, vague: str) -> Value:
    """Counted from the date named before: وقبل ذلك بيوم, بعد خمسة أعوام."""
    focus = ctx.focus
    base = (focus.start or focus.end) if focus else None
    if base is None or focus is None or length.high is None:
        return Value(None, None, "period", vague, "counted from a date that the text does not give")
    note = "counted from the date named before"
    first = cal.moved(base, length.unit, sign * length.high)
    if first > ctx.day and ctx.tense != "future":
        return Value(None, None, "period", vague, "counted from a date that the text does not give: the last one named leads beyond publication")
    if length.unit == "week" and focus.grain == "week":
        return Value(*cal.week(first), "week", None, note)
    if length.unit in _SHORT:
        within = focus.start == focus.end and length.unit != "hour"
        return single(base, "hour", note) if within else Value(None, None, "hour", vague, "too short for a date")
    return _around(first, length.unit, note)
