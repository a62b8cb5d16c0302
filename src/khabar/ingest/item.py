"""What comes in: one report's text with what is known about it, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """A report before it is read. ``published`` is an ISO date; ``where`` names file and place for messages."""

    text: str
    where: str
    id: str | None = None
    published: str | None = None
    published_from: Literal["metadata", "text"] | None = None
    outlet: str | None = None
    title: str | None = None
    uri: str | None = None
    notes: tuple[str, ...] = ()
