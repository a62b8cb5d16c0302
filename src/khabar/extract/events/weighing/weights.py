"""Fitted weights of signs, and the sums of whole groups of signs, remembered: a text has few different ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, cached_property
from typing import Any

from khabar.resources import entries

Signs = list[str]
Key = tuple[Any, ...]
_LIMIT = 30_000
_SILENT = 0.0, ""


@cache
def table(role: str) -> dict[str, float]:
    """``sign=value`` to weight for a role."""
    return {
        f"{e.id.rsplit('.', 1)[1]}={value}": weight
        for e in entries("role_weight") if e.id.split(".")[1] == role for value, weight in e.weights.items()
    }


class Sums(dict[Key, tuple[Any, ...]]):
    """By key and worked out once: what the signs that ``expand(*key)`` names add up to for each of the roles, and behind
    these sums, for each role, the (weight, name) of the sign that speaks loudest."""

    def __init__(self, expand: Callable[..., Signs], *roles: str) -> None:
        super().__init__()
        self.expand, self.roles = expand, roles

    @cached_property
    def _tables(self) -> tuple[dict[str, float], ...]:
        return tuple(table(role) for role in self.roles)

    def __missing__(self, key: Key) -> tuple[Any, ...]:
        if len(self) > _LIMIT:
            self.clear()
        signs = self.expand(*key)
        sums: list[float] = []
        loud: list[tuple[float, str]] = []
        for weights in self._tables:
            weighed = [(weights[s], s) for s in signs if s in weights]
            sums.append(sum([w for w, _ in weighed]))
            loud.append(max(weighed, default=_SILENT))
        found = self[key] = (*sums, *loud)
        return found


def loudest(found: Iterable[tuple[float, str]]) -> str:
    """The signs that speak for a candidate, the loudest of each group, in the order of their weights."""
    return ", ".join(sign for weight, sign in sorted(found, reverse=True)[:3] if weight > 0)
