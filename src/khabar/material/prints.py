"""Perceptual hashes: of the whole picture and of a hundred windows of it, so that a crop finds what it was cut from.

The hash is the difference hash (N. Krawetz, "Kind of like that", 2013): the picture is made nine by eight pixels small,
each bit says whether a pixel is brighter than its right neighbour. Windows are all rectangles whose sides are 1, .85, .7
or .55 of the picture's, in steps of .15. Runs in the worker, on decoded pixels.
"""

from __future__ import annotations

from typing import Any

from khabar.material.facts import Print

SIDE = 96  # longer side of the grey picture
_SIZES, _STEP = (1.0, 0.85, 0.7, 0.55), 0.15
_FLAT = 4.0  # standard deviation of brightness under which a picture has nothing to compare

Window = tuple[float, float, float, float]


def _along() -> list[tuple[float, float]]:
    return [(round(i * _STEP, 2), size) for size in _SIZES for i in range(round((1 - size) / _STEP) + 1)]


#: The windows as left, top, width, height in shares of the picture; the first is the whole.
WINDOWS: tuple[Window, ...] = tuple((x, y, w, h) for x, w in _along() for y, h in _along())


def make(image: Any, what: str) -> Print | None:
    """The print of a decoded picture; None when it is too uniform to tell anything."""
    from PIL import Image, ImageOps, ImageStat

    grey = image.convert("L")
    grey.thumbnail((SIDE * 2, SIDE * 2), Image.Resampling.BOX)
    if ImageStat.Stat(grey).stddev[0] < _FLAT:
        return None
    hashes = tuple(_hash(grey, window) for window in WINDOWS)
    small = grey.copy()
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    return Print(what, hashes, _hash(ImageOps.mirror(grey), WINDOWS[0]), small.width, small.height, small.tobytes())


def _hash(grey: Any, window: Window) -> int:
    from PIL import Image

    x, y, w, h = window
    box = (x * grey.width, y * grey.height, (x + w) * grey.width, (y + h) * grey.height)
    pixels = grey.resize((9, 8), Image.Resampling.BOX, box=box).tobytes()
    out = 0
    for row in range(8):
        for column in range(8):
            out = out << 1 | (pixels[row * 9 + column] > pixels[row * 9 + column + 1])
    return out


def distance(a: int, b: int) -> int:
    """How many of the 64 bits differ."""
    return (a ^ b).bit_count()
