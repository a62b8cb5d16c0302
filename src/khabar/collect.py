"""Taking reports into a store: reading, units, near-copies and happenings, each report in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

import msgspec

from khabar.assemble.happenings import (
    Happening,
    Unit,
    asked,
    compare,
    grouped_by,
    judged,
    keys,
    summarise,
    tie,
    ties_among,
    units_of,
    voices,
)
from khabar.protect import Rules, Summary, protect
from khabar.record import Record
from khabar.store import Store, judge, numbers, open_store, put, record, records
from khabar.store.copies import note_copies, original_of
from khabar.store.query import HappeningFilter, happenings
from khabar.store.reviews import in_force
from khabar.store.units import (
    HappeningRow,
    UnitRow,
    filed_under,
    happenings_of,
    members,
    neighbourhood,
    outdated,
    put_ties,
    replace_happenings,
    replace_units,
    ties_of,
)
from khabar.store.write import name_voices

#: How long after an announcement without a date a happening may still be what was announced.
LINK_DAYS = 49

_units = msgspec.json.Decoder(Unit)


def add(store: Store, made: Record) -> bool:
    """Keep a record and bring the happenings of its neighbourhood up to date. False when the store knew it all.

    The happenings are those of all units in the store, whatever the order in which reports were added.
    """
    with store.writing() as connection:
        number, fresh = put(store, made)
        if not fresh:
            return False
        if connection.execute("SELECT count(*) FROM appearances WHERE report=?", (number,)).fetchone()[0] > 1:
            made = record(store, number) or made  # the reading that holds for this text may be that of another place
        if outdated(connection):
            _remake(store)
        name_voices(store, number, voices(made))
        touched = happenings_of(connection, number)
        for other in note_copies(store, number):
            touched |= happenings_of(connection, other)
        found = units_of(made)
        replace_units(connection, number, [_row(u) for u in found])
        put_ties(connection, (t for unit in found for t in _ties(store, unit, number)))
        _rebuild(store, touched, {u.id for u in found})
    return True


def rebuild(store: Store) -> int:
    """Make all happenings anew from the records; their number. Gives what adding the reports one by one gives."""
    with store.writing():
        _remake(store)
    return int(store.connection.execute("SELECT count(*) FROM happenings").fetchone()[0])


def linked(store: Store, name: str) -> list[dict[str, object]]:
    """What was announced before a happening, or happened after an announcement: id, class, type, state, reasons.

    Plans and threats are never merged into what happened; they are linked when place, actors and targets agree and the
    announcement was reported no later than the happening.
    """
    mine = [_units.decode(slots) for slots, _ in members(store.connection, [name])]
    out: dict[str, dict[str, object]] = {}
    for unit in mine:
        other = "announced" if unit.kind == "happened" else "happened"
        for probe in _probes(unit, other):
            for unit_id, slots, happening in filed_under(store.connection, asked(probe), 0):
                found = _units.decode(slots)
                early, late = (found, unit) if other == "announced" else (unit, found)
                verdict = compare(replace(early, kind="happened", first=late.first, last=late.last, dated=late.dated), late)
                if happening and verdict.same and (early.published or "") <= (late.published or "9999"):
                    out.setdefault(happening, {"id": happening, "class": other, "type": found.main, "unit": unit_id,
                                               "reasons": list(verdict.reasons)})
    return [out[key] for key in sorted(out)]


def joined(store: Store, name: str) -> list[dict[str, object]]:
    """Why the reports of a happening were taken to tell of one: for each, its strongest tie to another, with points and reasons."""
    mine = {u.id: u for u in (_units.decode(slots) for slots, _ in members(store.connection, [name]))}
    best: dict[str, tuple[float, Unit, Unit]] = {}
    for a, b, points in ties_of(store.connection, sorted(mine)):
        if b in mine:
            for unit, other in ((mine[a], mine[b]), (mine[b], mine[a])):
                if points > best.get(unit.report, (0.0,))[0]:
                    best[unit.report] = points, unit, other
    return [{"report": r, "with": other.report, "points": points, "reasons": list(compare(unit, other).reasons)} for r, (points, unit, other) in sorted(best.items())]


def _probes(unit: Unit, kind: str) -> list[Unit]:
    """The unit as one of the other class: an announcement has no date, the announced day, or the weeks after it."""
    probes = [replace(unit, kind=kind), replace(unit, kind=kind, first=None, last=None)]
    if kind == "happened" and unit.published:
        day = datetime.date.fromisoformat(unit.published)
        probes.append(replace(unit, kind=kind, first=unit.published, last=(day + datetime.timedelta(LINK_DAYS)).isoformat()))
    return probes


def _ties(store: Store, unit: Unit, number: int) -> Iterator[tuple[str, str, float]]:
    """The ties of a unit of a report to units of others."""
    for name, slots, _ in filed_under(store.connection, asked(unit), number):
        points = tie(unit, _units.decode(slots))
        if points is not None:
            yield unit.id, name, points


def _remake(store: Store) -> None:
    """Make all units, ties and happenings anew from the records. Inside a transaction."""
    connection = store.connection
    for name in [r[0] for r in connection.execute("SELECT id FROM happenings")]:
        replace_happenings(connection, [name], [])
    everything: list[Unit] = []
    for number in numbers(store):
        made = record(store, number)
        if made is not None:
            found = units_of(made)
            replace_units(connection, number, [_row(u) for u in found])
            name_voices(store, number, voices(made))
            everything += found
    connection.execute("DELETE FROM untied")
    put_ties(connection, ties_among(everything))
    _rebuild(store, set(), {u.id for u in everything})


def _rebuild(store: Store, touched: set[str], units: set[str]) -> None:
    """The happenings of all that hangs together with some happenings and units, put in the place of those there were."""
    pool = neighbourhood(store.connection, touched, units)
    copy_of = original_of(store, sorted({number for _, _, number, _ in pool}))
    gathered = grouped_by([_units.decode(slots) for _, slots, _, _ in pool], ties_of(store.connection, [name for name, _, _, _ in pool]))
    made = [summarise(found, copy_of) for found in judged(gathered, _rulings(store))]
    old = touched | {happening for _, _, _, happening in pool if happening is not None}
    replace_happenings(store.connection, old, [_happening_row(h) for h in made])


def rejudged(store: Store, claims: Iterable[str]) -> None:
    """Make the happenings of some claims anew, after a judgement on them was given or taken back."""
    named = list(claims)
    with store.writing() as connection:
        if outdated(connection):
            _remake(store)
        touched = {r[0] for c in named for r in connection.execute("SELECT happening FROM happening_terms WHERE kind='claim' AND value=?", (c,))}
        _rebuild(store, touched, set())


def _rulings(store: Store) -> list[tuple[str, frozenset[str]]]:
    """Judgements in force that split or join happenings, with the claims they name."""
    found = [j for j in in_force(store, "happening") if j.verdict in ("split", "merge")]
    return [(j.verdict, frozenset(map(str, claims))) for j in found if isinstance(claims := j.data.get("claims"), list)]


def _row(unit: Unit) -> UnitRow:
    return UnitRow(unit.id, unit.group, unit.kind, msgspec.json.encode(unit), keys(unit))


def _happening_row(h: Happening) -> HappeningRow:
    site = h.place
    return HappeningRow(
        h.id, h.kind, h.type, h.family, h.state, len(h.origins), site.name if site else None, site.country if site else None,
        site.admin1 if site else None, site.lat if site else None, site.lon if site else None, h.first, h.last,
        h.first_reported, h.last_reported, msgspec.json.encode(as_json(h)), h.units,
    )  # fmt: skip


def rows(store: Store, what: str, wanted: HappeningFilter) -> Iterator[dict[str, Any]]:
    """What an export is made of, one at a time: ``happenings``, single ``events``, or single ``claims``, in one form.

    Events and claims are given as happenings of their own, so that every format takes all three. Each claim has what people
    graded: ``grade`` (1 to 6) and its source's ``source_grade`` (A to F), None where nobody did.
    """
    given = judge.grades(store)
    for h in _rows(store, what, wanted):
        for claim in h["claims"]:
            claim["grade"] = given.get(("claim", claim["claiming"]))
            claim["source_grade"] = given.get(("source", judge.source_of(store, claim) or ""))
        yield h


def _rows(store: Store, what: str, wanted: HappeningFilter) -> Iterator[dict[str, Any]]:
    if what == "happenings":
        yield from happenings(store, wanted)
    elif what == "claims":
        for h in happenings(store, wanted):
            for claim in h["claims"]:
                counts = {c["what"]: {"low": c["min"], "best": c["min"] if c["min"] is not None else c["max"], "high": c["max"] or c["min"],
                                      "claims": [claim["claiming"]]} for c in claim["counts"]}
                yield h | {"id": claim["claiming"], "claims": [claim], "counts": counts, "origins": {"count": 1, "list": [claim["origin"]], "names": [claim["origin_name"]]}}
    else:
        kept = None if wanted == HappeningFilter() else {c["claiming"] for h in happenings(store, wanted) for c in h["claims"]}
        for _, made in records(store):
            single = replace(made, events=tuple(replace(e, group=e.id) for e in made.events))
            for unit in units_of(single):
                if kept is None or any(a.claiming in kept for a in unit.accounts):
                    yield as_json(replace(summarise((unit,), {}), id=unit.id))


def protected_copy(store: Store, rules: Rules, only: Collection[int] | None = None) -> tuple[Store, Summary]:
    """A store in memory with protected records of everything (or of the reports numbered), and what was removed;
    judgements stay behind.

    Happenings are made anew from the protected records, so nothing derived from the originals gets through.
    """
    copy = open_store(":memory:", store.fold)
    total = Summary()
    for made in (r for _, r in records(store)) if only is None else (r for n in sorted(only) if (r := record(store, n))):
        safe, summary = protect(made, rules)
        total.removed.update(summary.removed)
        add(copy, safe)
    return copy, total


def _origin_names(h: Happening) -> list[str]:
    """The origins in words, as the first claim of each gives them; unnamed ones by the outlet that cites them."""
    shown: dict[str, str] = {}
    for c in h.claims:
        unnamed = c["origin"].startswith(("unnamed:", "via "))
        shown.setdefault(c["origin"], f"unnamed source of {c['outlet'] or 'a report'}" if unnamed else c["origin_name"] or "a report")
    return [shown.get(key, key) for key in h.origins]


def as_json(h: Happening) -> dict[str, Any]:
    """A happening in the form that ``khabar happenings --json`` prints."""
    return {
        "id": h.id, "class": h.kind, "type": h.type, "family": h.family, "place": msgspec.to_builtins(h.place),
        "time": {"start": h.first, "end": h.last, "basis": h.basis}, "actors": list(h.actors), "parties": msgspec.to_builtins(h.parties), "codes": h.codes,
        "counts": msgspec.to_builtins(h.counts), "state": h.state,
        "origins": {"count": len(h.origins), "list": list(h.origins), "names": _origin_names(h)}, "conflicts": list(h.conflicts),
        "reported": {"first": h.first_reported, "last": h.last_reported}, "claims": list(h.claims),
    }  # fmt: skip
