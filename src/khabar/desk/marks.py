"""The text of a report with its marks: cut into pieces at every border, each piece with what covers it.

Offsets are code points of the report's text, as in the record; the browser counts UTF-16, so all cutting is done here,
and every piece carries its offset (``data-s``) so that a selection can be told in code points too.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from khabar.record import Attribution, Record, Span

VOICES = 8  # colours
Content = tuple[Span, int, Attribution]  # what is said, in which colour, by which attribution


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that stands for a part of the record. ``look``: classes that say what it is and how certain."""

    span: Span
    id: str
    kind: str
    look: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. ``voice``: colour number of the innermost speech, ``depth`` how deep.

    ``opens``/``closes``: colours of the speeches that begin or end here; ``first``: whether a mark begins here;
    ``joins``: classes that keep the letters joined where a border falls inside a word (ب + الحويجة);
    ``said``: ids of the attributions in whose content it stands, outermost first.
    """

    start: int
    text: str
    marks: tuple[Mark, ...]
    voice: int
    depth: int
    opens: tuple[int, ...]
    closes: tuple[int, ...]
    first: bool
    joins: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the report: its block's kind, its pieces, and the voices that run beside it (colour, source), outermost first."""

    kind: str
    pieces: tuple[Piece, ...]
    rails: tuple[tuple[int, str], ...]


def voices(record: Record) -> dict[str, int]:
    """A colour number for each source that speaks, in the order of their first word."""
    out: dict[str, int] = {}
    for a in sorted(record.attributions, key=lambda a: a.cue.span):
        out.setdefault(a.who, len(out) % VOICES + 1)
    return out


def marks(record: Record) -> list[Mark]:
    """Everything in a record that stands somewhere in its text, without the contents of speech."""
    out = [Mark(p.span, p.id, "place", "unresolved" if p.lat is None else "") for p in record.places]
    out += [Mark(t.span, t.id, "time", "" if t.start or t.end or t.vague else "unresolved") for t in record.times]
    for a in record.attributions:
        out.append(Mark(a.cue.span, a.id, "cue", f"act-{a.act}"))
    for s in record.sources:
        out += [Mark(m, s.id, "source", "unnamed" if s.anonymous else "") for m in s.mentions]
    for e in record.events:
        look = f"m-{e.modality}" + (" denied" if e.polarity == "neg" else "")
        out.append(Mark(e.trigger.span, e.id, "event", look))
        out += [Mark(c.span, e.id, "count") for c in (*e.count, *e.subsets)]
    return [m for m in out if m.span[0] < m.span[1]]


def lines(record: Record, found: list[Mark]) -> list[Line]:
    """The report line by line."""
    text, colours = record.report.text, voices(record)
    contents = sorted(((c.span, colours[a.who], a) for a in record.attributions for c in a.content), key=lambda c: (c[0][0], -c[0][1]))
    cuts = sorted({0, len(text), *(x for m in found for x in m.span), *(x for c, _, _ in contents for x in c),
                   *(i + d for i, ch in enumerate(text) if ch == "\n" for d in (0, 1))})
    covering = _covering(cuts, found)
    spoken = _spoken(cuts, contents)
    starts = [b.span[0] for b in record.report.blocks]
    out: list[Line] = []
    pieces: list[Piece] = []
    for i, (a, b) in enumerate(pairwise(cuts)):
        words = text[a:b]
        if words == "\n":
            out.append(_line(record, starts, pieces, contents))
            pieces = []
            continue
        speech = spoken[i]
        pieces.append(Piece(a, words, covering[i], speech[-1][0] if speech else 0, len(speech),
                            () if _inside(text, a) else tuple(c for s, c, _ in contents if s[0] == a),
                            () if _inside(text, b) else tuple(c for s, c, _ in reversed(contents) if s[1] == b),
                            any(m.span[0] == a for m in covering[i]), ("jb " if _inside(text, a) else "") + ("ja" if _inside(text, b) else ""),
                            tuple(name for _, name in speech)))
    out.append(_line(record, starts, pieces, contents))
    return [line for line in out if line.pieces]


def _inside(text: str, at: int) -> bool:
    """Whether an offset lies inside a word."""
    return 0 < at < len(text) and all(c.isalpha() or unicodedata.combining(c) for c in text[at - 1:at + 1])


def _covering(cuts: list[int], found: list[Mark]) -> list[tuple[Mark, ...]]:
    """For each piece the marks over it, the shortest first."""
    over: dict[int, list[Mark]] = defaultdict(list)
    place = {cut: i for i, cut in enumerate(cuts)}
    for m in found:
        for i in range(place[m.span[0]], place[m.span[1]]):
            over[i].append(m)
    order = {"event": 0, "place": 1, "time": 2, "count": 3, "cue": 4, "source": 5}
    return [tuple(sorted(over[i], key=lambda m: (m.span[1] - m.span[0], order[m.kind]))) for i in range(len(cuts))]


def _spoken(cuts: list[int], contents: list[Content]) -> list[list[tuple[int, str]]]:
    """For each piece the speeches over it, outermost first: colour and attribution."""
    over: list[list[tuple[int, str]]] = [[] for _ in cuts]
    place = {cut: i for i, cut in enumerate(cuts)}
    for span, colour, said in contents:
        for i in range(place[span[0]], place[span[1]]):
            over[i].append((colour, said.id))
    return over


def _line(record: Record, starts: list[int], pieces: list[Piece], contents: list[Content]) -> Line:
    if not pieces:
        return Line("paragraph", (), ())
    begin, end = pieces[0].start, pieces[-1].start + len(pieces[-1].text)
    at = bisect_right(starts, begin) - 1
    kind = record.report.blocks[at].kind if at >= 0 else "paragraph"
    rails = dict.fromkeys((colour, said.who) for span, colour, said in contents if span[0] < end and begin < span[1])
    return Line(kind, tuple(pieces), tuple(rails))
