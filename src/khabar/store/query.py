"""Lists over the store: happenings by filters, sources, contradictions, figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from khabar.record import kilometres
from khabar.store.database import Store

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class HappeningFilter:
    """Limits of a list of happenings. ``within`` is in kilometres around the named place; dates are ISO, inclusive."""

    type: str | None = None
    place: str | None = None
    within: float | None = None
    since: str | None = None
    until: str | None = None
    actor: str | None = None
    state: str | None = None
    outlet: str | None = None
    min_origins: int = 0
    announced: bool | None = None


def happenings(store: Store, wanted: HappeningFilter | None = None) -> Iterator[Json]:
    """Happenings as JSON objects, contested ones first, then by time of the happening, the latest first."""
    f = wanted or HappeningFilter()
    tests: list[tuple[str, Any]] = [
        ("(type=? OR family=?)", (f.type, f.type) if f.type else None), ("(last IS NULL OR last>=?)", f.since),
        ("(first IS NULL OR first<=?)", f.until), ("state=?", f.state), ("origins>=?", f.min_origins or None),
        ("class=?", None if f.announced is None else "announced" if f.announced else "happened"),
    ]  # fmt: skip
    used = [(t, v) for t, v in tests if v is not None]
    where = " AND ".join(t for t, _ in used) or "1"
    values = [x for _, v in used for x in (v if isinstance(v, tuple) else (v,))]
    centre = _centre(store, f.place) if f.place and f.within is not None else None
    rows = store.connection.execute(
        f"SELECT data, place, admin1, country, lat, lon FROM happenings WHERE {where}"
        " ORDER BY state<>'contested', first IS NULL, first DESC, id", values)
    for row in rows:
        if f.place and not _there(store, f, row, centre):
            continue
        data: Json = json.loads(row[0])
        if f.actor and not _acts(store, data, f.actor):
            continue
        if f.outlet and not any(c["outlet"] == f.outlet for c in data["claims"]):
            continue
        yield data


def wanted_ids(store: Store, wanted: HappeningFilter) -> set[str]:
    """Ids of the happenings that the filter lets through."""
    return {h["id"] for h in happenings(store, wanted)}


def reports_of(store: Store, wanted: HappeningFilter) -> set[int]:
    """Numbers of the reports that tell of the happenings that the filter lets through."""
    hashes = {c["report"] for h in happenings(store, wanted) for c in h["claims"]}
    return {int(r[0]) for h in hashes for r in store.connection.execute("SELECT id FROM reports WHERE hash=?", (h,))}


def _there(store: Store, f: HappeningFilter, row: Any, centre: tuple[float, float] | None) -> bool:
    if centre is not None and f.within is not None:
        return row["lat"] is not None and kilometres(*centre, row["lat"], row["lon"]) <= f.within
    key = store.fold(f.place or "")
    return any(key == store.fold(row[name] or "") for name in ("place", "admin1", "country")) or key in _arabic(store, row["place"])


def _arabic(store: Store, name: str | None) -> set[str]:
    rows = store.connection.execute("SELECT DISTINCT text FROM places WHERE name_en=?", (name,))
    folded = {store.fold(r[0]) for r in rows}
    return folded | {f.removeprefix("ال") for f in folded}


def _centre(store: Store, name: str) -> tuple[float, float] | None:
    """Coordinates of a place named in the store's reports, in English or Arabic."""
    row = store.connection.execute(
        "SELECT lat, lon FROM places WHERE (name_en=? OR text=?) AND lat IS NOT NULL ORDER BY precision LIMIT 1", (name, name)
    ).fetchone()
    return (row[0], row[1]) if row is not None else None


def _acts(store: Store, data: Json, name: str) -> bool:
    key = store.fold(name)
    return any(key in store.fold(actor) for actor in data["actors"])


def happening(store: Store, name: str) -> Json | None:
    """One happening by id, or by the beginning of it when that is unambiguous."""
    rows = store.connection.execute("SELECT data FROM happenings WHERE id=? OR substr(id,1,?)=? LIMIT 2", (name, len(name), name)).fetchall()
    return json.loads(rows[0][0]) if len(rows) == 1 else None


