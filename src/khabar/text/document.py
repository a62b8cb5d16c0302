"""The document: one report's text, cut into lines, tokens, sentences, quotations and numbers."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from khabar.record.span import Span
from khabar.record.types import Block
from khabar.text.clause_words import Word, word
from khabar.text.fold import fold_map
from khabar.text.numbers import NumberMention, find_numbers
from khabar.text.quotes import Quotation, find_quotes
from khabar.text.sentences import Sentence, split_sentences
from khabar.text.tokens import Token, tokenise

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")

#: Blocks that are not the report's own telling: nothing is read from them.
UNREAD = frozenset({"caption", "contact", "signature", "boilerplate"})
#: Blocks whose places count, but in which nobody speaks and nothing happens.
FRAME = frozenset({"dateline", "byline"})


@dataclass(frozen=True)
class Document:
    """A report's text with its tokens. ``lines`` are the non-empty lines; ``sentences`` cover the blocks that are read.

    Token indices are places in ``tokens``; all spans are code points of ``text``.
    """

    text: str
    tokens: tuple[Token, ...]
    lines: tuple[Span, ...]
    blocks: tuple[Block, ...]
    quotes: tuple[Quotation, ...]
    published: datetime.date | None = None
    outlet: str | None = None

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the blocks that are read, in text order; they never cross a block's edge."""
        read = tuple(b for b in self.blocks if b.kind not in UNREAD)
        return split_sentences(self.text, self.tokens, read, self.quotes)

    @cached_property
    def clause(self) -> list[Word]:
        """What each token is to its clause (:func:`khabar.text.clause_words.word`)."""
        return [word(t.norm) for t in self.tokens]

    @cached_property
    def norms(self) -> list[str]:
        """Folded form of each token."""
        return [t.norm for t in self.tokens]

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The folded forms that occur."""
        return frozenset(self.norms)

    @cached_property
    def numbers(self) -> tuple[NumberMention, ...]:
        """Numbers in digits and words, in text order, over the sentences that are read."""
        return tuple(find_numbers(self.tokens, self.sentences))

    @cached_property
    def number_at(self) -> dict[int, NumberMention]:
        """Number mentions by the index of each token they cover."""
        return {i: n for n in self.numbers for i in range(n.first, n.last)}

    @cached_property
    def _quote_starts(self) -> tuple[list[int], list[Quotation]]:
        found = sorted(self.quotes, key=lambda q: q.first)
        return [q.first for q in found], found

    def quotes_from(self, first: int, last: int) -> list[Quotation]:
        """The quotations whose first word is one of the tokens ``first`` up to but not including ``last``."""
        starts, found = self._quote_starts
        return found[bisect_left(starts, first):bisect_left(starts, last)]

    @cached_property
    def _ranges(self) -> dict[Span, tuple[int, int]]:
        return {}

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        return [t.start for t in self.tokens], [t.end for t in self.tokens]

    @cached_property
    def starts(self) -> dict[int, int]:
        """Token index by start offset."""
        return {t.start: t.i for t in self.tokens}

    @cached_property
    def sentence_of(self) -> dict[int, Sentence]:
        """Sentence by token index; tokens of unread blocks have none."""
        return {i: s for s in self.sentences for i in range(s.first, s.last)}

    @cached_property
    def sentence_starts(self) -> list[int]:
        """First token of each sentence."""
        return [s.first for s in self.sentences]

    @property
    def narrative(self) -> Iterator[Sentence]:
        """The sentences in which somebody may speak and something may happen: all but dateline and byline."""
        return (s for s in self.sentences if s.kind not in FRAME)

    def span(self, first: int, last: int, cut: int = 0) -> Span:
        """Code-point span of the tokens ``first`` up to but not including ``last``, without the first ``cut`` folded letters (clitics)."""
        token = self.tokens[first]
        folded_alike = not cut or len(token.text) == len(token.norm)
        return token.start + (cut if folded_alike else fold_map(token.text).origin((cut, len(token.norm)))[0]), self.tokens[last - 1].end

    def opening(self, i: int) -> int:
        """How many folded letters of token ``i`` stand before what it names: و or ف, ب, ل or ك, and the whole of what لل adds
        (للجيش leaves جيش, للبنان leaves لبنان)."""
        read, norm = self.clause[i], self.norms[i]
        return len(norm) - len(read.stem) if read.case and norm.startswith("لل", int(read.joined)) else read.clitics

    def between(self, one: Span, other: Span) -> range:
        """The tokens between two spans, in either order."""
        (first, last), (start, end) = self.tokens_in(one), self.tokens_in(other)
        return range(last, start) if last <= start else range(end, first)

    def words(self, span: Span) -> str:
        """The text at a span."""
        return self.text[span[0]:span[1]]

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """Half-open token range of the tokens that overlap a span; every layer asks for those of the same spans."""
        found = self._ranges.get(span)
        if found is None:
            starts, ends = self._edges
            start, end = span
            first = bisect_right(ends, start)
            last = bisect_left(starts, end, first) if first < len(starts) and starts[first] < end else first
            found = self._ranges[span] = first, last
        return found


def document(text: str, published: datetime.date | None = None, outlet: str | None = None) -> Document:
    """Cut ``text`` into a document in which every line is a paragraph; ``with_blocks`` refines that."""
    tokens: list[Token] = []
    lines: list[Span] = []
    for match in _LINE.finditer(text):
        line = tokenise(text, match.start(), match.end(), len(tokens), len(lines))
        if line:
            tokens += line
            lines.append((line[0].start, line[-1].end))
    blocks = tuple(Block("paragraph", span) for span in lines)
    fixed = tuple(tokens)
    quotes = find_quotes(text, fixed)
    return Document(text, fixed, tuple(lines), blocks, quotes, published, outlet)


def with_blocks(doc: Document, blocks: tuple[Block, ...]) -> Document:
    """The document with other blocks (in text order, not overlapping)."""
    return replace(doc, blocks=blocks)
