"""Resolution of place names: which row of the gazetteer each mention means, and how sure that is.

Two rounds: first the names that can mean one place only (or one country) tell which countries and places the report
speaks of, then every name takes the row that fits them best. What no row fits stays without coordinates.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from khabar.extract.places_words import words
from khabar.record.mentions import PlaceMention
from khabar.record.types import Level, Place, PlaceCandidate
from khabar.resolve.places_context import FINE, Context, containers, context_of
from khabar.resolve.places_estimate import estimate, located, relation_of
from khabar.resolve.places_held import within
from khabar.resolve.places_lookup import Looked, look_up, no_name
from khabar.resolve.places_score import CONTAINED, Scored, ranked
from khabar.resolve.places_why import explanation
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document

Precision = Literal[1, 2, 3]
PRECISION: dict[str, Precision] = {"country": 3, "admin1": 3, "region": 3, "admin2": 2, "natural": 2}
ANCHORS = 40
Anchors = tuple[tuple[int, float, float], ...]
POINTS = FINE | {"admin1"}
CLEAR, SPOKEN_OF = 1.0, 0.2  # of places that only sound alike: the margin, the share of their country
KNOWN = 45  # importance of a town that needs no kind word
LARGE = 100_000  # people
FAMOUS = 55  # importance from which a place abroad may turn up in any report


def resolve(doc: Document, mentions: tuple[PlaceMention, ...]) -> tuple[Place, ...]:
    """One place for every mention that names one, in the same order, with ids p1 and on. Needs nothing but the document."""
    mentions = tuple(mention for mention in mentions if not no_name(look_up(doc, mention), mention))
    looked = [look_up(doc, mention) for mention in mentions]
    held = containers(doc, mentions)
    context = replace(context_of(doc, looked), anchors=_certain(looked))
    first = _round(looked, held, context, [None] * len(mentions))
    chosen = [_taken(item, rows, context) for item, rows in zip(looked, first, strict=True)]
    context = replace(context, anchors=_anchors(chosen))
    second = _round(looked, held, context, chosen)
    found = [
        _place(doc, number, mention, item, rows, context)
        for number, (mention, item, rows) in enumerate(zip(mentions, looked, second, strict=True), 1)
    ]
    inside = [_holders(i, looked, held, chosen) for i in range(len(looked))]
    return located(doc, within(found, [item.key for item in looked], inside))


def _taken(item: Looked, rows: tuple[Scored, ...], context: Context) -> PlaceRow | None:
    return rows[0].row if rows and plausible(item, rows, context) else None


def plausible(item: Looked, rows: tuple[Scored, ...], context: Context) -> bool:
    """Whether the best row may be taken: a little-known place must lie in a country that the report speaks of.

    The only place of its name may lie elsewhere when it is known enough or of the kind that the kind word says,
    but not when the text says that it lies in another country.
    """
    row, terms = rows[0].row, dict(rows[0].terms)
    if item.sound:
        return _by_sound(item, rows, context)
    if row.country is None or row.level == "country" or row.feature == "capital" or CONTAINED in terms:
        return True
    share = context.share(row.country, item.key)
    if share is None or share > 0 or row.importance >= FAMOUS or row.population >= LARGE:
        return True
    if item.key in words().institutions:
        return True
    if len(rows) > 1 or any(value < 0 for name, value in terms.items() if name.startswith("elsewhere")):
        return False
    return not item.inner and (row.importance >= KNOWN or terms.get("kind word", 0.0) > 0)


def _by_sound(item: Looked, rows: tuple[Scored, ...], context: Context) -> bool:
    """Whether a place that only sounds like the name is taken: in a country of the report, and clearly the best."""
    share = context.share(rows[0].row.country, item.key)
    clear = len(rows) == 1 or rows[0].score - rows[1].score >= CLEAR
    return share is not None and share >= SPOKEN_OF and clear


def _certain(looked: list[Looked]) -> Anchors:
    """Points of the names that mean one place only."""
    return _anchors([item.rows[0] if len(item.rows) == 1 else None for item in looked])


def _anchors(chosen: list[PlaceRow | None]) -> Anchors:
    """Points of settlements, sites and provinces, each once, at most ``ANCHORS``."""
    rows = {row.number: (row.number, row.lat, row.lon) for row in chosen if row is not None and row.level in POINTS}
    return tuple(rows.values())[:ANCHORS]


def _round(
    looked: list[Looked], held: list[list[tuple[int, bool]]], context: Context, chosen: list[PlaceRow | None]
) -> list[tuple[Scored, ...]]:
    """Rank every mention's rows; what was decided before it in the text, and chosen in the round before, helps."""
    decided: dict[str, PlaceRow] = {}
    known: dict[tuple[object, ...], tuple[Scored, ...]] = {}
    out: list[tuple[Scored, ...]] = []
    for i, item in enumerate(looked):
        inside = _holders(i, looked, held, chosen)
        earlier = decided.get(item.key)
        same = (
            item.key,
            item.kind.id if item.kind else None,
            item.inner,
            *(row.number for row in inside),
            earlier is None,
        )
        rows = known.get(same)
        if rows is None:
            rows = known[same] = ranked(item, context, inside, earlier)
        if rows:
            decided.setdefault(item.key, rows[0].row)
        out.append(rows)
    return out


def _holders(
    i: int, looked: list[Looked], held: list[list[tuple[int, bool]]], chosen: list[PlaceRow | None]
) -> tuple[PlaceRow, ...]:
    """The rows that the text says hold mention ``i``; another name of the same place in brackets is none."""
    own = {row.number for row in looked[i].rows}
    rows = [(chosen[j] or _first(looked[j]), marked) for j, marked in held[i]]
    return tuple(
        row
        for row, marked in rows
        if row is not None and row.number not in own and (not marked or row.level in ("country", "admin1"))
    )


def _first(item: Looked) -> PlaceRow | None:
    return item.rows[0] if item.rows else None


def _place(
    doc: Document, number: int, mention: PlaceMention, item: Looked, rows: tuple[Scored, ...], context: Context
) -> Place:
    words_there = doc.text[mention.span[0] : mention.span[1]]
    best = rows[0] if rows and plausible(item, rows, context) else None
    row = best.row if best else None
    relation = relation_of(doc, mention)
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
        precision=_precision(row, item.inner or item.sound, named),
        relation=named,
        candidates=len(rows),
        why=explanation(mention, item, rows, best),
        metonym=mention.metonym,
        estimated=estimate(doc, row, relation),
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


def _alternative(scored: Scored) -> PlaceCandidate:
    row = scored.row
    return PlaceCandidate(row.name_en, row.country, row.admin1, row.lat, row.lon, round(scored.score, 2), row.geonames)
