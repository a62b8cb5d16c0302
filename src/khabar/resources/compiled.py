"""Compiled resources: YAML is parsed once and kept as msgpack, keyed by a hash of the files it came from.

Looked for beside the data (as shipped in the wheel), then in the user's cache folder; made anew when neither matches.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib
import os
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from khabar.resources.kinds import DERIVED, KINDS, entry_class
from khabar.resources.schema.base import Entry

DATA = Path(__file__).parent / "data"
SHIPPED = Path(__file__).parent / "compiled"


def files(kind: str) -> list[Path]:
    """The YAML files of a kind, sorted."""
    return sorted((DATA / kind).glob("*.yaml"))


_overlay: list[Path] = [Path(p) for p in os.environ.get("KHABAR_RESOURCES", "").split(os.pathsep) if p]


def use(path: Path) -> None:
    """Take entries from one more file (or folder of files) for the rest of the process: same ids replace shipped ones.

    Must be called before anything is read. The environment variable KHABAR_RESOURCES does the same for every command.
    """
    _overlay.append(path)
    for cached in (digest, entries, derived, resources_digest, own_ids, _parts, _own):
        cached.cache_clear()


@functools.cache
def _own(kind: str) -> tuple[Path, ...]:
    """The user's files of a kind."""
    if not _overlay:
        return ()
    from khabar.resources.load import file_kind  # YAML is loaded only where it is read

    found: list[Path] = []
    for path in _overlay:
        candidates = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        found += (p for p in candidates if file_kind(p) == kind)
    return tuple(found)


@functools.cache
def own_ids(kind: str) -> frozenset[str]:
    """The ids of the user's entries of a kind."""
    if not _own(kind):
        return frozenset()
    from khabar.resources.load import load_file  # YAML is loaded only where it is read

    return frozenset(entry.id for path in _own(kind) for entry in load_file(path)[1])


@functools.cache
def digest(kind: str) -> str:
    """Hash of a kind's files, schema and builders: what a compiled file must match to be used."""
    h = hashlib.blake2b(digest_size=12)
    sources = [*files(kind), *_own(kind), Path(__file__), Path(__file__).with_name("load.py")]
    modules = [KINDS[kind].split(":")[0], *(b.split(":")[0] for k, b in DERIVED.values() if k == kind)]
    package = Path(__file__).parents[2]
    sources += [package / (m.replace(".", "/") + ".py") for m in dict.fromkeys(modules)]
    if any(k == kind for k, _ in DERIVED.values()):
        sources += sorted(Path(__file__).parent.glob("conjugate*.py"))
    for path in sources:
        h.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return h.hexdigest()


@functools.cache
def entries(kind: str) -> tuple[Any, ...]:
    """All entries of a kind, checked, in file order. Raises ResourceError for a faulty file."""
    found: tuple[Any, ...] = msgspec.msgpack.decode(_parts(kind)["entries"], type=tuple[entry_class(kind), ...])  # type: ignore[misc]
    return found


@functools.cache
def derived(name: str) -> Any:
    """A table computed from a kind's entries (see kinds.DERIVED)."""
    return msgspec.msgpack.decode(_parts(DERIVED[name][0])[name])


@functools.cache
def resources_digest() -> str:
    """One hash over all kinds: which resources made a record."""
    return hashlib.blake2b("".join(digest(kind) for kind in sorted(KINDS)).encode(), digest_size=8).hexdigest()


def shipped(kind: str) -> bool:
    """Whether the compiled file beside the data (a wheel's) is there and fits the data; else the cache or the YAML is read."""
    return _read(SHIPPED / f"{kind}.msgpack", kind) is not None


def compile_kind(kind: str) -> bytes:
    """Parse a kind's files and compute its derived tables; the bytes of a compiled file."""
    from khabar.resources.load import check_ids, load_file  # YAML is loaded only where it is read

    loaded: list[Entry] = []
    for path in files(kind):
        loaded += load_file(path, f"{kind}/{path.name}")[1]
    own = [entry for path in _own(kind) for entry in load_file(path)[1]]
    check_ids(loaded)
    check_ids(own)
    replaced = {entry.id for entry in own}
    loaded = [entry for entry in loaded if entry.id not in replaced] + own
    parts = {"entries": msgspec.msgpack.encode(loaded)}
    for name, (of, builder) in DERIVED.items():
        if of == kind:
            module, function = builder.split(":")
            parts[name] = msgspec.msgpack.encode(getattr(importlib.import_module(module), function)(tuple(loaded)))
    return msgspec.msgpack.encode({"digest": digest(kind), "parts": parts})


def ship(folder: Path = SHIPPED) -> None:
    """Write the compiled files that a wheel carries (the places are in the gazetteer file instead)."""
    folder.mkdir(exist_ok=True)
    for kind in KINDS:
        if kind != "place":
            (folder / f"{kind}.msgpack").write_bytes(compile_kind(kind))


@functools.cache
def _parts(kind: str) -> dict[str, bytes]:
    cache = Path(platformdirs.user_cache_dir("khabar")) / "resources" / f"{kind}-{digest(kind)}.msgpack"
    for path in (SHIPPED / f"{kind}.msgpack", cache):
        found = _read(path, kind)
        if found is not None:
            return found
    data = compile_kind(kind)
    _write(cache, data)
    parts: dict[str, bytes] = msgspec.msgpack.decode(data)["parts"]
    return parts


def _read(path: Path, kind: str) -> dict[str, bytes] | None:
    try:
        found = msgspec.msgpack.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None
    return found["parts"] if found.get("digest") == digest(kind) else None


def _write(path: Path, data: bytes) -> None:
    """Best effort: a read-only home only costs time at the next start."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        temporary.write_bytes(data)
        temporary.replace(path)
        for old in path.parent.glob(f"{path.name.split('-')[0]}-*.msgpack"):
            if old != path:
                old.unlink(missing_ok=True)
