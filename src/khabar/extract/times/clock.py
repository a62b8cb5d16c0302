"""Times of the clock: الساعة الثامنة والنصف مساء الخميس, 17,00 ت غ, العاشرة صباحا بتوقيت مكة."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Clock, Part

_DIGITS = re.compile(r"(\d{1,2})(?:[.,:٫٬](\d{2}))?")


def clock(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """An hour at token ``i``. Bare numbers need the word ساعة, a time zone or a part of the day to be an hour."""
    at, used = i, ()
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
    value = node.expr
    if headed or isinstance(value, Clock) and (value.zone is not None or (value.half is not None and _like_an_hour(w, at))):
        return node
    return None


def _like_an_hour(w: Words, at: int) -> bool:
    """الثامنة مساء and 8:30 صباحا are hours, الثالث مساء is not."""
    token = w.token(at)
    return token is not None and (token.kind == "number" or token.norm.endswith("ه"))


def _digital(w: Words, i: int, used: tuple[Sym, ...]) -> Node | None:
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


def _spoken(w: Words, i: int, used: tuple[Sym, ...], *, lead: bool) -> Node | None:
    order = w.one(i, "ordinal", lead=lead)
    if order is None or not isinstance(order[0].value, int) or order[0].value > 12 or not w.norm(i).endswith("ه"):
        first = order is not None and order[0].value == 1 and w.norm(i).endswith("ي")
        if not first:
            return None
    assert order is not None
    sym, end = order
    hour, minute = int(sym.value or 0), 0
    used = (*used, sym)
    if (share := w.one(end, "fraction")) is not None:
        minute, end, used = int(share[0].value or 0), share[1], (*used, share[0])
    else:
        number = w.number(end + 1) if w.norm(end) == "و" else w.number(end)
        if number is not None and _minutes(w, number[1]) and (w.norm(end) == "و" or w.norm(end).startswith("و")):
            minute, end = int(number[0]), number[1] + 1
    if minute < 0:
        hour, minute = hour - 1, minute + 60
    return Node(Clock(hour % 24, minute), end, used, "clock.words")


def _minutes(w: Words, i: int) -> bool:
    return any(s.value == "minute" for s, _ in w.all(i, "unit"))


def _qualified(w: Words, node: Node) -> Node:
    """With the part of the day and the time zone behind the hour, in either order; 8,45 (6,45 ت غ) is one."""
    expr = node.expr
    if not isinstance(expr, Clock):
        return node
    for _ in range(3):
        if expr.zone is None and (with_zone := zoned(w, node)) is not node:
            node, expr = with_zone, with_zone.expr  # type: ignore[assignment]
            continue
        adverb = w.one(node.end, "part_adverb")
        if adverb is not None and expr.half is None:
            node = node.grown(expr := replace(expr, half=str(adverb[0].value)), adverb[1], adverb[0])
            continue
        break
    if expr.zone is None and w.norm(node.end) == "(":
        other = _digital(w, node.end + 1, ())
        zone = w.one(other.end, "zone") if other else None
        if other is not None and zone is not None and w.norm(zone[1]) == ")":
            named = replace(expr, zone=f"{zone[0].value}={other.expr.hour}:{other.expr.minute:02}")  # type: ignore[union-attr]
            return node.grown(named, zone[1] + 1, zone[0])
    return node


def zoned(w: Words, node: Node) -> Node:
    """The hour with the time zone behind it; بتوقيت before a place that is not listed still names a zone."""
    zone = w.one(node.end, "zone")
    expr = node.expr
    if zone is None or not isinstance(expr, Clock) or expr.zone is not None:
        return node
    sym, end = zone
    if sym.value == "other":
        place = w.token(end)
        if place is None or place.kind != "word":
            return node
        return node.grown(replace(expr, zone=place.text), end + 1, sym)
    return node.grown(replace(expr, zone=str(sym.value)), end, sym)


def of_day(day: Node, hour: Node) -> Node:
    """The hour on a day: the day's part of day, if it has one, becomes the hour's."""
    expr, inner = hour.expr, day.expr
    if not isinstance(expr, Clock):
        return day
    if isinstance(inner, Part):
        expr = replace(expr, half=expr.half or inner.part, of=inner.of)
    else:
        expr = replace(expr, of=inner)
    return day.grown(expr, hour.end, *hour.used, rule=hour.rule)
