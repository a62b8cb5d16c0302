"""Running the accept and reject examples of resource entries: what a resource file promises is tested on the reader."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar import pipeline
from khabar.assemble.phase import phase_at
from khabar.extract import blocks
from khabar.record import Proposals, Why
from khabar.resources import entries, use
from khabar.resources.load import check_ids, load_file
from khabar.text import Document, document

#: Examples are read as if published on this day, so that relative dates resolve the same every day.
TODAY = datetime.date(2024, 3, 14)


def check_file(path: Path) -> tuple[int, list[str]]:
    """Load a resource file, put it in use, and run its examples. Number of entries, and one line for each that fails.

    Raises ResourceError when the file itself is wrong.
    """
    kind, found = load_file(path)
    check_ids(found)
    use(path)
    return len(found), list(failures(found, kind))


def check_kind(kind: str) -> list[str]:
    """Run the examples of all entries of a kind in use."""
    return list(failures(entries(kind), kind))


def failures(found: Any, kind: str) -> Iterator[str]:
    """One line for each example that does not hold: accept examples must use the entry, reject examples must not."""
    for entry in found:
        for wanted, sentences in ((True, getattr(entry, "accept", ())), (False, getattr(entry, "reject", ()))):
            for sentence in sentences or ():
                if isinstance(sentence, str) and _holds(sentence, entry, kind) != wanted:
                    verb = "is not used in" if wanted else "must not be used in"
                    yield f"{entry.at}: {entry.id} {verb}: {sentence}"


def _holds(sentence: str, entry: Any, kind: str) -> bool:
    doc = blocks.classify(document(sentence, TODAY))
    if kind == "layout":
        return any(b.kind == entry.block for b in doc.blocks)
    if kind == "phase":
        return any((told := phase_at(doc, e.trigger, e.type)) is not None and told.phase == entry for e in pipeline.lexicon(doc).events)
    return entry.id in fired(doc)


def fired(doc: Document) -> set[str]:
    """Ids of all resource entries that the lexicon reader used in a document."""
    proposals = pipeline.lexicon(doc)
    out = {name for number in doc.numbers for name in number.entries}
    for mention in _mentions(proposals):
        out |= set(_entries(mention.why))
        if getattr(mention, "entry", None):
            out.add(mention.entry)
    return out


def _mentions(proposals: Proposals) -> Iterator[Any]:
    for part in (proposals.places, proposals.times, proposals.attributions, proposals.events):
        yield from part


def _entries(why: Why) -> Iterator[str]:
    """Entries of a derivation; steps that say why another rule failed (``not …``) do not count."""
    if why.rule.startswith("not "):
        return
    if why.entry:
        yield why.entry
    for part in why.parts:
        yield from _entries(part)
