"""The timeline of a list: happenings by day, week or month, told apart by how exactly their time is known."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from khabar.desk.address import address
from khabar.desk.texts import Language, day
from khabar.store.lists import Wanted

Date = datetime.date
STATES = ("contested", "corroborated", "single-source", "denied")
WIDTH, TALL, LOW = 1000, 72, 22
_LONGEST = 3 * 366  # days shown at most, back from the latest one: one wrong old date must not flatten the rest


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where, how high, what it stands for, and where it leads."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """All bars in drawing units, axis labels, and what could not be drawn."""

    bars: tuple[Bar, ...]
    reports: tuple[Bar, ...]
    labels: tuple[tuple[float, str], ...]
    undated: int
    earlier: int
    since: str
    until: str


def draw(spans: Iterable[tuple[str | None, str | None, str, int]], published: Iterable[tuple[str, int]], wanted: Wanted, lang: Language) -> Timeline:
    """Bars for happenings known to the bin, paler ones for those known only to a longer time, and reports below.

    spans: first day, last day, state, how many. Time runs with the script: from the right in Arabic.
    """
    spans, published = list(spans), list(published)
    ends = [d for a, b, _, _ in spans for d in (a, b) if d] + [d for d, _ in published]
    undated = sum(n for a, b, _, n in spans if not a and not b)
    if not ends:
        return Timeline((), (), (), undated, 0, "", "")
    last = Date.fromisoformat(max(ends))
    first = max(Date.fromisoformat(min(ends)), last - datetime.timedelta(_LONGEST))
    bins = _bins(first, last)
    exact: Counter[tuple[int, str]] = Counter()
    vague: Counter[int] = Counter()
    earlier = 0
    for a, b, state, n in spans:
        if not a and not b:
            continue
        start, stop = Date.fromisoformat(a or b or ""), Date.fromisoformat(b or a or "")
        if stop < first:
            earlier += n
        elif (i := _at(bins, max(start, first))) == _at(bins, stop):
            exact[i, state] += n
        else:
            for j in range(i, _at(bins, stop) + 1):
                vague[j] += n
    reports: Counter[int] = Counter()
    for d, n in published:
        if Date.fromisoformat(d) >= first:
            reports[_at(bins, Date.fromisoformat(d))] += n
    return Timeline(tuple(_bars(bins, exact, vague, wanted, lang)), tuple(_reports(bins, reports, lang)), tuple(_labels(bins, lang)), undated, earlier,
                    first.isoformat(), last.isoformat())


def _bins(first: Date, last: Date) -> list[tuple[Date, Date]]:
    """Days, weeks or months that cover the span, each with its first and last day."""
    length = (last - first).days + 1
    out: list[tuple[Date, Date]] = []
    at = first if length <= 62 else first - datetime.timedelta(first.weekday()) if length <= 420 else first.replace(day=1)
    while at <= last:
        if length <= 62:
            stop = at
        elif length <= 420:
            stop = at + datetime.timedelta(6)
        else:
            stop = (at.replace(day=28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1)
        out.append((at, stop))
        at = stop + datetime.timedelta(1)
    return out


def _at(bins: list[tuple[Date, Date]], date: Date) -> int:
    low, high = 0, len(bins) - 1
    while low < high:
        middle = (low + high) // 2
        if bins[middle][1] < date:
            low = middle + 1
        else:
            high = middle
    return low


def _place(i: int, count: int, lang: Language) -> tuple[float, float]:
    """Left edge and width of a bin's bar."""
    step = WIDTH / count
    width = min(step * 0.8, 26.0)
    x = i * step + (step - width) / 2
    return (WIDTH - x - width if lang == "ar" else x), width


def _bars(bins: list[tuple[Date, Date]], exact: Counter[tuple[int, str]], vague: Counter[int], wanted: Wanted, lang: Language) -> Iterable[Bar]:
    heights = Counter(vague)
    for (i, _), n in exact.items():
        heights[i] += n
    unit = TALL / max(heights.values(), default=1)
    for i, (a, b) in enumerate(bins):
        if not heights[i]:
            continue
        x, width = _place(i, len(bins), lang)
        href = address(wanted, since=a.isoformat(), until=b.isoformat())
        when = day(lang, a.isoformat()) if a == b else f"{day(lang, a.isoformat())} – {day(lang, b.isoformat())}"
        y = float(TALL)
        parts = [(s, exact[i, s]) for s in STATES] + [("vague", vague[i])]
        for kind, n in parts:
            if n:
                y -= n * unit
                yield Bar(round(x, 1), round(y, 2), round(width, 1), round(n * unit, 2), kind, f"{when}: {n}", href)


def _reports(bins: list[tuple[Date, Date]], counts: Counter[int], lang: Language) -> Iterable[Bar]:
    unit = LOW / max(counts.values(), default=1)
    for i, n in sorted(counts.items()):
        x, width = _place(i, len(bins), lang)
        when = day(lang, bins[i][0].isoformat())
        yield Bar(round(x, 1), 0, round(width, 1), round(max(n * unit, 1.5), 2), "report", f"{when}: {n}", "")


def _labels(bins: list[tuple[Date, Date]], lang: Language) -> Iterable[tuple[float, str]]:
    step = max(1, -(-len(bins) // 4))
    for i in range(step // 2, len(bins), step):
        x, width = _place(i, len(bins), lang)
        yield min(max(round(x + width / 2, 1), 85.0), WIDTH - 85.0), day(lang, bins[i][0].isoformat())
