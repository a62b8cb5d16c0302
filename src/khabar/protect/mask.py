"""Masking a record: the text keeps its length, the values lose what was removed, ids are made anew."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from khabar.errors import KhabarError
from khabar.protect.find import name_pattern, removals
from khabar.record import Place, Quote, Record, Source, Span, Why, overlap, report_id

BLOCK = "█"
_WORD = re.compile(r"\S+")
#: Numbers, years and common short words are not looked for one by one in the result.
_SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """What to protect. names: to be removed wherever they stand. level: how an unnamed source is described:
    ``region`` (activist, Nineveh), ``country`` (activist, Iraq) or ``kind`` (activist)."""

    names: tuple[str, ...] = ()
    level: Literal["region", "country", "kind"] = "region"


@dataclass(frozen=True, slots=True)
class Summary:
    """How often each kind of thing was removed."""

    removed: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """One line a kind, for the user."""
        return [f"{n} × {kind}" for kind, n in sorted(self.removed.items())]


def protect(record: Record, rules: Rules) -> tuple[Record, Summary]:
    """A record without what identifies people, and what was removed. Raises KhabarError if any of it would remain."""
    text = record.report.text
    summary = Summary()
    spans: list[Span] = []
    counted = [c.span for e in record.events for c in (*e.count, *e.subsets)]
    for removal in removals(text, rules.names):
        if removal.kind == "telephone" and any(overlap(removal.span, c) for c in counted):
            continue
        spans.append(removal.span)
        summary.removed[removal.kind] += 1
    names: dict[str, str] = {}
    for source in record.sources:
        if source.name and any(name_pattern(n).search(source.name) for n in rules.names if n.strip()):
            spans += source.mentions  # a listed person is hidden under the short name too
            names |= {text[a:b]: BLOCK * 3 for a, b in source.mentions}
        if source.anonymous and source.name:
            summary.removed["description of an unnamed source"] += 1
            described = describe(record, source, rules)
            described_by = (source.name, *(text[a:b] for a, b in source.mentions))
            names |= {words: described for words in described_by if " " in words}  # a bare noun (الناشط) tells nothing
            spans += [s for m in (*source.mentions, *(q.span for q in (source.position,) if q)) for s in _tail(text, m)]
    names |= _places(record, spans)
    masked = _masked(text, spans)
    values = {words: BLOCK * 3 for s in spans if len(words := text[s[0]:s[1]]) >= _SHORTEST_SECRET} | names
    values |= {name: BLOCK * 3 for name in rules.names if name.strip()}
    return _checked(_rebuilt(record, masked, spans, values, rules), values), summary


def _places(record: Record, spans: list[Span]) -> dict[str, str]:
    """Names of places that stand in hidden words only: they would give away where an unnamed source is."""
    hidden = [p for p in record.places if any(overlap(p.span, s) for s in spans)]
    told = {name for p in record.places if p not in hidden for name in (p.text, p.name_en)}
    return {name: BLOCK * 3 for p in hidden for name in (p.text, p.name_en) if name and name not in told}


def describe(record: Record, source: Source, rules: Rules) -> str:
    """A general description: the kind of source and, at most, the region that its words name."""
    kind = (source.anonymity or "source").replace("_", " ")
    near = next((p for m in source.mentions for p in record.places if overlap(m, p.span) and p.country), None)
    if near is None or rules.level == "kind":
        return kind
    where = near.admin1 if rules.level == "region" and near.admin1 else near.country
    return f"{kind}, {where}"


def _tail(text: str, mention: Span) -> list[Span]:
    """The words of a description behind its first: the head noun (ناشط) alone identifies nobody."""
    words = [(m.start() + mention[0], m.end() + mention[0]) for m in _WORD.finditer(text[mention[0]:mention[1]])]
    return [(words[1][0], words[-1][1])] if len(words) > 1 else []


def _masked(text: str, spans: Iterable[Span]) -> str:
    characters = list(text)
    for start, end in spans:
        for i in range(start, end):
            if not characters[i].isspace():
                characters[i] = BLOCK
    return "".join(characters)


def _rebuilt(record: Record, masked: str, spans: list[Span], values: dict[str, str], rules: Rules) -> Record:
    """Every quotation taken from the masked text, every other string without the removed words, new ids."""
    hidden = {p.id for p in record.places if any(overlap(p.span, s) for s in spans)}
    made: Record = _walk(record, masked, sorted(values.items(), key=lambda v: -len(v[0])))
    new_id = report_id(masked)
    def shown(ref: str | None) -> str | None:
        return None if ref in hidden else ref

    events = tuple(replace(e, place=shown(e.place), origin=shown(e.origin), destination=shown(e.destination)) for e in made.events)
    claims = tuple(replace(c, claimed=_hash(c.gloss, c.modality, c.polarity), claiming=_hash(new_id, c.id)) for c in made.claims)
    sources = tuple(
        replace(s, name=describe(record, old, rules) if old.anonymous and old.name else s.name, position=None if old.anonymous else s.position,
                role=None if old.anonymous else s.role, affiliation=None if old.anonymous else s.affiliation, why=None if old.anonymous else s.why)
        for s, old in zip(made.sources, record.sources, strict=True))
    report = replace(made.report, id=new_id, text=masked)
    return replace(made, report=report, events=events, claims=claims, sources=sources, places=tuple(_place(p, hidden) for p in made.places))


def _place(p: Place, hidden: set[str]) -> Place:
    """A masked place loses what it was resolved to."""
    if p.id not in hidden:
        return p
    return replace(p, name_en=None, geonames=None, country=None, admin1=None, level=None, lat=None, lon=None, precision=None,
                   estimated=None, alternatives=(), why=p.why.but(note=None, entry=None, parts=()))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _walk(value: Any, masked: str, words: list[tuple[str, str]]) -> Any:
    if isinstance(value, Quote):
        return Quote(value.span, masked[value.span[0]:value.span[1]])
    if isinstance(value, Why):
        return value.but(**{name: _walk(getattr(value, name), masked, words) for name in Why.__struct_fields__})
    if is_dataclass(value) and not isinstance(value, type):
        new = {f.name: _walk(getattr(value, f.name), masked, words) for f in fields(value)}
        if "span" in new and "text" in new:
            new["text"] = masked[value.span[0]:value.span[1]]  # type: ignore[attr-defined]
        return replace(value, **new)
    if isinstance(value, tuple):
        return tuple(_walk(v, masked, words) for v in value)
    if isinstance(value, dict):
        return {k: _walk(v, masked, words) for k, v in value.items()}
    if isinstance(value, str):
        for old, new_words in words:
            if old in value:
                value = value.replace(old, new_words)
    return value


def _checked(record: Record, values: dict[str, str]) -> Record:
    """Look for every removed string once more in the whole record."""
    from khabar.record import to_json

    data = to_json(record).decode()
    left = [words for words in values if len(words) >= _SHORTEST_SECRET and " " in words and words in data]
    left += [words for words in values if any(c.isdigit() for c in words) and words in data]
    if left:
        raise KhabarError(f"{len(left)} protected strings would remain in the record; nothing was written")
    return record
