"""Weighing whether a name of the gazetteer is a place where it stands, with the grounds in words."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.places_kinds import OPENERS, Kinded
from khabar.extract.places_names import Hit, Names, clitic_length
from khabar.extract.places_relation import Relation, relation_before
from khabar.extract.places_words import demonyms, words
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document
from khabar.text.tokens import Token

ENOUGH = 1.5
_COMMAS = frozenset("،,/(-")
_DEFINITE = ("ال", "وال", "بال", "لل", "فال", "كال", "ولل")


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
    grounds: tuple[str, ...]
    written: str = ""

    @property
    def clitic(self) -> str:
        """The clitic written before the name."""
        return self.kinded.clitic if self.kinded else self.hit.clitic if self.hit else self.written

    @property
    def begin(self) -> int:
        """The token at which the mention begins, with its kind word where that stands before it."""
        return self.kinded.at if self.kinded and not self.kinded.far else self.first


def prior(names: Names, hit: Hit, token: Token) -> tuple[float, str]:
    """The weight of a name by itself: what it is and how often the word means something else in news."""
    known, key, several = words(), hit.key, " " in hit.key
    row = names.gazetteer.row(names.gazetteer.find(key)[0])
    first = key.split(" ", 1)[0]
    if key in known.ambiguous and several:
        return -3.0, "the words usually mean something else"
    if several and first in known.kinds and key not in known.ambiguous:
        return 2.0, "a name with its kind word"
    if several and (first in known.particles or first in known.prepositions):
        return -3.0, "begins with a particle"
    if several and first in known.persons and row.importance < 60:
        return 0.0, "the name can be a person's"
    if key in known.institutions:
        return 0.5, "a seat of power that mostly stands for people"
    if (key in known.ambiguous or key in known.not_names) and not _spelt(token, hit):
        return -3.0, "the word usually means something else"
    if not several and row.level != "country" and (token.norm in known.common or key in known.common):
        return -3.0, "a common word"
    if not several and (_pronoun(token, row, key) or _other_hamza(token, row, key)):
        return -3.0, "another word, spelt almost alike"
    if key in known.doubtful:
        return 0.0, "the word often means something else"
    if key in known.adjectives or (key in demonyms() and not key.startswith("ال") and not key.endswith("ا")):
        return 0.5, "the word can be an adjective"
    if key in known.trusted:
        return 2.0, "a name that is a place wherever news has it"
    return _standing(row, hit, token.norm != key)


def _standing(row: PlaceRow, hit: Hit, joined: bool) -> tuple[float, str]:
    """The weight of a name that is no common word, from the place's importance."""
    several = " " in hit.key
    if row.level == "country" or row.importance >= 70:
        return 3.0, "a well-known name"
    if row.importance >= 45:
        weight, ground = 1.25, "a known name"
    elif row.entry.startswith("place."):
        weight, ground = 1.0, "a name of the editorial layer"
    else:
        weight, ground = (0.0 if row.importance >= 38 else -0.5), "a small place"
    if len(hit.key) <= 3 and row.importance < 60:
        weight -= 1.5 if joined and not several else 0.75
    return weight + (0.75 if several else 0.0), ground


def _spelt(token: Token, hit: Hit) -> bool:
    """Whether the word is spelt as only the place is (إب, not آب)."""
    return token.text[clitic_length(token.text, hit.clitic) :] in words().spelt


def _other_hamza(token: Token, row: PlaceRow, key: str) -> bool:
    """Whether a short word has a hamza that the place's name does not have (بؤر and بور)."""
    return len(key) <= 4 and any(h in token.text and h not in row.name_ar for h in "ؤئء")


def _pronoun(token: Token, row: PlaceRow, key: str) -> bool:
    """Whether the final ه is a pronoun after a common word (داخله), where the place's name is spelt with ة."""
    return token.text.endswith("ه") and row.name_ar.endswith("ة") and key[:-1] in words().common | words().parts


def weigh(names: Names, doc: Document, hit: Hit, first: int, last: int) -> Candidate | None:
    """A name without a kind word, weighed by the words around it; None where they rule it out."""
    tokens = doc.tokens
    if ruled_out(doc, hit, first, last):
        return None
    relation = relation_before(doc, hit.first, first) if not hit.clitic else None
    found = [
        prior(names, hit, tokens[hit.first]),
        _setting(doc, hit, first, relation),
        _edges(names, doc, hit, first, last),
    ]
    weight = sum(value for value, _ in found)
    return Candidate(hit.first, hit.last, hit, None, relation, weight, tuple(ground for _, ground in found if ground))


