"""Calendar arithmetic of the times layer: pure functions on dates, and the layer's documented choices in one place.

Choices (docs/times.md lists them with examples):

* Weeks run from Monday to Sunday (ISO 8601); "last week" is the whole week before the one of publication. A weekend
  is Saturday and Sunday.
* A month has three parts: days 1–10, 11–20, 21 to the end. The start or end of a year is January or December, its
  early and late part a quarter, its middle May to August; of a decade the start and the end are three years.
* Seasons are meteorological: spring March–May, summer June–August, autumn September–November, winter December–February
  (the winter of a year ends in it).
* Lengths count back from the day of publication: منذ ثلاثة أيام starts three days before it.
* Hijri dates are converted with hijridate's Umm al-Qura calendar; sighting the crescent may move them by one day.
"""

from __future__ import annotations

import calendar
import datetime
import math

from hijridate import Gregorian, Hijri

Interval = tuple[datetime.date, datetime.date]
HIJRI_NOTE = "Hijri date by the Umm al-Qura calendar (hijridate); sighting the crescent may move it by one day"
_DECADE = 120  # months
_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_DAY_UNITS = {"second": 0.0, "minute": 0.0, "hour": 1 / 24, "day": 1.0, "night": 1.0, "week": 7.0, "weekend": 7.0}
_MONTH_UNITS = {"month": 1, "season": 3, "year": 12, "decade": 120, "century": 1200}


def day(date: datetime.date) -> Interval:
    """One day as an interval."""
    return date, date


def month(year: int, number: int) -> Interval:
    """A calendar month. Raises ValueError for a year outside 1–9999."""
    return datetime.date(year, number, 1), datetime.date(year, number, calendar.monthrange(year, number)[1])


def year(number: int) -> Interval:
    """A calendar year."""
    return datetime.date(number, 1, 1), datetime.date(number, 12, 31)


def week(date: datetime.date) -> Interval:
    """The Monday-to-Sunday week that holds a date."""
    monday = date - datetime.timedelta(date.weekday())
    return monday, monday + datetime.timedelta(6)


def weekend(date: datetime.date) -> Interval:
    """The last Saturday and Sunday that began on or before a date."""
    saturday = date - datetime.timedelta((date.weekday() - 5) % 7)
    return saturday, saturday + datetime.timedelta(1)


def season(name: str, of_year: int) -> Interval:
    """A season; the winter of a year is the one that ends in it."""
    first = _SEASON_START[name]
    start_year = of_year - 1 if name == "winter" else of_year
    start = datetime.date(start_year, first, 1)
    return start, month(*divmod_month(start, 2))[1]


def divmod_month(date: datetime.date, months: int) -> tuple[int, int]:
    """Year and month that lie ``months`` after (before, if negative) a date's month."""
    total = date.year * 12 + date.month - 1 + months
    return total // 12, total % 12 + 1


def moved(date: datetime.date, unit: str, count: float) -> datetime.date:
    """The date ``count`` units later (earlier, if negative); days that the month lacks become its last."""
    if unit in _MONTH_UNITS:
        months = round(count * _MONTH_UNITS[unit])
        to_year, to_month = divmod_month(date, months)
        return datetime.date(to_year, to_month, min(date.day, calendar.monthrange(to_year, to_month)[1]))
    days = abs(count) * _DAY_UNITS[unit]
    whole = math.ceil(days) if days >= 1 else 0  # a few hours before or after stay on the day itself
    return date + datetime.timedelta(whole if count > 0 else -whole)


