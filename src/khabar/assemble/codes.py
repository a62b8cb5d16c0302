"""Codes of an event: PLOVER, CAMEO, ACLED and quad class from the mapping, PLOVER contexts from its words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.assemble.patterns import PatternSet, trigger_words
from khabar.record import Actor, Event, EventCodes, RoleFiller, Why
from khabar.remembered import WORD_FORMS
from khabar.resources import entries
from khabar.resources.schema.context import Context
from khabar.resources.schema.mapping import Mapping
from khabar.text import Document

_BEFORE, _AFTER = 1, 4  # words around the trigger that may name the instrument or the manner
_CONTEXT = 8  # words around the trigger that may give a context


class _Rows(NamedTuple):
    rows: tuple[Mapping, ...]
    words: PatternSet


@lru_cache(maxsize=1)
def _rows() -> dict[str, _Rows]:
    by_type: dict[str, list[Mapping]] = {}
    for entry in entries("mapping"):
        by_type.setdefault(entry.type, []).append(entry)
    return {
        name: _Rows(tuple(rows), PatternSet((n, row.words) for n, row in enumerate(rows))) for name, rows in by_type.items()
    }


@lru_cache(maxsize=1)
def _contexts() -> tuple[tuple[Context, ...], PatternSet]:
    found: tuple[Context, ...] = entries("context")
    return found, PatternSet(((n, entry.words) for n, entry in enumerate(found)), WORD_FORMS)


def sectors(actors: tuple[Actor, ...]) -> dict[str, str | None]:
    """PLOVER sector by actor id."""
    return {a.id: a.codes.plover for a in actors}


def code(doc: Document, event: Event, sector: dict[str, str | None]) -> tuple[EventCodes, Why]:
    """The codes of an event (None where a scheme has no such event), and which row of the mapping gives them.

    sector: PLOVER sector by actor id, see :func:`sectors`.
    """
    row = row_of(doc, event, sector)
    if row is None:
        return EventCodes(), Why("codes.none", note=f"the mapping has no row for {event.type!r}")
    codes = EventCodes(row.plover, row.cameo, row.acled, row.quad, _event_contexts(doc, event, row))
    return codes, Why("codes.mapping", entry=row.id, at=row.at, note=row.doubt)


def row_of(doc: Document, event: Event, sector: dict[str, str | None]) -> Mapping | None:
    """The first row of the event's type whose conditions hold; ``sector`` gives the PLOVER sector by actor id."""
    table = _rows().get(event.type)
    if table is None:
        return None
    said = table.words.labels(trigger_words(doc, event, _BEFORE, _AFTER))
    for n, row in enumerate(table.rows):
        if (row.words and n not in said) or (row.modality and event.modality not in row.modality):
            continue
        if _fits(row.agent, event.agent, sector) and _fits(row.target, event.target, sector):
            return row
    return None


def _fits(wanted: tuple[str, ...], fillers: tuple[RoleFiller, ...], sector: dict[str, str | None]) -> bool:
    return not wanted or any(f.actor is not None and sector.get(f.actor) in wanted for f in fillers)


def _event_contexts(doc: Document, event: Event, row: Mapping) -> tuple[str, ...]:
    known, words = _contexts()
    said = words.labels(trigger_words(doc, event, _CONTEXT, _CONTEXT))
    found = [known[n].context for n in sorted(said) if not known[n].types or event.type in known[n].types]
    return tuple(dict.fromkeys((*row.contexts, *found)))
