"""The day on which a report came out, where its own text says so.

Only four kinds of place are believed, and only a day with its year: behind a label (نشر في, آخر تحديث) at the head or the
foot; in the dateline (عمّان في 3 آذار/مارس 2021 (أ ف ب) -); in a byline; on a line of its own above the first paragraph.
Dates of the narrative, of captions and of copyright lines are never taken. What disagrees with itself is not taken either.

A line is read as a string of symbols, one for each date, label, place, agency or other token, and matched as a whole.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from khabar.extract import times
from khabar.record.span import Span
from khabar.record.timex import Date, Timex
from khabar.record.types import Block, PublishedAt
from khabar.record.why import Why
from khabar.resolve import times as resolve_times
from khabar.resources import entries
from khabar.resources.gazetteer import gazetteer
from khabar.text.document import Document, document, with_blocks
from khabar.text.tokens import Token, tokenise

_HEAD, _FOOT = 8, 4
_SHORT_LINE, _BEGINNING = 20, 120  # words of a line that may be nothing but labels, code points of a paragraph's beginning
_LABELLED_TOKENS, _LABELLED_OTHERS = 40, 12  # of a line with a label, and of these other words (who wrote it)
_PARAGRAPH = 13  # words from which a line is the first paragraph: date lines stand above it
_PLACE_WORDS = 4
_YEAR = re.compile(r"\d{4}")
_DASHES, _BARS = frozenset("-–—−ـ"), frozenset("|•·●▪│¦")
_CLOSED_BY = {"[": "(", "]": ")", "(": "(", ")": ")", "/": "/", "\\": "/", ":": ":", ",": ",", "،": ",", ".": ".", ";": ",", "؛": ","}

# D a day with its year, H one of the Hijri calendar, L and U labels, F filler, N number, P place, A agency, W other word
_FILL = r"(?:[F,:N]|\([F,:N]*\))*"  # with a clock
_DAY = rf"(?:H{_FILL}[-/(]*{_FILL})?D(?:{_FILL}[-/(]*{_FILL}H\)?)?"
_EDGE = r"(?:^|(?<=[-|/,]))"
_LABELLED = {"label": re.compile(rf"{_EDGE}[,:]*L{_FILL}-?{_FILL}{_DAY}{_FILL}(?=$|[-|/LU.])"),
             "update": re.compile(rf"{_EDGE}[,:]*U{_FILL}-?{_FILL}{_DAY}{_FILL}(?=$|[-|/LU.])")}
_LINE = re.compile(rf"[-|F,:N()]*{_DAY}[-|F,:N()]*[.]?")
_SEGMENT = re.compile(rf"(?<=[-|/,:]){_FILL}{_DAY}{_FILL}(?=$|[-|/])")
_AGENCY = r"(?:\([AF]+\)|/[^/]{1,8}/|-A+|A+)"
_DATELINE = re.compile(
    rf"(?:\(A+\)-*|A+[-/:]+)?P(?:[,/]P|\(P\))?(?P<named>{_AGENCY}?)[-,/:]*(?P<in>F*)[-,/:]*{_DAY}F*,?"
    r"(?P<by>\([^()]{1,8}\)(?=[-:/])|\(A+\)|/[^/]{1,8}/|-?A+(?=$|[-:/])|[-:]*/?A+/)?(?P<end>$|[-:]|)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in symbols. ``at``: for each symbol its tokens' span in the report; ``days``: the day of each D, by place."""

    symbols: str
    at: tuple[Span, ...]
    days: dict[int, tuple[datetime.date, Why]]


@dataclass(frozen=True, slots=True)
class Told:
    """A day that the text gives, and where. ``whole``: nothing else stands on the line."""

    day: datetime.date
    at: PublishedAt
    rank: int
    whole: bool
    line: int


def told(doc: Document) -> tuple[Document, Told | None]:
    """The classified document with the lines that only say when it came out as boilerplate, and the day they and the
    dateline give; None when they give none, or several days at the same rank.

    Ranks: a label of publication, the dateline, the byline, a line of its own, a label of the last change.
    """
    found = list(_found(doc))
    lines = {t.line for t in found if t.whole}
    if lines:
        doc = with_blocks(doc, _unread(doc, {doc.lines[n] for n in lines}))
    best = [t for t in found if t.rank == min(f.rank for f in found)]
    return doc, best[0] if len({t.day for t in best}) == 1 else None


def _found(doc: Document) -> Iterator[Told]:
    long, kinds = 0, {b.span[0]: b.kind for b in doc.blocks}
    for number, span in enumerate(doc.lines):
        foot = number >= len(doc.lines) - _FOOT
        if not foot and number >= _HEAD:
            continue
        kind = kinds.get(span[0])
        words = doc.text[span[0]:span[1]]
        looked_at = words if len(words.split()) <= _SHORT_LINE else words[:_BEGINNING] if number < _HEAD and long <= 1 else ""
        if kind not in ("caption", "contact") and _YEAR.search(looked_at):
            yield from _of_line(_line(doc, (span[0], span[0] + len(looked_at))), doc, number, long, kind == "byline")
        long += len(words.split()) >= _PARAGRAPH and kind != "title"


def _of_line(line: _Line, doc: Document, number: int, long: int, byline: bool) -> Iterator[Told]:
    """What a line tells; ``long``: how many whole paragraphs stand above it."""
    symbols = line.symbols
    if not line.days:
        return
    if len(symbols) <= _LABELLED_TOKENS and symbols.count("W") <= _LABELLED_OTHERS:
        whole = "W" not in symbols and "P" not in symbols
        for rank, name in ((0, "label"), (4, "update")):
            yield from (_told(line, doc, number, m, name, rank, whole) for m in _LABELLED[name].finditer(symbols))
    if number < _HEAD and long <= 1 and (m := _DATELINE.match(symbols)) is not None and _sure(m, symbols, number):
        yield _told(line, doc, number, m, "dateline", 1, False)
    elif byline:
        yield from (_told(line, doc, number, m, "byline", 2, False) for m in _SEGMENT.finditer(symbols))
    elif number < _HEAD and long == 0 and (m := _LINE.fullmatch(symbols)) is not None:
        yield _told(line, doc, number, m, "line", 3, True)