def contradictions(store: Store) -> Iterator[Json]:
    """Contested happenings."""
    return happenings(store, HappeningFilter(state="contested"))


def sources(store: Store, name: str | None = None) -> list[Json]:
    """Named sources over all reports: how often each spoke, in how many happenings of which state. Unnamed ones, and bare
    nouns (بيان, الوزير) that are a voice of their own report alone, are never listed across reports."""
    states = _states(store)
    rows = store.connection.execute(
        "SELECT s.voice, s.kind, s.role, c.claiming, x.plover, s.speaker FROM sources s JOIN claims c ON c.report=s.report AND c.origin=s.id"
        " LEFT JOIN actors x ON x.report=s.report AND x.id=s.actor"
        " WHERE s.voice IS NOT NULL ORDER BY s.voice, s.voice<>s.name")
    found: dict[str, Json] = {}
    key = store.fold(name) if name else ""
    for r in rows:
        if key and key not in store.fold(r[0]):
            continue
        entry = found.setdefault(r[5], {"name": r[0], "kind": r[1], "role": r[2], "claims": 0, "states": {}, "sectors": []})
        if len(r[0]) > len(entry["name"]):
            entry["name"] = r[0]
        entry["claims"] += 1
        entry["role"] = entry["role"] or r[2]
        if r[4] and r[4] not in entry["sectors"]:
            entry["sectors"].append(r[4])
        state = states.get(r[3])
        if state:
            entry["states"][state] = entry["states"].get(state, 0) + 1
    return sorted(found.values(), key=lambda e: (-e["claims"], e["name"]))


def said(store: Store, name: str) -> list[Json]:
    """What a named source claimed: gloss, words, report, date."""
    key = store.fold(name)
    rows = store.connection.execute(
        "SELECT s.name, c.gloss, c.text, c.modality, c.polarity, c.claiming, a.outlet, a.published, r.hash FROM sources s"
        " JOIN claims c ON c.report=s.report AND c.origin=s.id JOIN reports r ON r.id=s.report"
        " JOIN appearances a ON a.id=(SELECT id FROM appearances WHERE report=r.id ORDER BY published IS NULL, published LIMIT 1)"
        " WHERE s.voice IS NOT NULL AND s.folded LIKE ? ESCAPE '\\' ORDER BY a.published, r.id", (f"%{_literal(key)}%",))
    states = _states(store)
    names = ("source", "gloss", "text", "modality", "polarity", "claiming", "outlet", "published", "report")
    return [dict(zip(names, r, strict=True)) | {"state": states.get(r[5])} for r in rows]


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _states(store: Store) -> dict[str, str]:
    """State of the happening behind each claiming."""
    out = {}
    for row in store.connection.execute("SELECT data, state FROM happenings"):
        for claim in json.loads(row[0])["claims"]:
            out[claim["claiming"]] = row[1]
    return out


def stats(store: Store) -> Json:
    """Figures of the store."""
    def one(sql: str) -> int:
        return int(store.connection.execute(sql).fetchone()[0])

    out: Json = {name: one(f"SELECT count(*) FROM {name}") for name in
                 ("reports", "appearances", "sources", "attributions", "events", "claims", "places", "times", "happenings", "judgements", "copies", "problems")}
    out["states"] = dict(store.connection.execute("SELECT state, count(*) FROM happenings GROUP BY state ORDER BY state").fetchall())
    out["types"] = dict(store.connection.execute("SELECT type, count(*) FROM happenings GROUP BY type ORDER BY count(*) DESC, type").fetchall())
    out["outlets"] = dict(store.connection.execute("SELECT outlet, count(*) FROM appearances GROUP BY outlet ORDER BY count(*) DESC, outlet").fetchall())
    first, last = store.connection.execute("SELECT min(published), max(published) FROM appearances").fetchone()
    out["published"] = {"first": first, "last": last}
    return out
