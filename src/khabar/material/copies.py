"""Protected copies that are kept for a while, since the desk shows them again and again.

They lie in ``copies/`` of the material folder and can be made anew at any time; setting boxes removes the older ones. At
most two are made at once: each takes a process of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from pathlib import Path

from khabar.errors import InputError
from khabar.material import share
from khabar.material.items import Item
from khabar.material.vault import folder
from khabar.store import Store

_FORM = 1  # to be raised when copies are made in another way
_making = threading.BoundedSemaphore(2)
_locks: dict[str, threading.Lock] = {}
_guard = threading.Lock()


def ready(store: Store, item: Item, longest: int = 0, *, plain: bool = False) -> Path | None:
    """The copy if it is there already. plain: without the boxes blurred, for whoever draws them."""
    path = _path(store, item, longest, plain)
    return path if path.is_file() else None


def made(store: Store, item: Item, longest: int = 0, *, plain: bool = False) -> Path:
    """The copy, made when it is not there. Raises InputError when the item cannot be copied."""
    path = _path(store, item, longest, plain)
    with _guard:
        lock = _locks.setdefault(str(path), threading.Lock())
    try:
        with lock:
            if not path.is_file():
                with _making:
                    _make(store, item, longest, () if plain else share.boxes(store, item.sha), path)
    finally:
        with _guard:
            _locks.pop(str(path), None)
    return path


def forget(store: Store, sha: str) -> None:
    """Remove the copies of an item: they show what should be blurred now."""
    for path in _folder(store, sha).glob(f"{sha}-*"):
        path.unlink(missing_ok=True)


def _make(store: Store, item: Item, longest: int, boxes: tuple[share.Box, ...], path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{item.sha}-part")
        os.close(handle)
    except OSError as error:
        raise InputError(f"the folder of copies cannot be written: {error.strerror or error}", str(path.parent)) from None
    try:
        share.write(store, item, Path(name), longest, boxes)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _folder(store: Store, sha: str) -> Path:
    return folder(store) / "copies" / sha[:2]


def _path(store: Store, item: Item, longest: int, plain: bool) -> Path:
    """Where a copy lies; its name changes with the boxes, so that none with older boxes is ever taken for the newest."""
    how = json.dumps([_FORM, longest, "plain" if plain else share.boxes(store, item.sha)])
    return _folder(store, item.sha) / f"{item.sha}-{hashlib.sha256(how.encode()).hexdigest()[:16]}{share.suffix(item, longest)}"
