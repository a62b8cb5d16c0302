"""Compressed files, read with limits: a small file that unpacks to gigabytes is refused, not swallowed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import zstandard

from khabar.errors import InputError

SUFFIXES = (".gz", ".xz", ".bz2", ".zst")
#: Largest single report, page or line, in bytes after unpacking.
LARGEST = 64 * 1024 * 1024
#: A packed file that unpacks to more than this, and to more than so many times its size, is a bomb (text packs to a tenth or so).
_FREE, _RATIO = 256 * 1024 * 1024, 200
#: So many empty lines in a row are a bomb, too.
_EMPTY = 1_000_000


def inner_suffix(path: Path) -> str:
    """The suffix that tells the form: of ``x.jsonl.gz`` it is ``.jsonl``."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] in SUFFIXES:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def open_binary(path: Path) -> BinaryIO:
    """A file opened for reading, unpacked by its suffix. Raises InputError when it cannot be opened."""
    try:
        if path.is_dir():
            raise InputError("is a folder; name its files", str(path))
        suffix = path.suffix.lower()
        if suffix == ".gz":
            return cast(BinaryIO, gzip.open(path, "rb"))
        if suffix == ".xz":
            return cast(BinaryIO, lzma.open(path, "rb"))
        if suffix == ".bz2":
            return cast(BinaryIO, bz2.open(path, "rb"))
        if suffix == ".zst":
            return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, zstandard.open(path, "rb"))))
        return path.open("rb")
    except FileNotFoundError:
        raise InputError("no such file", str(path)) from None
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", str(path)) from None


def read_all(path: Path, limit: int = LARGEST) -> bytes:
    """The unpacked bytes of a file. Raises InputError when broken or larger than ``limit``."""
    with open_binary(path) as file:
        data = _guarded(str(path), lambda: file.read(limit + 1))
    if len(data) > limit:
        raise InputError(f"is larger than {limit // 1_048_576} MB", str(path))
    return data


def lines(path: Path, limit: int = LARGEST, start: int = 0) -> Iterator[bytes]:
    """The lines of a file from the byte ``start`` on, one at a time.

    Raises InputError at a line over ``limit``, where unpacking fails, and at bombs.
    """
    with open_binary(path) as file:
        if start:
            file.seek(start)
        most = max(_FREE, _RATIO * path.stat().st_size) if path.suffix.lower() in SUFFIXES else None
        total = empty = 0
        while line := _guarded(str(path), lambda: file.readline(limit + 1)):
            total += len(line)
            empty = empty + 1 if len(line) <= 2 else 0
            if empty > _EMPTY:
                raise InputError(f"has more than {_EMPTY:,} empty lines in a row", str(path))
            if len(line) > limit:
                raise InputError(f"has a line of more than {limit // 1_048_576} MB", str(path))
            if most is not None and total > most:
                raise InputError(f"unpacks to more than {_RATIO} times its size: a decompression bomb?", str(path))
            yield line


def _guarded(where: str, step: Callable[[], bytes]) -> bytes:
    try:
        return step()
    except (OSError, EOFError, lzma.LZMAError, zlib.error, zstandard.ZstdError, ValueError) as error:
        raise InputError(f"cannot be unpacked: {error}", where) from None
