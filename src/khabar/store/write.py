"""Writing a report and its reading: one transaction, the same report twice makes one row."""

from __future__ import annotations

import datetime
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from khabar.record import Record, Report, to_json
from khabar.store.database import Store

_DERIVED = ("blocks", "sources", "attributions", "actors", "places", "relative_points", "times", "events", "claims")


def now() -> str:
    """The moment in UTC, ISO 8601, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def put(store: Store, record: Record) -> tuple[int, bool]:
    """Keep a report, its appearance and its reading. Report number, and whether anything new was written.

    Must run inside ``store.writing()``, so that what belongs to the report (units, happenings) is kept with it.
    An equal reading by the same reader, version and resources writes nothing; another replaces the derived rows. Of a text
    that stood in several places the reading for the earliest stays, in whatever order they come.
    """
    connection = store.connection
    number, fresh = _report(connection, store, record)
    fresh |= _appearance(connection, number, record)
    reading = record.reading
    made_by = (reading.reader, reading.version, reading.resources) if reading else ("", "", "")
    body = to_json(replace(record, report=replace(record.report, text="")))
    known = connection.execute(
        "SELECT record FROM readings WHERE report=? AND reader=? AND version=? AND resources=?", (number, *made_by)
    ).fetchone()
    if known is not None and ((old := zlib.decompress(known[0])) == body or _stays(old, record.report)):
        return number, fresh
    forget_reading(connection, number)
    layers = json.dumps(reading.layers if reading else {}, sort_keys=True)
    connection.execute("INSERT INTO readings VALUES(?,?,?,?,?,?,?)",
                       (number, *made_by, layers, zlib.compress(body, 6), now()))
    _derived(connection, store, number, record)
    return number, True


class _Frame(msgspec.Struct):
    outlet: str | None = None
    uri: str | None = None
    published: str | None = None
    published_from: str | None = None


class _Read(msgspec.Struct):
    report: _Frame


_read = msgspec.json.Decoder(_Read)


def _stays(old: bytes, report: Report) -> bool:
    """Whether a reading is kept although another of its text has come: it is of an earlier place, or the same with a day known
    from outside the text, which the new one lacks."""
    kept = _read.decode(old).report
    if (kept.outlet or "", kept.uri or "") == (report.outlet or "", report.uri or ""):
        return kept.published_from in ("argument", "metadata") and report.published_from in ("text", None)
    return _order(kept) < _order(report)


def _order(report: _Frame | Report) -> tuple[bool, str, str, str]:
    return report.published is None, report.published or "", report.outlet or "", report.uri or ""


def name_voices(store: Store, number: int, voices: Mapping[str, tuple[str, str] | None]) -> None:
    """Keep under which names and keys a report's sources (by id) are known across reports; None for a voice of that report alone."""
    rows = ((*(voice or (None, None)), store.fold(voice[0]) if voice else None, number, source) for source, voice in voices.items())
    store.connection.executemany("UPDATE sources SET voice=?, speaker=?, folded=coalesce(?, folded) WHERE report=? AND id=?", rows)


def forget_reading(connection: sqlite3.Connection, number: int) -> None:
    """Remove what was derived from a report; its text, appearances and judgements stay."""
    for table in (*_DERIVED, "readings"):
        connection.execute(f"DELETE FROM {table} WHERE report=?", (number,))


def _report(connection: sqlite3.Connection, store: Store, record: Record) -> tuple[int, bool]:
    report = record.report
    row = connection.execute("SELECT id FROM reports WHERE hash=?", (report.id,)).fetchone()
    if row is not None:
        return int(row[0]), False
    cursor = connection.execute("INSERT INTO reports(hash, text, language, added) VALUES(?,?,?,?)",
                                (report.id, report.text, report.language, now()))
    number = int(cursor.lastrowid or 0)
    connection.execute("INSERT INTO folded(rowid, text) VALUES(?,?)", (number, store.fold(report.text)))
    return number, True


def _appearance(connection: sqlite3.Connection, number: int, record: Record) -> bool:
    r = record.report
    cursor = connection.execute(
        "INSERT INTO appearances(report, outlet, uri, title, published, published_from) VALUES(?,?,?,?,?,?)"
        " ON CONFLICT(report, outlet, uri) DO UPDATE SET published=excluded.published, published_from=excluded.published_from"
        " WHERE excluded.published IS NOT NULL AND excluded.published IS NOT appearances.published"
        " AND (excluded.published_from IS NOT 'text' OR appearances.published IS NULL OR appearances.published_from IS 'text')", (number, r.outlet or "", r.uri or "", r.title, r.published, r.published_from))
    return cursor.rowcount > 0


def _derived(connection: sqlite3.Connection, store: Store, number: int, record: Record) -> None:
    """Flat rows of the record, for queries."""
    def rows(table: str, values: Iterable[tuple[Any, ...]]) -> None:
        found = [(number, *v) for v in values]
        if found:
            marks = ",".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} VALUES({marks})", found)

    rows("blocks", ((n, b.kind, *b.span) for n, b in enumerate(record.report.blocks)))
    rows("sources", ((s.id, s.name, store.fold(s.name) if s.name else None, s.kind, int(s.anonymous), s.anonymity,
                      s.reason.text if s.reason else None, s.role, s.affiliation, s.actor, *((None, None) if s.anonymous or not s.name else (s.name, store.fold(s.name)))) for s in record.sources))
    rows("attributions", ((a.id, a.cue.text, *a.cue.span, a.who, a.act, a.mode, a.stance, a.parent,
                           " … ".join(c.text for c in a.content)) for a in record.attributions))
    rows("actors", ((x.id, x.name, x.name_en, x.kind, x.codes.plover, x.codes.country, x.codes.wikidata) for x in record.actors))
    rows("places", ((p.id, *p.span, p.text, p.name_en, p.geonames, p.country, p.admin1, p.level, p.lat, p.lon, p.precision,
                     p.relation, int(p.metonym)) for p in record.places))
    rows("relative_points", ((p.id, e.lat, e.lon, e.radius_km, f"{e.words.text} {p.text}" if p.lat is not None else p.text)
                             for p in record.places if (e := p.estimated) is not None))
    rows("times", ((t.id, *t.span, t.text, t.start, t.end, t.grain, t.vague) for t in record.times))
    rows("events", ((e.id, e.type, e.trigger.text, *e.trigger.span, e.modality, e.polarity, e.place, e.time,
                     json.dumps(e.chain), e.group, e.codes.plover, e.codes.cameo, e.codes.acled) for e in record.events))
    rows("claims", ((c.id, c.claimed or "", c.claiming or "", c.event, json.dumps(c.events), json.dumps(c.chain), c.origin,
                     c.modality, c.polarity, c.gloss, c.gloss_ar, c.text) for c in record.claims))


def problem(store: Store, name: str, reason: str) -> None:
    """Note that an input could not be taken in, and why."""
    store.connection.execute("INSERT INTO problems VALUES(?,?,?) ON CONFLICT(input) DO UPDATE SET reason=excluded.reason, at=excluded.at",
                             (name, reason, now()))


def solved(store: Store, name: str) -> None:
    """Forget the problem of an input that has now been taken in."""
    store.connection.execute("DELETE FROM problems WHERE input=?", (name,))
