"""PDF files with a text layer, through pypdf (extra ``pdf``), their lines from the order of the page to that of reading."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

from khabar.errors import InputError
from khabar.ingest.item import Item

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z]")
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
#: What stands left to right in an Arabic line: numbers with the marks inside them, words in Latin letters; else sign by sign.
_RUN = re.compile(rf"[{_DIGITS}]+(?:[.,:/\u066b\u066c][{_DIGITS}]+)*|[A-Za-z][\w@.'&+-]*(?: [A-Za-z][\w@.'&+-]*)*(?<![.'-])|.", re.DOTALL)
_SIDED = re.compile("[0-9\u06f0-\u06f9A-Za-z]")
_LOOSE = re.compile(r" ([.،؛!؟»)\]])|([(«\[]) ")
_PAIRS = ("()", "[]", "«»", "“”", "<>")
#: A piece of text as pypdf gives it, and how far from the left it begins.
_Piece = tuple[str, float]


def from_pdf(data: bytes, where: str) -> Item:
    """The text of a PDF. Raises InputError when pypdf is missing, the file is broken, or it holds pictures only."""
    try:
        import pypdf
    except ImportError:
        raise InputError("reading PDF needs the extra: pip install 'khabar[pdf]'", where) from None
    try:
        pages = [_text(page) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # pypdf raises many kinds on broken files
        raise InputError(f"is not a readable PDF: {' '.join(str(error).split())}", where) from None
    text = unicodedata.normalize("NFKC", "\n".join(pages)).strip()  # many PDFs hold presentation forms only
    if not text:
        raise InputError("the PDF has no text layer (scanned pages?)", where)
    return Item(text, where, notes=(f"{where}: text of a PDF; the order of its words may be off",))


def _text(page: Any) -> str:
    """A page's text. A page holds an Arabic line from left to right; pypdf turns its Arabic runs about, but leaves these in the
    order of the page, numbers before or behind the line, and digits inside a run turned about too."""
    pieces: list[_Piece] = []

    def piece(text: str, matrix: list[float], line: list[float], *_: Any) -> None:
        if text:
            pieces.append((text, line[4] * matrix[0] + line[5] * matrix[2] + matrix[4]))

    whole = str(page.extract_text(visitor_text=piece))
    return _read(pieces) if _ARABIC.search(whole) else whole


def _read(pieces: list[_Piece]) -> str:
    """Lines in the order of reading, from pieces in the order of the page."""
    lines: list[list[_Piece]] = [[]]
    for text, x in pieces:
        first, *more = text.split("\n")
        lines[-1].append((first, x))
        lines += [[(part, x)] for part in more]
    return "\n".join(_line(line) for line in lines)


def _line(pieces: list[_Piece]) -> str:
    """One line; a line in Latin letters stays as it is."""
    plain = "".join(text for text, _ in pieces)
    if len(_ARABIC.findall(plain)) <= len(_LATIN.findall(plain)):
        return plain
    logical = "".join(reversed(_RUN.findall(_shown(pieces))))
    for pair in _PAIRS:
        opening, closing = pair[0], pair[1]
        at = [c for c in logical if c in pair]
        if at and at[0] == closing and at[-1] == opening:  # mirrored on the page
            logical = logical.translate({ord(opening): closing, ord(closing): opening})
    return _LOOSE.sub(lambda m: m[1] or m[2], " ".join(logical.split()))


def _shown(pieces: list[_Piece]) -> str:
    """A line as the page shows it, from left to right: what pypdf has turned about is turned back, and pieces are put in place."""
    placed, turned = [], False
    for text, x in pieces:
        turned = bool(_ARABIC.search(text)) or (turned and not _SIDED.search(text))
        # pypdf sets the space between pieces at the wrong end of those it turns
        placed.append((x, text[::-1] + text[len(text.rstrip()):] if turned else text, text))
    out, before = "", (-1.0, "", "")
    for piece in sorted(placed, key=lambda p: p[0]):
        apart = piece[0] != before[0] and (piece[2].endswith(" ") or before[2].startswith(" "))
        out += " " + piece[1] if apart else piece[1]
        before = piece
    return out
