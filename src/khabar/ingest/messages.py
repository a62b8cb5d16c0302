"""Messages of a messenger's export: what each says, when, and which files came with it; senders under pseudonyms only.

A sender's name or number is turned into a pseudonym the moment a line is read. With a key (a file that is kept apart from
the store) the same sender has the same pseudonym in every export, and the file lists who is who; without one pseudonyms
are drawn anew for each export, and nobody can tell later.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from khabar.errors import InputError
from khabar.ingest.masking import Masking


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``sent``: ISO, the exporting device's own clock, no zone unless written; ``files``: names inside the
    export; ``omitted``: something was attached that the export left out; ``where``: for messages to the user."""

    text: str
    sender: str
    sent: str | None
    files: tuple[str, ...] = ()
    omitted: bool = False
    forwarded: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """An export read: its messages in order, and notes for the user."""

    messages: tuple[Message, ...]
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Pseudonyms:
    """Hands out pseudonyms, and keeps who is who in memory until :meth:`save` writes it to the key file, if there is one."""

    path: Path | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    names: dict[str, str] = field(default_factory=dict)  # name → pseudonym, of this run
    known: dict[str, str] = field(default_factory=dict)  # pseudonym → name, of the key file
    kept: tuple[str, ...] = ()  # names of one word that are not masked in texts

    def of(self, name: str) -> str:
        """The pseudonym of a sender."""
        key = plain(name)
        if key not in self.names:
            made = hmac.new(self.secret, key.encode(), hashlib.sha256).hexdigest()
            self.names[key] = f"sender-{made[:8]}"
        return self.names[key]

    def masking(self, texts: Iterable[str], silent: Collection[str] = ()) -> Masking:
        """What is masked in these messages: every sender of them, and those whom the key file knows from other exports.

        silent: pseudonyms that never said anything.
        """
        kept = {plain(name) for name in self.kept} | {name for name, pseudonym in self.names.items() if pseudonym in silent}
        return Masking({plain(name): pseudonym for pseudonym, name in self.known.items()} | self.names, texts, frozenset(kept))

    def save(self) -> None:
        """Write the key file, readable by its owner alone. Raises InputError."""
        if self.path is None:
            return
        people = self.known | {pseudonym: name for name, pseudonym in self.names.items()}
        data = json.dumps({"khabar_senders": 1, "secret": self.secret.hex(), "senders": people}, ensure_ascii=False, indent=1, sort_keys=True)
        temporary = self.path.with_name(f".{self.path.name}.part")
        try:
            with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(data)
            temporary.replace(self.path)
        except OSError as error:
            raise InputError(f"the key file cannot be written: {error.strerror or error}", str(self.path)) from None


def pseudonyms(path: Path | None, kept: tuple[str, ...] = ()) -> Pseudonyms:
    """Pseudonyms by the key file at ``path`` (made when missing), or for this run alone. Raises InputError.

    kept: names of one word that are to stand in texts although a sender bears them.
    """
    if path is None or not path.exists():
        return Pseudonyms(path, kept=kept)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["khabar_senders"] != 1:
            raise ValueError
        return Pseudonyms(path, bytes.fromhex(data["secret"]), known={str(k): str(v) for k, v in data["senders"].items()}, kept=kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError("is not a key file of senders", str(path)) from None


_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(name: str) -> str:
    """A name as it is compared: without marks of direction, one space between words."""
    return " ".join(_HIDDEN.sub("", name).replace("\xa0", " ").removeprefix("~").split())


def masked(messages: Iterable[Message], names: Pseudonyms, notes: tuple[str, ...]) -> Export:
    """The export of some messages, their texts masked; notes tell what could not be."""
    found = tuple(messages)
    # under a group's own name stand the messenger's own lines: it may be the name of a town, which texts are to keep
    silent = {m.sender for m in found} - {m.sender for m in found if m.text or m.files}
    masking = names.masking([m.text for m in found], silent)
    made = tuple(replace(m, text=masking.masked(m.text)) for m in found)
    if masking.common:
        notes += (f"too common to be masked in texts, though senders bear them as names: {', '.join(masking.common)}",)
    return Export(made, notes)


def unmarked(text: str) -> str:
    """A text without marks of direction and zero-width signs."""
    return _HIDDEN.sub("", text)


def inside(name: str, members: Iterable[str]) -> str | None:
    """The export's member with this file name, whatever folder it lies in; None when there is none."""
    return next((m for m in members if m == name or m.endswith(f"/{name}")), None)
