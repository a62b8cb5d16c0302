"""What a dossier says, gathered from a happening and its reports: plain values, ready to be laid out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim: what is said, in English and in the report's words, by whom, through which chain, where and when."""

    gloss: str
    text: str
    chain: tuple[str, ...]
    outlet: str | None
    published: str | None
    report: str
    claiming: str
    denied: bool
    modality: str
    numbers: tuple[str, ...]
    grade: str | None
    gloss_ar: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over all accounts, with who gave which."""

    what: str
    low: int | None
    best: int | None
    high: int | None
    given: tuple[tuple[str, str], ...]  # number, who gave it


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on one happening."""

    id: str
    title: str
    type: str
    announced: bool
    state: str
    place: Json | None
    start: str | None
    end: str | None
    first_reported: str | None
    last_reported: str | None
    actors: tuple[str, ...]
    origins: tuple[str, ...]
    figures: tuple[Figure, ...]
    conflicts: tuple[str, ...]
    voices: tuple[Voice, ...]
    unknown: tuple[str, ...]
    reports: tuple[tuple[str, str | None, str | None, str | None], ...]  # id, outlet, published, address
    how: tuple[str, ...]
    material: tuple[str, ...] = ()


def brief(h: Json, appearances: Mapping[str, list[Json]], readings: list[str], grades: Mapping[str, str], material: tuple[str, ...] = (),
          arabic: Mapping[str, str] | None = None) -> Brief:
    """The brief on a happening.

    appearances: report id → where it stood (outlet, published, uri); readings: how the records were made;
    grades: claiming → Admiralty grade (B2, B or 2); material: a line on each item given as evidence; arabic: claiming → the claim in Arabic.
    """
    place = h["place"]
    where = place["name"] if place else "place unknown"
    start, end = h["time"]["start"], h["time"]["end"]
    when = "time unknown" if not start else start if start == end else f"{start} to {end or '…'}"
    if h["time"].get("basis") == "reported":
        when = f"reported {end}, day not told"
    reports = tuple((r, a.get("outlet"), a.get("published"), a.get("uri"))
                    for r in dict.fromkeys(c["report"] for c in h["claims"]) for a in appearances.get(r) or [{}])
    return Brief(
        id=h["id"], title=f"{h['type'].replace('_', ' ').capitalize()}, {where}, {when}", type=h["type"], announced=h["class"] == "announced",
        state=h["state"], place=place, start=start, end=end, first_reported=h["reported"]["first"], last_reported=h["reported"]["last"],
        actors=tuple(h["actors"]), origins=tuple(_origin(o, h) for o in h["origins"]["list"]), figures=_figures(h),
        conflicts=tuple(h["conflicts"]), voices=tuple(_voice(c, grades, arabic or {}) for c in h["claims"]), unknown=tuple(_unknown(h)), reports=reports,
        how=tuple(readings), material=material,
    )  # fmt: skip


def _origin(key: str, h: Json) -> str:
    kind, _, name = key.partition(":")
    told = next((c["origin_name"] for c in h["claims"] if c["origin"] == key and c["origin_name"]), None)
    return {"unnamed": f"unnamed: {told or 'source'}", "outlet": f"outlet: {told or name}"}.get(kind, told or name)


def _figures(h: Json) -> tuple[Figure, ...]:
    out = []
    for what, r in h["counts"].items():
        given = [(_number(c), (claim["chain"] or [claim["outlet"] or "?"])[-1]) for claim in h["claims"] for c in claim["counts"] if c["what"] == what]
        out.append(Figure(what, r["low"], r["best"], r["high"], tuple(dict.fromkeys(given))))
    return tuple(out)


def _number(c: Json) -> str:
    low, high = c["min"], c["max"]
    text = f"at least {low}" if high is None else f"at most {high}" if low is None else str(low) if low == high else f"{low}–{high}"
    return f"about {text}" if c["approx"] else text


def _voice(c: Json, grades: Mapping[str, str], arabic: Mapping[str, str]) -> Voice:
    return Voice(c["gloss"], c["text"], tuple(c["chain"]), c["outlet"], c["published"], c["report"], c["claiming"], c["denied"], c["modality"],
                 tuple(f"{n['what']} {_number(n)}" for n in c["counts"]), grades.get(c["claiming"]), arabic.get(c["claiming"]))


def _unknown(h: Json) -> list[str]:
    """What the accounts leave open."""
    out = []
    if h["place"] is None:
        out.append("where it happened")
    elif h["place"]["level"] in ("country", "admin1", "region"):
        out.append("the exact place (only the area is given)")
    if not h["time"]["start"] or h["time"].get("basis") == "reported":
        out.append("when it happened")
    if not any(p["role"] == "agent" for p in h["parties"]):
        out.append("who did it")
    if h["origins"]["count"] < 2:
        out.append("confirmation by a second independent origin")
    if not h["counts"] and h["family"] == "violence":
        out.append("the number of victims")
    return out
