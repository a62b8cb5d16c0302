"""Country shapes for small maps: Natural Earth, 1:50m, as TopoJSON; decoded here, drawn as SVG paths."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "data" / "countries-50m.json"
Ring = list[tuple[float, float]]


def decoded_arcs(data: dict[str, Any]) -> list[Ring]:
    """The arcs of a quantised TopoJSON object, in degrees (longitude, latitude): its deltas summed, scaled and moved."""
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in data["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


@cache
def topology() -> tuple[list[Ring], list[tuple[str, str, list[list[list[int]]]]]]:
    """Decoded arcs; and each country's number (ISO 3166), name, and polygons as lists of rings of arc numbers."""
    data: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    arcs = decoded_arcs(data)
    shapes = []
    for g in data["objects"]["countries"]["geometries"]:
        polygons = g["arcs"] if g["type"] == "MultiPolygon" else [g["arcs"]] if g["type"] == "Polygon" else []
        shapes.append((str(g.get("id", "")), g["properties"].get("name", ""), polygons))
    return arcs, shapes


def ring(arcs: list[Ring], numbers: list[int]) -> Ring:
    """The points of a ring of arc numbers; a negative one runs backwards."""
    return [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]


def rings(west: float, south: float, east: float, north: float) -> list[Ring]:
    """Outlines of the countries that reach into a box of degrees."""
    arcs, shapes = topology()
    out = []
    for _, _, polygons in shapes:
        for polygon in polygons:
            for numbers in polygon:
                points = ring(arcs, numbers)
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                if max(xs) >= west and min(xs) <= east and max(ys) >= south and min(ys) <= north:
                    out.append(points)
    return out