def unit(date: datetime.date, name: str, count: int) -> Interval:
    """The whole calendar unit that lies ``count`` units after the one that holds a date."""
    if name in ("hour", "minute", "second", "day", "night"):
        return day(date + datetime.timedelta(count if name in ("day", "night") else 0))
    if name == "week":
        return week(date + datetime.timedelta(7 * count))
    if name == "weekend":
        return weekend(date + datetime.timedelta(7 * count))
    if name == "month":
        return month(*divmod_month(date, count))
    if name == "year":
        return year(date.year + count)
    size = 10 if name == "decade" else 100
    first = (date.year // size + count) * size
    return datetime.date(first, 1, 1), datetime.date(first + size - 1, 12, 31)


def edge(interval: Interval, part: str) -> Interval:
    """The start, early, middle, late or end part of a week, month, season, year or longer."""
    first, last = interval
    days = (last - first).days + 1
    if days == 1:
        return interval
    if days == 7:
        offsets = {"start": (0, 1), "early": (0, 1), "middle": (2, 3), "late": (5, 6), "end": (5, 6)}[part]
        return first + datetime.timedelta(offsets[0]), first + datetime.timedelta(offsets[1])
    if days <= 31:
        offsets = {"start": (0, 9), "early": (0, 9), "middle": (10, 19)}.get(part, (20, days - 1))
        return first + datetime.timedelta(offsets[0]), first + datetime.timedelta(offsets[1])
    return _edge_of_months(first, last, part)


def _edge_of_months(first: datetime.date, last: datetime.date, part: str) -> Interval:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    third = max(1, months // 3)
    if months >= _DECADE:
        short, quarter = months * 3 // 10, months * 3 // 10
    else:
        short, quarter = max(1, months // 12), max(1, months // 4)
    ranges = {
        "start": (0, short), "early": (0, quarter), "middle": (third, months - third),
        "late": (months - quarter, months), "end": (months - short, months),
    }
    a, b = ranges[part]
    return month(*divmod_month(first, a))[0], month(*divmod_month(first, b - 1))[1]


def share(interval: Interval, parts: int, index: int) -> Interval:
    """The ``index``-th of equal ``parts`` (-1: the last) of a month, in days, or of a year, in months; 0 parts: weeks.

    Raises ValueError when the interval has no such part.
    """
    first, last = interval
    days = (last - first).days + 1
    if parts == 0:
        start = last - datetime.timedelta(6) if index < 0 else first + datetime.timedelta(7 * index)
        if start > last:
            raise ValueError("the unit has no such week")
        return start, min(last, start + datetime.timedelta(6))
    at = index % parts
    if days <= 31:
        size = 30 // parts
        end = last if at == parts - 1 else first + datetime.timedelta(size * (at + 1) - 1)
        return first + datetime.timedelta(size * at), end
    size = ((last.year - first.year) * 12 + last.month - first.month + 1) // parts
    return month(*divmod_month(first, size * at))[0], month(*divmod_month(first, size * (at + 1) - 1))[1]


def hijri(of_year: int, of_month: int | None, of_day: int | None) -> Interval:
    """A Hijri year, month or day as Gregorian dates. Raises ValueError or OverflowError outside 1343–1500 AH."""
    if of_day is not None and of_month is not None:
        return day(_gregorian(of_year, of_month, of_day))
    if of_month is not None:
        length = Hijri(of_year, of_month, 1).month_length()
        return _gregorian(of_year, of_month, 1), _gregorian(of_year, of_month, length)
    return _gregorian(of_year, 1, 1), _gregorian(of_year + 1, 1, 1) - datetime.timedelta(1)


def hijri_in(gregorian_year: int, of_month: int, of_day: int | None) -> Interval:
    """A Hijri month or day whose start falls into a Gregorian year (رمضان 2019)."""
    around = hijri_year(datetime.date(gregorian_year, 1, 1))
    found = (hijri(y, of_month, of_day) for y in range(around - 1, around + 3))
    return next(f for f in found if f[0].year == gregorian_year)


def _gregorian(of_year: int, of_month: int, of_day: int) -> datetime.date:
    g = Hijri(of_year, of_month, of_day).to_gregorian()
    return datetime.date(g.year, g.month, g.day)


def hijri_year(date: datetime.date) -> int:
    """The Hijri year that holds a Gregorian date."""
    return int(Gregorian(date.year, date.month, date.day).to_hijri().year)


def iranian_year(date: datetime.date, count: int = 0) -> Interval:
    """The Iranian year that holds a date (21 March to 20 March), ``count`` years later."""
    first = date.year - (0 if (date.month, date.day) >= (3, 21) else 1) + count
    return datetime.date(first, 3, 21), datetime.date(first + 1, 3, 20)
