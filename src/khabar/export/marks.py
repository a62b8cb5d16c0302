"""Spans for review tools: W3C Web Annotation and brat stand-off, from records."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.export.facts import Json
from khabar.record import Record


def web_annotations(record: Record) -> Iterator[Json]:
    """One annotation per marked span; TextPositionSelector counts code points of the report's text."""
    for name, kind, span, note in _marks(record):
        yield {
            "@context": "http://www.w3.org/ns/anno.jsonld", "id": f"urn:khabar:{record.report.id}:{name}:{span[0]}", "type": "Annotation",
            "body": {"type": "TextualBody", "value": note, "purpose": "tagging", "khabar:kind": kind, "khabar:id": name},
            "target": {"source": record.report.uri or f"urn:khabar:{record.report.id}",
                       "selector": [{"type": "TextPositionSelector", "start": span[0], "end": span[1]},
                                    {"type": "TextQuoteSelector", "exact": record.report.text[span[0]:span[1]]}]},
        }  # fmt: skip


def _marks(record: Record) -> Iterator[tuple[str, str, tuple[int, int], str]]:
    for a in record.attributions:
        yield a.id, "cue", a.cue.span, f"{a.act} {a.mode}"
        if a.source:
            yield a.id, "source", a.source.span, a.who
        for c in a.content:
            yield a.id, "content", c.span, a.id
    for p in record.places:
        yield p.id, "place", p.span, p.name_en or "unresolved"
    for t in record.times:
        yield t.id, "time", t.span, f"{t.start or ''}/{t.end or ''}"
    for e in record.events:
        yield e.id, "trigger", e.trigger.span, f"{e.type} {e.modality} {e.polarity}"


def brat(record: Record) -> str:
    """brat stand-off (.ann) of a record: text-bound marks, attributions and events with their roles.

    brat counts code points and allows no line break inside a mark: a mark over several lines becomes a split one.
    """
    text, lines = record.report.text, []
    ids: dict[tuple[str, tuple[int, int]], str] = {}

    def mark(kind: str, span: tuple[int, int]) -> str:
        key = (kind, span)
        if key not in ids:
            ids[key] = f"T{len(ids) + 1}"
            pieces = _pieces(text, span)
            where = ";".join(f"{s} {e}" for s, e in pieces)
            lines.append(f"{ids[key]}\t{kind} {where}\t{' '.join(text[s:e] for s, e in pieces)}")
        return ids[key]

    for p in record.places:
        mark("Place", p.span)
    for t in record.times:
        mark("Time", t.span)
    events: list[str] = []
    for n, a in enumerate(record.attributions, 1):
        roles = [f"Attribution:{mark('Attribution', a.cue.span)}"]
        roles += [f"Source:{mark('Source', a.source.span)}"] if a.source else []
        roles += [f"Content{i or ''}:{mark('Content', c.span)}" for i, c in enumerate(a.content)]
        events.append(f"E{n}\t{' '.join(roles)}")
    places, times = {p.id: p for p in record.places}, {t.id: t for t in record.times}
    for n, e in enumerate(record.events, len(record.attributions) + 1):
        kind = e.type.capitalize()
        roles = [f"{kind}:{mark(kind, e.trigger.span)}"]
        for role in ("agent", "target"):
            roles += [f"{role.capitalize()}{i or ''}:{mark('Participant', f.span)}" for i, f in enumerate(getattr(e, role))]
        roles += [f"{r.capitalize()}:{mark('Place', places[ref].span)}" for r in ("place", "origin", "destination") if (ref := getattr(e, r))]
        roles += [f"Time:{mark('Time', times[e.time].span)}"] if e.time else []
        events.append(f"E{n}\t{' '.join(roles)}")
        events.append(f"A{len(events) + 1}\tModality E{n} {e.modality}")
        if e.polarity == "neg":
            events.append(f"A{len(events) + 1}\tNegated E{n}")
    return "".join(line + "\n" for line in [*lines, *events])


def _pieces(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    out, at = [], span[0]
    for part in text[span[0]:span[1]].split("\n"):
        if part:
            out.append((at, at + len(part)))
        at += len(part) + 1
    return out or [span]
