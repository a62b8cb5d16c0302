"""Which units are compared (blocking keys) and tied, and the happenings among them.

A tie looks at two units only, so that ties are the same in whatever order the units arrive; a new report touches what its
neighbours are tied to, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.assemble.happenings.blocks import filed, sought, weeks
from khabar.assemble.happenings.grouping import grouped_by
from khabar.assemble.happenings.pairs import ties_among
from khabar.assemble.happenings.same import DAYS_APART, points_for
from khabar.assemble.happenings.traits import Traits
from khabar.assemble.happenings.unit import Unit


def keys(unit: Unit) -> frozenset[str]:
    """Blocking keys under which a unit is filed: class × family × place × week. Units that can be the same meet in one."""
    traits = Traits(unit)
    return _keys(traits, filed(traits), 0)


def asked(unit: Unit) -> frozenset[str]:
    """Keys under which units that could be the same as this one are filed; asking is symmetric."""
    traits = Traits(unit)
    return _keys(traits, sought(traits), DAYS_APART)


def _keys(unit: Traits, places: set[str], margin: int) -> frozenset[str]:
    return frozenset(f"{unit.kind}|{unit.family}|{place}|{week}" for place in places for week in weeks(unit, margin))


def components(units: Iterable[Unit]) -> list[tuple[Unit, ...]]:
    """The happenings among some units: each a tuple of units, ordered by id."""
    units = list(units)
    return grouped_by(units, ties_among(units))


def tie(a: Unit, b: Unit) -> float | None:
    """The points that speak for two units being one happening; None when they are not. Those of one report are told apart by
    the report itself."""
    return None if a.report == b.report else points_for(Traits(a), Traits(b))
