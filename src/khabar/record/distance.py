"""How far two points of the earth lie apart."""

from __future__ import annotations

import math

_DIAMETER_KM = 12742


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points given in degrees (haversine, mean radius 6,371 km)."""
    rad = math.pi / 180
    h = math.sin((other_lat - lat) * rad / 2) ** 2
    h += math.cos(lat * rad) * math.cos(other_lat * rad) * math.sin((other_lon - lon) * rad / 2) ** 2
    return _DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))
