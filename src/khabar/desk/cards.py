"""Happenings in lists: one card each, remembered by what it is made from, so that it outlives changes elsewhere in the store."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from markupsafe import Markup

from khabar.desk.environment import environment, safe
from khabar.desk.kept import Kept
from khabar.desk.texts import Language, day, name_of, period, say
from khabar.store import Store
from khabar.store.lists import raw, told

#: Characters of cards that are remembered.
_REMEMBERED = 12_000_000
_AREAS = ("country", "admin1", "region", "natural")
_SAID, _ACTORS = 240, 4


@dataclass(frozen=True, slots=True)
class Names:
    """How a reader's language writes places and actors: their English name → what the reports write; both empty for English."""

    lang: Language
    places: dict[str, str]
    actors: dict[str, str]

    def place(self, name: str | None) -> str:
        """A place's name."""
        return self.places.get(name or "", name or "")

    def actor(self, name: str) -> str:
        """An actor's name."""
        return self.actors.get(name, name)


def where(h: dict[str, Any], names: Names) -> Markup:
    """Where a happening was: a relative position in the report's words, else the place, with its level when it is an area."""
    lang, place, near = names.lang, h["place"], h.get("near")
    named = Markup("<bdi>{}</bdi>").format(safe(names.place(place["name"]))) if place else Markup("")
    if near:
        within = say(lang, "map.within", n=round(near["km"]))
        return (named + " " if lang == "en" else Markup("")) + Markup('<bdi lang="ar">{}</bdi> <small>({})</small>').format(safe(near["words"]), within)
    if not place:
        return Markup("<em>{}</em>").format(say(lang, "happening.nowhere"))
    return named + (Markup(" <small>({})</small>").format(name_of(lang, "level", place["level"])) if place["level"] in _AREAS else "")


def when(h: dict[str, Any], lang: Language) -> Markup:
    """When a happening was, in words; for one that no report dates, when it was first reported."""
    basis, told_so = h["time"].get("basis"), period(lang, h["time"]["start"], h["time"]["end"])
    if basis == "reported":
        return Markup("<em>{}</em>").format(say(lang, "happening.reported_by", day=day(lang, h["reported"]["first"])))
    if told_so:
        return safe(told_so)
    return Markup("<em>{}</em>").format(name_of(lang, "vague", basis) if basis else say(lang, "happening.undated"))


def range_of(r: dict[str, Any]) -> str:
    """Low and high of a number, or the one value that there is."""
    low, high, best = r["low"], r["high"], r["best"]
    if low is not None and high is not None and low != high:
        return f"{low}–{high}"
    return str(best if best is not None else low if low is not None else high)


class Cards:
    """The cards of one desk."""

    def __init__(self) -> None:
        self._kept, self._lock = Kept(_REMEMBERED), threading.Lock()

    def html(self, store: Store, ids: Iterable[str], names: Names) -> Markup:
        """The cards of some happenings, in this order."""
        return Markup("").join(self._one(row, names) for row in raw(store, ids))

    def _one(self, row: tuple[str, str, str | None, float | None], names: Names) -> Markup:
        key = (row[0], names.lang)
        digest = blake2b(f"{row[1:]}".encode(), digest_size=12).digest()
        with self._lock:
            found = self._kept.get(key)
        if found is not None and found[0] == digest and found[1] is names.places and found[2] is names.actors:
            return found[3]  # type: ignore[no-any-return]
        made = Markup(environment().get_template("_card.html").render(_view(told(*row[1:]), names)))
        with self._lock:
            self._kept.put(key, (digest, names.places, names.actors, made))
        return made


def _view(h: dict[str, Any], names: Names) -> dict[str, Any]:
    """What a card shows, in words."""
    lang = names.lang
    return {
        "id": h["id"], "state": h["state"], "state_name": name_of(lang, "state", h["state"]), "what": name_of(lang, "type", h["type"]), "lang": lang,
        "located": bool(h["place"] or h["near"]), "where": where(h, names), "when": when(h, lang), "said": _said(h, lang),
        "announced": say(lang, "happening.announced") if h["class"] == "announced" else "",
        "origins": say(lang, "happening.n_origins", n=h["origins"]["count"]), "origins_title": say(lang, "happening.origins"),
        "counts": [(name_of(lang, "count", what), range_of(r), r["low"] != r["high"]) for what, r in h["counts"].items()],
        "actors": [names.actor(a) for a in h["actors"][:_ACTORS]],
    }  # fmt: skip


def _said(h: dict[str, Any], lang: Language) -> str:
    """What one claim says of it: in Arabic the report's words, in English their gloss; a claim that does not deny it, if any."""
    claim: dict[str, Any] = min(h["claims"], key=lambda c: bool(c["denied"]), default={})
    return str(claim.get("text" if lang == "ar" else "gloss") or "")[:_SAID]
