"""Calendar dates in words and digits: days of the month, months with double names, years, numeric dates."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.extract.times.lexicon import Sym, stems
from khabar.extract.times.words import Node, Words
from khabar.record.timex import Date, Unit

#: year, token after it, calendar if named, words used
YearNumber = tuple[int, int, str | None, tuple[Sym, ...]]

_TRIPLE = re.compile(r"(\d{1,4})([/.\-–\\])(\d{1,2})\2(\d{1,4})")
_PAIR = re.compile(r"(\d{1,2})[/\\](\d{1,2})")
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
_FIRST_BARE_YEAR, _LAST_BARE_YEAR = 1900, 2060
_SEPARATORS = ("/", "\\", "-", "–", "—", "_", "|")


def date(w: Words, i: int, *, lead: bool = False) -> Node[Date] | None:
    """A date at token ``i``: 12/5/2018, الأول من تشرين الثاني/نوفمبر 2017, 19 من الشهر الجاري, نيسان 2016."""
    return numeric(w, i) or _day_and_month(w, i, lead=lead) or month(w, i, lead=lead)


def numeric(w: Words, i: int) -> Node[Date] | None:
    """Dates in digits: day first unless that cannot be; year first when it has four digits."""
    token = w.token(i)
    if token is None or token.kind != "number":
        return None
    text, end = _joined(w, i)
    match = _TRIPLE.fullmatch(text)
    if match:
        ordered = _ordered(int(match[1]), int(match[3]), int(match[4]), len(match[1]) == 4, len(match[4]))
        return None if ordered is None else Node(ordered, end, (), "date.numeric")
    pair = _PAIR.fullmatch(text)
    if pair and w.particle(i - 1) == "on_date":
        day, month_ = int(pair[1]), int(pair[2])
        if 1 <= day <= 31 and 1 <= month_ <= 12:
            return Node(Date(month=month_, day=day), end, (), "date.numeric")
    return None


def _joined(w: Words, i: int) -> tuple[str, int]:
    """Digits and separators that touch each other, folded, and the token after them."""
    parts, at = [w.norm(i)], i + 1
    while at + 1 < w.last and len(parts) < 5 and w.norm(at) in ("/", ".", "-", "–", "\\"):
        before, sep, after = w.token(at - 1), w.token(at), w.token(at + 1)
        if not (before and sep and after) or after.kind != "number":
            break
        if before.end != sep.start or sep.end != after.start:
            break
        parts += [sep.norm, after.norm]
        at += 2
    return "".join(parts), at


def _ordered(a: int, b: int, c: int, year_first: bool, width: int) -> Date | None:
    if year_first:
        year, month_, day = a, b, c
    else:
        day, month_, year = (a, b, c) if b <= 12 else (b, a, c)
        if width == 2:
            year += 2000 if year < 60 else 1900
        elif width != 4:
            return None
    if not (1 <= month_ <= 12 and 1 <= day <= 31 and 1000 <= year <= 2100):
        return None
    return Date(year, month_, day, calendar="hijri" if year < 1500 and year > 1300 else "gregorian")


def day_number(w: Words, i: int, *, lead: bool = False) -> tuple[int, int, tuple[Sym, ...]] | None:
    """A day of the month: digits 1–31 (الـ20 too) or an ordinal; the value, the token after it, the words used."""
    i = w.digits_with_article(i)
    value = w.digits(i)
    if value is not None:
        return (value, i + 1, ()) if 1 <= value <= 31 else None
    found = w.one(i, "ordinal", lead=lead)
    if found is None or not isinstance(found[0].value, int) or _counts_units(w, i - 1):
        return None
    return found[0].value, found[1], (found[0],)


def _counts_units(w: Words, i: int) -> bool:
    """Whether an ordinal behind token ``i`` counts weeks, months, halves … and not days: الأسبوع الأول من نيسان."""
    unit = w.one(i, "unit", lead=True)
    return (unit is not None and unit[0].value != "day" and unit[0].definite) or w.one(i, "share", lead=True) is not None


def _day_and_month(w: Words, i: int, *, lead: bool) -> Node[Date] | None:
    day = day_number(w, i, lead=lead)
    if day is None:
        return None
    value, at, used = day
    of = w.past(at, "of")
    found = month(w, of, day=True)
    if found is not None:
        return Node(replace(found.expr, day=value), found.end, used + found.used, "date.day")
    return None if of == at else _in_month(w, of, value, used)


def _in_month(w: Words, of: int, value: int, used: tuple[Sym, ...]) -> Node[Date] | None:
    """الشهر الجاري, هذا الشهر behind a day number."""
    unit = w.one(of, "this")
    start = unit[1] if unit else of
    named = w.one(start, "unit")
    if named is None or named[0].value != "month" or named[0].number != 1:
        return None
    shift = unit or w.one(named[1], "shift")
    if shift is None:
        plain = named[0].definite
        expr = Date(day=value, shift="present")
        return Node(expr, named[1], (*used, named[0]), "date.day") if plain else None
    end = max(named[1], shift[1])
    return Node(Date(day=value, shift=str(shift[0].value)), end, (*used, named[0], shift[0]), "date.day")


def month(w: Words, i: int, *, lead: bool = False, day: bool = False) -> Node[Date] | None:
    """[شهر] a month by name, or by two names, with its year or shift. ``day``: a day of it stands before."""
    at = i
    used: tuple[Sym, ...] = ()
    word = w.one(i, "unit", lead=lead)
    if word is not None and word[0].value == "month" and word[0].number != 3:
        at, used, lead = word[1], (word[0],), False
    named = w.one(at, "month", lead=lead) or w.one(at, "hijri_month", lead=lead)
    if named is None:
        return None
    sym, end = named
    hijri = sym.role == "hijri_month"
    second = _second_name(w, end, sym)
    if second is not None:
        end, used = second[1], (*used, second[0])
    expr = Date(month=int(sym.value or 0), calendar="hijri" if hijri else "gregorian")
    node = _year_of(w, Node(expr, end, (sym, *used), "date.month"))
    plain = day or bool(used) or node.end > end or w.stands_after(i, sym)
    return node if plain else None


def _second_name(w: Words, i: int, first: Sym) -> tuple[Sym, int] | None:
    """The same month in another tradition: كانون الثاني/يناير, نيسان – أبريل, يوليو (تموز), مايو أيار."""
    at = w.mark(i, *_SEPARATORS)
    bracket = w.norm(at) in ("(", "[")
    for sym, end in w.all(at + 1 if bracket else at, first.role):
        if sym.value == first.value:
            return sym, w.mark(end, ")", "]") if bracket else end
    return None


def _year_of(w: Words, node: Node[Date]) -> Node[Date]:
    """The node with the year or the shift that follows: مايو 2018, مايو من العام الماضي, مايو الماضي."""
    expr = node.expr
    shift = w.one(node.end, "shift")
    if shift is not None:
        node = node.grown(expr := replace(expr, shift=str(shift[0].value)), shift[1], shift[0])
    at = w.past(node.end, "of", "in")
    if w.year(node.end + 1) is not None:
        at = w.mark(at, "،", ",")
    number = year_number(w, at)
    if number is not None:
        value, end, calendar, used = number
        return node.grown(replace(expr, year=value, calendar=calendar or expr.calendar), end, *used)
    unit = relative_year(w, at)
    if unit is not None:
        return node.grown(replace(expr, shift=f"year:{unit.expr.shift}"), unit.end, *unit.used)
    return node


def relative_year(w: Words, i: int) -> Node[Unit] | None:
    """العام الماضي, هذا العام, العام نفسه."""
    back = w.one(i, "back")
    if back is not None and back[0].value == "same":
        word = w.one(back[1], "unit")
        year = word is not None and word[0].value == "year" and word[0].number == 1
        return Node(Unit("year", "same"), word[1], (word[0], back[0]), "unit.same") if word and year else None
    this = w.one(i, "this")
    unit = w.one(this[1] if this else i, "unit")
    if unit is None or unit[0].value != "year" or unit[0].number != 1 or not unit[0].definite:
        return None
    if this is not None:
        return Node(Unit("year", str(this[0].value)), unit[1], (unit[0], this[0]), "unit.this")
    shift = w.one(unit[1], "shift")
    if shift is None:
        return None
    return Node(Unit("year", str(shift[0].value)), shift[1], (unit[0], shift[0]), "unit.shift")


def year_number(w: Words, i: int, *, headed: bool = False) -> YearNumber | None:
    """[عام, لعام, من سنة] a year with its era: year, token after it, calendar, words used.

    In digits, or in words when عام or سنة stands before (``headed``: before token ``i``).
    """
    unit = next((s for s in w.all(i, "unit", lead=True) if s[0].value == "year"), None)
    at, used = (unit[1], (unit[0],)) if unit else (i, ())
    value, end, calendar = w.year(at), at + 1, None
    if value is None and (unit is not None or headed) and (spelt := w.number(at)) is not None:
        value, end = int(spelt[0]), spelt[1]  # سنة ألفين وأحد عشر
    if value is None or not _FIRST_YEAR <= value <= _LAST_YEAR:
        return None
    era = w.one(end, "era")
    if era is not None:
        end, calendar, used = era[1], str(era[0].value), (*used, era[0])
    return value, end, calendar, used


def year(w: Words, i: int, *, lead: bool = False) -> Node[Date] | None:
    """A year: عام 2014, سنة 1439 هـ, or bare digits where the words around make them a year."""
    unit = next((s for s in w.all(i, "unit", lead=lead) if s[0].value == "year"), None)
    if unit is not None:
        kind = w.one(unit[1], "year_kind")
        if kind is not None:
            found = year_number(w, kind[1])
            special = found and (found[0], found[1], str(kind[0].value), found[3])
            return _year_node(special, (unit[0], kind[0]), "date.year_of_kind")
        return _year_node(year_number(w, unit[1], headed=True), (unit[0],), "date.year")
    head = _bare_year(w, i)
    return None if head is None else _year_node(year_number(w, i), head, "date.year_bare")


def _year_node(found: YearNumber | None, used: tuple[Sym, ...], rule: str) -> Node[Date] | None:
    if found is None:
        return None
    value, end, calendar, more = found
    return Node(Date(value, calendar=calendar or "gregorian"), end, used + more, rule)


def _bare_year(w: Words, i: int) -> tuple[Sym, ...] | None:
    """Whether digits alone are a year: a year head, a bracket or a year in a list stands before, nothing counted after.

    The words used, or None.
    """
    value = w.year(i)
    if value is None or not _FIRST_BARE_YEAR <= value <= _LAST_BARE_YEAR:
        return None
    after = w.norm(i + 1)
    if after in stems("counted") or (after.endswith("ا") and len(after) > 4) or after in ("%", ":", "/"):
        return None
    if w.trusting:
        return ()
    if w.year_before == i - 1 and w.particle(i - 1) == "and":
        return ()
    if w.norm(i - 1) == "(":
        return () if after in (")", "-", "–", "،") else None
    head = w.one(i - 1, "name_head", lead=True)
    return None if head is None or _compared(w, i) else (head[0],)


def _compared(w: Words, i: int) -> bool:
    """أكثر من [1900] آلية, ما لا يقل عن [2000] لغم: a number of things stands behind words that bound it, not a year."""
    return any(end == i for k in (i - 1, i - 2, i - 3) for _, end in w.all(k, "approx", lead=True))
