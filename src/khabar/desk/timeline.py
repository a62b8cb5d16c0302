"""The timeline of a list: happenings by day, week or month, told apart by how exactly their time is known."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from khabar.desk.address import address
from khabar.desk.environment import safe
from khabar.desk.texts import Language, day, month, name_of, say
from khabar.store.columns import NO_DAY, STATES, Spread
from khabar.store.lists import Wanted
from khabar.store.numbered import Ints

Date = datetime.date
WIDTH, TALL, LOW = 1000, 72, 22
#: Days up to which bars are days, weeks or months; beyond they are years.
_DAYS, _WEEKS, _MONTHS = 62, 420, 6 * 366
#: One in so many happenings at each end may be left out: one wrong date must not flatten the rest.
_APART = 50
#: Days around the happenings in which published reports are shown too.
_AROUND = 31


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
    earlier: int = 0
    later: int = 0
    since: str = ""
    until: str = ""

    @property
    def before(self) -> str:
        """The day before the first one shown."""
        return str(Date.fromisoformat(self.since) - datetime.timedelta(1)) if self.since else ""

    @property
    def after(self) -> str:
        """The day after the last one shown."""
        return str(Date.fromisoformat(self.until) + datetime.timedelta(1)) if self.until else ""


def svg(drawn: Timeline, lang: Language) -> Markup:
    """The bars as SVG; written here, not in a template, for there are hundreds of them."""
    out = []
    for n, b in enumerate(drawn.bars):
        title, href = safe(b.title), safe(b.href)
        out.append(f'<a href="{href}" tabindex="{-1 if n else 0}" aria-label="{title}" hx-get="{href}"><rect class="bar b-{b.kind}" x="{b.x}" y="{b.y}" width="{b.width}" height="{b.height}">'
                   f"<title>{title}</title></rect></a>")
    published = safe(say(lang, "timeline.published"))
    out += [f'<rect class="bar b-report" x="{b.x}" y="75" width="{b.width}" height="{b.height}"><title>{published} {safe(b.title)}</title></rect>' for b in drawn.reports]
    out += [f'<text x="{x}" y="118" text-anchor="middle">{safe(text)}</text>' for x, text in drawn.labels]
    return Markup("".join(out))


def draw(when: Spread, published: Mapping[int, int], wanted: Wanted, lang: Language) -> Timeline:
    """Bars for happenings known to the bin, paler ones for those known only to a longer time, and reports below.

    published: reports by day (proleptic ordinal). Time runs with the script: from the right in Arabic.
    """
    first, last = (np.where(a == NO_DAY, b, a) for a, b in ((when.first, when.last), (when.last, when.first)))
    dated = first != NO_DAY
    undated = int(len(first) - dated.sum())
    first, last, state = first[dated], last[dated], when.state[dated]
    window = _window(first, last, published, wanted)
    if window is None:
        return Timeline((), (), (), undated)
    bins, stops = _bins(*map(Date.fromordinal, window))
    since, to = bins[0][0].toordinal(), bins[-1][1].toordinal()
    seen = (last >= since) & (first <= to)
    low = np.searchsorted(stops, np.maximum(first[seen], since))
    high = np.minimum(np.searchsorted(stops, last[seen]), len(bins) - 1)
    one = (low == high) & (first[seen] >= since) & (last[seen] <= to)
    exact = np.zeros((len(bins), max(len(STATES), int(state.max(initial=0)) + 1)), dtype=np.int64)
    np.add.at(exact, (low[one], state[seen][one]), 1)
    steps = np.zeros(len(bins) + 1, dtype=np.int64)
    np.add.at(steps, low[~one], 1)
    np.add.at(steps, high[~one] + 1, -1)
    days = {d: n for d, n in published.items() if since <= d <= to}
    reports = np.zeros(len(bins), dtype=np.int64)
    np.add.at(reports, np.searchsorted(stops, np.array([*days], dtype=np.int64)), np.array([*days.values()], dtype=np.int64))
    return Timeline(tuple(_bars(bins, exact.tolist(), np.cumsum(steps[:-1]).tolist(), wanted, lang)), tuple(_reports(bins, reports.tolist(), lang)),
                    tuple(_labels(bins, lang)), undated, int((last < since).sum()), int((first > to).sum()), str(Date.fromordinal(since)), str(Date.fromordinal(to)))


def _window(first: Ints, last: Ints, published: Mapping[int, int], wanted: Wanted) -> tuple[int, int] | None:
    """First and last day to show: those wanted, else those in which nearly all of it happened and was reported; None when nothing is dated."""
    if not len(first):
        return (min(published), max(published)) if published else None
    low, high = (Date.fromisoformat(day).toordinal() if day else None for day in (wanted.since, wanted.until))
    apart = len(first) // _APART
    since = max(int(np.partition(first, apart)[apart]), low or 1)
    to = min(int(np.partition(last, -1 - apart)[-1 - apart]), high or Date.max.toordinal())
    since, to = min(since, to), max(since, to)
    near = [d for d in published if since - _AROUND <= d <= to + _AROUND]
    return (since if low else min([since, *near])), (to if high else max([to, *near]))


@lru_cache(maxsize=64)
def _bins(first: Date, last: Date) -> tuple[list[tuple[Date, Date]], npt.NDArray[np.int64]]:
    """Days, weeks, months or years that cover the span, each with its first and last day; and their last days as ordinals."""
    length = (last - first).days + 1
    out: list[tuple[Date, Date]] = []
    at = first if length <= _DAYS else first - datetime.timedelta(first.weekday()) if length <= _WEEKS else first.replace(day=1)
    at = at if length <= _MONTHS else at.replace(month=1)
    while at <= last:
        if length <= _DAYS:
            stop = at
        elif length <= _WEEKS:
            stop = at + datetime.timedelta(6)
        elif length <= _MONTHS:
            stop = (at.replace(day=28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1)
        else:
            stop = at.replace(month=12, day=31)
        out.append((at, stop))
        at = stop + datetime.timedelta(1)
    return out, np.array([b.toordinal() for _, b in out], dtype=np.int64)


def _place(i: int, count: int, lang: Language) -> tuple[float, float]:
    """Left edge and width of a bin's bar."""
    step = WIDTH / count
    width = min(step * 0.8, 26.0)
    x = i * step + (step - width) / 2
    return (WIDTH - x - width if lang == "ar" else x), width


