"""Which units are compared (blocking keys) and tied, and the happenings among them.

A tie looks at two units only, so that ties are the same in whatever order the units arrive; a new report touches what its
neighbours are tied to, and nothing else.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable

from khabar.assemble.happenings.grouping import Tie, grouped_by
from khabar.assemble.happenings.same import compare
from khabar.assemble.happenings.unit import Unit

CELL_DEGREES = 0.5
WEEK = 7
#: Numbers from here on help to find accounts without a place; smaller ones are too common.
TELLING = 5


def keys(unit: Unit) -> frozenset[str]:
    """Blocking keys under which a unit is filed: class × family × place × week. Units that can be the same meet in one."""
    return _keys(unit, _filed(unit), 0)


def asked(unit: Unit) -> frozenset[str]:
    """Keys under which units that could be the same as this one are filed; asking is symmetric."""
    return _keys(unit, _sought(unit), 1)


def _keys(unit: Unit, places: set[str], margin: int) -> frozenset[str]:
    return frozenset(f"{unit.kind}|{unit.family}|{place}|{week}" for place in places for week in _weeks(unit, margin))


def _cell(lat: float, lon: float) -> str:
    return f"{math.floor(lat / CELL_DEGREES)},{math.floor(lon / CELL_DEGREES)}"


def _marks(unit: Unit) -> set[str]:
    """What finds accounts where no place does."""
    return {f"by {name}" for name in (*unit.agents, *unit.targets)} | {f"at {name.removeprefix('~')}" for name in unit.names} | {
        f"{n.what} {n.min}" for n in unit.numbers if n.min is not None and n.min >= TELLING}


def _filed(unit: Unit) -> set[str]:
    """``area`` holds accounts known to that area only, ``area*`` all accounts inside it. Accounts whose place no gazetteer
    knows are filed under its words, their actors and their larger numbers; ``…*`` holds all accounts with those."""
    site = unit.site
    out = {f"{name}*" for name in _marks(unit)}
    if site is None:
        return out | _marks(unit)
    country, region = f"{site.country}", f"{site.country}/{site.admin1}"
    if site.fine:
        return out | {_cell(site.lat, site.lon), f"{region}*", f"{country}*"}
    if site.level == "country" or not site.admin1:
        return out | {country, f"{country}*"}
    return out | {region, f"{region}*", f"{country}*"}


def _sought(unit: Unit) -> set[str]:
    site = unit.site
    if site is None:
        return {f"{name}*" for name in _marks(unit)}
    out = _marks(unit)
    country, region = f"{site.country}", f"{site.country}/{site.admin1}"
    if site.fine:
        steps = (-CELL_DEGREES, 0.0, CELL_DEGREES)
        return out | {_cell(site.lat + dy, site.lon + dx) for dy in steps for dx in steps} | {region, country}
    return out | ({f"{country}*"} if site.level == "country" or not site.admin1 else {f"{region}*", country})


def _weeks(unit: Unit, margin: int) -> list[str]:
    """Weeks that the unit touches, ``margin`` days to either side; long periods are filed under their ends."""
    if unit.first is None or unit.last is None:
        return ["-"]
    first = datetime.date.fromisoformat(unit.first).toordinal() - margin
    last = datetime.date.fromisoformat(unit.last).toordinal() + margin
    weeks = range(first // WEEK, last // WEEK + 1)
    return [str(w) for w in (weeks if len(weeks) <= 8 else (*weeks[:4], *weeks[-4:]))]


def components(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """The happenings among some units: each a tuple of units, ordered by id."""
    units = list(units)
    return grouped_by(units, ties_among(units))


def ties_among(units: Iterable[Unit]) -> list[Tie]:
    """All ties between some units; only those that share a blocking key are compared."""
    filed: dict[str, list[Unit]] = defaultdict(list)
    ties: list[Tie] = []
    for unit in sorted(units, key=lambda u: u.id):
        near = {other.id: other for key in asked(unit) for other in filed[key]}
        ties += [(unit.id, other.id, points) for other in near.values() if (points := tie(unit, other)) is not None]
        for key in keys(unit):
            filed[key].append(unit)
    return ties


def tie(a: Unit, b: Unit) -> float | None:
    """The points that speak for two units being one happening; None when they are not. Those of one report are told apart by
    the report itself."""
    if a.report == b.report:
        return None
    verdict = compare(a, b)
    return verdict.points if verdict.same else None
