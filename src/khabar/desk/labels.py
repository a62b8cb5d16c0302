"""Where to write a country's name on the map, and how large its land is: from the largest of its outlines."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale
from babel.core import get_global

from khabar.desk.texts import Language
from khabar.dossier.shapes import ring, topology

Point = tuple[float, float]


@cache
def labels(language: Language) -> list[dict[str, Any]]:
    """One entry a country: its name from CLDR, latitude, longitude, and the smallest zoom at which the name fits."""
    names = Locale(language).territories
    out = []
    for number, (lon, lat), size in _countries():
        code = _code(number)
        if code in names:
            zoom = 2 if size > 400 else 3 if size > 120 else 4 if size > 25 else 5 if size > 6 else 6
            out.append({"name": names[code], "lat": round(lat, 2), "lon": round(lon, 2), "zoom": zoom})
    return out


@cache
def numbers() -> dict[str, str]:
    """The number of each country (ISO 3166 numeric), under which its outline stands, by its alpha-2 code."""
    return {code: number for number, _, _ in _countries() if (code := _code(number))}


def _code(number: str) -> str:
    return str((get_global("territory_aliases").get(number) or [""])[0])


@cache
def _countries() -> list[tuple[str, Point, float]]:
    """Number, a point inside, and size of each country, by its largest outline."""
    arcs, shapes = topology()
    out = []
    for number, _, polygons in shapes:
        rings = [ring(arcs, polygon[0]) for polygon in polygons]
        if rings and number:
            largest = max(rings, key=lambda r: abs(_area(r)))
            out.append((number, _inside(largest), abs(_area(largest))))
    return out


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _inside(ring: list[Point]) -> Point:
    """A point well inside: the middle of the widest stretch along some parallels."""
    ys = [p[1] for p in ring]
    low, high = min(ys), max(ys)
    best: tuple[float, Point] = (-1.0, ring[0])
    for step in range(3, 8):
        y = low + (high - low) * step / 10
        cuts = sorted(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True) if (a[1] > y) != (b[1] > y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            weight = (right - left) * (1.2 if step == 5 else 1.0)
            if weight > best[0]:
                best = (weight, ((left + right) / 2, y))
    return best[1]
