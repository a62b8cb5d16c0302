"""Finding the same picture again: re-encoded, mirrored, turned by quarters, or cut from another.

Hashes propose (a picture's whole against every window of the others, and the other way round), then the two small grey
pictures are laid over each other and the correlation of their brightness decides.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from khabar.material.prints import WINDOWS, Window, make
from khabar.store import Store

#: Bits of 64 that may differ in a picture or a window that is looked at more closely; fewer in a turned one, since they are many.
PROPOSED, PROPOSED_TURNED = 17, 15
#: Correlation of brightness from which two pictures are called the same.
SAME = 0.93
_SIDE = 24
#: Correlation at the first guess below which no alignment is tried, and how many guesses are.
_PROMISING, _TRIED = 0.5, 3
_STEPS = (0.08, 0.04, 0.02, 0.01)

How = Literal["same picture", "cut from it", "it is cut from this"]
Guess = tuple[int, How, bool, int]  # bits that differ, how, mirrored, window
Hashes = NDArray[np.uint64]
_COLUMNS = "item, n, what, hashes, mirror, width, height"


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
    hashes: Hashes
    mirror: int
    size: tuple[int, int]
    grey: bytes  # packed, since few are looked at
    turned: int = 0


def similar(store: Store, sha: str) -> list[Match]:
    """Other items that show the same picture as this one, the most alike first."""
    mine = [t for r in store.connection.execute(f"SELECT {_COLUMNS}, grey FROM material_prints WHERE item=?", (sha,)) for t in _turned(_load(r))]
    if not mine:
        return []
    rows = store.connection.execute(f"SELECT {_COLUMNS} FROM material_prints WHERE item<>? AND length(hashes)=? ORDER BY item, n", (sha, 8 * len(WINDOWS))).fetchall()
    hashes = np.frombuffer(b"".join(r["hashes"] for r in rows), np.uint64).reshape(-1, len(WINDOWS))
    mirrors = np.frombuffer(b"".join(r["mirror"] for r in rows), np.uint64)
    best: dict[str, Match] = {}
    for one in mine:
        for at, guesses in _proposed(one, hashes, mirrors).items():
            grey = store.connection.execute("SELECT grey FROM material_prints WHERE item=? AND n=?", (rows[at]["item"], rows[at]["n"])).fetchone()[0]
            found = _decided(one, _load(rows[at], grey), guesses)
            if found is not None and (found.sha not in best or found.correlation > best[found.sha].correlation):
                best[found.sha] = found
    return sorted(best.values(), key=lambda m: (-m.correlation, m.sha))


def _load(row: Any, grey: bytes | None = None) -> _Print:
    hashes, mirror = (np.frombuffer(row[name], np.uint64) for name in ("hashes", "mirror"))
    return _Print(row["item"], row["what"], hashes, int(mirror[0]), (row["width"], row["height"]), row["grey"] if grey is None else grey)


def _turned(one: _Print) -> list[_Print]:
    """A print as it is and turned by one, two and three quarters, made from the small grey picture that it holds."""
    from PIL import Image

    out, small = [one], Image.frombytes("L", one.size, zlib.decompress(one.grey))
    for turned, how in ((90, Image.Transpose.ROTATE_90), (180, Image.Transpose.ROTATE_180), (270, Image.Transpose.ROTATE_270)):
        made = make(small.transpose(how), one.what)
        if made is not None:
            out.append(_Print(one.sha, one.what, np.array(made.hashes, np.uint64), made.mirror, (made.width, made.height), zlib.compress(made.grey), turned))
    return out


def _proposed(mine: _Print, hashes: Hashes, mirrors: Hashes) -> dict[int, list[Guess]]:
    """For each of the other prints, by its place, the ways in which its hashes come near: all at once, since there are many."""
    out: dict[int, list[Guess]] = {}
    most = PROPOSED_TURNED if mine.turned else PROPOSED
    for mirrored, whole, theirs in ((False, mine.hashes[0], hashes[:, 0]), (True, np.uint64(mine.mirror), mirrors)):
        bits = np.bitwise_count(hashes ^ whole)
        for at, n in np.argwhere(bits <= most):
            out.setdefault(int(at), []).append((int(bits[at, n]), "cut from it" if n else "same picture", mirrored, int(n)))
        bits = np.bitwise_count(theirs[:, None] ^ mine.hashes[None, 1:])
        for at, n in np.argwhere(bits <= most):
            out.setdefault(int(at), []).append((int(bits[at, n]), "it is cut from this", mirrored, int(n) + 1))
    return out


def _decided(mine: _Print, other: _Print, guesses: list[Guess]) -> Match | None:
    """The best way in which two pictures are one, or None."""
    best: Match | None = None
    for bits, how, mirrored, n in sorted(guesses)[:_TRIED]:
        part, whole = (other, mine) if how == "it is cut from this" else (mine, other)
        correlation, window = _aligned(part, whole, mirrored, WINDOWS[n])
        if correlation >= SAME and (best is None or correlation > best.correlation):
            shown: How = "same picture" if min(window[2], window[3]) > 0.96 else how if how != "same picture" else "cut from it"
            best = Match(other.sha, shown, mirrored, round(correlation, 3), bits, mine.what, other.what, mine.turned)
    return best


def _aligned(part: _Print, whole: _Print, mirrored: bool, window: Window) -> tuple[float, Window]:
    """The window of ``whole`` that fits ``part`` best, found by small steps from a first guess, and its correlation."""
    from PIL import Image, ImageOps

    small = Image.frombytes("L", part.size, zlib.decompress(part.grey))
    ground = Image.frombytes("L", whole.size, zlib.decompress(whole.grey))
    if mirrored:
        small = ImageOps.mirror(small)
    wanted = _levels(small.resize((_SIDE, _SIDE), Image.Resampling.BOX))
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


def _correlation(wanted: NDArray[np.float32], ground: Any, window: Window) -> float:
    """Correlation of brightness between a picture and a window of another (Pearson's r)."""
    from PIL import Image

    x, y, w, h = window
    box = (max(0.0, x * ground.width), max(0.0, y * ground.height), min(ground.width, (x + w) * ground.width), min(ground.height, (y + h) * ground.height))
    return float(wanted @ _levels(ground.resize((_SIDE, _SIDE), Image.Resampling.BOX, box=box)))


def _levels(picture: Any) -> NDArray[np.float32]:
    """Brightness as a vector of length one around zero; zeros for what is all but uniform."""
    found = np.frombuffer(picture.tobytes(), np.uint8).astype(np.float32)
    found -= found.mean()
    length = float(np.linalg.norm(found))
    return found / length if length >= _SIDE else found * 0  # a variance of one
