"""Schema of ``data/event_type/*.yaml``: the 38 event types, and what they mean."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry

Family = Literal["armed", "harm", "force", "movement", "relations", "coercion", "politics"]


class EventType(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One event type; the last part of its id is its name in records.

    definition, definition_ar: what it covers; family: types that may report one happening; between_governments:
    whether a capital's name as target stands for a government; moving: the target is what moves, so that place
    of origin and destination are told; people: the target is people, never a thing; mutual: both sides do it.
    """

    definition: str
    definition_ar: str
    family: Family
    between_governments: bool = False
    moving: bool = False
    people: bool = False
    mutual: bool = False
