"""What many accounts of one happening come to: state, independent origins, numbers low/best/high, first and last report."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from khabar.assemble.happenings.conflicts import Told, conflicts_of, latest
from khabar.assemble.happenings.families import main_type
from khabar.assemble.happenings.grouping import SHORT_DAYS
from khabar.assemble.happenings.origins import outlet_key
from khabar.assemble.happenings.passages import one_text
from khabar.assemble.happenings.unit import Account, Number, Party, Site, Unit

#: The share of the most told place's accounts that a finer place needs to be the happening's.
_MANY = 0.25
_LEVELS = ("facility", "quarter", "village", "city", "admin2", "admin1", "region", "natural", "country")


@dataclass(frozen=True, slots=True)
class Range:
    """A count over all accounts. ``best``: see :func:`_best`; ``claims``: the claiming ids behind low, best and high."""

    low: int | None
    best: int | None
    high: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One real-world event across reports. ``basis``: what its days rest on, ``told`` or only ``reported`` (the days before the first
    report came out); ``past``, ``present``, ``future`` where reports say no more than that; None when nothing is known."""

    id: str
    kind: str
    type: str
    family: str
    place: Site | None
    first: str | None
    last: str | None
    actors: tuple[str, ...]
    counts: dict[str, Range]
    state: str
    origins: tuple[str, ...]
    first_reported: str | None
    last_reported: str | None
    units: tuple[str, ...]
    claims: tuple[dict[str, Any], ...]
    conflicts: tuple[str, ...]
    parties: tuple[Party, ...]
    codes: dict[str, str | None]
    basis: str | None = None


def summarise(units: tuple[Unit, ...], copy_of: Mapping[str, str]) -> Happening:
    """The happening that some units make. ``copy_of``: report id → id of the text that it is a near-copy of."""
    ordered = sorted(units, key=_by_date)
    outlets = {u.report: outlet_key(u.outlet) if u.outlet else f"report:{u.report}" for u in units}
    told = one_text(_joined([(u, a, _origin(a.origin, u, copy_of, outlets)) for u in ordered for a in u.accounts]))
    types = tuple(sorted({t for u in units for t in u.types}))
    affirmed = [(u, a, o) for u, a, o in told if not a.denied]
    conflicts = tuple(conflicts_of(affirmed))
    origins = () if all(a.detail for _, a, _ in affirmed) else _independent(affirmed)
    dated, basis = _dated(units)
    reported = sorted(u.published for u in units if u.published)
    return Happening(
        id=_identity(ordered), kind=ordered[0].kind, type=main_type(types), family=ordered[0].family, place=_place(ordered),
        first=min((u.first for u in dated if u.first), default=None), last=max((u.last for u in dated if u.last), default=None),
        actors=tuple(sorted({p.name for u in units for p in u.parties if p.name})), counts=_counts(affirmed),
        state=_state(told, origins, conflicts), origins=origins,
        first_reported=reported[0] if reported else None, last_reported=reported[-1] if reported else None,
        units=tuple(sorted(u.id for u in units)), claims=tuple(_claim(u, a, o) for u, a, o in told), conflicts=conflicts,
        parties=_parties(ordered), codes=_codes(ordered, main_type(types)), basis=basis,
    )  # fmt: skip


def _by_date(u: Unit) -> tuple[str, str]:
    return u.published or "9999", u.id


def _identity(ordered: list[Unit]) -> str:
    """Named after its earliest account, so that later reports do not rename it."""
    first = min((a.claiming for a in ordered[0].accounts), default=ordered[0].id)
    return "h" + hashlib.blake2b(f"{first} {ordered[0].kind} {ordered[0].id}".encode(), digest_size=6).hexdigest()


def _origin(key: str, unit: Unit, copy_of: Mapping[str, str], outlets: Mapping[str, str]) -> str:
    """A near-copy's own voice and unnamed sources are those of the text it copies; ``outlets``: key of each report's outlet."""
    original = copy_of.get(unit.report)
    if original is None:
        return key
    if key == outlets[unit.report]:
        return outlets.get(original, f"text:{original}")
    return key.replace(unit.report, original) if key.startswith("unnamed:") else key


def _joined(told: list[Told]) -> list[Told]:
    """One key for one voice: a spokesman who is named in one report with the body and in another without it, and a body whose
    name is given in full or only by its first words (نقابة عمال النفط السودانية)."""
    body = {a.also: o for _, a, o in sorted(told, key=lambda t: t[2]) if a.also}
    keys = sorted({o for _, _, o in told} | set(body.values()))
    short = {o: next(k for k in keys if k == o or (k.startswith("body:") and " " in k and o.startswith(k + " "))) for o in keys}
    return [(u, a, short[body.get(o, o)]) for u, a, o in told]


