"""Finding the same picture again: re-encoded, mirrored, turned by quarters, or cut from another.

Hashes propose (a picture's whole against every window of the others, and the other way round), then the two small grey
pictures are laid over each other and the correlation of their brightness decides.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass
from typing import Any, Literal

from khabar.material.prints import WINDOWS, Window, distance, make
from khabar.store import Store

#: Bits of 64 that may differ in a whole picture, and in a window that proposes a crop.
ALIKE, PROPOSED = 10, 17
#: Correlation of brightness from which two pictures are called the same.
SAME = 0.9
_SIDE = 24
#: Correlation at the first guess below which no alignment is tried, and how many guesses are.
_PROMISING, _TRIED = 0.5, 3
_STEPS = (0.08, 0.04, 0.02, 0.01)

How = Literal["same picture", "cut from it", "it is cut from this"]


@dataclass(frozen=True, slots=True)
class Match:
    """An item that shows the same: how, mirrored or not, correlation 0 to 1, bits of the hash that differ, which pictures,
    and by how many degrees against the clock this item's picture is to be turned to stand as the other."""

    sha: str
    how: How
    mirrored: bool
    correlation: float
    bits: int
    here: str
    there: str
    turned: int = 0


@dataclass(frozen=True, slots=True)
class _Print:
    sha: str
    what: str
    hashes: array[int]
    mirror: int
    size: tuple[int, int]
    grey: bytes  # packed, since few are looked at
    turned: int = 0


def similar(store: Store, sha: str) -> list[Match]:
    """Other items that show the same picture as this one, the most alike first."""
    mine = [t for r in store.connection.execute("SELECT * FROM material_prints WHERE item=?", (sha,)) for t in _turned(_load(r))]
    best: dict[str, Match] = {}
    if not mine:
        return []
    for row in store.connection.execute("SELECT * FROM material_prints WHERE item<>? ORDER BY item, n", (sha,)):
        other = _load(row)
        for one in mine:
            found = _compare(one, other)
            if found is not None and (other.sha not in best or found.correlation > best[other.sha].correlation):
                best[other.sha] = found
    return sorted(best.values(), key=lambda m: (-m.correlation, m.sha))


def _turned(one: _Print) -> list[_Print]:
    """A print as it is and turned by one, two and three quarters, made from the small grey picture that it holds."""
    from PIL import Image

    out, small = [one], Image.frombytes("L", one.size, zlib.decompress(one.grey))
    for turned, how in ((90, Image.Transpose.ROTATE_90), (180, Image.Transpose.ROTATE_180), (270, Image.Transpose.ROTATE_270)):
        made = make(small.transpose(how), one.what)
        if made is not None:
            out.append(_Print(one.sha, one.what, array("Q", made.hashes), made.mirror, (made.width, made.height), zlib.compress(made.grey), turned))
    return out


def _load(row: Any) -> _Print:
    hashes, mirror = array("Q"), array("Q")
    hashes.frombytes(row["hashes"])
    mirror.frombytes(row["mirror"])
    return _Print(row["item"], row["what"], hashes, mirror[0], (row["width"], row["height"]), row["grey"])


def _compare(mine: _Print, other: _Print) -> Match | None:
    """The best way in which two pictures are one, or None."""
    found = []
    for mirrored, whole, theirs in ((False, mine.hashes[0], other.hashes[0]), (True, mine.mirror, other.mirror)):
        bits = distance(whole, other.hashes[0])
        if bits <= PROPOSED:
            found.append((bits, "same picture", mirrored, 0))
        found += [(b, "cut from it", mirrored, n) for n, h in enumerate(other.hashes) if n and (b := distance(whole, h)) <= PROPOSED]
        found += [(b, "it is cut from this", mirrored, n) for n, h in enumerate(mine.hashes) if n and (b := distance(theirs, h)) <= PROPOSED]
    best: Match | None = None
    for bits, how, mirrored, n in sorted(found)[:_TRIED]:
        part, whole_ = (other, mine) if how == "it is cut from this" else (mine, other)
        correlation, window = _aligned(part, whole_, mirrored, WINDOWS[n])
        if correlation >= SAME and (best is None or correlation > best.correlation):
            shown: How = "same picture" if min(window[2], window[3]) > 0.96 else how if how != "same picture" else "cut from it"  # type: ignore[assignment]
            best = Match(other.sha, shown, mirrored, round(correlation, 3), bits, mine.what, other.what, mine.turned)
    return best


def _aligned(part: _Print, whole: _Print, mirrored: bool, window: Window) -> tuple[float, Window]:
    """The window of ``whole`` that fits ``part`` best, found by small steps from a first guess, and its correlation."""
    from PIL import Image, ImageOps

    small = Image.frombytes("L", part.size, zlib.decompress(part.grey))
    ground = Image.frombytes("L", whole.size, zlib.decompress(whole.grey))
    if mirrored:
        small = ImageOps.mirror(small)
    wanted = small.resize((_SIDE, _SIDE), Image.Resampling.BOX)
    best, at = _correlation(wanted, ground, window), window
    if best < _PROMISING:
        return best, at
    for step in _STEPS:
        moved = True
        while moved:
            moved = False
            for candidate in _near(at, step):
                score = _correlation(wanted, ground, candidate)
                if score > best + 1e-4:
                    best, at, moved = score, candidate, True
    return best, at


def _near(at: Window, step: float) -> list[Window]:
    """Windows one step away: one side moved, or the whole, along one axis."""
    x, y, w, h = at
    moves = ((step, 0), (-step, 0), (step, -step), (-step, step), (0, step), (0, -step))
    tried = [(x + a, y, w + b, h) for a, b in moves] + [(x, y + a, w, h + b) for a, b in moves]
    return [c for c in tried if c[0] >= 0 and c[1] >= 0 and c[2] >= 0.3 and c[0] + c[2] <= 1.0001 and c[3] >= 0.3 and c[1] + c[3] <= 1.0001]


def _correlation(wanted: Any, ground: Any, window: Window) -> float:
    """Correlation of brightness between a picture and a window of another (Pearson's r), by Pillow's own statistics."""
    from PIL import Image, ImageChops, ImageStat

    x, y, w, h = window
    box = (max(0.0, x * ground.width), max(0.0, y * ground.height), min(ground.width, (x + w) * ground.width), min(ground.height, (y + h) * ground.height))
    piece = ground.resize((_SIDE, _SIDE), Image.Resampling.BOX, box=box)
    a, b = ImageStat.Stat(wanted).var[0], ImageStat.Stat(piece).var[0]
    if a < 1 or b < 1:
        return 0.0
    difference: float = ImageStat.Stat(ImageChops.subtract(wanted, piece, scale=2, offset=128)).var[0] * 4
    return float((a + b - difference) / (2 * (a * b) ** 0.5))
