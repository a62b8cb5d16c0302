"""Units: one report's account of one happening, with the slots that decide which accounts belong together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """Where: a resolved place. ``fine`` places are towns and smaller; the others are areas."""

    name: str
    country: str | None
    admin1: str | None
    level: str
    lat: float
    lon: float
    geonames: int | None = None

    @property
    def fine(self) -> bool:
        return self.level in ("city", "village", "quarter", "facility", "admin2")

    @property
    def bounded(self) -> bool:
        """Whether it is a town or lies in a country; a sea or a peninsula does neither."""
        return self.fine or self.country is not None


@dataclass(frozen=True, slots=True)
class Number:
    """A count as one claim gives it; ``max`` None is a minimum."""

    what: str
    min: int | None
    max: int | None
    approx: bool


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as agent or target, with its codes; ``text`` are the report's words. ``name`` is None when not known.

    ``key`` tells it from others: None for mere descriptions (soldiers, gunmen), which have a name but tell nobody apart.
    """

    role: str
    text: str
    name: str | None = None
    country: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One claim inside a unit. ``origin`` is the key under which its innermost source is counted, ``also`` another key of the
    same voice, ``via`` the keys of outlets and agencies that relayed it; ``own`` marks the report's own voice, ``detail`` what only tells of no victims."""

    claiming: str
    claimed: str
    origin: str
    origin_name: str | None
    chain: tuple[str, ...]
    gloss: str
    text: str
    modality: str
    polarity: str
    denied: bool
    numbers: tuple[Number, ...]
    types: tuple[str, ...]
    also: str | None = None
    via: tuple[str, ...] = ()
    own: bool = False
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """Everything that one report says of one happening, of one class: happened, or announced (planned, threatened …).

    first/last: inclusive ISO dates; ``dated`` is false when they are only the window before publication, ``vague`` the direction
    (``past`` …) that the report gives instead of a date. ``placed`` is false
    when the place was carried over from the sentence. words: content words of the targets; things: what was hit (market,
    checkpoint). names: the words for the place, folded, also when no gazetteer knows it; ``~`` marks the name of an area.
    wording: bands by which accounts without a place, or in no country, that are worded alike find each other (:mod:`khabar.assemble.happenings.wording`).
    """

    id: str
    report: str
    group: str
    kind: str
    types: tuple[str, ...]
    main: str
    family: str
    site: Site | None
    first: str | None
    last: str | None
    dated: bool
    published: str | None
    outlet: str | None
    parties: tuple[Party, ...]
    words: tuple[str, ...]
    accounts: tuple[Account, ...]
    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    quad: str | None = None
    placed: bool = True
    things: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    vague: str = ""

    @property
    def agents(self) -> tuple[str, ...]:
        """Keys of the agents that can be told from others."""
        return tuple(sorted({p.key for p in self.parties if p.role == "agent" and p.key}))

    @property
    def targets(self) -> tuple[str, ...]:
        """Keys of the targets that can be told from others."""
        return tuple(sorted({p.key for p in self.parties if p.role == "target" and p.key}))

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(n for a in self.accounts for n in a.numbers)

    @property
    def denied(self) -> bool:
        return all(a.denied for a in self.accounts)
