"""What a noun phrase says about an actor."""

from __future__ import annotations

from typing import NamedTuple

from khabar.resources.schema.actor import Actor
from khabar.resources.schema.adjective import Adjective
from khabar.resources.schema.demonym import Demonym
from khabar.resources.schema.head import Head

_ARMED = frozenset({"MIL", "UAF", "REB", "PRM", "COP", "SPY"})


class Phrase(NamedTuple):
    """What a noun phrase says about an actor.

    actor: named in the actor file; rivals: others of that name; head: its head noun; many: whether that is dual or
    plural, two: dual for sure; counting: English of the word that it is counted by (many, most); demonym and country: from its adjectives or a state's name; owner: what it belongs to; person: word range
    of a personal name that the file does not hold; former: the title is past; other: another than the
    one spoken of (أخرى); definite: it stands with the article; construct: right before what it belongs to, which is definite; qualities: its
    other adjectives.
    """

    actor: Actor | None = None
    rivals: tuple[Actor, ...] = ()
    pejorative: bool = False
    seat: bool = False
    weak: bool = False
    head: Head | None = None
    many: bool = False
    two: bool = False
    counting: str = ""
    demonym: Demonym | None = None
    country: str | None = None
    sector: str | None = None
    owner: Phrase | None = None  # type: ignore[misc]
    person: tuple[int, int] | None = None
    former: bool = False
    other: bool = False
    definite: bool = False
    construct: bool = False
    qualities: tuple[Adjective, ...] = ()
    end: int = 0


def armed(head: Head) -> bool:
    """Whether people so called act for the body they belong to (مقاتلو، عناصر) rather than for themselves."""
    return head.member or head.sector in _ARMED
