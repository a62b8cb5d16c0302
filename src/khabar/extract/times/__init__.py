"""Times: every expression of a report that locates something in time, parsed but not yet resolved.

:func:`find` reads a document; :func:`parse` reads one span that another reader proposed.
"""

from __future__ import annotations

from khabar.extract.times.context import bound_before, tense_around
from khabar.extract.times.grammar import expression, locates, timex
from khabar.extract.times.lexicon import Sym, symbols
from khabar.extract.times.words import Node, Words
from khabar.record.mentions import TimeMention
from khabar.record.span import Span
from khabar.record.timex import Ago, Date, Expr, Length, Timex
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
            token = doc.tokens[at]
            if token.kind == "punct" or token.kind == "word" and not symbols(token.norm):
                at += 1
                continue
            blocked = w.one(at, "not_time", lead=True)
            if blocked is not None:
                at = blocked[1]
                continue
            found = _mention(w, at)
            if found is None:
                at += 1
                continue
            node, mention = found
            out.append(mention)
            at = node.end
    return tuple(_completed_lists(out))


def parse(doc: Document, span: Span) -> Timex | None:
    """The longest expression that starts and ends inside ``span``, with its surroundings; None if there is none."""
    first, last = doc.tokens_in(span)
    w = _words(doc)
    sentence = doc.sentence_of.get(first)
    w.within(sentence.first if sentence else first, sentence.last if sentence else last)
    best: tuple[Node, str | None, int] | None = None
    for i in range(first, last):
        bound = _bound(w, i)
        node = expression(w, i, bound)
        if node is not None and (best is None or node.end - i > best[0].end - best[2]):
            best = node, bound, i
    if best is None:
        return None
    node, bound, i = best
    return timex(node, bound, tense_around(w, i, node.end), _depth(doc, doc.tokens[i].start))


def _words(doc: Document) -> Words:
    return Words(doc, {n.core[0]: (n.value, n.core[1]) for n in doc.numbers})


def _bound(w: Words, i: int) -> str | None:
    before = bound_before(w, i)
    return None if before is None else str(before[0].value)


def _mention(w: Words, i: int) -> tuple[Node, TimeMention] | None:
    before = bound_before(w, i)
    bound = None if before is None else str(before[0].value)
    node = expression(w, i, bound)
    if node is None or not locates(node, bound):
        return None
    doc = w.doc
    start = _start(doc, i, node)
    span = (start, doc.tokens[node.end - 1].end)
    expr = timex(node, bound, tense_around(w, i, node.end), _depth(doc, start))
    used = node.used if before is None else (*node.used, before[0])
    return node, TimeMention(span, _why(node.rule, used), expr)


def _start(doc: Document, i: int, node: Node) -> int:
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


def _completed_lists(mentions: list[TimeMention]) -> list[TimeMention]:
    return mentions


_ = (Ago, Date, Expr, Length)
