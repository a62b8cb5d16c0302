"""Names and codes of an actor from what its phrase says: pure functions of a phrase and a day."""

from __future__ import annotations

import datetime

from khabar.record import ActorCodes
from khabar.resolve.actor_index import Index
from khabar.resolve.actor_phrase import Phrase
from khabar.resources.schema.actor import Actor, Role

_NO_CODE = ActorCodes()


def holds(since: str | None, until: str | None, day: datetime.date | None) -> bool:
    """Whether a day lies between two ISO dates (inclusive, None: open); an unknown day only in what is open now."""
    if day is None:
        return until is None
    text = day.isoformat()
    return (since is None or since <= text) and (until is None or text <= until)


def role_at(actor: Actor, day: datetime.date | None) -> tuple[Role | None, bool]:
    """The office of a person on a day, and whether it was over by then; the only one when no day is known."""
    current = [r for r in actor.roles if holds(r.since, r.until, day)]
    if current:
        return current[-1], False
    if day is None:
        return (actor.roles[-1], False) if actor.roles else (None, False)
    past = [r for r in actor.roles if r.until is not None and r.until < day.isoformat()]
    return (max(past, key=lambda r: r.until or ""), True) if past else (None, False)


def entry_codes(ix: Index, actor: Actor, day: datetime.date | None, depth: int = 0) -> ActorCodes:
    """Codes of an actor of the file on a day: a person's by its office then, a body's with its changes."""
    if actor.kind == "person":
        return _person_codes(ix, actor, day, depth)
    for change in actor.changes:
        if day is not None and holds(change.since, change.until, day):
            return ActorCodes(change.sectors[0], actor.country, actor.wikidata)
    return ActorCodes(actor.sectors[0] if actor.sectors else None, actor.country, actor.wikidata)


def _person_codes(ix: Index, actor: Actor, day: datetime.date | None, depth: int) -> ActorCodes:
    role, over = role_at(actor, day)
    if role is None:
        return ActorCodes(None, actor.roles[0].country if actor.roles else None, actor.wikidata)
    body = ix.by_id.get(role.of) if role.of else None
    if body is not None and depth == 0:
        codes = entry_codes(ix, body, day, 1)
        return ActorCodes(role.sectors[0] if role.sectors else codes.plover, role.country or codes.country, actor.wikidata)
    sector = role.sectors[0] if role.sectors else None
    if over and sector in ("GOV", "MIL", "LEG", "JUD", "SPY", "COP"):
        sector = "ELI"  # PLOVER: former officials
    return ActorCodes(sector, role.country, actor.wikidata)


def phrase_codes(ix: Index, phrase: Phrase | None, day: datetime.date | None) -> ActorCodes:
    """Codes of a phrase: its actor's, else its head's sector or its owner's, with the country it names."""
    if phrase is None:
        return _NO_CODE
    if phrase.actor is not None:
        return entry_codes(ix, phrase.actor, day)
    owner = phrase_codes(ix, phrase.owner, day) if phrase.owner is not None else _NO_CODE
    sector = "CVL" if phrase.head is None else phrase.sector or phrase.head.sector
    if phrase.head is None and phrase.demonym is None:
        sector = None
    if phrase.demonym is not None and phrase.demonym.sectors and (sector is None or phrase.head is None):
        sector = phrase.demonym.sectors[0]
    if phrase.owner is not None and phrase.head is not None and (sector is None or phrase.head.member):
        sector = owner.plover or sector
    if phrase.head is not None and phrase.head.sort == "office":
        sector = "ELI" if phrase.former and sector in (None, "GOV", "MIL") else _office_sector(phrase, sector, owner)
    return ActorCodes(sector, phrase.country or owner.country, None)


def _office_sector(phrase: Phrase, sector: str | None, owner: ActorCodes) -> str | None:
    """مدير المرصد، رئيس حركة: a title takes the sector of a body that is no state."""
    body = phrase.owner
    if body is None or owner.plover is None:
        return sector
    if (body.actor is not None and body.actor.kind == "state") or (owner.plover == "IGO" and phrase.country is not None):
        return sector  # a state's envoy to a body of states
    return owner.plover


def english(phrase: Phrase) -> str | None:
    """An English name composed of a phrase's parts: Iraqi forces, spokesperson of the Turkish army."""
    if phrase.actor is not None:
        return phrase.actor.short if phrase.actor.short and len(phrase.actor.name_en) > 40 else phrase.actor.name_en
    if phrase.head is None:
        if phrase.demonym is None:
            return None
        if phrase.many:
            return phrase.demonym.people
        return f"{phrase.demonym.adjective} {'national' if phrase.country else 'person'}"
    noun = _presiding(phrase) or (phrase.head.plural if phrase.many else phrase.head.singular)
    adjective = phrase.demonym.adjective if phrase.demonym is not None else None
    media = phrase.head.kind == "media" and phrase.head.sort == "body"
    owner = english(phrase.owner) if phrase.owner is not None and not media else None
    if owner is not None:
        noun = f"{noun} of {'the ' if _takes_article(phrase.owner, owner) else ''}{owner}"
    words = (*(q.english for q in phrase.qualities if not q.close), adjective, *(q.english for q in phrase.qualities if q.close), noun)
    noun = " ".join(filter(None, words))
    return f"former {noun}" if phrase.former else noun


def _presiding(phrase: Phrase) -> str | None:
    """Whoever is called president (رئيس) of a party or group leads it, and heads any other body that is not known by name."""
    owner = phrase.owner
    if owner is None or phrase.head is None or phrase.head.id != "head.office.president":
        return None
    kind = owner.actor.kind if owner.actor is not None else owner.head.kind if owner.head is not None else None
    unnamed = owner.head.sort if owner.actor is None and owner.head is not None else None
    noun = "leader" if kind in ("party", "armed_group") or unnamed == "force" else "head" if unnamed == "body" else None
    return f"{noun}s" if noun is not None and phrase.many else noun


def _takes_article(owner: Phrase | None, name: str) -> bool:
    """The United Nations and the army, but Islamic State and Hamas."""
    if owner is not None and owner.actor is not None and owner.head is None:
        return owner.actor.article
    return not name[:1].isupper() or name.endswith(("forces", "army", "police", "ministry"))
