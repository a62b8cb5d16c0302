"""Web archives (.warc, .warc.gz): each HTML response is a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecordType

from khabar.errors import InputError
from khabar.ingest.decode import decode
from khabar.ingest.html import from_html
from khabar.ingest.item import Item

_LARGEST = 16 * 1024 * 1024


def from_warc(path: Path) -> Iterator[Item | InputError]:
    """Reports of an archive's HTML responses; broken pages as errors that name record and address."""
    try:
        stream = path.open("rb")
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", str(path))
        return
    with stream:
        n = 0
        try:
            for n, record in enumerate(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), 1):
                kind = (record.http_content_type or "").lower()
                if "html" in kind:
                    yield _page(record.reader.read(_LARGEST), record.http_charset, record.headers.get("WARC-Target-URI"), f"{path}#{n}")
        except Exception as error:  # a broken archive breaks off here; what was read stays
            yield InputError(f"breaks off: {' '.join(str(error).split())}", f"{path}#{n + 1}")
        if n == 0:
            yield InputError("holds no web pages", str(path))


def _page(data: bytes, charset: str | None, uri: str | None, where: str) -> Item | InputError:
    try:
        try:
            text = data.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            text, _ = decode(data, where)
        item = from_html(text, where)
    except InputError as error:
        return error
    return Item(item.text, where, item.id, item.published, item.published_from, item.outlet, item.title, uri or item.uri)
