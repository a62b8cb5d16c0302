"""Longer units: weeks, months and years by relation to today, windows, lengths, parts of a unit, seasons."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.times import dates, days
from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Amount, Node, Words
from khabar.record.timex import Ago, Back, Date, Day, Edge, Length, Moment, Range, Season, Unit, Vague, Window

_UNIT_GRAIN = {"second": "hour", "minute": "hour", "hour": "hour"}
_WHEN = {"past": "past", "present": "present", "future": "future", "next": "future", "same": "past"}


def unit(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """الأسبوع الماضي, هذا العام, الأيام الثلاثة الماضية, الشهر التالي, نفس العام, آخر 24 ساعة."""
    back = w.one(i, "back", lead=lead)
    if back is not None and back[0].value == "same":
        word = w.one(back[1], "unit")
        if word is None or word[0].number != 1:
            return None
        return Node(Unit(str(word[0].value), "same"), word[1], (word[0], back[0]), "unit.same")
    this = w.one(i, "this", lead=lead)
    if this is not None:
        return _this(w, i, lead=lead)
    word = w.one(i, "unit", lead=lead)
    if word is not None and word[0].definite:
        return _definite(w, Node(Unit(str(word[0].value), "present"), word[1], (word[0],), "unit.bare"), word[0].number)
    return _counted_window(w, i, lead=lead)


def _this(w: Words, i: int, *, lead: bool) -> Node | None:
    this = w.one(i, "this", lead=lead)
    word = w.one(this[1], "unit") if this else None
    if this is None or word is None or word[0].number == 3 or not (word[0].definite or word[0].value == "weekend"):
        return None
    kind, shift = str(word[0].value), str(this[0].value)
    if word[0].number == 2:
        return Node(Window(Length(kind, 2, 2), "past"), word[1], (word[0], this[0]), "window.this")
    end, used = word[1], (word[0], this[0])
    if (adj := w.one(end, "shift")) is not None and adj[0].value in ("past", "present"):
        end, used, shift = adj[1], (*used, adj[0]), str(adj[0].value)  # type: ignore[assignment]
    return Node(Unit(kind, shift), end, used, "unit.this")


def _definite(w: Words, node: Node, number: int) -> Node | None:
    """What follows a definite unit: few, a number, a shift."""
    expr = node.expr
    assert isinstance(expr, Unit)
    amount = Amount(2, 2, None, node.end) if number == 2 else None
    end, used, few = node.end, node.used, False
    if (era := w.one(end, "era")) is not None and expr.unit == "year":
        expr, end, used = replace(expr, calendar=str(era[0].value)), era[1], (*used, era[0])
    while (word := w.one(end, "few")) is not None:
        end, used, few = word[1], (*used, word[0]), True
    if number == 3 and (found := _after_plural(w, end)) is not None:
        amount, end = found, found.end
    shift = w.one(end, "shift")
    while shift is not None and (more := w.one(shift[1], "few")) is not None:
        used, shift = (*used, more[0]), (shift[0], more[1])
    if shift is None:
        return None
    side, end, used = str(shift[0].value), shift[1], (*used, shift[0])
    if number == 3 and amount is None and w.norm(end).startswith("ال") and (found := _after_plural(w, end)) is not None:
        amount, end = found, found.end  # الأيام الماضية الثلاثة
    if number == 1 and not few:
        return Node(replace(expr, shift=side), end, used, "unit.shift")
    low = amount.low if amount else None
    return _window(Length(expr.unit, low, amount.high if amount else None), side, end, used)


def _after_plural(w: Words, i: int) -> Amount | None:
    """الأيام الثلاثة, الساعات الـ24, السنوات الخمس."""
    at = i + 1 if w.norm(i) == "ال" and w.digits(i + 1) is not None else i
    number = w.number(at)
    return Amount(number[0], number[0], None, number[1]) if number and number[0] < 1000 else None


def _window(length: Length, shift: str, end: int, used: tuple[Sym, ...]) -> Node:
    if length.low is None:
        return Node(Vague(_WHEN[shift], _UNIT_GRAIN.get(length.unit, "period")), end, used, "window.vague")
    return Node(Window(length, "future" if shift in ("future", "next") else "past"), end, used, "window.counted")


def _counted_window(w: Words, i: int, *, lead: bool) -> Node | None:
    """48 ساعة الماضية, ثلاثة أيام الماضية, آخر ثلاثة أيام, يومين ماضيين."""
    edge = w.one(i, "edge", lead=lead)
    if edge is not None and edge[0].value == "end" and not edge[0].definite:
        found = length(w, edge[1])
        if found is not None and isinstance(found.expr, Length) and found.expr.low is not None and found.rule == "length.counted":
            return Node(Window(found.expr, "past"), found.end, (*found.used, edge[0]), "window.last")
    found = length(w, i, lead=lead)
    shift = w.one(found.end, "shift") if found else None
    if found is None or shift is None or not isinstance(found.expr, Length):
        return None
    if shift[0].value in ("same",):
        return None
    return _window(found.expr, str(shift[0].value), shift[1], (*found.used, shift[0]))


def length(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """A length of time: ثلاثة أيام, عامين, نحو أربعة أعوام, أكثر من شهر, يوم أو يومين, بضعة أسابيع, أيام."""
    amount = w.amount(i)
    at = amount.end if amount else i
    word = next((s for s in w.all(at, "unit", lead=lead and at == i)), None)
    if word is None or word[0].value == "weekend":
        return None
    sym, end = word
    if sym.value == "year" and w.year(end) is not None:
        return None  # قبل عام 2011 names a year
    used = ((sym, *amount.used) if amount else (sym,))
    plain = amount is None or at == i or amount.used and amount.end == at and amount.low == 1 and w.number(at - 1) is None
    if sym.number == 2:
        low = high = 2.0
    elif sym.number == 3 and plain or amount is not None and amount.low is None:
        low = high = None  # type: ignore[assignment]
    else:
        low, high = (amount.low or 1.0, amount.high or 1.0) if amount else (1.0, 1.0)
    if sym.definite and plain:
        return None
    if w.norm(end) == "او" and (second := next(w.all(end + 1, "unit"), None)) is not None and low == 1.0 and second[0].number == 2:
        high, end = 2.0, second[1]  # يوم أو يومين
    node = Node(Length(str(sym.value), low, high, amount.bound if amount else None), end, used,
                "length.plain" if plain and sym.number == 1 and high == low else "length.counted")
    return _after_length(w, node)


def _after_length(w: Words, node: Node) -> Node:
    """واحد, ونصف, تقريبا, على الأقل behind a length."""
    expr = node.expr
    assert isinstance(expr, Length)
    while True:
        if (one := w.one(node.end, "one")) is not None or (one := w.one(node.end, "few")) is not None:
            node = node.grown(expr, one[1], one[0], rule="length.counted")
        elif (half := w.one(node.end, "fraction")) is not None and expr.low is not None and half[0].value == 30:
            expr = replace(expr, low=expr.low + 0.5, high=(expr.high or expr.low) + 0.5)
            node = node.grown(expr, half[1], half[0])
        elif (after := w.one(node.end, "approx_after")) is not None and expr.bound is None:
            expr = replace(expr, bound=str(after[0].value))
            node = node.grown(expr, after[1], after[0])
        else:
            return node


def ago(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """قبل عامين, بعد خمسة أعوام, قبل ذلك بيوم, بعد يومين من المداهمات, قبل أيام."""
    side = w.one(i, "bound", lead=lead)
    if side is None or side[0].value not in ("before", "after"):
        return None
    sign = -1 if side[0].value == "before" else 1
    that = w.one(side[1], "back")
    if that is not None and that[0].value == "text":
        found = length(w, that[1], lead=True)
        if found is None or not isinstance(found.expr, Length) or not w.norm(that[1]).startswith("ب"):
            return None
        return Node(Ago(found.expr, sign, "text"), found.end, (*found.used, side[0], that[0]), "ago.text")
    found = length(w, side[1])
    if found is None or not isinstance(found.expr, Length):
        return None
    follows = w.norm(found.end)
    anchor = "event" if follows == "من" or (follows == "علي" and (sign > 0 or found.expr.low is not None)) else "day"
    return Node(Ago(found.expr, sign, anchor), found.end, (*found.used, side[0]), f"ago.{anchor}")


def edge(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """مطلع الشهر الجاري, منتصف مايو, نهاية 2015, أواخر العام الماضي, نهاية الأسبوع."""
    found = w.one(i, "edge", lead=lead)
    if found is None or found[0].definite:
        return None
    sym, at = found
    at = w.skip(at, "من")
    inner = dates.month(w, at) or _bare_year(w, at) or dates.decade(w, at) or dates.year(w, at) or unit(w, at) or season(w, at)
    if inner is None:
        word = w.one(at, "unit")
        if word is None or not word[0].definite or word[0].number != 1 or word[0].value not in ("week", "month", "year", "decade"):
            return None
        inner = Node(Unit(str(word[0].value), "present"), word[1], (word[0],), "unit.bare")
    if not isinstance(inner.expr, Date | Unit | Season | Range):
        return None
    return Node(Edge(str(sym.value), inner.expr), inner.end, (sym, *inner.used), "edge")


def weekend(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """عطلة نهاية الأسبوع, نهاية الأسبوع الماضي."""
    found = next((s for s in w.all(i, "unit", lead=lead) if s[0].value == "weekend"), None)
    if found is None:
        return None
    sym, end = found
    shift = w.one(end, "shift")
    if shift is None:
        return Node(Unit("weekend", "present"), end, (sym,), "unit.weekend")
    return Node(Unit("weekend", str(shift[0].value)), shift[1], (sym, shift[0]), "unit.weekend")


def _bare_year(w: Words, i: int) -> Node | None:
    value = w.year(i)
    return Node(Date(value), i + 1, (), "date.year_bare") if value is not None and value >= 1900 else None


def season(w: Words, i: int, *, lead: bool = False) -> Node | None:
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
    fits = sym.definite and w.one(i - 1, "bound", lead=True) is not None or bool(sym.rest) or sym.proclitic.endswith("ب")
    return Node(expr, end, (sym,), "season.bare") if fits else None


def moment(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """وقت سابق الخميس, ساعة متأخرة من مساء الجمعة, وقت سابق من الشهر الحالي, الساعات الأولى من فجر السبت."""
    found = w.one(i, "moment", lead=lead)
    if found is not None and (side := w.one(found[1], "moment_side")) is not None:
        at, used, value = side[1], (found[0], side[0]), str(side[0].value)
    else:
        word = w.one(i, "unit", lead=lead)
        few = w.one(word[1], "few") if word and word[0].value == "hour" and word[0].number == 3 else None
        if few is None or word is None or w.norm(few[1]) != "من":
            return None
        at, used, value = few[1], (word[0], few[0]), "in"
    at = w.skip(at, "من", "،", ",")
    inner = days.part(w, at) or days.day(w, at) or unit(w, at) or dates.month(w, at) or _part_of_today(w, at)
    if inner is None or isinstance(inner.expr, Vague | Window):
        return None
    return Node(Moment(value, inner.expr), inner.end, (*used, *inner.used), "moment")


def _part_of_today(w: Words, i: int) -> Node | None:
    for sym, end in w.all(i, "part"):
        if sym.definite:
            return Node(Day(0), end, (sym,), "part.bare")
    return None


def back(w: Words, i: int, *, lead: bool = False) -> Node | None:
    """الفترة ذاتها, نفس الفترة: a period named before."""
    this = w.one(i, "this", lead=lead)
    if this is not None and (word := w.one(this[1], "period_word")) is not None:
        return Node(Back("present" if this[0].value == "present" else "past"), word[1], (word[0], this[0]), "back")
    same = w.one(i, "back", lead=lead)
    start = same[1] if same is not None and same[0].value == "same" else i
    word = w.one(start, "period_word", lead=lead and start == i)
    if word is None:
        return None
    if start > i and same is not None:
        return Node(Back("past"), word[1], (word[0], same[0]), "back")
    after = w.one(word[1], "shift")
    if after is not None and after[0].value == "same":
        return Node(Back("past"), after[1], (word[0], after[0]), "back")
    return None
