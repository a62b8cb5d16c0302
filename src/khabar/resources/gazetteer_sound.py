"""Names by sound: one key for a Latin spelling and the Arabic spellings that newspapers make of it.

The key keeps the consonants in coarse classes and drops vowels, so that Ménaka and ميناكا, Dapchi and دابتشي meet. It is
used only where the gazetteer has a place by its Latin name alone, and only behind a kind word in a country that the
report speaks of.
"""

from __future__ import annotations

import difflib
import re
import unicodedata

LEAST = 3  # consonants that a key needs
SOUND = "~"  # stands before a sound key among the gazetteer's names

_ARABIC = {
    "ب": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "g", "غ": "g", "ح": "h", "خ": "x", "د": "d", "ذ": "d", "ض": "d",
    "ر": "r", "ز": "z", "ظ": "z", "س": "s", "ص": "s", "ش": "c", "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h",
}  # fmt: skip
_LATIN = {
    "b": "b", "p": "b", "t": "t", "j": "g", "g": "g", "h": "h", "d": "d", "r": "r", "z": "z", "s": "s", "f": "f",
    "v": "f", "k": "k", "q": "k", "l": "l", "m": "m", "n": "n", "x": "ks",
}  # fmt: skip
_DIGRAPHS = (
    ("tch", "C"),
    ("sch", "C"),
    ("ch", "C"),
    ("sh", "C"),
    ("kh", "X"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
)
_LATIN_VOWELS = {"a": "a", "e": "i", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", "c": "c", "x": "x"}
_SOFT_C = re.compile(r"c(?=[eiy])")
_TWICE = re.compile(r"(.)\1+")


def latin_key(name: str, turkish: bool = False) -> str:
    """The sound key of a name in Latin letters, ``""`` when it has too few consonants; in Turkish c is read as j."""
    plain = name.lower().replace("ş", "sh").replace("ç", "ch").replace("ğ", "")
    if turkish:
        plain = plain.replace("ch", "C").replace("c", "j").replace("C", "ch")
    plain = unicodedata.normalize("NFD", plain)
    plain = "".join(c for c in plain if c.isascii() and c.isalpha())
    for written, letter in _DIGRAPHS:
        plain = plain.replace(written, letter)
    plain = _SOFT_C.sub("s", plain).replace("c", "k").replace("C", "c").replace("X", "x-")
    first = plain[:1] if plain[:1] in "wy" else ""
    key = "".join("x" if c == "x" and plain[i + 1 : i + 2] == "-" else "c" if c == "c" else _LATIN.get(c, "")
                  for i, c in enumerate(plain))  # fmt: skip
    return _checked(first + key)


def arabic_key(folded: str) -> str:
    """The sound key of a folded Arabic name, ``""`` when it has too few consonants."""
    joined = folded.replace(" ", "").replace("تش", "ش")
    first = {"و": "w", "ي": "y"}.get(joined[:1], "")
    return _checked(first + "".join(_ARABIC.get(c, "") for c in joined))


def alike(folded: str, latin: str) -> float:
    """How much of the spelling agrees, vowels included: 1 for ميناكا and Menaka, about 0.6 for a chance meeting."""
    one = _spelt(folded.replace("تش", "ش"), _ARABIC | {"ا": "a", "و": "u", "ي": "i"})
    plain = latin.lower()
    for written, letter in _DIGRAPHS:
        plain = plain.replace(written, letter.lower())
    two = _spelt(plain, _LATIN | _LATIN_VOWELS)
    return difflib.SequenceMatcher(None, one, two, autojunk=False).ratio()


def _spelt(text: str, letters: dict[str, str]) -> str:
    return _TWICE.sub(r"\1", "".join(letters.get(c, "") for c in text))


def _checked(key: str) -> str:
    key = _TWICE.sub(r"\1", key)
    key = key[:1] + key[1:].replace("h", "")  # h inside a name is often a vowel's letter
    return key if len(key) >= LEAST else ""
