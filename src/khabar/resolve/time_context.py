"""What resolving one expression depends on: the day of the text, and the dates named before it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from khabar.record.mentions import TimeMention
from khabar.record.timex import Clock, Day, Moment, Part, Timex
from khabar.text.document import Document

_WEEK = 7
_LONGEST_LAG = 3  # days that a report may come out after it was written


class Value(NamedTuple):
    """A resolved expression: inclusive dates (None where unknown), grain, vague direction, and a note for `why`."""

    start: datetime.date | None
    end: datetime.date | None
    grain: str
    vague: str | None = None
    note: str | None = None


def single(date: datetime.date, grain: str = "day", note: str | None = None) -> Value:
    """The value of one day."""
    return Value(date, date, grain, None, note)


class NoDayError(Exception):
    """A relative expression in a text whose day of publication is not known."""


@dataclass(slots=True)
class Context:
    """State of one document's resolution; everything else is a pure function of it.

    ``day``: the day of publication; ``written``: the day on which the words اليوم and أمس stand, which lies before it
    when the text says so (اليوم الاثنين in a report of Tuesday). ``focus``: the last resolved value; ``focus_day``:
    the last single day; ``year``: the last year written out with a month, and its sentence. ``tense`` and
    ``quoted``, ``line`` and ``sentence``: of the expression at hand.
    """

    published: datetime.date | None
    written_day: datetime.date | None
    focus: Value | None = None
    focus_day: datetime.date | None = None
    focus_line: int = -1
    year: tuple[int, int, int, int] = (0, 0, -9, -9)
    tense: str | None = None
    quoted: int = 0
    line: int = -1
    sentence: int = -1

    @property
    def day(self) -> datetime.date:
        """The day of publication; NoDayError when it is not known."""
        if self.published is None:
            raise NoDayError
        return self.published

    @property
    def written(self) -> datetime.date:
        """The day that "today" means in the text; NoDayError when it is not known."""
        if self.written_day is None:
            raise NoDayError
        return self.written_day

    @property
    def day_in_force(self) -> datetime.date:
        """The last single day named, else today: what a bare "at dawn" refers to."""
        return self.focus_day or self.written

    @property
    def spoken_day(self) -> datetime.date:
        """What "today" means: inside quotation marks the day just named, on which the words were said."""
        written = self.written
        if not self.quoted or self.focus_day is None or self.line - self.focus_line > 1:
            return written
        return self.focus_day if 0 <= (written - self.focus_day).days < _WEEK else written

    @property
    def year_in_force(self) -> tuple[int, int] | None:
        """The year and month that the same sentence wrote out before."""
        year, month, sentence, _ = self.year
        return (year, month) if sentence == self.sentence else None

    @property
    def year_nearby(self) -> tuple[int, int] | None:
        """The year and month that were written out last, in the same paragraph or the one before."""
        year, month, _, line = self.year
        return (year, month) if 0 <= self.line - line <= 1 else None

    def remember(self, value: Value) -> None:
        """Keep a resolved value for the expressions that follow."""
        if value.start is None and value.end is None:
            return
        self.focus = value
        if value.start is not None and value.start == value.end:
            self.focus_day, self.focus_line = value.start, self.line


def context(doc: Document, mentions: tuple[TimeMention, ...]) -> Context:
    """A fresh context for a document, with the day on which its "today" stands."""
    return Context(doc.published, _written_day(doc.published, mentions))


def _written_day(published: datetime.date | None, mentions: tuple[TimeMention, ...]) -> datetime.date | None:
    """اليوم الاثنين or أمس الأحد tells which day the report was written on, when that is not the day it came out."""
    if published is None:
        return None
    for mention in mentions:
        named = _day_of(mention.expr.core) if isinstance(mention.expr, Timex) else None
        if named is not None and named.weekday is not None and not mention.expr.quoted:
            lag = (published.weekday() + named.offset - named.weekday) % 7
            return published - datetime.timedelta(lag) if lag <= min(_LONGEST_LAG, published.toordinal() - 1) else published
    return published


def _day_of(expr: object) -> Day | None:
    while isinstance(expr, Part | Clock | Moment):
        expr = expr.of
    return expr if isinstance(expr, Day) else None
