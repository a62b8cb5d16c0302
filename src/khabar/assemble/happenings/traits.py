"""What units are compared by, worked out once a unit: a unit of a busy week is compared with thousands of others."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Protocol

from khabar.assemble.happenings.families import general
from khabar.assemble.happenings.grouping import Groupable
from khabar.assemble.happenings.unit import Number

#: Families of words: what makes an act of speech is who speaks.
VERBAL = frozenset({"words", "support"})
#: Families in which the two sides act on each other.
MUTUAL = frozenset({"talks", "accord"})
_NONE: frozenset[str] = frozenset()
#: Slots that speak for one happening only where both units have them, as bits of :attr:`Traits.has`.
AGENTS, TARGETS, NUMBERS, THINGS, WORDS = 1, 2, 4, 8, 16


class _Party(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def key(self) -> str | None: ...


class _Account(Protocol):
    @property
    def numbers(self) -> tuple[Number, ...]: ...


class Comparable(Groupable, Protocol):
    """The slots of a unit that comparing looks at; a :class:`~khabar.assemble.happenings.unit.Unit` without its texts will do."""

    @property
    def report(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def types(self) -> tuple[str, ...]: ...
    @property
    def main(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def parties(self) -> Collection[_Party]: ...
    @property
    def accounts(self) -> Collection[_Account]: ...
    @property
    def words(self) -> tuple[str, ...]: ...
    @property
    def things(self) -> tuple[str, ...]: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def wording(self) -> tuple[str, ...]: ...


class Traits:
    """The slots of a unit as sets and day numbers.

    first, last: proleptic ordinals of the days, None without time. agents, targets: keys of parties that can be told from
    others; by_countries, to_countries: countries of the bodies among them. areas: the names marked as those of an area, as
    towns of that name would be; has: bits for the slots that are filled.
    """

    __slots__ = ("agents", "areas", "by_countries", "dated", "family", "fine", "first", "general", "has", "id", "kind", "last", "main", "names",
                 "numbers", "placed", "report", "site", "targets", "things", "to_countries", "types", "wording", "words")  # fmt: skip

    def __init__(self, unit: Comparable) -> None:
        self.id, self.report, self.kind, self.family = unit.id, unit.report, unit.kind, unit.family
        self.main, self.types, self.general = unit.main, frozenset(unit.types), general(unit.main)
        self.site, self.placed, self.dated = unit.site, unit.placed, unit.dated
        self.fine = unit.site is not None and unit.site.fine
        self.first = self.last = None
        if unit.first is not None and unit.last is not None:
            self.first, self.last = day_number(unit.first), day_number(unit.last)
        self.names = _set(unit.names)
        self.areas = frozenset(f"~{n}" for n in unit.names) if unit.names else _NONE
        self.agents = _set(p.key for p in unit.parties if p.role == "agent" and p.key)
        self.targets = _set(p.key for p in unit.parties if p.role == "target" and p.key)
        self.by_countries, self.to_countries = _countries(self.agents), _countries(self.targets)
        self.numbers = tuple(dict.fromkeys(n for a in unit.accounts for n in a.numbers))
        self.things, self.words = _set(unit.things), _set(unit.words)
        self.wording = unit.wording
        sides = (AGENTS * bool(self.agents or self.targets)) if self.family in MUTUAL else AGENTS * bool(self.agents) + TARGETS * bool(self.targets)
        self.has = sides + NUMBERS * bool(self.numbers) + THINGS * bool(self.things) + WORDS * bool(self.words)


def day_number(value: str) -> int:
    """An ISO date as the proleptic ordinal of its day."""
    return datetime.date.fromisoformat(value).toordinal()


def _set(values: Iterable[str]) -> frozenset[str]:
    return frozenset(values) or _NONE


def _countries(keys: frozenset[str]) -> frozenset[str]:
    return _set(k.split(":")[1] for k in keys if k.startswith("of:"))
