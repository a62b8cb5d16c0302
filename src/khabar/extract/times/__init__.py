"""Times: every expression of a report that locates something in time, parsed but not yet resolved.

:func:`find` reads a document; :func:`parse` reads one span that another reader proposed.
"""

from __future__ import annotations

from khabar.extract.times.context import bound_before, names_something, tense_around
from khabar.extract.times.grammar import expression, locates
from khabar.extract.times.lexicon import Sym, symbols
from khabar.extract.times.words import Node, Words
from khabar.record.mentions import TimeMention
from khabar.record.span import Span
from khabar.record.timex import Date, Edge, Expr, Timex
from khabar.record.why import Why
from khabar.text.document import Document
from khabar.text.fold import fold_map

__all__ = ["find", "parse"]


def find(doc: Document) -> tuple[TimeMention, ...]:
    """The time expressions of the sentences that are read, in text order, never overlapping."""
    w = _words(doc)
    out: list[TimeMention] = []
    for sentence in doc.sentences:
        w.within(sentence.first, sentence.last)
        at = sentence.first
        while at < sentence.last:
            roles = w.openings(at)
            if not roles:
                at += 1
                continue
            blocked = w.one(at, "not_time", lead=True) if "not_time" in roles else None
            if blocked is not None and ((named := w.one(at, "named", lead=True)) is None or named[1] <= blocked[1]):
                at = blocked[1]
                continue
            found = _mention(w, at, roles)
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


def parse(doc: Document, span: Span) -> Timex | None:
    """The longest expression that starts and ends inside ``span``, with its surroundings; None if there is none."""
    first, last = doc.tokens_in(span)
    w = _words(doc)
    sentence = doc.sentence_of.get(first)
    w.within(sentence.first if sentence else first, sentence.last if sentence else last)
    best: tuple[Node[Expr], str | None, int] | None = None
    for i in range(first, last):
        before = bound_before(w, i)
        bound = None if before is None else str(before[0].value)
        node = expression(w, i, w.openings(i), bound)
        if node is not None and (best is None or node.end - i > best[0].end - best[2]):
            best = node, bound, i
    if best is None:
        return None
    node, bound, i = best
    return Timex(node.expr, bound, tense_around(w, i, node.end).value, _depth(doc, doc.tokens[i].start))


def _words(doc: Document) -> Words:
    return Words(doc, {n.core[0]: (n.value, n.core[1]) for n in doc.numbers})


def _mention(w: Words, i: int, roles: frozenset[str]) -> tuple[Node[Expr], TimeMention | None] | None:
    """What starts at a token, and its mention; None for the mention of a date that is part of a name."""
    before = bound_before(w, i)
    bound = None if before is None else str(before[0].value)
    node = expression(w, i, roles, bound)
    if node is None or not locates(node, bound):
        return None
    if isinstance(node.expr, Date) and node.expr.year is None and node.expr.shift is None and names_something(w, i):
        return node, None
    if isinstance(node.expr, Edge) and any(s.proclitic.endswith("ب") for s in node.used):
        bound = "by"  # بنهاية العام
    doc = w.doc
    start = _start(doc, i, node)
    span = (start, doc.tokens[node.end - 1].end)
    tense = tense_around(w, i, node.end)
    expr = Timex(node.expr, bound, tense.value, _depth(doc, start))
    around = (before[0] if before else None, tense.told_by)
    used = (*node.used, *(s for s in around if s is not None))
    return node, TimeMention(span, _why(node.rule, used), expr)


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


def _depth(doc: Document, offset: int) -> int:
    return sum(1 for q in doc.quotes if q.span[0] < offset < q.span[1])


