"""Unlabelled reports as the network reads them, for fit_roles.py: who it thinks fills each role of the mentions that the rules find."""

from __future__ import annotations

import datetime
import json
import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from khabar.extract import blocks
from khabar.extract.events.read import drafted
from khabar.model.labels import TYPES
from khabar.model.reader import look
from khabar.pipeline import lexicon, opinion
from khabar.text import document

FAINT = 0.003  # pointer probabilities below this are left out
SHORTEST, LONGEST, FEWEST = 300, 5000, 7  # characters of a report, mentions in it
SHARED = 80  # characters: a report that has so many in a row in common with an annotated one is left out


class Taught(NamedTuple):
    """One report as the rules read it; for each mention the probability that it is one of its type, and by role that of
    pointing to each token."""

    scene: Any
    drafts: list[Any]
    speeches: Any
    likely: list[float]
    pointers: list[dict[str, dict[int, float]]]


def taught(file: Path, wanted: int, annotated: list[str]) -> Iterator[Taught]:
    """The first ``wanted`` fitting reports of a JSON Lines file (.xz), in a fixed random order."""
    known = {text[k : k + SHARED] for text in annotated for k in range(len(text) - SHARED + 1)}
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        reports = [json.loads(line) for line in lines]
    random.Random(7).shuffle(reports)
    for report in reports:
        text = report["text"]
        if wanted <= 0:
            return
        if not SHORTEST < len(text) < LONGEST or any(text[k : k + SHARED] in known for k in range(len(text) - SHARED + 1)):
            continue
        found = _read(report)
        if found is not None:
            wanted -= 1
            yield found


def classified(report: dict[str, Any]) -> Any:
    """The document of a report, annotated or not, with its blocks."""
    day = report.get("published")
    return blocks.classify(document(report["text"], datetime.date.fromisoformat(day) if day else None, report["outlet"]))


def _read(report: dict[str, Any]) -> Taught | None:
    doc = classified(report)
    ours = lexicon(doc)
    scene, drafts, speeches = drafted(doc, ours.places, ours.times, ours.attributions)
    if len(drafts) < FEWEST:
        return None
    scores = look(doc, opinion(doc, ours)).scores
    likely, pointers = [], []
    for draft in drafts:
        at, kind = draft.trigger.at, 1 + TYPES.index(draft.trigger.type)
        likely.append(float(scores.layer("trigger")[at, kind]))
        pointers.append({role: _pointer(scores, at, role, kind) for role in ("agent", "target", "place", "time")})
    return Taught(scene, drafts, speeches, likely, pointers)


def _pointer(scores: Any, at: int, role: str, kind: int) -> dict[int, float]:
    first, likely, _ = scores.point(at, role, kind)
    return {first + int(k): float(likely[k]) for k in np.flatnonzero(likely > FAINT)}
