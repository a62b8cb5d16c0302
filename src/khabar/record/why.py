"""The derivation of a value: which rule, from which resource entry, with which score and on which grounds."""

from __future__ import annotations

from typing import Any

from msgspec import Struct
from msgspec.structs import replace


class Why(Struct, frozen=True, gc=False):  # a record holds more of these than of all else
    """One step of a derivation; ``parts`` are the steps it stands on.

    rule: name of the rule, or ``model:NAME`` for the neural reader.
    entry: id of the resource entry (``cue.say.qala``); at: its ``file:line``.
    score: a number whose sense ``meaning`` states; note: words for a person, ``not`` steps say which rule failed.
    """

    rule: str
    entry: str | None = None
    at: str | None = None
    score: float | None = None
    meaning: str | None = None
    note: str | None = None
    parts: tuple[Why, ...] = ()

    def but(self, **changed: Any) -> Why:
        """The same with other values in some fields."""
        return replace(self, **changed)
