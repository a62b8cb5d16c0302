"""Whether two units tell of one happening: decided slot by slot, never by likeness of wording.

A changed place, number or negation leaves two texts more alike than a paraphrase does; so likeness may propose, but the
slots decide. The relation is symmetric and looks at nothing but the two units, so that the happenings built from it do
not depend on the order in which reports arrive.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass

from khabar.assemble.happenings.traits import (
    AGENTS,
    MUTUAL,
    NUMBERS,
    TARGETS,
    THINGS,
    VERBAL,
    WORDS,
    Comparable,
    Traits,
)
from khabar.assemble.happenings.unit import Number, Site
from khabar.record import kilometres

#: Points a pair needs; see the weights below. Tuned on the project's stories (benchmarks/happenings.py).
THRESHOLD = 4.0
NEAR_KM = 15.0
DAYS_APART = 1
FAR_CARRIED = -2.0
#: Two different towns near each other are rarely one place; a quarter or a facility and its town are.
TOWNS = ("city", "village")
LONG_DAYS = 10
TOO_LONG_DAYS = 21
#: The most that parties, numbers and targets can add, by the bits of the slots that both units have filled.
_MOST = tuple(
    1.0 * bool(both & AGENTS) + 1.0 * bool(both & TARGETS) + 1.5 * bool(both & NUMBERS) + (1.0 if both & THINGS else 0.5 * bool(both & WORDS))
    for both in range(32)
)
#: Points for a slot, and what makes the reason: few pairs are ever asked for theirs.
Part = tuple[float, Callable[[], str]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two units are the same, the points, and the reasons, strongest first."""

    same: bool
    points: float
    reasons: tuple[str, ...]


def compare(a: Comparable, b: Comparable) -> Verdict:
    """Compare two units of different reports slot by slot."""
    x, y = Traits(a), Traits(b)
    if x.kind != y.kind or x.family != y.family:
        return Verdict(False, 0.0, ("different kinds of happening",))
    if x.family in VERBAL and x.agents.isdisjoint(y.agents):
        return Verdict(False, -math.inf, ("nobody known to have spoken in both",))
    parts = [(points, why()) for points, why in (slot(x, y) for slot in (_types, _place, _time, _actors, _counts, _targets))]
    for points, reason in parts:
        if points == -math.inf:
            return Verdict(False, points, (reason,))
    total = sum(points for points, _ in parts)
    reasons = tuple(reason for _, reason in sorted(parts, key=lambda p: -abs(p[0])) if reason)
    return Verdict(total >= THRESHOLD, total, reasons)


def points_for(x: Traits, y: Traits) -> float | None:
    """The points of :func:`compare` where it finds two units the same, else None. What decides at the least cost comes first."""
    if x.kind != y.kind or x.family != y.family or (x.family in VERBAL and x.agents.isdisjoint(y.agents)):
        return None
    total = _types(x, y)[0] + _time(x, y)[0]
    if total == -math.inf:
        return None
    total += _place(x, y)[0]
    if total + _MOST[x.has & y.has] < THRESHOLD:
        return None
    total += _actors(x, y)[0] + _counts(x, y)[0] + _targets(x, y)[0]
    return total if total >= THRESHOLD else None


def _no_reason() -> str:
    return ""


_NOTHING: Part = (0.0, _no_reason)


def _types(a: Traits, b: Traits) -> Part:
    if a.main == b.main:
        return 1.0, lambda: f"both {a.main}"
    if a.general or b.general or not a.types.isdisjoint(b.types):
        return 0.5, lambda: f"{a.main} and {b.main} go together"
    return -math.inf, lambda: f"{a.main} is not {b.main}"


def _place(a: Traits, b: Traits) -> Part:
    """Towns that are near speak strongly, towns that are far apart decide against; a place that was only carried over
    from the sentence does neither so strongly. A shared region needs more than the day to go with it."""
    x, y = a.site, b.site
    sure = a.placed and b.placed
    far = -math.inf if sure else FAR_CARRIED
    if x is None or y is None:
        common = a.names & b.names
        if x is None and y is None and sure and a.names and b.names and not common:
            return FAR_CARRIED, lambda: f"{min(a.names)} is not {min(b.names)}"
        return _worded([n for n in common if not n.startswith("~")] or common, sure) if common else _NOTHING
    if x.country and y.country and x.country != y.country:
        return far, lambda: f"{x.name} is not {y.name}"
    if a.fine and b.fine:
        return _towns(x, y, sure)
    words = [n for n in a.names & b.names if not n.startswith("~")]
    if "country" in (x.level, y.level):
        return _worded(words, sure) if words else (0.25, lambda: f"{x.name} and {y.name} in one country")
    if x.admin1 and y.admin1 and x.admin1 != y.admin1:
        return far, lambda: f"{x.admin1} is not {y.admin1}"
    if words:
        return 2.0, lambda: f"both at {min(words)}"
    if not a.areas.isdisjoint(b.names) or not b.areas.isdisjoint(a.names):
        return 2.0, lambda: f"{x.name} and {y.name}, of one name"  # a city and its province: which is meant, the word does not say
    if not (x.country and y.country):
        return _NOTHING  # a sea, a continent: nothing tells whether the other place lies in it
    return 1.0, lambda: f"{x.name} and {y.name} in one region"


