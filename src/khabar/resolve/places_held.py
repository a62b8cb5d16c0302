"""Places that the gazetteer lacks, inside the province or district that the text names with them (قرية كذا في محافظة كذا)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.record.types import Place
from khabar.record.why import Why
from khabar.resources.gazetteer import PlaceRow

_UNITS = ("admin2", "admin1")
_TOO_WIDE = frozenset({"country", "admin1", "region"})


def within(places: Sequence[Place], keys: Sequence[str], holders: Sequence[Sequence[PlaceRow]]) -> list[Place]:
    """The places in the same order; an unresolved one has the country and province of the unit that the text says holds it.

    ``keys``: the folded name of each; ``holders``: the rows that hold each by the text, nearest first. What is held once is
    held wherever its name stands. It stays without a name of the gazetteer and without coordinates.
    """
    known: dict[str, PlaceRow] = {}
    for place, key, rows in zip(places, keys, holders, strict=True):
        unit = next((row for row in rows if row.level in _UNITS), None)
        if place.lat is None and place.level not in _TOO_WIDE and unit is not None:
            known.setdefault(key, unit)
    return [_held(place, known[key]) if place.lat is None and key in known else place for place, key in zip(places, keys, strict=True)]


def _held(place: Place, row: PlaceRow) -> Place:
    step = Why("places.held", entry=row.entry, note=f"the text says that it lies in {row.name_en}")
    return replace(place, country=row.country, admin1=row.admin1 or row.name_en, why=place.why.but(parts=(*place.why.parts, step)))
