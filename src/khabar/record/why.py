"""The derivation of a value: which rule, from which resource entry, with which score and on which grounds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Why:
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
