"""What a negation denies: the happening itself, or only a detail of it.

"Nobody was hurt in the explosion" and "the army denied any dead in the attack" deny no explosion and no attack: they give
a number of victims, none. What stands definite behind a word of cause or time (جراء الانفجار, بعد الهجوم) is taken as given by
whoever denies something else.
"""

from __future__ import annotations

from typing import NamedTuple

from khabar.assemble.happenings.families import consequence
from khabar.assemble.happenings.unit import Number
from khabar.assemble.happenings.words import plain, wordset
from khabar.record import Attribution, Claim, Event
from khabar.text import fold

_VICTIMS = {"kill": "killed", "injure": "injured"}
_CLITICS = "وفبلك"
_BEFORE = 24  # letters before a trigger in which the word before it is looked for


class Denial(NamedTuple):
    """``denied``: the account denies the happening. ``detail``: it tells only that there were no victims, no damage."""

    denied: bool
    detail: bool


def denial(text: str, claim: Claim, events: list[Event], said: list[Attribution]) -> Denial:
    """What a claim on some events denies; ``text`` is the report's, ``said`` the claim's chain."""
    if claim.polarity != "neg" and not any(a.act == "deny" for a in said):
        return Denial(False, False)
    details = [e for e in events if no_victims(e)]
    left = [e for e in events if e not in details]
    if any(not given(text, e, bool(details)) for e in left) or not events:
        return Denial(True, False)
    return Denial(False, not left)


def no_victims(event: Event) -> bool:
    """Whether a negated event says that nobody and nothing was hurt (لم يصب أحد, دون وقوع إصابات), not that somebody was not."""
    if not consequence(event.type):
        return False
    heads = [plain(event.trigger.text)[:1], *(plain(f.text)[:1] for f in event.target)]
    return any(set(head) & wordset("nobody") for head in heads)


def zero(event: Event) -> tuple[Number, ...]:
    """The number that a negated event gives: no dead, no injured."""
    what = _VICTIMS.get(event.type)
    return (Number(what, 0, 0, False),) if what else ()


def given(text: str, event: Event, beside_detail: bool = False) -> bool:
    """Whether an event is taken as given: a definite noun behind a word of cause or time, or beside a denied detail."""
    words = fold(event.trigger.text).split()
    definite = bool(words) and (words[0].startswith(("ال", "لل")) or words[0].lstrip(_CLITICS).startswith("ال"))
    if not definite:
        return False
    at = event.trigger.span[0]
    before = plain(text[max(0, at - _BEFORE):at])
    return beside_detail or bool(before and before[-1] in wordset("presupposing"))
