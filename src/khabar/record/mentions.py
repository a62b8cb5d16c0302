"""Mentions: what a reader proposes before anything is resolved. Extractors and the model reader both produce these.

All spans are half-open code-point offsets on the original text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from khabar.record.span import Span
from khabar.record.types import Act, CountKind, Modality, Mode, Polarity
from khabar.record.why import Why


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym; ``candidates`` are gazetteer row numbers (may be empty: resolution then looks the words up)."""

    span: Span
    why: Why
    kind_word: str | None = None
    relation: str | None = None
    candidates: tuple[int, ...] = ()
    metonym: bool = False


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression; ``expr`` is its parsed form (khabar.record.timex), or None when only a span was proposed."""

    span: Span
    why: Why
    expr: Any = None


@dataclass(frozen=True, slots=True)
class AttributionMention:
    """Cue, source and content of one act of saying. ``parent`` is an index into the same tuple of mentions;
    ``speaker`` are words elsewhere that name who speaks, where the source is left out and a reader points to any."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    mode: Mode
    act: Act
    parent: int | None
    why: Why
    addressee: Span | None = None
    medium: Span | None = None
    occasion: Span | None = None
    stance: Literal["neutral", "endorsing", "distancing"] = "neutral"
    entry: str | None = None
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of people or things in an event; ``who`` is the folded head noun (مدني, طفل) when the text gives one."""

    what: CountKind
    min: int | None
    max: int | None
    approx: bool
    span: Span
    who: str | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """One event mention with its roles. place/origin/destination/time are spans of place and time mentions.

    ``chances``: for words among agent and target, the probability that they fill that role.
    """

    trigger: Span
    type: str
    modality: Modality
    polarity: Polarity
    why: Why
    agent: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    place: Span | None = None
    origin: Span | None = None
    destination: Span | None = None
    time: Span | None = None
    count: tuple[CountMention, ...] = ()
    subsets: tuple[CountMention, ...] = ()
    instrument: Span | None = None
    entry: str | None = None
    chances: tuple[tuple[Span, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Proposals:
    """What one reader proposes for one document; ``notes`` are for the record's (what was asked for and rejected)."""

    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    attributions: tuple[AttributionMention, ...] = ()
    events: tuple[EventMention, ...] = ()
    layers: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
