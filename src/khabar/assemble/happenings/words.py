"""The words that happenings are compared by: content words of targets, and the word sets of ``wordset/happenings``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from khabar.resources import entries
from khabar.text import fold

_WORD = re.compile(r"[^\W_]+")
_SHORT = 60  # letters of a text whose words are worth remembering
#: Sorts of head nouns that tell targets apart; the others (quantities, notions) do not.
_PEOPLE = frozenset({"person", "force", "body", "office", "thing"})


class Content(NamedTuple):
    """A content word: ``key`` is the same for all forms of a known noun; ``sort`` is site, noun or other."""

    key: str
    sort: str


def bare(word: str) -> str:
    """A folded word without the article."""
    return word.removeprefix("ال") if len(word) > 4 else word


def plain(text: str) -> tuple[str, ...]:
    """The folded words of a text, without marks and articles."""
    return _remembered(text) if len(text) <= _SHORT else _plain(text)


def _plain(text: str) -> tuple[str, ...]:
    return tuple([bare(w) for w in _WORD.findall(fold(text))])


@lru_cache(maxsize=50_000)
def _remembered(text: str) -> tuple[str, ...]:
    """Names and titles come again and again."""
    return _plain(text)


@cache
def wordset(name: str) -> frozenset[str]:
    """A named set of words, folded and without articles."""
    return frozenset(bare(fold(w)) for e in entries("wordset") if e.name == name for w in e.words)


@cache
def _nouns() -> dict[str, Content]:
    found: dict[str, Content] = dict(_sites())
    for e in entries("head"):
        sort = "noun" if e.sort in _PEOPLE else "idle"
        for form in e.forms:
            words = plain(form)
            if len(words) == 1:
                found.setdefault(words[0], Content(e.singular, sort))
    return found


@cache
def _sites() -> dict[str, Content]:
    """Words for what can be hit (market, hospital, checkpoint): sets named ``site …``."""
    return {bare(fold(w)): Content(e.name.removeprefix("site "), "site") for e in entries("wordset") if e.name.startswith("site ") for w in e.words}


def site_words(text: str) -> tuple[str, ...]:
    """What a passage says was hit, leaving out what people are brought to or head."""
    words = plain(text)
    before = ("", *words)
    return tuple(sorted({found.key for i, w in enumerate(words) if (found := _noun(w)) and found.sort == "site" and before[i] not in wordset("towards")}))


@cache
def _before_places() -> frozenset[str]:
    groups = ("preposition", "near", "direction", "kind")
    return frozenset(bare(w) for e in entries("place_word") if e.group in groups for form in e.forms for w in plain(form))


@cache
def _kinds() -> frozenset[str]:
    return frozenset(bare(w) for e in entries("place_word") if e.group == "kind" for form in e.forms for w in plain(form))


_MOST = 12


def after_prepositions(text: str) -> tuple[str, ...]:
    """Words, and pairs of words, that stand behind a preposition of place or a kind of place, or bear an attached ب."""
    words = plain(text)
    out: dict[str, None] = {}
    for i, word in enumerate(words):
        begun = i > 0 and words[i - 1] in _before_places()
        attached = word[:1] == "ب" and len(word) > 4
        if i > 0 and words[i - 1] in _kinds() and word in _nouns():  # قرية أم دويم: the first word alone names nothing
            out.update({f"{word} {w}": None for w in words[i + 1:i + 2]})
        for first in ([word] if begun else []) + ([bare(word[1:])] if attached else []):
            if first not in _before_places() and first not in _nouns():
                out[first] = None
                out.update({f"{first} {w}": None for w in words[i + 1:i + 2]})
    return tuple(sorted(list(out)[:_MOST]))


@lru_cache(maxsize=50_000)
def _noun(word: str) -> Content | None:
    """A known noun, also in the accusative (حاجزا) or behind و ب ل ك."""
    known = _nouns()
    return next((known[w] for w in (word, word.removesuffix("ا"), bare(word[1:]), bare(word[1:]).removesuffix("ا")) if w in known), None)


@cache
def _idle() -> frozenset[str]:
    """Words that tell no target from another: numbers, kinds of places, quantities."""
    numbers = {w for e in entries("number") for form in e.forms for w in plain(form)}
    kinds = {w for e in entries("place_word") if e.group in ("kind", "list_kind", "unit", "part", "direction") for form in e.forms for w in plain(form)}
    return frozenset(numbers | kinds)


@lru_cache(maxsize=20_000)
def content(text: str) -> tuple[Content, ...]:
    """The content words of a target's words."""
    out = []
    for word in plain(text):
        known = _noun(word)
        if len(word) < 3 or word.isdigit() or (known is None and word in _idle()) or (known is not None and known.sort == "idle"):
            continue
        out.append(known or Content(word, "other"))
    return tuple(dict.fromkeys(out))
