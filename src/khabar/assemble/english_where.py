"""English for where and when: places with their article and preposition, days and periods."""

from __future__ import annotations

import datetime

from khabar.record import Place, Time
from khabar.resolve.actor_index import index
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words
from khabar.resolve.transliterate import name as transliterate

_WITH_ARTICLE = frozenset({
    "Strip", "Bank", "Heights", "Mountains", "Hills", "Highlands", "Sea", "Ocean", "Gulf", "River", "Desert", "Canal", "Strait", "Straits", "Peninsula", "Islands",
    "Delta", "Marshes", "Triangle", "Border", "Coast", "Corridor", "Euphrates", "Tigris", "Nile", "Jordan Valley", "Negev", "Sahara", "Caucasus", "Balkans", "Maghreb",
    "Levant", "Middle East", "Sahel", "Kremlin", "White House", "Pentagon", "Vatican", "Crimea Bridge",
})  # fmt: skip
_OF_ARTICLE = frozenset({"Port", "Gulf", "Strait", "Sea", "Bay", "Horn", "City", "Church", "Mosque", "University", "District", "Governorate", "Province", "Island", "Dome"})
_ON = frozenset({"bridge", "road", "street", "highway", "coast", "border", "island", "islands", "heights", "river"})
_AT = frozenset({"airport", "crossing", "port", "station", "checkpoint", "airfield", "airbase", "stadium", "university", "base", "hospital", "mosque", "church", "embassy", "school"})


def place(p: Place) -> str:
    """A place by its English name (the Gaza Strip, Mosul), else transliterated with the Arabic beside it."""
    if p.name_en is None:
        return f"{_site(p.text) or transliterate(p.text)} [{p.text}]"
    state = index().states.get(index().alpha3.get(p.country or "", "")) if p.level == "country" else None
    words = p.name_en.replace("(", "").replace(")", "").split()
    named = p.level != "country" and len(words) > 1 and (words[-1] in _WITH_ARTICLE or (words[1] == "of" and words[0] in _OF_ARTICLE))
    return f"the {p.name_en}" if named or p.name_en in _WITH_ARTICLE or (state is not None and state.article) else p.name_en


def at_place(p: Place) -> str:
    """The preposition for what happens there: on a bridge, at an airport, in a town."""
    words = set((p.name_en or "").lower().split())
    return "on" if words & _ON else "at" if words & _AT else "in"


def _site(text: str) -> str | None:
    """شارع أتاتورك → Ataturk Street: what kind of site it is in English, the name in English letters."""
    kind, _, name = text.partition(" ")
    phrase = read(plain_words(kind)) if name else None
    if phrase is None or phrase.head is None or phrase.head.sort not in ("thing", "notion", "body") or phrase.many:
        return None
    return f"{transliterate(name)} {phrase.head.singular.title()}"


def time(t: Time) -> str | None:
    """``on 12 February 2016``, ``in February 2016``, ``since …``; None for vague times."""
    start, end = _day(t.start), _day(t.end)
    if start is None or end is None:
        return f"since {_long(start)}" if start is not None else f"until {_long(end)}" if end is not None else None
    if start == end:
        return f"on {_long(start)}"
    if t.grain == "year":
        return f"in {start.year}" if start.year == end.year else f"between {start.year} and {end.year}"
    if t.grain == "month" and (start.year, start.month) == (end.year, end.month):
        return f"in {start:%B} {start.year}"
    return f"between {_long(start)} and {_long(end)}"


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _long(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
