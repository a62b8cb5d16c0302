"""Families of event types, for comparing reports."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class Family(Entry, frozen=True, kw_only=True):
    """An event type's family and how telling it is within it.

    rank 0: a consequence (kill); 1: general (attack); 2: specific (shelling); 3: specific, and told by a type of rank 2 as
    well (an airstrike is also called قصف). Two different types of rank 2 or 3 are different happenings; anything else in
    a family may be one.
    """

    type: str
    family: str
    rank: int
