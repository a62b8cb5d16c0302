"""The folder beside the store, ``FILE.material/``: every file under its SHA-256, read-only, never written again."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from khabar.errors import InputError
from khabar.store import Store

#: Largest file taken in, in bytes.
LARGEST = 4 * 1024**3
_PIECE = 1 << 20


def folder(store: Store) -> Path:
    """The folder of a store's material. Raises InputError for a store in memory."""
    if store.path == ":memory:":
        raise InputError("a store in memory keeps no material")
    return Path(store.path + ".material")


def path_of(store: Store, sha: str) -> Path:
    """Where the original of an item lies."""
    return folder(store) / "originals" / sha[:2] / sha


def keep(store: Store, source: BinaryIO, where: str, limit: int = LARGEST) -> tuple[str, int]:
    """Copy a stream into the vault, byte for byte; its SHA-256 and size. Raises InputError: empty, too large, unreadable.

    The file appears under its name only when it is whole and on the disk; an equal file that is there already stays.
    """
    incoming = folder(store) / "incoming"
    try:
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder(store).chmod(0o700)
        handle, name = tempfile.mkstemp(dir=incoming)
    except OSError as error:
        raise InputError(f"the material folder cannot be written: {error.strerror or error}", str(folder(store))) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            sha, size = _copied(source, file, where, limit)
        target = path_of(store, sha)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.chmod(0o444)
        if not target.exists():
            temporary.replace(target)
        return sha, size
    except OSError as error:
        raise InputError(f"cannot be kept: {error.strerror or error}", where) from None
    finally:
        temporary.unlink(missing_ok=True)


def _copied(source: BinaryIO, file: BinaryIO, where: str, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise InputError(f"is larger than {limit // 1024**2} MB", where)
            digest.update(piece)
            file.write(piece)
    except (EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:  # a broken archive member
        raise InputError(f"cannot be unpacked: {error}", where) from None
    if not size:
        raise InputError("is empty", where)
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def digest(path: Path) -> str:
    """SHA-256 of a file, read piece by piece."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def files(store: Store) -> Iterator[Path]:
    """Everything that lies in the folder of originals, whatever it is."""
    top = folder(store) / "originals"
    if top.is_dir():
        yield from sorted(p for p in top.rglob("*") if not p.is_dir() or p.is_symlink())
