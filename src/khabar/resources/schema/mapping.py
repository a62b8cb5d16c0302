"""Schema of ``data/mapping/*.yaml``: event types to PLOVER, CAMEO, ACLED and quad class (see docs/codes.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from khabar.resources.schema.actor import Sector
from khabar.resources.schema.base import Entry

Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]


class Mapping(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row: the codes of a type under conditions. The first row of a type whose conditions all hold gives the codes.

    type: event type; words: folded words of which one must stand in the trigger, the instrument or near them (the
    trigger's phrase), clitics aside, a trailing ``*`` meaning any ending; modality: the event's, where it matters;
    agent, target: sectors of which one must be the agent's or target's.
    plover: CATEGORY or CATEGORY/mode; cameo: code of CAMEO 1.1b3; acled: event type/sub-event type; quad: quad class;
    None where a scheme has no such event. doubt: why the row is not certain, for the reader of docs/codes.md.
    """

    type: str
    plover: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]+(/[a-z-]+)?$")] | None
    cameo: Annotated[str, msgspec.Meta(pattern=r"^\d{2,4}$")] | None
    acled: str | None
    quad: Quad | None
    words: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    agent: tuple[Sector, ...] = ()
    target: tuple[Sector, ...] = ()
    contexts: tuple[str, ...] = ()
    doubt: str | None = None
