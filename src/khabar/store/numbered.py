"""Words and spots as numbers, for columns in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Row = tuple[Any, ...]


class Words:
    """Words and their numbers, in the order in which they were first met; only ever added to, so older columns stay right."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self.words = list(first)
        self._known: dict[str | None, int] = {None: -1} | {w: n for n, w in enumerate(self.words)}

    def codes(self, values: Iterable[str | None]) -> Ints:
        """The number of each value; new words are added; -1 is no word."""
        out = []
        for value in values:
            code = self._known.get(value)
            if code is None:
                code = self._known[value] = len(self.words)
                self.words.append(str(value))
            out.append(code)
        return np.array(out, dtype=np.int64)

    def code(self, word: str) -> int:
        """The number of a word; -2 for one that does not occur."""
        return self._known.get(word, -2)


class Spots:
    """The spots that markers stand on, numbered: a relative point where there is one, else the place itself."""

    def __init__(self) -> None:
        self.keys: list[Row] = []
        self._known: dict[Row, int] = {}

    def codes(self, rows: list[Row]) -> Ints:
        """The spot of each row; -1 for none."""
        out = []
        for r in rows:
            place, level, country, lat, lon = r[5] or "", r[6] or "", r[8] or "", r[12], r[13]
            key: Row = (place, "relative", country, *r[15:]) if r[15] is not None else (place, level, country, lat, lon, 0.0, "")
            code = -1 if key[3] is None else self._known.get(key)
            if code is None:
                code = self._known[key] = len(self.keys)
                self.keys.append(key)
            out.append(code)
        return np.array(out, dtype=np.int64)
