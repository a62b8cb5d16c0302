"""What the network says about one report: tag probabilities, and pointers answered on demand (numpy only).

A long report is read in overlapping windows; every token is judged in the window that shows most around it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khabar.model.features import Hint
from khabar.model.labels import CHANNELS, DISTANCES, ROLES, SENTENCES, WIDTH, offsets
from khabar.model.pieces import Pieces, length_of

Floats = NDArray[np.float32]
LIMIT = 510  # pieces of one window, specials included
OVERLAP = 128
_SLACK = 40  # pieces that a window may be longer so that it begins with a sentence
LONGEST = 40  # tokens of a noun phrase
_LOW = -1e4
_CHANNEL = {name: i for i, name in enumerate(CHANNELS)}
_EDGES = np.array(DISTANCES)


@dataclass(frozen=True, slots=True)
class Tables:
    """The small parts of the pointers that stay outside the graph (names as in `khabar.model.net`)."""

    by_type: Floats  # types + 1 × roles × WIDTH
    null_by_type: Floats  # types + 1 × roles
    near: Floats  # channels × buckets
    beside: Floats  # channels × sentence distances
    trust: Floats  # channels


@dataclass(frozen=True, slots=True)
class Seen:
    """One window's outputs for tokens first..last-1: tags, queries, keys, scores of pointing nowhere."""

    first: int
    last: int
    tags: Floats
    ask: Floats
    offer: Floats
    null: Floats


def plan(pieces: Pieces, limit: int = LIMIT, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Token ranges of the windows: one when the report fits, else windows of one size that overlap and together
    hold all tokens; each begins at a sentence where one begins near."""
    count = len(pieces)
    if count == 0:
        return []
    total = length_of(pieces)
    if total <= limit:
        return [(0, count)]
    breaks = np.zeros(count, np.int64)
    breaks[1:] = np.diff(pieces.lines) != 0
    ends = np.cumsum(np.diff(pieces.edges) + breaks)  # laid-out pieces up to and with each token
    number = -(-(total - overlap) // (limit - overlap))
    size = min(limit, -(-(total + (number - 1) * overlap) // number) + _SLACK)
    opens = np.flatnonzero(np.diff(pieces.sentences, prepend=-1))
    out: list[tuple[int, int]] = []
    first = 0
    while True:
        begin = int(ends[first - 1]) if first else 0
        last = first + int(np.searchsorted(ends[first:], begin + size - 2, side="right"))
        last = min(max(last, first + 1), count)
        out.append((first, last))
        if last == count:
            return out
        wanted = int(np.searchsorted(ends, ends[last - 1] - overlap, side="right"))
        near = int(opens[np.searchsorted(opens, wanted, side="right") - 1])
        close = near > first and ends[wanted] - ends[near] <= _SLACK
        first = near if close else max(wanted, first + 1)


class Scores:
    """The whole report's scores."""

    def __init__(self, pieces: Pieces, seen: Sequence[Seen], tables: Tables, hints: Sequence[Hint] = ()) -> None:
        self.pieces = pieces
        self.seen = seen
        self.tables = tables
        count = len(pieces)
        self.owner = _owners(count, seen)
        self.tags = np.zeros((count, seen[0].tags.shape[1] if seen else 0), np.float32)
        for i, window in enumerate(seen):
            mine = np.flatnonzero(self.owner == i)
            self.tags[mine] = window.tags[mine - window.first]
        self._where = offsets()
        self._hints: dict[tuple[str, int], list[int]] = {}
        for channel, row, target in hints:
            self._hints.setdefault((channel, row), []).append(target)

    def layer(self, name: str) -> Floats:
        """Probabilities (tokens × classes) of a tag layer."""
        return _softmax(self.tags[:, self._where[name]])

    def lexicon_type(self, row: int) -> int:
        """Number of the type that the lexicon reader gives a trigger (0: it sees none there)."""
        return next(iter(self._hints.get(("type", row), ())), 0)

    def point(self, row: int, channel: str, type_number: int = 0) -> tuple[int, Floats, float]:
        """Where a token points: (first token of its window, probability per token of the window, of nowhere)."""
        t, c = self.tables, _CHANNEL[channel]
        window = self.seen[self.owner[row]]
        query = window.ask[row - window.first, c]
        nowhere = float(window.null[row - window.first, c])
        if channel in ROLES:
            query = query + t.by_type[type_number, c]
            nowhere += float(t.null_by_type[type_number, c])
        scores = window.offer[:, c] @ query / np.float32(WIDTH**0.5)
        at = np.arange(window.first, window.last)
        distance = at - row
        scores = scores + t.near[c][np.searchsorted(_EDGES, np.abs(distance)) + (distance < 0) * len(DISTANCES)]
        sentences = self.pieces.sentences[window.first : window.last]
        beside = np.clip(sentences - self.pieces.sentences[row], -SENTENCES, SENTENCES) + SENTENCES
        scores = scores + t.beside[c][beside]
        for target in self._hints.get((channel, row), ()):
            if target < 0:
                nowhere += float(t.trust[c])
            elif window.first <= target < window.last:
                scores[target - window.first] += t.trust[c]
        if channel == "end":
            scores[(distance < 0) | (distance >= LONGEST)] = _LOW
        if channel in ("end", "content_first", "content_last"):
            nowhere = _LOW
        both = _softmax(np.append(scores, nowhere)[None].astype(np.float32))[0]
        return window.first, both[:-1], float(both[-1])


def _owners(count: int, seen: Sequence[Seen]) -> NDArray[np.int32]:
    """For each token the window in which it stands farthest from an edge that is not the report's own."""
    best = np.full(count, -1, np.int64)
    owner = np.zeros(count, np.int32)
    for i, window in enumerate(seen):
        at = np.arange(window.first, window.last)
        left = at - window.first if window.first else np.full(len(at), count)
        right = window.last - 1 - at if window.last < count else np.full(len(at), count)
        room = np.minimum(left, right)
        better = room > best[window.first : window.last]
        owner[at[better]] = i
        best[at[better]] = room[better]
    return owner


def _softmax(scores: Floats) -> Floats:
    e = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = (e / e.sum(-1, keepdims=True)).astype(np.float32)
    return shares
