"""Times and points as files write them, with what they leave open. Runs in the worker, on values from foreign files."""

from __future__ import annotations

import datetime
import re

from khabar.material.facts import Capture, Position

# the clocks of the world lie between UTC+14 and UTC-12: what a time without a zone can mean
_AHEAD, _BEHIND = datetime.timedelta(hours=14), datetime.timedelta(hours=12)
_TIME = re.compile(
    r"(?:UTC )?(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?\s*\Z")
_ISO6709 = re.compile(r"([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)")


def capture(text: str, field: str, offset: str | None = None, *, doubtful: bool = False, note: str = "") -> Capture | None:
    """A time that a file gives; None when it is none or an unset clock (before 1990).

    offset: ``+03:00`` from another field; doubtful: a zone is written, but devices are known to write local time there.
    """
    match = _TIME.match(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        local = datetime.datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))
        if local.year < 1990 or local.year > 9000:
            return None
        shift = _shift(zone or ("UTC" if text.startswith("UTC ") else offset))
    except (ValueError, OverflowError):
        return None
    if shift is None or doubtful:
        early, late = local - _AHEAD, local + _BEHIND
    else:
        early = late = local - shift
    written = None if shift is None else _written(shift)
    return Capture(local.isoformat(), written, early.isoformat() + "Z", late.isoformat() + "Z", field, note)


def _shift(zone: str | None) -> datetime.timedelta | None:
    if zone is None or not zone.strip():
        return None
    zone = zone.strip()
    if zone in ("Z", "UTC"):
        return datetime.timedelta(0)
    match = re.fullmatch(r"([+-])(\d\d):?(\d\d)", zone)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return datetime.timedelta(minutes=-minutes if match[1] == "-" else minutes)


def _written(shift: datetime.timedelta) -> str:
    minutes = int(shift.total_seconds() // 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def point(lat: float, lon: float, field: str, radius: float | None = None) -> Position | None:
    """A point in degrees; None when it lies outside the world or is the unset 0, 0."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return None
    return Position(round(lat, 6), round(lon, 6), radius if radius is not None and 0 <= radius < 1e7 else None, field)


def iso6709(text: str, field: str) -> Position | None:
    """``+36.3350+043.1189/`` as containers write it."""
    match = _ISO6709.match(text.strip())
    return point(float(match[1]), float(match[2]), field) if match else None
