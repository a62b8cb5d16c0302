"""From a record to its units: event groups, split into what happened and what is only announced."""

from __future__ import annotations

import hashlib
from collections import defaultdict

from khabar.assemble.happenings.denial import denial, no_victims, zero
from khabar.assemble.happenings.families import consequence, family, main_type
from khabar.assemble.happenings.origins import origin_of
from khabar.assemble.happenings.slots import Slots
from khabar.assemble.happenings.unit import Account, Unit
from khabar.assemble.happenings.wording import bands
from khabar.record import Claim, Event, Record

Groups = dict[tuple[str, str], list[Event]]


def units_of(record: Record) -> tuple[Unit, ...]:
    """The units of a record, in the order of their first event."""
    slots = Slots(record)
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in record.claims:
        for name in claim.events:
            claims[name].append(claim)
    return tuple(_unit(slots, claims, group, kind, events) for (group, kind), events in grouped(slots).items())


def grouped(slots: Slots) -> Groups:
    """The events of each unit, by group and class."""
    groups: Groups = defaultdict(list)
    for event in slots.record.events:
        groups[event.group or event.id, slots.kind(event)].append(event)
    return _with_causes(slots, _split(slots, groups))


def _split(slots: Slots, groups: Groups) -> Groups:
    """Groups whose events lie days or towns apart are several happenings, whatever their words. An event that tells neither
    day nor town stays with the one before it."""
    out: Groups = {}
    for (group, kind), events in groups.items():
        parts: list[list[Event]] = []
        for event in sorted(events, key=lambda e: e.trigger.span):
            fitting = [p for p in parts if all(slots.compatible(event, other) for other in p)]
            told = [p for p in fitting if any(slots.anchored(e) for e in p)]
            if fitting:
                (parts[-1] if not slots.anchored(event) and parts[-1] in fitting else (told or fitting)[0]).append(event)
            else:
                parts.append([event])
        out |= {(f"{group}/{n}" if n else group, kind): part for n, part in enumerate(parts)}
    return out


def _with_causes(slots: Slots, groups: Groups) -> Groups:
    """Deaths, injuries and damage that stand alone go to the attack of their sentence, when it tells of one attack only;
    where it tells of none, they go together."""
    out: Groups = dict(groups)
    for name, events in groups.items():
        if not _only_consequences(events):
            continue
        start, stop = slots.sentence(events[0].trigger.span[0])
        near = [n for n, found in out.items() if n != name and n[1] == name[1] and family(found[0].type) == "violence"
                and any(start <= e.trigger.span[0] < stop for e in found)]
        causes = [n for n in near if not _only_consequences(out[n])]
        chosen = causes if causes else near[:1]
        if len(chosen) == 1:
            out[chosen[0]] = sorted([*out[chosen[0]], *out.pop(name)], key=lambda e: e.trigger.span)
    return out


def _only_consequences(events: list[Event]) -> bool:
    return all(consequence(e.type) and family(e.type) == "violence" for e in events)


def _unit(slots: Slots, claims: dict[str, list[Claim]], group: str, kind: str, events: list[Event]) -> Unit:
    report = slots.record.report
    types = tuple(sorted({e.type for e in events}))
    main = main_type(types)
    first, last, dated = slots.when(events, kind)
    site, placed, names = slots.site(events)
    codes = next(e.codes for e in events if e.type == main)
    words = slots.words(events)
    mine = {e.id: e for e in events}
    told = {c.id: c for e in events for c in claims[e.id]}
    return Unit(
        id=hashlib.blake2b(f"{report.id} {group} {kind}".encode(), digest_size=12).hexdigest(),
        report=report.id, group=group, kind=kind, types=types, main=main, family=family(main), site=site,
        first=first, last=last, dated=dated, published=report.published, outlet=report.outlet, parties=slots.parties(events),
        words=tuple(w.key for w in words), things=slots.things(events, words), names=names,
        accounts=tuple(_account(slots, c, [mine[v] for v in c.events if v in mine]) for c in told.values()),
        plover=codes.plover, cameo=codes.cameo, acled=codes.acled, quad=codes.quad, placed=placed, wording=bands(c.text for c in told.values()) if site is None or not site.bounded else (),
        vague=slots.vague(events),
    )  # fmt: skip


def _account(slots: Slots, claim: Claim, events: list[Event]) -> Account:
    chain = [slots.said[a] for a in claim.chain]
    origin = origin_of(slots.record, chain)
    sources = {s.id: s for s in slots.record.sources}
    found = denial(slots.record.report.text, claim, events, chain)
    negated = claim.polarity == "neg" or any(a.act == "deny" for a in chain)
    return Account(
        claiming=claim.claiming or claim.id, claimed=claim.claimed or claim.id, origin=origin.key, origin_name=origin.shown,
        chain=tuple(sources[a.who].name or "?" for a in chain), gloss=claim.gloss, text=claim.text,
        modality=claim.modality, polarity=claim.polarity, denied=found.denied,
        numbers=tuple(n for e in events for n in (zero(e) if negated and no_victims(e) else slots.numbers(e))), types=tuple(sorted({e.type for e in events})),
        also=origin.also, via=origin.via, own=not chain, detail=found.detail,
    )  # fmt: skip
