"""Judged reports as gold annotations: what the record holds, less what was rejected, with what was corrected or added.

The form is that of docs/annotation.md, as ``khabar evaluate`` and ``khabar train`` read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from khabar.record import Record, Span
from khabar.record.gold import Fault, locate
from khabar.record.tellings import tellings
from khabar.store.judge import Judgement

Json = dict[str, Any]


def annotation(record: Record, judged: Iterable[Judgement], name: str) -> Json:
    """The annotation of a report. judged: the judgements in force on its claims and on itself, oldest first."""
    text = record.report.text
    rejected, corrected, added = _sorted(record, judged)
    events = [v for v in (_event(record, e, corrected.get(e.id, {})) for e in record.events if e.id not in rejected) if v]
    places = [x for x in (_place(text, p) for p in record.places) if x]
    times = [x for x in (_time(text, t) for t in record.times) if x]
    attributions = [x for x in (_attribution(record, a) for a in record.attributions) if x]
    sources: dict[str, Json] = {s.id: _source(text, s) for s in record.sources}
    for c in corrected.values():
        _corrected_place(text, record, c, places)
        _corrected_time(text, record, c, times)
        _corrected_speaker(record, c, sources, attributions)
    for i, data in enumerate(added):
        if data.get("what") == "event":
            events.append(_added_event(text, data, f"x{i}"))
        else:
            sources[f"n{i}"] = {"name": data.get("name") or None, "kind": "person", "anonymous": not data.get("name"), "reason": None, "role": None}
            attributions.append(_added_attribution(text, data, f"x{i}", f"n{i}"))
    kept = {a["id"] for a in attributions}
    for a in attributions:
        if a["parent"] not in kept:
            a["parent"] = None
    return {"id": name, "published": record.report.published, "outlet": record.report.outlet, "sources": sources, "attributions": attributions,
            "places": places, "times": times, "events": events}


def _sorted(record: Record, judged: Iterable[Judgement]) -> tuple[set[str], dict[str, Json], list[Json]]:
    """Events rejected, corrections by event, additions. A later judgement wins over an earlier one."""
    claims = {c.claiming: c for c in record.claims}
    rejected: set[str] = set()
    accepted: set[str] = set()
    corrected: dict[str, Json] = {}
    added: list[Json] = []
    for j in judged:
        claim = claims.get(j.subject)
        if j.verdict == "add":
            added.append(j.data)
        elif claim is not None and j.verdict == "reject":
            rejected |= set(claim.events)
        elif claim is not None and j.verdict in ("accept", "correct"):
            accepted |= set(claim.events)
            if j.verdict == "correct":
                corrected[str(j.data.get("event") or claim.events[0])] = j.data
    return rejected - accepted, corrected, added


def quoted(text: str, span: Span | list[int] | None) -> str | None:
    """A span in the notation of annotations: its words, with ``@n`` when they stand there more than once. None when it cannot be written so."""
    if span is None:
        return None
    start, end = span
    words = text[start:end]
    n, at = 0, -1
    while at < start:
        at = text.find(words, at + 1)
        if at < 0:
            return None
        n += 1
    written = words if n == 1 else f"{words}@{n}"
    try:
        return written if locate(text, written) == (start, end) else None
    except Fault:
        return None


def _source(text: str, s: Any) -> Json:
    return {"name": s.name, "kind": s.kind, "anonymous": s.anonymous, "reason": quoted(text, s.reason.span) if s.reason else None, "role": s.role}


def _attribution(record: Record, a: Any) -> Json | None:
    text = record.report.text
    cue, content = quoted(text, a.cue.span), [quoted(text, c.span) for c in a.content]
    if cue is None or None in content:
        return None
    return {"id": a.id, "cue": cue, "source": quoted(text, a.source.span) if a.source else None, "who": a.who, "content": content, "mode": a.mode,
            "act": a.act, "parent": a.parent}


def _place(text: str, p: Any) -> Json | None:
    words = quoted(text, p.span)
    if words is None or p.lat is None or p.level is None:
        return None
    return {"span": words, "name_en": p.name_en, "country": p.country, "level": p.level, "lat": p.lat, "lon": p.lon}


def _time(text: str, t: Any) -> Json | None:
    words = quoted(text, t.span)
    return None if words is None else {"span": words, "start": t.start, "end": t.end, "grain": t.grain, "vague": t.vague}


def _event(record: Record, e: Any, c: Json) -> Json | None:
    text = record.report.text
    trigger = quoted(text, c.get("trigger") or e.trigger.span)
    if trigger is None:
        return None
    spans: dict[str, Span] = {p.id: p.span for p in record.places} | {x.id: x.span for x in record.times}
    out: Json = {"id": e.id, "trigger": trigger, "type": c.get("type") or e.type, "modality": c.get("modality") or e.modality,
                 "polarity": c.get("polarity") or e.polarity, "group": e.group}
    for role in ("agent", "target"):
        spans_of = [c[role]] if c.get(role) else [f.span for f in getattr(e, role)]
        out[role] = [w for w in (quoted(text, s) for s in spans_of) if w]
    out["count"] = [{"what": n.what, "min": n.min, "max": n.max, "approx": n.approx, "span": w} for n in e.count if (w := quoted(text, n.span))]
    for role in ("place", "origin", "destination", "time"):
        words = quoted(text, spans.get(getattr(e, role) or ""))
        if words and not (role == "place" and c.get("place") == "none"):
            out[role] = words
    if new := _new_place(text, c):
        out["place"] = new
    return out


def _new_place(text: str, c: Json) -> str | None:
    """The words of a place that a reviewer added."""
    chosen = c.get("place")
    return quoted(text, chosen.get("span")) if isinstance(chosen, dict) else None


def _corrected_place(text: str, record: Record, c: Json, places: list[Json]) -> None:
    chosen, event = c.get("place"), next((e for e in record.events if e.id == c.get("event")), None)
    mention = next((p for p in record.places if event is not None and p.id == event.place), None)
    words = _new_place(text, c) or (quoted(text, mention.span) if mention else None)
    if words is None or not isinstance(chosen, dict):
        return
    level = chosen.get("level") or (mention.level if mention else None) or "city"
    places[:] = [p for p in places if p["span"] != words]
    places.append({"span": words, "name_en": chosen.get("name") or words.partition("@")[0], "country": chosen.get("country"), "level": level,
                   "lat": chosen["lat"], "lon": chosen["lon"]})


def _corrected_time(text: str, record: Record, c: Json, times: list[Json]) -> None:
    event = next((e for e in record.events if e.id == c.get("event")), None)
    mention: Any = next((t for t in record.times if event is not None and t.id == event.time), None)
    if mention is None or not (c.get("start") or c.get("end")):
        return
    words = quoted(text, mention.span)
    for t in times:
        if t["span"] == words:
            t["start"], t["end"], t["vague"] = c.get("start"), c.get("end"), None


def _corrected_speaker(record: Record, c: Json, sources: dict[str, Json], attributions: list[Json]) -> None:
    """The innermost speech around the event is by somebody else: a source of the record by name, or a new one."""
    event = next((e for e in record.events if e.id == c.get("event")), None)
    if not c.get("speaker") or event is None or not event.chain:
        return
    name = str(c["speaker"])
    innermost = tellings(event.chain, {a.id: a for a in record.attributions})[0][-1]
    known = next((s.id for s in record.sources if s.name == name), None)
    if known is None:
        known = f"c{len(sources)}"
        sources[known] = {"name": name, "kind": "person", "anonymous": False, "reason": None, "role": None}
    for a in attributions:
        if a["id"] == innermost:
            a["who"] = known


def _added_event(text: str, data: Json, name: str) -> Json:
    out: Json = {"id": name, "trigger": quoted(text, data["trigger"]), "type": data["type"], "modality": data.get("modality") or "actual",
                 "polarity": data.get("polarity") or "pos", "agent": [], "target": [], "count": [], "group": name}
    for role in ("agent", "target"):
        words = quoted(text, data.get(role))
        out[role] = [words] if words else []
    return out


def _added_attribution(text: str, data: Json, name: str, who: str) -> Json:
    return {"id": name, "cue": quoted(text, data["cue"]), "source": quoted(text, data.get("source")), "who": who, "content": [quoted(text, data["content"])],
            "mode": "indirect", "act": data.get("act") or "say", "parent": None}
