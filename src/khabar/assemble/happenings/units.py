"""From a record to its units: event groups, split into what happened and what is only announced."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict

from khabar.assemble.happenings.families import family, main_type
from khabar.assemble.happenings.unit import Account, Number, Party, Site, Unit
from khabar.record import Attribution, Claim, Event, Place, Record, RoleFiller, Source, Time
from khabar.text import fold

#: An undated account of something that happened is taken to lie in the days before its publication.
WINDOW_DAYS = 3
_LEVELS = ("facility", "quarter", "village", "city", "admin2", "admin1", "region", "natural", "country")


def units_of(record: Record) -> tuple[Unit, ...]:
    """The units of a record, in the order of their first event."""
    groups: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in record.events:
        kind = "happened" if event.modality == "actual" else "announced"
        groups[event.group or event.id, kind].append(event)
    lookup = _Lookup(record)
    return tuple(lookup.unit(group, kind, events) for (group, kind), events in groups.items())


class _Lookup:
    """The parts of one record by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.sources = {s.id: s for s in record.sources}
        self.said = {a.id: a for a in record.attributions}
        self.places = {p.id: p for p in record.places}
        self.times = {t.id: t for t in record.times}
        self.actors = {x.id: x for x in record.actors}
        self.claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in record.claims:
            for event in claim.events:
                self.claims[event].append(claim)

    def unit(self, group: str, kind: str, events: list[Event]) -> Unit:
        report = self.record.report
        types = tuple(sorted({e.type for e in events}))
        main = main_type(types)
        first, last, dated = self._when(events, kind)
        codes = next(e.codes for e in events if e.type == main)
        return Unit(
            id=hashlib.blake2b(f"{report.id} {group} {kind}".encode(), digest_size=12).hexdigest(),
            report=report.id, group=group, kind=kind, types=types, main=main, family=family(main), site=self._site(events),
            first=first, last=last, dated=dated, published=report.published, outlet=report.outlet,
            parties=self._parties(events), words=self._words(events), accounts=self._accounts(events),
            plover=codes.plover, cameo=codes.cameo, acled=codes.acled, quad=codes.quad,
        )  # fmt: skip

    def _parties(self, events: list[Event]) -> tuple[Party, ...]:
        found = {self._party(role, f): None for e in events for role in ("agent", "target") for f in getattr(e, role)}
        return tuple(found)

    def _party(self, role: str, filler: RoleFiller) -> Party:
        x = self.actors.get(filler.actor or "")
        if x is None:
            return Party(role, filler.text)
        return Party(role, filler.text, x.name_en or fold(x.name), x.codes.country, x.codes.plover, x.codes.wikidata)

    def _words(self, events: list[Event]) -> tuple[str, ...]:
        """Folded words of the targets, to tell two attacks in one city apart."""
        words = {fold(w).removeprefix("ال") for e in events for f in e.target for w in f.text.split()}
        return tuple(sorted(w for w in words if len(w) > 2 and not w.isdigit()))

    def _site(self, events: list[Event]) -> Site | None:
        """The finest resolved place of the events."""
        refs = (r for e in events for r in (e.place, e.destination, e.origin) if r)
        known = [p for r in refs if (p := self.places.get(r)) is not None and p.lat is not None and p.level is not None]
        if not known:
            return None
        best = min(known, key=lambda p: (_LEVELS.index(p.level or "country"), p.id))
        return _site(best)

    def _when(self, events: list[Event], kind: str) -> tuple[str | None, str | None, bool]:
        spans = [(t.start, t.end) for e in events if e.time and (t := self._dated(e.time))]
        if spans:
            return min(s or e for s, e in spans if s or e), max(e or s for s, e in spans if s or e), True  # type: ignore[type-var]
        published = self.record.report.published
        if published is None or kind != "happened":
            return None, None, False
        day = datetime.date.fromisoformat(published)
        return (day - datetime.timedelta(WINDOW_DAYS)).isoformat(), published, False

    def _dated(self, name: str) -> Time | None:
        time = self.times.get(name)
        return time if time is not None and (time.start or time.end) else None

    def _accounts(self, events: list[Event]) -> tuple[Account, ...]:
        mine = {e.id: e for e in events}
        seen: dict[str, Claim] = {c.id: c for e in events for c in self.claims[e.id]}
        return tuple(self._account(c, [mine[v] for v in c.events if v in mine]) for c in seen.values())

    def _account(self, claim: Claim, events: list[Event]) -> Account:
        chain = [self.said[a] for a in claim.chain]
        source = self.sources.get(self._origin(chain)) if chain else None
        names = tuple(self.sources[a.who].name or "?" for a in chain)
        denied = claim.polarity == "neg" or any(a.act == "deny" for a in chain)
        return Account(
            claiming=claim.claiming or claim.id, claimed=claim.claimed or claim.id, origin=origin_key(self.record, source),
            origin_name=source.name if source else self.record.report.outlet, chain=names, gloss=claim.gloss, text=claim.text,
            modality=claim.modality, polarity=claim.polarity, denied=denied,
            numbers=tuple(Number(c.what, c.min, c.max, c.approx) for e in events for c in e.count),
            types=tuple(sorted({e.type for e in events})),
        )  # fmt: skip

    def _origin(self, chain: list[Attribution]) -> str:
        """The innermost source that is known; a link to an unknown source does not hide who passed it on."""
        for a in reversed(chain):
            if self.sources[a.who].name:
                return a.who
        return chain[-1].who


def _site(p: Place) -> Site:
    assert p.lat is not None and p.lon is not None and p.level is not None
    return Site(p.name_en or p.text, p.country, p.admin1, p.level, p.lat, p.lon, p.geonames)


def origin_key(record: Record, source: Source | None) -> str:
    """Under which key an innermost source is counted.

    The report's own voice counts as its outlet. Named sources and organisations are the same wherever they speak.
    Unnamed sources are never joined across reports: each is its own origin.
    """
    report = record.report
    if source is None:
        return f"outlet:{fold(report.outlet)}" if report.outlet else f"report:{report.id}"
    if source.anonymous or source.name is None:
        return f"unnamed:{report.id}:{source.id}"
    if source.kind != "person" and source.actor is not None:
        actor = next((x for x in record.actors if x.id == source.actor), None)
        if actor is not None:
            return f"actor:{actor.name_en or fold(actor.name)}"
    return f"name:{short_name(source.name)}"


def short_name(name: str) -> str:
    """The last two words of a name, folded and without article: titles and roles stand before the name in Arabic."""
    words = [w.removeprefix("ال") for w in fold(name).replace('"', " ").split()]
    return " ".join(words[-2:])
