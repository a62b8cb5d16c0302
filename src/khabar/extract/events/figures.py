"""Figures of speech: words of violence that tell no armed act (حرب كلامية, خطف الأضواء, أصيب بخيبة أمل).

Both readers take them for events now and then, so that this is asked of either. What makes the figure is a word of a set
(``data/wordset/figures.yaml``) at a certain place in the same clause.
"""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.roles import belongs, word_set
from khabar.text.document import Document

_ARMED = frozenset({"clash", "attack", "airstrike", "shelling", "bombing"})
_STOPS = frozenset("،,؛:.؟!\n")
_EARNEST = 6  # words behind the trigger among which one makes it earnest
_CLAUSE = 40  # tokens to either side that may belong to it, at most


class Figure(NamedTuple):
    """Events of ``types`` (of any type where none is given) are none where a word of ``words`` stands among the ``behind``
    words after or ``before`` words before the trigger; ``led`` is the preposition that it must carry, ``trigger`` a set that
    the trigger must belong to (which decides alone where no ``words`` are given), ``joint`` a set of words of which one
    stands right before the trigger. A word of ``without`` behind the trigger makes it earnest all the same."""

    types: frozenset[str]
    words: str = ""
    behind: int = 0
    before: int = 0
    led: str = ""
    trigger: str = ""
    joint: str = ""
    without: str = ""


FIGURES = (
    Figure(_ARMED, "figurative_quality", behind=1),
    Figure(_ARMED, "figurative_weapon", behind=4, led="ب"),
    Figure(frozenset({"bombing"}), "ready_to", before=1),
    Figure(frozenset({"seize", "abduct"}), "figurative_prize", behind=3),
    Figure(frozenset({"kill"}), "figurative_victim", behind=2),
    Figure(frozenset({"destroy"}), "figurative_ruin", behind=1),
    Figure(frozenset({"besiege"}), "figurative_siege", behind=1),
    Figure(frozenset({"injure"}), "illness_or_mood", behind=3, led="ب"),
    Figure(frozenset({"ceasefire"}), "halted", behind=1),
    Figure(frozenset({"vote"}), "sport", behind=_CLAUSE, before=_CLAUSE),
    Figure(_ARMED, "sport", behind=3, before=3, trigger="sporting"),
    Figure(_ARMED, "vehicle", behind=5, led="ب", trigger="collides"),
    Figure(_ARMED, "figurative_foe", behind=3),
    Figure(frozenset({"bombing"}), "natural_burst", behind=2),
    Figure(frozenset({"protest"}), "pretended", behind=2, trigger="pretends"),
    Figure(frozenset({"clash"}), "figurative_stake", behind=2),
    Figure(frozenset({"reject"}), "commitments", behind=1, led="ب", trigger="fulfils"),
    Figure(frozenset({"arrest"}), trigger="farewell", without="custody"),
    Figure(frozenset({"besiege"}), "natural_trap", behind=5, before=3),
    Figure(frozenset({"arrest"}), trigger="grip"),
    Figure(frozenset({"agree"}), "the_century", behind=1),
    Figure(frozenset({"protest"}), "cultural", behind=1, trigger="festival"),
    Figure(frozenset({"clash"}), "disengaged", before=1),
    Figure(frozenset({"meet"}), "taken_in", behind=2, trigger="receives"),
    Figure(frozenset(), "works", before=4, joint="topic"),
    Figure(frozenset({"move", "meet", "displace"}), "brink", behind=3, trigger="arrives"),
    Figure(frozenset({"attack"}), "military", behind=1, trigger="activity"),
    Figure(frozenset({"sanction"}), "law_code", before=1, without="against"),
    Figure(frozenset({"seize"}), "members", behind=2, trigger="includes"),
    Figure(frozenset({"attack"}), "organs", behind=6, trigger="operations"),
    Figure(frozenset({"aid"}), "offices", behind=1, trigger="aide"),
    Figure(frozenset({"attack"}), "traffic", behind=1, trigger="incident"),
    Figure(frozenset({"accuse"}), "allegiance", behind=1, led="ب", trigger="owes"),
)


def figurative(doc: Document, at: int, type_: str) -> bool:
    """Whether token ``at``, read as an event of a type, stands in a figure of speech. في الظهر makes one of every attack."""
    if type_ in _ARMED and any((*doc.norms[k:k + 2],) == ("في", "الظهر") for k in _clause(doc, at, 0, 5)):
        return True
    return any((type_ in f.types or not f.types) and _met(doc, at, f) for f in FIGURES)


def _met(doc: Document, at: int, figure: Figure) -> bool:
    if figure.trigger and not belongs(doc.norms[at], figure.trigger):
        return False
    if figure.joint and not (at and doc.norms[at - 1] in word_set(figure.joint)):
        return False
    if figure.without and any(belongs(doc.norms[k], figure.without) for k in _clause(doc, at, 0, _EARNEST)):
        return False
    if not figure.words:
        return True
    around = _clause(doc, at, figure.before, figure.behind)
    return any(doc.norms[k].startswith(figure.led) and belongs(doc.norms[k], figure.words) for k in around)


def _clause(doc: Document, at: int, before: int, behind: int) -> list[int]:
    """Tokens before and behind token ``at`` up to the nearest mark or line's end, the nearest first."""
    line = doc.tokens[at].line
    found = []
    for step, most in ((-1, before), (1, behind)):
        for k in range(at + step, at + step * (most + 1), step):
            if not 0 <= k < len(doc.tokens) or doc.tokens[k].line != line or doc.tokens[k].text in _STOPS:
                break
            found.append(k)
    return found
