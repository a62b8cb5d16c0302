"""The words that happenings are compared by: content words of targets, and the word sets of ``wordset/happenings``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from khabar.resources import entries
from khabar.text import fold

_WORD = re.compile(r"[^\W_]+")
#: Sorts of head nouns that say what was hit rather than who.
_THINGS = frozenset({"thing"})
_PEOPLE = frozenset({"person", "force", "body", "office"})


class Content(NamedTuple):
    """A content word: ``key`` is the same for all forms of a known noun; ``sort`` is thing, people or other."""

    key: str
    sort: str


def bare(word: str) -> str:
    """A folded word without the article."""
    return word.removeprefix("ال") if len(word) > 4 else word


def plain(text: str) -> tuple[str, ...]:
    """The folded words of a text, without marks and articles."""
    return tuple(bare(w) for w in _WORD.findall(fold(text)))


@cache
def wordset(name: str) -> frozenset[str]:
    """A named set of words, folded and without articles."""
    return frozenset(bare(fold(w)) for e in entries("wordset") if e.name == name for w in e.words)


@cache
def _nouns() -> dict[str, Content]:
    found: dict[str, Content] = {}
    for e in entries("head"):
        sort = "thing" if e.sort in _THINGS else "people" if e.sort in _PEOPLE else "idle"
        for form in e.forms:
            words = plain(form)
            if len(words) == 1:
                found.setdefault(words[0], Content(e.singular, sort))
    return found


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
        known = _nouns().get(word)
        if len(word) < 3 or word.isdigit() or (known is None and word in _idle()) or (known is not None and known.sort == "idle"):
            continue
        out.append(known or Content(word, "other"))
    return tuple(dict.fromkeys(out))
