"""Taking material into a store, and telling what is there."""

from __future__ import annotations

import json
import os
import stat
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from khabar.errors import InputError
from khabar.material import custody, forms, sandbox, ties
from khabar.material.facts import Examined, Facts
from khabar.material.vault import keep, path_of
from khabar.store import Store
from khabar.store.write import now


@dataclass(frozen=True, slots=True)
class Giving:
    """How an item came: under which file name, from whom (in words, or a pseudonym), with which note; ``message`` is the
    hash of the report that its message became, ``sent`` when that was sent; ``source`` where the file lay."""

    name: str
    giver: str = ""
    note: str = ""
    message: str | None = None
    sent: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A file in the store. ``state`` is kept or quarantined; quarantined ones are never decoded or shared, ``reason`` says why."""

    sha: str
    size: int
    kind: str
    form: str
    state: str
    reason: str | None
    facts: Facts
    added: str
    givings: tuple[Giving, ...]
    ties: tuple[ties.Tie, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: its hash, whether its bytes are new here, whether it was quarantined and why, notes."""

    sha: str
    fresh: bool
    quarantined: str | None
    notes: tuple[str, ...]


def add(store: Store, path: Path, giving: Giving, who: str, tied: Iterable[ties.Tie] = ()) -> Added:
    """Keep a file. Raises InputError: no plain file, empty, too large, unreadable, nobody named as who takes it in."""
    try:
        about = path.lstat()
        if not stat.S_ISREG(about.st_mode):
            raise InputError("is a link, a folder or a device, not a file", str(path))
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            return add_stream(store, file, giving, who, tied)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", str(path)) from None


def add_stream(store: Store, source: BinaryIO, giving: Giving, who: str, tied: Iterable[ties.Tie] = ()) -> Added:
    """Keep the bytes of a stream; otherwise as :func:`add`."""
    if not who.strip():
        raise InputError("material needs the name of who takes it in")
    sha, size = keep(store, source, giving.source or giving.name)
    known = store.connection.execute("SELECT state, reason FROM material WHERE sha=?", (sha,)).fetchone()
    if known is None:
        form, made, reason = _examined(path_of(store, sha), giving.name)
    with store.writing() as connection:
        fresh = known is None and connection.execute("SELECT 1 FROM material WHERE sha=?", (sha,)).fetchone() is None
        if fresh:
            state = "quarantined" if reason else "kept"
            connection.execute("INSERT INTO material VALUES(?,?,?,?,?,?,?,?)",
                               (sha, size, made.facts.kind, form.name, state, reason, msgspec.json.encode(made.facts).decode(), now()))
            _put_prints(store, sha, made)
        connection.execute("INSERT INTO givings(item, name, giver, note, message, sent, at) VALUES(?,?,?,?,?,?,?)",
                           (sha, giving.name, giving.giver, giving.note, giving.message, giving.sent, now()))
        detail = json.dumps({"name": giving.name, "from": giving.giver, "note": giving.note, "size": size}, ensure_ascii=False)
        head = custody.append(connection, "taken in" if fresh else "given again", item=sha, who=who, source=giving.source, detail=detail)
        for tie in tied:
            head = ties.put(connection, sha, tie, who) or head
    custody.note_head(store, head)
    if known is None:
        return Added(sha, fresh, reason, (*_name_notes(form, giving.name), *made.facts.notes))
    return Added(sha, False, known[1], ())


def _examined(path: Path, name: str) -> tuple[forms.Form, Examined, str | None]:
    """The form of a kept file, what the worker found, and why it is quarantined if it is."""
    with path.open("rb") as file:
        form = forms.sniff(file.read(forms.HEAD))
    bare = Examined(Facts(form.name, form.kind))
    promised = forms.expected(name)
    if promised is not None and promised.kind in ("image", "video", "audio") and form.kind not in ("image", "video", "audio"):
        what = "is neither picture, film nor sound, nor text" if form is forms.UNKNOWN else f"is {form.name}"
        return form, bare, f"bears the name of {promised.name}, but {what}"
    if form.kind == "other":
        return form, bare, "is no picture, film, sound or document that Khabar knows" if form is forms.UNKNOWN else f"is {form.name}, which can hold anything"
    if form.kind == "document":
        return form, bare, None
    made = sandbox.examine(path, form.name, form.kind)
    return form, made, made.refused


def _name_notes(form: forms.Form, name: str) -> list[str]:
    promised = forms.expected(name)
    if promised is not None and promised is not form and {promised.kind, form.kind} - {"video", "audio"}:
        return [f"bears the name of {promised.name}, but is {form.name}"]
    return []


def _put_prints(store: Store, sha: str, made: Examined) -> None:
    for n, p in enumerate(made.prints):
        store.connection.execute("INSERT INTO material_prints VALUES(?,?,?,?,?,?,?,?)",
                                 (sha, n, p.what, array("Q", p.hashes).tobytes(), array("Q", [p.mirror]).tobytes(), p.width, p.height,
                                  zlib.compress(p.grey)))


def items(store: Store, shas: Iterable[str] | None = None) -> list[Item]:
    """All items, the latest first, or the ones of these hashes in their order."""
    if shas is None:
        shas = [r[0] for r in store.connection.execute("SELECT sha FROM material ORDER BY added DESC, sha")]
    return [_item(store, sha) for sha in shas]


def find(store: Store, name: str) -> Item:
    """The item whose hash begins so (six digits or more). Raises InputError when it is none or several."""
    name = name.lower().removeprefix("sha256:")
    rows = store.connection.execute("SELECT sha FROM material WHERE substr(sha,1,?)=? LIMIT 2", (len(name), name)).fetchall()
    if len(name) < 6 or len(rows) != 1:
        raise InputError(f"no single item whose hash begins with {name!r} (give six digits or more)", store.path)
    return _item(store, rows[0][0])


def _item(store: Store, sha: str) -> Item:
    r = store.connection.execute("SELECT sha, size, kind, form, state, reason, facts, added FROM material WHERE sha=?", (sha,)).fetchone()
    if r is None:
        raise InputError(f"no item {sha!r}", store.path)
    given = store.connection.execute("SELECT name, giver, note, message, sent FROM givings WHERE item=? ORDER BY id", (sha,))
    return Item(r[0], r[1], r[2], r[3], r[4], r[5], msgspec.json.decode(r[6], type=Facts), r[7], tuple(Giving(*g) for g in given),
                tuple(ties.of_item(store, sha)))
