"""Paths and addresses to reports. A bad input is yielded as its error, so that the others go on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from khabar.errors import InputError
from khabar.ingest.compressed import inner_suffix, lines, read_all
from khabar.ingest.decode import decode
from khabar.ingest.item import Item
from khabar.ingest.jsonl import from_line

if TYPE_CHECKING:
    from khabar.ingest.fetch import Fetcher

Form = Literal["text", "html", "jsonl", "feed", "warc", "eml", "pdf"]
_BY_SUFFIX: dict[str, Form] = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".rss": "feed", ".atom": "feed",
    ".xml": "feed", ".warc": "warc", ".eml": "eml", ".pdf": "pdf",
}  # fmt: skip
_FEED, _HEAD = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL), 4096


def reports(paths: Iterable[str], form: Form | None = None, *, allow_private: bool = False) -> Iterator[Item | InputError]:
    """The reports of the files and addresses (``-`` is standard input), each as an item or as the error that kept it out.

    ``form`` is told from the file's name when not given; standard input is plain text. Files may be packed (.gz .xz
    .bz2 .zst). ``allow_private``: also fetch from private and loopback addresses. All addresses are fetched in one run, with
    the pauses between that its hosts are owed.
    """
    with ExitStack() as at_end:
        fetcher: Fetcher | None = None
        for path in paths:
            try:
                if path.startswith(("http://", "https://")):
                    if fetcher is None:
                        from khabar.ingest.fetch import Fetcher  # pulls in an HTTP client

                        fetcher = Fetcher(allow_private=allow_private)
                        at_end.callback(fetcher.close)
                    yield from _page(fetcher, path, form)
                else:
                    yield from _file(path, form)
            except InputError as error:
                yield error


def expected(paths: Iterable[str], form: Form | None = None) -> int:
    """How many reports some paths hold, as far as that can be told without reading them: a line each of JSON Lines, else one a file."""
    count = 0
    for name in paths:
        path = Path(name)
        if name != "-" and (form or _BY_SUFFIX.get(inner_suffix(path))) == "jsonl":
            try:
                count += sum(1 for line in lines(path) if line.strip())
            except InputError:
                count += 1
        else:
            count += 1
    return count


def _file(name: str, form: Form | None) -> Iterator[Item | InputError]:
    path = Path(name)
    how = form or _BY_SUFFIX.get("" if name == "-" else inner_suffix(path), "text")
    if form is None and inner_suffix(path) == ".opml":
        raise InputError("is a list of feeds, which is fetched only where it is named itself (khabar ingest FEEDS.opml, khabar watch)", name)
    if how == "warc":
        from khabar.ingest.warc import from_warc

        yield from from_warc(path)
    elif how == "jsonl":
        yield from _lines(_standard_input() if name == "-" else lines(path), "standard input" if name == "-" else name)
    else:
        data = sys.stdin.buffer.read() if name == "-" else read_all(path)
        where = "standard input" if name == "-" else name
        if form is None and how in ("text", "html"):
            from khabar.ingest.private import refuse

            refuse(decode(data, where)[0], where)
        yield from from_bytes(data, where, how, None if name == "-" else path.stem)


def _page(fetcher: Fetcher, url: str, form: Form | None) -> Iterator[Item | InputError]:
    got = fetcher.get(url)
    for item in from_bytes(got.data or b"", got.url, form or _by_kind(got.kind, got.data or b"")):
        yield item if isinstance(item, InputError) else replace(item, uri=item.uri or got.url)


def _by_kind(kind: str, data: bytes) -> Form:
    """The form of an answer: a feed by its beginning, whatever it is sent as, else by its media type; a page when in doubt."""
    kind = kind.partition(";")[0].strip().lower()
    if _FEED.match(data[:_HEAD]):
        return "feed"
    if "html" in kind:
        return "html"
    if any(part in kind for part in ("rss", "atom", "xml")):
        return "feed"
    return "pdf" if "pdf" in kind else "text" if kind == "text/plain" else "html"


def _standard_input() -> Iterator[bytes]:
    yield from sys.stdin.buffer


def _lines(found: Iterable[bytes], where: str) -> Iterator[Item | InputError]:
    for number, line in enumerate(found, 1):
        if line.strip():
            try:
                yield from_line(line, f"{where}:{number}")
            except InputError as error:
                yield error


def from_bytes(data: bytes, where: str, form: Form, name: str | None = None) -> Iterator[Item | InputError]:
    """Reports in the bytes of one file or page of the given form. Raises InputError when it is none."""
    if form == "feed":
        from khabar.ingest.feeds import from_feed

        yield from from_feed(data, where)
    elif form == "eml":
        from khabar.ingest.mail import from_mail

        yield from_mail(data, where)
    elif form == "pdf":
        from khabar.ingest.pdf import from_pdf

        yield from_pdf(data, where)
    else:
        text, note = decode(data, where)
        notes = (note,) if note else ()
        if form == "html":
            from khabar.ingest.html import from_html  # pulls in an HTML parser

            item = from_html(text, where)
            yield replace(item, notes=item.notes + notes)
        else:
            yield Item(text, where, id=name, notes=notes)
