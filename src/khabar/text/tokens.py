"""Tokens: runs of letters with their marks, numbers, and single punctuation marks, with offsets on the original."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from khabar.text.fold import DIACRITICS, INVISIBLE, fold

_LETTER = r"[^\W\d_]"
# a word may end in diacritics (خاصةً) but not in a bidi control, which belongs to the layout around it
_TOKEN = re.compile(
    rf"(?P<word>{_LETTER}(?:{_LETTER}|[{DIACRITICS}]|[{INVISIBLE}]+(?={_LETTER}))*)"
    rf"|(?P<number>\d+(?:[.,٫٬]\d+)*)"
    rf"|(?P<punct>[^\s{DIACRITICS}{INVISIBLE}])"
)


class Token(NamedTuple):
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


#: a token from the tuple of its fields: what ``Token(...)`` does, less the work on arguments
_token: Callable[[tuple[Any, ...]], Token] = partial(tuple.__new__, Token)
_norms: dict[str, str] = {}
_MEMO_LIMIT = 80_000


def norm_of(surface: str) -> str:
    """Folded form of a surface form, remembered across documents."""
    found = _norms.get(surface)
    if found is None:
        if len(_norms) > _MEMO_LIMIT:
            _norms.clear()
        found = _norms[surface] = fold(surface)
    return found


def tokenise(text: str, start: int, end: int, first: int, line: int) -> Iterator[Token]:
    """The tokens of ``text[start:end]``, numbered from ``first``."""
    i = first
    for match in _TOKEN.finditer(text, start, end):
        surface = match.group()
        norm = _norms.get(surface) or norm_of(surface)
        if norm:  # a run of tatweel alone is no word
            yield _token((i, *match.span(), surface, norm, match.lastgroup, line))
            i += 1
