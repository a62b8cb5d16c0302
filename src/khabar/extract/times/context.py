"""What stands around an expression: the preposition before it, the tense of its clause, quotation marks."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khabar.extract.attributions.lexicon import cues_at, is_masdar, may_have_said, voice_at
from khabar.extract.event_lexicon import finite, readings
from khabar.extract.times.lexicon import Sym, stems, symbols
from khabar.extract.times.words import Words
from khabar.remembered import PHRASES, remembered
from khabar.resources import entries
from khabar.resources.gazetteer import gazetteer
from khabar.text.clause_words import lists
from khabar.text.fold import fold

_REACH = 25
_AHEAD_REACH = 8
_SAYING = 14  # words from a verb of saying to a time right before what is said
_PLANNER = 4  # words from a verb of planning to the verbal noun of what is planned: تعتزم الحكومة المقبلة عقد
_LONGEST_BOUND = 3
_WELL_KNOWN = 45  # importance from which the name of a place comes to mind before a verb that looks like it
_AHEAD_ACTS = ("demand", "order", "promise", "threaten")


def bound_before(w: Words, i: int) -> tuple[Sym, int] | None:
    """The preposition that ends right before token ``i``, and its first token; the longest that fits."""
    at = i - 1 if w.norm(i - 1) in ("(", "[", "«", '"', "“", "،", ",") or w.particle(i - 1) == "article" else i
    best: tuple[Sym, int] | None = None
    for k in range(at - 1, at - 1 - _LONGEST_BOUND, -1):
        for sym, end in w.all(k, "bound", lead=True):
            if end == at and (at == i or sym.value == "since" or w.norm(at) not in ("،", ",")):
                best = (sym, k)
    return best


class Tense(NamedTuple):
    """past, future, planned (كان من المقرر أن: seen from the past) or None, and the word of the lexicon that tells it, if any."""

    value: str | None
    told_by: Sym | None = None


_UNKNOWN = Tense(None)


def tense_around(w: Words, first: int, last: int) -> Tense:
    """The tense of the nearest telling word before the expression in its sentence, else behind it.

    What is said inside quotation marks does not date the words outside and is passed over.
    """
    if is_future_verb(w.norm(last)):
        return Tense("future")  # إن [يوم الجمعة] سيشهد محادثات
    link = last + 1 if lists().function.get(w.norm(last)) == "preposition" else last
    if w.norm(link).startswith(("ان", "بان")) and _said(w, first):
        return Tense("past")  # قال القائد سيبان حمو [الاثنين] إن, شدد [الثلاثاء] على أنه
    k = first - 1
    while k >= max(w.first, first - _REACH):
        opening = w.quote_closed_at(k)
        if opening is not None:
            k = opening - 1
            continue
        asked = _asked(w, k, first)
        told = asked if asked.value is not None else _tells(w, k)
        if told.value is not None:
            return told
        defers = _defers(w, k, first)
        if defers is not None:
            return Tense("future", defers)
        if k + 1 < first and _provided(w, k):
            return Tense("future")
        if _happened(w.norm(k)) and not w.norm(k).startswith("و"):
            return Tense("past")  # سترد، بعدما تحدث مسعفون عن هجوم [السبت]
        k -= 1
    for k in range(last, min(w.last, last + _AHEAD_REACH)):
        told = _tells(w, k)
        if told.value is not None:
            return told
        if _happened(w.norm(k)) or may_have_said(w.norm(k)):
            return _UNKNOWN  # و[الخميس]، توقع رئيس بلدية تستضيف …
    return _UNKNOWN


def is_done(w: Words, first: int, last: int) -> bool:
    """Whether the act of the expression's own clause is told with a past verb: استولى المسلحون على المدينة في [23 مايو],
    في [3 مايو] قتل عامل. Nothing between the two may name another act or open a clause, which might lie ahead."""
    if first == w.first or (first - 1 == w.first and bound_before(w, first) is not None):
        return _acted(w, last)
    for k in range(first - 1, max(w.first, first - _AHEAD_REACH) - 1, -1):
        if _acted(w, k):
            return True
        token = w.token(k)
        if token is None or token.kind == "punct" or w.norm(k) in _clause_words() or _may_lie_ahead(w.norm(k)):
            return False
    return False


@cache
def _clause_words() -> frozenset[str]:
    """Words that open a clause: الذي, أن, لكن."""
    return frozenset(norm for norm, sort in lists().function.items() if sort != "preposition")


@remembered(PHRASES)
def _may_lie_ahead(norm: str) -> bool:
    """Whether a folded word names an act that may lie ahead of the verb's own: a verbal noun, another verb, a word of planning."""
    return is_masdar(norm) or any(r.kind in ("verb", "masdar") for r in readings(norm)) or _plans_ahead(norm)


