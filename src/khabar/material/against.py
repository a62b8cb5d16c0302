"""A file's own time and place beside what a claim says: agrees, disagrees or cannot tell, always with the figures.

These are reasons for a person to weigh. A clock may be wrong, a place may be written in later, and a picture taken days
after is no evidence against what happened; nothing here becomes a verdict or changes a happening's state.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, field
from typing import Any, Literal

from khabar.material.facts import Capture, Facts, Position
from khabar.record import distance
from khabar.store import Store

Verdict = Literal["agrees", "disagrees", "cannot tell"]

#: Kilometres around a place's point within which it is still that place, by its level.
REACH = {"facility": 2.0, "quarter": 5.0, "village": 5.0, "city": 15.0, "admin2": 60.0}
_HOUR = datetime.timedelta(hours=1)
_FIELDS = ("EXIF GPS time", "EXIF DateTimeOriginal", "XMP DateTimeOriginal", "container com.apple.quicktime.creationdate", "XMP CreateDate",
           "XMP DateCreated", "EXIF DateTimeDigitized", "container creation_time", "container encoded_date", "container date", "EXIF DateTime")


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison: of what, how it came out, and the figures in words. ``gap`` is all of them that may be handed on: how
    far off, without the moment or the point that the file gives. ``key`` names the case (``before``, ``no_zone``, ``far`` …) and
    ``figures`` holds its figures one by one, for whoever says it in another language; ``off`` is the gap's number and unit."""

    what: Literal["time", "place"]
    verdict: Verdict
    why: str
    gap: str = ""
    key: str = ""
    figures: dict[str, str] = field(default_factory=dict)
    off: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What a claim says: first and last day (ISO, inclusive) and the place's point."""

    first: str | None
    last: str | None
    place: str | None = None
    level: str | None = None
    lat: float | None = None
    lon: float | None = None


def compare(facts: Facts, said: Said) -> list[Reason]:
    """Time and place of a file against a claim; always one reason for each."""
    return [_time(best_capture(facts), said), _place(facts.positions[0] if facts.positions else None, said)]


def best_capture(facts: Facts) -> Capture | None:
    """The time that says most about when it was taken: the satellites', then the taking's own, last the file's changes."""
    known = [c for c in facts.captures if c.field in _FIELDS]
    return min(known, key=lambda c: _FIELDS.index(c.field), default=facts.captures[0] if facts.captures else None)


def _time(taken: Capture | None, said: Said) -> Reason:
    if taken is None:
        return Reason("time", "cannot tell", "the file gives no time of its making", key="no_time")
    figures = {"taken": taken.local.replace("T", " "), "field": taken.field}
    if not said.first and not said.last:
        return Reason("time", "cannot tell", f"the claim gives no date; the file gives {taken.local}", key="no_date", figures=figures)
    first = _moment(said.first or said.last or "")
    last = _moment(said.last or said.first or "") + 24 * _HOUR
    claimed = said.first if said.first == said.last else f"{said.first or '…'} to {said.last or '…'}"
    told = f"taken {taken.local} ({taken.field}), claimed {claimed}"
    figures |= {"first": said.first or "", "last": said.last or ""}
    if taken.earliest != taken.latest:
        # a time without a zone is taken as the place's own clock, unless it falls just outside: then the zone would decide
        return _verdict(_moment(taken.local), first, last, (14 * _HOUR, 12 * _HOUR), f"{told}; the file gives no time zone", figures, inside=True)
    # the claim's days are days of the place; its clock is estimated from the longitude, two hours either way
    shift = datetime.timedelta(hours=said.lon / 15) if said.lon is not None else None
    slack = (2 * _HOUR, 2 * _HOUR) if shift is not None else (14 * _HOUR, 12 * _HOUR)
    moment = _moment(taken.earliest.removesuffix("Z")) + (shift or datetime.timedelta(0))
    return _verdict(moment, first, last, slack, f"{told}; {taken.earliest} in UTC", figures | {"offset": taken.offset or ""})


