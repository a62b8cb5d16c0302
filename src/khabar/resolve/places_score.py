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
CAPITAL, NAMESAKE, NAMESAKE_KM = 1.0, -2.0, 200.0
KIND_FIRST, KIND_STEP, KIND_MISS = 4.0, 0.7, -3.0
COUNTRY_WEIGHT, ABROAD = 4.0, -1.0
CONTAINED_COUNTRY, CONTAINED_ADMIN = 2.5, 2.0
NEAR_WEIGHT, NEAR_KM = 2.5, 120.0
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
    if row.feature == "capital":
        terms.append(("capital", CAPITAL))
    if (looked.kind is None or looked.inner) and _namesake(looked, row):
        terms.append(("unit of a town of the same name", NAMESAKE))
    if looked.kind is not None and not looked.inner:
        levels = looked.kind.levels
        fit = KIND_FIRST - KIND_STEP * levels.index(row.level) if row.level in levels else KIND_MISS
        terms.append(("kind word", fit))
    if row.country is not None and context.countries:
        share = context.countries.get(row.country, 0.0)
        terms.append(("country of the report", COUNTRY_WEIGHT * share if share else ABROAD))
    held = _held(row, inside)
    if held:
        terms.append(("contained", held))
    near = _near(row, context)
    if near > 0.05:
        terms.append(("near other places", near))
    if earlier is not None and earlier.number == row.number:
        terms.append(("earlier mention", SAME_NAME))
    return Scored(row, sum(value for _, value in terms), tuple(terms))


def _namesake(looked: Looked, row: PlaceRow) -> bool:
    """Whether ``row`` is a province or district whose town has the same name: a bare name means the town."""
    return row.level in ("admin1", "admin2") and any(
        other.level == "city"
        and other.country == row.country
        and (other.feature == "capital" or kilometres(other, row) < NAMESAKE_KM)
        for other in looked.rows
    )


def _held(row: PlaceRow, inside: tuple[PlaceRow, ...]) -> float:
    best = 0.0
    for holder in inside:
        if holder.number == row.number or holder.country is None or holder.country != row.country:
            continue
        value = CONTAINED_COUNTRY
        if holder.level != "country":
            same = holder.admin1 is not None and holder.admin1 == row.admin1
            value += CONTAINED_ADMIN if same or kilometres(holder, row) < 120 else 0.0
        best = max(best, value)
    return best


def _near(row: PlaceRow, context: Context) -> float:
    if row.level == "country":
        return 0.0
    distances = [kilometres(row, anchor) for anchor in context.anchors if anchor.number != row.number]
    return NEAR_WEIGHT * math.exp(-min(distances) / NEAR_KM) if distances else 0.0


def ranked(
    looked: Looked, context: Context, inside: tuple[PlaceRow, ...], earlier: PlaceRow | None
) -> tuple[Scored, ...]:
    """The rows of a mention, best first; ties go to the more important, then the lower row number."""
    scored = [score(looked, row, context, inside, earlier) for row in looked.rows]
    return tuple(sorted(scored, key=lambda s: (-s.score, -s.row.importance, s.row.number)))
