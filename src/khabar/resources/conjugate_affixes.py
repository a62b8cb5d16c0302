"""Endings and prefixes of persons, put on the stems of `conjugate_stems` as sounds."""

from collections.abc import Iterator

from khabar.resources.conjugate_stems import Stem

_OPEN_PAST = (("3ms", "a", False), ("3fs", "aت", False), ("3md", "ā", False), ("3fd", "aتā", False),
              ("3mp", "ū|", False), ("3mp", "ū", True))
_CLOSED_PAST = (("3fp", "نa", False), ("1s", "تu", False), ("1p", "نā", False), ("2ms", "تa", False),
                ("2mp", "تuم", False))
_PREFIX = {"3ms": "ي", "3fs": "ت", "3md": "ي", "3fd": "ت", "3mp": "ي", "3fp": "ي", "1s": "ء", "1p": "ن",
           "2ms": "ت", "2mp": "ت"}
_SINGULAR = ("3ms", "3fs", "1s", "1p", "2ms")
_DUAL = ("3md", "3fd")
_PLURAL = ("3mp", "2mp")


def past(stem: Stem) -> Iterator[tuple[str, str, bool]]:
    """Person, sounds and whether the form is bound, for every person of the past."""
    if stem.end:
        yield from _defective_past(stem)
        return
    for person, ending, bound in _OPEN_PAST:
        yield person, stem.open + ending, bound
    for person, ending, bound in _CLOSED_PAST:
        yield person, _meet(stem.closed, ending), bound


def _meet(stem: str, ending: str) -> str:
    """An ending whose consonant is that of the stem is written once: آمن + نا gives آمنا, بات + ت gives بت."""
    return stem + "~" + ending[1:] if stem[-1] == ending[0] else stem + ending


def _defective_past(stem: Stem) -> Iterator[tuple[str, str, bool]]:
    base, end = stem.open, stem.end
    if end == "i":
        yield "3ms", base + "ī", False
        for person, ending, bound in _OPEN_PAST[1:4]:
            yield person, base + "iي" + ending, bound
        yield "3mp", base + "ū|", False
        yield "3mp", base + "ū", True
        closed = base + "ī"
    else:
        glide = "و" if end == "w" else "ي"
        yield "3ms", base + ("ā" if end == "w" else "á"), False
        yield "3ms", base + "ā", True
        yield "3fs", base + "aت", False
        yield "3md", base + "a" + glide + "ā", False
        yield "3fd", base + "aتā", False
        yield "3mp", base + "aو|", False
        yield "3mp", base + "aو", True
        closed = base + "a" + glide
    for person, ending, bound in _CLOSED_PAST:
        yield person, closed + ending, bound


def present(stem: Stem, vowel: str) -> Iterator[tuple[str, str, str, bool]]:
    """Tense (present or short), person, sounds and boundness, for every person; vowel: of the prefix."""
    for person, letter in _PREFIX.items():
        head = letter + vowel
        for tense, ending, bound in _present_endings(stem, person):
            yield tense, person, head + ending, bound


def _present_endings(stem: Stem, person: str) -> Iterator[tuple[str, str, bool]]:
    if person in _SINGULAR:
        yield from _singular(stem)
    elif person in _DUAL:
        base = _before_vowel(stem)
        yield "present", base + "āن", False
        yield "short", base + "ā", False
    elif person in _PLURAL:
        base = stem.open + ("a" if stem.end == "a" else "")
        long = "و" if stem.end == "a" else "ū"
        yield "present", base + long + "ن", False
        yield "short", base + long + "|", False
        yield "short", base + long, True
    else:
        ends = {"": "", "u": "ū", "i": "ī", "a": "aي"}
        base = stem.closed + ends[stem.end]
        yield "present", _meet(base, "نa"), False


def _singular(stem: Stem) -> Iterator[tuple[str, str, bool]]:
    if not stem.end:
        yield "present", stem.open + "u", False
        if stem.closed != stem.open and len(stem.closed) <= len(stem.open):
            yield "short", stem.closed, False
        return
    yield "present", stem.open + {"u": "ū", "i": "ī", "a": "á"}[stem.end], False
    if stem.end == "a":
        yield "present", stem.open + "ā", True
    yield "short", stem.open + stem.end, False


def _before_vowel(stem: Stem) -> str:
    return stem.open + {"": "", "u": "uو", "i": "iي", "a": "aي"}[stem.end]


def imperative(stem: Stem, opening: str) -> Iterator[tuple[str, str]]:
    """Person and sounds of the commands, to one man, one woman and several.

    opening: what precedes the stem; "-" for the three verbs that lose their first radical (خذ).
    """
    if opening == "-":
        stem = Stem(stem.open[1:], stem.closed[1:], stem.end)
        opening = ""
    short = stem.closed if len(stem.closed) <= len(stem.open) else stem.open
    yield "2ms", opening + short + (stem.end if stem.end else "")
    plural = "aو" if stem.end == "a" else "ū"
    yield "2fs", opening + stem.open + ("aي" if stem.end == "a" else "ī")
    yield "2mp", opening + stem.open + plural + "|"