def _bars(bins: list[tuple[Date, Date]], exact: list[list[int]], vague: list[int], wanted: Wanted, lang: Language) -> Iterable[Bar]:
    heights = [sum(by_state) + n for by_state, n in zip(exact, vague, strict=True)]
    unit = TALL / max([*heights, 1])
    base = address(wanted, since="", until="")
    base += "&" if "?" in base else "?"
    for i, (a, b) in enumerate(bins):
        if not heights[i]:
            continue
        x, width = _place(i, len(bins), lang)
        first, last = a.isoformat(), b.isoformat()
        when = day(lang, first) if a == b else f"{day(lang, first)} – {day(lang, last)}"
        y = float(TALL)
        for kind, n in (*zip(STATES, exact[i], strict=False), ("vague", vague[i])):
            if n:
                y -= n * unit
                yield Bar(round(x, 1), round(y, 2), round(width, 1), round(n * unit, 2), kind, f"{when}: {n} · {_kind(lang, kind)}", f"{base}since={first}&until={last}")


def _kind(lang: Language, kind: str) -> str:
    return say(lang, "timeline.vague") if kind == "vague" else name_of(lang, "state", kind)


def _reports(bins: list[tuple[Date, Date]], counts: list[int], lang: Language) -> Iterable[Bar]:
    unit = LOW / max([*counts, 1])
    for i, n in enumerate(counts):
        if n:
            x, width = _place(i, len(bins), lang)
            yield Bar(round(x, 1), 0, round(width, 1), round(max(n * unit, 1.5), 2), "report", f"{day(lang, bins[i][0].isoformat())}: {n}", "")


def _labels(bins: list[tuple[Date, Date]], lang: Language) -> Iterable[tuple[float, str]]:
    step = max(1, -(-len(bins) // 4))
    days = (bins[0][1] - bins[0][0]).days
    name = _year if days > 31 else month if days > 7 else day
    for i in range(step // 2, len(bins), step):
        x, width = _place(i, len(bins), lang)
        yield min(max(round(x + width / 2, 1), 85.0), WIDTH - 85.0), name(lang, bins[i][0].isoformat())


def _year(_: Language, iso: str) -> str:
    return iso[:4]
