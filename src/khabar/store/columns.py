"""The happenings' columns in memory: lists, counts, timelines and maps of any filter in a few milliseconds.

One pass over a narrow index of the store fills arrays, one entry a happening in the order of lists (contested first, then the
latest). A filter is a mask over them; nothing of what follows asks the store again, but for the outlet or actor of a filter.
The arrays hold for one state of the store (:func:`khabar.store.lists.stamp`).
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from khabar.store.database import Store
from khabar.store.lists import Point, Wanted, names_of

Mask = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
STATES = ("contested", "corroborated", "single-source", "denied", "retracted")
#: Stands for a day that is not known.
NO_DAY = 0
_FIELDS = ("id", "state", "type", "family", "class", "place", "level", "admin1", "country", "first", "last", "origins", "lat", "lon", "first_reported")
_CODED = ("state", "type", "family", "class", "place", "level", "admin1", "country")
_DAYS = ("first", "last", "first_reported")


class Coded:
    """A column of words as numbers: ``codes`` an entry each, ``words`` what they stand for; -1 is no word."""

    def __init__(self, values: Iterable[str | None], first: tuple[str, ...] = ()) -> None:
        self.words = list(first)
        known: dict[str | None, int] = {None: -1} | {w: n for n, w in enumerate(first)}
        codes = []
        for value in values:
            code = known.get(value)
            if code is None:
                code = known[value] = len(self.words)
                self.words.append(str(value))
            codes.append(code)
        self.codes: Ints = np.array(codes, dtype=np.int64)
        self._known = known

    def code(self, word: str) -> int:
        """The number of a word; -2 for one that does not occur."""
        return self._known.get(word, -2)


@dataclass(frozen=True, slots=True)
class Spread:
    """When some happenings were: first and last day (proleptic ordinals, NO_DAY unknown), state, and when first reported."""

    first: Ints
    last: Ints
    state: Ints
    reported: Ints


class Columns:
    """All happenings of a store at one moment. ``store`` gives the connection of whichever thread asks."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        rows = store().connection.execute(
            "SELECT h.id, h.state, h.type, h.family, h.class, h.place, h.level, h.admin1, h.country, h.first, h.last, h.origins, h.lat, h.lon,"
            " h.first_reported, n.lat, n.lon, n.km, n.words FROM happenings h INDEXED BY happenings_slots LEFT JOIN happening_points n ON n.happening=h.id"
            " ORDER BY h.state<>'contested', h.first IS NULL, h.first DESC, h.id").fetchall()
        columns = list(zip(*rows, strict=True)) or [()] * (len(_FIELDS) + 4)
        named = dict(zip(_FIELDS, columns, strict=False))
        self.ids: tuple[str, ...] = named["id"]
        self._coded = {name: Coded(named[name], STATES if name == "state" else ()) for name in _CODED}
        self._day = {name: np.array([_ordinal(v) for v in named[name]], dtype=np.int64) for name in _DAYS}
        self._origins = np.array(named["origins"], dtype=np.int64)
        self._lat, self._lon = (np.array(named[name], dtype=np.float64) for name in ("lat", "lon"))
        self._spots(named, columns[-4:])
        self.matching = lru_cache(maxsize=256)(self._matching)

    def __len__(self) -> int:
        return len(self.ids)

    def _spots(self, named: dict[str, tuple[Any, ...]], near: list[tuple[Any, ...]]) -> None:
        """Number the spots that markers stand on: a relative point where there is one, else the place itself."""
        known: dict[tuple[Any, ...], int] = {}
        spot = []
        for place, level, country, lat, lon, *point in zip(*(named[n] for n in ("place", "level", "country", "lat", "lon")), *near, strict=True):
            key: tuple[Any, ...] = (place or "", level or "", country or "", lat, lon, 0.0, "")
            if point[0] is not None:
                key = (place or "", "relative", country or "", *point)
            spot.append(-1 if key[3] is None else known.setdefault(key, len(known)))
        self._spot: Ints = np.array(spot, dtype=np.int64)
        self._spot_words = list(known)

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.ids)}

    def _matching(self, w: Wanted) -> Mask:
        """Which happenings are wanted."""
        mask = np.ones(len(self), dtype=bool)
        if w.type:
            mask &= (self._coded["type"].codes == self._coded["type"].code(w.type)) | (self._coded["family"].codes == self._coded["family"].code(w.type))
        for name, value in (("state", w.state), ("class", w.kind)):
            if value:
                mask &= self._coded[name].codes == self._coded[name].code(value)
        if w.since:
            mask &= self._day["last"] >= _ordinal(w.since)
        if w.until:
            mask &= (self._day["first"] <= _ordinal(w.until)) & (self._day["first"] != NO_DAY)
        if w.origins:
            mask &= self._origins >= w.origins
        if w.box:
            west, south, east, north = w.box
            mask &= (self._lon >= west) & (self._lon <= east) & (self._lat >= south) & (self._lat <= north)
        if w.place:
            mask &= self._at(w.place)
        for kind, value in (("outlet", w.outlet), ("actor", w.actor)):
            if value:
                mask &= self._of(self._store().connection.execute("SELECT happening FROM happening_terms WHERE kind=? AND value=?", (kind, value)))
        if w.only:
            mask &= self._of([(w.only,)])
        return mask

    def _at(self, name: str) -> Mask:
        """In a place, province or country of that name, whichever happenings know."""
        names = names_of(self._store(), name)
        for column in ("place", "admin1", "country"):
            codes = [c for n in names if (c := self._coded[column].code(n)) >= 0]
            if codes:
                return np.asarray(np.isin(self._coded[column].codes, codes))
        return np.zeros(len(self), dtype=bool)

    def _of(self, found: Iterable[Any]) -> Mask:
        mask = np.zeros(len(self), dtype=bool)
        mask[[n for r in found if (n := self._row.get(r[0])) is not None]] = True
        return mask

    def counts(self, wanted: Wanted, name: str) -> dict[str, int]:
        """How many of the happenings wanted have which state, type or class, the commonest first."""
        column = self._coded[name]
        found = np.bincount(column.codes[self.matching(wanted)], minlength=len(column.words))
        return {column.words[n]: int(found[n]) for n in np.argsort(-found, kind="stable") if found[n]}

    def states(self, wanted: Wanted) -> dict[str, int]:
        """Counts by state, whatever state is wanted."""
        return self.counts(replace(wanted, state=""), "state")

    def total(self, wanted: Wanted) -> int:
        """How many happenings are wanted."""
        return int(self.matching(wanted).sum())

    def page(self, wanted: Wanted, limit: int, offset: int) -> list[str]:
        """Ids of one page, contested ones first, then the latest."""
        return [self.ids[n] for n in np.flatnonzero(self.matching(wanted))[offset:offset + limit]]

    def latest(self, wanted: Wanted, limit: int) -> list[str]:
        """Ids of the latest happenings wanted, whatever their state."""
        rows = np.flatnonzero(self.matching(wanted))
        return [self.ids[n] for n in rows[np.argsort(-self._day["first"][rows], kind="stable")[:limit]]]

    def spread(self, wanted: Wanted) -> Spread:
        """When the happenings wanted were."""
        mask = self.matching(wanted)
        return Spread(self._day["first"][mask], self._day["last"][mask], self._coded["state"].codes[mask], self._day["first_reported"][mask])

    def points(self, wanted: Wanted, limit: int = 4000) -> list[Point]:
        """Where the happenings wanted lie: one point for each spot and state, the fullest first; ``type`` empty for several."""
        rows = np.flatnonzero(self.matching(wanted) & (self._spot >= 0))
        if not len(rows):
            return []
        states, kinds = self._coded["state"], self._coded["type"]
        key = self._spot[rows] * len(states.words) + states.codes[rows]
        order = np.argsort(key, kind="stable")
        rows, key = rows[order], key[order]
        starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        sizes = np.diff(np.append(starts, len(key)))
        low, high = (f.reduceat(kinds.codes[rows], starts) for f in (np.minimum, np.maximum))
        out = []
        for g in np.argsort(-sizes, kind="stable")[:limit]:
            at = starts[g]
            place, level, country, lat, lon, km, words = self._spot_words[int(key[at]) // len(states.words)]
            out.append(Point(place, level, country, lat, lon, states.words[int(key[at]) % len(states.words)],
                             kinds.words[low[g]] if low[g] == high[g] else "", int(sizes[g]), self.ids[rows[at]], km, words))
        return out


def _ordinal(day: str | None) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day else NO_DAY
