"""Paths to reports. A bad input is yielded as its error, so that the others go on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from khabar.errors import InputError
from khabar.ingest.decode import decode, read_bytes
from khabar.ingest.item import Item
from khabar.ingest.jsonl import from_jsonl

Form = Literal["text", "html", "jsonl"]
_BY_SUFFIX: dict[str, Form] = {".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def reports(paths: Iterable[str], form: Form | None = None) -> Iterator[Item | InputError]:
    """The reports of the files (``-`` is standard input), each as an item or as the error that kept it out.

    ``form`` is told from the file's name when not given; standard input is plain text.
    """
    for path in paths:
        try:
            yield from _file(path, form)
        except InputError as error:
            yield error


def _file(path: str, form: Form | None) -> Iterator[Item | InputError]:
    where = "standard input" if path == "-" else path
    data = sys.stdin.buffer.read() if path == "-" else read_bytes(Path(path))
    text, note = decode(data, where)
    notes = (note,) if note else ()
    how = form or _BY_SUFFIX.get(Path(path).suffix.lower(), "text")
    if how == "jsonl":
        for item in from_jsonl(text, where):
            yield item if isinstance(item, InputError) else _noted(item, notes)
    elif how == "html":
        from khabar.ingest.html import from_html  # pulls in an HTML parser

        yield _noted(from_html(text, where), notes)
    else:
        yield Item(text, where, id=None if path == "-" else Path(path).stem, notes=notes)


def _noted(item: Item, notes: tuple[str, ...]) -> Item:
    return Item(item.text, item.where, item.id, item.published, item.published_from, item.outlet, item.title, item.uri,
                item.notes + notes)
