"""Fitted weights of signs, and the sums of whole groups of signs, remembered: a text has few different ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from khabar.remembered import PHRASES, Remembered
from khabar.resources import entries

Signs = list[str]
Key = tuple[Any, ...]
#: So many hundredths, in which weights are added, make one of log-odds.
WHOLE = 100
_BITS = 24  # of each role's sum
_HALF = 1 << (_BITS - 1)
_LIMIT = 3_000
_SILENT = 0, ""
_TOLD = 3


@cache
def table(*roles: str) -> dict[str, tuple[int, ...]]:
    """``sign=value`` to its weight for each of the roles (0 where it says nothing there), in hundredths: whole numbers add up
    to the same in any order, so that no last bit decides between candidates for which the signs speak equally."""
    out: dict[str, list[int]] = {}
    for entry in entries("role_weight"):
        _, role, name = entry.id.split(".")
        if role in roles:
            for value, weight in entry.weights.items():
                out.setdefault(f"{name}={value}", [0] * len(roles))[roles.index(role)] = round(weight * WHOLE)
    return {sign: tuple(weights) for sign, weights in out.items()}


class Sums(Remembered[Key, int]):
    """By key: what the signs that ``expand(*key)`` names add up to for one or two roles, packed into one number so that a
    candidate's sums add up in one go (:func:`totals`).

    What makes up a key should be few things that speak together, so that it comes again: signs of other things are other
    sums. ``group``: sums of one group have one loudest sign among them (:func:`loudest`).
    """

    def __init__(self, expand: Callable[..., Signs], *roles: str, group: str = "") -> None:
        super().__init__(self._added, _LIMIT)
        self.expand, self.roles, self.group = expand, roles, group or expand.__name__
        self.loudest: Remembered[Key, tuple[tuple[int, str], ...]] = Remembered(self._loudest, PHRASES)

    def _added(self, key: Key) -> int:
        look = table(*self.roles).get
        found = [weights for sign in self.expand(*key) if (weights := look(sign))]
        return sum([sum(weights) << (_BITS * k) for k, weights in enumerate(zip(*found, strict=True))])

    def _loudest(self, key: Key) -> tuple[tuple[int, str], ...]:
        """For each role the weight and name of the sign that speaks loudest."""
        weighed = [(weights, sign) for sign in self.expand(*key) if (weights := table(*self.roles).get(sign))]
        return tuple(max((weights[k], sign) for weights, sign in weighed) if weighed else _SILENT for k in range(len(self.roles)))


Seen = list[tuple[Sums, Key]]


def totals(seen: Seen) -> tuple[int, int]:
    """What all that is seen of a candidate adds up to for the first and the second role, in hundredths."""
    packed = sum([sums[key] for sums, key in seen])
    second = (packed + _HALF) >> _BITS
    return packed - (second << _BITS), second


def named(seen: Seen) -> Signs:
    """All signs of a candidate."""
    return [sign for sums, key in seen for sign in sums.expand(*key)]


def loudest(seen: Seen, role: int = 0) -> str:
    """The signs that speak most for a candidate for one of the roles, the loudest of each group, in the order of their weights."""
    found = sorted([(*sums.loudest[key][role], sums.group) for sums, key in seen], reverse=True)
    best: dict[str, str] = {}
    for weight, sign, group in found:
        if weight <= 0 or len(best) == _TOLD:
            break
        best.setdefault(group, sign)
    return ", ".join(best.values())
