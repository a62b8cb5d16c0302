"""Times of the clock: الساعة الثامنة والنصف مساء الخميس, 17,00 ت غ, العاشرة صباحا بتوقيت مكة."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Clock, Expr, Part

_DIGITS = re.compile(r"(\d{1,2})(?:[.,:٫٬](\d{2}))?")


def clock(w: Words, i: int, *, lead: bool = False) -> Node[Clock] | None:
    """An hour at token ``i``; without the word ساعة it needs a time zone or a part of the day to be one."""
    at = i
    used: tuple[Sym, ...] = ()
    if (approx := w.one(i, "approx", lead=lead)) is not None:
        at, used, lead = approx[1], (approx[0],), False
    word = w.one(at, "unit", lead=lead)
    headed = word is not None and word[0].value == "hour" and word[0].number == 1 and word[0].definite
    if headed and word is not None:
        at, used = word[1], (*used, word[0])
        if (approx := w.one(at, "approx")) is not None:
            at, used = approx[1], (*used, approx[0])
    hour = _digital(w, at, used) or _spoken(w, at, used, lead=lead and not headed)
    if hour is None:
        return None
    node = _qualified(w, hour)
    zone, half = node.expr.zone, node.expr.half
    return node if headed or zone is not None or (half is not None and _like_an_hour(w, at)) else None


def _like_an_hour(w: Words, at: int) -> bool:
    """الثامنة مساء and 8:30 صباحا are hours, الثالث مساء is not."""
    token = w.token(at)
    return token is not None and (token.kind == "number" or token.norm.endswith("ه"))


def _digital(w: Words, i: int, used: tuple[Sym, ...]) -> Node[Clock] | None:
    token = w.token(i)
    if token is None or token.kind != "number":
        return None
    text, end = token.norm, i + 1
    if w.norm(end) in (":", ".", "٫") and w.digits(end + 1) is not None and len(w.norm(end + 1)) == 2:
        text, end = f"{text}:{w.norm(end + 1)}", end + 2
    match = _DIGITS.fullmatch(text)
    if match is None or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return None
    return Node(Clock(int(match[1]), int(match[2] or 0)), end, used, "clock.digits")


def _spoken(w: Words, i: int, used: tuple[Sym, ...], *, lead: bool) -> Node[Clock] | None:
    order = w.one(i, "ordinal", lead=lead)
    if order is None or int(order[0].value or 0) > 12 or not w.norm(i).endswith(("ه", "ي")):
        return None  # hours are feminine: الثامنة, الحادية عشرة
    sym, end = order
    hour, minute = int(sym.value or 0), 0
    used = (*used, sym)
    if (share := w.one(end, "fraction")) is not None:
        minute, end, used = int(share[0].value or 0), share[1], (*used, share[0])
    elif w.norm(end).startswith("و"):
        number = w.number(w.past(end, "and"))
        if number is not None and _minutes(w, number[1]):
            minute, end = int(number[0]), number[1] + 1
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    return Node(Clock(hour % 24, minute), end, used, "clock.words")


def _minutes(w: Words, i: int) -> bool:
    return any(s.value == "minute" for s, _ in w.all(i, "unit"))


def _qualified(w: Words, node: Node[Clock]) -> Node[Clock]:
    """With the part of the day and the time zone behind the hour, in either order; 8,45 (6,45 ت غ) is one."""
    for _ in range(2):
        node = zoned(w, node)
        adverb = w.one(node.end, "part_adverb")
        if adverb is not None and node.expr.half is None:
            node = node.grown(replace(node.expr, half=str(adverb[0].value)), adverb[1], adverb[0])
    if node.expr.zone is None and w.norm(node.end) == "(":
        other = _digital(w, node.end + 1, ())
        zone = w.one(other.end, "zone") if other else None
        if other is not None and zone is not None and w.norm(zone[1]) == ")":
            named = f"{zone[0].value} {other.expr.hour}:{other.expr.minute:02}"
            return node.grown(replace(node.expr, zone=named), zone[1] + 1, zone[0])
    return node


def zoned(w: Words, node: Node[Clock]) -> Node[Clock]:
    """The hour with the time zone behind it; بتوقيت before a place that is not listed still names a zone."""
    zone = w.one(node.end, "zone")
    expr = node.expr
    if zone is None or expr.zone is not None:
        return node
    sym, end = zone
    if sym.value == "other":
        place = w.token(end)
        if place is None or place.kind != "word":
            return node
        return node.grown(replace(expr, zone=place.text), end + 1, sym)
    return node.grown(replace(expr, zone=str(sym.value)), end, sym)


def of_day(day: Node[Expr], hour: Node[Clock]) -> Node[Clock]:
    """The hour on a day: the day's part of day, if it has one, becomes the hour's."""
    expr, inner = hour.expr, day.expr
    if isinstance(inner, Part):
        expr = replace(expr, half=expr.half or inner.part, of=inner.of)
    else:
        expr = replace(expr, of=inner)
    return day.grown(expr, hour.end, *hour.used, rule=hour.rule)