def _sure(match: re.Match[str], symbols: str, number: int) -> bool:
    """Whether a place and a date open a report: an agency is named, or a dash or the end of the line follows the bare date.

    الموصل في 10 حزيران 2014 with nothing more may be the title of a memory.
    """
    if match["by"] or match["named"]:
        return True
    return not match["in"] and (match["end"] in ("-", ":") or (match.end() == len(symbols) and number > 0))


def _told(line: _Line, doc: Document, number: int, match: re.Match[str], name: str, rank: int, whole: bool) -> Told:
    where = next(i for i in range(match.start(), match.end()) if i in line.days)
    day, why = line.days[where]
    inside = [i for i in range(match.start(), match.end()) if line.symbols[i] not in ",-|:"]
    span = line.at[inside[0]][0], line.at[inside[-1]][1]
    why = Why(f"published.{name}", note=f"the {_NAMES[name]} gives {day.isoformat()}", parts=(why,))
    return Told(day, PublishedAt(span, doc.text[span[0]:span[1]], why), rank, whole, number)


_NAMES = {"label": "label of publication", "dateline": "dateline", "byline": "byline", "line": "date line", "update": "label of the last change"}


def _line(doc: Document, span: Span) -> _Line:
    """A line's beginning in symbols; its tokens and dates are found as if it stood alone."""
    start = span[0]
    alone = document(doc.text[start:span[1]])
    dates = _dates(alone)
    out, at, days, i = "", [], {}, 0
    while i < len(alone.tokens):
        if i in dates:
            end, day, why = dates[i]
            symbol = "H" if day is None else "D"
            if day is not None:
                days[len(out)] = day, why
        else:
            symbol, end = _symbol(alone.tokens, i, bool(out.strip("(/A-)")))
        out += symbol
        at.append((start + alone.tokens[i].start, start + alone.tokens[end - 1].end))
        i = end
    return _Line(out, tuple(at), days)


def _dates(alone: Document) -> dict[int, tuple[int, datetime.date | None, Why]]:
    """Days with their year by first token: the token after, the day (None for one of the Hijri calendar only), why."""
    found: dict[int, tuple[int, datetime.date | None, Why]] = {}
    mentions = times.find(alone)
    for mention, time in zip(mentions, resolve_times.resolve(alone, mentions), strict=True):
        core = _date(mention.expr.core) if isinstance(mention.expr, Timex) else None
        if core is None or core.day is None or core.month is None or core.year is None or not _YEAR.search(time.text) or time.start != time.end or not time.start:
            continue
        first, last = alone.tokens_in(mention.span)
        found[first] = last, None if core.calendar == "hijri" else datetime.date.fromisoformat(time.start), time.why
    return found


def _date(core: object) -> Date | None:
    """The date inside an expression (3 مارس 2021 الساعة 14:05)."""
    while core is not None and not isinstance(core, Date):
        core = getattr(core, "of", None)
    return core


def _symbol(tokens: tuple[Token, ...], i: int, begun: bool) -> tuple[str, int]:
    """The symbol of what begins at a token, and the token after it. ``begun``: what opens a dateline stands before."""
    token = tokens[i]
    if token.kind == "punct":
        if token.text in _DASHES or token.text in _BARS:
            last = i + 1
            while last < len(tokens) and tokens[last].text in _DASHES:
                last += 1
            return ("-" if token.text in _DASHES else "|"), last
        return _CLOSED_BY.get(token.text, "W"), i + 1
    if token.kind == "number":
        return "N", i + 1
    for symbol, phrases in _phrases():
        for length in range(min(4, len(tokens) - i), 0, -1):
            if tuple(t.norm for t in tokens[i:i + length]) in phrases:
                return symbol, i + length
    if not begun or tokens[i - 1].text in ("(", "/", "،", ","):
        for length in range(min(_PLACE_WORDS, len(tokens) - i), 0, -1):
            if gazetteer().find(" ".join(t.norm for t in tokens[i:i + length])):
                return "P", i + length
    return ("A" if token.norm in _agencies() else "W"), i + 1


@cache
def _phrases() -> tuple[tuple[str, frozenset[tuple[str, ...]]], ...]:
    def of(name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(_norms(w) for e in entries("wordset") if e.name == name for w in e.words)

    return ("U", of("updated label")), ("L", of("published label")), ("F", of("date filler"))


@cache
def _agencies() -> frozenset[str]:
    """Words that sign a report for an agency or for several."""
    return frozenset(w for e in entries("layout") if e.block == "signature" for form in e.forms for w in _norms(form))


def _norms(words: str) -> tuple[str, ...]:
    return tuple(t.norm for t in tokenise(words, 0, len(words), 0, 0))


def _unread(doc: Document, lines: set[Span]) -> tuple[Block, ...]:
    """The blocks with some lines unread; where one of them was taken for the title, the next short line is."""
    out, title = [], False
    for block in doc.blocks:
        if block.span in lines:
            title |= block.kind == "title"
            block = replace(block, kind="boilerplate")
        elif title:
            block, title = replace(block, kind="title" if block.kind == "heading" else block.kind), False
        out.append(block)
    return tuple(out)


__all__ = ["Told", "told"]
