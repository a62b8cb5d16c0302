"""Running counts of what lies between two words, packed into one number a token: a difference gives all of them at once."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.events.scene import Scene
from khabar.remembered import Remembered

_BITS = 20
_VERB, _CLAUSE, _EDGE, _COMMA, _TRIGGER, _PERSON = (1 << (_BITS * k) for k in range(6))
_MASK = (1 << _BITS) - 1
_COMMAS = frozenset("،,؛:")


class Between(NamedTuple):
    """How many verbs, words that open a clause, edges, commas, triggers and people lie between, up to a few."""

    verbs: int
    clauses: int
    edges: int
    commas: int
    triggers: int
    people: int


def _unpacked(packed: int) -> Between:
    verbs, clauses, edges, commas, triggers, people = (packed >> (_BITS * k) & _MASK for k in range(6))
    return Between(min(verbs, 2), min(clauses, 2), min(edges, 3), min(commas, 2), min(triggers, 2), min(people, 3))


#: A difference of two running counts to what it says.
BETWEEN = Remembered(_unpacked, 3_000)


def running(scene: Scene, people: set[int]) -> list[int]:
    """The packed counts up to each token; people: tokens that open a phrase of somebody."""
    out, now, triggers = [0], 0, scene.triggers
    for k, token in enumerate(scene.doc.tokens):
        if token.kind == "punct":
            if token.text in _COMMAS:
                now += _COMMA + _EDGE
            elif scene.is_edge(k):
                now += _EDGE
        else:
            kind = scene.word(k).kind
            if k in triggers:
                now += _TRIGGER + _VERB if kind == "verb" or triggers[k].reading.kind == "verb" else _TRIGGER
            elif kind == "verb":
                now += _VERB
            elif kind == "relative" or kind == "subordinator":
                now += _CLAUSE
            if k in people:
                now += _PERSON
        out.append(now)
    return out
