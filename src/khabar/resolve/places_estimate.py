"""Points that relative positions give (11 كيلومترا شمال غربي سامراء): beside the named place's own point, never over it."""

from __future__ import annotations

import itertools
from dataclasses import replace

from khabar.extract.places_relation import Relation, distance_after, relation_before, shifted
from khabar.extract.places_words import words
from khabar.record.mentions import PlaceMention
from khabar.record.span import quote
from khabar.record.types import Place, RelativePoint
from khabar.record.why import Why
from khabar.resolve.places_context import FINE
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document
from khabar.text.fold import fold

RECOGNISER = "places."
UNKNOWN_KM = 10.0  # "east of the town" without a distance
_GAP = 60  # characters between a place and the relative position that says where it lies


def relation_of(doc: Document, mention: PlaceMention) -> Relation | None:
    """The relative position before the mention or before its kind word, within its sentence."""
    if mention.relation is None and mention.why.rule.startswith(RECOGNISER):
        return None  # the recogniser has looked already
    first, last = doc.tokens_in(mention.span)
    sentence = doc.sentence_of.get(first)
    if sentence is None:
        return None
    found = relation_before(doc, first, sentence.first)
    if found is None and first - 1 >= sentence.first and doc.tokens[first - 1].norm in words().kinds:
        found = relation_before(doc, first - 1, sentence.first)
    if found is None or found.kilometres is not None:
        return found
    return found._replace(kilometres=distance_after(doc, last, sentence.last))


def estimate(doc: Document, row: PlaceRow | None, relation: Relation | None) -> RelativePoint | None:
    """The point that a relative position gives, with the radius in which it may be off; none for whole regions."""
    if row is None or relation is None or row.level not in FINE:
        return None
    words_there = quote(doc.text, relation.span)
    if relation.bearing is None:
        radius = relation.kilometres if relation.kilometres is not None else UNKNOWN_KM
        return RelativePoint(row.lat, row.lon, radius, words_there)
    distance = relation.kilometres if relation.kilometres is not None else UNKNOWN_KM
    lat, lon = shifted(row.lat, row.lon, relation.bearing, distance)
    # a direction of the compass is good to about 22 degrees, a reported distance to a tenth
    radius = max(2.0, 0.4 * distance) if relation.kilometres is not None else UNKNOWN_KM
    return RelativePoint(lat, lon, round(radius, 1), words_there)


def located(doc: Document, places: list[Place]) -> tuple[Place, ...]:
    """The places; an unresolved one whose position the text gives right behind it (قرية كذا شرق X) gets that estimate.

    It stays without coordinates of its own.
    """
    out = list(places)
    for i, (place, after) in enumerate(itertools.pairwise(places)):
        if place.lat is None and after.estimated is not None and _leads_to(doc, place, after.estimated):
            step = Why("places.estimated", note=f"{after.estimated.words.text} {after.text}", entry=after.why.entry)
            why = place.why.but(parts=(*place.why.parts, step))
            out[i] = replace(place, estimated=after.estimated, why=why)
    return tuple(out)


def _leads_to(doc: Document, place: Place, point: RelativePoint) -> bool:
    """Whether only words of lying (الواقعة، تبعد) stand between a place and a relative position."""
    if not 0 <= point.words.span[0] - place.span[1] <= _GAP:
        return False
    gap = doc.text[place.span[1] : point.words.span[0]]
    if "\n" in gap:
        return False
    between = fold(gap).replace("،", " ").replace(",", " ").replace("(", " ").split()
    return all(word in words().lying for word in between)
