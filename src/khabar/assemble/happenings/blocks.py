"""Blocking: the places and weeks under which a unit is filed, and those under which units that could be the same as it are.

Accounts of one happening share a place cell, an area, or, where no gazetteer knows the place, its words, an actor or a
larger number; two such, their wording. What lies in no country (a sea, a peninsula) is found like what has no place. Asking
is symmetric: what finds another is found by it.
"""

from __future__ import annotations

import math

from khabar.assemble.happenings.traits import Traits
from khabar.assemble.happenings.unit import Site

CELL_DEGREES = 0.5
WEEK = 7
#: Weeks up to which a unit is filed under each that it touches; longer ones are filed under half as many at either end.
MOST_WEEKS = 8
#: Numbers from here on help to find accounts without a place; a bare singular is too common.
TELLING = 2


def filed(unit: Traits) -> set[str]:
    """``area`` holds accounts known to that area only, ``area*`` all accounts inside it. Accounts whose place no gazetteer
    knows are filed under its words, their actors and their larger numbers; ``…*`` holds all accounts with those. They
    are filed under the bands of their wording too."""
    site = unit.site
    marks = _marks(unit)
    out = {f"{name}*" for name in marks}
    if site is None or not site.bounded:
        return out | marks | _wording(unit) | _open(site)
    country, region = f"{site.country}", f"{site.country}/{site.admin1}"
    if site.fine:
        return out | {_cell(site.lat, site.lon), f"{region}*", f"{country}*"}
    if site.level == "country" or not site.admin1:
        return out | {country, f"{country}*"}
    return out | {region, f"{region}*", f"{country}*"}


def sought(unit: Traits) -> set[str]:
    """Under which places units that could be the same are filed."""
    site = unit.site
    if site is None or not site.bounded:
        return {f"{name}*" for name in _marks(unit)} | _wording(unit) | _open(site)
    out = _marks(unit)
    country, region = f"{site.country}", f"{site.country}/{site.admin1}"
    if site.fine:
        steps = (-CELL_DEGREES, 0.0, CELL_DEGREES)
        return out | {_cell(site.lat + dy, site.lon + dx) for dy in steps for dx in steps} | {region, country}
    return out | ({f"{country}*"} if site.level == "country" or not site.admin1 else {f"{region}*", country})


def weeks(unit: Traits, margin: int) -> list[str]:
    """Weeks that the unit touches, ``margin`` days to either side; long periods are filed under their ends."""
    if unit.first is None or unit.last is None:
        return ["-"]
    first, last = unit.first - margin, unit.last + margin
    found = range(first // WEEK, last // WEEK + 1)
    half = MOST_WEEKS // 2
    return [str(w) for w in (found if len(found) <= MOST_WEEKS else (*found[:half], *found[-half:]))]


def _cell(lat: float, lon: float) -> str:
    return f"{math.floor(lat / CELL_DEGREES)},{math.floor(lon / CELL_DEGREES)}"


def _marks(unit: Traits) -> set[str]:
    """What finds accounts where no place does."""
    return {f"by {name}" for name in (*unit.agents, *unit.targets)} | {f"at {name.removeprefix('~')}" for name in unit.names} | {
        f"{n.what} {n.min}" for n in unit.numbers if n.min is not None and n.min >= TELLING}


def _wording(unit: Traits) -> set[str]:
    """What finds two accounts in no country that are worded alike."""
    return {f"as {band}" for band in unit.wording}


def _open(site: Site | None) -> set[str]:
    """One key for all that lies in no country."""
    return {"nowhere"} if site is not None else set()
