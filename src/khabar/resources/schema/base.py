"""What every resource entry has: a stable id, an origin, and the place it was read from."""

from __future__ import annotations

import msgspec


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who stated the entry, when, under which licence; ``source`` names the work a fact was taken from."""

    who: str
    when: str
    licence: str
    source: str | None = None


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of all entries. ``at`` is ``file:line`` of the entry, filled in by the loader."""

    id: str
    why: str | None = None
    origin: Origin | None = None
    at: str = ""
