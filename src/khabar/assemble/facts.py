"""What glosses and claims are told from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from khabar.record import Actor, Attribution, Place, Source, Span, Time
from khabar.text import Document


class Spots(NamedTuple):
    """The places of a report by their span, and by the offsets at which they begin and end."""

    at: Mapping[Span, Place]
    beginning: Mapping[int, Place]
    ending: Mapping[int, list[Place]]


def spots_of(places: Iterable[Place]) -> Spots:
    """The look-ups over some places; of two with one span the last counts."""
    at = {p.span: p for p in places}
    ending: dict[int, list[Place]] = {}
    for span, p in at.items():
        ending.setdefault(span[1], []).append(p)
    return Spots(at, {span[0]: p for span, p in at.items()}, ending)


class Facts(NamedTuple):
    """What a gloss is told from: the document with its actors, places, times, sources and attributions by id,
    the places by span, and a memo of what was worked out for other glosses of the same report."""

    doc: Document
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    times: Mapping[str, Time]
    sources: Mapping[str, Source]
    attributions: Mapping[str, Attribution]
    spots: Spots
    memo: dict[Any, Any]
