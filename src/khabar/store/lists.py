"""Pages of happenings and the figures beside them, each one query over indexed columns: for stores of any size."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from khabar.store.database import Store

Json = dict[str, Any]
#: The columns that lists are limited and counted by, read from their index alone.
_SLOTS = "happenings INDEXED BY happenings_slots"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is limited to. Dates are ISO, inclusive; ``box`` is west, south, east, north in degrees;
    ``only`` the id of a single happening."""

    type: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    actor: str = ""
    outlet: str = ""
    state: str = ""
    kind: str = ""
    origins: int = 0
    box: tuple[float, float, float, float] | None = None
    only: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """Happenings of one place and state: how many, of which type if of one, and one of them."""

    place: str
    level: str
    lat: float
    lon: float
    state: str
    type: str
    count: int
    happening: str


def page(store: Store, wanted: Wanted, limit: int, offset: int) -> list[Json]:
    """One page of happenings, contested ones first, then the latest."""
    source, where, values = _where(store, wanted)
    order = "ORDER BY state<>'contested', first IS NULL, first DESC, id"
    source = "happenings" if where == "1" else source  # without limits the order has an index of its own
    rows = store.connection.execute(
        f"SELECT data FROM happenings WHERE id IN (SELECT id FROM {source} WHERE {where} {order} LIMIT ? OFFSET ?) {order}", (*values, limit, offset))
    return [json.loads(r[0]) for r in rows]


def facets(store: Store, wanted: Wanted) -> dict[str, dict[str, int]]:
    """How many of the happenings wanted have which state, type and class; under ``all`` how many there are."""
    source, where, values = _where(store, wanted)
    out: dict[str, Counter[str]] = {k: Counter() for k in ("all", "state", "type", "class")}
    for state, kind, cls, n in store.connection.execute(f"SELECT state, type, class, count(*) FROM {source} WHERE {where} GROUP BY 1, 2, 3", values):
        for name, value in (("all", ""), ("state", state), ("type", kind), ("class", cls)):
            out[name][value] += n
    return {k: dict(v.most_common()) for k, v in out.items()}


def places(store: Store, limit: int = 400) -> list[tuple[str, int]]:
    """The commonest places of happenings."""
    rows = store.connection.execute("SELECT place, count(*) FROM happenings WHERE place IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", (limit,))
    return [(r[0], r[1]) for r in rows]


def terms(store: Store, kind: str, limit: int = 400) -> list[tuple[str, int]]:
    """The commonest outlets or actors of happenings."""
    rows = store.connection.execute(
        "SELECT value, count(*) FROM happening_terms WHERE kind=? GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?", (kind, limit))
    return [(r[0], r[1]) for r in rows]


def ids(store: Store, wanted: Wanted, limit: int) -> list[str]:
    """The latest happenings wanted."""
    source, where, values = _where(store, wanted)
    return [r[0] for r in store.connection.execute(f"SELECT id FROM {source} WHERE {where} ORDER BY first DESC, id LIMIT ?", (*values, limit))]


def points(store: Store, wanted: Wanted, limit: int = 4000) -> list[Point]:
    """Where the happenings wanted lie: one point for each place and state, the fullest first; ``type`` empty for several."""
    source, where, values = _where(store, wanted)
    rows = store.connection.execute(
        "SELECT place, coalesce(level, ''), lat, lon, state, CASE WHEN min(type)=max(type) THEN type ELSE '' END, count(*) AS n, min(id)"
        f" FROM {source} WHERE {where} AND lat IS NOT NULL GROUP BY place, level, lat, lon, state ORDER BY n DESC LIMIT ?", (*values, limit))
    return [Point(*r) for r in rows]


def days(store: Store, wanted: Wanted) -> list[tuple[str | None, str | None, str, int]]:
    """First and last day, state and number of the happenings wanted."""
    source, where, values = _where(store, wanted)
    rows = store.connection.execute(f"SELECT first, last, state, count(*) FROM {source} WHERE {where} GROUP BY 1, 2, 3", values)
    return [tuple(r) for r in rows]


def published(store: Store, wanted: Wanted) -> list[tuple[str, int]]:
    """How many reports were published on which day, over the reports of the happenings wanted."""
    source, where, values = _where(store, wanted)
    if where == "1":
        rows = store.connection.execute("SELECT published, count(*) FROM appearances WHERE published IS NOT NULL GROUP BY 1")
    else:
        rows = store.connection.execute(
            f"SELECT first_reported, count(*) FROM {source} WHERE {where} AND first_reported IS NOT NULL GROUP BY 1", values)
    return [(r[0], r[1]) for r in rows]


