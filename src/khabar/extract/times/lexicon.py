"""The words of the time grammar by folded surface form and proclitic: one memoised look-up per form."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from khabar.remembered import WORD_FORMS, remembered
from khabar.resources import entries
from khabar.resources.schema.time import TimeWord
from khabar.text.tokens import tokenise

_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل")
_FIRSTS = frozenset(p[0] for p in _PROCLITICS if p)
_FEW_PROCLITICS = frozenset({"", "و", "ف", "ول", "ل", "فل"})
#: roles whose words carry any proclitic and the article
_NOUNS = frozenset({"unit", "share", "part", "month", "decade", "season", "edge", "hijri_month"})
#: function words: only و ف ل go before them
_PARTICLES = frozenset({"bound", "beside", "approx", "ahead", "behind", "this", "each", "not_time", "name_head", "some"})
#: words that only follow others inside an expression: none goes before them
_FOLLOWERS = frozenset({"shift", "few", "one", "row", "fraction", "era", "year_kind", "passing"})

_OPENERS = frozenset({
    "weekday", "month", "hijri_month", "unit", "deictic", "part", "part_adverb", "edge", "season",
    "share", "ordinal_bare", "named", "vague", "moment", "approx", "some", "ordinal", "this", "each", "period_word", "back", "bound", "beside",
    "not_time", "particle", "decade",
})
_OPENING_VALUES = {"bound": ("before", "after"), "particle": ("article",)}


class Sym(NamedTuple):
    """One reading of a token as a word of the grammar.

    ``cut`` characters of the folded form are proclitics (with the article where لل fuses them); ``definite``
    tells of an article on a noun that the lexicon lists without; ``number`` is 1, 2 or 3 (many); ``rest`` are the
    folded tokens that must follow, ``after`` those of which one must stand before (empty: anything).
    """

    role: str
    value: int | str | None
    entry: TimeWord
    proclitic: str
    cut: int
    definite: bool
    number: int
    rest: tuple[str, ...]
    after: frozenset[str]


@remembered(WORD_FORMS)
def symbols(norm: str) -> tuple[Sym, ...]:
    """Readings of a folded form, those with the longest continuation first; usually none."""
    table = _table()
    found: list[Sym] = []
    for proclitic in _PROCLITICS if norm[:1] in _FIRSTS else ("",):
        if not norm.startswith(proclitic):
            continue
        bare = norm[len(proclitic):]
        keys = [(bare, len(proclitic))]
        if proclitic.endswith("ل") and bare.startswith("ل"):
            keys.append(("ال" + bare[1:], len(proclitic) + 1))
        for key, cut in keys:
            found += [s._replace(proclitic=proclitic, cut=cut) for s in table.get(key, ()) if _fits(s, proclitic)]
    return tuple(sorted(found, key=lambda s: -len(s.rest))) if found else ()


Openings = tuple[frozenset[str], dict[str, frozenset[str]]]
_NOTHING: Openings = frozenset(), {}


@remembered(WORD_FORMS)
def openings(norm: str) -> Openings:
    """The roles in which a folded form can begin an expression: at once, and before each form that may follow it.

    ``bound`` is among them for قبل and بعد only, ``particle`` for the article written apart (الـ24).
    """
    syms = [s for s in symbols(norm) if s.role in _OPENERS and s.value in _OPENING_VALUES.get(s.role, (s.value,))]
    if not syms:
        return _NOTHING
    alone = frozenset(s.role for s in syms if not s.rest)
    followed = {s.rest[0] for s in syms if s.rest}
    return alone, {n: alone | {s.role for s in syms if s.rest and s.rest[0] == n} for n in followed}


def opens_nothing(norm: str) -> bool:
    """Whether a folded form can begin no expression, and has no digit that might."""
    return not norm[0].isdecimal() and openings(norm) is _NOTHING


def _fits(sym: Sym, proclitic: str) -> bool:
    if sym.role in _FOLLOWERS:
        return not proclitic
    return sym.role not in _PARTICLES or proclitic in _FEW_PROCLITICS


@cache
def _table() -> dict[str, list[Sym]]:
    table: dict[str, list[Sym]] = {}
    for entry in entries("time"):
        for number, forms in ((1, entry.forms), (2, entry.dual), (3, entry.plural)):
            for form in forms:
                _add(table, entry, form, number)
    return table


def _add(table: dict[str, list[Sym]], entry: TimeWord, form: str, number: int) -> None:
    norms = folded(form)
    after = frozenset(" ".join(folded(w)) for w in entry.after)
    definite = _is_definite(entry.role, norms)
    sym = Sym(entry.role, entry.value, entry, "", 0, definite, number, norms[1:], after)
    _put(table, norms[0], sym)
    if entry.role in _NOUNS and entry.article and not norms[0].startswith("ال"):
        _put(table, "ال" + norms[0], sym._replace(definite=True))


def _is_definite(role: str, norms: tuple[str, ...]) -> bool:
    return norms[0].startswith("ال") or (role == "part" and any(n.startswith("ال") for n in norms))


def _put(table: dict[str, list[Sym]], key: str, sym: Sym) -> None:
    if all(s.entry is not sym.entry or s.rest != sym.rest for s in table.setdefault(key, [])):
        table[key].append(sym)


def folded(form: str) -> tuple[str, ...]:
    """The folded tokens of a written form."""
    return tuple(t.norm for t in tokenise(form, 0, len(form), 0, 0))


@cache
def stems(role: str) -> tuple[str, ...]:
    """The folded forms of all entries with a role."""
    forms = (f for e in entries("time") if e.role == role for f in e.forms)
    return tuple(dict.fromkeys(" ".join(folded(f)) for f in forms))


@cache
def particles() -> dict[str, str]:
    """The particles inside expressions (من, في, أو …) by folded form."""
    return {folded(f)[0]: str(e.value) for e in entries("time") if e.role == "particle" for f in e.forms}
