"""Fitted weights of signs, and the sums of whole groups of signs, remembered: a text has few different ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from khabar.resources import entries

Signs = list[str]
Key = tuple[Any, ...]
_LIMIT = 30_000
_SILENT = 0.0, ""


@cache
def table(*roles: str) -> dict[str, tuple[tuple[float, str], ...]]:
    """``sign=value`` to its weight for each of the roles (0 where it says nothing there), each with the sign itself."""
    out: dict[str, list[float]] = {}
    for entry in entries("role_weight"):
        _, role, name = entry.id.split(".")
        if role in roles:
            for value, weight in entry.weights.items():
                out.setdefault(f"{name}={value}", [0.0] * len(roles))[roles.index(role)] = weight
    return {sign: tuple([(weight, sign) for weight in weights]) for sign, weights in out.items()}


class Sums(dict[Key, tuple[Any, ...]]):
    """By key and worked out once: what the signs that ``expand(*key)`` names add up to for each of the roles, and behind
    these sums, for each role, the (weight, name) of the sign that speaks loudest."""

    def __init__(self, expand: Callable[..., Signs], *roles: str) -> None:
        super().__init__()
        self.expand, self.roles = expand, roles

    def __missing__(self, key: Key) -> tuple[Any, ...]:
        if len(self) > _LIMIT:
            self.clear()
        look = table(*self.roles).get
        weighed = [found for sign in self.expand(*key) if (found := look(sign))]
        by_role = list(zip(*weighed, strict=True)) if weighed else [(_SILENT,)] * len(self.roles)
        found = self[key] = (*[sum([w for w, _ in signs]) for signs in by_role], *map(max, by_role))
        return found


def loudest(found: Iterable[tuple[float, str]]) -> str:
    """The signs that speak for a candidate, the loudest of each group, in the order of their weights."""
    return ", ".join(sign for weight, sign in sorted(found, reverse=True)[:3] if weight > 0)
