"""The weight of a name by itself: how well known the place is, how often the word means something else in news."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.extract.places_names import Names, clitic_length
from khabar.extract.places_words import demonyms, words
from khabar.remembered import PHRASES
from khabar.resources.gazetteer import PlaceRow
from khabar.resources.schema.place_word import PlaceWord

ENOUGH = 1.5
NEVER = -3.0
WELL_KNOWN, KNOWN, SMALL = 70, 45, 38  # importance


class Ground(NamedTuple):
    """One ground for or against reading a name as a place: its weight, what it is, the word's entry if any."""

    value: float
    note: str
    entry: PlaceWord | None = None


@lru_cache(maxsize=PHRASES)
def prior(names: Names, key: str, clitic: str, text: str, norm: str) -> Ground:
    """The weight of the folded name ``key``, written as a token ``text`` (folded ``norm``) with ``clitic``."""
    row = names.gazetteer.row(names.gazetteer.find(key)[0])
    if " " in key:
        return _several(row, key)
    known = words()
    if key in known.institutions:
        return Ground(0.5, "a seat of power that mostly stands for people", known.institutions[key])
    spelt = known.spelt.get(text[clitic_length(text, clitic) :])
    if spelt is not None:
        return Ground(2.0, "spelt as only the place is", spelt)
    if key in known.ambiguous or key in known.not_names:
        return Ground(NEVER, "the word usually means something else")
    if row.level != "country" and (norm in known.common or key in known.common):
        return Ground(NEVER, "a common word")
    if _pronoun(text, row, key) or _other_hamza(text, row, key):
        return Ground(NEVER, "another word, spelt almost alike")
    if key in known.doubtful:
        return Ground(0.0, "the word often means something else", known.doubtful[key])
    if key in known.adjectives or (key in demonyms() and not key.startswith("ال") and not key.endswith("ا")):
        return Ground(0.5, "the word can be an adjective", known.adjectives.get(key) or demonyms()[key])
    if key in known.trusted:
        return Ground(2.0, "a name that is a place wherever news has it", known.trusted[key])
    return _standing(row, key, norm != key)


def _several(row: PlaceRow, key: str) -> Ground:
    """The weight of a name of several words."""
    known, first = words(), key.split(" ", 1)[0]
    if key in known.institutions:
        return Ground(0.5, "a seat of power that mostly stands for people", known.institutions[key])
    if key in known.ambiguous:
        return Ground(NEVER, "the words usually mean something else")
    if first in known.kinds:
        return Ground(2.0, "a name with its kind word")
    if first in known.particles or first in known.prepositions:
        return Ground(NEVER, "words that meet by chance")
    if first in known.persons and row.importance < 60:
        return Ground(0.0, "the name can be a person's")
    return _standing(row, key, False)


def _standing(row: PlaceRow, key: str, joined: bool) -> Ground:
    """The weight of a name that is no common word, from the place's importance."""
    several = " " in key
    if row.level == "country" or row.importance >= WELL_KNOWN:
        return Ground(3.0, "a well-known name")
    if row.importance >= KNOWN:
        weight, note = 1.25, "a known name"
    elif row.entry.startswith("place."):
        weight, note = 1.0, "a name of the editorial layer"
    else:
        weight, note = (0.0 if row.importance >= SMALL else -0.5), "a small place"
    if len(key) <= 3 and row.importance < 60:
        weight -= 1.5 if joined and not several else 0.75
    return Ground(weight + (0.75 if several else 0.0), note)


def _other_hamza(text: str, row: PlaceRow, key: str) -> bool:
    """Whether a short word has a hamza that the place's name does not have (بؤر and بور)."""
    return len(key) <= 4 and any(hamza in text and hamza not in row.name_ar for hamza in "ؤئء")


def _pronoun(text: str, row: PlaceRow, key: str) -> bool:
    """Whether the final ه is a pronoun after a common word (داخله), where the place's name is spelt with ة."""
    if not (text.endswith("ه") and row.name_ar.endswith("ة")):
        return False
    return key[:-1] in words().common or key[:-1] in words().parts
