"""What one claim says that no other claim of the same happening says: its numbers, its places, its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from khabar.assemble.happenings.words import bare, wordset
from khabar.text import document, fold

Part = tuple[str, str]  # words, and "" (shared), "number", "place" or "only"
_WORD = re.compile(r"[\w\u064b-\u0652\u0670]+")
#: When more of a text than this is its own, its words are not marked one by one: it is told differently altogether.
_OWN = 2 / 3


def differences(texts: Sequence[str], places: Collection[str] = ()) -> list[list[Part]]:
    """Each text in parts, those that no other text holds apart. One text alone has nothing to differ from.

    places: names that are known to be places. Numbers are compared by value, so that تسعة and 9 agree; words folded,
    without article and one-letter proclitics, so that بالحويجة and الحويجة agree.
    """
    if len(set(texts)) < 2:
        return [[(text, "")] for text in texts]
    towns = {_key(m.group()) for name in places for m in _WORD.finditer(name)}
    found = [_marked(text, towns) for text in texts]
    by_text = dict(zip(texts, found, strict=True))  # copies of one text count once
    held = Counter(mark for marks in by_text.values() for mark in {(kind, key) for _, kind, key in marks})
    return [_parts(text, marks, held) for text, marks in zip(texts, found, strict=True)]


def _marked(text: str, towns: set[str]) -> list[tuple[tuple[int, int], str, str]]:
    """Numbers, places and words of a text: span, kind, key to compare by."""
    out = [(n.span, "number", f"{n.min}–{n.max}") for n in document(text).numbers]
    taken = [s for s, _, _ in out]
    for m in _WORD.finditer(text):
        if len(m.group()) > 1 and not _silent(m.group()) and not any(s[0] < m.end() and m.start() < s[1] for s in taken):
            key = _key(m.group())
            out.append((m.span(), "place" if key in towns else "only", key))
    return sorted(out)


def _parts(text: str, marks: list[tuple[tuple[int, int], str, str]], held: Counter[tuple[str, str]]) -> list[Part]:
    own = [m for m in marks if held[m[1], m[2]] < 2]
    words = [m for m in marks if m[1] == "only"]
    if sum(m[1] == "only" for m in own) > _OWN * len(words):
        own = [m for m in own if m[1] != "only"]
    out: list[Part] = []
    last = 0
    for (start, end), kind, _ in own:
        if start > last:
            out.append((text[last:start], ""))
        out.append((text[start:end], kind))
        last = end
    if last < len(text):
        out.append((text[last:], ""))
    return out


def _silent(word: str) -> bool:
    """Whether a word says nothing of what happened (من, وفي), so that nothing differs in it."""
    key = bare(fold(word))
    return key in wordset("silent") or (key[0] in "وف" and key[1:] in wordset("silent"))


def _key(word: str) -> str:
    key = fold(word)
    for lead in ("وال", "بال", "فال", "كال", "لل", "ال"):
        if key.startswith(lead) and len(key) > len(lead) + 2:
            return key[len(lead):]
    return key[1:] if len(key) > 4 and key[0] in "وفبل" else key
