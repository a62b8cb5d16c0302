"""Predicates of events: verbs, verbal nouns and event nouns with their type, frame and sense conditions."""

from __future__ import annotations

from typing import Literal

import msgspec

from khabar.resources.schema.base import Entry

Where = Literal["next", "prev", "after", "before", "near", "subject", "form"]


class Clue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that settle a sense, and where they must stand relative to the predicate.

    where: next, prev (the adjacent word), after, before (within five words), near (within ten words of the same
    sentence), subject (inside the phrase before it or its relative head), form (the written word itself starts
    or ends so: ال, ات). words: written forms; one starting with ``@`` names a set of kind ``wordset``,
    ``@place`` any place name, ``@bi`` any word with the preposition ب. Words are
    matched folded and without و ف ب ل ك ال before them.
    """

    where: Where
    words: tuple[str, ...]


class Predicate(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One predicate with one sense.

    type: an event type, or ``light`` for a verb that lends its arguments to an event noun (شن غارة).
    lemma: third person past, or the noun. root, form: for the conjugator (form 1-10; 11, 12, 14 quadriliteral);
    past, present: needed for form I. masdar: verbal nouns that are not formed by rule, or all of form I;
    rule: whether the regular verbal noun of a derived verb counts. nouns: event nouns as ``one/many/many``.
    uses: which kinds of word count. frame: the role of ``subject``, ``object``, ``genitive`` (of the verbal
    noun), ``noun`` (genitive of the event noun), ``passive`` and of what follows a preposition; ``pair`` is
    بين X وY. when: any of these clues must hold; unless: none of these may. evidence: a named participant,
    place, number or time must stand in the clause. refers: takes the type of the event it points back to
    (الهجوم after a named air strike); ``only``: never a new event by itself.
    """

    type: str
    lemma: str
    root: str | None = None
    form: int | None = None
    past: str = ""
    present: str = ""
    masdar: tuple[str, ...] = ()
    rule: bool = True
    nouns: tuple[str, ...] = ()
    uses: tuple[Literal["verb", "passive", "masdar", "noun", "active", "participle"], ...] = ()
    frame: dict[str, str] = msgspec.field(default_factory=dict)
    when: tuple[Clue, ...] = ()
    unless: tuple[Clue, ...] = ()
    evidence: Literal["", "all", "verb", "noun"] = ""
    refers: Literal["", "may", "only"] = ""
    modality: str | None = None
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