def ruled_out(doc: Document, hit: Hit, first: int, last: int) -> bool:
    """Part of an organisation's name, a nationality, a point of the compass: no place, whatever else is near."""
    tokens, known = doc.tokens, words()
    at = opened(doc, first, hit.first)
    before = tokens[at].norm if at >= first else ""
    after = tokens[hit.last].norm if hit.last < last else ""
    if before in known.organisations and not hit.clitic:
        return True
    if after in known.organisation_tails and not hit.clitic:
        return True
    if before in known.verbals or any("\u064b" in t.text for t in tokens[hit.first : hit.last]):
        return True  # لم تدمر: a verb; دوماً: an adverb
    if at - 2 >= first and " ".join(t.norm for t in tokens[at - 2 : at + 1]) in known.phrases:
        return True
    if at - 1 >= first and f"{tokens[at - 1].norm} {before}" in known.phrases:
        return True
    single = hit.last - hit.first == 1
    if single and (hit.key in known.directions or hit.key in known.kinds):
        return True
    return single and adjective(doc, hit, at, first)


def adjective(doc: Document, hit: Hit, at: int, first: int) -> bool:
    """Whether a name that is an adjective too (السعودية، البيضاء، روسيا in the accusative) qualifies a noun here."""
    known = words()
    if hit.key not in known.adjectives and hit.key not in demonyms():
        return False
    if at < first:
        return False
    before = doc.tokens[at]
    if before.kind == "number":
        return True
    if hit.key.endswith("ا"):
        return at - 1 >= first and doc.tokens[at - 1].kind == "number" and before.norm.endswith("ا")
    if hit.clitic not in ("", "و") or before.kind != "word" or at != hit.first - 1:
        return False
    if hit.key.startswith("ال") and hit.key not in known.adjectives:
        return not hit.clitic and before.norm.startswith(_DEFINITE) and before.norm not in known.prepositions
    return not (before.norm in known.prepositions or before.norm in known.parts or before.norm in known.directions
                or before.norm in known.nears or hit.clitic)  # fmt: skip


def _setting(doc: Document, hit: Hit, first: int, relation: Relation | None) -> tuple[float, str]:
    """The word before the name."""
    known = words()
    before = doc.tokens[hit.first - 1].norm if hit.first > first else ""
    if relation is not None:
        return 3.0, f"after {doc.words(relation.span)}"
    if before in known.persons and not hit.clitic:
        return -3.0, "after a person's title or name"
    if before in known.prepositions or before in known.parts or hit.clitic in ("ب", "وب"):
        return 1.0, "after a preposition"
    return 0.0, ""


def _edges(names: Names, doc: Document, hit: Hit, first: int, last: int) -> tuple[float, str]:
    """A line's beginning, a hashtag, a country after a comma."""
    tokens = doc.tokens
    after = tokens[hit.last].text if hit.last < last else ""
    if hit.first > first and tokens[hit.first - 1].text == "#":
        return 1.0, "a hashtag"
    if after and after in _COMMAS and hit.last + 1 < last and _country_after(names, doc, hit, last):
        return 2.0, "its country follows"
    if hit.first == first and after and after in "-–:(،/":
        return 1.0, "at the beginning of a line"
    return 0.0, ""


def _country_after(names: Names, doc: Document, hit: Hit, last: int) -> bool:
    """Whether the name's own country follows (دبي، الإمارات)."""
    gazetteer = names.gazetteer
    countries = {gazetteer.row(number).country for number in gazetteer.find(hit.key)}
    for other in names.at(doc.tokens, hit.last + 1, last):
        row = gazetteer.row(gazetteer.find(other.key)[0])
        if row.level == "country" and row.country in countries:
            return True
    return False


def opened(doc: Document, first: int, begin: int) -> int:
    """Token before ``begin``, skipping an opening quotation mark or bracket; ``first - 1`` when there is none."""
    at = begin - 1
    while at >= first and doc.tokens[at].text in OPENERS:
        at -= 1
    return at
