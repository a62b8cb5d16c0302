"""Named sets of words that the sense conditions of predicates and other rules refer to."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class WordSet(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A set: ``words`` are written forms without clitics; ``extends`` names other sets to include."""

    name: str
    words: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
