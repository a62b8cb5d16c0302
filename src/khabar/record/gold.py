"""Annotated reports: YAML with quoted spans (docs/annotation.md) to the same annotation with offsets.

A span is a quoted piece of the report: ``"word"`` its first occurrence, ``"word@3"`` the third, ``"from … to"`` from
one string to the end of the first occurrence of another behind it.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import yaml

from khabar.errors import InputError
from khabar.record import types
from khabar.record.span import Span

EVENT_TYPES = ["airstrike", "shelling", "bombing", "suicide_attack", "clash", "attack", "kill", "injure", "abduct", "arrest", "release", "abuse", "destroy", "seize", "besiege", "move", "withdraw", "displace", "defect", "establish", "ceasefire", "agree", "meet", "aid", "support", "cooperate", "accuse", "threaten", "demand", "reject", "order", "declare", "protest", "sanction", "restrict", "prosecute", "vote", "appoint"]

Gold = dict[str, Any]
#: The source of an attribution whose speaker the report does not tell.
UNKNOWN: Gold = {"name": None, "kind": "anonymous", "anonymous": True, "reason": None, "role": None}


class Fault(Exception):  # noqa: N818  (a finding to be collected, not an error to be shown)
    """One entry of an annotation is wrong; collected, so that all faults of a file are shown at once."""


def locate(text: str, words: str) -> Span:
    """The span that a quoted span string names in ``text``. Raises Fault when it is not there."""
    n = 1
    head, at, tail = words.rpartition("@")
    if at and tail.isdigit():
        words, n = head, int(tail)
    if "…" in words and words not in text:
        first, last = (part.strip() for part in words.split("…", 1))
        start = _nth(text, first, n)
        stop = text.find(last, start + len(first))
        if stop < 0:
            raise Fault(f"the end is not in the text behind the start: {words!r}")
        return start, stop + len(last)
    start = _nth(text, words, n)
    return start, start + len(words)


def _nth(text: str, piece: str, n: int) -> int:
    at = -1
    for _ in range(n):
        at = text.find(piece, at + 1)
        if at < 0:
            raise Fault(f"not in the text ({n}): {piece!r}")
    return at


def load(path: Path, text: str | None = None) -> Gold:
    """One annotated report from ``ID.json`` (offsets) or ``ID.yaml`` (quoted; text beside it in ``ID.txt``, or given,
    or under the key ``text``). Raises InputError that lists every fault."""
    try:
        raw = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            return _with_offsets(json.loads(raw), path)
        data = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise InputError(f"cannot be read: {' '.join(str(error).split())}", str(path)) from None
    if not isinstance(data, dict):
        raise InputError("an annotation is a mapping", str(path))
    if text is None:
        text = data.get("text")
    if text is None:
        try:
            text = path.with_suffix(".txt").read_text(encoding="utf-8")
        except OSError as error:
            raise InputError(f"no text for the annotation: {error}", str(path)) from None
    gold, faults = compile_annotation(text, data, path.stem)
    if faults:
        raise InputError("; ".join(faults), str(path))
    return gold


def _with_offsets(gold: Any, path: Path) -> Gold:
    """An annotation that already has offsets, with the source of what nobody is named for, which every annotation has."""
    parts = ("sources", "attributions", "events", "places", "times")
    if not isinstance(gold, dict) or "text" not in gold or any(part not in gold for part in parts):
        raise InputError(f"an annotation with offsets is an object with text, {', '.join(parts)}", str(path))
    gold["sources"].setdefault("unknown", dict(UNKNOWN))
    return gold


def load_folder(folder: Path) -> Iterator[Gold]:
    """All annotated reports of a folder, by id; ``ID.json`` wins over ``ID.yaml``."""
    stems = sorted({p.stem for p in folder.glob("*.json")} | {p.stem for p in folder.glob("*.yaml")})
    if not stems:
        raise InputError("holds no annotated reports (ID.json, or ID.yaml with ID.txt)", str(folder))
    for stem in stems:
        compiled = folder / f"{stem}.json"
        yield load(compiled if compiled.exists() else folder / f"{stem}.yaml")


def compile_annotation(text: str, data: dict[str, Any], name: str) -> tuple[Gold, list[str]]:
    """Annotation with offsets, and the list of its faults."""
    faults: list[str] = []
    out: Gold = {
        "id": str(data.get("id", name)), "published": _iso(data.get("published")), "outlet": data.get("outlet"),
        "text": text, "sources": {}, "attributions": [], "events": [], "places": [], "times": [],
    }  # fmt: skip
    for key, source in (data.get("sources") or {}).items():
        _attempt(faults, f"source {key}", lambda s=source, k=key: out["sources"].__setitem__(k, _source(text, s)))
    out["sources"].setdefault("unknown", dict(UNKNOWN))
    for part, make in (("attributions", _attribution), ("places", _place), ("times", _time), ("events", _event)):
        for entry in data.get(part) or []:
            label = f"{part[:-1]} {entry.get('id') or entry.get('span') if isinstance(entry, dict) else entry}"
            _attempt(faults, label, lambda e=entry, m=make, p=part: out[p].append(m(text, e)))
    known = {a["id"] for a in out["attributions"]}
    for a in out["attributions"]:
        if a["who"] not in out["sources"]:
            faults.append(f"attribution {a['id']}: who {a['who']!r} is not among the sources")
        if a["parent"] and a["parent"] not in known:
            faults.append(f"attribution {a['id']}: parent {a['parent']!r} is unknown")
    faults += _twice(out)
    return out, faults


def _attempt(faults: list[str], label: str, step: Any) -> None:
    try:
        step()
    except (Fault, KeyError, ValueError, TypeError, AttributeError) as error:
        faults.append(f"{label}: {error}" if isinstance(error, Fault) else f"{label}: {type(error).__name__} {error}")


def _twice(out: Gold) -> list[str]:
    faults = []
    for part, key in (("places", lambda p: tuple(p["span"])), ("times", lambda t: tuple(t["span"])),
                      ("events", lambda e: (e["trigger"]["start"], e["type"])), ("attributions", lambda a: a["cue"]["start"])):
        seen = set()
        for entry in out[part]:
            k = key(entry)
            if k in seen:
                faults.append(f"{part[:-1]} at {k} is given twice: use @n")
            seen.add(k)
    return faults


def _one(value: Any, allowed: Any, what: str) -> Any:
    if value not in allowed:
        raise Fault(f"{what} {value!r} is not one of {', '.join(map(str, allowed))}")
    return value


def _iso(value: Any) -> str | None:
    if value is None or isinstance(value, datetime.date):
        return value.isoformat() if value else None
    return datetime.date.fromisoformat(str(value)).isoformat()


def _span(text: str, words: str | None) -> dict[str, Any] | None:
    if words is None:
        return None
    if not isinstance(words, str):
        raise Fault(f"a span is a quoted string, not {words!r}")
    start, end = locate(text, words)
    return {"start": start, "end": end, "text": text[start:end]}


def _source(text: str, source: dict[str, Any]) -> dict[str, Any]:
    _one(source["kind"], get_args(types.SourceKind), "kind")
    return {**source, "reason": _span(text, source.get("reason"))}


def _attribution(text: str, a: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": a["id"], "cue": _span(text, a["cue"]), "source": _span(text, a.get("source")), "who": a["who"],
        "content": [_span(text, c) for c in a["content"]], "mode": _one(a["mode"], get_args(types.Mode), "mode"),
        "act": _one(a["act"], get_args(types.Act), "act"), "parent": a.get("parent"),
    }  # fmt: skip


def _place(text: str, p: dict[str, Any]) -> dict[str, Any]:
    start, end = locate(text, p["span"])
    return {"span": [start, end], "text": text[start:end], "name_en": p["name_en"], "country": p.get("country"),
            "level": _one(p["level"], get_args(types.Level), "level"), "lat": float(p["lat"]), "lon": float(p["lon"])}


def _time(text: str, t: dict[str, Any]) -> dict[str, Any]:
    start, end = locate(text, t["span"])
    return {"span": [start, end], "text": text[start:end], "start": _iso(t.get("start")), "end": _iso(t.get("end")),
            "grain": _one(t["grain"], get_args(types.Grain), "grain"), "vague": t.get("vague")}


def _event(text: str, v: dict[str, Any]) -> dict[str, Any]:
    event = {
        "id": v["id"], "trigger": _span(text, v["trigger"]), "type": _one(v["type"], EVENT_TYPES, "type"),
        "modality": _one(v.get("modality", "actual"), get_args(types.Modality), "modality"),
        "polarity": _one(v.get("polarity", "pos"), get_args(types.Polarity), "polarity"),
        "agent": [_span(text, s) for s in v.get("agent") or []], "target": [_span(text, s) for s in v.get("target") or []],
        "count": [_count(text, c) for c in v.get("count") or []], "group": v.get("group"),
    }  # fmt: skip
    return event | {role: _span(text, v[role]) for role in ("place", "origin", "destination", "time") if v.get(role)}


def _count(text: str, c: dict[str, Any]) -> dict[str, Any]:
    return {"what": _one(c["what"], get_args(types.CountKind), "what"), "min": c.get("min"), "max": c.get("max"),
            "approx": bool(c.get("approx")), **(_span(text, c.get("span")) or {})}
