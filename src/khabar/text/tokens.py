"""Tokens: runs of letters with their marks, numbers, and single punctuation marks, with offsets on the original."""

from __future__ import annotations

import re

from msgspec import Struct

from khabar.remembered import WORD_FORMS, Remembered
from khabar.text.fold import DIACRITICS, INVISIBLE, fold

_LETTER = r"[^\W\d_]"
# a word may end in diacritics (خاصةً) but not in a bidi control, which belongs to the layout around it
_TOKEN = re.compile(
    rf"(?P<word>{_LETTER}(?:{_LETTER}|[{DIACRITICS}]|[{INVISIBLE}]+(?={_LETTER}))*)"
    rf"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    rf"|(?P<punct>[^\s{DIACRITICS}{INVISIBLE}])"
)


class Token(Struct, frozen=True, gc=False):
    """One token. ``start``/``end`` are code points of the original; ``norm`` is the folded form.

    ``kind`` is ``word``, ``number`` or ``punct``; ``line`` counts the non-empty lines of the text; ``i`` is its
    place in ``Document.tokens``.
    """

    i: int
    start: int
    end: int
    text: str
    norm: str
    kind: str
    line: int


#: Folded form by surface form.
_norms = Remembered(fold, WORD_FORMS)


def tokenise(text: str, start: int, end: int, first: int, line: int) -> list[Token]:
    """The tokens of ``text[start:end]``, numbered from ``first``."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        surface = match.group()
        norm = _norms[surface]
        if norm:  # a run of tatweel alone is no word
            start, end = match.span()
            out.append(Token(first + len(out), start, end, surface, norm, match.lastgroup or "", line))
    return out
