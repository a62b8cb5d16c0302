"""Small vocabularies, documents and readings for the model's tests."""

from __future__ import annotations

from pathlib import Path

from khabar.model.tokeniser import MARKER, SPECIALS, Tokeniser
from khabar.text.document import Document, document

REPORTS = Path(__file__).parents[2] / "training" / "reports"
GRAMMAR = Path(__file__).parents[2] / "training" / "grammar"
TEXT = "قال العقيد سامي الراوي إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.\nوأضاف أن الجيش انسحب."


def letters() -> Tokeniser:
    """A vocabulary of single letters, with and without a space before them, and the word قتل."""
    alphabet = sorted({*"ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآىةؤئ0123456789.,:\"«»،؟-/"})
    pieces = [*SPECIALS, *alphabet, MARKER, *(MARKER + a for a in alphabet), MARKER + "قتل"]
    return Tokeniser.of(pieces, [0.0] * 5 + [-5.0] * (len(pieces) - 6) + [-6.0])


def doc(text: str = TEXT) -> Document:
    """A document cut by the project's own tokeniser."""
    return document(text)
