"""Claims: one chain of sources claiming one happening, with two identities and a gloss.

``claimed`` hashes what is claimed (types, actors, place, dates, numbers, modality, polarity); ``claiming`` hashes this
claiming of it (the report, the chain of speakers, the words). Both are SHA-256 of canonical JSON.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec

from khabar.assemble.facts import Facts, spots_of
from khabar.assemble.gloss import gloss
from khabar.record import Actor, Attribution, Claim, Event, Place, RoleFiller, Source, Time, report_id
from khabar.record.tellings import Chain, tellings
from khabar.text import Document, fold

Key = tuple[Any, ...]
_LONGEST_SENTENCE = 200  # words
_AROUND = 60


def build(
    doc: Document,
    events: tuple[Event, ...],
    attributions: tuple[Attribution, ...],
    sources: tuple[Source, ...],
    actors: tuple[Actor, ...],
    places: tuple[Place, ...],
    times: tuple[Time, ...],
) -> tuple[Claim, ...]:
    """The claims of a report in text order: mentions of one group under the same speakers in the same modality. Of an event that
    several voices tell of side by side, each voice's is a claim."""
    facts = Facts(
        doc, {a.id: a for a in actors}, {p.id: p for p in places}, {t.id: t for t in times}, {s.id: s for s in sources},
        {a.id: a for a in attributions}, spots_of(places), {},
    )  # fmt: skip
    together: dict[Key, tuple[Chain, list[Event]]] = {}
    for event in sorted(events, key=lambda e: e.trigger.span):
        for chain in tellings(event.chain, facts.attributions):
            together.setdefault(_key(facts, event, chain), (chain, []))[1].append(event)
    report = report_id(doc.text)
    return tuple(_claim(facts, f"c{n}", chain, tuple(found), report) for n, (chain, found) in enumerate(together.values(), 1))


def _key(facts: Facts, event: Event, chain: Chain) -> Key:
    speakers = tuple((facts.attributions[a].who, facts.attributions[a].act == "deny") for a in chain)
    return (event.group, speakers, event.modality, event.polarity)


def _claim(facts: Facts, name: str, chain: Chain, events: tuple[Event, ...], report: str) -> Claim:
    first = events[0]
    english, arabic, statement = gloss(facts, events, chain)
    said = [facts.attributions[a] for a in chain]
    return Claim(
        id=name, event=first.group or first.id, events=tuple(e.id for e in events), chain=chain,
        origin=said[-1].who if said else None, gloss=english, text=_sentence(facts.doc, first), gloss_ar=arabic, statement=statement,
        modality=first.modality, polarity=first.polarity, claimed=digest(claimed(facts, events)),
        claiming=digest(claiming(facts, chain, events, report)),
    )  # fmt: skip


def _sentence(doc: Document, event: Event) -> str:
    """The sentence that the first mention stands in; of an overlong one, the words around the mention."""
    first, last = doc.tokens_in(event.trigger.span)
    sentence = doc.sentence_of.get(first)
    if sentence is None:
        return event.trigger.text
    start, end = sentence.first, sentence.last
    if end - start > _LONGEST_SENTENCE:
        start, end = max(start, first - _AROUND), min(end, last + _AROUND)
    return doc.words(doc.span(start, end))


def claimed(facts: Facts, events: tuple[Event, ...]) -> dict[str, Any]:
    """What is claimed, without who says so and in which words."""
    first = events[0]
    return {
        "types": sorted({e.type for e in events}),
        "agents": sorted({_who(facts, f) for e in events for f in e.agent}),
        "targets": sorted({_who(facts, f) for e in events for f in e.target}),
        "places": sorted({_place(facts, i) for e in events for i in (e.place, e.origin, e.destination) if i}),
        "times": sorted({_time(facts, e.time) for e in events if e.time}),
        "counts": sorted({f"{c.what}:{c.min}:{c.max}" for e in events for c in e.count}),
        "modality": first.modality, "polarity": first.polarity,
    }  # fmt: skip


def claiming(facts: Facts, chain: Chain, events: tuple[Event, ...], report: str) -> dict[str, Any]:
    """This claiming: the report, the speakers with their acts, and where the words stand."""
    return {
        "report": report,
        "chain": [[facts.attributions[a].act, list(facts.attributions[a].cue.span)] for a in chain],
        "words": [list(e.trigger.span) for e in events],
    }  # fmt: skip


def digest(value: dict[str, Any]) -> str:
    """SHA-256 of canonical JSON: sorted keys, no blanks, UTF-8."""
    try:
        data = msgspec.json.encode(value, order="sorted")
    except UnicodeEncodeError:  # a lone surrogate in the report
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        data = text.encode("utf-8", "surrogatepass")
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _who(facts: Facts, filler: RoleFiller) -> str:
    actor = facts.actors.get(filler.actor) if filler.actor else None
    if actor is None:
        return fold(filler.text)
    known = actor.why is not None and actor.why.rule == "actor.name" and actor.why.entry
    return str(known) if known else f"{actor.kind}:{actor.codes.country or ''}:{actor.name_en or fold(actor.name)}"


def _place(facts: Facts, name: str) -> str:
    place = facts.places[name]
    return f"geonames:{place.geonames}" if place.geonames is not None else fold(place.text)


def _time(facts: Facts, name: str) -> str:
    time = facts.times[name]
    return f"{time.start or ''}/{time.end or ''}"
