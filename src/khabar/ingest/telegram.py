"""Telegram exports: ``result.json`` of one chat or of all, as Telegram Desktop writes it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from khabar.errors import InputError
from khabar.ingest.masking import blocks
from khabar.ingest.messages import Export, Message, Pseudonyms, inside, masked

_FILES = ("photo", "file")
#: Parts of a text that tell who somebody is; their words are masked whatever they look like.
_PRIVATE = ("phone", "mention", "mention_name", "email", "bank_card", "bot_command")


def from_result(data: bytes, members: Collection[str], names: Pseudonyms, where: str) -> Export:
    """The messages of an export. members: its files. Raises InputError when it is not one."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not JSON that can be read: {str(error)[:100]}", where) from None
    chats = _chats(found)
    if not chats:
        raise InputError("is not a Telegram export: it holds no messages", where)
    raw = [(m, f"{where}: message {m.get('id', '?')}") for chat in chats for m in chat if isinstance(m, dict) and m.get("type") == "message"]
    for message, _ in raw:
        for key in ("from", "forwarded_from", "author"):
            if isinstance(message.get(key), str):
                names.of(message[key])
    made, wrong = [], 0
    for message, at in raw:
        one = _message(message, members, names)
        wrong += one is None
        if one is not None and (one.text or one.files or one.omitted):
            made.append(replace(one, where=at))
    return masked(made, names, (f"{wrong} messages cannot be read",) if wrong else ())


def is_result(head: bytes) -> bool:
    """Whether the first bytes are like those of a Telegram export."""
    return head.lstrip()[:1] == b"{" and (b'"messages"' in head or b'"chats"' in head or b'"personal_information"' in head)


def _chats(found: object) -> list[list[Any]]:
    if not isinstance(found, dict):
        return []
    if isinstance(found.get("messages"), list):
        return [found["messages"]]
    chats = found.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    return [c["messages"] for c in listed or () if isinstance(c, dict) and isinstance(c.get("messages"), list)]


def _message(m: dict[str, Any], members: Collection[str], names: Pseudonyms) -> Message | None:
    """One message; None when its form is not the expected one."""
    sender = m.get("from") or m.get("from_id") or "?"
    if not isinstance(sender, str):
        return None
    files, omitted = [], False
    for key in _FILES:
        name = m.get(key)
        if isinstance(name, str):
            found = inside(name, members)
            files += [found] if found is not None else []
            omitted |= found is None
    text = "".join(_text(m.get("text")))
    return Message(text.strip(), names.of(sender), _sent(m), tuple(files), omitted, bool(m.get("forwarded_from")))


def _text(value: object) -> Iterator[str]:
    """The words of a message, its private parts masked."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict) and isinstance(part.get("text"), str):
            words = part["text"]
            yield blocks(words) if part.get("type") in _PRIVATE else words


def _sent(m: dict[str, Any]) -> str | None:
    """When it was sent: by the exporting computer's own clock, as the export writes it."""
    value = m.get("date")
    if not isinstance(value, str):
        return None
    try:
        return datetime.datetime.fromisoformat(value).isoformat(timespec="seconds")
    except ValueError:
        return None
