"""Codes of an event: PLOVER, CAMEO, ACLED and quad class from the mapping, PLOVER contexts from its words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.assemble.patterns import Pattern, compile_words, matches, trigger_words
from khabar.record import Actor, Event, EventCodes, RoleFiller
from khabar.resources import entries
from khabar.resources.schema.context import Context
from khabar.resources.schema.mapping import Mapping
from khabar.text import Document

_BEFORE, _AFTER = 1, 4  # words around the trigger that may name the instrument or the manner
_CONTEXT = 8  # words around the trigger that may give a context


class _Row(NamedTuple):
    mapping: Mapping
    words: tuple[Pattern, ...]


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[_Row, ...]]:
    rows: dict[str, list[_Row]] = {}
    for entry in entries("mapping"):
        rows.setdefault(entry.type, []).append(_Row(entry, compile_words(entry.words)))
    return {name: tuple(found) for name, found in rows.items()}


@lru_cache(maxsize=1)
def _contexts() -> tuple[tuple[Context, tuple[Pattern, ...]], ...]:
    return tuple((entry, compile_words(entry.words)) for entry in entries("context"))


def code(doc: Document, event: Event, actors: tuple[Actor, ...]) -> EventCodes:
    """The codes of an event whose roles are resolved to ``actors``; None where a scheme has no such event."""
    row = row_of(doc, event, {a.id: a.codes.plover for a in actors})
    if row is None:
        return EventCodes()
    return EventCodes(row.plover, row.cameo, row.acled, row.quad, _event_contexts(doc, event, row))


def row_of(doc: Document, event: Event, sector: dict[str, str | None]) -> Mapping | None:
    """The first row of the event's type whose conditions hold; ``sector`` gives the PLOVER sector by actor id."""
    near = trigger_words(doc, event, _BEFORE, _AFTER)
    for row in _rows().get(event.type, ()):
        entry = row.mapping
        if row.words and not matches(row.words, near):
            continue
        if entry.modality and event.modality not in entry.modality:
            continue
        if _fits(entry.agent, event.agent, sector) and _fits(entry.target, event.target, sector):
            return entry
    return None


def _fits(wanted: tuple[str, ...], fillers: tuple[RoleFiller, ...], sector: dict[str, str | None]) -> bool:
    return not wanted or any(f.actor is not None and sector.get(f.actor) in wanted for f in fillers)


def _event_contexts(doc: Document, event: Event, row: Mapping) -> tuple[str, ...]:
    words = trigger_words(doc, event, _CONTEXT, _CONTEXT)
    found = [
        entry.context for entry, patterns in _contexts()
        if (not entry.types or event.type in entry.types) and matches(patterns, words)
    ]  # fmt: skip
    return tuple(dict.fromkeys((*row.contexts, *found)))
