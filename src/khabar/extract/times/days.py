"""Days and parts of days: weekdays, today and yesterday, mornings and nights, days known by name."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.times import clock, dates
from khabar.extract.times.lexicon import symbols
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Date, Day, Every, Expr, Named, Part, Running, Unit, Weekday

_NAME_WORDS = 3
_BRACKETS = {"(": ")", "[": "]", "،": "", ",": ""}


def day(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """One day at token ``i``: [يوم] اليوم الأحد, أمس, الجمعة الماضي, الثلاثاء 3 يوليو, 12 مايو, عيد الفطر."""
    at, lead_in = i, lead
    word = w.one(i, "unit", lead=lead)
    if word is not None and word[0].value == "day" and word[0].number == 1 and not word[0].definite:
        inner = _named_day(w, word[1], lead=False) or dates.date(w, word[1])
        if inner is not None and not (isinstance(inner.expr, Date) and inner.expr.day is None):
            return inner._replace(used=(*inner.used, word[0]))
    return _named_day(w, at, lead=lead_in)


def _named_day(w: Words, i: int, *, lead: bool) -> Node[Expr] | None:
    deictic = w.one(i, "deictic", lead=lead)
    if deictic is not None:
        sym, end = deictic
        if len(sym.rest) == 0 and w.one(end, "ordinal") is not None and sym.value == 0:
            return None  # اليوم الثالث counts, it is not today
        plain_today = not sym.rest and sym.value == 0 and not sym.entry.eve
        other = w.one(end, "shift") if plain_today else None
        if other is not None and other[0].value != "present":
            return Node(Unit("day", str(other[0].value)), other[1], (sym, other[0]), "unit.shift")
        if _ends_short_quotation(w, i, end):
            return None  # "الإمارات اليوم" is a newspaper
        expr = Day(int(sym.value or 0), night=sym.entry.eve)
        return _with_weekday(w, Node(expr, end, (sym,), "day.deictic"))
    weekday = w.one(i, "weekday", lead=lead)
    if weekday is not None:
        sym, end = weekday
        return _weekday(w, Node(Weekday(int(sym.value or 0)), end, (sym,), "day.weekday"))
    return None


def _ends_short_quotation(w: Words, i: int, end: int) -> bool:
    """Whether a quotation of at most three words, longer than the expression, closes behind it: a name."""
    opening = w.quote_closed_at(end)
    return opening is not None and opening + 1 < i and end - opening <= _NAME_WORDS + 1


def _with_weekday(w: Words, node: Node[Day]) -> Node[Day]:
    """اليوم الأحد, أمس (السبت)."""
    bracket = w.norm(node.end)
    at = node.end + 1 if bracket in ("(", "[") else node.end
    named = w.one(at, "weekday")
    expr = node.expr
    if named is None:
        return node
    end = named[1]
    if at > node.end:
        if w.norm(end) != _BRACKETS[bracket]:
            return node
        end += 1
    named_day = replace(expr, weekday=int(named[0].value or 0))
    return node.grown(named_day, end, named[0], rule="day.deictic_weekday")


def _weekday(w: Words, node: Node[Weekday]) -> Node[Weekday] | Node[Date]:
    """الجمعة الماضي, الثلاثاء 3 يوليو/تموز, الأحد (12 مايو), الخميس الموافق 3 مايو."""
    weekday = node.expr
    shift = w.one(node.end, "shift")
    if shift is not None:
        shifted = replace(weekday, shift=str(shift[0].value))
        node = node.grown(shifted, shift[1], shift[0], rule="day.weekday_shift")
    bracket = w.norm(node.end)
    at = node.end + 1 if bracket in _BRACKETS else node.end
    at = w.past(at, "matching", "of", "in") if at == node.end else at
    found = dates.date(w, at)
    if found is None or found.expr.day is None:
        return node
    end = found.end
    closing = _BRACKETS.get(bracket, "") if at > node.end else ""
    if closing and w.norm(end) == closing:
        end += 1
    return node.grown(replace(found.expr, weekday=weekday.day), end, *found.used, rule="day.weekday_date")


def part(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """A part of the day: مساء السبت, صباح اليوم الأحد, ليل الأحد الاثنين, هذا الصباح, فجرا, بعد الظهر."""
    this = w.one(i, "this", lead=lead)
    if this is not None:
        for sym, end in w.all(this[1], "part"):
            if sym.definite:
                expr = Part(str(sym.value), Day(0) if this[0].value == "present" else None)
                return _dated(w, Node(expr, end, (sym, this[0]), "part.this"))
        return None
    readings = list(w.all(i, "part", lead=lead))
    for sym, end in readings:
        approx = w.one(end, "approx_after") if sym.definite else None  # الظهيرة تقريبا اليوم الاثنين
        inner = day(w, approx[1] if approx else end) or (None if sym.definite else _dated_day(w, end))
        if inner is not None and (not sym.definite or approx is not None or sym.rest):
            node = Node(Part(str(sym.value), inner.expr), inner.end, (sym, *inner.used), "part.day")
            return _second_day(w, node) if sym.value in ("night", "evening", "midnight") else node
    adverb = w.one(i, "part_adverb", lead=lead)
    if adverb is not None and (not readings or len(readings[0][0].rest) <= len(adverb[0].rest)):
        if not _adverb_stands(w, i, adverb[1], bool(readings)):
            return None
        return Node(Part(str(adverb[0].value)), adverb[1], (adverb[0],), "part.adverb")
    for sym, end in readings:
        if sym.definite and (sym.rest or _expected(w, i)):
            return Node(Part(str(sym.value)), end, (sym,), "part.bare")
    return None


def _adverb_stands(w: Words, i: int, end: int, also_noun: bool) -> bool:
    """مساء is an adverb only where it begins no noun phrase: the mark of the accusative or a break tells."""
    if not also_noun:
        return True
    token, nxt = w.token(i), w.token(end)
    return (token is not None and "ً" in token.text) or nxt is None or nxt.kind == "punct"


def _expected(w: Words, i: int) -> bool:
    """Whether a preposition of time stands before token ``i``: the bare noun then is a time."""
    token = w.token(i)
    if token is None:
        return False
    before = w.one(i - 1, "bound", lead=True)
    sym = symbols(token.norm)
    return before is not None or any(s.proclitic.lstrip("وف") == "ب" for s in sym)


def _dated_day(w: Words, i: int) -> Node[Expr] | None:
    found = dates.date(w, i)
    return found if found is not None and found.expr.day is not None else named(w, i)


def _dated(w: Words, node: Node[Expr]) -> Node[Expr]:
    """هذا الصباح (الاثنين)."""
    at = node.end + 1 if w.norm(node.end) == "(" else node.end
    weekday = w.one(at, "weekday")
    expr = node.expr
    if weekday is None or not isinstance(expr, Part) or not isinstance(expr.of, Day):
        return node
    end = w.mark(weekday[1], ")") if at > node.end else weekday[1]
    named_day = replace(expr.of, weekday=int(weekday[0].value or 0))
    return node.grown(replace(expr, of=named_day), end, weekday[0])


def _second_day(w: Words, node: Node[Expr]) -> Node[Expr]:
    """ليل الأحد الاثنين, ليل الأحد-الاثنين, ليل السبت إلى الأحد: a night with the two days that it joins."""
    expr = node.expr
    if not isinstance(expr, Part) or not isinstance(expr.of, Weekday | Day):
        return node
    at = w.mark(node.end, "-", "–", "/")
    at = w.past(at, "to", "upon") if at == node.end else at
    second = w.one(at, "weekday")
    first = expr.of.day if isinstance(expr.of, Weekday) else expr.of.weekday
    if second is None or first is None or (int(second[0].value or 0) - first) % 7 != 1:
        return node
    until = Weekday(int(second[0].value or 0))
    return node.grown(replace(expr, until=until), second[1], second[0], rule="part.night_between")


def named(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """A day known by name (عيد الفطر, يوم الأرض), with the year or shift that follows."""
    found = w.one(i, "named", lead=lead)
    if found is None:
        return None
    sym, end = found
    e = sym.entry
    expr = Named(e.id, e.month or 1, e.day or 1, e.calendar, e.days, e.year, e.eve)
    node = Node(expr, end, (sym,), "day.named")
    year = dates.year_number(w, end)
    if year is not None and e.year is None:
        return node.grown(replace(expr, year=year[0], calendar=year[2] or e.calendar), year[1], *year[3])
    shift = w.one(end, "shift")
    if shift is not None:
        return node.grown(replace(expr, shift=str(shift[0].value)), shift[1], shift[0])
    unit = dates.relative_year(w, end)
    if unit is not None:
        return node.grown(replace(expr, shift=f"year:{unit.expr.shift}"), unit.end, *unit.used)
    return node


def every(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """كل جمعة, كل يوم أحد: a weekday that recurs."""
    each = w.one(i, "each", lead=lead)
    if each is None:
        return None
    word = w.one(each[1], "unit")
    at = word[1] if word is not None and word[0].value == "day" else each[1]
    bare = w.norm(at)
    for sym in symbols(bare if bare.startswith("ال") else "ال" + bare):
        if sym.role == "weekday" and not sym.cut:
            return Node(Every(Weekday(int(sym.value or 0))), at + 1, (sym, each[0]), "set.weekday")
    return None


def in_a_row(w: Words, i: int, *, lead: bool = False) -> Node[Expr] | None:
    """اليوم العاشر على التوالي, الجمعة الثانية على التوالي."""
    first = w.one(i, "ordinal_bare", lead=lead)  # لثالث يوم على التوالي
    for role in ("unit", "deictic", "weekday"):
        word = w.one(first[1], role) if first else w.one(i, role, lead=lead)
        if word is None:
            continue
        order = (first[0], word[1]) if first else w.one(word[1], "ordinal")
        row = w.one(order[1], "row") if order else None
        if order is not None and row is not None:
            unit = {"unit": str(word[0].value), "deictic": "day"}.get(role, f"weekday:{word[0].value}")
            used = (word[0], order[0], row[0])
            return Node(Running(unit, int(order[0].value or 1)), row[1], used, "unit.in_a_row")
    return None


def timed(w: Words, node: Node[Expr]) -> Node[Expr]:
    """A day with the part of day or the hour behind it: السبت صباحا, الجمعة الساعة 08:00 ت غ."""
    adverb = w.one(node.end, "part_adverb")
    if adverb is not None:
        node = node.grown(Part(str(adverb[0].value), node.expr), adverb[1], adverb[0], rule="part.day")
    hour = clock.clock(w, node.end)
    return node if hour is None else clock.of_day(node, hour)
