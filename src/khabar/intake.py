"""Taking a messenger's export into a store: messages read like reports, what came with them kept as material.

The sender is the message's unnamed source. A pseudonym stands where a report has its outlet, so that one sender counts
as one origin however many messages come; neither names nor numbers nor the export's own file name reach the store.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from khabar import collect
from khabar.errors import InputError
from khabar.ingest import exports
from khabar.ingest.messages import Message, Pseudonyms
from khabar.ingest.whatsapp import Order
from khabar.material import items, ties
from khabar.pipeline import read
from khabar.record import Record, Source
from khabar.store import Store

ReaderName = Literal["auto", "lexicon", "llm"]
#: How the unnamed source of a message is called in records.
SENDER = "message_sender"
_CARDS = (b"BEGIN:VCARD", b"begin:vcard")
_CARD_HEAD = 200


@dataclass(slots=True)
class Taken:
    """What came of an export: counts, and what was refused or not read, each with where and why (for the user's eyes)."""

    messages: int = 0
    read: int = 0
    files: int = 0
    omitted: int = 0
    quarantined: int = 0
    problems: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def take(store: Store, path: Path, names: Pseudonyms, who: str, *, order: Order | None = None, reader: ReaderName = "auto",
         note: str = "", tied: Iterable[ties.Tie] = ()) -> Taken:
    """Read an export into the store. A bad message or file is noted and the rest goes on. Raises InputError for no export."""
    out, tied = Taken(), tuple(tied)
    with exports.opened(path) as box:
        export = exports.read(box, names, order)
        names.save()  # before anything is kept under its pseudonyms
        out.problems += box.refused
        out.notes += export.notes
        for message in export.messages:
            out.messages += 1
            out.omitted += message.omitted
            number = _report(store, message, reader, out) if message.text else None
            for name in message.files:
                _file(store, box, name, message, number, who, note, tied, out)
    return out


def _report(store: Store, message: Message, reader: ReaderName, out: Taken) -> str | None:
    """Read a message's text into the store; the report's id, or None when it cannot be read."""
    try:
        made = with_sender(read(message.text, published=(message.sent or "")[:10] or None, published_from="metadata", outlet=message.sender,
                                reader=reader))
    except InputError as error:
        out.problems.append(InputError(error.message, message.where))
        return None
    collect.add(store, made)
    out.read += 1
    return made.report.id


def with_sender(made: Record) -> Record:
    """A record whose own voice is an unnamed source: that of claims nobody else is named for."""
    taken = {s.id for s in made.sources}
    name = next(i for n in range(len(taken) + 1, 2 * len(taken) + 3) if (i := f"s{n}") not in taken)
    sender = Source(name, None, "anonymous", True, (), anonymity=SENDER)
    claims = tuple(c if c.chain or c.origin else replace(c, origin=name) for c in made.claims)
    return replace(made, sources=(*made.sources, sender), claims=claims)


def _file(store: Store, box: exports.Box, name: str, message: Message, number: str | None, who: str, note: str, tied: tuple[ties.Tie, ...],
          out: Taken) -> None:
    where = f"{box.where}: {name}"
    try:
        with box.open(name) as source:
            if source.read(_CARD_HEAD).lstrip(b"\xef\xbb\xbf \r\n").startswith(_CARDS):
                raise InputError("is a contact card: names and telephone numbers are not taken in", where)
        suffix = PurePosixPath(name).suffix.lower()[:8]
        giving = items.Giving(f"attachment{suffix}", message.sender, note, number, message.sent, "messenger export")
        with box.open(name) as source:
            added = items.add_stream(store, source, giving, who, tied)
    except InputError as error:
        out.problems.append(InputError(error.message, where))
        return
    except (OSError, RuntimeError, NotImplementedError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        out.problems.append(InputError(f"cannot be unpacked: {str(error)[:100]}", where))
        return
    out.files += 1
    if added.quarantined:
        out.quarantined += 1
        out.problems.append(InputError(f"quarantined: {added.quarantined}", where))


def summary(taken: Taken) -> Iterator[str]:
    """What came of an export, in a line."""
    yield (f"{taken.messages} messages, {taken.read} read, {taken.files} files kept ({taken.quarantined} in quarantine), "
           f"{taken.omitted} left out by the export, {len(taken.problems)} problems")
    yield from taken.notes
