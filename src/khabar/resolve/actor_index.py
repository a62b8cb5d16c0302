"""Look-up tables of the actor file: names, demonyms and head nouns by folded words, built once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from khabar.remembered import PHRASES, remembered
from khabar.resources import entries
from khabar.resources.schema.actor import Actor
from khabar.resources.schema.adjective import Adjective
from khabar.resources.schema.demonym import Demonym
from khabar.resources.schema.head import Head
from khabar.text import fold
from khabar.text.clause_words import lists

T = TypeVar("T")
Words = tuple[str, ...]

_LONE_NAMES_NEED_A_SPEAKER = frozenset({"media", "ngo", "party"})
_CLITICS = ("و", "ب", "ل", "ك", "ف")
_SHORTEST = 3  # letters of a noun with a dual


class NameUse(NamedTuple):
    """A name of an actor: the actor, whether the name takes sides, whether it is a seat of government."""

    actor: Actor
    pejorative: bool = False
    seat: bool = False

    @property
    def weak(self) -> bool:
        """Whether one word is too little outside the place of a speaker (الحدث, فتح, وال)."""
        return self.actor.kind in _LONE_NAMES_NEED_A_SPEAKER


class HeadUse(NamedTuple):
    """A form of a head noun: the head, whether the form is dual or plural, whether it is meant with the article only, whether it
    is a dual."""

    head: Head
    many: bool
    definite: bool = False
    two: bool = False


class DemonymUse(NamedTuple):
    """A form of a demonym: the entry, and whether the form is dual or plural."""

    demonym: Demonym
    many: bool


class PhraseTable(Generic[T]):
    """Folded word sequences with what they mean; the longest at a place wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[Words, list[T]]] = {}
        self._longest: dict[str, int] = {}

    def add(self, words: Words, value: T) -> None:
        """Add a meaning of a word sequence (never twice the same)."""
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        found = self._by_first.setdefault(words[0], {}).setdefault(words, [])
        if value not in found:
            found.append(value)

    def at(self, words: Words, i: int) -> tuple[int, tuple[T, ...]]:
        """How many words from ``i`` the longest known sequence covers, with its meanings; ``(0, ())`` for none."""
        for first, least in _first_variants(words[i]):
            candidates = self._by_first.get(first)
            if not candidates:
                continue
            for n in range(min(self._longest[first], len(words) - i), least - 1, -1):
                found = candidates.get((first, *words[i + 1 : i + n]))
                if found:
                    return n, tuple(found)
        return 0, ()


@remembered(PHRASES)
def _first_variants(word: str) -> tuple[tuple[str, int], ...]:
    """The word itself, then without one proclitic, each with how many words such a match must have at least.

    للجيش and what a span leaves of it (لجيش, أمم in للأمم) give back الجيش.
    """
    out = [(word, 1)]
    rest = word[1:] if word[:1] == "و" and len(word) > 3 else word
    if rest.startswith("لل") and len(rest) > 4:
        out.append(("ا" + rest[1:], 1))
    elif rest.startswith("ل") and len(rest) > 3:
        out.append(("ا" + rest, 1))
    if word[:1] in _CLITICS and len(word) > 4:
        out.append((word[1:], 1))
        if word[1:2] in ("ب", "ل", "ك") and len(word) > 5:
            out.append((word[2:], 1))
    if not word.startswith("ال"):
        out.append(("ال" + word, 2))
    return tuple(out)


def bare(word: str) -> str:
    """The word without the article; for what is left of للجيش (لجيش) see the head table's second look."""
    return word[2:] if word.startswith("ال") and len(word) > 3 else word


class Index(NamedTuple):
    """All tables. ``heads``, ``demonyms`` and ``adjectives`` are keyed without article."""

    names: PhraseTable[NameUse]
    heads: PhraseTable[HeadUse]
    demonyms: PhraseTable[DemonymUse]
    adjectives: dict[str, Adjective]
    by_id: dict[str, Actor]
    states: dict[str, Actor]
    alpha3: dict[str, str]


@lru_cache(maxsize=1)
def index() -> Index:
    """The tables, built from the resources at first use."""
    actors: tuple[Actor, ...] = entries("actor")
    names: PhraseTable[NameUse] = PhraseTable()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            _add_name(names, name, NameUse(actor))
        for name in actor.pejoratives:
            _add_name(names, name, NameUse(actor, pejorative=True))
    for actor in actors:
        for name in actor.seats:
            _add_name(names, name, NameUse(actor, seat=True))
    states = {a.country: a for a in actors if a.kind == "state" and a.country}
    heads = _heads()
    _add_inflected(heads, names)
    return Index(
        names, heads, _demonyms(), _adjectives(), {a.id: a for a in actors}, states,
        {a.alpha2: c for c, a in states.items() if a.alpha2},
    )  # fmt: skip


def _add_name(names: PhraseTable[NameUse], name: str, use: NameUse) -> None:
    words = tuple(fold(name).replace(".", " ").replace("-", " ").split())
    names.add(words, use)
    oblique = tuple(w[:-2] + "ين" if w.endswith("ون") and len(w) > 4 else w for w in words)
    if oblique != words:
        names.add(oblique, use)


