"""Lengths of time and points at a distance: ثلاثة أيام, نحو أربعة أعوام, قبل عامين, قبل ذلك بيوم."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.times.lexicon import Sym
from khabar.extract.times.words import Amount, Node, Words
from khabar.record.timex import Ago, Length


def length(w: Words, i: int, *, lead: bool = False) -> Node[Length] | None:
    """A length of time: ثلاثة أيام, عامين, نحو أربعة أعوام, أكثر من شهر, يوم أو يومين, بضعة أسابيع, أيام."""
    amount = w.amount(i) or Amount(None, None, None, i, plain=True)
    at = amount.end
    word = w.one(at, "unit", lead=lead and at == i)
    if word is None or word[0].value == "weekend" or (word[0].definite and amount.plain):
        return None
    sym, end = word
    if (sym.definite and sym.number == 1 and amount.low == 2) or (amount.plain and sym.number > 2 and _of_something(w, end)):
        return None  # وفاة اثنين الأسبوع الماضي; سنوات اعتقاله, ساعات الهدنة
    if sym.value == "year" and w.year(end) is not None:
        return None  # قبل عام 2011 names a year
    low, high = amount.low, amount.high
    if amount.plain:
        low = high = {1: 1.0, 2: 2.0}.get(sym.number)
    if amount.plain and sym.number == 1 and (dual := _or_two(w, end)) is not None:
        high, end = 2.0, dual
    rule = "length.plain" if amount.plain and sym.number == 1 and high == low else "length.counted"
    node = Node(Length(str(sym.value), low, high, amount.bound), end, (sym, *amount.used), rule)
    return _after_length(w, node)


def _of_something(w: Words, i: int) -> bool:
    """Whether the word at ``i`` makes the plural before it that of a thing: ساعات الهدنة, سنوات اعتقاله, not أيام قليلة."""
    norm = w.norm(i)
    token = w.token(i)
    if token is None or w.openings(i) or w.one(i, "shift") is not None or w.one(i, "few") is not None:
        return False
    owned = len(norm) > 4 and norm.endswith(("ه", "ها", "هم")) and not token.text.endswith("ة")
    return owned or (norm.startswith("ال") and len(norm) > 4)


def _or_two(w: Words, i: int) -> int | None:
    """يوم أو يومين: the token after the dual."""
    at = w.past(i, "or")
    dual = w.one(at, "unit") if at > i else None
    return dual[1] if dual is not None and dual[0].number == 2 else None


def _after_length(w: Words, node: Node[Length]) -> Node[Length]:
    """واحد, ونصف, تقريبا, على الأقل behind a length."""
    expr = node.expr
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


def ago(w: Words, i: int, *, lead: bool = False) -> Node[Ago] | None:
    """قبل عامين, بعد خمسة أعوام, قبل ذلك بيوم, قبلها بيومين, بعد يومين من المداهمات, قبل أيام."""
    beside = w.one(i, "beside", lead=lead)
    if beside is not None:
        return _from_that(w, beside[1], beside[0])
    side = w.one(i, "bound", lead=lead)
    if side is None or side[0].value not in ("before", "after"):
        return None
    sign = _sign(side[0])
    that = w.one(side[1], "back")
    if that is not None and that[0].value == "text":
        return _from_that(w, that[1], side[0], that[0])
    found = length(w, side[1])
    if found is None or (found.rule == "length.plain" and found.expr.unit == "day" and w.norm(found.end).startswith("ال")):
        return None  # قبل يوم الاقتراع names a day by its event
    follows = w.particle(found.end)
    of_that = w.one(found.end + 1, "back") if follows == "of" else None
    if of_that is not None and of_that[0].value == "text":  # بعد أسبوع من ذلك
        return Node(Ago(found.expr, sign, "text"), of_that[1], (*found.used, side[0], of_that[0]), "ago.text")
    of_event = follows == "of" or (follows == "upon" and (sign > 0 or found.expr.low is not None))
    anchor = "event" if of_event else "day"
    return Node(Ago(found.expr, sign, anchor), found.end, (*found.used, side[0]), f"ago.{anchor}")


def _sign(side: Sym) -> int:
    return -1 if side.value == "before" else 1


def _from_that(w: Words, i: int, side: Sym, *used: Sym) -> Node[Ago] | None:
    """بيومين behind قبل ذلك or قبلها: the distance from the date named before."""
    found = length(w, i, lead=True) if w.norm(i).startswith("ب") else None
    return None if found is None else Node(Ago(found.expr, _sign(side), "text"), found.end, (*found.used, side, *used), "ago.text")
