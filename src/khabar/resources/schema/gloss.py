"""Schema of ``data/gloss/*.yaml``: how an event is said in plain English and Arabic (see docs/codes.md)."""

from __future__ import annotations

import msgspec

from khabar.resources.schema.base import Entry


class English(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """English clause patterns. ``verb`` lists infinitive, past and participle; ``{v}`` is where the verb goes,
    ``{v:infinitive,past,participle}`` another verb, ``{was}``/``{were}`` the auxiliary of a passive; ``{A}`` and
    ``{T}`` are agent and target.

    both: agent and target known; agent: agent only; target: target only (with ``{was}`` for the auxiliary and the
    participle written out); none: neither; noun: the event as a noun phrase.
    """

    verb: tuple[str, str, str]
    both: str
    agent: str
    target: str
    none: str
    noun: str


class Arabic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Arabic masdar phrases, which take any verb of saying before them: both, agent, target, none as in English."""

    both: str
    agent: str
    target: str
    none: str


class Gloss(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Clause patterns of a type, or of those events of it whose trigger is one of ``words`` (as in the mapping)."""

    type: str
    english: English
    arabic: Arabic
    words: tuple[str, ...] = ()
