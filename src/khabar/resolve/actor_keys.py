"""Which actor a phrase means: keys that tell a document's actors apart, and the derivation that goes with them."""

from __future__ import annotations

from khabar.record import Why
from khabar.resolve.actor_index import Index
from khabar.resolve.actor_phrase import Phrase, armed

Key = tuple[str, ...]


def key_of(ix: Index, phrase: Phrase) -> Key | None:
    """What tells an actor from another: file id, or head with country and owner; None for what is no actor."""
    if phrase.actor is not None:
        return ("actor", phrase.actor.id)
    head, owner = phrase.head, phrase.owner
    if head is None:
        return ("people", phrase.demonym.id) if phrase.demonym is not None else None
    if head.sort == "notion" or (head.kind == "state" and phrase.demonym is None):
        return None
    if owner is not None and stands_for_owner(phrase):
        return key_of(ix, owner)
    if head.sort == "thing":
        return ("actor", ix.states[phrase.country].id) if phrase.country in ix.states else None
    if (phrase.sector or head.sector) in (None, "UNK") and phrase.country is None and owner is None:
        return None
    of = key_of(ix, owner) if owner is not None and head.sort in ("office", "body") else None
    return ("head", head.id, phrase.sector or "", phrase.country or "", phrase.demonym.id if phrase.demonym else "", *(of or ()))


def core_of(ix: Index, phrase: Phrase) -> Phrase:
    """The phrase whose codes count: that of the owner where the head only stands for it."""
    head, owner = phrase.head, phrase.owner
    if phrase.actor is None and head is not None:
        if owner is not None and stands_for_owner(phrase):
            return core_of(ix, owner)
        if head.sort == "thing" and phrase.country in ix.states:
            return Phrase(actor=ix.states[phrase.country])
    return phrase


def is_bare(phrase: Phrase) -> bool:
    """الجيش، التنظيم, and people of such a body: مقاتلو التنظيم."""
    head, owner = phrase.head, phrase.owner
    if head is None or phrase.country is not None or phrase.actor is not None or phrase.demonym is not None:
        return False
    if owner is not None:
        return stands_for_owner(phrase) and is_bare(owner)
    if phrase.other or (phrase.many and not phrase.definite):
        return False
    return head.sort == "force" or (head.sort == "body" and not phrase.many)


def stands_for_owner(phrase: Phrase) -> bool:
    """Whether the head only stands for the body it belongs to: forces, things and armed people of an organisation."""
    head, owner = phrase.head, phrase.owner
    if head is None or owner is None:
        return False
    if phrase.country is not None and owner.actor is not None and owner.actor.country != phrase.country:
        return False
    return head.sort in ("thing", "force") or (head.sort == "person" and armed(head))


def kind_of(phrase: Phrase | None) -> str:
    if phrase is None:
        return "unknown"
    if phrase.actor is not None:
        return phrase.actor.kind
    if phrase.head is None:
        return "population"
    return phrase.head.kind or "organization"


def why_of(phrase: Phrase, note: str | None) -> Why:
    if phrase.actor is not None:
        if phrase.pejorative:
            note = "named by a word that takes sides; the wording is kept in the spans"
        return Why("actor.name", entry=phrase.actor.id, at=phrase.actor.at, note=note)
    parts = tuple(Why("actor.demonym", entry=d.id, at=d.at) for d in (phrase.demonym,) if d is not None)
    if phrase.head is None:
        return Why("actor.people", note=note, parts=parts)
    return Why("actor.composed", entry=phrase.head.id, at=phrase.head.at, note=note, parts=parts)


def weight_of(phrase: Phrase) -> int:
    """How much a reading tells: a known actor most, then a body behind a title, then a country."""
    if phrase.actor is not None:
        return 8 if phrase.actor.kind == "person" else 6
    return 4 * (phrase.owner is not None) + 2 * (phrase.country is not None) + (phrase.head is not None)
