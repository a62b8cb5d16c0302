"""Families of event types: within a family two reports may use different types for one happening."""

from __future__ import annotations

from functools import cache

from khabar.resources import entries


@cache
def _table() -> dict[str, tuple[str, int]]:
    return {e.type: (e.family, e.rank) for e in entries("family")}


def family(kind: str) -> str:
    """The family of an event type; a type without one is its own."""
    return _table().get(kind, (kind, 0))[0]


def main_type(types: tuple[str, ...]) -> str:
    """The most telling of several types: an air strike says more than a killing. Ties by name."""
    return max(types, key=lambda t: (_table().get(t, (t, 0))[1], t))


def general(kind: str) -> bool:
    """Whether a type goes with any other of its family (attack, kill): rank 0 or 1."""
    return _table().get(kind, (kind, 0))[1] <= 1


def consequence(kind: str) -> bool:
    """Whether a type is what an act led to (kill, injure, destroy) rather than the act: rank 0."""
    return _table().get(kind, (kind, 1))[1] == 0
