"""What an item is evidence for or against: claims, reports, happenings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from khabar.errors import InputError
from khabar.material import custody
from khabar.store import Store, query

About = Literal["claim", "report", "happening"]


@dataclass(frozen=True, slots=True)
class Tie:
    """An item tied to a claim (by its identity), a report (by its hash) or a happening (by its id, and the identities of
    its claims, by which it is found again when happenings are gathered anew)."""

    about: About
    subject: str
    claims: tuple[str, ...] = ()


def resolve(store: Store, about: About, name: str) -> Tie:
    """The tie to what a user names, by the whole id or its beginning. Raises InputError when it is none or several."""
    if about == "happening":
        h = query.happening(store, name)
        if h is None:
            raise InputError(f"no single happening with id {name!r}", store.path)
        return Tie(about, h["id"], tuple(c["claiming"] for c in h["claims"]))
    column, table = ("claiming", "claims") if about == "claim" else ("hash", "reports")
    wanted = {name, f"sha256:{name.removeprefix('sha256:')}"} - {"", "sha256:"}
    rows = {r[0] for w in wanted for r in store.connection.execute(
        f"SELECT DISTINCT {column} FROM {table} WHERE {column}<>'' AND substr({column},1,?)=? LIMIT 2", (len(w), w))}
    if len(rows) != 1:
        raise InputError(f"no single {about} with id {name!r}", store.path)
    (subject,) = rows
    return Tie(about, subject, (subject,) if about == "claim" else ())


def put(connection: sqlite3.Connection, sha: str, tie: Tie, who: str) -> tuple[int, str] | None:
    """Tie an item, inside a transaction; the log's new head, or None when it was tied so already."""
    from khabar.store.write import now

    cursor = connection.execute("INSERT INTO material_ties VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING",
                                (sha, tie.about, tie.subject, json.dumps(tie.claims), now()))
    if not cursor.rowcount:
        return None
    return custody.append(connection, "tied", item=sha, who=who, detail=f"{tie.about} {tie.subject}")


def add(store: Store, sha: str, tie: Tie, who: str) -> bool:
    """Tie an item that is in the store already; False when it was tied so."""
    with store.writing() as connection:
        head = put(connection, sha, tie, who)
    if head is not None:
        custody.note_head(store, head)
    return head is not None


def of_item(store: Store, sha: str) -> Iterator[Tie]:
    """What an item is tied to."""
    for r in store.connection.execute("SELECT about, subject, claims FROM material_ties WHERE item=? ORDER BY about, subject", (sha,)):
        yield Tie(r[0], r[1], tuple(json.loads(r[2])))


@dataclass(frozen=True, slots=True)
class Index:
    """All ties of a store, by what they are tied to: claims' identities, reports' hashes, happenings' ids."""

    claims: dict[str, set[str]]
    reports: dict[str, set[str]]
    happenings: dict[str, set[str]]

    def of(self, h: dict[str, Any]) -> list[str]:
        """Hashes of the items tied to a happening, to one of its claims, or to one of its reports; sorted."""
        found = set(self.happenings.get(h["id"], ()))
        for c in h["claims"] if self.claims or self.reports else ():
            found |= self.claims.get(c["claiming"], set()) | self.reports.get(c["report"], set())
        return sorted(found)


def index(store: Store) -> Index:
    """The ties of all items. A message's attachments are tied to the report that the message became."""
    out = Index({}, {}, {})
    for item, about, subject, tied in store.connection.execute("SELECT item, about, subject, claims FROM material_ties"):
        if about != "claim":
            (out.reports if about == "report" else out.happenings).setdefault(subject, set()).add(item)
        for claim in json.loads(tied):
            out.claims.setdefault(claim, set()).add(item)
    for item, message in store.connection.execute("SELECT DISTINCT item, message FROM givings WHERE message IS NOT NULL"):
        out.reports.setdefault(message, set()).add(item)
    return out


def of_happening(store: Store, h: dict[str, Any]) -> list[str]:
    """Hashes of the items tied to a happening, to one of its claims, or to one of its reports; sorted."""
    return index(store).of(h)


def claims_of(store: Store, tie: Tie) -> list[str]:
    """Identities of the claims that a tie means: of a report all of them."""
    if tie.about != "report":
        return list(tie.claims)
    rows = store.connection.execute("SELECT c.claiming FROM claims c JOIN reports r ON r.id=c.report WHERE r.hash=? AND c.claiming<>'' ORDER BY c.id",
                                    (tie.subject,))
    return [r[0] for r in rows]
