"""Schema of ``data/time/*.yaml``: the words that time expressions are made of, and the days known by name."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from khabar.resources.schema.base import Entry

TimeRole = Literal[
    "weekday", "weekdays", "month", "hijri_month", "unit", "deictic", "part", "part_adverb", "midpoint", "shift",
    "edge", "season", "named", "vague", "moment", "moment_side", "approx", "approx_after", "some", "few", "one", "ordinal", "fraction",
    "this", "each", "row", "period_word", "year_word", "month_word", "date_word", "hour_word", "zone", "era",
    "bound", "passing", "link", "ahead", "behind", "not_future", "not_future_start", "not_time", "counted", "name_head", "names_before",
    "gone", "back", "article", "decade",
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
    forms: list[str]
    dual: list[str] = []
    plural: list[str] = []
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
    after: list[str] = []
    accept: list[str] = []
    reject: list[str] = []
