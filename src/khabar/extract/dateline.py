"""Datelines: the place, day and agency with which a report opens, before its first sentence.

بغداد (رويترز) - … / أربيل - بقلم …: / عمّان في 3 آذار/مارس 2021 (أ ف ب) - … / أبوظبي في 12 مارس 2021 / وام / …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from khabar.resources import entries
from khabar.resources.gazetteer import gazetteer
from khabar.text import Token
from khabar.text.tokens import tokenise

_DASH = frozenset("-–—ـ")
_PLACE_WORDS = 9  # a city, a comma and a country: نيويورك، الولايات المتحدة الأمريكية
#: A line as one symbol a token. N: number, M: word of a month's name, F: what stands beside a date (في, a weekday, الموافق),
#: A: word that signs for an agency, W: other word, '-': dash; other marks as they are, unknown ones '?'.
_DAY = r"F*N(?:M+(?:/M+)?N?|[-/]N[-/]N)F*"
_AGENCY = r"(?:\([^()]{1,7}\)|/[^/]{1,7}/|A{1,3})"
_DATED = re.compile(rf"(?P<place>[WA][WA/،]{{0,4}}?)،?{_AGENCY}?-?{_DAY}(?:{_DAY})?،?(?:{_AGENCY}(?:-+|:|$)|/[^/]{{1,7}}/|-+(?!N)|:)")


def dateline_end(tokens: Sequence[Token]) -> int | None:
    """Where a dateline at the head of a line ends, None where the line begins with none."""
    dated = _dated(tokens)
    if dated is not None:
        return dated.end()
    signed = _signed(tokens)
    if signed is not None:
        return signed
    at = _words(tokens, 0, 4)
    if at == 0:
        return None
    close = _bracket(tokens, at)
    if close is not None:
        return _behind_dashes(tokens, close) if close < len(tokens) and tokens[close].text in (*_DASH, ":") else None
    if at >= len(tokens) or tokens[at].text not in _DASH or not _spaced(tokens, at):
        return None
    if not _names_place(tokens[:at]):
        return None
    second = _words(tokens, at + 1, 5)
    if second > at + 1 and second < len(tokens) and tokens[second].text in (*_DASH, ":"):
        return second + 1
    return at + 1 if len(tokens) > at + 6 else None


def _signed(tokens: Sequence[Token]) -> int | None:
    """Where a dateline with its agency in brackets ends: (CNN)-- … / دبي، الإمارات العربية المتحدة (CNN) -- …"""
    at = _words(tokens, 0, _PLACE_WORDS)
    close = _bracket(tokens, at)
    if close is None or close >= len(tokens) or tokens[close].text not in _DASH:
        return None
    inside = tokens[at + 1 : close - 1]
    agency = bool(inside) and all(t.norm.isascii() or _symbol(t) == "A" for t in inside)
    city = next((i for i in range(at) if tokens[i].text == "،"), at)
    return _behind_dashes(tokens, close) if agency and (at == 0 or _names_place(tokens[:city])) else None


def _behind_dashes(tokens: Sequence[Token], at: int) -> int:
    """The token behind the mark at ``at`` and the dashes that go on from it (--)."""
    at += 1
    while at < len(tokens) and tokens[at].text in _DASH:
        at += 1
    return at


def place_end(tokens: Sequence[Token]) -> int:
    """Where the place of a dateline ends; 0 where it names none, as (CNN)--."""
    dated = _dated(tokens)
    if dated is not None:
        return dated.end("place")
    return next((i for i, t in enumerate(tokens) if t.kind != "word"), len(tokens))


def _dated(tokens: Sequence[Token]) -> re.Match[str] | None:
    """A dateline with its day, matched over the symbols of its tokens."""
    if not any(t.kind == "number" for t in tokens):
        return None
    found = _DATED.match("".join(map(_symbol, tokens)))
    return found if found is not None and _names_place(tokens[: found.end("place")]) else None


def _symbol(token: Token) -> str:
    if token.kind == "punct":
        return "-" if token.text in _DASH else token.text if token.text in "()/:،" else "?"
    if token.kind == "number":
        return "N"
    return next((symbol for symbol, words in _date_words() if token.norm in words), "W")


@cache
def _date_words() -> tuple[tuple[str, frozenset[str]], ...]:
    months = [f for e in entries("time") if e.role in ("month", "hijri_month") for f in e.forms]
    beside = [f for e in entries("time") if e.role in ("weekday", "era") for f in e.forms]
    beside += [w for e in entries("wordset") if e.name == "date filler" for w in e.words if " " not in w]
    agencies = [f for e in entries("layout") if e.block == "signature" for f in e.forms]
    return tuple((symbol, frozenset(t.norm for f in forms for t in tokenise(f, 0, len(f), 0, 0))) for symbol, forms in
                 (("M", months), ("F", beside), ("A", agencies)))


def _names_place(tokens: Sequence[Token]) -> bool:
    """Whether the words before a dash name a place, as far as a slash (بغداد / وكالة)."""
    words = [t.norm for t in tokens]
    if "/" in words:
        words = words[: words.index("/")]
    return bool(gazetteer().find(" ".join(words)))


def _spaced(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash stands between spaces, as a dateline's does and a compound's does not."""
    return tokens[at - 1].end < tokens[at].start and (at + 1 == len(tokens) or tokens[at].end < tokens[at + 1].start)


def _words(tokens: Sequence[Token], at: int, most: int) -> int:
    start = at
    while at < len(tokens) and at - start <= most and (tokens[at].kind == "word" or tokens[at].text in "/،"):
        at += 1
    return at if at - start <= most else start


def _bracket(tokens: Sequence[Token], at: int) -> int | None:
    if at >= len(tokens) or tokens[at].text != "(":
        return None
    for i in range(at + 1, min(at + 8, len(tokens))):
        if tokens[i].text == ")":
            return i + 1
    return None
