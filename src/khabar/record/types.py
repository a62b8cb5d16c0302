"""The record: what one report becomes (``"khabar": 1``), as frozen types that mirror the JSON one to one.

Spans are half-open code-point offsets into ``Report.text``; ids are local to the record (``a1``, ``v3``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khabar.record.span import Quote, Span
from khabar.record.why import Why

BlockKind = Literal["title", "dateline", "byline", "paragraph", "heading", "caption", "contact", "signature", "boilerplate"]
SourceKind = Literal["person", "organization", "group", "document", "media", "anonymous", "collective"]
Mode = Literal["direct", "indirect", "mixed"]
Act = Literal["say", "confirm", "deny", "accuse", "demand", "threaten", "promise", "estimate", "order", "announce"]
Level = Literal["country", "admin1", "admin2", "city", "village", "quarter", "facility", "region", "natural"]
Grain = Literal["hour", "day", "week", "month", "year", "period"]
Modality = Literal["actual", "planned", "ordered", "threatened", "possible", "conditional"]
Polarity = Literal["pos", "neg"]
CountKind = Literal["killed", "injured", "arrested", "displaced", "moved", "abducted", "participants", "other"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the report's layout. Claims are read from title, headings and paragraphs only."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class PublishedAt:
    """The words of the text that say when it was published, and by which rule they were believed."""

    span: Span
    text: str
    why: Why


@dataclass(frozen=True, slots=True)
class Report:
    """The report as it came in; ``text`` is never changed. ``published`` is an ISO date or null when unknown;
    ``published_at`` quotes where the text gave it, when ``published_from`` is ``text``."""

    id: str
    text: str
    uri: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: Quote | None = None
    dateline: Quote | None = None
    published: str | None = None
    published_from: Literal["argument", "metadata", "text"] | None = None
    language: str = "ar"
    blocks: tuple[Block, ...] = ()
    published_at: PublishedAt | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, after coreference. ``reason`` quotes the words that say why a source is unnamed."""

    id: str
    name: str | None
    kind: SourceKind
    anonymous: bool
    mentions: tuple[Span, ...]
    reason: Quote | None = None
    role: str | None = None
    affiliation: str | None = None
    anonymity: str | None = None
    how_many: int | None = None
    position: Quote | None = None
    actor: str | None = None
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody conveys a content. ``source`` is null when it is only implied; ``parent`` is the enclosing speech."""

    id: str
    cue: Quote
    source: Quote | None
    who: str
    content: tuple[Quote, ...]
    mode: Mode
    act: Act
    parent: str | None
    why: Why
    stance: Literal["neutral", "endorsing", "distancing"] = "neutral"
    addressee: Quote | None = None
    medium: Quote | None = None
    occasion: Quote | None = None


@dataclass(frozen=True, slots=True)
class ActorCodes:
    """Codes of an actor: PLOVER sector, ISO 3166 alpha-3 country, Wikidata id; null where not known."""

    plover: str | None = None
    country: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, force, group, office, organisation or population taking part in events or speaking."""

    id: str
    name: str
    name_en: str | None
    kind: str
    codes: ActorCodes
    mentions: tuple[Span, ...]
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """Another gazetteer entry that the same name could mean."""

    name_en: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    score: float
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class RelativePoint:
    """The point that a relative position gives (شرق الموصل), with its own uncertainty radius in kilometres."""

    lat: float
    lon: float
    radius_km: float
    words: Quote


@dataclass(frozen=True, slots=True)
class Place:
    """A mention of a named place; unresolved ones have null ``geonames``, ``lat`` and ``lon``."""

    id: str
    span: Span
    text: str
    name_en: str | None
    geonames: int | None
    country: str | None
    admin1: str | None
    level: Level | None
    lat: float | None
    lon: float | None
    precision: Literal[1, 2, 3] | None
    relation: str | None
    candidates: int
    why: Why
    metonym: bool = False
    estimated: RelativePoint | None = None
    alternatives: tuple[PlaceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """An expression that locates something in time: inclusive ISO dates, both null when vague or unresolved."""

    id: str
    span: Span
    text: str
    start: str | None
    end: str | None
    grain: Grain
    vague: Literal["past", "present", "future"] | None
    why: Why


#: Probability under which a filler of a role is shown as doubtful: of those below, about half are right (docs/model-card.md).
DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class RoleFiller:
    """The words that fill a role, with the actor they refer to where one is known.

    ``score`` is the probability that they fill it, measured on annotated reports (docs/model-card.md); null where only a rule names them.
    """

    span: Span
    text: str
    actor: str | None = None
    score: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether less than three in five such fillers are right; what a reader is told of them says so."""
        return self.score is not None and self.score < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Count:
    """How many: ``max`` is null for minima (أكثر من)."""

    what: CountKind
    min: int | None
    max: int | None
    approx: bool
    span: Span
    text: str
    who: str | None = None


@dataclass(frozen=True, slots=True)
class EventCodes:
    """Codes of an event in the field's ontologies (see docs/codes.md)."""

    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    quad: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of a real-world event. ``chain`` holds attribution ids, outermost first; ``()`` is the report's own voice."""

    id: str
    type: str
    trigger: Quote
    modality: Modality
    polarity: Polarity
    agent: tuple[RoleFiller, ...]
    target: tuple[RoleFiller, ...]
    place: str | None
    origin: str | None
    destination: str | None
    time: str | None
    count: tuple[Count, ...]
    codes: EventCodes
    chain: tuple[str, ...]
    group: str | None
    why: Why
    instrument: Quote | None = None
    subsets: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One chain of sources claiming one event. ``claimed`` hashes what is claimed, ``claiming`` this claiming of it.

    ``gloss`` is the English sentence with its chain, ``statement`` the same without it.
    """

    id: str
    event: str
    events: tuple[str, ...]
    chain: tuple[str, ...]
    origin: str | None
    gloss: str
    text: str
    gloss_ar: str | None = None
    statement: str | None = None
    modality: Modality = "actual"
    polarity: Polarity = "pos"
    claimed: str | None = None
    claiming: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Which reader and resources made the record."""

    reader: str
    version: str
    resources: str
    layers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything Khabar found in one report."""

    khabar: Literal[1]
    report: Report
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    reading: Reading | None = None
    notes: tuple[str, ...] = ()
