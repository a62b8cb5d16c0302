"""Folding: one key for the spellings that Arabic newspapers use interchangeably, with the way back to the original.

Folding drops diacritics, tatweel, zero-width characters and bidi controls; it maps hamza carriers to their carrier,
alif maqsura to ya, ta marbuta to ha, presentation forms (U+FB50–FEFF) to plain letters, Persian and Urdu letters to
their Arabic neighbours, Arabic-Indic and Persian digits to ASCII, no-break spaces to spaces, and lower-cases Latin.
It serves matching only: every offset in a record stays on the original text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from khabar.record.span import Span


def _characters(*ranges: int | range) -> str:
    return "".join(chr(c) for r in ranges for c in (r if isinstance(r, range) else (r,)))


DIACRITICS = _characters(
    range(0x0610, 0x061B), range(0x064B, 0x0660), 0x0670, range(0x06D6, 0x06DD), range(0x06DF, 0x06E5), 0x06E7, 0x06E8,
    range(0x06EA, 0x06EE), range(0x08D3, 0x08E2), range(0x08E3, 0x0900),
)
INVISIBLE = _characters(
    0x00AD, 0x061C, 0x180E, range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2065), range(0x2066, 0x2070), 0xFEFF
)
TATWEEL = "ـ"

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه",
    # Persian, Urdu and Kurdish letters that stray into Arabic text, to the letter a reader takes them for
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ڭ": "ك", "ی": "ي", "ې": "ي", "ے": "ي", "ێ": "ي", "ۍ": "ي", "ہ": "ه", "ھ": "ه",
    "ە": "ه", "ۀ": "ه", "ۃ": "ه", "ۆ": "و", "ۇ": "و", "ۋ": "و", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ٹ": "ت",
    "ڈ": "د", "ڑ": "ر", "ں": "ن", "ڵ": "ل", "ڕ": "ر",
}  # fmt: skip
_DROPPED = frozenset(DIACRITICS + INVISIBLE + TATWEEL)


def _plain(char: str) -> str:
    """One character folded, through compatibility decomposition for presentation forms."""
    if char in _DROPPED:
        return ""
    if char in _LETTERS:
        return _LETTERS[char]
    if 0xFB50 <= ord(char) <= 0xFEFF:
        return "".join(_plain(c) if c != char else c for c in unicodedata.normalize("NFKC", char))
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if char.isspace():
        return char if char in "\n\r\t" else " "
    return char.lower()


class _Table(dict[int, str]):
    """Translation table that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _plain(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """The matching key of ``text``. Not length-preserving; use :func:`fold_map` to keep offsets."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``offsets[i]`` is the code point of the original that folded character ``i`` came from."""

    text: str
    offsets: tuple[int, ...]
    length: int

    def origin(self, span: Span) -> Span:
        """The original span of a folded span; an empty span maps to an empty one.

        The end takes in marks that folding dropped behind the last letter, as far as the next kept character.
        """
        start, end = span
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self.length
            return at, at
        last = self.offsets[end - 1]
        following = self.offsets[end] if end < len(self.offsets) else self.length
        return self.offsets[start], max(last + 1, following)


def fold_map(text: str) -> Folded:
    """Fold ``text`` and keep, for every folded character, the offset of its original."""
    table = _TABLE
    characters: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(text):
        for c in table[ord(char)]:
            characters.append(c)
            offsets.append(i)
    return Folded("".join(characters), tuple(offsets), len(text))
