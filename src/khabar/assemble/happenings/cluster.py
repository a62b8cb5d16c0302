"""Happenings as connected components of the relation ``same`` over units, found through blocking keys.

Because the relation looks at pairs only, the components are the same in whatever order the units arrive; a new report
touches the components of its neighbours and nothing else.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable

from khabar.assemble.happenings.same import compare
from khabar.assemble.happenings.unit import Unit

CELL_DEGREES = 0.5
WEEK = 7


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


def _filed(unit: Unit) -> set[str]:
    """``area`` holds accounts known to that area only, ``area*`` all accounts inside it; so for actors without a place."""
    site = unit.site
    out = {f"by {name}*" for name in (*unit.agents, *unit.targets)}
    if site is None:
        return out | {f"by {name}" for name in (*unit.agents, *unit.targets)}
    country, region = f"{site.country}", f"{site.country}/{site.admin1}"
    if site.fine:
        return out | {_cell(site.lat, site.lon), f"{region}*", f"{country}*"}
    if site.level == "country" or not site.admin1:
        return out | {country, f"{country}*"}
    return out | {region, f"{region}*", f"{country}*"}


def _sought(unit: Unit) -> set[str]:
    site = unit.site
    names = (*unit.agents, *unit.targets)
    if site is None:
        return {f"by {name}*" for name in names}
    out = {f"by {name}" for name in names}
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
    units = sorted(units, key=lambda u: u.id)
    parent = list(range(len(units)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    filed: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        near = {j for key in asked(unit) for j in filed[key]}
        for j in sorted(near):
            if root(i) != root(j) and related(unit, units[j]):
                parent[root(i)] = root(j)
        for key in keys(unit):
            filed[key].append(i)
    out: dict[int, list[Unit]] = defaultdict(list)
    for i, unit in enumerate(units):
        out[root(i)].append(unit)
    return [tuple(found) for found in out.values()]


def related(a: Unit, b: Unit) -> bool:
    """Whether two units belong to one happening; those of one report are told apart by the report itself."""
    return a.report != b.report and compare(a, b).same
