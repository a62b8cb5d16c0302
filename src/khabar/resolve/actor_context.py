"""What a document has told about its actors so far: names of persons, nouns of bodies, the country reported on."""

from __future__ import annotations

from collections import Counter

from khabar.record import Place, Span
from khabar.resolve.actor_index import Index, Words, bare, index
from khabar.resolve.actor_phrase import Phrase
from khabar.text import fold

Key = tuple[str, ...]
_REALM = "head.body.kingdom"  # المملكة names one state of a report; الدولة could be any, or the Islamic State
_SHARE = 0.8  # of the resolved places that must lie in one country for it to be the country reported on


def country_of_places(ix: Index, places: tuple[Place, ...]) -> str | None:
    """Alpha-3 of the country in which nearly all resolved places lie, if there is one."""
    counts = Counter(p.country for p in places if p.country and p.lat is not None)
    if not counts:
        return None
    country, n = counts.most_common(1)[0]
    return ix.alpha3.get(country or "") if n >= _SHARE * sum(counts.values()) else None


class Memory:
    """Names and nouns by which later mentions refer back."""

    def __init__(self) -> None:
        self._persons: dict[str, list[tuple[frozenset[str], Key]]] = {}
        self._nouns: dict[str, list[tuple[Span, Key]]] = {}

    def add_person(self, key: Key, words: list[str]) -> None:
        """Remember a person under every word of the name."""
        name = frozenset(bare(w) for w in words)
        for word in name:
            known = self._persons.setdefault(word, [])
            if (name, key) not in known:
                known.append((name, key))

    def person(self, words: Words) -> Key | None:
        """The one person whose name has all these words (الحوثي, محمد بن سلمان); None if there are none or several."""
        mine = frozenset(bare(w) for w in words)
        if not mine or len(words) > 5:
            return None
        last = bare(words[-1])
        found = {key for name, key in self._persons.get(last, ()) if mine <= name or (name <= mine and len(name) > 1)}
        return found.pop() if len(found) == 1 else None

    def note(self, key: Key, phrase: Phrase, span: Span) -> None:
        """Remember the nouns that an actor may be called by: its head, or the first words of its names."""
        for noun in _nouns(phrase):
            self._nouns.setdefault(noun, []).append((span, key))

    def antecedent(self, phrase: Phrase, span: Span) -> Key | None:
        """The nearest actor before the span that its head may name, else the first behind it."""
        if phrase.head is None:
            return None
        found = {s: k for form in phrase.head.forms if " " not in form for s, k in self._nouns.get(bare(fold(form)), ())}
        found |= dict(self._nouns.get(phrase.head.id, ()))
        before = [s for s in found if s <= span]
        if before:
            return found[max(before)]
        return found[min(found)] if found else None


def _nouns(phrase: Phrase) -> set[str]:
    """Nouns that may stand for an actor alone; قوات، طيران، مسلحو of its aliases could be anybody's."""
    actor = phrase.actor
    if actor is not None:
        if actor.kind in ("person", "population"):
            return set()
        if actor.kind == "state":  # المملكة, الجمهورية
            first = {bare(fold(n).split()[0]) for n in actor.aliases if " " in n}
            return {n for n in first if (found := index().heads.at((n,), 0)[1]) and found[0].head.id == _REALM}
        own = {bare(fold(actor.name).split()[0])} if " " in actor.name else set()
        others = {bare(fold(n).split()[0]) for n in actor.aliases if " " in n}
        return own | {n for n in others if not _anybodys(n)}
    return {phrase.head.id} if phrase.head is not None and phrase.head.sort in ("force", "body") else set()


def _anybodys(noun: str) -> bool:
    found = index().heads.at((noun,), 0)[1]
    return not found or found[0].head.sort not in ("force", "body") or (found[0].many and found[0].head.sector == "MIL")
