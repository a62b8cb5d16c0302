"""What glosses and claims are told from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from khabar.record import Actor, Attribution, Place, Source, Span, Time
from khabar.text import Document


class Facts(NamedTuple):
    """What a gloss is told from: the document with its actors, places, times, sources and attributions by id,
    the places by span, and a memo of what was worked out for other glosses of the same report."""

    doc: Document
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    times: Mapping[str, Time]
    sources: Mapping[str, Source]
    attributions: Mapping[str, Attribution]
    spots: Mapping[Span, Place]
    memo: dict[Any, Any]
