"""Fitted weights of signs, and the sums of whole groups of signs, remembered: a text has few different ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from khabar.resources import entries

Signs = list[str]
Key = tuple[Any, ...]
_LIMIT = 200_000


@cache
def table(role: str) -> dict[str, float]:
    """``sign=value`` to weight for a role."""
    return {
        f"{e.id.rsplit('.', 1)[1]}={value}": weight
        for e in entries("role_weight") if e.id.split(".")[1] == role for value, weight in e.weights.items()
    }


class Sums(dict[Key, tuple[float, ...]]):
    """What the signs that ``expand(*key)`` names add up to for each of the roles, by key; worked out once a key."""

    def __init__(self, expand: Callable[..., Signs], *roles: str) -> None:
        super().__init__()
        self.expand, self.roles = expand, roles

    def __missing__(self, key: Key) -> tuple[float, ...]:
        if len(self) > _LIMIT:
            self.clear()
        signs = self.expand(*key)
        found = self[key] = tuple(sum(weights.get(s, 0.0) for s in signs) for weights in map(table, self.roles))
        return found


def loudest(role: str, signs: Signs, most: int = 3) -> str:
    """The signs that speak most for a candidate, named."""
    weights = table(role)
    known = sorted(((weights[s], s) for s in signs if weights.get(s, 0.0) > 0), reverse=True)
    return ", ".join(s for _, s in known[:most])
