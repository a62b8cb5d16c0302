"""A report as the encoder sees it: its tokens, cut into pieces, with the places where lines and sentences begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khabar.model.tokeniser import BOS, EOS, Tokeniser
from khabar.text.tokens import Token

Ints = NDArray[np.int32]
_STOPS = frozenset(".!?؟…۔")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Flat piece ids; token i owns `ids[edges[i]:edges[i + 1]]`. `lines` and `sentences` number the tokens' lines
    and sentences."""

    ids: Ints
    edges: Ints
    lines: Ints
    sentences: Ints

    def __len__(self) -> int:
        return len(self.lines)

    def cut(self, first: int, last: int) -> Pieces:
        """The tokens first..last-1 alone."""
        edges = self.edges[first : last + 1]
        ids = self.ids[edges[0] : edges[-1]]
        return Pieces(ids, edges - edges[0], self.lines[first:last], self.sentences[first:last])


def pieces_of(tokens: Sequence[Token], text: str, tokeniser: Tokeniser) -> Pieces:
    """Cuts a report's tokens. Line numbers are the tokens' own; sentences end at full stops and with the line."""
    ids: list[int] = []
    edges, lines, sentences = [0], [], []
    sentence, line, ended = 0, -1, False
    for token in tokens:
        start = token.start
        ids += tokeniser.word(token.text, start == 0 or text[start - 1].isspace())
        edges.append(len(ids))
        if token.line != line:
            sentence, line = sentence + 1, token.line
        elif ended and token.kind != "punct":
            sentence += 1
        ended = token.text in _STOPS or (ended and token.kind == "punct")
        lines.append(line)
        sentences.append(sentence)
    return Pieces(*(np.asarray(x, np.int32) for x in (ids, edges, lines, sentences)))


@dataclass(frozen=True, slots=True)
class Window:
    """Input arrays of one window: piece ids with specials, the 1-based owner of each piece, and each token's first
    and last piece."""

    ids: Ints
    owner: Ints
    first: Ints
    last: Ints


def window_of(pieces: Pieces) -> Window:
    """`<s>`, then the tokens with `</s>` between lines and at the end."""
    size = np.diff(pieces.edges)
    breaks = np.zeros(len(pieces), np.int32)
    if len(pieces) > 1:
        breaks[1:] = np.diff(pieces.lines) != 0
    first = pieces.edges[:-1] + 1 + np.cumsum(breaks, dtype=np.int32)
    last = first + size - 1
    length = int(last[-1]) + 2 if len(pieces) else 2
    ids = np.full(length, EOS, np.int32)
    ids[0] = BOS
    owner = np.zeros(length, np.int32)
    at = np.repeat(first - pieces.edges[:-1], size) + np.arange(len(pieces.ids), dtype=np.int32)
    ids[at] = pieces.ids
    owner[at] = np.repeat(np.arange(1, len(pieces) + 1, dtype=np.int32), size)
    return Window(ids, owner, first.astype(np.int32), last.astype(np.int32))


def length_of(pieces: Pieces) -> int:
    """Pieces of the whole report with specials, as `window_of` would lay them out."""
    return len(pieces.ids) + 2 + int((np.diff(pieces.lines) != 0).sum()) if len(pieces) else 2
