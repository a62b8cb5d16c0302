"""Lists around reports: what came in, what each tells, and how named sources stand over all of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from khabar.store.database import Store

Json = dict[str, Any]
#: Claims of sources whose happenings are handed on.
_SAID_MOST = 20_000


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list."""

    number: int
    hash: str
    outlet: str | None
    title: str | None
    published: str | None
    opening: str
    claims: int
    reader: str


def report_page(store: Store, limit: int, offset: int) -> list[ReportRow]:
    """One page of reports, the latest published first; a text that stood in several outlets is one report."""
    rows = store.connection.execute(
        "SELECT r.id, r.hash, a.outlet, a.title, a.published, substr(r.text, 1, 240), (SELECT count(*) FROM claims c WHERE c.report=r.id),"
        " coalesce((SELECT reader FROM readings g WHERE g.report=r.id), '')"
        " FROM (SELECT id FROM appearances INDEXED BY appearances_published ORDER BY published DESC, id DESC LIMIT ? OFFSET ?) p"
        " JOIN appearances a ON a.id=p.id JOIN reports r ON r.id=a.report ORDER BY a.published DESC, a.id DESC", (limit, offset))
    return [ReportRow(r[0], r[1], r[2] or None, *r[3:]) for r in rows]


def number_of(store: Store, hash_: str) -> int | None:
    """The number of the report with that hash."""
    row = store.connection.execute("SELECT id FROM reports WHERE hash=?", (hash_,)).fetchone()
    return int(row[0]) if row else None


def copies_of(store: Store, number: int) -> list[tuple[int, float, str]]:
    """Near-copies of a report: number, similarity, passages that differ (``old → new`` lines)."""
    rows = store.connection.execute(
        "SELECT CASE WHEN report=? THEN original ELSE report END, similarity, differs FROM copies WHERE report=? OR original=?", (number,) * 3)
    return [(int(r[0]), float(r[1]), str(r[2])) for r in rows]


def told_in(store: Store, hash_: str) -> list[Json]:
    """The happenings that a report tells of."""
    rows = store.connection.execute(
        "SELECT h.data FROM happening_terms t JOIN happenings h ON h.id=t.happening WHERE t.kind='report' AND t.value=?"
        " ORDER BY h.state<>'contested', h.class DESC, h.first DESC, h.id", (hash_,))
    return [json.loads(r[0]) for r in rows]


def happenings_of(store: Store, hashes: list[str]) -> list[str]:
    """Ids of the happenings that some reports tell of, in the order of the reports."""
    sql = "SELECT happening FROM happening_terms WHERE kind='report' AND value=? ORDER BY happening"
    return list(dict.fromkeys(r[0] for name in dict.fromkeys(hashes) for r in store.connection.execute(sql, (name,))))


def spoken_of(store: Store, speakers: Collection[str]) -> list[str]:
    """Ids of the happenings that the sources with these keys spoke of, the latest said first."""
    return list(dict.fromkeys(c["happening"] for c in said_by(store, speakers, _SAID_MOST) if c["happening"]))


def arabic_glosses(store: Store, claimings: list[str]) -> dict[str, str]:
    """The Arabic wording of claims, by their identity."""
    out: dict[str, str] = {}
    for claiming in claimings:
        row = store.connection.execute("SELECT gloss_ar FROM claims WHERE claiming=? LIMIT 1", (claiming,)).fetchone()
        if row and row[0]:
            out[claiming] = row[0]
    return out


def reading_of(store: Store, number: int) -> tuple[str, str, str] | None:
    """Reader, version and moment of a report's reading."""
    row = store.connection.execute("SELECT reader, version, made FROM readings WHERE report=?", (number,)).fetchone()
    return tuple(row) if row else None


def place_words(store: Store, numbers: list[int]) -> set[str]:
    """How some reports write their places."""
    return {r[0] for n in numbers[:200] for r in store.connection.execute("SELECT DISTINCT text FROM places WHERE report=?", (n,))}


def standing(store: Store) -> dict[str, Json]:
    """Named sources under their keys: full name, kind, role, claims, how many of them in happenings of which state,
    how many relayed by others, and all folded spellings. Unnamed sources, and bare nouns that are a voice of their own report
    alone, are left out: they are never joined."""
    rows = store.connection.execute(
        "SELECT s.speaker, s.voice, s.folded, s.kind, s.role, coalesce(h.state, ''), count(DISTINCT c.report || ' ' || c.id), sum(c.chain LIKE '%,%') FROM sources s"
        " JOIN claims c ON c.report=s.report AND c.origin=s.id LEFT JOIN happening_terms t ON t.kind='claim' AND t.value=c.claiming"
        " LEFT JOIN happenings h ON h.id=t.happening WHERE s.voice IS NOT NULL GROUP BY s.speaker, s.voice, s.kind, s.role, h.state ORDER BY s.voice, min(s.voice<>s.name)")
    out: dict[str, Json] = {}
    for short, name, folded, kind, role, state, n, relayed in rows:
        entry = out.setdefault(short, {"short": short, "name": name, "kind": kind, "role": role, "claims": 0, "states": {}, "relayed": 0, "spellings": set()})
        if len(name) > len(entry["name"]):
            entry["name"], entry["role"] = name, role or entry["role"]
        entry["claims"] += n
        entry["relayed"] += relayed
        entry["spellings"].add(folded)
        if state:
            entry["states"][state] = entry["states"].get(state, 0) + n
    return dict(sorted(out.items(), key=lambda e: (-e[1]["claims"], e[1]["name"])))


def said_by(store: Store, speakers: Collection[str], limit: int = 300) -> list[Json]:
    """What the sources with these keys claimed, the latest first, with the happening each claim belongs to."""
    marks = ",".join("?" * len(speakers))
    rows = store.connection.execute(
        "SELECT s.name, c.gloss, c.gloss_ar, c.text, c.modality, c.polarity, c.claiming, a.outlet, a.published, s.report, h.id, h.state, h.type"
        " FROM sources s JOIN claims c ON c.report=s.report AND c.origin=s.id"
        " JOIN appearances a ON a.id=(SELECT id FROM appearances WHERE report=s.report ORDER BY published IS NULL, published LIMIT 1)"
        " LEFT JOIN happening_terms t ON t.kind='claim' AND t.value=c.claiming LEFT JOIN happenings h ON h.id=t.happening"
        f" WHERE s.speaker IN ({marks}) ORDER BY a.published DESC, s.report, c.id LIMIT ?", (*sorted(speakers), limit))
    names = ("source", "gloss", "gloss_ar", "text", "modality", "polarity", "claiming", "outlet", "published", "number", "happening", "state", "type")
    return [dict(zip(names, r, strict=True)) for r in rows]
