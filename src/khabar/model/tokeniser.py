"""Unigram pieces of a word: the encoder's alphabet.

The vocabulary is that of multilingual-e5-small (XLM-R SentencePiece), pruned to what Arabic news uses; the
segmentation is the usual Viterbi over piece scores, done word by word so that it can be remembered per form.
Before looking up, a word is brought to the plain newspaper spelling (no vowel marks, no tatweel, no invisible
characters, Arabic letters for Persian ones, ASCII digits): marks are rare in news and would only split pieces.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khabar.remembered import WORD_FORMS, Remembered

PAD, BOS, EOS, UNK, MASK = 0, 1, 2, 3, 4
SPECIALS = ("<pad>", "<s>", "</s>", "<unk>", "<mask>")
MARKER = "\u2581"  # SentencePiece's sign for "a space stands before this piece"

_DROP = dict.fromkeys(
    code
    for block in (
        (0x0640,), (0x0670,), range(0x0610, 0x061B), range(0x064B, 0x0660), range(0x06D6, 0x06EE),
        (0x00AD,), (0xFEFF,), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070),
    )
    for code in block
)
_LETTERS = {0x06A9: 0x0643, 0x06AA: 0x0643, 0x06CC: 0x064A, 0x06C1: 0x0647, 0x06D5: 0x0647, 0x06BE: 0x0647}
_DIGITS = {base + digit: 0x30 + digit for base in (0x0660, 0x06F0) for digit in range(10)}
_TABLE = {**_DROP, **_LETTERS, **_DIGITS}


def plain(word: str) -> str:
    """The spelling under which a word is cut into pieces (may be empty, for a run of marks alone)."""
    if word.isascii():
        return word
    return unicodedata.normalize("NFKC", word.translate(_TABLE)).translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Tokeniser:
    """Cuts words into piece ids.

    `pieces` maps a piece to (id, log-probability); ids 0..4 are the specials. `longest` is the length of the
    longest piece in characters, `unknown` the cost of a character that no piece covers.
    """

    pieces: Mapping[str, tuple[int, float]]
    longest: int
    unknown: float
    _seen: Remembered[tuple[str, bool], tuple[int, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_seen", Remembered(self._cut, WORD_FORMS))

    @classmethod
    def of(cls, pieces: Sequence[str], scores: Sequence[float]) -> Tokeniser:
        """Builds from parallel lists whose first five entries are the specials."""
        if tuple(pieces[: len(SPECIALS)]) != SPECIALS:
            raise ValueError(f"vocabulary must begin with {SPECIALS}, begins with {tuple(pieces[:5])}")
        table = {p: (i, float(scores[i])) for i, p in enumerate(pieces) if i >= len(SPECIALS)}
        return cls(table, max(map(len, table)), min(map(float, scores[len(SPECIALS) :])) - 10.0)

    def __len__(self) -> int:
        return len(self.pieces) + len(SPECIALS)

    def word(self, text: str, spaced: bool = True) -> tuple[int, ...]:
        """Piece ids of one word; `spaced` says whether white space (or nothing) stands before it.

        Never empty: a word without any known piece is one `<unk>`. Remembered per form.
        """
        return self._seen[text, spaced]

    def _cut(self, key: tuple[str, bool]) -> tuple[int, ...]:
        text, spaced = key
        form = plain(text).strip().replace(" ", MARKER)
        found = tuple(self._viterbi(MARKER + form if spaced else form)) if form else ()
        return found or (UNK,)

    def _viterbi(self, form: str) -> list[int]:
        size = len(form)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(UNK, 0)] * (size + 1)
        for start in range(size):
            base = best[start]
            for end in range(start + 1, min(size, start + self.longest) + 1):
                piece = self.pieces.get(form[start:end])
                if piece is not None and base + piece[1] > best[end]:
                    best[end], back[end] = base + piece[1], (piece[0], start)
            if base + self.unknown > best[start + 1]:
                best[start + 1], back[start + 1] = base + self.unknown, (UNK, start)
        out = []
        while size > 0:
            piece_id, size = back[size]
            out.append(piece_id)
        return [p for i, p in enumerate(reversed(out)) if not (p == UNK and i and out[-i] == UNK)]
