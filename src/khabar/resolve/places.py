"""Resolution of place names: which row of the gazetteer each mention means, and how sure that is.

Two rounds: first the names that can mean one place only (or one country) tell which countries and places the report
speaks of, then every name takes the row that fits them best. What no row fits stays without coordinates.
"""

from __future__ import annotations

from typing import Literal

from khabar.extract.places_relation import Relation, relation_before, shifted
from khabar.extract.places_words import words
from khabar.record.mentions import PlaceMention
from khabar.record.span import quote
from khabar.record.types import Level, Place, PlaceCandidate, RelativePoint
from khabar.resolve.places_context import FINE, Context, containers, country_weights
from khabar.resolve.places_lookup import Looked, look_up
from khabar.resolve.places_score import Scored, ranked
from khabar.resolve.places_why import explanation
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document

Precision = Literal[1, 2, 3]
PRECISION: dict[str, Precision] = {"country": 3, "admin1": 3, "region": 3, "admin2": 2, "natural": 2}
ANCHORS = 40
UNKNOWN_KM = 10.0  # "east of the town" without a distance
LARGE = 100_000  # people
FAMOUS = 55  # importance from which a place abroad may turn up in any report


def resolve(doc: Document, mentions: tuple[PlaceMention, ...]) -> tuple[Place, ...]:
    """One place for every mention, in the same order, with ids p1 and on. Needs nothing but the document."""
    looked = [look_up(doc, mention) for mention in mentions]
    held = containers(doc, mentions)
    context = Context(country_weights(doc, looked), _certain(looked))
    first = _round(looked, held, context, [None] * len(mentions))
    chosen = [rows[0].row if rows and plausible(rows[0], context) else None for rows in first]
    context = Context(context.countries, _anchors(chosen))
    second = _round(looked, held, context, chosen)
    return tuple(
        _place(doc, number, mention, item, rows, context)
        for number, (mention, item, rows) in enumerate(zip(mentions, looked, second, strict=True), 1)
    )


def plausible(scored: Scored, context: Context) -> bool:
    """Whether the best row may be taken: a little-known place must lie in a country that the report speaks of."""
    row = scored.row
    if row.country is None or row.level == "country" or not context.countries:
        return True
    if row.importance >= FAMOUS or row.population >= LARGE:
        return True
    return row.country in context.countries or any(name == "contained" for name, _ in scored.terms)


def _certain(looked: list[Looked]) -> tuple[PlaceRow, ...]:
    """Fine rows of the names that mean one place only."""
    rows = {item.rows[0].number: item.rows[0] for item in looked if len(item.rows) == 1}
    return tuple(row for row in rows.values() if row.level in FINE or row.level == "admin1")[:ANCHORS]


def _anchors(chosen: list[PlaceRow | None]) -> tuple[PlaceRow, ...]:
    rows = {row.number: row for row in chosen if row is not None}
    return tuple(row for row in rows.values() if row.level in FINE or row.level == "admin1")[:ANCHORS]


def _round(
    looked: list[Looked], held: list[list[int]], context: Context, chosen: list[PlaceRow | None]
) -> list[tuple[Scored, ...]]:
    """Rank every mention's rows; what was decided before it in the text, and chosen in the round before, helps."""
    decided: dict[str, PlaceRow] = {}
    out: list[tuple[Scored, ...]] = []
    for i, item in enumerate(looked):
        inside = tuple(row for j in held[i] for row in [chosen[j] or _first(looked[j])] if row is not None)
        rows = ranked(item, context, inside, decided.get(item.key))
        if rows:
            decided.setdefault(item.key, rows[0].row)
        out.append(rows)
    return out


def _first(item: Looked) -> PlaceRow | None:
    return item.rows[0] if item.rows else None


def _place(doc: Document, number: int, mention: PlaceMention, item: Looked, rows: tuple[Scored, ...], context: Context) -> Place:
    words_there = doc.text[mention.span[0] : mention.span[1]]
    best = rows[0] if rows and plausible(rows[0], context) else None
    row = best.row if best else None
    relation = _relation(doc, mention)
    named = (relation.name if relation else None) or mention.relation
    level = _level(item, row)
    name_en = row.name_en if row else None
    if row is not None and item.inner and item.kind is not None:
        name_en = f"{row.name_en} {item.kind.id.rsplit('.', 1)[1].replace('_', ' ')}"
    return Place(
        id=f"p{number}",
        span=mention.span,
        text=words_there,
        name_en=name_en,
        geonames=row.geonames if row and not item.inner else None,
        country=row.country if row else None,
        admin1=row.admin1 if row else None,
        level=level,
        lat=row.lat if row else None,
        lon=row.lon if row else None,
        precision=_precision(row, item.inner, named),
        relation=named,
        candidates=len(rows),
        why=explanation(mention, item, rows, best),
        metonym=mention.metonym,
        estimated=_estimated(doc, row, relation),
        alternatives=tuple(_alternative(s) for s in (rows[1:6] if best else rows[:5])),
    )


def _level(item: Looked, row: PlaceRow | None) -> Level | None:
    """The row's level; of a name found only inside (مطار X), or not at all, what the kind word says."""
    if item.kind is not None and (row is None or item.inner):
        return item.kind.levels[0]
    return row.level if row else None  # type: ignore[return-value]


def _precision(row: PlaceRow | None, inner: bool, relation: str | None) -> Precision | None:
    """1 exact place, 2 near it or part of a region, 3 region (ACLED's codes)."""
    if row is None:
        return None
    precision = PRECISION.get(row.level, 1)
    vague = inner or relation is not None or row.certainty == "low"
    return 2 if vague and precision == 1 else precision


def _relation(doc: Document, mention: PlaceMention) -> Relation | None:
    """The relative position before the mention or before its kind word, within its sentence."""
    first, _ = doc.tokens_in(mention.span)
    sentence = doc.sentence_of.get(first)
    if sentence is None:
        return None
    found = relation_before(doc, first, sentence.first)
    if found is None and first - 1 >= sentence.first and doc.tokens[first - 1].norm in words().kinds:
        found = relation_before(doc, first - 1, sentence.first)
    return found


def _estimated(doc: Document, row: PlaceRow | None, relation: Relation | None) -> RelativePoint | None:
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


def _alternative(scored: Scored) -> PlaceCandidate:
    row = scored.row
    return PlaceCandidate(row.name_en, row.country, row.admin1, row.lat, row.lon, round(scored.score, 2), row.geonames)

