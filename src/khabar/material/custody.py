"""The custody log: who did what with which item, when, from where, with which version; append-only, hash-chained, sealed.

Every entry holds the hash of the one before, so that a changed, removed or reordered entry breaks the chain. Its private
fields (item, who, source, detail) go into the chain as salted commitments: parts of the log can be shown to others, who
can then check them, without the rest. Each entry is sealed (HMAC-SHA256) with the key of whoever worked, and the newest
hash is also written to ``heads`` in the material folder, so that a log that was cut at its end is found as well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import khabar
from khabar.errors import InputError
from khabar.material.vault import folder
from khabar.store import Store, judge
from khabar.store.write import now

FIRST = "0" * 64
FIELDS = ("item", "who", "source", "detail")
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``fields``: the private values in clear; ``nonce``: what their salts are made of."""

    n: int
    at: str
    act: str
    version: str
    fields: dict[str, str]
    nonce: str
    prev: str
    hash: str
    signer: str
    seal: str


def append(connection: sqlite3.Connection, act: str, *, item: str = "", who: str = "", source: str = "", detail: str = "") -> tuple[int, str]:
    """Add an entry, inside the transaction that does what it tells of; its number and hash, for :func:`note_head`."""
    last = connection.execute("SELECT n, hash FROM custody ORDER BY n DESC LIMIT 1").fetchone()
    n, prev = (int(last[0]) + 1, str(last[1])) if last else (1, FIRST)
    fields = dict(zip(FIELDS, (item, who, source, detail), strict=True))
    at, nonce, key = now(), secrets.token_hex(16), judge.key()
    made = digest(n, at, act, khabar.__version__, commitments(fields, nonce), prev)
    seal = hmac.new(key, made.encode(), hashlib.sha256).hexdigest()
    connection.execute("INSERT INTO custody VALUES(?,?,?,?,?,?,?,?,?,?)",
                       (n, at, act, khabar.__version__, json.dumps(fields, ensure_ascii=False), nonce, prev, made, signer(key), seal))
    return n, made


def note_head(store: Store, head: tuple[int, str]) -> None:
    """Write the newest number and hash beside the originals; called after the transaction. Raises InputError."""
    try:
        folder(store).mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(folder(store) / "heads", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="ascii") as file:
            file.write(f"{head[0]} {head[1]}\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(f"the custody log's head cannot be written: {error.strerror or error}", str(folder(store))) from None


def entries(store: Store) -> Iterator[Entry]:
    """The log in its order."""
    for r in store.connection.execute("SELECT n, at, act, version, fields, nonce, prev, hash, signer, seal FROM custody ORDER BY n"):
        yield Entry(r[0], r[1], r[2], r[3], json.loads(r[4]), *r[5:])


def salt(nonce: str, name: str) -> str:
    """The salt of one field; telling it lets others check that field alone."""
    return hashlib.sha256(f"{nonce}\0{name}".encode()).hexdigest()


def commitment(salted: str, value: str) -> str:
    """What stands in the chain for a private value."""
    return hashlib.sha256(f"{salted}\0{value}".encode()).hexdigest()


def commitments(fields: dict[str, str], nonce: str) -> dict[str, str]:
    """Commitments of all fields of an entry."""
    return {name: commitment(salt(nonce, name), value) for name, value in fields.items()}


def digest(n: int, at: str, act: str, version: str, committed: dict[str, str], prev: str) -> str:
    """The hash of an entry."""
    body = json.dumps({"act": act, "at": at, "fields": committed, "n": n, "prev": prev, "version": version}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def signer(key: bytes) -> str:
    """Which key sealed an entry, without telling the key."""
    return hashlib.sha256(b"khabar custody " + key).hexdigest()[:16]


def chain_faults(store: Store, heads: Iterable[str] | None, key: bytes) -> tuple[list[str], int]:
    """Faults of the log (changed, missing, reordered, cut), and how many entries another key sealed (not checkable here).

    heads: the lines of the heads file; None when there is none.
    """
    faults, foreign, known, prev, expected = [], 0, {}, FIRST, 1
    for e in entries(store):
        where = f"custody log, entry {e.n}"
        if e.n != expected:
            faults.append(f"custody log: entries {expected} to {e.n - 1} are missing")
        if e.prev != prev:
            faults.append(f"{where}: does not follow the entry before it")
        if digest(e.n, e.at, e.act, e.version, commitments(e.fields, e.nonce), e.prev) != e.hash:
            faults.append(f"{where}: altered")
        if e.signer != signer(key):
            foreign += 1
        elif not hmac.compare_digest(e.seal, hmac.new(key, e.hash.encode(), hashlib.sha256).hexdigest()):
            faults.append(f"{where}: the seal is not of the key that it names")
        known[e.n], prev, expected = e.hash, e.hash, e.n + 1
    return faults + _head_faults(known, heads), foreign


def _head_faults(known: dict[int, str], heads: Iterable[str] | None) -> list[str]:
    if heads is None:
        return ["heads: the file with the newest hashes is missing"] if known else []
    faults, last = [], 0
    for line in heads:
        number, _, value = line.strip().partition(" ")
        if not number.isdecimal():
            faults.append("heads: holds a line that is none")
            continue
        last = max(last, int(number))
        if int(number) in known and known[int(number)] != value:
            faults.append(f"custody log, entry {number}: is not the one that was noted when it was made")
    if last > (end := max(known, default=0)):
        faults.append(f"custody log: cut after entry {end}; {last} were noted")
    if last == 0 and known:
        faults.append("heads: the file with the newest hashes is empty")
    return faults
