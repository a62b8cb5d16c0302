"""What a number counts in an event of a type, and the shapes of words that can stand for one or two."""

from __future__ import annotations

from functools import cache

from khabar.extract.events.scene import Scene, plural_heads
from khabar.record.types import CountKind
from khabar.resources import entries
from khabar.text.fold import fold

WHAT: dict[str, CountKind] = {
    "kill": "killed", "injure": "injured", "arrest": "arrested", "displace": "displaced", "move": "moved",
    "abduct": "abducted", "protest": "participants", "meet": "participants", "vote": "participants",
}
_ENDS = ("تين", "تان", "ون", "ين", "ان", "ات", "تي", "تا", "ه")
_DUAL = frozenset({"تين", "تان", "ين", "ان", "تي", "تا"})
_OTHER_TWO = frozenset({"اخران", "اخرين"})


def what_of(type_: str, role: str) -> CountKind:
    """What a number counts that belongs to a role of an event."""
    return WHAT.get(type_) or ("participants" if role == "agent" else "other")


@cache
def words(name: str) -> frozenset[str]:
    """The folded words of a set of ``data/wordset``."""
    return frozenset(fold(w) for e in entries("wordset") if e.name == name for w in e.words)


def shape(scene: Scene, k: int) -> str:
    """The ending of a word that may tell its number, P behind it for a broken plural that is known; x for neither."""
    if scene.doc.tokens[k].kind != "word":
        return ""
    stem = scene.word(k).stem
    end = next((e for e in _ENDS if stem.endswith(e) and (len(stem) > len(e) + 2 or e == "ه")), "x")
    return end + "P" if stem in plural_heads() else end


def may_be_two(scene: Scene, k: int) -> bool:
    """Whether the form of a word may be a dual (مدنيان, جنديين); that of a sound plural may be as well, unless the next word tells
    that they are more than two (مدنيين قتلوا, مدنيين الذين)."""
    if k + 1 < len(scene.doc.tokens) and (scene.word(k + 1).person == "3mp" or scene.doc.norms[k + 1] == "الذين"):
        return False
    return shape(scene, k).rstrip("P") in _DUAL or scene.word(k).stem in _OTHER_TWO


def at_least(scene: Scene, end: int) -> bool:
    """Whether على الأقل stands behind token ``end``, a comma or quotation mark between or not."""
    tokens = scene.doc.tokens
    if end < len(tokens) and tokens[end].kind == "punct":
        end += 1
    return end + 1 < len(tokens) and tokens[end].norm == "علي" and tokens[end + 1].norm == "الاقل"
