"""Reading from the store: records as they were written, and simple lists."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from khabar.record import Record
from khabar.store.database import Store


@dataclass(frozen=True, slots=True)
class Appearance:
    """Where and when a text stood."""

    outlet: str | None
    uri: str | None
    title: str | None
    published: str | None


def record(store: Store, number: int) -> Record | None:
    """The current record of a report, with its text; None when it has none."""
    row = store.connection.execute(
        "SELECT r.text, g.record FROM reports r JOIN readings g ON g.report=r.id WHERE r.id=?", (number,)
    ).fetchone()
    return _whole(row[0], row[1]) if row is not None else None


def _whole(text: str, body: bytes) -> Record:
    import msgspec

    bare = msgspec.json.decode(zlib.decompress(body), type=Record)
    return replace(bare, report=replace(bare.report, text=text))


def records(store: Store, only: Collection[int] | None = None) -> Iterator[tuple[int, Record]]:
    """All current records (or those of the reports numbered) by report number, one at a time."""
    for row in store.connection.execute(
        "SELECT r.id, r.text, g.record FROM reports r JOIN readings g ON g.report=r.id"
        " WHERE ?1 IS NULL OR r.id IN (SELECT value FROM json_each(?1)) ORDER BY r.id", (_listed(only),)
    ):
        yield int(row[0]), _whole(row[1], row[2])


def appearances(store: Store, number: int) -> list[Appearance]:
    """Where a report stood, the earliest first."""
    rows = store.connection.execute(
        "SELECT outlet, uri, title, published FROM appearances WHERE report=? ORDER BY published IS NULL, published, outlet", (number,)
    )
    return [Appearance(r[0] or None, r[1] or None, r[2], r[3]) for r in rows]


def numbers(store: Store) -> list[int]:
    """Numbers of all reports."""
    return [int(r[0]) for r in store.connection.execute("SELECT id FROM reports ORDER BY id")]


def problems(store: Store) -> list[tuple[str, str, str]]:
    """Inputs that could not be taken in: name, reason, when."""
    return [(r[0], r[1], r[2]) for r in store.connection.execute("SELECT input, reason, at FROM problems ORDER BY input")]


_EXPORTED = ("reports", "appearances", "sources", "attributions", "actors", "places", "times", "events", "claims", "happenings", "judgements")


#: Name, columns with their SQLite types, rows.
Table = tuple[str, list[tuple[str, str]], Iterator[tuple[object, ...]]]


def tables(store: Store, reports: Collection[int] | None = None, happenings: Collection[str] | None = None) -> Iterator[Table]:
    """The tables for export: name, columns with their types, rows streamed in the order of their keys.

    ``reports``, ``happenings``: only the rows of these; of judgements on claims, those on claims of these reports.
    """
    for name in _EXPORTED:
        key = {"reports": "id", "happenings": "id"}.get(name, "report")
        test, only = f"?1 IS NULL OR {key} IN (SELECT value FROM json_each(?1))", _listed(happenings if name == "happenings" else reports)
        if name == "judgements":
            test = "?1 IS NULL OR about<>'claim' OR subject IN (SELECT claiming FROM claims WHERE report IN (SELECT value FROM json_each(?1)))"
        columns = [(r[1], r[2]) for r in store.connection.execute(f"PRAGMA table_info({name})")]
        names = ", ".join(c for c, _ in columns)  # not *, which holds columns that are only derived
        yield name, columns, _rows(store, f"SELECT {names} FROM {name} WHERE {test} ORDER BY 1, 2", only)


def _rows(store: Store, sql: str, only: str | None) -> Iterator[tuple[object, ...]]:
    for row in store.connection.execute(sql, (only,)):
        yield tuple(row)


def _listed(values: Collection[int] | Collection[str] | None) -> str | None:
    return None if values is None else json.dumps(sorted(values))


def size(store: Store, what: str) -> int:
    """How many rows a table has."""
    if what not in _EXPORTED:
        raise ValueError(f"no table {what!r}")
    return int(store.connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def has(store: Store, report: str, outlet: str, uri: str, published: str | None, made_by: tuple[str, str, str]) -> bool:
    """Whether a text has been read by this reader, version and resources, and is known to have stood there, that day (or any,
    when none is given: then the store knows it as well or better)."""
    row = store.connection.execute(
        "SELECT 1 FROM reports r JOIN appearances a ON a.report=r.id JOIN readings d ON d.report=r.id"
        " WHERE r.hash=? AND a.outlet=? AND a.uri=? AND (a.published IS ? OR ? IS NULL) AND d.reader=? AND d.version=? AND d.resources=?",
        (report, outlet, uri, published, published, *made_by)).fetchone()
    return row is not None


def verified(store: Store) -> list[str]:
    """Faults of the file: what SQLite's own check says, and texts that no longer match their hash."""
    from khabar.record import report_id

    faults = [r[0] for r in store.connection.execute("PRAGMA integrity_check") if r[0] != "ok"]
    faults += [f"{r[0]} refers to nothing in {r[2]}" for r in store.connection.execute("PRAGMA foreign_key_check")]
    for row in store.connection.execute("SELECT hash, text FROM reports"):
        if report_id(row[1]) != row[0]:
            faults.append(f"the text of {row[0]} was altered")
    return faults


__all__ = ["Appearance", "Table", "appearances", "has", "numbers", "problems", "record", "records", "size", "tables", "verified"]
