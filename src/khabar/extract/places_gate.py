"""Weighing whether a name of the gazetteer is a place where it stands, with the grounds in words."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.places_kinds import OPENERS, Kinded
from khabar.extract.places_names import Hit, Names
from khabar.extract.places_relation import Relation, relation_before
from khabar.extract.places_words import words
from khabar.text.document import Document

ENOUGH = 1.5
_COMMAS = frozenset("،,/(-")


class Candidate(NamedTuple):
    """A possible mention: tokens ``first`` to ``last``, its weight and what it rests on."""

    first: int
    last: int
    hit: Hit | None
    kinded: Kinded | None
    relation: Relation | None
    weight: float
    grounds: tuple[str, ...]

    @property
    def clitic(self) -> str:
        """The clitic written before the name."""
        return self.kinded.clitic if self.kinded else self.hit.clitic if self.hit else ""

    @property
    def begin(self) -> int:
        """The token at which the mention begins, with its kind word where that stands before it."""
        return self.kinded.at if self.kinded and not self.kinded.far else self.first


def prior(names: Names, key: str, written: str) -> tuple[float, str]:
    """The weight of a name by itself: what it is and how often the word means something else in news."""
    known, gazetteer = words(), names.gazetteer
    row = gazetteer.row(gazetteer.find(key)[0])
    several = " " in key
    if key in known.ambiguous or key in known.not_names:
        return -3.0, "the word usually means something else"
    if not several and row.level != "country" and (written in known.common or key in known.common):
        return -3.0, "a common word"
    if key in known.doubtful:
        return 0.0, "the word often means something else"
    if row.level == "country" or row.importance >= 70:
        weight, ground = 3.0, "a well-known name"
    elif row.importance >= 45:
        weight, ground = 2.0, "a known name"
    elif row.entry.startswith("place."):
        weight, ground = 1.0, "a name of the editorial layer"
    elif several:
        weight, ground = 1.0, "a name of several words"
    else:
        weight, ground = (0.0 if row.importance >= 38 else -0.5), "a small place"
    if len(key) <= 3 and row.importance < 60:
        weight -= 1.0
    return weight + (0.5 if several else 0.0), ground


def weigh(names: Names, doc: Document, hit: Hit, first: int, last: int) -> Candidate | None:
    """A name without a kind word, weighed by the words around it; None where they rule it out."""
    tokens, known = doc.tokens, words()
    before = tokens[hit.first - 1].norm if hit.first > first else ""
    after = tokens[hit.last] if hit.last < last else None
    if before in known.organisations or (after is not None and after.norm in known.organisation_tails and not hit.clitic):
        return None
    weight, ground = prior(names, hit.key, tokens[hit.first].norm)
    grounds = [ground]
    relation = relation_before(doc, hit.first, first) if not hit.clitic else None
    if relation is not None:
        weight, grounds = weight + 3.0, [*grounds, f"after {doc.words(relation.span)}"]
    elif before in known.prepositions or before in known.parts or hit.clitic in ("ب", "وب"):
        weight, grounds = weight + 1.0, [*grounds, "after a preposition"]
    if before in known.persons and not hit.clitic:
        weight, grounds = weight - 3.0, [*grounds, "after a person's title or name"]
    if hit.first == first and after is not None and (after.text in "-–:(" or after.text in _COMMAS):
        weight, grounds = weight + 1.0, [*grounds, "at the beginning of a line"]
    if hit.first > first and tokens[hit.first - 1].text == "#":
        weight, grounds = weight + 1.0, [*grounds, "a hashtag"]
    if after is not None and after.text in _COMMAS and hit.last + 1 < last:
        weight += _country_after(names, doc, hit, last)
    return Candidate(hit.first, hit.last, hit, None, relation, weight, tuple(grounds))


def _country_after(names: Names, doc: Document, hit: Hit, last: int) -> float:
    """2.0 when the name's own country follows (دبي، الإمارات), else 0.0."""
    gazetteer = names.gazetteer
    countries = {gazetteer.row(number).country for number in gazetteer.find(hit.key)}
    for other in names.at(doc.tokens, hit.last + 1, last):
        row = gazetteer.row(gazetteer.find(other.key)[0])
        if row.level == "country" and row.country in countries:
            return 2.0
    return 0.0


def opened(doc: Document, first: int, begin: int) -> int:
    """Token before ``begin``, skipping an opening quotation mark or bracket; ``first - 1`` when there is none."""
    at = begin - 1
    while at >= first and doc.tokens[at].text in OPENERS:
        at -= 1
    return at
