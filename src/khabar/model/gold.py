"""Annotated reports as training data: the YAML form (spans quoted from the text) and its compiled JSON form.

A directory holds `ID.txt` with `ID.yaml`, or `ID.json` with the text inside. Several directories may be given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from khabar.errors import KhabarError
from khabar.record.span import Span


class GoldError(KhabarError):
    """An annotation does not fit its text or the form; the message names file and entry."""


@dataclass(frozen=True, slots=True)
class GoldSpeech:
    """One attribution of the annotation."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    act: str
    mode: str
    parent: int | None


@dataclass(frozen=True, slots=True)
class GoldCount:
    """One number of an event; `span` is None where the annotation gives none."""

    what: str
    min: int | None
    max: int | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event mention; `roles` maps agent, target, place, origin, destination, time to their spans."""

    trigger: Span
    type: str
    modality: str
    polarity: str
    roles: dict[str, tuple[Span, ...]]
    counts: tuple[GoldCount, ...]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated report; `weight` scales its share in training (composed examples may count less)."""

    id: str
    text: str
    places: tuple[Span, ...]
    times: tuple[Span, ...]
    speeches: tuple[GoldSpeech, ...]
    events: tuple[GoldEvent, ...]
    published: str | None = None
    outlet: str | None = None
    weight: float = 1.0


def read_all(directories: Sequence[Path]) -> list[GoldReport]:
    """Every annotated report under the directories, in order of name. Raises GoldError on the first faulty one."""
    return [report for directory in directories for report in read_directory(directory)]


def read_directory(directory: Path) -> Iterator[GoldReport]:
    """Reports of one directory; where an id has both forms, the YAML one is read."""
    names = sorted({p.stem for p in directory.iterdir() if p.suffix in (".json", ".yaml")})
    if not names:
        raise GoldError(f"{directory}: no ID.yaml or ID.json in it")
    for name in names:
        annotation = directory / f"{name}.yaml"
        if annotation.exists():
            text = annotation.with_suffix(".txt").read_text(encoding="utf-8")
            yield from_yaml(text, yaml.load(annotation.read_text(encoding="utf-8"), _LOADER), str(annotation))
        else:
            yield from_json(json.loads((directory / f"{name}.json").read_text(encoding="utf-8")))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def find_span(text: str, quoted: str) -> Span:
    """Resolves a quoted span: `words`, `words@3` (third occurrence), `from … to`. Raises GoldError."""
    piece, at, nth = quoted.rpartition("@")
    if not (at and nth.isdigit()):
        piece, nth = quoted, "1"
    head, dots, tail = piece.partition("…")
    if not dots or piece in text:
        start = _nth(text, piece, int(nth))
        return start, start + len(piece)
    head, tail = head.strip(), tail.strip()
    start = _nth(text, head, int(nth))
    end = text.find(tail, start + len(head))
    if end < 0:
        raise GoldError(f"{tail!r} does not follow {head!r}")
    return start, end + len(tail)


def _nth(text: str, piece: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.find(piece, at + 1)
        if at < 0:
            raise GoldError(f"not in the text ({nth}): {piece!r}")
    return at


def from_yaml(text: str, data: dict[str, Any], where: str) -> GoldReport:
    """One report in the annotators' form."""
    try:
        return _report(text, data, lambda s: find_span(text, s))
    except (KeyError, TypeError, GoldError) as error:
        raise GoldError(f"{where}: {error}") from error


def from_json(data: dict[str, Any]) -> GoldReport:
    """One report in the compiled form (offsets)."""
    return _report(data["text"], data, _offsets)


def _offsets(value: Any) -> Span:
    if isinstance(value, dict):
        return (value["start"], value["end"])
    return (value[0], value[1])


def _report(text: str, data: dict[str, Any], span: Any) -> GoldReport:
    ids = {a["id"]: i for i, a in enumerate(data.get("attributions") or [])}
    speeches = tuple(
        GoldSpeech(
            span(a["cue"]),
            span(a["source"]) if a.get("source") else None,
            tuple(sorted(span(c) for c in a["content"])),
            a["act"],
            a["mode"],
            ids[a["parent"]] if a.get("parent") else None,
        )
        for a in data.get("attributions") or []
    )
    return GoldReport(
        str(data["id"]),
        text,
        tuple(span(p["span"]) for p in data.get("places") or []),
        tuple(span(t["span"]) for t in data.get("times") or []),
        speeches,
        tuple(_event(e, span) for e in data.get("events") or []),
        str(data["published"]) if data.get("published") else None,
        data.get("outlet"),
        float(data.get("weight", 1.0)),
    )


def _event(data: dict[str, Any], span: Any) -> GoldEvent:
    roles: dict[str, tuple[Span, ...]] = {}
    for role in ("agent", "target"):
        roles[role] = tuple(span(s) for s in data.get(role) or [])
    for role in ("place", "origin", "destination", "time"):
        roles[role] = (span(data[role]),) if data.get(role) else ()
    counts = tuple(
        GoldCount(c["what"], c.get("min"), c.get("max"), _count_span(c, span)) for c in data.get("count") or []
    )
    return GoldEvent(
        span(data["trigger"]), data["type"], data.get("modality", "actual"), data.get("polarity", "pos"), roles, counts
    )


def _count_span(count: dict[str, Any], span: Any) -> Span | None:
    if count.get("span"):
        return span(count["span"])  # type: ignore[no-any-return]
    return (count["start"], count["end"]) if "start" in count else None
