"""Why a value is as it is: a walk over the derivations that every part of a record carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from khabar.errors import RecordError
from khabar.record import Attribution, Claim, Event, Place, Record, Source, Time, Why
from khabar.record.tellings import tellings


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation and the lines it stands on."""

    text: str
    parts: tuple[Step, ...] = ()


_PARTS = ("sources", "attributions", "actors", "places", "times", "events", "claims")


def find(record: Record, name: str) -> Any:
    """The part of the record with that id. Raises RecordError that lists what there is."""
    for part in _PARTS:
        for x in getattr(record, part):
            if x.id == name:
                return x
    have = ", ".join(f"{part} {items[0].id}–{items[-1].id}" for part in _PARTS if (items := getattr(record, part)))
    raise RecordError(f"the record holds no {name!r}; it holds {have or 'nothing'}")


def explain(record: Record, name: str) -> Step:
    """The derivation of one part of a record, as a tree from the value down to the resource entries."""
    x = find(record, name)
    step: Step = _EXPLAINERS.get(type(x), _plain)(record, x)
    return step


def why_step(why: Why | None) -> tuple[Step, ...]:
    """A derivation as steps; none for a missing one."""
    return () if why is None else (_why(why),)


def _why(why: Why) -> Step:
    words = [why.rule]
    if why.entry:
        words.append(f"entry {why.entry}" + (f" ({why.at})" if why.at else ""))
    if why.score is not None:
        words.append(f"score {why.score:.3g}" + (f" = {why.meaning}" if why.meaning else ""))
    if why.note:
        words.append(why.note)
    return Step(" · ".join(words), tuple(_why(p) for p in why.parts))


def _attribution(record: Record, a: Attribution) -> Step:
    source = find(record, a.who)
    parts = [Step(f"cue {a.cue.text} {_at(a.cue.span)}")]
    said_by = f"source {a.source.text} {_at(a.source.span)}" if a.source else "source not written here"
    parts.append(Step(f"{said_by} → {source.id} {source.name or 'unknown'}", why_step(source.why)))
    parts += [Step(f"content {c.text} {_at(c.span)}") for c in a.content]
    for label in ("addressee", "medium", "occasion"):
        if (q := getattr(a, label)) is not None:
            parts.append(Step(f"{label} {q.text} {_at(q.span)}"))
    if a.parent:
        parts.append(Step(f"stands inside the content of {a.parent}"))
    return Step(f"{a.id}: {a.act}, {a.mode}, stance {a.stance}", (*parts, *why_step(a.why)))


def _event(record: Record, e: Event) -> Step:
    parts = [Step(f"trigger {e.trigger.text} {_at(e.trigger.span)}"), *why_step(e.why)]
    parts += [Step(f"{role} {f.text} {_at(f.span)}" + (f" → {f.actor}" if f.actor else "") + (f", {100 * f.score:.0f} in 100 such are right" if f.score is not None else ""))
              for role in ("agent", "target") for f in getattr(e, role)]
    for role in ("place", "origin", "destination", "time"):
        if (ref := getattr(e, role)) is not None:
            parts.append(Step(f"{role} {ref}", (explain(record, ref),)))
    parts += [Step(f"count {c.what} {_range(c.min, c.max)}{' about' if c.approx else ''}: {c.text}") for c in e.count]
    parts += [_chain(record, chain) for chain in tellings(e.chain, {a.id: a for a in record.attributions})]
    return Step(f"{e.id}: {e.type}, {e.modality}, {e.polarity}, group {e.group}", tuple(parts))


def _chain(record: Record, chain: tuple[str, ...]) -> Step:
    if not chain:
        return Step("chain: the report's own voice")
    said = [next(a for a in record.attributions if a.id == name) for name in chain]
    voices = (f"{a.id} {find(record, a.who).name or 'unknown'} ({a.act}, {a.cue.text})" for a in said)
    return Step("chain, outermost first", tuple(Step(v) for v in voices))


def _place(record: Record, p: Place) -> Step:
    where = "unresolved" if p.lat is None else f"{p.name_en}, {p.country}, {p.level}, {p.lat:.3f} {p.lon:.3f}"
    others = tuple(Step(f"{c.name_en}, {c.admin1}, {c.country} · score {c.score:.3g}") for c in p.alternatives)
    parts = list(why_step(p.why))
    if p.estimated is not None:
        parts.append(Step(f"{p.relation}: near {p.estimated.lat:.2f} {p.estimated.lon:.2f} within {p.estimated.radius_km:.0f} km"
                          f" ({p.estimated.words.text})"))
    if others:
        parts.append(Step("other candidates", others))
    return Step(f"{p.id}: {p.text} {_at(p.span)} → {where}", tuple(parts))


def _time(record: Record, t: Time) -> Step:
    when = f"{t.start or '…'} to {t.end or '…'}" if t.start or t.end else t.vague or "unresolved"
    return Step(f"{t.id}: {t.text} {_at(t.span)} → {when} ({t.grain})", why_step(t.why))


def _source(record: Record, s: Source) -> Step:
    unnamed = f"unnamed ({s.anonymity or 'no kind'})" if s.anonymous else "named"
    parts = [Step(f"reason {s.reason.text} {_at(s.reason.span)}")] if s.reason else []
    parts += [Step(f"mention {record.report.text[m[0]:m[1]]} {_at(m)}") for m in s.mentions]
    return Step(f"{s.id}: {s.name or 'unknown'}, {s.kind}, {unnamed}", (*parts, *why_step(s.why)))


def _claim(record: Record, c: Claim) -> Step:
    return Step(f"{c.id}: {c.gloss}", (_chain(record, c.chain), *(explain(record, v) for v in c.events)))


def _plain(record: Record, x: Any) -> Step:
    return Step(f"{x.id}: {getattr(x, 'name', '')}", why_step(getattr(x, "why", None)))


def _at(span: tuple[int, int]) -> str:
    return f"[{span[0]}–{span[1]}]"


def _range(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{low if low is not None else '…'}–{high if high is not None else '…'}"


_EXPLAINERS: dict[type, Any] = {
    Attribution: _attribution, Event: _event, Place: _place, Time: _time, Source: _source, Claim: _claim,
}  # fmt: skip
