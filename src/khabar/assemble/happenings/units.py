"""From a record to its units: event groups, split into what happened and what is only announced."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from khabar.assemble.happenings.families import family, main_type
from khabar.assemble.happenings.origins import origin_of
from khabar.assemble.happenings.slots import Slots
from khabar.assemble.happenings.unit import Account, Unit
from khabar.record import Claim, Event, Record


def units_of(record: Record) -> tuple[Unit, ...]:
    """The units of a record, in the order of their first event."""
    slots = Slots(record)
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in record.events:
        groups[event.group or event.id, slots.kind(event)].append(event)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims:
        for name in claim.events:
            claims[name].append(claim)
    return tuple(_unit(slots, claims, group, kind, events) for (group, kind), events in groups.items())


def class_of(record: Record, event: Event) -> str:
    """``happened`` or ``announced``: the class of the unit that an event goes into."""
    return Slots(record).kind(event)


def _unit(slots: Slots, claims: dict[str, list[Claim]], group: str, kind: str, events: list[Event]) -> Unit:
    report = slots.record.report
    types = tuple(sorted({e.type for e in events}))
    main = main_type(types)
    first, last, dated = slots.when(events, kind)
    site, placed = slots.site(events)
    codes = next(e.codes for e in events if e.type == main)
    words = slots.words(events)
    mine = {e.id: e for e in events}
    told = {c.id: c for e in events for c in claims[e.id]}
    return Unit(
        id=hashlib.blake2b(f"{report.id} {group} {kind}".encode(), digest_size=12).hexdigest(),
        report=report.id, group=group, kind=kind, types=types, main=main, family=family(main), site=site,
        first=first, last=last, dated=dated, published=report.published, outlet=report.outlet, parties=slots.parties(events),
        words=tuple(w.key for w in words), things=tuple(w.key for w in words if w.sort == "thing"),
        accounts=tuple(_account(slots, c, [mine[v] for v in c.events if v in mine]) for c in told.values()),
        plover=codes.plover, cameo=codes.cameo, acled=codes.acled, quad=codes.quad, placed=placed,
    )  # fmt: skip


def _account(slots: Slots, claim: Claim, events: list[Event]) -> Account:
    chain = [slots.said[a] for a in claim.chain]
    origin, shown = origin_of(slots.record, chain)
    sources = {s.id: s for s in slots.record.sources}
    denied = claim.polarity == "neg" or any(a.act == "deny" for a in chain)
    return Account(
        claiming=claim.claiming or claim.id, claimed=claim.claimed or claim.id, origin=origin, origin_name=shown,
        chain=tuple(sources[a.who].name or "?" for a in chain), gloss=claim.gloss, text=claim.text,
        modality=claim.modality, polarity=claim.polarity, denied=denied,
        numbers=tuple(n for e in events for n in slots.numbers(e)), types=tuple(sorted({e.type for e in events})),
    )  # fmt: skip
