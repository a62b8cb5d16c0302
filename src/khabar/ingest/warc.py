"""Web archives (.warc, .warc.gz): each HTML response is a page.

A record that lies about its length, or is broken, is reported as an error and costs no other: reading goes on at the next
place in the file where a record (or, packed, a gzip member) begins.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from fastwarc import ArchiveIterator, WarcRecordType

from khabar.errors import InputError
from khabar.ingest.decode import decode
from khabar.ingest.html import from_html
from khabar.ingest.item import Item

_LARGEST = 16 * 1024 * 1024
_WINDOW, _OVERLAP = 1024 * 1024, 32
_PACKED = b"\x1f\x8b"
#: Where a record may begin: the version line and a field of the header, or the head of a gzip member.
_RECORD = re.compile(rb"WARC/\d\.\d\r?\nWARC-")
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")


def from_warc(path: Path, name: str | None = None) -> Iterator[Item | InputError]:
    """Reports of an archive's HTML responses; broken records and pages as errors that name record and address.

    ``name``: what the archive is called there, where it is not its path.
    """
    name = name or str(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        yield InputError(f"cannot be read: {error.strerror}", name)
        return
    with stream:
        mark = _MEMBER if stream.read(2) == _PACKED else _RECORD
        n, pages, start = 0, 0, 0
        while start >= 0:
            last, fault = start, None
            stream.seek(start)
            try:
                for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False):
                    n, last = n + 1, record.stream_pos
                    whole = record.reader.read(_LARGEST)
                    if _RECORD.search(whole) is not None:
                        fault = "claims a length that runs over the next record"
                        break
                    if record.record_type == WarcRecordType.response and (found := _response(record, whole, f"{name}#{n}")) is not None:
                        pages += 1
                        yield found
            except Exception as error:  # fastwarc raises many kinds on broken archives; what was read stays
                fault = f"breaks off: {' '.join(str(error).split())}"
            if fault is None:
                start = _behind(stream, last) if mark is _MEMBER else -1  # fastwarc takes an empty member for the end
                continue
            yield InputError(fault, f"{name}#{n}")
            start = _next(stream, last + 1, mark)
        if pages == 0:
            yield InputError("holds no web pages", name)


def _behind(stream: BinaryIO, start: int) -> int:
    """The place behind the gzip member at ``start``; -1 where the file ends with it or it is broken."""
    stream.seek(start)
    member, at = zlib.decompressobj(31), start
    try:
        while not member.eof and (window := stream.read(_WINDOW)):
            at += len(window)
            while window and not member.eof:
                member.decompress(window, _LARGEST)
                window = member.unconsumed_tail
    except zlib.error:
        return -1
    end = at - len(member.unused_data)
    stream.seek(0, 2)
    return end if member.eof and end < stream.tell() else -1


def _response(record: Any, whole: bytes, where: str) -> Item | InputError | None:
    """The page in a response, its transfer and content encodings undone; None when it is no page."""
    record.set_bytes_content(whole)
    record.parse_http(auto_decode="transfer")
    if "html" not in (record.http_content_type or "").lower():
        return None
    coding = (record.http_headers.get("Content-Encoding") or "").strip().lower()
    body = record.reader.read(_LARGEST)
    if coding in ("gzip", "x-gzip", "deflate") and body[:1] != b"<":  # crawlers undo the encoding and leave the header, too
        try:
            body = zlib.decompressobj(47).decompress(body, _LARGEST)  # no more than that of a bomb
        except zlib.error as error:
            return InputError(f"cannot be unpacked: {error}", where)
    return _page(body, record.http_charset, record.headers.get("WARC-Target-URI"), where)


def _next(stream: BinaryIO, start: int, mark: re.Pattern[bytes]) -> int:
    """The next place at or behind ``start`` where a record begins; -1 when there is none."""
    at = max(0, start - _OVERLAP)
    stream.seek(at)
    piece = b""
    while window := stream.read(_WINDOW):
        piece += window
        if (found := mark.search(piece, max(0, start - at))) is not None:
            return at + found.start()
        at += max(0, len(piece) - _OVERLAP)
        piece = piece[-_OVERLAP:]
    return -1


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
