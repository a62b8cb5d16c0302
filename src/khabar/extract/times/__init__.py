"""Times: every expression of a report that locates something in time, parsed but not yet resolved.

:func:`find` reads a document; :func:`parse` and :func:`parse_all` read spans that another reader proposed.
"""

from __future__ import annotations

from collections.abc import Iterable

from khabar.extract.times.context import bound_before, is_done, names_something, tense_around
from khabar.extract.times.grammar import expression, locates
from khabar.extract.times.lexicon import Sym, symbols
from khabar.extract.times.words import Node, Words
from khabar.record.mentions import TimeMention
from khabar.record.span import Span
from khabar.record.timex import Date, Edge, Expr, Part, Timex
from khabar.record.why import Why
from khabar.text.document import Document
from khabar.text.fold import fold_map

__all__ = ["find", "parse", "parse_all"]


def find(doc: Document) -> tuple[TimeMention, ...]:
    """The time expressions of the sentences that are read, in text order, never overlapping."""
    w = _words(doc)
    out: list[TimeMention] = []
    for sentence in doc.sentences:
        w.within(sentence.first, sentence.last)
        at = sentence.first
        while (at := w.next_opening(at)) < sentence.last:
            roles = w.openings(at)
            if not roles:
                at += 1
                continue
            found = _mention(w, at, roles)
            blocked = w.one(at, "not_time", lead=True) if "not_time" in roles else None
            if blocked is not None and (found is None or found[0].end <= blocked[1]):
                at = blocked[1] - _day_behind(w, *blocked)
                continue
            if found is None:
                at += 1
                continue
            node, mention = found
            at = node.end
            if mention is not None:
                out.append(mention)
            if isinstance(node.expr, Date) and node.expr.month is None:
                w.year_before = at
    return tuple(out)


def _day_behind(w: Words, sym: Sym, end: int) -> int:
    """1 where the اليوم at the end of a medium's name begins a day: نددت الجزائر [اليوم السبت]."""
    if sym.entry.id != "time.reject.newspapers_of_states":
        return 0
    found = _mention(w, end - 1, w.openings(end - 1))
    return int(found is not None and found[0].end > end)


def parse(doc: Document, span: Span) -> Timex | None:
    """The longest expression that starts inside ``span`` (it may run on beyond it), with its surroundings.

    For spans that another reader proposes; bare digits are taken for a year there. None if there is no expression.
    """
    return parse_all(doc, (span,))[0]


def parse_all(doc: Document, spans: Iterable[Span]) -> tuple[Timex | None, ...]:
    """:func:`parse` for many spans of one document, in linear time."""
    w = _words(doc)
    w.trusting = True
    return tuple(_parsed(w, span) for span in spans)


def _parsed(w: Words, span: Span) -> Timex | None:
    first, last = w.doc.tokens_in(span)
    sentence = w.doc.sentence_of.get(first)
    w.within(sentence.first if sentence else first, sentence.last if sentence else last)
    best: tuple[Node[Expr], int] | None = None
    for i in range(first, min(last, w.last)):
        node = expression(w, i, w.openings(i), _bound(bound_before(w, i)))
        if node is not None and (best is None or node.end - i > best[0].end - best[1]):
            best = node, i
    return None if best is None else _surrounded(w, best[1], best[0])[0]


def _words(doc: Document) -> Words:
    return Words(doc, {n.core[0]: (n.value, n.core[1]) for n in doc.numbers})


def _mention(w: Words, i: int, roles: frozenset[str]) -> tuple[Node[Expr], TimeMention | None] | None:
    """What starts at a token, and its mention; None for the mention of a date that is part of a name."""
    bound = _bound(bound_before(w, i))
    node = expression(w, i, roles, bound)
    if node is None or not locates(node, bound):
        return None
    dated = node.expr.of if isinstance(node.expr, Part) else node.expr
    if isinstance(dated, Date) and dated.year is None and dated.shift is None and (names_something(w, i) or (node.end == i + 1 and _is_surname(w, i))):
        return node, None
    timex, around = _surrounded(w, i, node)
    span = (_start(w.doc, i, node), w.doc.tokens[node.end - 1].end)
    return node, TimeMention(span, _why(node.rule, node.used + around), timex)


def _is_surname(w: Words, i: int) -> bool:
    """تعرضت للاغتصاب من [رمضان], of whom the report has said طارق رمضان; في رمضان is the month all the same."""
    return w.norm(i - 1) != "في" and w.doc.norms[i] in w.surnames


def _bound(before: tuple[Sym, int] | None) -> str | None:
    return None if before is None else str(before[0].value)


def _surrounded(w: Words, i: int, node: Node[Expr]) -> tuple[Timex, tuple[Sym, ...]]:
    """The expression with the preposition, tense and quotation marks around it, and the words that tell them."""
    before = bound_before(w, i)
    bound = _bound(before)
    if isinstance(node.expr, Edge) and any(s.proclitic.endswith("ب") for s in node.used):
        bound = "by"  # بنهاية العام
    if bound == "from" and _until_now(w, node.end):
        bound = "since"  # من عام 2011 وحتى الآن
    tense = tense_around(w, i, node.end)
    if tense.value in ("past", None) and isinstance(node.expr, Date) and is_done(w, i, node.end):
        tense = tense._replace(value="done")
    if bound == "starting":
        bound, tense = "since", tense._replace(value="future")
    if bound == "within_next":
        bound, tense = "within", tense._replace(value=tense.value or "future")  # ممكن في غضون أسابيع
    told = (before[0] if before else None, tense.told_by)
    return Timex(node.expr, bound, tense.value, w.depth(i)), tuple(s for s in told if s is not None)


def _until_now(w: Words, i: int) -> bool:
    """Whether token ``i`` says until now: وحتى الآن, إلى يومنا هذا."""
    link = w.one(i, "bound", lead=True)
    now = w.one(link[1], "vague") if link is not None and link[0].value in ("until", "to") else None
    return now is not None and now[0].entry.vague == "present"


def _start(doc: Document, i: int, node: Node[Expr]) -> int:
    """Where the expression starts: behind the proclitics of its first word."""
    token = doc.tokens[i]
    cut = next((s.cut for s in node.used if s.cut and s in symbols(token.norm)), 0)
    if not cut:
        return token.start
    return token.start + fold_map(token.text).origin((cut, len(token.norm)))[0]


def _why(rule: str, used: tuple[Sym, ...]) -> Why:
    entries = dict.fromkeys((s.entry.id, s.entry.at) for s in used)
    parts = tuple(Why(rule="time.word", entry=id_, at=at) for id_, at in entries)
    first = parts[0] if parts else Why("time.word")
    return Why(rule=f"time.{rule}", entry=first.entry, at=first.at, parts=parts[1:])
