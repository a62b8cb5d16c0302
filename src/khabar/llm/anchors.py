"""Anchoring: from the words that the language model quotes to their place in the report, or to nothing.

A quotation is ``"word"`` (its first occurrence in the sentence), ``"word@2"`` (the second) or ``"from … to"``. It
counts only where it ends with a word and begins with one, or behind the clitics of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from khabar.record.span import Span
from khabar.text import Document, Folded, fold, fold_map, splits

#: How many sentences away from the named one a quotation may stand: the mention itself, and the words of a role.
NEAR, FAR = 1, 40
_LONGEST = 25  # sentences that "from … to" may run over
_NTH = re.compile(r"^(?P<words>.+)@(?P<n>[1-9]\d?)$", re.DOTALL)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")


class Anchors:
    """Finds quotations in one document. Sentences are numbered from 1, as the model was shown them."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._folded: dict[int, Folded] = {}

    def find(self, words: str, at: int, reach: int = NEAR, *, whole: bool = False) -> Span | None:
        """Where ``words`` stand: in sentence ``at``, else in the nearest one before or behind it within ``reach``.

        whole: widen to written words with their clitics. None when they stand nowhere there.
        """
        words = words.strip()
        for number in self._order(at, reach):
            found = self._in_sentence(words, number)
            if found is not None:
                return self._widened(found) if whole else found
        return None

    def _order(self, at: int, reach: int) -> Iterator[int]:
        """The named sentence, then those before it from near to far, then those behind it."""
        last = len(self.doc.sentences)
        yield from range(min(at, last), max(at - reach, 1) - 1, -1) if at >= 1 else ()
        yield from range(max(at + 1, 1), min(at + reach, last) + 1)

    def _in_sentence(self, words: str, number: int) -> Span | None:
        found = next(self._occurrences(words, number), None)
        if found is not None:
            return found
        match = _NTH.match(words)
        body, n = (match["words"].strip(), int(match["n"])) if match else (words, 1)
        pieces = [p for p in _ELLIPSIS.split(body) if p]
        if len(pieces) > 2 or not pieces or (len(pieces) == 1 and n == 1):
            return None
        head = next((s for i, s in enumerate(self._occurrences(pieces[0], number), 1) if i == n), None)
        if head is None or len(pieces) == 1:
            return head
        tail = self._behind(pieces[1], number, head[1])
        return None if tail is None else (head[0], tail[1])

    def _behind(self, words: str, number: int, start: int) -> Span | None:
        for n in range(number, min(number + _LONGEST, len(self.doc.sentences)) + 1):
            found = next((s for s in self._occurrences(words, n) if s[0] >= start), None)
            if found is not None:
                return found
        return None

    def _occurrences(self, words: str, number: int) -> Iterator[Span]:
        """Places of the words in a sentence, letter for letter; failing that, without regard to marks and spelling."""
        exact = False
        start, end = self.doc.sentences[number - 1].span
        at = self.doc.text.find(words, start, end) if words else -1
        while at >= 0:
            fitting = self._fitted((at, at + len(words)))
            if fitting is not None:
                exact = True
                yield fitting
            at = self.doc.text.find(words, at + 1, end)
        if not exact:
            yield from self._loosely(fold(words), number, start)

    def _loosely(self, key: str, number: int, start: int) -> Iterator[Span]:
        if number not in self._folded:
            self._folded[number] = fold_map(self.doc.words(self.doc.sentences[number - 1].span))
        folded = self._folded[number]
        at = folded.text.find(key) if key.strip() else -1
        while at >= 0:
            low, high = folded.origin((at, at + len(key)))
            fitting = self._fitted((start + low, start + high))
            if fitting is not None:
                yield fitting
            at = folded.text.find(key, at + 1)

    def _fitted(self, span: Span) -> Span | None:
        """The span if it keeps to the words' edges; an end before a word's last marks is moved behind them."""
        first, last = self.doc.tokens_in(span)
        if first == last or all(self.doc.tokens[i].kind == "punct" for i in range(first, last)):
            return None
        head, tail = self.doc.tokens[first], self.doc.tokens[last - 1]
        end = span[1]
        if end < tail.end:
            if fold(self.doc.text[end : tail.end]):
                return None
            end = tail.end
        dropped = fold(self.doc.text[head.start : span[0]])
        if dropped and not _clitics(head.norm, len(dropped)):
            return None
        return max(span[0], head.start), end

    def _widened(self, span: Span) -> Span:
        first, last = self.doc.tokens_in(span)
        return min(span[0], self.doc.tokens[first].start), max(span[1], self.doc.tokens[last - 1].end)


def _clitics(norm: str, length: int) -> bool:
    """Whether the first ``length`` letters of a folded word may be clitics before a noun or name."""
    return any(s.head == length and not s.tail for kind in ("noun", "name") for s in splits(norm, kind))  # type: ignore[arg-type]
