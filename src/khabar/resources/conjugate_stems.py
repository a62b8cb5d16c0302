"""Stems of Arabic verbs: every form and root class, as sounds (see `conjugate_orthography`).

A stem is a *head* (everything up to the last but one radical), a vowel and the last radical. The weak
classes are built from the same heads by four rules:

- sound, assimilated: head + vowel + last radical (katab, ya-ktub);
- doubled: before a vowel the two equal radicals meet (radd, ya-rudd), before a consonant they do not (radad-tu);
- hollow (forms I, IV, VII, VIII, X): the middle radical gives way to a long vowel, shortened before a
  consonant (qāl, qul-tu; ya-qūl, lam ya-qul);
- defective: the stem ends in the vowel itself (see `conjugate`).

Source: W. Wright, *A Grammar of the Arabic Language*, I §§ 120-183; K. Ryding, *A Reference Grammar of
Modern Standard Arabic*, chapters 22-33.
"""

from typing import NamedTuple

QUADRILITERAL = 11
QUADRILITERAL_T = 12
QUADRILITERAL_DOUBLED = 14
_CONTRACTING = (1, 3, 4, 6, 7, 8, 9, 10)
_HOLLOWING = (1, 4, 7, 8, 10)
_LONG = {"a": "ā", "i": "ī", "u": "ū"}


class Heads(NamedTuple):
    """The heads of one form, with radicals 1-4 as digits, and the vowels after them."""

    past: str
    present: str
    passive: str
    passive_present: str
    prefix: str
    past_vowel: str
    present_vowel: str


HEADS: dict[int, Heads] = {
    1: Heads("1a2", "12", "1u2", "12", "a", "a", "u"),
    2: Heads("1a2~", "1a2~", "1u2~", "1a2~", "u", "a", "i"),
    3: Heads("1ā2", "1ā2", "1ū2", "1ā2", "u", "a", "i"),
    4: Heads("ءa12", "12", "ءu12", "12", "u", "a", "i"),
    5: Heads("تa1a2~", "تa1a2~", "تu1u2~", "تa1a2~", "a", "a", "a"),
    6: Heads("تa1ā2", "تa1ā2", "تu1ū2", "تa1ā2", "a", "a", "a"),
    7: Heads("ان1a2", "ن1a2", "ان1u2", "ن1a2", "a", "a", "i"),
    8: Heads("ا1تa2", "1تa2", "ا1تu2", "1تa2", "a", "a", "i"),
    9: Heads("ا12a3", "12a3", "ا12u3", "12a3", "a", "a", "i"),
    10: Heads("استa12", "ستa12", "استu12", "ستa12", "a", "a", "i"),
    11: Heads("1a23", "1a23", "1u23", "1a23", "u", "a", "i"),
    12: Heads("تa1a23", "تa1a23", "تu1u23", "تa1a23", "a", "a", "a"),
    14: Heads("ا12a3", "12a3", "ا12u3", "12a3", "a", "a", "i"),
}


class Stem(NamedTuple):
    """One tense and voice: the stem before vowels, before consonants, and whether its end is a vowel.

    `end` is "" for a stem that ends in a consonant, else the final vowel of a defective stem:
    past "w" (دعا), "y" (رمى), "i" (نسي); present "u" (يدعو), "i" (يرمي), "a" (ينسى).
    """

    open: str
    closed: str
    end: str = ""


def root_class(root: str, form: int, past: str = "") -> str:
    """sound, doubled, hollow or defective: how the end of the stem behaves in this form.

    ``past``, the third person as written, marks the few derived verbs whose middle و or ي stays (استجوب).
    """
    if form in (9, QUADRILITERAL_DOUBLED):
        return "doubled"
    if root[-1] in "وي":
        return "defective"
    if len(root) == 4:
        return "sound"
    if root[1] == root[2] and form in _CONTRACTING:
        return "doubled"
    if root[1] in "وي" and form in _HOLLOWING:
        return "sound" if form > 1 and past[-2:-1] == root[1] else "hollow"
    return "sound"


def fill(template: str, root: str, form: int) -> str:
    """Put the radicals into a template; the t of form VIII takes the colour of the first radical."""
    if form == 8:
        template = _assimilate(template, root)
    for place, radical in enumerate(root, 1):
        template = template.replace(str(place), radical)
    return template


def _assimilate(template: str, root: str) -> str:
    first = root[0]
    if first in "وي" or (first == "ء" and root[1:] == "خذ"):
        return template.replace("1ت", "ت~")
    if first in "طدت":
        return template.replace("1ت", f"{first}~")
    if first in "صضظ":
        return template.replace("1ت", "1ط")
    if first == "ز":
        return template.replace("1ت", "1د")
    if first == "ذ":
        return template.replace("1ت", "د~")
    return template


def consonant_stem(head: str, vowel: str, root: str, form: int, kind: str, short: str | None = None) -> Stem:
    """Stem of a verb whose last radical is a consonant.

    head: template; vowel: the one after the head; kind: the root's class; short: the vowel of a shortened hollow stem if it is
    not the short one of `vowel` (qāl, but qul-tu).
    """
    last = str(len(root))
    whole = fill(head + vowel + last, root, form)
    if form in (9, QUADRILITERAL_DOUBLED):
        return Stem(*(fill(t, root, form) for t in _doubled_end(head, vowel, last, form)))
    if kind == "doubled":
        return Stem(fill(_contracted(head, vowel), root, form), whole)
    if kind == "hollow":
        bare = head[:-1].rstrip("aiu")
        return Stem(fill(bare + _LONG[vowel] + last, root, form), fill(bare + (short or vowel) + last, root, form))
    return Stem(whole, whole)


def _contracted(head: str, vowel: str) -> str:
    if head[-2] in "aiuāīū":
        return head + "~"
    return head[:-1] + vowel + head[-1] + "~"


def _doubled_end(head: str, vowel: str, last: str, form: int) -> tuple[str, str]:
    if form == 9:
        return head + "~", head + vowel + "3"
    return head + vowel + last + "~", head + vowel + last + vowel + last
