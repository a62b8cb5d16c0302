"""Words that make an act planned, ordered, threatened, possible, conditional or undone."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry


class ModalityCue(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Cues with one effect.

    gives: the modality (or ``neg``, which changes polarity). forms: listed words and phrases, matched folded, each
    word without و ف before it. verbs: ``root form [past present]`` for the conjugator, all persons; masdar: their verbal
    nouns count too. reach: how many words may stand between the cue and the act; below 0, the
    cue stands that near behind it. ``gives: actual``: the words whose complement with ل is no aim. to: what the act must be:
    ``verb`` the next finite verb, ``act`` a verbal noun, event noun or verb after أن, ``any`` both. stops: the cue
    does not govern past a further finite verb.
    """

    gives: Literal["planned", "ordered", "threatened", "possible", "conditional", "neg", "actual"]
    forms: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    masdar: tuple[str, ...] = ()
    reach: int = 4
    to: Literal["verb", "act", "any"] = "act"
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
