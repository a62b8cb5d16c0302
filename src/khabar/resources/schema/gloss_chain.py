"""Schema of ``data/gloss_chain/*.yaml``: how acts of saying and modalities are put around a clause in a gloss."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry


class GlossChain(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Wording for one ``act`` or one ``modality``; the last part of the id is its name.

    For acts: singular, plural: English verb behind the clause (says, say); front: pattern that goes before it instead,
    with ``{S}`` the source, ``{v}`` the verb and ``{C}`` the clause; arabic: patterns for a masculine, feminine and plural source, with
    ``{S}`` and the masdar phrase ``{M}`` (``ب{M}`` fuses with an article by rule); cues: ids of the cues whose wording it is
    instead of their act's (to refuse is no denial); mark: what a list of claims puts before a claim that is so denied;
    beside: pattern for what is only mentioned in a denial (نفى مقتل جنود في [الغارة]), with its mark, beside_mark.
    For modalities: verb patterns with ``{inf}``, ``{past}`` and ``{pp}``: active and negative (``{s}`` third person
    s, ``{es}``, ``{is}`` is or are, ``{was}`` was or were by the subject), impersonal for what happens of itself, ``was`` the
    passive auxiliary; ``tail`` is put behind the clause. arabic: masdar wrapper for positive and negative.
    """

    kind: Literal["act", "modality"]
    arabic: tuple[str, ...]
    singular: str = ""
    plural: str = ""
    front: str = ""
    cues: tuple[str, ...] = ()
    mark: str = ""
    beside: str = ""
    beside_mark: str = ""
    active: str = ""
    negative: str = ""
    impersonal: str = ""
    impersonal_negative: str = ""
    was: str = ""
    was_not: str = ""
    tail: str = ""
