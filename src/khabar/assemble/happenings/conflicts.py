"""Contradictions between the accounts of one happening: numbers that exclude each other, and different doers."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from khabar.assemble.happenings.same import conflict
from khabar.assemble.happenings.unit import Account, Number, Unit
from khabar.assemble.happenings.words import plain, wordset

ARMED = frozenset({"MIL", "REB", "UAF", "PRM", "COP", "SPY"})
#: Families in which accounts that name different doers contradict each other.
FORCEFUL = frozenset({"violence", "detention", "abuse"})
#: An account with its unit and the key of its origin.
Told = tuple[Unit, Account, str]


class Given(NamedTuple):
    """A number as an origin last gave it: the day of the report, the claiming id, and whether it is said to have risen."""

    day: str
    number: Number
    claiming: str
    rising: bool


def latest(affirmed: list[Told]) -> dict[tuple[str, str], Given]:
    """The last number that each origin gave of each kind: a toll that the same origin raises is no contradiction."""
    out: dict[tuple[str, str], Given] = {}
    for u, a, origin in affirmed:
        for n in a.numbers:
            day = u.published or ""
            known = out.get((n.what, origin))
            if known is None or day > known.day or (day == known.day and (n.min or 0) > (known.number.min or 0)):
                out[n.what, origin] = Given(day, n, a.claiming, bool(wordset("rising") & set(plain(a.text))))
    return out


def conflicts_of(affirmed: list[Told]) -> list[str]:
    """What excludes each other between origins: numbers of one kind as last given, and who did it."""
    return [*_number_conflicts(affirmed), *_actor_conflicts(affirmed)]


def _actor_conflicts(affirmed: list[Told]) -> list[str]:
    """Forces, groups and states given as having done it, when two origins name none in common."""
    if not affirmed or affirmed[0][0].family not in FORCEFUL:
        return []
    done_to = {p.key for u, _, _ in affirmed for p in u.parties if p.role == "target"}
    by_origin: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for u, _, origin in affirmed:
        for p in u.parties:
            if p.role == "agent" and p.key and p.key not in done_to and (p.sector in ARMED or p.key.startswith(("actor.state.", "group:"))):
                key = f"of:{p.country}" if p.country else p.key
                by_origin[origin].add(key)
                names[key].add(p.name or p.text)
    found = sorted(by_origin.items())
    if all(x & y for i, (_, x) in enumerate(found) for _, y in found[i + 1:]):
        return []
    return [f"by: {' / '.join(sorted(min(n) for n in names.values()))}"]


def _number_conflicts(affirmed: list[Told]) -> list[str]:
    by_kind: dict[str, list[Given]] = defaultdict(list)
    for (what, _), given in sorted(latest(affirmed).items()):
        by_kind[what].append(given)
    out = []
    for what, found in sorted(by_kind.items()):
        if what == "other":
            continue  # cars and houses; which, the number does not say
        if any(_exclude(x, y) for i, x in enumerate(found) for y in found[i + 1:]):
            numbers = sorted({str(g.number.min if g.number.min is not None else g.number.max) for g in found}, key=int)
            out.append(f"{what}: {' / '.join(numbers)}")
    return out


def _exclude(x: Given, y: Given) -> bool:
    """Numbers exclude each other, unless the higher one is said to be a risen toll and is not the earlier."""
    if not conflict(x.number, y.number):
        return False
    low, high = sorted((x, y), key=lambda g: g.number.min or g.number.max or 0)
    return not (high.rising and high.day >= low.day)