def _verdict(moment: datetime.datetime, first: datetime.datetime, last: datetime.datetime, slack: tuple[datetime.timedelta, datetime.timedelta], told: str,
             figures: dict[str, str], inside: bool = False) -> Reason:
    within = first <= moment < last if inside else first + slack[1] <= moment < last - slack[0]
    if within:
        return Reason("time", "agrees", told, key="within", figures=figures)
    for off, key, outside in ((first - moment, "before", moment < first - slack[1]), (moment - last, "after", moment >= last + slack[0])):
        if outside:
            n, unit = _span(off)
            return Reason("time", "disagrees", f"{told}: {n} {unit} {key}", f"{n} {unit} {key}", key, figures, (n, unit))
    return Reason("time", "cannot tell", f"{told}: the time zone decides", key="zone", figures=figures)


def _span(gap: datetime.timedelta) -> tuple[str, str]:
    hours = gap / _HOUR
    return (f"{hours:.0f}", "hours") if hours < 48 else (f"{hours / 24:.0f}", "days")


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=None)


def _place(where: Position | None, said: Said) -> Reason:
    if where is None:
        return Reason("place", "cannot tell", "the file gives no place", key="no_place")
    figures = {"point": f"{where.lat:.4f}, {where.lon:.4f}", "field": where.field}
    if said.lat is None or said.lon is None:
        return Reason("place", "cannot tell", f"the claim gives no place on the map; the file gives {figures['point']}", key="no_point", figures=figures)
    reach = REACH.get(said.level or "")
    away = kilometres((where.lat, where.lon), (said.lat, said.lon))
    told = f"{where.field} lies {away:.1f} km from the point of {said.place or 'the place'}"
    figures |= {"km": f"{away:.1f}", "place": said.place or "", "level": said.level or ""}
    if reach is None:
        return Reason("place", "cannot tell", f"{told}, which is an area ({said.level or 'level unknown'})", key="area", figures=figures)
    error = (where.radius or 0) / 1000
    told += f" ({said.level}, {reach:.0f} km around it count" + (f"; the device states {error:.2g} km of error)" if where.radius is not None else ")")
    figures["reach"] = f"{reach:.0f}"
    if away + error <= reach:
        return Reason("place", "agrees", told, key="near", figures=figures)
    rounded = f"{away:.1g}" if away < 10 else f"{away:.0f}"
    verdict: Verdict = "disagrees" if away - error > 2 * reach else "cannot tell"
    return Reason("place", verdict, told, f"{'about ' if away < 10 else ''}{rounded} km away", "far" if verdict == "disagrees" else "beside", figures,
                  (rounded, "km"))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    return distance.kilometres(*a, *b)


def said(store: Store, claiming: str) -> Said | None:
    """What a claim says of time and place, from the first of its events that has each; None when there is no such claim."""
    row = store.connection.execute("SELECT report, events FROM claims WHERE claiming=? LIMIT 1", (claiming,)).fetchone()
    if row is None:
        return None
    when: Any = None
    where: Any = None
    for event in json.loads(row[1]):
        found = store.connection.execute("SELECT place, time FROM events WHERE report=? AND id=?", (row[0], event)).fetchone()
        if found is None:
            continue
        when = when or store.connection.execute("SELECT first, last FROM times WHERE report=? AND id=? AND first IS NOT NULL", (row[0], found[1])).fetchone()
        where = where or store.connection.execute("SELECT name_en, text, level, lat, lon FROM places WHERE report=? AND id=? AND lat IS NOT NULL",
                                                  (row[0], found[0])).fetchone()
    return Said(when[0] if when else None, when[1] if when else None, (where[0] or where[1]) if where else None,
                where[2] if where else None, where[3] if where else None, where[4] if where else None)


def happening_said(h: dict[str, Any]) -> Said:
    """What a happening comes to in time and place."""
    place = h.get("place") or {}
    return Said(h["time"]["start"], h["time"]["end"], place.get("name"), place.get("level"), place.get("lat"), place.get("lon"))
