"""All ties among many units at once: they are gone through in the order of their first days, so that a unit meets only those
that share a place and are not over by a day."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from khabar.assemble.happenings.blocks import MOST_WEEKS, WEEK, filed, sought, weeks
from khabar.assemble.happenings.grouping import Tie
from khabar.assemble.happenings.same import DAYS_APART, points_for
from khabar.assemble.happenings.traits import VERBAL, Comparable, Traits

#: Lengths in days up to which units lie together on a shelf: the shorter they are, the fewer of them are looked at in vain.
_LENGTHS = (WEEK, WEEK * MOST_WEEKS)


def ties_among(units: Iterable[Comparable]) -> list[Tie]:
    """All ties between some units, ordered; only those that share a blocking key are compared."""
    apart: dict[tuple[str, str, bool], list[Traits]] = defaultdict(list)
    for unit in units:
        found = Traits(unit)
        apart[found.kind, found.family, found.first is None].append(found)
    return sorted(tie for group in apart.values() for tie in _ties(group))


def _ties(group: list[Traits]) -> Iterator[Tie]:
    """Ties among units of one class and family, all of them with a time or all without."""
    shelves: tuple[dict[str, _Shelf], ...] = tuple({} for _ in (*_LENGTHS, None))
    for one in sorted(group, key=lambda t: (t.first or 0, t.id)):
        places = _told_apart(one, sought(one))
        near: set[Traits] = set()
        for shelf, length in zip(shelves, (*_LENGTHS, None), strict=True):
            for place in places:
                if (found := shelf.get(place)) is not None:
                    near.update(found.lasting(one, length))
        for other in near:
            if one.report != other.report and (points := points_for(one, other)) is not None and _share_a_week(one, other):
                yield max(one.id, other.id), min(one.id, other.id), points
        shelf = shelves[bisect_left(_LENGTHS, (one.last or 0) - (one.first or 0))]
        for place in _told_apart(one, filed(one)):
            found = shelf.get(place)
            if found is None:
                found = shelf[place] = _Shelf()
            found.put(one)


def _told_apart(unit: Traits, places: set[str]) -> Collection[str]:
    """Acts of speech are of those who speak: they meet only where a speaker is the same."""
    return [f"{agent}|{place}" for agent in unit.agents for place in places] if unit.family in VERBAL else places


def _share_a_week(one: Traits, other: Traits) -> bool:
    """Whether two units that are no more than a day apart are filed under a common week: those of many weeks are filed under
    the first and last of them. The one with the later id asks, as it does in a store."""
    if one.first is None or other.first is None:
        return True
    asker, kept = (one, other) if one.id > other.id else (other, one)
    return not set(weeks(asker, DAYS_APART)).isdisjoint(weeks(kept, 0))


class _Shelf:
    """Units of one place and of about one length, in the order of their first days."""

    __slots__ = ("firsts", "units")

    def __init__(self) -> None:
        self.firsts: list[int] = []
        self.units: list[Traits] = []

    def put(self, unit: Traits) -> None:
        self.firsts.append(unit.first or 0)
        self.units.append(unit)

    def lasting(self, one: Traits, length: int | None) -> list[Traits]:
        """Those of at most ``length`` days that may last until a day before another begins."""
        return self.units if length is None or one.first is None else self.units[bisect_left(self.firsts, one.first - DAYS_APART - length):]
