"""Function words and common verbs: what ends a noun phrase and what divides a clause."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry

PhraseRole = Literal[
    "preposition", "conjunction", "subordinator", "relative", "negation", "auxiliary", "adverb", "demonstrative",
    "pronoun", "initial", "verb", "partitive", "title",
]


class Phrase(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words with one use in the shallow reading of a clause.

    role ``initial``: words whose first letter looks like a proclitic (وزير, بلدة) or a verb's prefix (يوم) but belongs
    to the word. role ``verb``: a verb that is no event, given by ``root``, ``stem`` (its form, 1-14), ``past`` and
    ``present`` for the conjugator. role ``partitive``: heads after which من goes on with the phrase (عدد من).
    forms: written forms, without clitics.
    """

    role: PhraseRole
    forms: tuple[str, ...] = ()
    root: str | None = None
    stem: int | None = None
    past: str = ""
    present: str = ""
