"""Names of the gazetteer in running text: which tokens spell one, where its clitics end, how long it is.

A clitic comes off by look-up only: the whole word is tried first, and what remains after و ف ب ل ك must be a name.
After a fused article (للموصل = ل + الموصل) the span is the part of the name that is written.
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from khabar.remembered import PHRASES, WORD_FORMS, Remembered
from khabar.resources.gazetteer import Gazetteer
from khabar.text.fold import fold_map
from khabar.text.tokens import Token

# the proclitics of a name, shortest first: (written, what is put back before the rest to have the name)
CLITICS = (
    ("", ""), ("و", ""), ("ف", ""), ("ب", ""), ("ل", ""), ("ك", ""), ("وب", ""), ("ول", ""), ("وك", ""), ("فب", ""),
    ("فل", ""), ("لل", "ال"), ("ولل", "ال"), ("فلل", "ال"),
)  # fmt: skip
_FIRSTS = frozenset(clitic[0] for clitic, _ in CLITICS if clitic)
# ف and ك stand before well-known names only: كريمة and كبير are words, not ك and a village
RARE = frozenset({"ف", "ك", "وك", "فب", "فل", "فلل"})
FAMOUS = 80
JOINERS = frozenset("_-ـ–")


class Hit(NamedTuple):
    """Tokens ``first`` up to ``last`` spell the folded name ``key``; ``clitic`` is what is written before it."""

    first: int
    last: int
    clitic: str
    key: str


class Opening(NamedTuple):
    """What one token can begin: a folded word with its clitic, whether it is a name, how many words may follow."""

    clitic: str
    word: str
    name: bool
    words: int


class Names:
    """Finds names of a gazetteer; remembers what every written form can begin."""

    __slots__ = ("_never", "gazetteer", "openings")

    def __init__(self, gazetteer: Gazetteer, never: Container[str] = ()) -> None:
        """never: folded words that are no names by themselves (إلى is not Ely), though names may begin with them."""
        self.gazetteer = gazetteer
        self._never = never
        #: Every name or beginning of one that a token with a folded form can be.
        self.openings = Remembered(self._split, WORD_FORMS).__getitem__

    def _split(self, norm: str) -> tuple[Opening, ...]:
        names, heads = self.gazetteer.names, self.gazetteer.heads
        out = []
        for clitic, restored in CLITICS if norm[:1] in _FIRSTS else CLITICS[:1]:
            if not norm.startswith(clitic) or len(norm) - len(clitic) < 2:
                continue
            word = restored + norm[len(clitic) :]
            name, words = word in names and word not in self._never, heads.get(word, 0)
            if clitic in RARE and not (name and self._famous(word)):
                continue
            if name or words:
                out.append(Opening(clitic, word, name, words))
        return tuple(out)

    def _famous(self, word: str) -> bool:
        return self.gazetteer.row(self.gazetteer.find(word)[0]).importance >= FAMOUS

    def at(self, tokens: tuple[Token, ...], i: int, last: int) -> tuple[Hit, ...]:
        """The names that begin at token ``i`` and end before token ``last``: longest first, then shortest clitic."""
        openings = self.openings(tokens[i].norm)
        if not openings:
            return ()
        hits = []
        for opening in openings:
            if opening.name:
                hits.append(Hit(i, i + 1, opening.clitic, opening.word))
            if opening.words:
                hits += self._longer(tokens, i, last, opening)
        if len(hits) > 1:
            hits.sort(key=lambda h: (h.first - h.last, len(h.clitic)))
        return tuple(hits)

    def _longer(self, tokens: tuple[Token, ...], i: int, last: int, opening: Opening) -> list[Hit]:
        hits = []
        key, at = opening.word, i + 1
        for _ in range(opening.words - 1):
            if at < last and tokens[at].text in JOINERS:
                at += 1
            if at >= last or tokens[at].kind == "punct":
                break
            key = f"{key} {tokens[at].norm}"
            at += 1
            if key in self.gazetteer.names:
                hits.append(Hit(i, at, opening.clitic, key))
        return hits


@lru_cache(maxsize=PHRASES)
def clitic_length(text: str, clitic: str) -> int:
    """How many code points of a token's text its folded ``clitic`` takes, with their diacritics."""
    if not clitic:
        return 0
    folded = fold_map(text)
    return folded.offsets[len(clitic)] if len(clitic) < len(folded.offsets) else 0
