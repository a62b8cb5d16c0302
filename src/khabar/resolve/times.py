"""Times: from the parsed expressions of a document to calendar intervals, counted from the day of publication."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any, cast

from khabar.record.mentions import TimeMention
from khabar.record.timex import Ago, Clock, Date, Edge, Length, Part, Range, Season, Timex, Unit, Vague, Window
from khabar.record.types import Time
from khabar.record.why import Why
from khabar.resolve.time_context import Context, NoDayError, Value, context
from khabar.resolve.time_lengths import length_value
from khabar.resolve.time_values import value
from khabar.text.document import Document

_DAY = datetime.timedelta(1)
_LIST_JOINTS = ("و", "،", "، و", ",")
_LONGEST_LIST = 6
_NO_DAY = "unresolved: relative to the day of publication, which is not known (give --published)"
_NO_OCCURRENCE = "unresolved: no such day near the day of publication"
_NO_EXPR = "unresolved: the words could not be parsed as a time expression"


def resolve(doc: Document, mentions: tuple[TimeMention, ...]) -> tuple[Time, ...]:
    """One Time per mention, in the same order, with ids t1, t2 …

    Relative expressions need ``doc.published``; without it, and where the words give no date, start and end are
    None and ``why.note`` says so. Never raises on strange dates: they stay unresolved with the reason.
    """
    ctx = context(doc, mentions)
    out: list[Time] = []
    for number, mention in enumerate(mentions, 1):
        found = _resolved(doc, ctx, mention, mentions[number : number + _LONGEST_LIST])
        why = mention.why.but(note=found.note) if found.note else mention.why
        out.append(_time(doc, f"t{number}", mention, found, why))
        ctx.remember(found)
        core = mention.expr.core if isinstance(mention.expr, Timex) else None
        if isinstance(core, Date) and core.year is not None and core.month is not None and core.calendar == "gregorian":
            ctx.year = (core.year, core.month, ctx.sentence, ctx.line)
    return tuple(out)


def _time(doc: Document, id_: str, mention: TimeMention, found: Value, why: Why) -> Time:
    start = found.start.isoformat() if found.start else None
    end = found.end.isoformat() if found.end else None
    grain, vague = cast(Any, found.grain), cast(Any, found.vague)
    return Time(id_, mention.span, doc.words(mention.span), start, end, grain, vague, why)


def _resolved(doc: Document, ctx: Context, mention: TimeMention, after: tuple[TimeMention, ...]) -> Value:
    timex = mention.expr
    if not isinstance(timex, Timex):
        return Value(None, None, "period", None, _NO_EXPR)
    first = doc.tokens_in(mention.span)[0]
    ctx.tense, ctx.quoted, ctx.line = timex.tense, timex.quoted, doc.tokens[first].line
    sentence = doc.sentence_of.get(first)
    ctx.sentence = sentence.first if sentence else -1
    core = _listed(doc, mention, timex.core, after)
    try:
        if isinstance(core, Length):
            return length_value(ctx, core, timex.bound)
        return _bounded(value(ctx, core), core, timex.bound)
    except NoDayError:
        return Value(None, None, _grain(core), None, _NO_DAY)
    except (StopIteration, IndexError):  # of the occurrences around the day (29 February around 1900) none fits
        return Value(None, None, _grain(core), None, _NO_OCCURRENCE)
    except (ValueError, OverflowError) as error:
        return Value(None, None, _grain(core), None, f"unresolved: {error}")


def _grain(core: object) -> str:
    if isinstance(core, Date):
        return "day" if core.day else "month" if core.month else "year"
    if isinstance(core, Part | Clock):
        return "hour"
    if isinstance(core, Unit):
        return core.unit if core.unit in ("week", "month", "year") else "day"
    return "period" if isinstance(core, Range | Window | Length | Edge | Season) else "day"


def _listed(doc: Document, mention: TimeMention, core: Any, after: tuple[TimeMention, ...]) -> Any:
    """في 16 تشرين الثاني و28 كانون الأول 2017: the year at the end of a list holds for the dates before it too."""
    if not _lacks_year(core):
        return core
    month, end = core.month, mention.span[1]
    years_back = 0
    for other in after:
        following = other.expr.core if isinstance(other.expr, Timex) else None
        joined = doc.text[end : other.span[0]].strip() in _LIST_JOINTS
        if not joined or not isinstance(following, Date) or following.month is None or following.shift is not None:
            return core
        years_back += int(month > following.month)
        if following.year is not None:
            return replace(core, year=following.year - years_back, calendar=following.calendar)
        month, end = following.month, other.span[1]
    return core


def _lacks_year(core: Any) -> bool:
    return isinstance(core, Date) and core.month is not None and core.year is None and core.shift is None


def _decade(core: Range) -> bool:
    """الثمانينيات: one word for ten years, which since opens; منذ 2011 حتى 2015 has its end."""
    match core:
        case Range(first=Date(year=int(first), month=None), last=Date(year=int(last), month=None)):
            return first % 10 == 0 and last == first + 9
        case _:
            return False


def _bounded(found: Value, core: Any, bound: str | None) -> Value:
    """What the preposition makes of the value: since opens the end, until opens the start."""
    if isinstance(core, Vague | Ago | Window) or bound is None or (found.start is None and found.end is None):
        return found
    if bound == "since" and isinstance(core, Clock):
        return found
    if bound == "since":
        return found._replace(end=None, grain="period") if not isinstance(core, Range) or _decade(core) else found
    if bound == "until":
        return found if isinstance(core, Part | Clock | Range) or found.grain == "hour" else found._replace(start=None, grain="period")
    if bound == "by" or (bound == "before" and isinstance(core, Edge) and core.edge == "end"):  # قبل نهاية العام
        return found._replace(start=None, grain="period") if isinstance(core, Edge) else found
    if isinstance(core, Date) and bound == "after" and found.end is not None:
        return found._replace(start=found.end + _DAY, end=None, grain="period")
    if isinstance(core, Date) and bound == "before" and found.start is not None:
        return found._replace(start=None, end=found.start - _DAY, grain="period")
    return found
