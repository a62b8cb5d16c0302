"""Verification of a store's material: files, rows and the custody log against each other."""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khabar.material import custody
from khabar.material.vault import digest, files, folder, path_of
from khabar.store import Store, judge

TAKEN = ("taken in", "given again")


@dataclass(frozen=True, slots=True)
class Report:
    """faults: one line each; items: how many files were checked; foreign: log entries sealed with other keys; head: the
    newest hash of the log, worth writing down elsewhere."""

    faults: list[str]
    items: int
    foreign: int
    head: str


def verify(store: Store, head: str | None = None) -> Report:
    """Check everything: altered, missing and added files; altered, cut or reordered log; rows that the log does not know.

    head: a hash of the log noted earlier; a fault when the log no longer holds it.
    """
    heads = folder(store) / "heads"
    lines = heads.read_text(encoding="ascii", errors="replace").splitlines() if heads.is_file() else None
    faults, foreign = custody.chain_faults(store, lines, judge.key())
    entries = list(custody.entries(store))
    if head is not None and all(e.hash != head for e in entries):
        faults.append("custody log: does not hold the hash that was noted earlier")
    sizes = {r[0]: int(r[1]) for r in store.connection.execute("SELECT sha, size FROM material ORDER BY sha")}
    for sha, size in sizes.items():
        faults += _file_faults(path_of(store, sha), sha, size)
    known = {path_of(store, sha) for sha in sizes}
    faults += [f"{p.relative_to(folder(store))}: added, not in the store" for p in files(store) if p not in known]
    faults += _row_faults(store, entries, set(sizes))
    return Report(faults, len(sizes), foreign, entries[-1].hash if entries else custody.FIRST)


def _file_faults(path: Path, sha: str, size: int) -> Iterator[str]:
    name = sha[:12]
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            yield f"{name}: is not a file any more"
        elif about.st_size != size or digest(path) != sha:
            yield f"{name}: altered"
        elif about.st_mode & 0o222:
            yield f"{name}: is no longer read-only"
    except FileNotFoundError:
        yield f"{name}: missing"
    except OSError as error:
        yield f"{name}: cannot be read: {error.strerror or error}"


def _row_faults(store: Store, entries: list[custody.Entry], items: set[str]) -> Iterator[str]:
    """Items and givings that stand in the tables only, or in the log only."""
    logged = Counter(e.fields.get("item", "") for e in entries if e.act in TAKEN)
    given = Counter({r[0]: int(r[1]) for r in store.connection.execute("SELECT item, count(*) FROM givings GROUP BY item")})
    for sha in sorted(items | set(logged)):
        if sha not in logged:
            yield f"{sha[:12]}: stands in the store, but the custody log does not know it"
        elif sha not in items:
            yield f"{sha[:12]}: stands in the custody log, but is gone from the store"
        elif given[sha] != logged[sha]:
            yield f"{sha[:12]}: {given[sha]} givings in the store, {logged[sha]} in the custody log"
