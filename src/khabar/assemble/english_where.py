"""English for where and when: places with their position, article and preposition, days and periods as finely as the words."""

from __future__ import annotations

import calendar
import datetime
import re

from khabar.extract.times.lexicon import symbols
from khabar.record import Place, Time
from khabar.resolve.actor_index import index
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words
from khabar.resolve.transliterate import name as transliterate
from khabar.text.fold import fold

_WITH_ARTICLE = frozenset({
    "Strip", "Bank", "Heights", "Mountains", "Hills", "Highlands", "Sea", "Ocean", "Gulf", "River", "Desert", "Canal", "Strait", "Straits", "Peninsula", "Islands",
    "Delta", "Marshes", "Triangle", "Border", "Coast", "Corridor", "Euphrates", "Tigris", "Nile", "Jordan Valley", "Negev", "Sahara", "Caucasus", "Balkans", "Maghreb",
    "Levant", "Middle East", "Sahel", "Kremlin", "White House", "Pentagon", "Vatican", "Crimea Bridge",
})  # fmt: skip
_OF_ARTICLE = frozenset({"Port", "Gulf", "Strait", "Sea", "Bay", "Horn", "City", "Church", "Mosque", "University", "District", "Governorate", "Province", "Island", "Dome"})
_ON = frozenset({"bridge", "road", "street", "highway", "coast", "border", "island", "islands", "heights", "river"})
_AT = frozenset({"airport", "crossing", "port", "station", "checkpoint", "airfield", "airbase", "stadium", "university", "base", "hospital", "mosque", "church", "embassy", "school"})
_WIDE = frozenset({"country", "admin1", "admin2", "region"})  # شمال العراق is a part of it, شمال الموصل a place beside it
_OUTSIDE = (" من", " عن")  # إلى الشمال من العراق
_MARKS = str.maketrans("", "", '"«»“”')
_MONTHLY = frozenset({"date.month", "unit.shift", "unit.this", "unit.bare", "unit.same", "window.counted", "date.year", "date.year_bare", "date.decade"})
_LONG_UNITS = ("month(s)", "year(s)", "decade(s)", "century(s)")
_THIRDS = {(1, 10): "early ", (11, 20): "mid-"}
_LAST_THIRD = 21
_DECADE, _CENTURY = 10, 100
_NAMESAKE = re.compile(r" \([^)]*\)$")  # Al-Hamra (Hama): the gazetteer's own mark of which of them it is


def place(p: Place) -> str:
    """A place by its English name (the Gaza Strip, northern Iraq, Mosul), else transliterated with the Arabic beside it."""
    if p.name_en is None:
        text = p.text.translate(_MARKS)
        return f"{_site(text) or transliterate(text)} [{text}]"
    state = index().states.get(index().alpha3.get(p.country or "", "")) if p.level == "country" else None
    words = p.name_en.replace("(", "").replace(")", "").split()
    named = p.level != "country" and len(words) > 1 and (words[-1] in _WITH_ARTICLE or (words[1] == "of" and words[0] in _OF_ARTICLE))
    name = f"{_part(p)}{_NAMESAKE.sub('', p.name_en)}"
    return f"the {name}" if named or p.name_en in _WITH_ARTICLE or (state is not None and state.article) else name


def _part(p: Place) -> str:
    """``northern `` where the words before a country, province or region name a part of it, else ""."""
    direction = _direction(p)
    return f"{direction}ern " if direction and _is_part(p) else ""


def _direction(p: Place) -> str:
    return p.relation.removesuffix("_of") if p.relation is not None and p.relation.endswith("_of") else ""


def _is_part(p: Place) -> bool:
    """Whether a direction before the name means a part of the place: of what is wide, and without من."""
    outside = any(ground.note is not None and ground.note.endswith(_OUTSIDE) for step in p.why.parts for ground in step.parts)
    return p.level in _WIDE and not outside


def at_place(p: Place) -> str:
    """The preposition for what happens there: on a bridge, at an airport, in a town, near it, north of it."""
    direction = _direction(p)
    if direction and not _is_part(p):
        return f"{direction} of"
    if p.relation == "near":
        return "near"
    words = set((p.name_en or _site(p.text.translate(_MARKS)) or "").lower().split())
    return "on" if words & _ON else "at" if words & _AT else "in"