def _where(store: Store, w: Wanted) -> tuple[str, str, list[Any]]:
    """Where the rows come from, the tests on them, and the tests' values; from whichever index leaves the fewest rows."""
    tests: list[tuple[str, tuple[Any, ...]]] = [
        ("(type=? OR family=?)", (w.type, w.type) if w.type else ()),
        ("last>=?", (w.since,) if w.since else ()), ("first<=?", (w.until,) if w.until else ()),
        ("state=?", (w.state,) if w.state else ()), ("class=?", (w.kind,) if w.kind else ()), ("origins>=?", (w.origins,) if w.origins else ()),
        ("id=?", (w.only,) if w.only else ()),
        ("lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?", (w.box[0], w.box[2], w.box[1], w.box[3]) if w.box else ()),
    ]  # fmt: skip
    source = "happenings" if w.only else _SLOTS
    if w.place:
        column, names = _names(store, w.place)
        tests.append((f"{column} IN ({','.join('?' * len(names))})", names))
        source = "happenings" if column == "place" else source
    for kind, value in (("outlet", w.outlet), ("actor", w.actor)):
        if value and source == _SLOTS:
            source = "happening_terms x CROSS JOIN happenings ON id=x.happening"
            tests.append((f"x.kind='{kind}' AND x.value=?", (value,)))
        elif value:
            tests.append((f"id IN (SELECT happening FROM happening_terms WHERE kind='{kind}' AND value=?)", (value,)))
    used = [(t, v) for t, v in tests if v]
    return source, " AND ".join(t for t, _ in used) or "1", [x for _, v in used for x in v]


def _names(store: Store, name: str) -> tuple[str, tuple[str, ...]]:
    """Whether a name, English or as reports write it, is a place of happenings, a province or a country; and its English names."""
    rows = store.connection.execute("SELECT DISTINCT name_en FROM places WHERE text=? AND name_en IS NOT NULL LIMIT 20", (name,))
    names = (name, *(r[0] for r in rows))
    marks = ",".join("?" * len(names))
    for column in ("place", "admin1", "country"):
        if store.connection.execute(f"SELECT 1 FROM happenings WHERE {column} IN ({marks}) LIMIT 1", names).fetchone():
            return column, names
    return "place", names


def arabic_places(store: Store) -> dict[str, str]:
    """How the reports write each place: its English name → the commonest Arabic spelling."""
    rows = store.connection.execute(
        "SELECT name_en, text, count(*) FROM places WHERE name_en IS NOT NULL AND metonym=0 GROUP BY 1, 2 ORDER BY 3, 2 DESC")
    return {r[0]: r[1] for r in rows}


def arabic_actors(store: Store) -> dict[str, str]:
    """How the reports write each actor: its English name → its commonest Arabic name."""
    rows = store.connection.execute("SELECT name_en, name, count(*) FROM actors WHERE name_en IS NOT NULL GROUP BY 1, 2 ORDER BY 3, 2 DESC")
    return {r[0]: r[1] for r in rows}


def stamp(store: Store) -> int:
    """Changes whenever a report was read, a happening made, a problem noted or a source graded; judgements on claims and
    lines of the log leave it as it is."""
    return int(store.connection.execute("SELECT n FROM stamp").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of which origin and destination are known, in the words of one report."""

    happening: str
    type: str
    modality: str
    from_text: str
    from_lat: float
    from_lon: float
    to_text: str
    to_lat: float
    to_lon: float


def movements(store: Store, ids: list[str]) -> list[Movement]:
    """Movements among some happenings, read from the records of their reports."""
    from khabar.store.read import record

    out = []
    for name in ids:
        row = store.connection.execute("SELECT u.report, u.grp, h.type FROM units u JOIN happenings h ON h.id=u.happening WHERE h.id=? LIMIT 1", (name,)).fetchone()
        made = record(store, row[0]) if row else None
        if made is None:
            continue
        places = {p.id: p for p in made.places if p.lat is not None}
        for e in made.events:
            a, b = places.get(e.origin or ""), places.get(e.destination or "")
            if (e.group or e.id) == row[1] and a and b:
                assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
                out.append(Movement(name, e.type, e.modality, a.text, a.lat, a.lon, b.text, b.lat, b.lon))
                break
    return out
