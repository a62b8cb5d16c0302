"""The happenings' columns in memory: lists, counts, timelines and maps of any filter in a few milliseconds.

One pass over a narrow index of the store fills arrays, one entry a happening in the order of lists (contested first, then the
latest). A filter is a mask over them; nothing of what follows asks the store again, but for the outlet or actor of a filter.
The arrays hold for one state of the store (:func:`khabar.store.lists.stamp`); :meth:`Columns.newer` follows it by reading only
the happenings that were made or taken away since.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from khabar.store.database import Store
from khabar.store.lists import Point, Wanted, names_of, stamp
from khabar.store.numbered import Ints, Row, Spots, Words

Mask = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]
STATES = ("contested", "corroborated", "single-source", "denied", "retracted")
#: Stands for a day that is not known.
NO_DAY = 0
_FIELDS = ("id", "state", "type", "family", "class", "place", "level", "admin1", "country", "first", "last", "origins", "lat", "lon", "first_reported")
_CODED = ("id", "state", "type", "family", "class", "place", "level", "admin1", "country")
_DAYS = ("first", "last", "first_reported")
_SELECT = (f"SELECT {', '.join(f'h.{f}' for f in _FIELDS)}, n.lat, n.lon, n.km, n.words FROM happenings h {{}}"
           " LEFT JOIN happening_points n ON n.happening=h.id {}")  # fmt: skip
#: Of how many happenings one may have changed before all are read anew.
_FEW = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """When some happenings were: first and last day (proleptic ordinals, NO_DAY unknown), state, and when first reported."""

    first: Ints
    last: Ints
    state: Ints
    reported: Ints


class Columns:
    """All happenings of a store at one moment. ``store`` gives the connection of whichever thread asks; before: columns to follow."""

    def __init__(self, store: Callable[[], Store], before: Columns | None = None) -> None:
        self._store = store
        self.stamp = stamp(store())
        self._coded: dict[str, Words] = before._coded if before else {name: Words(STATES if name == "state" else ()) for name in _CODED}
        self._spots: Spots = before._spots if before else Spots()
        changed = before._changed() if before else None
        self._at: dict[str, Array] = self._read() if before is None or changed is None else self._followed(before._at, changed)
        self.matching = lru_cache(maxsize=256)(self._matching)
        self._having = lru_cache(maxsize=512)(self._found)

    def newer(self) -> Columns:
        """The columns of the store as it is now; these stay as they are."""
        return self if self.stamp == stamp(self._store()) else Columns(self._store, self)

    def __len__(self) -> int:
        return len(self._at["id"])

    def _read(self) -> dict[str, Array]:
        """All happenings, in the order of lists."""
        order = "ORDER BY h.state<>'contested', h.first IS NULL, h.first DESC, h.id"
        return self._arrays(self._store().connection.execute(_SELECT.format("INDEXED BY happenings_slots", order)).fetchall())

    def _arrays(self, rows: list[Row]) -> dict[str, Array]:
        named: dict[str, Row] = dict(zip(_FIELDS, list(zip(*rows, strict=True)) or [()] * len(_FIELDS), strict=False))
        out: dict[str, Array] = {name: self._coded[name].codes(named[name]) for name in _CODED}
        out |= {name: np.array([_ordinal(v) for v in named[name]], dtype=np.int64) for name in _DAYS}
        out |= {name: np.array(named[name], dtype=np.float64) for name in ("lat", "lon")}
        return out | {"origins": np.array(named["origins"], dtype=np.int64), "spot": self._spots.codes(rows)}

    def _changed(self) -> list[str] | None:
        """Ids of happenings made or taken away since; None when they are so many that all are better read anew."""
        found = self._store().connection.execute("SELECT happening FROM happening_changes WHERE n>? LIMIT ?", (self.stamp, len(self) // _FEW + 1)).fetchall()
        return None if len(found) > len(self) // _FEW else [r[0] for r in found]

    def _followed(self, old: dict[str, Array], changed: list[str]) -> dict[str, Array]:
        """The arrays with changed happenings put in their places."""
        gone = np.isin(old["id"], [self._coded["id"].code(name) for name in changed])
        left = {name: values[~gone] for name, values in old.items()}
        select = _SELECT.format("", "WHERE h.id=?")
        found = [r for name in changed if (r := self._store().connection.execute(select, (name,)).fetchone())]
        rows = sorted(found, key=lambda r: (r[1] != "contested", r[9] is None, -_ordinal(r[9]), r[0]))
        new = self._arrays(rows)
        ids, contested = self._coded["id"].words, STATES.index("contested")

        def key(n: int, of: dict[str, Array]) -> Row:
            return (of["state"][n] != contested, of["first"][n] == NO_DAY, -of["first"][n], ids[of["id"][n]])

        at = [bisect_left(range(len(left["id"])), key(n, new), key=lambda i: key(i, left)) for n in range(len(rows))]
        return {name: np.insert(values, at, new[name]) for name, values in left.items()}

    def _is(self, name: str, word: str) -> Mask:
        return np.asarray(self._at[name] == self._coded[name].code(word))

    def _matching(self, w: Wanted) -> Mask:
        """Which happenings are wanted."""
        mask = np.ones(len(self), dtype=bool)
        if w.type:
            mask &= self._is("type", w.type) | self._is("family", w.type)
        for name, value in (("state", w.state), ("class", w.kind), ("id", w.only)):
            if value:
                mask &= self._is(name, value)
        if w.since:
            mask &= self._at["last"] >= _ordinal(w.since)
        if w.until:
            mask &= (self._at["first"] <= _ordinal(w.until)) & (self._at["first"] != NO_DAY)
        if w.origins:
            mask &= self._at["origins"] >= w.origins
        if w.box:
            (west, south, east, north), lon, lat = w.box, self._at["lon"], self._at["lat"]
            mask &= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        if w.place:
            mask &= self._in(w.place)
        for kind, value in (("outlet", w.outlet), ("actor", w.actor)):
            if value:
                mask &= self._having(kind, value)
        return mask

    def _in(self, name: str) -> Mask:
        """In a place, province or country of that name, whichever happenings know."""
        names = names_of(self._store(), name)
        for column in ("place", "admin1", "country"):
            codes = [c for n in names if (c := self._coded[column].code(n)) >= 0]
            found = np.isin(self._at[column], codes)
            if found.any():
                return np.asarray(found)
        return np.zeros(len(self), dtype=bool)

    def _found(self, kind: str, value: str) -> Mask:
        """Happenings with an outlet or actor."""
        ids, sql = self._coded["id"], "SELECT happening FROM happening_terms WHERE kind=? AND value=?"
        known = np.zeros(len(ids.words), dtype=bool)
        known[[c for r in self._store().connection.execute(sql, (kind, value)) if 0 <= (c := ids.code(r[0])) < len(known)]] = True
        return np.asarray(known[self._at["id"]])

    def counts(self, wanted: Wanted, name: str) -> dict[str, int]:
        """How many of the happenings wanted have which state, type or class, the commonest first."""
        words = self._coded[name].words
        found = np.bincount(self._at[name][self.matching(wanted)], minlength=len(words))
        return {words[n]: int(found[n]) for n in np.argsort(-found, kind="stable") if found[n]}

    def states(self, wanted: Wanted) -> dict[str, int]:
        """Counts by state, whatever state is wanted."""
        return self.counts(replace(wanted, state=""), "state")

    def total(self, wanted: Wanted) -> int:
        """How many happenings are wanted."""
        return int(self.matching(wanted).sum())

    def page(self, wanted: Wanted, limit: int, offset: int) -> list[str]:
        """Ids of one page, contested ones first, then the latest."""
        return self._ids(np.flatnonzero(self.matching(wanted))[offset:offset + limit])

    def latest(self, wanted: Wanted, limit: int) -> list[str]:
        """Ids of the latest happenings wanted, whatever their state."""
        rows = np.flatnonzero(self.matching(wanted))
        return self._ids(rows[np.argsort(-self._at["first"][rows], kind="stable")[:limit]])

    def _ids(self, rows: Ints) -> list[str]:
        words = self._coded["id"].words
        return [words[n] for n in self._at["id"][rows].tolist()]

    def spread(self, wanted: Wanted) -> Spread:
        """When the happenings wanted were."""
        mask = self.matching(wanted)
        return Spread(*(self._at[name][mask] for name in ("first", "last", "state", "first_reported")))

    def among(self, wanted: Wanted, names: Iterable[str]) -> int:
        """How many of the happenings with these ids are wanted."""
        codes = [c for name in names if (c := self._coded["id"].code(name)) >= 0]
        return int(np.isin(self._at["id"][self.matching(wanted)], codes).sum()) if codes else 0

    def points(self, wanted: Wanted, limit: int = 4000) -> list[Point]:
        """Where the happenings wanted lie: one point for each spot and state, the fullest first; ``type`` empty for several."""
        rows = np.flatnonzero(self.matching(wanted) & (self._at["spot"] >= 0))
        if not len(rows):
            return []
        states, kinds, families = (self._coded[name].words for name in ("state", "type", "family"))
        key = self._at["spot"][rows] * len(states) + self._at["state"][rows]
        order = np.argsort(key, kind="stable")
        rows, key = rows[order], key[order]
        starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
        sizes = np.diff(np.append(starts, len(key)))
        fullest = np.argsort(-sizes, kind="stable")[:limit]
        only = [self._only(name, rows, starts)[fullest].tolist() for name in ("type", "family")]
        first = starts[fullest]
        columns = (key[first].tolist(), sizes[fullest].tolist(), *only, self._ids(rows[first]))
        out = []
        for k, size, kind, family, name in zip(*columns, strict=True):
            place, level, country, lat, lon, km, words = self._spots.keys[k // len(states)]
            out.append(Point(place, level, country, lat, lon, states[k % len(states)], kinds[kind] if kind >= 0 else "", size, name, km, words,
                             families[family] if family >= 0 else ""))
        return out

    def _only(self, name: str, rows: Ints, starts: Ints) -> Ints:
        """The one word that all rows from each start to the next have; -1 where they differ."""
        codes = self._at[name][rows]
        low = np.minimum.reduceat(codes, starts)
        return np.where(low == np.maximum.reduceat(codes, starts), low, -1)


@lru_cache(maxsize=20_000)
def _ordinal(day: str | None) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day else NO_DAY
