"""Relative positions before a name: شرق الموصل، على بعد 11 كيلومترا شمال غربي سامراء، إلى الجنوب من بغداد."""

from __future__ import annotations

import math
from typing import NamedTuple

from khabar.extract.places_words import words
from khabar.record.span import Span
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.document import Document

_MERGED = {
    (0, 90): ("northeast_of", 45.0),
    (0, 270): ("northwest_of", 315.0),
    (180, 90): ("southeast_of", 135.0),
    (180, 270): ("southwest_of", 225.0),
}
_FROM = frozenset({"من", "عن"})
_AFTER = 3
_DEFINITE = ("ال", "وال", "بال", "لل")


class Relation(NamedTuple):
    """What the words before a name say of a place near it.

    name: ``north_of`` … or ``near``; bearing: degrees clockwise from north; kilometres: distance, or None;
    span: the words; entry: the resource entry of the direction or nearness.
    """

    name: str
    bearing: float | None
    kilometres: float | None
    span: Span
    entry: PlaceWord | None = None


def relation_before(doc: Document, i: int, first: int) -> Relation | None:
    """The relation that stands directly before token ``i`` (not before token ``first``), or None.

    Takes one direction word or two (شمال غربي), an optional من (إلى الشرق من), and a distance before them or,
    without any direction, a distance with من or عن after it (على بعد 20 كيلومترا من).
    """
    tokens, known = doc.tokens, words()
    at = i - 1
    if at >= first and tokens[at].norm in _FROM and at - 1 >= first:
        at -= 1
    found = known.directions.get(tokens[at].norm) if at >= first else None
    if found is not None and at == i - 1 and tokens[at].norm.startswith(_DEFINITE):
        return None  # الرئيس الكوري الجنوبي كذا: an adjective
    if found is None:
        near = known.nears.get(tokens[i - 1].norm) if i - 1 >= first else None
        if near is not None and near.relation:
            return Relation(near.relation, None, None, doc.span(i - 1, i), near)
        return _distance_only(doc, i, at, first)
    begin, name, bearing = at, found.relation or "near", found.bearing
    other = known.directions.get(tokens[at - 1].norm) if at - 1 >= first else None
    if other is not None:
        merged = _merge(other.bearing, found.bearing)
        if merged is not None:
            begin, (name, bearing) = at - 1, merged
    kilometres, begin = _distance(doc, begin, first)
    return Relation(name, bearing, kilometres, doc.span(begin, i), found)


def _merge(one: float | None, two: float | None) -> tuple[str, float] | None:
    """North or south with east or west, in either order."""
    if one is None or two is None:
        return None
    key = (int(one), int(two))
    return _MERGED.get(key) or _MERGED.get((key[1], key[0]))


def _distance(doc: Document, begin: int, first: int) -> tuple[float | None, int]:
    """A number and unit of length shortly before token ``begin``; the token where the phrase begins."""
    tokens, known = doc.tokens, words()
    for at in range(begin - 1, max(first, begin - 4) - 1, -1):
        unit = known.units.get(tokens[at].norm)
        if unit is not None and unit.kilometres is not None:
            number = doc.number_at.get(at - 1) if at - 1 >= first else None
            if number is None:
                return None, begin
            return float(number.value) * unit.kilometres, max(first, number.first)
        if tokens[at].kind != "word":
            break
    return None, begin


def _distance_only(doc: Document, i: int, at: int, first: int) -> Relation | None:
    if at == i - 1 or at < first or words().units.get(doc.tokens[at].norm) is None:
        return None
    kilometres, begin = _distance(doc, at + 1, first)
    return Relation("near", None, kilometres, doc.span(begin, i)) if kilometres is not None else None


def distance_after(doc: Document, i: int, last: int) -> float | None:
    """Kilometres that follow a name directly (شرق الموصل بنحو عشرين كيلومترا), or None; reads to token ``last``."""
    tokens, known = doc.tokens, words()
    for at in range(i, min(i + _AFTER, last)):
        number = doc.number_at.get(at)
        if number is None:
            continue
        unit = known.units.get(tokens[number.core[1]].norm) if number.core[1] < last else None
        if unit is not None and unit.kilometres is not None:
            return float(number.value) * unit.kilometres
        return None
    return None


def shifted(lat: float, lon: float, bearing: float, kilometres: float) -> tuple[float, float]:
    """The point at ``kilometres`` from (lat, lon) in the direction of ``bearing`` on a sphere, in degrees."""
    turn, arc = math.radians(bearing), kilometres / 6371.0
    start = math.radians(lat)
    end = math.asin(math.sin(start) * math.cos(arc) + math.cos(start) * math.sin(arc) * math.cos(turn))
    east = math.atan2(math.sin(turn) * math.sin(arc) * math.cos(start), math.cos(arc) - math.sin(start) * math.sin(end))
    return round(math.degrees(end), 4), round((math.degrees(east) + lon + 540) % 360 - 180, 4)
