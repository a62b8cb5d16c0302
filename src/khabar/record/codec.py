"""JSON ↔ objects for records, and the checks that a record must pass (RECORD.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from khabar.errors import RecordError
from khabar.record.span import Quote, check_span
from khabar.record.types import Record

_decoder = msgspec.json.Decoder(Record, strict=True)
_encoder = msgspec.json.Encoder()


def report_id(text: str) -> str:
    """``sha256:…`` of the text's UTF-8 bytes."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def to_json(record: Record) -> bytes:
    """The record as one line of UTF-8 JSON."""
    return _encoder.encode(record)


def from_json(data: bytes | str) -> Record:
    """Parse and check one record. Raises :class:`RecordError` (form, references) or SpanError (quotations)."""
    try:
        record = _decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise RecordError(str(error)) from None
    check(record)
    return record


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record, as ``khabar schema`` prints it."""
    out = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Khabar record, version 1", **out}


def check(record: Record) -> None:
    """Raise SpanError for a span that does not quote the text, RecordError for a reference to nothing."""
    text = record.report.text
    for where, quoted in _quotes(record):
        quoted.check(text, where)
    for where, span, words in _spans(record):
        check_span(text, span, words, where)
    ids = {name: {x.id for x in getattr(record, name)} for name in ("sources", "attributions", "actors", "places", "times", "events")}
    for where, kind, ref in _references(record):
        if ref is not None and ref not in ids[kind]:
            raise RecordError(f"{where} refers to {ref!r}, which is not among the record's {kind}")


def _quotes(record: Record) -> Iterator[tuple[str, Quote]]:
    for a in record.attributions:
        yield f"attribution {a.id} cue", a.cue
        for name in ("source", "addressee", "medium", "occasion"):
            if (q := getattr(a, name)) is not None:
                yield f"attribution {a.id} {name}", q
        for c in a.content:
            yield f"attribution {a.id} content", c
    for s in record.sources:
        for q in (s.reason, s.position):
            if q is not None:
                yield f"source {s.id}", q
    for e in record.events:
        yield f"event {e.id} trigger", e.trigger
    for q in (record.report.byline, record.report.dateline):
        if q is not None:
            yield "report", q


def _spans(record: Record) -> Iterator[tuple[str, tuple[int, int], str | None]]:
    for b in record.report.blocks:
        yield f"block {b.kind}", b.span, None
    if (told := record.report.published_at) is not None:
        yield "published_at", told.span, told.text
    for s in record.sources:
        for m in s.mentions:
            yield f"source {s.id} mention", m, None
    for x in record.actors:
        for m in x.mentions:
            yield f"actor {x.id} mention", m, None
    for p in record.places:
        yield f"place {p.id}", p.span, p.text
    for t in record.times:
        yield f"time {t.id}", t.span, t.text
    for e in record.events:
        for r in (*e.agent, *e.target):
            yield f"event {e.id} role", r.span, r.text
        for c in (*e.count, *e.subsets):
            yield f"event {e.id} count", c.span, c.text


def _references(record: Record) -> Iterator[tuple[str, str, str | None]]:
    for a in record.attributions:
        yield f"attribution {a.id} who", "sources", a.who
        yield f"attribution {a.id} parent", "attributions", a.parent
    for s in record.sources:
        yield f"source {s.id} actor", "actors", s.actor
    for e in record.events:
        for name in ("place", "origin", "destination"):
            yield f"event {e.id} {name}", "places", getattr(e, name)
        yield f"event {e.id} time", "times", e.time
        for link in e.chain:
            yield f"event {e.id} chain", "attributions", link
        for r in (*e.agent, *e.target):
            yield f"event {e.id} role", "actors", r.actor
    for c in record.claims:
        for v in c.events:
            yield f"claim {c.id} events", "events", v
        for link in c.chain:
            yield f"claim {c.id} chain", "attributions", link
        yield f"claim {c.id} origin", "sources", c.origin
