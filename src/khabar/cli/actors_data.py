"""What ``khabar actors show`` and ``khabar types`` print, as plain values."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from khabar.errors import InputError
from khabar.resolve.actor_index import index
from khabar.resolve.actor_keys import core_of
from khabar.resolve.actor_names import english, entry_codes, phrase_codes, role_at
from khabar.resolve.actor_phrase import Phrase
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words
from khabar.resources import entries
from khabar.resources.schema.actor import Actor
from khabar.resources.schema.event_type import EventType
from khabar.resources.schema.mapping import Mapping


def lookup(name: str) -> list[Actor | Phrase]:
    """The actors that a name means (several if it is ambiguous), or the composed phrase; empty for neither."""
    phrase = read(plain_words(name)) if name.strip() else None
    if phrase is not None and phrase.actor is not None and phrase.head is None:
        return [phrase.actor, *phrase.rivals]
    if phrase is not None and (phrase.head is not None or phrase.demonym is not None):
        return [phrase]
    wanted = name.casefold()
    return [a for a in index().by_id.values() if wanted in (a.name_en.casefold(), (a.short or "").casefold(), a.id)]


def _day(text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"{text!r} is not a date like 2016-02-12") from None


def _entry(actor: Actor, day: datetime.date | None) -> dict[str, Any]:
    codes = entry_codes(index(), actor, day)
    role, over = role_at(actor, day)
    data: dict[str, Any] = {k: v for k, v in msgspec.to_builtins(actor).items() if v not in (None, "", (), [], False)}
    data.pop("origin", None)
    data["codes"] = {"plover": codes.plover, "country": codes.country, "wikidata": codes.wikidata}
    if role is not None:
        data["office"] = f"former {role.title}" if over else role.title
    return data


def _composed(phrase: Phrase, day: datetime.date | None) -> dict[str, Any]:
    core = core_of(index(), phrase)
    codes = phrase_codes(index(), core, day)
    head, owner = phrase.head, phrase.owner
    data: dict[str, Any] = {"composed": english(phrase), "codes": {"plover": codes.plover, "country": codes.country}}
    if head is not None:
        data["head"] = f"{head.id} ({head.at})"
    if phrase.demonym is not None:
        data["demonym"] = f"{phrase.demonym.id} ({phrase.demonym.at})"
    if phrase.actor is not None:
        data["actor"] = phrase.actor.id
    if core is not phrase:
        data["stands_for"] = core.actor.id if core.actor is not None else english(core)
    elif owner is not None:
        data["of"] = owner.actor.id if owner.actor is not None else owner.head.id if owner.head is not None else None
    return data


def lines(data: dict[str, Any]) -> list[str]:
    out = []
    for key, value in data.items():
        if isinstance(value, dict):
            value = "  ".join(f"{k} {v}" for k, v in value.items() if v is not None)
        elif isinstance(value, (list, tuple)) and value and isinstance(value[0], dict):
            value = "; ".join(_flat(x) for x in value)
        elif isinstance(value, (list, tuple)):
            value = " · ".join(map(str, value))
        out.append(f"{key:12} {value}")
    return out


def _flat(part: dict[str, Any]) -> str:
    return " ".join(" ".join(v) if isinstance(v, (list, tuple)) else str(v) for v in part.values() if v)


def _type(entry: EventType, arabic: bool) -> dict[str, Any]:
    name = entry.id.rsplit(".", 1)[1]
    row = usual(name)
    return {
        "type": name, "family": entry.family, "definition": entry.definition_ar if arabic else entry.definition,
        "plover": row.plover, "cameo": row.cameo, "acled": row.acled, "quad": row.quad,
    }  # fmt: skip


def usual(name: str) -> Mapping:
    """The row of a type that holds without conditions."""
    rows = [m for m in entries("mapping") if m.type == name]
    found: Mapping = rows[-1]
    return found


def described(name: str, date: str | None) -> list[dict[str, Any]]:
    """Everything that a name means, on a day. Raises InputError when it means nothing."""
    day = _day(date)
    found = lookup(name)
    if not found:
        raise InputError(f"{name!r} is no known actor, and its words compose none")
    return [_entry(value, day) if isinstance(value, Actor) else _composed(value, day) for value in found]


def types(arabic: bool) -> list[dict[str, Any]]:
    """The event types with definitions and usual codes."""
    return [_type(t, arabic) for t in entries("event_type")]
