"""Units and happenings in the store. Their contents are given as JSON; what they mean is assemble's matter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as the store keeps it."""

    id: str
    group: str
    kind: str
    slots: bytes
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """A happening as the store keeps it; ``data`` is its JSON."""

    id: str
    kind: str
    type: str
    family: str
    state: str
    origins: int
    place: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    first: str | None
    last: str | None
    first_reported: str | None
    last_reported: str | None
    data: bytes
    units: tuple[str, ...]


_PLACES = "units u JOIN events e ON e.report=u.report AND coalesce(e.grp, e.id)=u.grp"
#: Where a happening lies whose accounts give a relative position (east of …), and none a town without one; the nearest bound wins.
_RELATIVE = f"""
INSERT INTO happening_points SELECT :id, r.lat, r.lon, r.km, r.words
FROM {_PLACES} JOIN relative_points r ON r.report=e.report AND r.place=e.place
WHERE u.happening=:id AND NOT EXISTS(
  SELECT 1 FROM {_PLACES} JOIN places p ON p.report=e.report AND p.id=e.place
  LEFT JOIN relative_points q ON q.report=p.report AND q.place=p.id
  WHERE u.happening=:id AND p.lat IS NOT NULL AND q.place IS NULL AND p.level NOT IN ('country', 'admin1', 'region', 'natural'))
ORDER BY r.km, r.report, r.place LIMIT 1
"""


def happenings_of(connection: sqlite3.Connection, number: int) -> set[str]:
    """Happenings that a report's units belong to."""
    rows = connection.execute("SELECT DISTINCT happening FROM units WHERE report=? AND happening IS NOT NULL", (number,))
    return {r[0] for r in rows}


def replace_units(connection: sqlite3.Connection, number: int, rows: Iterable[UnitRow]) -> None:
    """Put a report's units in place of those it had."""
    connection.execute("DELETE FROM units WHERE report=?", (number,))
    for row in rows:
        connection.execute("INSERT INTO units VALUES(?,?,?,?,?,NULL)", (row.id, number, row.group, row.kind, row.slots.decode()))
        connection.executemany("INSERT INTO unit_keys VALUES(?,?)", [(key, row.id) for key in sorted(row.keys)])


def filed_under(connection: sqlite3.Connection, keys: Iterable[str], number: int) -> list[tuple[str, bytes, str | None]]:
    """Units of other reports filed under any of the keys: id, slots, happening."""
    found: dict[str, tuple[str, bytes, str | None]] = {}
    for key in sorted(keys):
        for r in connection.execute(
            "SELECT u.id, u.slots, u.happening FROM unit_keys k JOIN units u ON u.id=k.unit WHERE k.key=? AND u.report<>?", (key, number)
        ):
            found[r[0]] = (r[0], r[1].encode(), r[2])
    return list(found.values())


def put_ties(connection: sqlite3.Connection, ties: Iterable[tuple[str, str, float]]) -> None:
    """Keep ties between units: two ids and their points."""
    rows = [row for a, b, points in ties for row in ((a, b, points), (b, a, points))]
    connection.executemany("INSERT OR REPLACE INTO unit_ties VALUES(?,?,?)", rows)


def outdated(connection: sqlite3.Connection) -> bool:
    """Whether the store holds units of an older Khabar, which are still to be made anew."""
    return connection.execute("SELECT 1 FROM untied LIMIT 1").fetchone() is not None


def neighbourhood(connection: sqlite3.Connection, happenings: Iterable[str], units: Iterable[str]) -> list[tuple[str, bytes, int, str | None]]:
    """All units that hang together with some happenings and units, by ties or in one happening: id, slots, report, happening."""
    seen: dict[str, tuple[str, bytes, int, str | None]] = {}
    known, waiting, opened = set(happenings), list(units), list(happenings)
    while waiting or opened:
        while opened:
            waiting += [r[0] for r in connection.execute("SELECT id FROM units WHERE happening=?", (opened.pop(),))]
        unit = waiting.pop() if waiting else None
        if unit is None or unit in seen:
            continue
        row = connection.execute("SELECT id, slots, report, happening FROM units WHERE id=?", (unit,)).fetchone()
        seen[unit] = (row[0], row[1].encode(), int(row[2]), row[3])
        waiting += [r[0] for r in connection.execute("SELECT other FROM unit_ties WHERE unit=?", (unit,)) if r[0] not in seen]
        if row[3] is not None and row[3] not in known:
            known.add(row[3])
            opened.append(row[3])
    return [seen[name] for name in sorted(seen)]


def ties_of(connection: sqlite3.Connection, units: Iterable[str]) -> list[tuple[str, str, float]]:
    """The ties of some units, each once."""
    return [(unit, r[0], float(r[1])) for unit in units for r in connection.execute("SELECT other, points FROM unit_ties WHERE unit=? AND other>?", (unit, unit))]


def members(connection: sqlite3.Connection, happenings: Iterable[str]) -> list[tuple[bytes, int]]:
    """Slots and report number of all units of some happenings."""
    return [(r[0].encode(), int(r[1])) for name in sorted(happenings)
            for r in connection.execute("SELECT slots, report FROM units WHERE happening=?", (name,))]


def replace_happenings(connection: sqlite3.Connection, old: Iterable[str], new: Iterable[HappeningRow]) -> None:
    """Put happenings in place of others, and tie their units to them. What stays as it was is not written again."""
    made = {h.id: h for h in new}
    for name in old:
        row = connection.execute("SELECT data FROM happenings WHERE id=?", (name,)).fetchone()
        units = tuple(sorted(r[0] for r in connection.execute("SELECT id FROM units WHERE happening=?", (name,))))
        if row is not None and name in made and row[0] == made[name].data.decode() and units == made[name].units:
            del made[name]
            continue
        connection.execute("UPDATE units SET happening=NULL WHERE happening=?", (name,))
        connection.execute("DELETE FROM happenings WHERE id=?", (name,))
    for h in made.values():
        connection.execute(
            "INSERT OR REPLACE INTO happenings VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (h.id, h.kind, h.type, h.family, h.state, h.origins, h.place, h.country, h.admin1, h.lat, h.lon, h.first, h.last,
             h.first_reported, h.last_reported, h.data.decode()),
        )  # fmt: skip
        connection.executemany("UPDATE units SET happening=? WHERE id=?", [(h.id, unit) for unit in h.units])
        connection.execute("DELETE FROM happening_points WHERE happening=?", (h.id,))
        connection.execute(_RELATIVE, {"id": h.id})