def _independent(affirmed: list[Told]) -> tuple[str, ...]:
    """Keys of the origins that count. A report's own words are taken to rest on the sources that it names for the same
    happening, and an agency's on those that it passes on: they count only where they stand alone."""
    sourced = {u.report for u, a, _ in affirmed if not a.own}
    kept = [(u, a, o) for u, a, o in affirmed if not (a.own and u.report in sourced)]
    relays = {v for _, a, _ in kept for v in a.via}
    found = {o for _, _, o in kept}
    return tuple(sorted(found - relays or found))


def _state(told: list[Told], origins: tuple[str, ...], conflicts: tuple[str, ...]) -> str:
    """denied: nobody affirms it; contested: affirmed and denied, or the accounts exclude each other; else by origins.

    Who tells of it in the account in which something of it is denied has not denied it; who only takes it as given may have.
    """
    affirm = {(u.id, o) for u, a, o in told if not a.denied and a.polarity == "pos"}
    deniers = {o for u, a, o in told if a.denied and (u.id, o) not in affirm}
    if not origins:
        return "denied"
    if deniers - set(origins) or (deniers and len(origins) > 1) or conflicts:
        return "contested"
    return "corroborated" if len(origins) > 1 else "single-source"


def _counts(affirmed: list[Told]) -> dict[str, Range]:
    found: dict[str, list[tuple[str, Number, str, str]]] = defaultdict(list)
    for (what, origin), (day, n, claiming, _) in sorted(latest(affirmed).items()):
        found[what].append((day, n, claiming, origin))
    out = {}
    for what, given in found.items():
        lows = [n.min for _, n, _, _ in given if n.min is not None]
        highs = [n.max if n.max is not None else n.min for _, n, _, _ in given]
        values = [h for h in highs if h is not None]
        claims = tuple(sorted(c for _, _, c, _ in given))
        out[what] = Range(min(lows, default=None), _best(given), max(values, default=None), claims)
    return out


def _best(given: list[tuple[str, Number, str, str]]) -> int | None:
    """The number that most origins last gave; among equals the one given last, then the lower (cautious) one."""
    votes: dict[int, tuple[int, str]] = {}
    for day, n, _, _ in given:
        value = n.min if n.min is not None else n.max
        if value is not None:
            count, latest = votes.get(value, (0, ""))
            votes[value] = count + 1, max(latest, day)
    return min(votes, key=lambda v: (-votes[v][0], _reverse(votes[v][1]), v), default=None)


def _reverse(day: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in day) or (0,)


def _parties(ordered: list[Unit]) -> tuple[Party, ...]:
    """Each known actor once per role, in the words of the earliest report; unknown ones only when nobody names any."""
    found: dict[tuple[str, str], Party] = {}
    for unit in ordered:
        for party in unit.parties:
            found.setdefault((party.role, party.name or ""), party)
    return tuple(p for (role, name), p in found.items() if name or not any(r == role and n for r, n in found))


def _codes(ordered: list[Unit], main: str) -> dict[str, str | None]:
    unit = next((u for u in ordered if u.main == main), ordered[0])
    return {"plover": unit.plover, "cameo": unit.cameo, "acled": unit.acled, "quad": unit.quad}


def _dated(units: tuple[Unit, ...]) -> tuple[list[Unit], str | None]:
    """The accounts that say when, and what their days rest on: those that give a few days, before those that give a month, before
    those that came out near it; none where all say only that it was in the past."""
    short = [u for u in units if u.dated and u.first and u.last and _days(u.last) - _days(u.first) < SHORT_DAYS]
    if told := short or [u for u in units if u.dated]:
        return told, "told"
    near = [u for u in units if u.first and not u.vague]
    return near, "reported" if near else next((u.vague for u in units if u.vague), None)


def _days(value: str) -> int:
    return datetime.date.fromisoformat(value).toordinal()


def _place(ordered: list[Unit]) -> Site | None:
    """The finest place among those that many of the accounts give: one of a hundred does not move a happening."""
    sites = [u.site for u in ordered if u.site is not None and u.placed] or [u.site for u in ordered if u.site is not None]
    told = Counter((s.lat, s.lon, s.level) for s in sites)
    most = max(told.values(), default=0)
    return min((s for s in sites if told[s.lat, s.lon, s.level] >= most * _MANY),
               key=lambda s: (_LEVELS.index(s.level), -told[s.lat, s.lon, s.level]), default=None)


def _claim(u: Unit, a: Account, origin: str) -> dict[str, Any]:
    return {
        "claiming": a.claiming, "claimed": a.claimed, "report": u.report, "outlet": u.outlet, "published": u.published,
        "chain": list(a.chain), "origin": origin, "origin_name": a.origin_name, "gloss": a.gloss, "text": a.text,
        "modality": a.modality, "polarity": a.polarity, "denied": a.denied,
        "counts": [{"what": n.what, "min": n.min, "max": n.max, "approx": n.approx} for n in a.numbers],
    }  # fmt: skip
