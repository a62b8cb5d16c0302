"""Ties among many units at once are those that comparing each with each would find."""

from __future__ import annotations

import datetime
import random

import pytest

from khabar.assemble.happenings import Account, Number, Site, Unit, asked, compare, keys, tie, ties_among
from khabar.assemble.happenings.traits import day_number
from khabar.assemble.happenings.unit import Party

SITES = (
    None, Site("Dum", "SD", "Kordofan", "city", 13.1, 30.2, 1), Site("Old quarter", "SD", "Kordofan", "quarter", 13.12, 30.21, 2),
    Site("Umm", "SD", "Kordofan", "village", 13.49, 30.51, 3), Site("Far", "SD", "Nile", "city", 18.0, 33.0, 4),
    Site("Kordofan", "SD", "Kordofan", "admin1", 13.0, 30.0, 5), Site("Sudan", "SD", None, "country", 15.0, 30.0, 6),
    Site("Chad", "TD", None, "country", 15.0, 19.0, 7), Site("Hills", "SD", None, "natural", 12.0, 30.0, 8), Site("Red Sea", None, None, "natural", 20.0, 38.0, 9),
)  # fmt: skip
KEYS = (None, "actor.group.a", "of:SDN:MIL", "of:SDN:COP", "name:فلان الفلاني")
FAMILIES = {"violence": ("attack", "airstrike", "shelling"), "words": ("statement",), "talks": ("meeting", "visit")}


def made(n: int, chance: random.Random) -> Unit:
    """A unit whose slots are few of each, so that many agree; some lie over months, or tell no day."""
    family = chance.choice(tuple(FAMILIES))
    types = tuple(sorted(chance.sample(FAMILIES[family], chance.randint(1, len(FAMILIES[family])))))
    start = day_number("2024-01-01") + chance.randrange(40)
    length = chance.choice((0, 0, 0, 1, 3, 3, 9, 20, 50, 54, 57, 70, 130))
    first, last = (datetime.date.fromordinal(d).isoformat() for d in (start, start + length))
    timeless = chance.random() < 0.1
    numbers = tuple(Number(chance.choice(("killed", "injured")), k, chance.choice((k, None)), chance.random() < 0.2) for k in chance.sample((1, 5, 6, 40), chance.randint(0, 2)))
    parties = tuple(Party(role, "x", key=chance.choice(KEYS)) for role in chance.sample(("agent", "target"), chance.randint(0, 2)))
    account = Account(f"{n}", f"{n}", "o", None, (), "", "", "actual", "pos", False, numbers, types)
    return Unit(
        f"{chance.getrandbits(64):016x}", f"r{n // 3}", "g", chance.choice(("happened", "happened", "announced")), types, types[0], family, chance.choice(SITES),
        None if timeless else first, None if timeless else last, chance.random() < 0.7, last, None, parties, tuple(chance.sample(("جندي", "حافلة"), 1)), (account,),
        placed=chance.random() < 0.8, things=tuple(chance.sample(("market", "mosque"), chance.randint(0, 1))),
        names=tuple(sorted(chance.sample(("ام دويم", "~كردفان", "كردفان", "السوق"), chance.randint(0, 2)))),
        wording=tuple(chance.sample(("0:a", "1:b", "1:c"), chance.randint(0, 1))),
    )  # fmt: skip


@pytest.mark.slow
def test_ties_are_those_of_each_with_each() -> None:
    chance = random.Random(4)
    units = [made(n, chance) for n in range(700)]
    expected = []
    for i, one in enumerate(sorted(units, key=lambda u: u.id)):
        wanted = asked(one)
        for other in sorted(units, key=lambda u: u.id)[:i]:
            points = tie(one, other)
            if points is not None and not wanted.isdisjoint(keys(other)):
                expected.append((one.id, other.id, points))
    assert len(expected) > 300
    assert ties_among(units) == sorted(expected)
    assert ties_among(reversed(units)) == sorted(expected)


@pytest.mark.slow
def test_points_are_those_of_the_verdict() -> None:
    chance = random.Random(5)
    units = [made(n, chance) for n in range(300)]
    same = 0
    for one in units:
        for other in units:
            if one.report != other.report:
                verdict = compare(one, other)
                assert tie(one, other) == (verdict.points if verdict.same else None)
                same += verdict.same
    assert same > 300
