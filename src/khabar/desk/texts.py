"""The texts of the interface, in Arabic and English, and how dates, places and names are written in each."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from babel import Locale
from babel.dates import format_date

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
_FOLDER = Path(__file__).parent / "data"


@cache
def texts(language: Language) -> dict[str, str]:
    """All texts of a language, by key (``overview.title``)."""
    raw: dict[str, dict[str, str]] = yaml.safe_load((_FOLDER / f"texts.{language}.yaml").read_text(encoding="utf-8"))
    return {f"{group}.{key}": str(text) for group, entries in raw.items() for key, text in entries.items()}


def say(language: Language, key: str, **values: Any) -> str:
    """A text with its blanks filled; of two with | between them, the first where n is 1. Raises KeyError for an unknown key."""
    text = texts(language)[key]
    if "|" in text:
        one, many = text.split("|")
        text = one if str(values.get("n")) == "1" else many
    return text.format(**values) if values else text


def name_of(language: Language, group: str, value: str | None) -> str:
    """The name of a coded value (an event type, a state); a value without a name is shown as it is."""
    return texts(language).get(f"{group}.{value}", (value or "").replace("_", " "))


@cache
def day(language: Language, iso: str | None) -> str:
    """A date in words; Arabic with the names of months used in the Levant and Iraq beside the international ones."""
    date = _date(iso)
    return f"{date.day} {_month_of(language, date.month)} {date.year}" if date else iso or ""


@cache
def month(language: Language, iso: str | None) -> str:
    """The month of a date in words, as :func:`day` writes it."""
    date = _date(iso)
    return f"{_month_of(language, date.month)} {date.year}" if date else iso or ""


def _date(iso: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


@cache
def _month_of(language: Language, number: int) -> str:
    """The name of a month from CLDR."""
    date = datetime.date(2000, number, 1)
    if language == "en":
        return str(format_date(date, "MMM", locale="en"))
    return "/".join(str(format_date(date, "MMMM", locale=x)) for x in ("ar_SY", "ar_EG"))


def number(n: int) -> str:
    """A number with its thousands set apart."""
    return f"{n:,}"


def period(language: Language, start: str | None, end: str | None) -> str:
    """A span of days in words, a whole month or year by its name; empty when both are open."""
    if not start and not end:
        return ""
    if start == end:
        return day(language, start)
    first, last = _date(start), _date(end)
    if first and last and first.year == last.year and first <= last:
        ends = (last + datetime.timedelta(1)).day == 1
        if first.day == 1 and ends and (first.month, last.month) == (1, 12):
            return str(first.year)
        if first.month == last.month:
            whole = first.day == 1 and ends
            return month(language, start) if whole else f"{first.day}–{day(language, end)}"
    return f"{day(language, start) or '…'} – {day(language, end) or '…'}"


@cache
def country(language: Language, code: str | None) -> str:
    """The name of a country (ISO 3166 alpha-2 or alpha-3) from CLDR."""
    from babel.core import get_global

    two = (get_global("territory_aliases").get(code or "", [code]) or [code])[0]
    return str(Locale(language).territories.get(two or "", code or ""))
