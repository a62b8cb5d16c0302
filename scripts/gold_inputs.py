"""Annotated reports (compiled JSON of the gold folders) as inputs of resolve and assemble, for fitting and measuring."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from khabar.record import Actor, Attribution, Count, Event, Place, RoleFiller, Source, Span, Time, Why, contains, quote
from khabar.record.mentions import CountMention, EventMention
from khabar.record.types import EventCodes
from khabar.resolve import actors as actor_resolution
from khabar.text import Document, document

_WHY = Why("annotation")


class Inputs(NamedTuple):
    """One annotated report: its document, annotated layers, resolved actors and events, and the annotated groups."""

    name: str
    doc: Document
    mentions: tuple[EventMention, ...]
    events: tuple[Event, ...]
    actors: tuple[Actor, ...]
    actor_of: dict[Span, str]
    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]
    places: tuple[Place, ...]
    times: tuple[Time, ...]
    groups: dict[str, str]


def load(folder: Path) -> Iterator[Inputs]:
    """All annotated reports of a folder, in order of name."""
    for path in sorted(folder.glob("*.json")):
        yield _report(path.stem, json.loads(path.read_text(encoding="utf-8")))


def _span(x: Any) -> Span:
    return (x["span"][0], x["span"][1]) if "span" in x else (x["start"], x["end"])


def _report(name: str, g: Any) -> Inputs:
    text = g["text"]
    day = datetime.date.fromisoformat(g["published"]) if g["published"] else None
    doc = document(text, day, g["outlet"])
    mentions = tuple(_mention(e) for e in g["events"])
    places = tuple(
        Place(f"p{n}", _span(p), text[slice(*_span(p))], p["name_en"], None, p["country"], None, p["level"], p["lat"],
              p["lon"], 1, None, 1, _WHY)
        for n, p in enumerate(g["places"], 1)
    )  # fmt: skip
    times = tuple(
        Time(f"t{n}", _span(t), text[slice(*_span(t))], t["start"], t["end"], t["grain"], t["vague"], _WHY)
        for n, t in enumerate(g["times"], 1)
    )
    sources, ids = _sources(g)
    attributions = tuple(
        Attribution(a["id"], quote(text, _span(a["cue"])), quote(text, _span(a["source"])) if a["source"] else None,
                    ids[a["who"]], tuple(quote(text, _span(c)) for c in a["content"]), a["mode"], a["act"], a["parent"], _WHY)
        for a in g["attributions"]
    )  # fmt: skip
    actors, actor_of = actor_resolution.resolve(doc, mentions, sources, places)
    events = tuple(_event(doc, f"v{n}", m, attributions, actor_of, places, times) for n, m in enumerate(mentions, 1))
    groups = {f"v{n}": e["group"] for n, e in enumerate(g["events"], 1)}
    return Inputs(name, doc, mentions, events, actors, actor_of, sources, attributions, places, times, groups)


def _mention(e: Any) -> EventMention:
    def spans(role: str) -> tuple[Span, ...]:
        return tuple(_span(x) for x in e.get(role) or [])

    def one(role: str) -> Span | None:
        return _span(e[role]) if e.get(role) else None

    counts = tuple(
        CountMention(c["what"], c["min"], c["max"], bool(c.get("approx")), _span(c)) for c in e.get("count") or []
    )
    return EventMention(
        _span(e["trigger"]), e["type"], e["modality"], e["polarity"], _WHY, spans("agent"), spans("target"),
        one("place"), one("origin"), one("destination"), one("time"), counts,
    )  # fmt: skip


def _sources(g: Any) -> tuple[tuple[Source, ...], dict[str, str]]:
    out: list[Source] = []
    ids: dict[str, str] = {}
    said_by = [(a["who"], a["source"]) for a in g["attributions"]]
    for key in dict.fromkeys([*g["sources"], *(who for who, _ in said_by)]):
        s = g["sources"].get(key) or {"name": None, "kind": "anonymous", "anonymous": True}
        ids[key] = f"s{len(out) + 1}"
        spans = tuple(_span(source) for who, source in said_by if who == key and source)
        out.append(Source(ids[key], s["name"], s["kind"], s["anonymous"], spans))
    return tuple(out), ids


def _event(
    doc: Document, name: str, m: EventMention, attributions: tuple[Attribution, ...], actor_of: dict[Span, str],
    places: tuple[Place, ...], times: tuple[Time, ...],
) -> Event:  # fmt: skip
    place_at, time_at = {p.span: p.id for p in places}, {t.span: t.id for t in times}
    chain = tuple(a.id for a in attributions if any(contains(c.span, m.trigger) for c in a.content))

    def fillers(spans: tuple[Span, ...]) -> tuple[RoleFiller, ...]:
        return tuple(RoleFiller(s, doc.words(s), actor_of.get(s)) for s in spans)

    return Event(
        id=name, type=m.type, trigger=quote(doc.text, m.trigger), modality=m.modality, polarity=m.polarity,
        agent=fillers(m.agent), target=fillers(m.target),
        place=place_at.get(m.place) if m.place else None, origin=place_at.get(m.origin) if m.origin else None,
        destination=place_at.get(m.destination) if m.destination else None, time=time_at.get(m.time) if m.time else None,
        count=tuple(Count(c.what, c.min, c.max, c.approx, c.span, doc.words(c.span)) for c in m.count),
        codes=EventCodes(), chain=chain, group=None, why=m.why,
    )  # fmt: skip
