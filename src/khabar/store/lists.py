"""What lists of happenings are limited by, and what stands beside them: choices, names, movements."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from khabar.store.database import Store

Json = dict[str, Any]
#: Days within which an account of the same may have been dated.
_NEAR_DAYS = 7
#: Happenings asked for in one question.
_AT_ONCE = 200


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
    """Happenings of one spot and state: how many, of which type and family if of one, and one of them.

    ``km`` is the radius around a relative position (``words``: شرق الموصل), 0 for the place itself; ``country`` ISO 3166 alpha-2.
    """

    place: str
    level: str
    country: str
    lat: float
    lon: float
    state: str
    type: str
    count: int
    happening: str
    km: float = 0.0
    words: str = ""
    family: str = ""


def data(store: Store, ids: Iterable[str]) -> list[Json]:
    """The happenings with these ids, in this order; ``near`` is the relative position that they lie at, if any (words, km)."""
    return [told(*r[1:]) for r in raw(store, ids)]


def raw(store: Store, ids: Iterable[str]) -> list[tuple[str, str, str | None, float | None]]:
    """The happenings with these ids, in this order, as they are kept: id, JSON, words and radius (km) of a relative position."""
    named = list(ids)
    found: dict[str, tuple[str, str, str | None, float | None]] = {}
    for at in range(0, len(named), _AT_ONCE):
        some = named[at:at + _AT_ONCE]
        sql = ("SELECT h.id, h.data, n.words, n.km FROM happenings h LEFT JOIN happening_points n ON n.happening=h.id"
               f" WHERE h.id IN ({','.join('?' * len(some))})")  # fmt: skip
        found |= {r[0]: tuple(r) for r in store.connection.execute(sql, some)}
    return [found[name] for name in named if name in found]


def told(data: str, words: str | None, km: float | None) -> Json:
    """A happening as :func:`raw` gives it, decoded."""
    found: Json = msgspec.json.decode(data)
    return found | {"near": {"words": words, "km": km} if words else None}


@dataclass(frozen=True, slots=True)
class Near:
    """A happening that may be the same as another: its id, type, place and first day."""

    id: str
    type: str
    place: str | None
    first: str | None


def near(store: Store, h: Json, limit: int = 12) -> list[Near]:
    """Happenings of the same class at the same place, or in its country in the same days: those of its type first, then the nearest in
    place and time."""
    place, day = h["place"] or {}, h["time"]["start"] or h["time"]["end"]
    days = (f"{datetime.date.fromisoformat(day) + datetime.timedelta(n)}" for n in (-_NEAR_DAYS, _NEAR_DAYS)) if day else ("", "")
    rows = store.connection.execute(
        "SELECT id, type, place, first FROM happenings WHERE place=? AND class=? AND id<>? UNION"
        " SELECT id, type, place, first FROM happenings WHERE first BETWEEN ? AND ? AND country IS ? AND class=? AND id<>? LIMIT 2000",
        (place.get("name"), h["class"], h["id"], *days, place.get("country"), h["class"], h["id"])).fetchall()

    def far(r: tuple[str, str, str | None, str | None]) -> tuple[bool, bool, int, str]:
        apart = abs((datetime.date.fromisoformat(r[3]) - datetime.date.fromisoformat(day)).days) if day and r[3] else 10_000
        return r[1] != h["type"], r[2] != place.get("name"), apart, r[0]

    return [Near(*r) for r in sorted(map(tuple, rows), key=far)[:limit]]


def published(store: Store) -> list[tuple[str, int]]:
    """How many reports were published on which day."""
    rows = store.connection.execute("SELECT published, count(*) FROM appearances WHERE published IS NOT NULL GROUP BY 1")
    return [(r[0], r[1]) for r in rows]


def vaguely(store: Store, direction: str) -> list[str]:
    """Ids of the happenings of whose time no report says more than a direction: ``past``, ``present`` or ``future``."""
    rows = store.connection.execute("SELECT id FROM happenings WHERE first IS NULL AND last IS NULL AND json_extract(data, '$.time.basis')=?", (direction,))
    return [r[0] for r in rows]


def places(store: Store, limit: int = 400) -> list[tuple[str, int]]:
    """The commonest places of happenings."""
    rows = store.connection.execute("SELECT place, count(*) FROM happenings WHERE place IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", (limit,))
    return [(r[0], r[1]) for r in rows]


def terms(store: Store, kind: str, limit: int = 400) -> list[tuple[str, int]]:
    """The commonest outlets or actors of happenings."""
    rows = store.connection.execute(
        "SELECT value, count(*) FROM happening_terms WHERE kind=? GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?", (kind, limit))
    return [(r[0], r[1]) for r in rows]


def names_of(store: Store, name: str) -> tuple[str, ...]:
    """A place's name, and the English names of places that reports write so."""
    rows = store.connection.execute("SELECT DISTINCT name_en FROM places WHERE text=? AND name_en IS NOT NULL LIMIT 20", (name,))
    return (name, *(r[0] for r in rows))


def arabic_places(store: Store) -> dict[str, str]:
    """How the reports write each place: its English name → the commonest Arabic spelling, that of the place before that of who rules there."""
    rows = store.connection.execute("SELECT name_en, text, sum(metonym=0) FROM places WHERE name_en IS NOT NULL GROUP BY 1, 2 ORDER BY 3, count(*), 2 DESC")
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


def movement(store: Store, name: str) -> Movement | None:
    """Where a happening led from and to, read from the record of one of its reports."""
    from khabar.store.read import record

    row = store.connection.execute("SELECT u.report, u.grp, h.type FROM units u JOIN happenings h ON h.id=u.happening WHERE h.id=? LIMIT 1", (name,)).fetchone()
    made = record(store, row[0]) if row else None
    if made is None:
        return None
    places = {p.id: p for p in made.places if p.lat is not None}
    for e in made.events:
        a, b = places.get(e.origin or ""), places.get(e.destination or "")
        if (e.group or e.id) == row[1] and a and b:
            assert a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None
            return Movement(name, e.type, e.modality, a.text, a.lat, a.lon, b.text, b.lat, b.lon)
    return None
