"""Families of near-copies among millions of texts, by the same sketches as the store's (:mod:`khabar.store.copies`).

The sketches lie in files; one band after the other is sorted, so that what is held in memory is a number a text and band.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from khabar.store.copies import ALIKE, BANDS, PERMUTATIONS, sketch
from khabar.text import fold

_AT_ONCE = 20_000


class Sketches:
    """Writes the sketches of some texts, in order, to ``PATH.sketches``, and day and id of their reports to ``PATH.ids``."""

    def __init__(self, path: Path) -> None:
        self._sketches = path.with_suffix(".sketches").open("wb")
        self._ids = path.with_suffix(".ids").open("wb")

    def add(self, report: str, published: str, text: str) -> None:
        """Note a report's text."""
        self._sketches.write(sketch(fold(text)).tobytes())
        self._ids.write(f"{published}\t{report}\n".encode())

    def close(self) -> None:
        """Finish the files."""
        self._sketches.close()
        self._ids.close()


def originals(paths: Sequence[Path]) -> dict[str, str]:
    """Report id → id of the earliest text of its family, for families of more than one; ``paths`` as given to Sketches."""
    sketches = np.concatenate([_mapped(p.with_suffix(".sketches")) for p in paths]) if len(paths) > 1 else _mapped(paths[0].with_suffix(".sketches"))
    families = _families(_alike(sketches))
    wanted = {n for family in families for n in family}
    names = {n: name for n, name in enumerate(_names(paths)) if n in wanted}
    out: dict[str, str] = {}
    for family in families:
        first = min(names[n] for n in family)[1]
        out.update({names[n][1]: first for n in family})
    return out


def _mapped(path: Path) -> NDArray[np.uint32]:
    size = path.stat().st_size // (4 * PERMUTATIONS)
    if not size:
        return np.empty((0, PERMUTATIONS), np.uint32)
    return np.memmap(path, np.uint32, "r", shape=(size, PERMUTATIONS))


def _names(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        with path.with_suffix(".ids").open("rb") as lines:
            for line in lines:
                published, _, report = line.decode().rstrip("\n").partition("\t")
                yield published, report


def _alike(sketches: NDArray[np.uint32]) -> Iterator[tuple[int, int]]:
    """Pairs of texts that are near-copies: of those that share a band, each with the first."""
    width = PERMUTATIONS // BANDS
    found = np.empty(0, np.int64)
    for band in range(BANDS):
        keys = np.ascontiguousarray(sketches[:, band * width:(band + 1) * width]).view([("", np.uint32)] * width).ravel()
        _, first, which = np.unique(keys, return_index=True, return_inverse=True)
        others = np.flatnonzero(first[which] != np.arange(len(keys)))
        found = np.union1d(found, first[which[others]] * len(keys) + others)
    for at in range(0, len(found), _AT_ONCE):
        one, other = np.divmod(found[at:at + _AT_ONCE], len(sketches))
        same = np.count_nonzero(sketches[one] == sketches[other], axis=1) / PERMUTATIONS >= ALIKE
        yield from zip(one[same].tolist(), other[same].tolist(), strict=True)


def _families(pairs: Iterator[tuple[int, int]]) -> list[list[int]]:
    parent: dict[int, int] = {}

    def root(n: int) -> int:
        while (up := parent.setdefault(n, n)) != n:
            parent[n] = parent[up]
            n = up
        return n

    for one, other in pairs:
        parent[root(other)] = root(one)
    families: dict[int, list[int]] = {}
    for n in sorted(parent):
        families.setdefault(root(n), []).append(n)
    return [f for f in families.values() if len(f) > 1]
