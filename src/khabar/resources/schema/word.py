"""Closed-class words and small word sets that the text layer and the extractors share."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class Word(Entry, frozen=True, kw_only=True):
    """A named set of words (``forms``) with one use, such as abbreviations that end in a full stop."""

    forms: list[str]
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
