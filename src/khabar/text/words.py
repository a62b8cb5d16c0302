"""Words: proclitics and suffix pronouns, separated by look-up and never by blind stripping.

:func:`splits` lists every way in which a folded form could be cut; an index of known stems (:class:`FormIndex`)
decides which cuts exist. إلى is in no index as clitic + stem, so nothing is ever cut off it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Generic, Literal, NamedTuple, TypeVar

from khabar.record.span import Span
from khabar.text.fold import fold_map
from khabar.text.tokens import Token

T = TypeVar("T")
Kind = Literal["verb", "noun", "name", "particle"]


class Split(NamedTuple):
    """One way to cut a folded form: proclitics, stem, suffix.

    ``stem`` is restored (قيادته → قياده, للموصل → الموصل), so it need not be a substring; ``head`` and ``tail`` count
    the folded characters before and behind what stands of it in the form.
    """

    pre: str
    stem: str
    suf: str
    head: int
    tail: int


Cut = tuple[str, str, str, int, int]
_CONJUNCTIONS = ("", "و", "ف")
_PREFIXES: dict[str, tuple[str, ...]] = {
    "particle": _CONJUNCTIONS,
    "name": tuple(c + p for c in _CONJUNCTIONS for p in ("", "ب", "ل", "ك")),
    "verb": tuple(c + p for c in _CONJUNCTIONS for p in ("", "س", "ل")),
    "noun": tuple(c + p for c in _CONJUNCTIONS for p in ("", "ب", "ل", "ك", "ال", "بال", "كال")),
}
_SUFFIXES: dict[str, tuple[str, ...]] = {
    "particle": ("",),
    "name": ("",),
    "verb": ("", "ه", "ها", "هم", "هما", "هن", "ني", "نا", "ك", "كم"),
    "noun": ("", "ه", "ها", "هم", "هما", "هن", "ي", "نا", "ك", "كم", "ا"),
}
_MIN_STEM = 2
#: by the first (last) letter of a form: the prefixes that it can have, the empty one always (the suffixes but for the empty one)
_PREFIXES_OF = {
    kind: {c: tuple(p for p in listed if not p or p[0] == c) for c in {p[0] for p in listed if p}} for kind, listed in _PREFIXES.items()
}
_SUFFIXES_OF = {
    kind: {c: tuple(s for s in listed if s and s[-1] == c) for c in {s[-1] for s in listed if s}} for kind, listed in _SUFFIXES.items()
}
_NONE = ("",)


def _restored(stem: str, suf: str, kind: str) -> tuple[str, ...]:
    """The free forms that a stem before a suffix may stand for."""
    if kind == "verb":
        if stem.endswith("ا"):
            return stem, stem[:-1] + "ي"  # رماه ← رمى
        return (stem, stem + "ا") if stem.endswith("و") else (stem,)  # قتلوهم ← قتلوا
    if suf == "ا":  # tanwin of the accusative
        return (stem,)
    if stem.endswith("ت"):
        return stem, stem[:-1] + "ه"  # قيادته ← قيادة
    if stem.endswith("ا"):
        return stem, stem[:-1] + "ي", stem + "ن"  # مستشفاه ← مستشفى, قائداه ← قائدان
    if stem.endswith(("و", "ي")):
        return stem, stem[:-1] + "ء", stem + "ن"  # أبناؤه، أبنائه ← أبناء, مسلحوهم ← مسلحون, مسلحيه ← مسلحين
    return (stem,)


def splits(norm: str, kind: Kind) -> tuple[Split, ...]:
    """Every cut of a folded form that clitics of ``kind`` allow, the whole word first."""
    return tuple([Split(*cut) for cut in _cuts(norm, kind)[0]])


@lru_cache(maxsize=4_096)
def _cuts(norm: str, kind: Kind) -> tuple[list[Cut], list[str]]:
    """The fields of the splits, and their stems: most are no word of the index that is asked, and never become one."""
    out: list[Cut] = []
    suffixes = [s for s in _SUFFIXES_OF[kind].get(norm[-1:], ()) if norm.endswith(s)]
    for pre in _PREFIXES_OF[kind].get(norm[:1], _NONE):
        if not norm.startswith(pre):
            continue
        head = len(pre)
        rest = norm[head:]
        if len(rest) >= _MIN_STEM:
            out.append((pre, rest, "", head, 0))
        if suffixes and not pre.endswith("ال"):
            for suf in suffixes:
                stem = rest[:-len(suf)]
                if len(stem) >= _MIN_STEM:
                    out += [(pre, free, suf, head, len(suf)) for free in _restored(stem, suf, kind)]
        if rest[:1] == "ل" and pre[-1:] == "ل" and len(rest) > _MIN_STEM:
            out += _fused(pre, rest, kind)
    return out, [cut[1] for cut in out]


def _fused(pre: str, rest: str, kind: Kind) -> list[Cut]:
    """للجيش: ل and ال written as لل. What stands of a name is its form without the alif (لجيش)."""
    if pre.endswith("ال"):
        return []
    if kind == "name":
        return [(pre, "ا" + rest, "", len(pre), 0)]
    if kind == "noun":
        out = [(pre + "ال", rest[1:], "", len(pre) + 1, 0)]
        return out + ([(pre + "ال", rest, "", len(pre), 0)] if rest[1:2] == "ل" else [])
    return []


def stem_span(token: Token, split: Split) -> Span:
    """Where the stem stands in the original text: the token without its clitics, marks kept with their letters."""
    if not split.head and not split.tail:
        return token.start, token.end
    if len(token.text) == len(token.norm):
        return token.start + split.head, token.end - split.tail
    start, end = fold_map(token.text).origin((split.head, len(token.norm) - split.tail))
    return token.start + start, token.start + end


class FormIndex(Generic[T]):
    """Known stems with what they mean; ``find`` looks a folded form up under all allowed clitics. Its users remember."""

    def __init__(self, forms: Mapping[str, T], kind: Kind) -> None:
        self._forms = forms
        self._kind: Kind = kind

    def find(self, norm: str) -> tuple[tuple[T, Split], ...]:
        """Payloads whose stem is ``norm`` or ``norm`` less clitics; a whole-word match shuts out all cuts."""
        forms = self._forms
        whole = forms.get(norm)
        if whole is not None:
            return ((whole, Split("", norm, "", 0, 0)),)
        cuts, stems = _cuts(norm, self._kind)
        if forms.keys().isdisjoint(stems):
            return ()
        return tuple([(forms[cut[1]], Split(*cut)) for cut in cuts if cut[1] in forms])
