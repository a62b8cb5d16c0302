"""Schema of ``data/time/*.yaml``: the words that time expressions are made of, and the days known by name."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from khabar.resources.schema.base import Entry

TimeRole = Literal[
    "weekday", "month", "hijri_month", "unit", "decade", "deictic", "part", "part_adverb", "shift", "edge",
    "season", "named", "vague", "moment", "moment_side", "approx", "approx_after", "some", "few", "one", "ordinal", "ordinal_bare",
    "share", "fraction", "this", "back", "each", "row", "period_word", "zone", "era", "year_kind", "bound", "beside", "passing", "particle", "ahead",
    "behind", "not_future", "demand_link", "defers", "provides", "not_future_start", "not_time", "aged", "names_before", "counted", "name_head",
]
Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
DayOfMonth = Annotated[int, msgspec.Meta(ge=1, le=31)]


class TimeWord(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word or fixed phrase of the time grammar (docs/times.md explains the roles).

    forms: written forms (for units: the singular), several words separated by one space; folded before use.
    dual, plural: further forms that count two or many. value: what the role needs (a number, a unit, a shift …).
    vague, grain: for phrases that locate only as past, present or future. month, day, days, year, calendar, eve:
    for named days (eve: the night after belongs to it). article: whether ال may go before the word. exact: the
    word counts only as spelt here, hamza and madda included (آب is August, اب is not). after: one of these words
    must stand just before, unless a number or the like beside the word makes it plain.
    """

    role: TimeRole
    forms: tuple[str, ...]
    dual: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()
    value: int | str | None = None
    vague: Literal["past", "present", "future"] | None = None
    grain: Literal["hour", "day", "week", "month", "year", "period"] = "period"
    calendar: Literal["gregorian", "hijri"] = "gregorian"
    month: Month | None = None
    day: DayOfMonth | None = None
    days: int = 1
    year: int | None = None
    eve: bool = False
    article: bool = True
    exact: bool = False
    after: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
