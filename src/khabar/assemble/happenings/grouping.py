"""From ties between accounts to happenings: the strongest ties first, and none across what cannot be one happening.

Pairs alone are not enough: accounts that tell neither day nor exact place tie an attack to the strikes that answered it, and a
great story becomes one happening. So groups grow from the strongest tie to the weakest, and two groups stay apart whose
cores (the day and the town that most of their accounts give) cannot be one. The order of ties is that of points and ids, so
that the same accounts make the same happenings in whatever order they came.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import Any, Generic, Protocol, TypeVar

from khabar.assemble.happenings.unit import Site
from khabar.record import kilometres

#: A tie: two ids of units and the points of their likeness.
Tie = tuple[str, str, float]
#: Windows up to so many days tell a day; cores farther apart than this are two happenings.
SHORT_DAYS = 3
_CORE_DAYS = 2
_CORE_KM = 30.0


class Groupable(Protocol):
    """The slots of a unit that grouping looks at."""

    @property
    def id(self) -> str: ...
    @property
    def first(self) -> str | None: ...
    @property
    def last(self) -> str | None: ...
    @property
    def dated(self) -> bool: ...
    @property
    def site(self) -> Site | None: ...
    @property
    def placed(self) -> bool: ...


U = TypeVar("U", bound=Groupable)


class _Core(Generic[U]):
    """What most of a group's accounts give: a day, a town."""

    def __init__(self, unit: U) -> None:
        self.units = [unit]
        self.days: Counter[int] = Counter()
        self.towns: Counter[tuple[float, float]] = Counter()
        if unit.dated and unit.first and unit.last:
            first, last = (datetime.date.fromisoformat(d).toordinal() for d in (unit.first, unit.last))
            if last - first < SHORT_DAYS:
                self.days.update(range(first, last + 1))
        if unit.site is not None and unit.placed and unit.site.fine:
            self.towns[unit.site.lat, unit.site.lon] += 1

    def take(self, other: _Core[U]) -> None:
        self.units += other.units
        self.days.update(other.days)
        self.towns.update(other.towns)

    def agrees(self, other: _Core[U]) -> bool:
        """Whether the cores can be one happening's."""
        if self.days and other.days and abs(_most(self.days) - _most(other.days)) > _CORE_DAYS:
            return False
        return not (self.towns and other.towns) or kilometres(*_most(self.towns), *_most(other.towns)) <= _CORE_KM


def _most(counted: Counter[Any]) -> Any:
    return min(counted, key=lambda value: (-counted[value], value))


def grouped_by(units: Iterable[U], ties: Iterable[Tie]) -> list[tuple[U, ...]]:
    """The happenings among some units, each a tuple of units ordered by id. Ties name units among them."""
    ordered = sorted(units, key=lambda u: u.id)
    found = sorted({(min(a, b), max(a, b), p) for a, b, p in ties}, key=lambda t: (-t[2], t[0], t[1]))
    tied = {name for a, b, _ in found for name in (a, b)}
    at = {u.id: _Core(u) for u in ordered if u.id in tied}
    for a, b, _ in found:
        x, y = at[a], at[b]
        if x is not y and x.agrees(y):
            x.take(y)
            for unit in y.units:
                at[unit.id] = x
    out: dict[int, tuple[U, ...]] = {}
    for n, unit in enumerate(ordered):
        core = at.get(unit.id)
        if core is None:
            out[-n - 1] = (unit,)  # below every id of an object: most units stand alone
        elif id(core) not in out:
            out[id(core)] = tuple(sorted(core.units, key=lambda u: u.id))
    return list(out.values())
