"""The predicates as a look-up table: which event types, and which kinds of word, a written form may be.

`lookup` serves the model reader as a feature and `readings` the lexicon reader; both remember every form they have
seen. Surface forms come from the conjugator (`khabar.resources.predicate_forms`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from khabar.remembered import WORD_FORMS, remembered
from khabar.resources import derived, entries
from khabar.resources.schema.predicate import Clue, Predicate
from khabar.text.fold import fold
from khabar.text.words import FormIndex, Split

#: Stands among clue words for any place name.
PLACE = "@place"
#: Stands among clue words for any word with the preposition ب before it.
BI = "@bi"
_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "لل", "ول", "وب", "ولل", "فال", "وبال")


class Condition(NamedTuple):
    """A sense clue with its words folded and without article."""

    where: str
    words: frozenset[str]


class Sense(NamedTuple):
    """One predicate, ready for matching."""

    entry: Predicate
    type: str
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    frame: dict[str, str]


class Reading(NamedTuple):
    """One way to read a written form as a predicate.

    kind: verb, masdar, noun, active (participle) or participle (passive). tense: past, present, short, imperative.
    voice: active, passive, both. person: 3ms ... number: s, d, p. pre and suf: clitics. bare: the form without them.
    """

    sense: Sense
    kind: str
    tense: str
    voice: str
    person: str
    number: str
    pre: str
    suf: str
    bare: str


@cache
def wordsets() -> dict[str, frozenset[str]]:
    """Named word sets, folded, without article."""
    found = {e.name: e for e in entries("wordset")}

    def members(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
        entry = found[name]
        out = {plain(fold(w)) for w in entry.words}
        for other in entry.extends:
            if other not in seen:
                out |= members(other, seen | {name})
        return out

    return {name: frozenset(members(name)) for name in found}


def plain(norm: str) -> str:
    """A folded word without the article."""
    return norm[2:] if norm.startswith("ال") and len(norm) > 3 else norm


def _condition(clue: Clue) -> Condition:
    words: set[str] = set()
    for item in clue.words:
        if item in (PLACE, BI):
            words.add(item)
        else:
            words |= wordsets()[item[1:]] if item.startswith("@") else {plain(fold(item))}
    if clue.where == "form":
        words = {fold(w) for w in clue.words}
    return Condition(clue.where, frozenset(words))


@cache
def senses() -> tuple[Sense, ...]:
    """All predicates in the order of their entries."""
    return tuple(
        Sense(e, e.type, tuple(map(_condition, e.when)), tuple(map(_condition, e.unless)),
              {fold(k) if not k.isascii() else k: v for k, v in e.frame.items()})
        for e in entries("predicate")
    )


@cache
def _indices() -> tuple[tuple[FormIndex[list[int]], ...], list[tuple[str, ...]]]:
    table = derived("event_forms")
    return (FormIndex(table["verb"], "verb"), FormIndex(table["noun"], "noun"), FormIndex(table["participle"], "noun")), [
        tuple(f) for f in table["features"]
    ]


def finite(found: Sequence[Reading], *tenses: str) -> bool:
    """Whether a form has readings and all are verbs of these tenses: no noun, masdar or participle looks like it."""
    return bool(found) and all(r.kind == "verb" and r.tense in tenses for r in found)


@remembered(WORD_FORMS)
def readings(norm: str) -> tuple[Reading, ...]:
    """All readings of a folded form, clitics cut off; () for a word that is no predicate."""
    indices, features = _indices()
    out: list[Reading] = []
    for index in indices:
        for cell, split in index.find(norm):
            if not is_word(norm, split):
                out += _cell(cell, split, features)
    return tuple(out)


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Function words, and nouns off which no clitic may be cut because their first letter only looks like one."""
    function = {fold(f) for e in entries("phrase") if e.role not in ("verb", "partitive", "title", "initial")
                for f in e.forms}
    nouns = {fold(f) for e in entries("phrase") if e.role == "initial" for f in e.forms}
    return frozenset(function), frozenset(nouns | {fold(w) for e in entries("head") for f in e.forms for w in f.split()[:1]})


def is_word(norm: str, split: Split) -> bool:
    """Whether a cut goes through a listed word: وزير is not و + زير, nor is والوزير; ووفق is و + وفق, not a passive verb."""
    function, nouns = _words()
    for clitics in _CLITICS:
        if not norm.startswith(clitics):
            continue
        rest, at = norm[len(clitics):], len(clitics)
        if rest in function and split.stem != rest and clitics in ("", "و", "ف"):
            return True
        if rest in nouns and split.head > at + clitics.count("لل"):
            return True
    return False


def _cell(cell: list[int], split: Split, features: list[tuple[str, ...]]) -> list[Reading]:
    table = senses()
    out = []
    for entry, feature in zip(cell[::2], cell[1::2], strict=True):
        kind, tense, voice, person, number = features[feature]
        if tense == "imperative" or not _fits(kind, tense, person, split):
            continue
        out.append(Reading(table[entry], kind, tense, voice, person, number, split.pre, split.suf, split.stem))
    return out


def _fits(kind: str, tense: str, person: str, split: Split) -> bool:
    """Clitics that cannot stand with the form: س only before a present, ل only before a present or noun; صوتك, دعمكم are nouns in news, no acts in the past."""
    if kind != "verb":
        return True
    if split.pre.endswith(("س", "ل")) and tense == "past":
        return False
    if tense == "past" and split.suf in ("ك", "كم"):
        return False
    return not (person[0] == "3" and split.suf == "ني" and tense == "past" and len(split.stem) < 3)


@remembered(WORD_FORMS)
def lookup(text: str) -> tuple[tuple[str, str], ...]:
    """Event types and kinds of word that a written or folded form may be, clitics allowed.

    >>> lookup("وبقصف")
    (('airstrike', 'masdar'), ('shelling', 'masdar'), ('shelling', 'noun'))

    In: one word, folded or not. Out: distinct (type, kind) pairs, sorted; kind is verb, masdar, noun, active,
    participle; verbs that only carry an event noun (شن, نفذ) have type ``light``. Nothing is raised.
    """
    return tuple(sorted({(r.sense.type, r.kind) for r in readings(fold(text))}))
