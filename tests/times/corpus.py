"""The corpus of time expressions: sentences written for the project, with what must be found and what must not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from khabar.extract.times import find
from khabar.record import Time
from khabar.resolve.times import resolve
from khabar.text import Document, document

HERE = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One expected time; dates are ISO, None where open, vague or unresolved."""

    span: str
    start: str | None
    end: str | None
    grain: str
    vague: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence, the day it is read as published on, and its times in order."""

    family: str
    text: str
    published: datetime.date | None
    times: tuple[Wanted, ...]

    @property
    def doc(self) -> Document:
        """The sentence as a document."""
        return document(self.text, self.published)


@dataclass(frozen=True, slots=True)
class Family:
    """Expressions of one kind, for docs/times.md."""

    id: str
    title: str
    note: str
    published: str | None
    cases: tuple[Case, ...]


@cache
def families() -> tuple[Family, ...]:
    """All families, in the order of their files."""
    out = []
    for path in sorted(HERE.glob("*.yaml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))["families"]:
            day = datetime.date.fromisoformat(raw["published"]) if raw["published"] else None
            cases = tuple(Case(raw["id"], c["text"], day, tuple(Wanted(**t) for t in c["times"])) for c in raw["cases"])
            out.append(Family(raw["id"], raw["title"], raw["note"], raw["published"], cases))
    return tuple(out)


def cases() -> list[Case]:
    """All sentences."""
    return [case for family in families() for case in family.cases]


def read(doc: Document) -> tuple[Time, ...]:
    """What the reader makes of a document."""
    return resolve(doc, find(doc))
