"""The annotation of a report as typed objects for training; khabar.record.gold alone reads the files (YAML or JSON)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.record.gold import Gold, load_folder
from khabar.record.span import Span
from khabar.text.fold import fold

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class GoldSpeech:
    """One attribution of the annotation; `parent` is an index among the report's speeches.

    `speaker` are the places that name who speaks; empty where the text does not tell, None where it tells in no one place."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    act: str
    mode: str
    parent: int | None
    speaker: tuple[Span, ...] | None = None


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
    """One annotated report; `weight` scales its share in training (composed examples may count less), `hand` numbers
    the annotators."""

    id: str
    text: str
    places: tuple[Span, ...]
    times: tuple[Span, ...]
    speeches: tuple[GoldSpeech, ...]
    events: tuple[GoldEvent, ...]
    published: str | None = None
    outlet: str | None = None
    weight: float = 1.0
    hand: int = 0


def read_all(directories: Sequence[Path]) -> list[GoldReport]:
    """Every annotated report under the directories, in order of name. Raises InputError on the first faulty one."""
    return [report for directory in directories for report in read_directory(directory)]


def read_directory(directory: Path) -> Iterator[GoldReport]:
    """Annotated reports of one folder: ID.yaml with ID.txt, or ID.json."""
    return map(report_of, load_folder(directory))


def report_of(gold: Gold) -> GoldReport:
    """One report from its annotation with offsets."""
    ids = {a["id"]: i for i, a in enumerate(gold["attributions"])}
    named = {key: _named(gold, key) for key in {a["who"] for a in gold["attributions"]}}
    return GoldReport(
        str(gold["id"]),
        gold["text"],
        tuple(_span(p["span"]) for p in gold["places"]),
        tuple(_span(t["span"]) for t in gold["times"]),
        tuple(_speech(a, ids, named[a["who"]]) for a in gold["attributions"]),
        tuple(_event(e) for e in gold["events"]),
        gold.get("published"),
        gold.get("outlet"),
    )


def _span(value: Any) -> Span:
    if isinstance(value, dict):
        return (value["start"], value["end"])
    return (value[0], value[1])


def _named(gold: Gold, who: str) -> tuple[Span, ...] | None:
    """Where the fullest name of a source stands, and the sources of its attributions that share half of its words."""
    name = gold["sources"].get(who, {}).get("name")
    if not name:
        return ()
    sources = {_span(a["source"]) for a in gold["attributions"] if a["who"] == who and a["source"]}
    whole = {m.span() for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", gold["text"])}
    parts = {s for s in sources if _shared(gold["text"][slice(*s)], name) >= _HALF}
    return tuple(sorted(whole | parts or sources)) or None


def _shared(words: str, name: str) -> float:
    """Common words as a share of the shorter one's."""
    a, b = ({fold(t).removeprefix("ال") for t in re.findall(r"[^\W_]+", text)} for text in (words, name))
    return len(a & b) / max(1, min(len(a), len(b)))


def _speech(data: dict[str, Any], ids: dict[str, int], speaker: tuple[Span, ...] | None) -> GoldSpeech:
    return GoldSpeech(
        _span(data["cue"]),
        _span(data["source"]) if data["source"] else None,
        tuple(sorted(_span(c) for c in data["content"])),
        data["act"],
        data["mode"],
        ids[data["parent"]] if data["parent"] else None,
        speaker,
    )


def _event(data: dict[str, Any]) -> GoldEvent:
    roles: dict[str, tuple[Span, ...]] = {}
    for role in ("agent", "target"):
        roles[role] = tuple(_span(s) for s in data.get(role) or [])
    for role in ("place", "origin", "destination", "time"):
        roles[role] = (_span(data[role]),) if data.get(role) else ()
    counts = tuple(
        GoldCount(c["what"], c.get("min"), c.get("max"), _span(c) if c.get("start") is not None else None)
        for c in data.get("count") or []
    )
    return GoldEvent(_span(data["trigger"]), data["type"], data["modality"], data["polarity"], roles, counts)
