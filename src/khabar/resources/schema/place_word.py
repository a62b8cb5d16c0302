"""Schema of ``data/place_word/*.yaml``: the words around place names (see docs/places.md)."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry
from khabar.resources.schema.place import PlaceLevel

Group = Literal[
    "kind", "list_kind", "not_kind", "announce", "name_head", "adjective_tail",  # words that introduce a name
    "direction", "near", "unit", "preposition", "part", "container", "lying",  # words of position
    "organisation", "organisation_tail", "organisation_phrase", "institution", "person", "verbal", "particle",
    "ambiguous", "doubtful", "trusted", "common", "not_name", "adjective", "spelt",  # what a word is by itself
    "government", "demonym", "outlet",
]  # fmt: skip


class PlaceWord(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words of one sort and what they do beside a name.

    group: what the words do; forms: the words, without clitics; levels: what a kind word says the place is, the
    likeliest first; names: which words a kind word makes a name (``any`` word that is not a common adjective,
    ``rare`` words only, ``known`` names of the gazetteer only); in_name: the kind word is part of the name's span
    (مطار، جبل); bearing: degrees clockwise from north; relation: its name in a record; kilometres: length of a unit;
    country: ISO code that a demonym or outlet stands for; not_after: words after which a kind word is none;
    accept, reject: sentences in which the entry leads to a place, or no place is to be read.
    """

    group: Group
    forms: tuple[str, ...]
    levels: tuple[PlaceLevel, ...] = ()
    names: Literal["any", "rare", "known"] = "known"
    in_name: bool = False
    bearing: float | None = None
    relation: str | None = None
    kilometres: float | None = None
    country: str | None = None
    not_after: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.group in ("kind", "list_kind") and not self.levels:
            raise ValueError("a kind word needs levels")
        if self.group == "direction" and (self.bearing is None or self.relation is None):
            raise ValueError("a direction needs bearing and relation")
        if self.group in ("demonym", "outlet") and self.country is None:
            raise ValueError("a demonym and an outlet need a country")