def _site(text: str) -> str | None:
    """شارع أتاتورك → Ataturk Street: what kind of site it is in English, the name in English letters."""
    kind, _, name = text.partition(" ")
    phrase = read(plain_words(kind)) if name else None
    if phrase is None or phrase.head is None or phrase.head.sort not in ("thing", "notion", "body") or phrase.many:
        return None
    return f"{transliterate(name)} {phrase.head.singular.title()}"


def time(t: Time) -> str | None:
    """``on 12 February 2016``, ``in February 2016``, ``in early May 2018``, ``since …``; None where the words give no date or unit."""
    start, end = _day(t.start), _day(t.end)
    if start is None and end is None:
        return _vague(t)
    if start is None or end is None:
        return f"since {_since(t, start)}" if start is not None else f"until {_until(t, end)}" if end is not None else None
    if start == end:
        return f"on {_long(start)}"
    return _stretch(start, end)


def _vague(t: Time) -> str | None:
    """``in recent months``, ``in the coming days``: a stretch that has a unit but no number."""
    if not t.why.rule.endswith("window.vague"):
        return None
    unit = next((s.value for word in fold(t.text).split() for s in symbols(word) if s.role == "unit"), None)
    return None if unit is None else f"in the coming {unit}s" if t.vague == "future" else f"in recent {unit}s"


def _since(t: Time, start: datetime.date) -> str:
    """The start as finely as the words: منذ نوفمبر names a month, منذ عامين about one."""
    about = t.why.note is not None and any(unit in t.why.note for unit in _LONG_UNITS)
    if not about and (start.day > 1 or not _names_no_day(t)):
        return _long(start)
    if _is_decade(t):
        return f"the {start.year}s"
    return f"{start.year}" if start.month == 1 and _names_year(t) else f"{start:%B} {start.year}"


def _until(t: Time, end: datetime.date) -> str:
    """The end as finely as the words."""
    if end.day != calendar.monthrange(end.year, end.month)[1] or not _names_no_day(t):
        return _long(end)
    return f"{end.year}" if end.month == 12 and _names_year(t) else f"{end:%B} {end.year}"


def _rule(t: Time) -> str:
    return t.why.rule.removeprefix("time.")


def _names_no_day(t: Time) -> bool:
    return _rule(t) in _MONTHLY


def _is_decade(t: Time) -> bool:
    return _rule(t) == "date.decade"


def _names_year(t: Time) -> bool:
    """Whether the words name a year and no month (2011, العام الماضي)."""
    units = [s.value for word in fold(t.text).split() for s in symbols(word) if s.role in ("unit", "month")]
    return _rule(t).startswith("date.year") or (_rule(t).startswith("unit.") and units[:1] == ["year"])


def _stretch(start: datetime.date, end: datetime.date) -> str:
    """A period of more than one day; whole months, years, decades and centuries without their days."""
    if start.day > 1 or end.day < calendar.monthrange(end.year, end.month)[1]:
        return _third(start, end) or f"between {_long(start)} and {_long(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"in {start:%B} {start.year}"
    if (start.month, end.month) != (1, 12):
        first = f"{start:%B}" if start.year == end.year else f"{start:%B} {start.year}"
        return f"between {first} and {end:%B} {end.year}"
    years = end.year - start.year + 1
    if years == _DECADE and start.year % _DECADE == 0:
        return f"in the {start.year}s"
    if years == _CENTURY and start.year % _CENTURY == 1:
        return f"in the {_ordinal(end.year // _CENTURY)} century"
    return f"in {start.year}" if years == 1 else f"between {start.year} and {end.year}"


def _third(start: datetime.date, end: datetime.date) -> str | None:
    """``in early May 2018``: the first, middle or last ten days of a month."""
    if (start.year, start.month) != (end.year, end.month):
        return None
    late = start.day == _LAST_THIRD and end.day == calendar.monthrange(end.year, end.month)[1]
    third = "late " if late else _THIRDS.get((start.day, end.day))
    return f"in {third}{start:%B} {start.year}" if third else None


def _ordinal(number: int) -> str:
    last = number % 10 if number // 10 % 10 != 1 else 0
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _long(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year}"
