"""Near-copies of one text: found by MinHash over word triples, recorded with what differs.

Source of the method: Broder 1997; the hashing is rensa's RMinHash. Two texts whose estimated Jaccard similarity of
folded word triples is at least :data:`ALIKE` are copies. Bands of the sketch propose pairs, the whole sketch decides.
"""

from __future__ import annotations

import array
import difflib
import sqlite3

import numpy as np
from rensa import RMinHash

from khabar.store.database import Store

PERMUTATIONS = 128
BANDS = 32
ALIKE = 0.6
_SHINGLE = 3
_SEED = 42
_AT_ONCE = 500
_SHOWN = 12  # differing passages kept per pair


def sketch(folded: str) -> array.array[int]:
    """MinHash sketch of a folded text."""
    words = folded.split()
    shingles = [" ".join(words[i:i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))]
    maker = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    maker.update(shingles)
    return array.array("I", maker.digest())


def similarity(a: array.array[int] | bytes, b: array.array[int] | bytes) -> float:
    """Estimated Jaccard similarity of the shingles of two texts, from their sketches or the bytes of these."""
    return int(np.count_nonzero(np.frombuffer(a, np.uint32) == np.frombuffer(b, np.uint32))) / PERMUTATIONS


def note_copies(store: Store, number: int) -> list[int]:
    """File a new report's sketch and record the reports it copies or is copied by; their numbers. Inside a transaction."""
    connection = store.connection
    if connection.execute("SELECT 1 FROM sketches WHERE report=?", (number,)).fetchone():
        return []
    text = connection.execute("SELECT text FROM reports WHERE id=?", (number,)).fetchone()[0]
    mine = sketch(store.fold(text))
    found = []
    for other, known in _candidates(connection, mine):
        score = similarity(mine, known)
        if score >= ALIKE:
            found.append(other)
            theirs = connection.execute("SELECT text FROM reports WHERE id=?", (other,)).fetchone()[0]
            pair = sorted((number, other))
            connection.execute("INSERT OR REPLACE INTO copies VALUES(?,?,?,?)", (pair[1], pair[0], score, _differs(theirs, text)))
    connection.execute("INSERT INTO sketches VALUES(?,?)", (number, mine.tobytes()))
    connection.executemany("INSERT INTO bands VALUES(?,?,?)", [(b, key, number) for b, key in enumerate(band_keys(mine))])
    return found


def original_of(store: Store, numbers: list[int]) -> dict[str, str]:
    """For each of the reports that is in a family of copies: its id → the id of the earliest text of that family."""
    out: dict[str, str] = {}
    for number in numbers:
        family = _family(store.connection, number)
        if len(family) > 1:
            marks = ",".join("?" * len(family))
            rows = store.connection.execute(
                f"SELECT r.hash, min(coalesce(a.published, '9999')) AS day FROM reports r LEFT JOIN appearances a ON a.report=r.id"
                f" WHERE r.id IN ({marks}) GROUP BY r.id ORDER BY day, r.hash", tuple(sorted(family))).fetchall()
            own = store.connection.execute("SELECT hash FROM reports WHERE id=?", (number,)).fetchone()[0]
            out[own] = rows[0][0]
    return out


def _family(connection: sqlite3.Connection, number: int) -> set[int]:
    family, todo = {number}, [number]
    while todo:
        at = todo.pop()
        for row in connection.execute("SELECT report, original FROM copies WHERE report=? OR original=?", (at, at)):
            for other in (int(row[0]), int(row[1])):
                if other not in family:
                    family.add(other)
                    todo.append(other)
    return family


def band_keys(sketch_: array.array[int]) -> list[int]:
    """One key per band of a sketch; texts that share one may be copies."""
    width = PERMUTATIONS // BANDS
    out = []
    for b in range(BANDS):
        key = 0
        for value in sketch_[b * width:(b + 1) * width]:
            key = (key * 1_000_003 + value) & 0x7FFF_FFFF_FFFF_FFFF
        out.append(key)
    return out


def _candidates(connection: sqlite3.Connection, mine: array.array[int]) -> list[tuple[int, bytes]]:
    """Reports that share a band with a sketch, with their sketches, by number."""
    found: set[int] = set()
    for band, key in enumerate(band_keys(mine)):
        found |= {int(r[0]) for r in connection.execute("SELECT report FROM bands WHERE band=? AND key=? LIMIT 200", (band, key))}
    numbers, out = sorted(found), []
    for i in range(0, len(numbers), _AT_ONCE):
        some = numbers[i:i + _AT_ONCE]
        marks = ",".join("?" * len(some))
        out += connection.execute(f"SELECT report, sketch FROM sketches WHERE report IN ({marks}) ORDER BY report", some).fetchall()
    return [(int(r[0]), r[1]) for r in out]


def _differs(a: str, b: str) -> str:
    """The passages that differ, as ``old → new`` lines."""
    left, right = a.split(), b.split()
    lines = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, left, right, autojunk=len(left) > 2000).get_opcodes():
        if tag != "equal":
            lines.append(f"{' '.join(left[i:j])[:200]} → {' '.join(right[k:m])[:200]}")
    return "\n".join(lines[:_SHOWN])