def _towns(x: Site, y: Site, sure: bool) -> Part:
    apart = kilometres(x.lat, x.lon, y.lat, y.lon)
    if apart <= NEAR_KM:
        if apart < 1 or (x.geonames is not None and x.geonames == y.geonames):
            return (2.5 if sure else 2.0), lambda: f"both at {x.name}"
        towns = x.level in TOWNS and y.level in TOWNS
        return (0.75 if towns else 2.0 if sure else 1.5), lambda: f"{x.name} and {y.name}, {apart:.0f} km apart"
    return (-math.inf if sure else FAR_CARRIED), lambda: f"{x.name} and {y.name} are {apart:.0f} km apart"


def _worded(names: Collection[str], sure: bool) -> Part:
    """Equal words for a place that one account or both could not resolve; two words tell more than one."""
    longest = max(names, key=lambda n: (n.count(" "), n))
    return (2.0 if sure else 1.5) + (0.5 if " " in longest else 0.0), lambda: f"both at {longest}"


def _time(a: Traits, b: Traits) -> Part:
    """Days. What is told of years or months is no account of one day's event."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return _NOTHING
    shorter, longer = sorted((a.last - a.first, b.last - b.first))
    if longer > TOO_LONG_DAYS and longer > 2 * shorter + TOO_LONG_DAYS:
        return -math.inf, lambda: "a long time and a short one"
    gap = max(a.first, b.first) - min(a.last, b.last)  # zero or less when they overlap
    if a.dated and b.dated:
        if gap <= 0:
            return (1.5, lambda: "at the same time") if longer <= LONG_DAYS else (0.25, lambda: "at times that overlap")
        return (0.5, lambda: "a day apart") if gap <= DAYS_APART else (-math.inf, lambda: f"{gap} days apart")
    if gap <= DAYS_APART:
        return (0.75 if a.dated or b.dated else 0.25), lambda: "reported of the same days"
    return -math.inf, lambda: f"reported {gap} days apart"


def _actors(a: Traits, b: Traits) -> Part:
    """Actors that can be told from others. In talks and battles each side may be named as agent or as target."""
    if a.family in MUTUAL:
        return _role("between", (a.agents | a.targets, a.by_countries | a.to_countries), (b.agents | b.targets, b.by_countries | b.to_countries), 1.5)
    by = _role("by", (a.agents, a.by_countries), (b.agents, b.by_countries), 1.0)
    to = _role("to", (a.targets, a.to_countries), (b.targets, b.to_countries), 1.0)
    return by[0] + to[0], lambda: "; ".join(r for r in (by[1](), to[1]()) if r)


def _role(role: str, one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]], against: float) -> Part:
    """What the keys of a role, each with the countries of the bodies among them, say for or against."""
    left, right = one[0], other[0]
    if not left or not right:
        return _NOTHING
    if not left.isdisjoint(right):
        return 1.0, lambda: f"{role} {', '.join(sorted(left & right))}"
    if not one[1].isdisjoint(other[1]):
        return 0.5, lambda: f"{role} bodies of one country"
    return -against, lambda: f"{role} {', '.join(sorted(left))}, not {', '.join(sorted(right))}"


def _counts(a: Traits, b: Traits) -> Part:
    """Equal numbers speak for one happening; different ones may be its contradictions, so they weigh little against it."""
    found = [_count(x, y) for x in a.numbers for y in b.numbers if x.what == y.what]
    if not found:
        return _NOTHING
    points, reason = max(found)
    return points, lambda: reason


def _count(x: Number, y: Number) -> tuple[float, str]:
    if x.min is not None and (x.min, x.max) == (y.min, y.max) and x.min > 1:
        return 1.5, f"both {x.min} {x.what}"
    if not conflict(x, y):
        return 0.5, f"{x.what} {x.min} and {y.min} agree"
    low, high = sorted((x.min or x.max or 1, y.min or y.max or 1))
    far = high > 4 * low and high - low > 10
    return (-1.0 if far else -0.25), f"{x.what} {x.min} against {y.min}"


def conflict(x: Number, y: Number) -> bool:
    """Whether two counts of one kind exclude each other; "about" stretches a number by a tenth."""
    def bounds(n: Number) -> tuple[float, float]:
        slack = 0.1 if n.approx else 0.0
        low = (n.min or 0) * (1 - slack)
        return low, math.inf if n.max is None else n.max * (1 + slack)

    (a, b), (c, d) = bounds(x), bounds(y)
    return a > d or c > b


def _targets(a: Traits, b: Traits) -> Part:
    """Words of the targets: a market and a mosque are two attacks, whatever else agrees; people are told in many words."""
    if a.things and b.things:
        things = a.things & b.things
        if things:
            return 1.0, lambda: f"target {', '.join(sorted(things))}"
        return -1.5, lambda: f"target {', '.join(sorted(a.things))}, not {', '.join(sorted(b.things))}"
    common = a.words & b.words
    return (0.5, lambda: f"target {', '.join(sorted(common))}") if common else _NOTHING
