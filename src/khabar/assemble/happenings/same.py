"""Whether two units tell of one happening: decided slot by slot, never by likeness of wording.

A changed place, number or negation leaves two texts more alike than a paraphrase does; so likeness may propose, but the
slots decide. The relation is symmetric and looks at nothing but the two units, so that the happenings built from it do
not depend on the order in which reports arrive.
"""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass

from khabar.assemble.happenings.families import general
from khabar.assemble.happenings.unit import Number, Unit
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
#: Families of words: what makes an act of speech is who speaks.
VERBAL = frozenset({"words", "support"})
#: Families in which the two sides act on each other.
MUTUAL = frozenset({"talks", "accord"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two units are the same, the points, and the reasons, strongest first."""

    same: bool
    points: float
    reasons: tuple[str, ...]


def compare(a: Unit, b: Unit) -> Verdict:
    """Compare two units of different reports slot by slot."""
    if a.kind != b.kind or a.family != b.family:
        return Verdict(False, 0.0, ("different kinds of happening",))
    if a.family in VERBAL and not set(a.agents) & set(b.agents):
        return Verdict(False, -math.inf, ("nobody known to have spoken in both",))
    parts = (_types(a, b), _place(a, b), _time(a, b), _actors(a, b), _counts(a, b), _targets(a, b))
    for points, reason in parts:
        if points == -math.inf:
            return Verdict(False, points, (reason,))
    total = sum(points for points, _ in parts)
    reasons = tuple(reason for _, reason in sorted(parts, key=lambda p: -abs(p[0])) if reason)
    return Verdict(total >= THRESHOLD, total, reasons)


def _types(a: Unit, b: Unit) -> tuple[float, str]:
    if a.main == b.main:
        return 1.0, f"both {a.main}"
    if set(a.types) & set(b.types) or general(a.main) or general(b.main):
        return 0.5, f"{a.main} and {b.main} go together"
    return -math.inf, f"{a.main} is not {b.main}"


def _place(a: Unit, b: Unit) -> tuple[float, str]:
    """Towns that are near speak strongly, towns that are far apart decide against; a place that was only carried over
    from the sentence does neither so strongly. A shared region needs more than the day to go with it."""
    x, y = a.site, b.site
    common = set(a.names) & set(b.names)
    sure = a.placed and b.placed
    words = [n for n in common if not n.startswith("~")]
    if x is None or y is None:
        return _worded(words or list(common), sure) if common else (0.0, "")
    if x.country and y.country and x.country != y.country:
        return (-math.inf if sure else FAR_CARRIED), f"{x.name} is not {y.name}"
    if x.fine and y.fine:
        apart = kilometres(x.lat, x.lon, y.lat, y.lon)
        if apart <= NEAR_KM:
            if apart < 1 or (x.geonames is not None and x.geonames == y.geonames):
                return (2.5 if sure else 2.0), f"both at {x.name}"
            towns = x.level in TOWNS and y.level in TOWNS
            return (0.75 if towns else 2.0 if sure else 1.5), f"{x.name} and {y.name}, {apart:.0f} km apart"
        return (-math.inf if sure else FAR_CARRIED), f"{x.name} and {y.name} are {apart:.0f} km apart"
    if "country" in (x.level, y.level):
        if words:
            return _worded(words, sure)
        return 0.25, f"{x.name} and {y.name} in one country"
    if x.admin1 and y.admin1 and x.admin1 != y.admin1:
        return (-math.inf if sure else FAR_CARRIED), f"{x.admin1} is not {y.admin1}"
    if words:
        return 2.0, f"both at {min(words)}"
    if {f"~{n}" for n in a.names} & set(b.names) or {f"~{n}" for n in b.names} & set(a.names):
        return 2.0, f"{x.name} and {y.name}, of one name"  # a city and its province: which is meant, the word does not say
    return 1.0, f"{x.name} and {y.name} in one region"


def _worded(names: list[str], sure: bool) -> tuple[float, str]:
    """Equal words for a place that one account or both could not resolve; two words tell more than one."""
    longest = max(names, key=lambda n: (n.count(" "), n))
    return (2.0 if sure else 1.5) + (0.5 if " " in longest else 0.0), f"both at {longest}"


def _time(a: Unit, b: Unit) -> tuple[float, str]:
    """Days. What is told of years or months is no account of one day's event."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return 0.0, ""
    longer = max(_length(a), _length(b))
    if longer > TOO_LONG_DAYS and longer > 2 * min(_length(a), _length(b)) + TOO_LONG_DAYS:
        return -math.inf, "a long time and a short one"
    gap = _gap(a, b)
    if a.dated and b.dated:
        if gap <= 0:
            return (1.5, "at the same time") if longer <= LONG_DAYS else (0.25, "at times that overlap")
        return (0.5, "a day apart") if gap <= DAYS_APART else (-math.inf, f"{gap} days apart")
    if gap <= DAYS_APART:
        return (0.75 if a.dated or b.dated else 0.25), "reported of the same days"
    return -math.inf, f"reported {gap} days apart"


def _days(value: str) -> int:
    return datetime.date.fromisoformat(value).toordinal()


def _gap(a: Unit, b: Unit) -> int:
    """Days between the two intervals; zero or less when they overlap."""
    assert a.first and a.last and b.first and b.last
    return max(_days(a.first), _days(b.first)) - min(_days(a.last), _days(b.last))


def _length(a: Unit) -> int:
    assert a.first and a.last
    return _days(a.last) - _days(a.first)


def _actors(a: Unit, b: Unit) -> tuple[float, str]:
    """Actors that can be told from others. In talks and battles each side may be named as agent or as target."""
    if a.family in MUTUAL:
        return _role("between", {*a.agents, *a.targets}, {*b.agents, *b.targets}, 1.5)
    by, to = _role("by", set(a.agents), set(b.agents), 1.0), _role("to", set(a.targets), set(b.targets), 1.0)
    return by[0] + to[0], "; ".join(r for _, r in (by, to) if r)


def _role(role: str, left: set[str], right: set[str], against: float) -> tuple[float, str]:
    if left & right:
        return 1.0, f"{role} {', '.join(sorted(left & right))}"
    if {k.split(":")[1] for k in left if k.startswith("of:")} & {k.split(":")[1] for k in right if k.startswith("of:")}:
        return 0.5, f"{role} bodies of one country"
    if left and right:
        return -against, f"{role} {', '.join(sorted(left))}, not {', '.join(sorted(right))}"
    return 0.0, ""


def _counts(a: Unit, b: Unit) -> tuple[float, str]:
    """Equal numbers speak for one happening; different ones may be its contradictions, so they weigh little against it."""
    best: tuple[float, str] = (0.0, "")
    for x in a.numbers:
        for y in b.numbers:
            if x.what == y.what:
                found = _count(x, y)
                best = max(best, found) if best[0] or best[1] else found
    return best


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


def _targets(a: Unit, b: Unit) -> tuple[float, str]:
    """Words of the targets: a market and a mosque are two attacks, whatever else agrees; people are told in many words."""
    things = set(a.things) & set(b.things)
    if things:
        return 1.0, f"target {', '.join(sorted(things))}"
    if a.things and b.things:
        return -1.5, f"target {', '.join(a.things)}, not {', '.join(b.things)}"
    common = set(a.words) & set(b.words)
    return (0.5, f"target {', '.join(sorted(common))}") if common else (0.0, "")
