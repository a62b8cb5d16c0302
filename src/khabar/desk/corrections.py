"""What a reviewer's form says, checked against the report: spans within its text, values that the record knows."""

from __future__ import annotations

import math
from typing import Any, get_args

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from khabar.desk.posting import day_of, field
from khabar.record import Event, Record
from khabar.record.gold import EVENT_TYPES
from khabar.record.types import Act, Level, Modality, Polarity

Json = dict[str, Any]


def correction(form: FormData, record: Record, event: Event) -> Json:
    """The fields of an event that differ from what was read. Raises HTTPException 400 for values that cannot be."""
    out: Json = {"event": event.id, "at": list(event.trigger.span)}
    values = {"type": (EVENT_TYPES, event.type), "modality": (get_args(Modality), event.modality), "polarity": (get_args(Polarity), event.polarity)}
    for name, (allowed, now) in values.items():
        value = field(form, name, 40)
        if value and value not in allowed:
            raise HTTPException(400)
        if value and value != now:
            out[name] = value
    for name in ("trigger", "agent", "target"):
        chosen = span(form, name, record)
        if chosen is not None and not (name == "trigger" and tuple(chosen) == event.trigger.span):
            out[name] = chosen
    place = _place(form, record, event)
    if place is not None:
        out["place"] = place
    for name in ("start", "end"):
        if day := day_of(form, name):
            out[name] = day
    speaker = field(form, "speaker", 300)
    if speaker:
        out["speaker"] = speaker
    return out


def addition(form: FormData, record: Record) -> Json:
    """A missed event (trigger, type …) or attribution (cue, source, content …). Raises HTTPException 400."""
    what = field(form, "what", 20)
    if what == "event":
        trigger, kind = span(form, "trigger", record), field(form, "type", 40)
        if trigger is None or kind not in EVENT_TYPES:
            raise HTTPException(400)
        found = {role: span(form, role, record) for role in ("agent", "target")}
        return {"what": "event", "trigger": trigger, "type": kind, "modality": _of(form, "modality", get_args(Modality), "actual"),
                "polarity": _of(form, "polarity", get_args(Polarity), "pos"), **{k: v for k, v in found.items() if v}}
    cue, content, source = (span(form, name, record) for name in ("cue", "content", "source"))
    if what != "attribution" or cue is None or content is None:
        raise HTTPException(400)
    name = record.report.text[source[0]:source[1]] if source else None
    return {"what": "attribution", "cue": cue, "content": content, "act": _of(form, "act", get_args(Act), "say"),
            **({"source": source, "name": name} if source else {})}


def span(form: FormData, name: str, record: Record) -> list[int] | None:
    """A span given as ``start-end`` in code points. Raises HTTPException 400 when it does not lie in the text."""
    text = field(form, name, 30)
    if not text:
        return None
    start, _, end = text.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit()):
        raise HTTPException(400)
    if not 0 <= int(start) < int(end) <= len(record.report.text):
        raise HTTPException(400)
    return [int(start), int(end)]


def _of(form: FormData, name: str, allowed: tuple[str, ...], otherwise: str) -> str:
    value = field(form, name, 40) or otherwise
    if value not in allowed:
        raise HTTPException(400)
    return value


def _place(form: FormData, record: Record, event: Event) -> Json | str | None:
    """None: unchanged; ``none``: no place; else a candidate by its number or a point on the map."""
    choice = field(form, "place", 30)
    if choice in ("", "keep"):
        return None
    if choice == "none":
        return "none"
    if choice == "point":
        try:
            lat, lon = (float(x) for x in field(form, "point", 60).replace("،", ",").split(","))
        except ValueError:
            raise HTTPException(400) from None
        if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
            raise HTTPException(400)
        level, words = _of(form, "point_level", get_args(Level), "village"), span(form, "point_words", record)
        return {"name": field(form, "point_name", 200) or None, "lat": lat, "lon": lon, "country": None, "level": level, **({"span": words} if words else {})}
    mention = next((p for p in record.places if p.id == event.place), None)
    if mention is None or not choice.isascii() or not choice.isdigit() or int(choice) >= len(mention.alternatives):
        raise HTTPException(400)
    c = mention.alternatives[int(choice)]
    return {"name": c.name_en, "lat": c.lat, "lon": c.lon, "country": c.country, "geonames": c.geonames}
