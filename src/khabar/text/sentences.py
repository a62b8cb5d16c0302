"""Sentences: cut at full stops, question and exclamation marks and ellipses, never inside numbers or initials."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khabar.record.span import Span
from khabar.record.types import Block, BlockKind
from khabar.resources import entries
from khabar.text.fold import fold
from khabar.text.quotes import Quotation
from khabar.text.tokens import Token

_ENDS = frozenset(".!?؟…۔")
_CLOSERS = frozenset("\"»”'’)]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` up to ``last`` (half-open), their span, and the kind and index of the block they stand in."""

    first: int
    last: int
    span: Span
    kind: BlockKind
    block: int


@cache
def _listed(name: str) -> frozenset[str]:
    """The folded forms of a word entry."""
    return frozenset(fold(f) for e in entries("word") if e.id == f"word.{name}" for f in e.forms)


def _abbreviations() -> frozenset[str]:
    """Folded words that a full stop may follow without ending the sentence (د. م. أ.)."""
    return _listed("abbreviation.titles")


def split_sentences(
    text: str, tokens: tuple[Token, ...], blocks: tuple[Block, ...], quotes: tuple[Quotation, ...]
) -> tuple[Sentence, ...]:
    """The sentences of the given blocks, in order. A closing quotation mark stays with the sentence it closes."""
    out: list[Sentence] = []
    at, count = 0, len(tokens)
    for number, block in enumerate(blocks):
        start, end = block.span
        while at < count and tokens[at].start < start:
            at += 1
        first = at
        while at < count:
            token = tokens[at]
            if token.end > end:
                break
            at += 1
            if token.text in _ENDS and _is_end(text, tokens, at - 1):
                while at < count and tokens[at].end <= end and _belongs(text, tokens, at):
                    at += 1
                out.append(_sentence(tokens, first, at, block, number))
                first = at
        if first < at:
            out.append(_sentence(tokens, first, at, block, number))
    return tuple(out)


def _sentence(tokens: tuple[Token, ...], first: int, last: int, block: Block, number: int) -> Sentence:
    return Sentence(first, last, (tokens[first].start, tokens[last - 1].end), block.kind, number)


def _is_end(text: str, tokens: tuple[Token, ...], i: int) -> bool:
    token = tokens[i]
    if token.text != ".":
        return True
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    glued = after is not None and after.start == token.end
    if before is not None and before.kind == "word" and before.end == token.start:
        if len(before.norm) == 1 and (glued or before.norm in _abbreviations()):
            return False  # an initial: أ.ف.ب or د. سعاد
        if before.norm in _abbreviations():
            return False
        if glued and after is not None and after.kind == "word":
            return not _dotted(before.norm, after.norm)
    return not (glued and after is not None and after.kind == "number" and before is not None and before.kind == "number")


def _dotted(before: str, after: str) -> bool:
    """Whether a full stop between these folded words, without a space, is part of an address or of a name in letters
    (example.com, العربية.نت, سي.إن.إن); else the space is missing."""
    letters = _listed("dotted.letter")
    return before.isascii() or after.isascii() or after in _listed("dotted.ending") or (before in letters and after in letters)


def _belongs(text: str, tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token ``i`` closes the sentence before it: more end marks, or a closing mark that touches it."""
    token = tokens[i]
    if token.text in _ENDS:
        return True
    return token.text in _CLOSERS and tokens[i - 1].end == token.start
