"""What a folded word is to the clause: noun, verb or function word, with its clitics, read from lists and verb forms."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from khabar.remembered import WORD_FORMS, remembered
from khabar.resources import derived, entries
from khabar.text.fold import fold

_FUNCTION = ("preposition", "conjunction", "subordinator", "relative", "negation", "auxiliary", "adverb",
             "demonstrative", "pronoun")
_ENDINGS = ("ا", "ان", "ين", "ون", "يه", "ات")
_PLACE_KINDS = ("kind", "part", "institution")
_CLITICS = "وفبلك"
_LONG = 6  # letters of an unknown noun whose last two are taken for a pronoun
_THEY = frozenset({"هم", "هن"})  # وهم is "and they", hardly ever an illusion
_NISBA = ("ي", "يه", "يين", "يون", "يتين", "يات", "يان")


class Word(Struct, frozen=True, gc=False):
    """What a folded form is to the clause.

    kind: noun, verb, both (a verb or a noun: قتل), preposition, conjunction, subordinator, relative, negation,
    auxiliary, adverb, demonstrative, pronoun. joined: it carries و or ف. case: its clitic preposition (ب ل ك) or "".
    article: it has ال. stem: the form without these. known: the stem is a noun on a list (a head noun, an event
    noun, a kind of place). person: of a verb, 3ms, 3fp and so on.
    """

    kind: str
    joined: bool
    case: str
    article: bool
    stem: str
    known: bool
    person: str = ""

    @property
    def clitics(self) -> int:
        """How many letters و, ف and the preposition take before the rest of the word."""
        return int(self.joined) + len(self.case)


class Lists(NamedTuple):
    """The lists that words are looked up in, all folded."""

    function: dict[str, str]
    initial: frozenset[str]
    partitive: frozenset[str]
    title: frozenset[str]
    nouns: frozenset[str]
    verbs: dict[str, str]


@cache
def lists() -> Lists:
    """The lists, built once from ``phrase`` entries, head nouns, kinds of places, event nouns and verb forms."""
    role: dict[str, set[str]] = {}
    for entry in entries("phrase"):
        role.setdefault(entry.role, set()).update(fold(f) for f in entry.forms)
    function = {form: kind for kind in _FUNCTION for form in role.get(kind, ())}
    events = derived("event_forms")
    nouns = {fold(w) for e in entries("head") for f in e.forms for w in f.split()[:1]}
    nouns.update(fold(f) for e in entries("place_word") if e.group in _PLACE_KINDS for f in e.forms if " " not in f)
    nouns.update(form for form, cell in events["noun"].items() if _named(cell, events["features"]))
    verbs = dict(derived("phrase_forms"))
    for form, cell in events["verb"].items():
        if events["features"][cell[1]][1] != "imperative":
            verbs.setdefault(form, events["features"][cell[1]][3])
    initial = role["initial"] | _names(nouns, verbs, function)
    with_article = {n for n in nouns if n.startswith("ال") and n[2:] in nouns}  # القوات is listed, and قوات, of which it is the definite form
    return Lists(function, frozenset(initial), frozenset(role["partitive"]), frozenset(role["title"]),
                  frozenset(nouns - with_article), verbs)


def _names(*listed: Container[str]) -> set[str]:
    """Names that begin like a clitic (فلاديمير, بنيامين) and whose other letters are no word of the lists."""
    forms = {fold(f) for e in entries("name") for f in e.forms if " " not in f}
    return {n for n in forms if n[0] in _CLITICS and len(n) > 3 and not any(n[1:] in words or n[2:] in words for words in listed)}


def _named(cell: list[int], features: list[list[str]]) -> bool:
    return any(features[f][0] in ("noun", "masdar") for f in cell[1::2])


def has_pronoun(read: Word) -> bool:
    """Whether a noun carries a pronoun (قواته, عائلاتهم): a known one, or one of six letters and more that ends in هم or ها."""
    stem = read.stem
    return _possessed(stem, lists()) or (not read.article and len(stem) >= _LONG and stem.endswith(("هم", "ها")) and not read.known)


def _possessed(norm: str, listed: Lists) -> bool:
    """بيوتها, بلدته: a known noun with a pronoun, whose first letter is its own."""
    for suffix in ("ها", "هم", "هما", "ه", "نا"):
        stem = norm[: -len(suffix)]
        if norm.endswith(suffix) and len(stem) > 2 and (stem in listed.nouns or (stem.endswith("ت") and stem[:-1] + "ه" in listed.nouns)):
            return True
    return False


def _whole(norm: str, listed: Lists) -> bool:
    """Whether the first letter belongs to the word: وزير, فلسطينيا, بحارا, with or without an ending."""
    if norm in listed.initial or norm in listed.nouns or _possessed(norm, listed):
        return True
    if not norm.endswith(_ENDINGS):
        return False
    return any(norm.endswith(end) and len(norm) - len(end) > 3 and norm[: -len(end)] in listed.initial for end in _ENDINGS)


@remembered(WORD_FORMS)
def word(norm: str) -> Word:
    """The reading of a folded form."""
    if not norm:  # nothing but tatweel or marks
        return Word("adverb", False, "", False, norm, False)
    listed = lists()
    kind = listed.function.get(norm)
    if kind is not None:
        return Word(kind, False, "", False, norm, False)
    joined = norm[0] in "وف" and len(norm) > 2 and (norm[1:] in _THEY or not _whole(norm, listed))
    if joined and norm in listed.verbs and norm[1:] not in listed.verbs:
        joined = False
    rest = norm[1:] if joined else norm
    kind = listed.function.get(rest)
    if kind is not None:
        return Word(kind, True, "", False, rest, False)
    person = _verb(rest, listed)
    case, article, stem = _nominal(rest, listed)
    known = stem in listed.nouns
    if person and not article and not (case and known):
        noun = not case and (known or stem in listed.initial)
        return Word("both" if noun else "verb", joined, "", False, rest, noun, person)
    return Word("noun", joined, case, article, stem, known)


def _verb(rest: str, listed: Lists) -> str:
    """Person of a finite verb, with س or ل before it and an object pronoun behind it; "" if it is none."""
    found = listed.verbs.get(rest)
    if found:
        return found
    bare = rest[1:] if rest[0] in "سل" and rest[1:2] in ("ي", "ت", "ن", "ا") and len(rest) > 3 else rest
    for suffix in ("", "ها", "هم", "ه", "هما", "ني", "نا"):
        if suffix and not bare.endswith(suffix):
            continue
        stem = bare[: len(bare) - len(suffix)]
        for form in (stem, stem + "ا" if stem.endswith("و") else stem, stem[:-1] + "ي" if stem.endswith("ا") else stem):
            if form in listed.verbs and (suffix or bare is not rest) and len(form) > 2 and rest not in listed.initial:
                return listed.verbs[form]
    if bare.endswith("وا") and len(bare) > 4 and bare not in listed.initial:
        return "3mp"
    if bare[0] == "ي" and len(bare) > 3 and bare not in listed.initial and rest not in listed.nouns:
        return "3ms"
    return ""


def _nominal(rest: str, listed: Lists) -> tuple[str, bool, str]:
    if _whole(rest, listed):
        return "", False, rest
    if rest.startswith("ال") and len(rest) > 3:
        return "", True, rest[2:]
    if rest.startswith("لل") and len(rest) > 4:
        own = rest[2:] not in listed.nouns and _begins_itself(rest[1:], listed)
        return "ل", True, rest[1 if own else 2 :]
    if rest[0] in "بلك" and len(rest) > 3:
        stem = rest[1:]
        if stem.startswith("ال") and len(stem) > 3:
            return rest[0], True, stem[2:]
        if rest[0] != "ك" or _is_noun(stem, listed):
            return rest[0], False, stem
    return "", False, rest


def _begins_itself(stem: str, listed: Lists) -> bool:
    """للبنان, للبنانيين, للاجئين: whether the second ل is the name's or noun's own first letter."""
    return _whole(stem, listed) or any(stem.endswith(end) and stem[: -len(end)] in listed.initial for end in _NISBA)


def _is_noun(stem: str, listed: Lists) -> bool:
    if stem in listed.nouns or stem in listed.initial or (stem.endswith("ا") and stem[:-1] in listed.nouns):
        return True
    for suffix in ("ه", "ها", "هم"):
        if stem.endswith(suffix):
            base = stem[: -len(suffix)]
            if base in listed.nouns or (base.endswith("ت") and base[:-1] + "ه" in listed.nouns):
                return True
    return False


def is_nisba(read: Word) -> bool:
    """Whether a word looks like an adjective of belonging or a plain adjective (السوري, الحكومية)."""
    return read.stem.endswith(_NISBA)
