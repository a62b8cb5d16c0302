"""Document structure: title, dateline, byline, headings, captions, contact lines, signatures, footers.

Claims are read from the body only; a photo credit or a telephone number is not news.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from khabar.extract.dateline import dateline_end, place_end
from khabar.record.span import Quote, Span, quote
from khabar.record.types import Block, BlockKind
from khabar.resources import entries
from khabar.text import Document, Token, fold, with_blocks

_END = frozenset(".!?؟…»\"”:")
_TITLE_WORDS = 20
_HEADING_WORDS = 9
_QUOTED_TITLE = 12
_DATELINE_TOKENS = 24
_DATELINE_LINES = 3
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[a-zA-Z]{2,}")
_PHONE = re.compile(r"(?:\+|00)\d[\d\s().-]{6,18}\d")


@dataclass(frozen=True, slots=True)
class _Signs:
    starts: tuple[tuple[str, BlockKind, int, bool], ...]
    contains: tuple[tuple[str, BlockKind, int, bool], ...]
    whole: tuple[tuple[frozenset[str], BlockKind, int], ...]
    longest: int
    first: tuple[str, ...]  # what a line of one of ``starts`` begins with


def _key(text: str) -> str:
    """Folded words and label marks of a line, so that signs match whatever the spacing."""
    return " ".join(re.findall(r"\w+|[*:]", fold(text)))


@cache
def _signs() -> _Signs:
    starts: list[tuple[str, BlockKind, int, bool]] = []
    contains: list[tuple[str, BlockKind, int, bool]] = []
    whole: list[tuple[frozenset[str], BlockKind, int]] = []
    for e in entries("layout"):
        if e.where == "whole":
            whole.append((frozenset(w for f in e.forms for w in _key(f).split()), e.block, e.max_words))
        else:
            rows = starts if e.where == "starts" else contains
            rows += [(_key(f), e.block, e.max_words, e.opens_list) for f in e.forms]
    longest = max((e.max_words for e in entries("layout")), default=0)
    return _Signs(tuple(starts), tuple(contains), tuple(whole), longest, tuple(sign for sign, *_ in starts))


def classify(doc: Document) -> Document:
    """The document with its lines told apart; only what is read keeps its sentences."""
    by_line = _tokens_by_line(doc)
    kinds: list[BlockKind] = []
    listing = False
    for number, span in enumerate(doc.lines):
        kind, opens = _kind(doc, span, by_line[number], number)
        if listing and kind in ("heading", "title"):
            kind = "boilerplate"  # a related story's headline
        listing = opens or (listing and kind == "boilerplate")
        kinds.append(kind)
    blocks: list[Block] = []
    for number, (span, kind) in enumerate(zip(doc.lines, kinds, strict=True)):
        blocks += _split_dateline(by_line[number], span, kind, number)
    return with_blocks(doc, tuple(blocks))


def frame(doc: Document) -> tuple[Quote | None, Quote | None]:
    """Byline and dateline of a classified document: the writer's words (بقلم …) and the place they were sent from."""
    byline = dateline = None
    for block in doc.blocks:
        if block.kind == "dateline" and dateline is None:
            first, last = doc.tokens_in(block.span)
            place = first + place_end(doc.tokens[first:last])
            dateline = quote(doc.text, doc.span(first, place)) if place > first else None
            byline = byline or _byline(doc, place, last)
        elif block.kind == "byline" and byline is None:
            byline = quote(doc.text, block.span)
    return byline, dateline


def _tokens_by_line(doc: Document) -> list[tuple[Token, ...]]:
    out: list[list[Token]] = [[] for _ in doc.lines]
    for token in doc.tokens:
        out[token.line].append(token)
    return [tuple(line) for line in out]


def _kind(doc: Document, span: Span, tokens: tuple[Token, ...], number: int) -> tuple[BlockKind, bool]:
    """Kind of one line, and whether it opens a list of related stories."""
    words = sum(1 for t in tokens if t.kind != "punct")
    if not words:
        return "boilerplate", False  # a rule across the page
    if words <= _signs().longest:
        found = _signed(doc.text[span[0]:span[1]], words)
        if found is not None:
            return found
    if number < _DATELINE_LINES and len(tokens) <= _DATELINE_TOKENS and dateline_end(tokens) == len(tokens):
        return "dateline", False
    quoted = number == 0 and words <= _QUOTED_TITLE and tokens[-1].text in "»”\""  # لافروف: «…»
    if (tokens[-1].text in _END and not quoted) or words > _TITLE_WORDS or len(doc.lines) == 1:
        return "paragraph", False
    if number == 0:
        return "title", False
    return ("heading", False) if words <= _HEADING_WORDS else ("paragraph", False)


def _signed(line: str, words: int) -> tuple[BlockKind, bool] | None:
    if words <= 45 and (_EMAIL.search(line) or _PHONE.search(line)):
        return "contact", False
    key = _key(line)
    if key.startswith(_signs().first):
        for sign, block, limit, opens in _signs().starts:
            if words <= limit and key.startswith(sign):
                return block, opens
    for sign, block, limit, opens in _signs().contains:
        if words <= limit and sign in key:
            return block, opens
    parts = [w for w in key.split() if w not in ("*", ":")]
    for forms, block, limit in _signs().whole:
        if parts and len(parts) <= limit and all(w in forms for w in parts):
            return block, False
    return None


def _split_dateline(tokens: tuple[Token, ...], span: Span, kind: BlockKind, number: int) -> list[Block]:
    """A paragraph that begins with its dateline becomes two blocks."""
    if kind != "paragraph" or number >= _DATELINE_LINES:
        return [Block(kind, span)]
    end = dateline_end(tokens[:_DATELINE_TOKENS])
    if end is None or end >= len(tokens):
        return [Block(kind, span)]
    return [Block("dateline", (span[0], tokens[end - 1].end)), Block(kind, (tokens[end].start, span[1]))]


def _byline(doc: Document, first: int, last: int) -> Quote | None:
    by = fold("بقلم")
    for i in range(first, last):
        if doc.tokens[i].norm == by:
            end = i
            while end < last and doc.tokens[end].kind == "word":
                end += 1
            return quote(doc.text, doc.span(i, end))
    return None
