"""Weighing a name by the words around it: what speaks for a place, and what rules one out."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.places_kinds import OPENERS, TANWIN, Kinded
from khabar.extract.places_names import Hit, Names
from khabar.extract.places_relation import Relation, relation_before
from khabar.extract.places_weight import Ground, prior
from khabar.extract.places_words import demonyms, words
from khabar.text.document import Document

_COMMAS = frozenset("،,/(-")
_AFTER_HEAD = frozenset("-–:(،/")
_DEFINITE = ("ال", "وال", "بال", "لل", "فال", "كال", "ولل")
_IN = ("ب", "وب")
COUNTRY_FOLLOWS = "its country follows"


class Candidate(NamedTuple):
    """A possible mention: tokens ``first`` to ``last``, its weight and what it rests on.

    written: the clitic before a name that the gazetteer lacks.
    """

    first: int
    last: int
    hit: Hit | None
    kinded: Kinded | None
    relation: Relation | None
    weight: float
    grounds: tuple[Ground, ...]
    written: str = ""

    @property
    def clitic(self) -> str:
        """The clitic written before the name."""
        return self.kinded.clitic if self.kinded else self.hit.clitic if self.hit else self.written

    @property
    def begin(self) -> int:
        """The token at which the mention begins, with its kind word where that stands before it."""
        return self.kinded.at if self.kinded and not self.kinded.far else self.first


def weigh(names: Names, doc: Document, hit: Hit, first: int, last: int) -> Candidate | None:
    """A name without a kind word, weighed by the words around it; None where they rule it out."""
    token = doc.tokens[hit.first]
    if ruled_out(doc, hit, first, last) or part_of_country(names, hit):
        return None
    relation = relation_before(doc, hit.first, first) if not hit.clitic else None
    grounds = [
        prior(names, hit.key, hit.clitic, token.text, token.norm),
        _setting(doc, hit, first, relation),
        _edges(names, doc, hit, first, last),
    ]
    kept = tuple(ground for ground in grounds if ground is not None)
    return Candidate(hit.first, hit.last, hit, None, relation, sum(ground.value for ground in kept), kept)


def ruled_out(doc: Document, hit: Hit, first: int, last: int) -> bool:
    """Part of an organisation's name, a nationality, a point of the compass: no place, whatever else is near."""
    tokens, known = doc.tokens, words()
    at = opened(doc, first, hit.first)
    before = tokens[at].norm if at >= first else ""
    after = tokens[hit.last].norm if hit.last < last else ""
    if not hit.clitic and (before in known.organisations or after in known.organisation_tails):
        return True
    if before in known.verbals or any(TANWIN in t.text for t in tokens[hit.first : hit.last]):
        return True  # لم تدمر: a verb; دوماً: an adverb
    if known.phrases and at - 1 >= first and before in known.prepositions:
        two = f"{tokens[at - 1].norm} {before}"
        if two in known.phrases or (at - 2 >= first and f"{tokens[at - 2].norm} {two}" in known.phrases):
            return True
    if hit.last - hit.first > 1:
        return False
    return hit.key in known.directions or hit.key in known.kinds or adjective(doc, hit, at, first)


def part_of_country(names: Names, hit: Hit) -> bool:
    """Whether a name is a direction and a country (شمال شرق نيجيريا): the country is the place, in a relation."""
    first, _, rest = hit.key.partition(" ")
    if not rest or first not in words().directions:
        return False
    gazetteer = names.gazetteer
    while rest.partition(" ")[0] in words().directions:
        rest = rest.partition(" ")[2]
    found = gazetteer.find(rest)
    whole = gazetteer.row(gazetteer.find(hit.key)[0])
    return bool(found) and whole.level != "country" and gazetteer.row(found[0]).level == "country"


def adjective(doc: Document, hit: Hit, at: int, first: int) -> bool:
    """Whether a name that is an adjective too (السعودية، البيضاء، روسيا in the accusative) qualifies a noun here."""
    known, key = words(), hit.key
    if (key not in known.adjectives and key not in demonyms()) or at < first:
        return False
    before = doc.tokens[at]
    if before.kind == "number":
        return True
    if key.endswith("ا"):
        return at - 1 >= first and doc.tokens[at - 1].kind == "number" and before.norm.endswith("ا")
    if hit.clitic not in ("", "و") or before.kind != "word" or at != hit.first - 1:
        return False
    if key.startswith("ال") and key not in known.adjectives:
        return not hit.clitic and before.norm.startswith(_DEFINITE) and before.norm not in known.prepositions
    return not (hit.clitic or _of_place(before.norm))


def _of_place(word: str) -> bool:
    """Whether a word is one that names of places follow."""
    known = words()
    return word in known.prepositions or word in known.parts or word in known.directions or word in known.nears


def _setting(doc: Document, hit: Hit, first: int, relation: Relation | None) -> Ground | None:
    """What the word before the name says."""
    known = words()
    before = doc.tokens[hit.first - 1].norm if hit.first > first else ""
    if relation is not None:
        return Ground(3.0, f"after {doc.words(relation.span)}", relation.entry)
    if not hit.clitic and before in known.persons:
        return Ground(-3.0, "after a person's title or name", known.persons[before])
    if before in known.prepositions or hit.clitic in _IN:
        return Ground(1.0, "after a preposition", known.prepositions.get(before))
    if before in known.parts:
        return Ground(1.0, f"after {doc.tokens[hit.first - 1].text}", known.parts[before])
    return None


def _edges(names: Names, doc: Document, hit: Hit, first: int, last: int) -> Ground | None:
    """A line's beginning, a hashtag, a country after a comma."""
    tokens = doc.tokens
    if hit.first > first and tokens[hit.first - 1].text == "#":
        return Ground(1.0, "a hashtag")
    after = tokens[hit.last].text if hit.last < last else "."
    if after in _COMMAS and hit.last + 1 < last and _country_after(names, doc, hit, last):
        return Ground(2.0, COUNTRY_FOLLOWS)
    if hit.first == first and after in _AFTER_HEAD:
        return Ground(1.0, "at the beginning of a line")
    return None


def _country_after(names: Names, doc: Document, hit: Hit, last: int) -> bool:
    """Whether the name's own country follows (دبي، الإمارات)."""
    gazetteer = names.gazetteer
    for other in names.at(doc.tokens, hit.last + 1, last):
        row = gazetteer.row(gazetteer.find(other.key)[0])
        if row.level == "country":
            return any(gazetteer.row(number).country == row.country for number in gazetteer.find(hit.key))
    return False


def opened(doc: Document, first: int, begin: int) -> int:
    """Token before ``begin``, skipping opening quotation marks and brackets; ``first - 1`` when there is none."""
    at = begin - 1
    while at >= first and doc.tokens[at].text in OPENERS:
        at -= 1
    return at