def _heads() -> PhraseTable[HeadUse]:
    """Head forms, the first word without article, the others as written and, where that has none, with it too."""
    table: PhraseTable[HeadUse] = PhraseTable()
    for head in entries("head"):
        folded = {fold(form) for form in head.forms}
        for form in head.forms:
            first, *rest = fold(form).split()
            definite = first != bare(first) and " ".join((bare(first), *rest)) not in folded
            for variant in _noun_variants(bare(first), many=form in head.many):
                use = HeadUse(head, form in head.many, definite)
                table.add((variant, *rest), use)
                if rest and not any(w.startswith("ال") for w in rest):
                    table.add((variant, *("ال" + w for w in rest)), use)
    return table


def _add_inflected(table: PhraseTable[HeadUse], names: PhraseTable[NameUse]) -> None:
    """Duals of what the entries give in the singular (حافلتان, حافلتين) and the other case of sound plurals (ناجون, ناجين), save where
    the form is another word (عدوان is no two enemies, طالبان no two students). In ين people may as well be many."""
    others = lists().nouns | {fold(f) for e in entries("name") for f in e.forms}
    for head in entries("head"):
        if head.sort == "quantity":
            continue
        for form in head.forms:
            first, *rest = fold(form).split()
            noun, many = bare(first), form in head.many
            for other in (noun[:-2] + "ين",) if many and noun.endswith("ون") else () if many else _duals(noun):
                form_words = (other, *rest)
                if other not in others and table.at(form_words, 0)[0] < len(form_words) and not names.at((other,), 0)[0]:
                    two = not many and (other.endswith(("ان", "تين")) or head.sort not in ("person", "office"))
                    table.add((other, *rest), HeadUse(head, True, two=two))


def _duals(noun: str) -> tuple[str, ...]:
    if len(noun) < _SHORTEST or noun.endswith(("ا", "ء", "و", "ات", "ان", "ين", "ون")):
        return ()
    stem = noun[:-1] + "ت" if noun.endswith("ه") else noun
    return stem + "ان", stem + "ين"


def _noun_variants(noun: str, *, many: bool) -> tuple[str, ...]:
    """The noun with the accusative ending (مسلحا), and sound plurals and duals as they stand before a genitive; قانون is none."""
    if many and noun.endswith(("ون", "ين", "ان", "تين")) and len(noun) > 4:
        return noun, noun[:-1]
    return (noun,) if noun.endswith(("ا", "ه", "ات", "و", "ء")) else (noun, noun + "ا")


def _demonyms() -> PhraseTable[DemonymUse]:
    table: PhraseTable[DemonymUse] = PhraseTable()
    for demonym in entries("demonym"):
        for masculine in demonym.masculine:
            for form, many in nisba_forms(fold(masculine)):
                _add_demonym(table, form, DemonymUse(demonym, many))
        for form in demonym.plurals:
            _add_demonym(table, fold(form), DemonymUse(demonym, True))
    return table


def _adjectives() -> dict[str, Adjective]:
    """Adjectives by all their folded forms: مشترك, مشتركة, مشتركون …; those of two words without articles (واسعه نطاق, غير مسبوقه)."""
    return {
        key: adjective
        for adjective in entries("adjective")
        for masculine in adjective.masculine
        for form in (*_inflected(fold(masculine)), *map(fold, adjective.plurals))
        for key in (form, bare(form))  # إلكتروني begins like one with the article
    }


def _inflected(masculine: str) -> Iterator[str]:
    """A folded adjective in all genders and numbers; of two words, the one that agrees: the second behind غير, else the first."""
    first, _, second = masculine.partition(" ")
    construct = ("ي", "و", "تي", "تا") if second else ()  # رفيعو المستوى
    for ending in ("", "ه", "ا", "ون", "ين", "ان", "تان", "تين", "ات", *construct):
        yield f"{first} {bare(second)}{ending}" if first == "غير" else f"{first}{ending} {bare(second)}".rstrip()


def _add_demonym(table: PhraseTable[DemonymUse], form: str, use: DemonymUse) -> None:
    """The form as it is and as look-up sees it without article: ألماني begins like one."""
    table.add(tuple(form.split()), use)
    table.add(tuple(bare(w) for w in form.split()), use)


def nisba_forms(masculine: str) -> tuple[tuple[str, bool], ...]:
    """All folded forms of a nisba, each with whether it is dual or plural: عراقي، عراقية، عراقيون، عراقيتان…

    Of two words (كوري شمالي, جنوب أفريقي) every nisba word is inflected and the others stay.
    """
    endings = (("", False), ("ه", False), ("ا", False), ("ون", True), ("ين", True), ("ان", True), ("تان", True),
               ("تين", True), ("ات", True), ("و", True))  # fmt: skip
    words = masculine.split()
    out = [(" ".join(w + end if w.endswith("ي") else w for w in words), many) for end, many in endings]
    return tuple(dict.fromkeys(out))