def _plans_ahead(norm: str) -> bool:
    """Whether a folded word tells the future or a plan."""
    telling, future = _telling(norm)
    return future or (telling is not None and telling.role == "ahead")


@remembered(PHRASES)
def _is_act(norm: str) -> bool:
    """Whether a folded word can only be a past verb of doing: no saying, demanding or planning."""
    told = tuple(r for r in readings(norm) if r.kind == "verb" and r.person.startswith("3"))
    verb = finite(told, "past") and not finite(told, "present")
    return verb and norm not in lists().function and not cues_at(norm) and not may_have_said(norm) and not _plans_ahead(norm)


def _acted(w: Words, k: int) -> bool:
    token = w.token(k)
    return token is not None and token.kind == "word" and _is_act(token.norm)


def _said(w: Words, first: int) -> bool:
    """Whether a past verb of saying stands before the expression, with no clause opened between."""
    for k in range(first - 1, max(w.first, first - _SAYING) - 1, -1):
        if w.norm(k).startswith(("ان", "بان")) and w.norm(k) not in ("انقره",):
            return False
        if may_have_said(w.norm(k)):
            return True
    return False


def _tells(w: Words, i: int) -> Tense:
    token = w.token(i)
    if token is None or token.kind != "word":
        return _UNKNOWN
    telling, future = _telling(token.norm)
    if future:
        # كان من المقرر أن: ahead of a past day, and called off or put off since
        return Tense("planned" if any(_was(w, k) for k in range(i - 1, i - 5, -1)) else "future", telling)
    if telling is None or (telling.value is None and telling.proclitic.endswith("ل")):  # لعقد, لنشر: no past verb has ل before it
        return _UNKNOWN
    if any(r.kind == "masdar" for r in readings(token.norm)) and _governed(w, i):
        return _UNKNOWN
    return Tense("past", telling)


def _governed(w: Words, i: int) -> bool:
    """الاتفاق على [عقد] اجتماع, المزمع [عقد] مفاوضات, تعتزم الحكومة [عقد] اجتماع: a verbal noun, not the verb that looks like it."""
    before = w.norm(i - 1)
    if lists().function.get(before) == "preposition" or _telling(before)[1]:
        return True
    return any(_plans(w.norm(k)) for k in range(i - 2, max(w.first, i - _PLANNER) - 1, -1))


def _plans(norm: str) -> bool:
    """Whether a folded word is a verb of planning, behind whose subject the verbal noun of what is planned stands."""
    return any(s.role == "ahead" and s.value == "plans" for s in symbols(norm))


