"""Map and timeline of a dossier as inline SVG: no script, no font, nothing fetched."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

from khabar.dossier.shapes import rings

Json = dict[str, Any]
_WIDTH, _HEIGHT = 640, 360
_SPAN = {"country": 24.0, "admin1": 12.0, "region": 16.0, "natural": 12.0}
_RADIUS_KM = {"country": 300.0, "admin1": 80.0, "region": 150.0, "natural": 60.0, "admin2": 25.0}


def place_map(place: Json | None) -> str:
    """A map around the place; an area is drawn as a circle of its usual size, a town as a point."""
    if place is None:
        return ""
    lat, lon = place["lat"], place["lon"]
    wide = _SPAN.get(place["level"], 8.0)
    west, east = lon - wide / 2, lon + wide / 2
    tall = wide * _HEIGHT / _WIDTH
    south, north = lat - tall / 2, lat + tall / 2

    def at(x: float, y: float) -> tuple[float, float]:
        return (x - west) / wide * _WIDTH, (north - y) / tall * _HEIGHT

    paths = []
    for ring in rings(west, south, east, north):
        points = " ".join(f"{px:.1f},{py:.1f}" for px, py in (at(*p) for p in ring))
        paths.append(f'<polygon points="{points}"/>')
    x, y = at(lon, lat)
    radius = _RADIUS_KM.get(place["level"], 0.0) / 111.0 / tall * _HEIGHT
    mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" class="area"/>' if radius else f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" class="point"/>'
    label = f'<text x="{x:.1f}" y="{y - max(radius, 10) - 4:.1f}" text-anchor="middle">{escape(place["name"])}</text>'
    return (f'<svg class="map" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="Map: {escape(place["name"])}">'
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" class="sea"/><g class="land">{"".join(paths)}</g>{mark}{label}</svg>')


def timeline(start: str | None, end: str | None, voices: list[tuple[str | None, str]]) -> str:
    """When it happened, and below it when each report was published: two lines, never mixed."""
    days = [d for d in (start, end, *(p for p, _ in voices)) if d]
    if not days:
        return ""
    first, last = (datetime.date.fromisoformat(f(days)).toordinal() for f in (min, max))
    width = max(last - first, 1)

    def x(day: str) -> float:
        return 70 + (datetime.date.fromisoformat(day).toordinal() - first) / width * (_WIDTH - 110)

    parts = [f'<line x1="60" x2="{_WIDTH - 20}" y1="40" y2="40" class="axis"/><line x1="60" x2="{_WIDTH - 20}" y1="90" y2="90" class="axis"/>',
             '<text x="4" y="44" class="small">happened</text><text x="4" y="94" class="small">reported</text>']
    if start or end:
        a, b = x(start or end or ""), x(end or start or "")
        parts.append(f'<rect x="{a - 5:.1f}" y="32" width="{max(b - a, 0) + 10:.1f}" height="16" rx="8" class="event"/>')
        parts.append(f'<text x="{a:.1f}" y="22" class="small" text-anchor="middle">{start or end}</text>')
    for n, (day, label) in enumerate(sorted((d, w) for d, w in voices if d)):
        parts.append(f'<circle cx="{x(day):.1f}" cy="90" r="5" class="report"><title>{escape(label)} {day}</title></circle>')
        parts.append(f'<text x="{x(day):.1f}" y="{110 + 14 * (n % 3)}" class="small" text-anchor="middle">{escape(label)}</text>')
    return f'<svg class="timeline" viewBox="0 0 {_WIDTH} 150" role="img" aria-label="Timeline">{"".join(parts)}</svg>'
