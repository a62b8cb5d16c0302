"""Arabic names in English letters: known names from ``data/name``, the rest by rule.

The rules (docs/actors.md) follow the newspaper style that drops marks: consonants one by one, long vowels as a, i, u,
the article as ``al-``, final ة as ``a``; where neither vowel nor long vowel stands between two consonants an ``a`` is
put, so that an unknown name stays readable. They cannot know unwritten vowels: the Arabic stands beside the result.
"""

from __future__ import annotations

from functools import lru_cache

from khabar.remembered import PHRASES, remembered
from khabar.resources import entries
from khabar.resources.schema.name import Name
from khabar.text import fold

_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g",
}  # fmt: skip
_LONGEST_NAME = 6
_VOWELS = {"ا": "a", "و": "u", "ي": "i"}
_AFTER_VOWEL = {"ي": "ya", "و": "wa", "ا": "t"}  # how a final ة sounds behind one
_SHORT = 2


@lru_cache(maxsize=1)
def _table() -> dict[str, Name]:
    return {fold(form): entry for entry in entries("name") for form in entry.forms}


def is_given_name(folded: str) -> bool:
    """Whether a folded word is a known name, or a particle or title that opens one."""
    entry = _table().get(folded)
    return entry is not None and (entry.sort != "title" or folded.startswith("ال"))


def is_womans_name(folded: str) -> bool:
    """Whether a folded word is known as a woman's name."""
    entry = _table().get(folded)
    return entry is not None and entry.feminine


def is_title(folded: str) -> bool:
    """Whether a folded word is a title before a name (اللواء, الدكتور)."""
    entry = _table().get(folded)
    return entry is not None and entry.sort == "title" and folded.startswith("ال")


def is_personal_name(arabic: str) -> bool:
    """Whether words may be a person's name: not many, and not begun by an unknown word with the article."""
    words = fold(arabic).split()
    if not 0 < len(words) <= _LONGEST_NAME:
        return False
    return not words[0].startswith("ال") or is_given_name(words[0]) or len(words) == 1


@remembered(PHRASES)
def name(arabic: str) -> str:
    """An Arabic name in English letters; Latin words stay as they are."""
    words = [w for w in arabic.replace("،", " ").replace("_", " ").replace('"', " ").split() if w.strip("«»“”#()")]
    out = ""
    joiner = ""
    i = 0
    while i < len(words):
        n, entry = _longest(words, i)
        text = entry.english if entry else _word(words[i].strip("«»“”#().,:;؛"))
        out += (joiner if out else "") + text
        joiner = entry.joiner if entry and entry.sort == "particle" else " "
        if entry is not None and entry.english == "Abdul" and i + n < len(words):
            joiner = "-" if fold(words[i + n]).startswith("ال") else " "
            words[i + n] = _without_article(words[i + n]) if fold(words[i + n]) != "الله" else words[i + n]
        i += n
    return out.replace("Abdul-Allah", "Abdullah").replace("Abdul-Rahman", "Abdulrahman")


def _longest(words: list[str], i: int) -> tuple[int, Name | None]:
    table = _table()
    for n in (2, 1):
        entry = table.get(fold(" ".join(words[i : i + n]))) if i + n <= len(words) else None
        if entry is not None:
            return n, entry
    return 1, None


def _without_article(word: str) -> str:
    return word[2:] if fold(word).startswith("ال") and len(word) > 3 else word


def _word(word: str) -> str:
    folded = fold(word)
    if not folded or folded.isascii():
        return word
    if folded.startswith("عبدال") and len(folded) > 6:
        return "Abdul-" + _word(word[5:]) if folded != "عبدالله" else "Abdullah"
    if folded.startswith("ال") and len(folded) > 4:
        rest = _table().get(folded[2:])
        return "al-" + (rest.english if rest else _spoken(word, folded[2:]).capitalize())
    return _spoken(word, folded).capitalize()


def _spoken(word: str, folded: str) -> str:
    """The letters of a folded word; a ة behind a long vowel is heard with it (الزهراوية: -iya, نواة: -at)."""
    ending = _AFTER_VOWEL.get(folded[-2:-1]) if word.endswith("ة") and len(folded) > _SHORT else None
    return _letters(folded) if ending is None else _letters(folded[:-1]) + ending


def _letters(folded: str) -> str:
    """Letter by letter: consonants that no long vowel parts are parted by ``a`` (``i`` behind a long a: فاعل)."""
    out: list[str] = []
    cluster: list[str] = []
    long_a = False
    last = len(folded) - 1
    for i, char in enumerate(folded):
        vowel = char in _VOWELS and ((i == 0 and char == "ا") or (i > 0 and bool(cluster)))
        if vowel or (char == "ه" and i == last and cluster):
            out += _parted(cluster, first=not out, last=False, long_a=long_a)
            cluster = []
            out.append(_VOWELS.get(char, "a"))
            long_a = char == "ا"
        elif i == 0 and char == "ع":
            out.append("a")
        else:
            cluster.append(_LETTERS.get(char, char))
    return "".join(out + _parted(cluster, first=not out, last=True, long_a=long_a))


def _parted(cluster: list[str], *, first: bool, last: bool, long_a: bool) -> list[str]:
    """A run of consonants made sayable: no two at the start or the end, no three in the middle."""
    n = len(cluster)
    if n < 2:
        return cluster
    if first:
        return [cluster[0], "a", *_parted(cluster[1:], first=False, last=last, long_a=False)]
    if last:
        return [*cluster[:-1], "i" if long_a else "a", cluster[-1]]
    return [*cluster[:2], "a", *_parted(cluster[2:], first=False, last=False, long_a=False)] if n > 2 else cluster
