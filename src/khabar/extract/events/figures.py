"""Figures of speech: words of violence that tell no armed act (حرب كلامية, خطف الأضواء, أصيب بخيبة أمل).

Both readers take them for events now and then, so that this is asked of either. What makes the figure is a word of a set
(``data/wordset/figures.yaml``) at a certain place in the same clause.
"""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.roles import belongs
from khabar.text.document import Document

_ARMED = frozenset({"clash", "attack", "airstrike", "shelling", "bombing"})
_STOPS = frozenset("،,؛:.؟!\n")
_CLAUSE = 40  # tokens to either side that may belong to it, at most


class Figure(NamedTuple):
    """Events of ``types`` are none where a word of ``words`` stands among the ``behind`` words after or ``before`` words
    before the trigger; ``led`` is the preposition that it must carry, ``trigger`` a set that the trigger must belong to."""

    types: frozenset[str]
    words: str
    behind: int = 0
    before: int = 0
    led: str = ""
    trigger: str = ""


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
)


def figurative(doc: Document, at: int, type_: str) -> bool:
    """Whether token ``at``, read as an event of a type, stands in a figure of speech. في الظهر makes one of every attack."""
    if type_ in _ARMED and any((*doc.norms[k:k + 2],) == ("في", "الظهر") for k in _clause(doc, at, 0, 5)):
        return True
    return any(type_ in f.types and _met(doc, at, f) for f in FIGURES)


def _met(doc: Document, at: int, figure: Figure) -> bool:
    if figure.trigger and not belongs(doc.norms[at], figure.trigger):
        return False
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
