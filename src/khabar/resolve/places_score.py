"""Scoring the gazetteer rows that a name can mean. Every term is kept, so that a record can say what decided."""

from __future__ import annotations

import math
from typing import NamedTuple

from khabar.resolve.places_context import Context, kilometres
from khabar.resolve.places_lookup import Looked
from khabar.resources.gazetteer import PlaceRow

LEVEL_BONUS = {"city": 0.6, "country": 0.5, "region": 0.2, "natural": 0.0, "facility": 0.0, "admin1": 0.2, "quarter": 0.0,
               "village": 0.0, "admin2": -0.2}  # fmt: skip
IMPORTANCE = 13.0
LITTLE_KNOWN, LITTLE = 45, -1.0
CAPITAL, CITY_OF_COUNTRY, NAMESAKE, NAMESAKE_KM = 1.0, -2.5, -4.0, 200.0
KIND_FIRST, KIND_STEP, KIND_MISS = 4.0, 0.7, -3.0
COUNTRY_WEIGHT, ABROAD = 4.0, -1.0
CONTAINED = "contained"
CONTAINED_COUNTRY, CONTAINED_ADMIN, ELSEWHERE, HELD_KM = 2.5, 2.0, -2.0, 120.0
NEAR_WEIGHT, NEAR_KM, KM_PER_DEGREE = 2.5, 120.0, 111.2
SAME_NAME = 2.0


class Scored(NamedTuple):
    """A row with its score and the terms that make it up (name, value)."""

    row: PlaceRow
    score: float
    terms: tuple[tuple[str, float], ...]


def score(
    looked: Looked, row: PlaceRow, context: Context, inside: tuple[PlaceRow, ...], earlier: PlaceRow | None
) -> Scored:
    """How well ``row`` fits: importance, kind word, the report's countries, containers, nearness, earlier mention."""
    terms: list[tuple[str, float]] = [("importance", row.importance / IMPORTANCE), ("level", LEVEL_BONUS[row.level])]
    if len(looked.rows) > 1 and row.importance < LITTLE_KNOWN and row.entry.startswith("geonames:"):
        terms.append(("little known", LITTLE))
    if looked.kind is None or looked.inner:
        terms += _namesakes(looked, row)
    if looked.kind is not None and not looked.inner:
        levels = looked.kind.levels
        fit = KIND_FIRST - KIND_STEP * levels.index(row.level) if row.level in levels else KIND_MISS
        terms.append(("kind word", fit))
    share = context.share(row.country, looked.key)
    if share is not None:
        terms.append(("country of the report", COUNTRY_WEIGHT * share if share > 0 else ABROAD))
    held = _held(row, inside)
    if held:
        terms.append((CONTAINED if held > 0 else "elsewhere than its holder", held))
    near = _near(row, context)
    if near > 0.05:
        terms.append(("near other places", near))
    if earlier is not None and earlier.number == row.number:
        terms.append(("earlier mention", SAME_NAME))
    return Scored(row, sum(value for _, value in terms), tuple(terms))


def _namesakes(looked: Looked, row: PlaceRow) -> list[tuple[str, float]]:
    """A bare name means the town rather than its province, the country rather than its capital, the capital first."""
    same = [other for other in looked.rows if other.country == row.country and other.number != row.number]
    if row.level == "city" and any(other.level == "country" for other in same):
        return [("city of a country of the same name", CITY_OF_COUNTRY)]
    if row.level in ("admin1", "admin2") and any(_town_of(other, row) for other in same):
        return [("unit of a town of the same name", NAMESAKE)]
    return [("capital", CAPITAL)] if row.feature == "capital" else []


def _town_of(town: PlaceRow, unit: PlaceRow) -> bool:
    near = town.feature == "capital" or kilometres(town, unit) < NAMESAKE_KM
    return town.level == "city" and near


def _held(row: PlaceRow, inside: tuple[PlaceRow, ...]) -> float:
    """The best agreement with a place that the text says holds this one; negative when no holder's country agrees."""
    values = [
        _agreement(row, holder)
        for holder in inside
        if holder.number != row.number and holder.country is not None and row.country is not None
    ]
    return max(values, default=0.0)


def _agreement(row: PlaceRow, holder: PlaceRow) -> float:
    if holder.country != row.country:
        return ELSEWHERE
    if holder.level == "country":
        return CONTAINED_COUNTRY
    same = holder.admin1 is not None and holder.admin1 == row.admin1
    return CONTAINED_COUNTRY + (CONTAINED_ADMIN if same or kilometres(holder, row) < HELD_KM else 0.0)


def _near(row: PlaceRow, context: Context) -> float:
    """More, the nearer the row lies to a certain place of the report; flat-earth distance is good enough here."""
    if row.level == "country" or not context.anchors:
        return 0.0
    cosine = math.cos(math.radians(row.lat))
    least = min(
        (
            (lat - row.lat) ** 2 + ((lon - row.lon) * cosine) ** 2
            for number, lat, lon in context.anchors
            if number != row.number
        ),
        default=math.inf,
    )
    return NEAR_WEIGHT * math.exp(-math.sqrt(least) * KM_PER_DEGREE / NEAR_KM)


def ranked(
    looked: Looked, context: Context, inside: tuple[PlaceRow, ...], earlier: PlaceRow | None
) -> tuple[Scored, ...]:
    """The rows of a mention, best first; ties go to the more important, then the lower row number."""
    scored = [score(looked, row, context, inside, earlier) for row in looked.rows]
    return tuple(sorted(scored, key=lambda s: (-s.score, -s.row.importance, s.row.number)))
