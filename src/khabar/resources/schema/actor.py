"""Schema of ``data/actor/*.yaml``: who takes part in events and who speaks (see docs/actors.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from khabar.resources.schema.base import Entry

Sector = Literal[
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO",
]  # fmt: skip
"""PLOVER's actor sectors; IGO and NGO stand for PLOVER's country-like codes of bodies that belong to no state."""
ActorKind = Literal[
    "state", "government", "military", "police", "intelligence", "armed_group", "party", "organization", "media", "ngo",
    "office", "person", "population", "company",
]  # fmt: skip
Country = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Wikidata = Annotated[str, msgspec.Meta(pattern=r"^Q[1-9]\d*$")]


class Role(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An office that a person held: its English title, and the actor or country and sectors it gives, for its time."""

    title: str
    of: str | None = None
    country: Country | None = None
    sectors: tuple[Sector, ...] = ()
    since: Day | None = None
    until: Day | None = None


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Other sectors that hold for an actor between two days (both inclusive; None: open), and why."""

    sectors: tuple[Sector, ...]
    why: str
    since: Day | None = None
    until: Day | None = None


class Actor(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One actor under all its names.

    name: the name used in records; aliases: other neutral names and spellings; pejoratives: names that take sides,
    which lead to the same actor while a report's wording stays in its spans; name_en: usual English name; short: its
    English abbreviation; seats: cities whose name stands for this government; country: ISO 3166-1 alpha-3
    (alpha2: alpha-2, on states only); sectors: PLOVER sectors, the primary one first; parent: id of the actor it belongs to; since, until: days between
    which it existed (inclusive), where known; roles: offices a person held; changes: other sectors for a time;
    source: where the facts come from; certainty: of the codes and dates.
    """

    name: str
    name_en: str
    kind: ActorKind
    source: str
    certainty: Literal["sure", "likely"]
    short: str | None = None
    article: bool = False
    plural: bool = False
    masculine: bool = False
    aliases: tuple[str, ...] = ()
    pejoratives: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    country: Country | None = None
    alpha2: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    sectors: tuple[Sector, ...] = ()
    parent: str | None = None
    since: Day | None = None
    until: Day | None = None
    wikidata: Wikidata | None = None
    roles: tuple[Role, ...] = ()
    changes: tuple[Change, ...] = ()
