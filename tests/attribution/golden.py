"""Loading the golden reports of tests/attribution/golden: span notation of the annotation guidelines to offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Golden:
    """One invented report: its text, the shape it covers, what it claims in words, and its full annotation."""

    id: str
    shape: str
    claim: str
    text: str
    sources: dict[str, dict[str, Any]]
    attributions: tuple[dict[str, Any], ...] = field(default=())


def load() -> list[Golden]:
    """All golden reports, in the order of files and entries."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            text = entry["text"].rstrip("\n")
            found.append(
                Golden(
                    entry["id"], entry["shape"], entry["claim"], text, entry["sources"],
                    tuple(_located(text, a) for a in entry["attributions"]),
                )
            )
    return found


def _located(text: str, attribution: dict[str, Any]) -> dict[str, Any]:
    return {
        **attribution,
        "cue": locate(text, attribution["cue"]),
        "source": attribution["source"] and locate(text, attribution["source"]),
        "content": tuple(locate(text, c) for c in attribution["content"]),
    }


def locate(text: str, notation: str) -> tuple[int, int]:
    """Span of ``words``, ``words@2`` or ``first … last`` in a text. Raises ValueError when it is not there."""
    notation, nth = _nth(notation)
    first, _, last = notation.partition(" … ")
    start = -1
    for _ in range(nth):
        start = text.find(first, start + 1)
        if start < 0:
            raise ValueError(f"{first!r} is not {nth} times in {text!r}")
    if not last:
        return start, start + len(first)
    end = text.find(last, start + len(first))
    if end < 0:
        raise ValueError(f"{last!r} does not follow {first!r} in {text!r}")
    return start, end + len(last)


def _nth(notation: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*)@(\d+)", notation, flags=re.DOTALL)
    return (match[1], int(match[2])) if match else (notation, 1)
