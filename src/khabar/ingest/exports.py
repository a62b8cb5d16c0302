"""A messenger's export as a zip file or a folder: its members, listed and opened with limits and without tricks.

Refused member by member, with the reason, while the rest goes on: paths that lead outside, links, encrypted or doubled
names. Refused as a whole: more members or more unpacked bytes than an export may have.
"""

from __future__ import annotations

import codecs
import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from khabar.errors import InputError
from khabar.ingest.decode import decode
from khabar.ingest.messages import Export, Pseudonyms
from khabar.ingest.telegram import from_result, is_result
from khabar.ingest.whatsapp import Order, from_chat, is_chat

MANY = 50_000
LARGEST = 64 * 1024**3
LARGEST_TEXT = 256 * 1024**2
#: How many times its packed size a member may have before it is taken for a bomb (text packs to a tenth or so).
_RATIO = 200
_SMALL = 1024**2


@dataclass(frozen=True, slots=True)
class Box:
    """The members of an export that may be read, the reasons for those that may not, how to open one, and which holds the
    messages when that is known."""

    where: str
    members: tuple[str, ...]
    refused: tuple[InputError, ...]
    open: Callable[[str], BinaryIO]
    chat: str | None = None


@contextmanager
def opened(path: Path) -> Iterator[Box]:
    """An export, zip or folder (or the result.json in one, or a chat's text alone), open for reading. Raises InputError."""
    if path.name == "result.json" and path.is_file():
        path = path.parent
    if path.suffix.lower() == ".txt" and path.is_file():
        yield _beside(path)
        return
    if path.is_dir() and not path.is_symlink():
        yield _folder(path)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            yield _archive(path, archive)
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"is not a readable zip file: {str(error)[:100]}", str(path)) from None


def _beside(path: Path) -> Box:
    """A chat's text, and what lies in the same folder, of which only what the messages name is taken."""
    members = []
    try:
        beside = sorted(path.parent.iterdir())[:MANY]
    except OSError:  # the text may be readable where its folder is not
        beside = []
    for found in beside:
        if found.is_file() and not found.is_symlink() and found.name != path.name:
            members.append(found.name)
    return Box(str(path.parent), (path.name, *members), (), lambda name: (path.parent / name).open("rb"), path.name)


def _folder(path: Path) -> Box:
    members, refused = [], []
    for n, found in enumerate(sorted(path.rglob("*"))):
        name = found.relative_to(path).as_posix()
        if n >= MANY:
            raise InputError(f"holds more than {MANY} files", str(path))
        if found.is_symlink():
            refused.append(InputError("is a link", f"{path}: {name}"))
        elif found.is_file():
            members.append(name)
    return Box(str(path), tuple(members), tuple(refused), lambda name: (path / name).open("rb"))


def _archive(path: Path, archive: zipfile.ZipFile) -> Box:
    infos = [i for i in archive.infolist() if not i.is_dir()]
    if len(infos) > MANY:
        raise InputError(f"holds more than {MANY} files", str(path))
    if sum(i.file_size for i in infos) > LARGEST:
        raise InputError(f"would unpack to more than {LARGEST // 1024**3} GB", str(path))
    members: dict[str, zipfile.ZipInfo] = {}
    refused = []
    for info in infos:
        reason = _reason(info, members)
        if reason is None:
            members[info.filename] = info
        else:
            refused.append(InputError(reason, f"{path}: {info.filename!r}"))
    return Box(str(path), tuple(members), tuple(refused), lambda name: cast(BinaryIO, archive.open(members[name])))


def _reason(info: zipfile.ZipInfo, members: dict[str, zipfile.ZipInfo]) -> str | None:
    name, parts = info.filename, PurePosixPath(info.filename).parts
    if not parts:
        return "has no name"
    if info.orig_filename != name or "\0" in info.orig_filename or "\\" in name or name.startswith("/") or ".." in parts or ":" in parts[0]:
        return "its path leads outside the export"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "is a link"
    if info.flag_bits & 1:
        return "is encrypted"
    if name in members:
        return "stands in the archive more than once"
    if info.file_size > _SMALL and info.file_size > _RATIO * max(1, info.compress_size):
        return f"would unpack to {info.file_size // 1024**2} MB from {info.compress_size // 1024} KB"
    return None


def read(box: Box, names: Pseudonyms, order: Order | None = None) -> Export:
    """The messages of an export, WhatsApp's or Telegram's. Raises InputError when it holds neither."""
    for member in sorted(box.members, key=lambda m: (m.count("/"), m)) if box.chat is None else (box.chat,):
        where = f"{box.where}: {member}"
        if PurePosixPath(member).name == "result.json":
            return from_result(_bytes(box, member), box.members, names, where)
        if member.lower().endswith(".txt"):
            text = decode(_bytes(box, member), where)[0]
            if is_chat(text):
                return from_chat(text, [m for m in box.members if m != member], names, where, order)
    raise InputError("holds no WhatsApp chat and no Telegram result.json", box.where)


def is_export(path: Path) -> bool:
    """Whether a path may be a messenger's export: a folder, a zip file, a chat text or a result.json."""
    if path.is_symlink():
        return False
    if path.is_dir():
        return True
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return False
    if head.startswith(b"PK\x03\x04"):
        return path.suffix.lower() == ".zip"
    if path.suffix.lower() == ".txt":
        return is_chat(_text(head))
    return path.name == "result.json" and is_result(head)


def _text(head: bytes) -> str:
    """The beginning of a text, whose last character may be cut in two."""
    for name in ("utf-8-sig", "utf-16"):
        try:
            return codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
    return ""


def _bytes(box: Box, member: str) -> bytes:
    try:
        with box.open(member) as file:
            data = file.read(LARGEST_TEXT + 1)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(f"cannot be read: {str(error)[:100]}", f"{box.where}: {member}") from None
    if len(data) > LARGEST_TEXT:
        raise InputError(f"is larger than {LARGEST_TEXT // 1024**2} MB", f"{box.where}: {member}")
    return data