def _asked(w: Words, k: int, first: int) -> Tense:
    """دعا أنصاره إلى النزول [الجمعة], تعهد بتسليم السلاح خلال [أسبوع]: what is demanded, ordered, promised or threatened
    between a verb at ``k`` and the expression at ``first`` lies ahead; where the verb itself was said (دعا الأحد إلى) does not."""
    if not _demands(w.norm(k)):
        return _UNKNOWN
    for j in range(k + 1, first):
        norm = w.norm(j)
        link = next((s for s in symbols(norm) if s.role == "demand_link"), None)
        bare = norm[2:] if norm.startswith("لل") else norm[1:].removeprefix("ال")  # بالقتل, للاجتماع, لتسليم
        fused = len(norm) > 4 and norm[0] in "بل" and bare not in _peoples() and (is_masdar(bare) or (norm.startswith("بال") and _act(bare)))
        if fused or (link is not None and (link.value == "clause" or _act(w.norm(j + 1)))):
            told = any(_happened(w.norm(i)) for i in range(j + 1, first))  # طلب عدم كشف اسمه، إن القوة استولت [الأحد] على البلدة
            return _UNKNOWN if told else Tense("future", next((s for s in symbols(w.norm(k)) if s.role == "provides"), link))
    return _UNKNOWN


def _defers(w: Words, k: int, first: int) -> Sym | None:
    """مدد القاضي توقيفهم حتى [الأحد], إرجاء القمة إلى [الخميس]: what is put off or prolonged lasts until a day ahead."""
    defers = next((s for s in symbols(w.norm(k)) if s.role == "defers"), None)
    bound = bound_before(w, first) if defers is not None else None
    return defers if bound is not None and bound[0].value in ("until", "to") else None


def _provided(w: Words, k: int) -> bool:
    """وصلت الثلاثاء على أن تغادر [الخميس]: a condition or a plan, whose verb stands right behind على أن."""
    verb = w.norm(k + 1)
    return w.norm(k) == "ان" and w.norm(k - 1) == "علي" and (finite(readings(verb), "present") or (verb[:1] == "ي" and is_future_verb("س" + verb)))


@cache
def _peoples() -> frozenset[str]:
    """Plurals of nationalities (أكراد), which may look like verbal nouns."""
    return frozenset(fold(form) for entry in entries("demonym") for form in entry.plurals)


@remembered(PHRASES)
def _act(norm: str) -> bool:
    """Whether a folded word can name what is asked for: a verbal noun, a noun of an event (جلسة), or a definite noun that is
    nobody's (التجمع)."""
    return is_masdar(norm) or (norm.startswith("ال") and voice_at(norm) is None) or any(r.kind == "noun" and r.bare == norm for r in readings(norm))


def _happened(norm: str) -> bool:
    """A past verb: حول is about, not changed."""
    return norm not in lists().function and finite(readings(norm), "past")


@remembered(PHRASES)
def _demands(norm: str) -> bool:
    asked = any(h.cue.act in _AHEAD_ACTS and h.table in ("past", "present", "participle") for h in cues_at(norm))
    return asked or any(s.role == "provides" for s in symbols(norm))


@remembered(PHRASES)
def _telling(norm: str) -> tuple[Sym | None, bool]:
    """The reading of a form that tells a tense, if any, and whether the form tells the future."""
    telling = next((s for s in symbols(norm) if s.role in ("ahead", "behind")), None)
    return telling, (telling is not None and telling.role == "ahead") or is_future_verb(norm)


def _was(w: Words, i: int) -> bool:
    return any(sym.role == "behind" and sym.value == "was" for sym in symbols(w.norm(i)))


def names_something(w: Words, i: int) -> bool:
    """Whether the word before token ``i`` makes the date that follows a name: شارع 22 مايو, قوى 14 آذار."""
    return w.one(i - 1, "names_before", lead=True) is not None


def is_future_verb(norm: str) -> bool:
    """سيجتمع, ستعقد, وسيزور: a future prefix on a present verb; nouns and names that look alike are listed as data, towns
    (سياتل) known from the gazetteer."""
    bare = norm[1:] if norm[:1] in "وف" and norm[1:2] == "س" else norm
    if len(bare) < 4 or bare[0] != "س" or bare[1] not in "يتن":
        return False
    if not bare.isalpha() or bare in stems("not_future") or bare.startswith(stems("not_future_start")):
        return False
    places = gazetteer()
    return bare not in places.names or places.row(places.find(bare)[0]).importance < _WELL_KNOWN
