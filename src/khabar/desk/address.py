"""Filters in the address bar: from a query string to what is wanted, and back."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import urlencode

from khabar.store.lists import Wanted

_STATES = ("contested", "corroborated", "single-source", "denied")
_KINDS = ("happened", "announced")
_NAMES = tuple(f.name for f in fields(Wanted))


def wanted(query: Mapping[str, str]) -> Wanted:
    """What an address asks for; what makes no sense in it is left out."""
    text = {name: query.get(name, "").strip()[:200] for name in ("type", "place", "actor", "outlet")}
    state, kind = query.get("state", ""), query.get("kind", "")
    origins = query.get("origins", "")
    return Wanted(
        **text, since=_day(query.get("since", "")), until=_day(query.get("until", "")), state=state if state in _STATES else "",
        kind=kind if kind in _KINDS else "", origins=min(int(origins), 1000) if origins.isascii() and origins.isdigit() and len(origins) < 5 else 0,
        box=_box(query.get("box", "")),
    )  # fmt: skip


def address(w: Wanted, path: str = "/", **changes: object) -> str:
    """The address of what is wanted, with some of it changed (an empty value takes a limit away)."""
    values = {name: getattr(w, name) for name in _NAMES} | changes
    if isinstance(values["box"], tuple):
        values["box"] = ",".join(f"{x:.3f}" for x in values["box"])
    query = urlencode({k: v for k, v in values.items() if v})
    return f"{path}?{query}" if query else path


def page_of(query: Mapping[str, str], name: str = "page", least: int = 1) -> int:
    """The number of a page (or of an entry) that an address asks for; the first for nonsense."""
    text = query.get(name, "")
    return max(least, min(int(text), 100_000)) if text.isascii() and text.isdigit() and len(text) < 7 else least


def _day(text: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _box(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(x) for x in text.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if all(map(math.isfinite, (west, south, east, north))) and west < east and south < north else None
