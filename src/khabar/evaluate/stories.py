"""Stories: a few reports on the same events each, with the happenings they tell of (``training/stories``).

A story's happening lists, per report, the trigger words that tell of it, and what it should come to: class, state, number of
independent origins. Not every event of a text need be listed; the measure is over the listed triggers.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from khabar.errors import InputError
from khabar.evaluate.clusters import PRF, b_cubed, ceaf_e, conll, muc
from khabar.record.gold import EVENT_TYPES, Fault, locate
from khabar.record.span import Span

STATES = ("single-source", "corroborated", "contested", "denied")
CLASSES = ("happened", "announced")


class Mention(NamedTuple):
    """A trigger that tells of a happening: where it stands."""

    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class StoryReport:
    """One invented report; ``id`` is unique over all stories (s01/a)."""

    id: str
    outlet: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class GoldHappening:
    """What should come out; ``id`` is unique over all stories."""

    id: str
    type: str
    kind: str
    state: str
    origins: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """Reports and happenings of one story."""

    id: str
    about: str
    reports: tuple[StoryReport, ...]
    happenings: tuple[GoldHappening, ...]


class Found(NamedTuple):
    """What the system made of a happening."""

    state: str
    origins: int


@dataclass(frozen=True, slots=True)
class Result:
    """Figures over some stories. ``faults``: one line per happening that came out differently."""

    mentions: int
    unread: int
    happenings: int
    bcubed: PRF
    muc: PRF
    ceaf: PRF
    conll: float
    states: float
    origins: float
    faults: tuple[str, ...]


def load_stories(folder: Path) -> tuple[Story, ...]:
    """All stories of a folder in the order of their names. Raises InputError naming the file and the fault."""
    found = tuple(_story(path) for path in sorted(folder.glob("*.yaml")))
    if not found:
        raise InputError("holds no stories", str(folder))
    return found


def _story(path: Path) -> Story:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        reports = {r["id"]: StoryReport(f"{data['id']}/{r['id']}", r["outlet"], _iso(r["published"]), r["text"]) for r in data["reports"]}
        return Story(data["id"], data["about"], tuple(reports.values()),
                     tuple(_happening(data["id"], h, reports) for h in data["happenings"]))
    except (KeyError, TypeError, ValueError, Fault, yaml.YAMLError) as error:
        raise InputError(f"is no story: {type(error).__name__} {error}", str(path)) from None


def _happening(story: str, h: dict[str, Any], reports: Mapping[str, StoryReport]) -> GoldHappening:
    for value, allowed in ((h["type"], EVENT_TYPES), (h["class"], CLASSES), (h["state"], STATES)):
        if value not in allowed:
            raise Fault(f"{value!r} is not one of {', '.join(allowed)}")
    mentions = tuple(Mention(reports[r].id, _word(reports[r].text, w)) for r, words in h["told"].items() for w in words)
    return GoldHappening(f"{story}/{h['key']}", h["type"], h["class"], h["state"], int(h["origins"]), mentions)


def _word(text: str, words: str) -> Span:
    start, end = locate(text, words)
    if text[start - 1:start].isalpha() or text[end:end + 1].isalpha():
        raise Fault(f"{words!r} is found inside {text[max(0, start - 8):end + 8]!r}: give @n")
    return start, end


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value)).isoformat()


def measure_stories(stories: tuple[Story, ...], answers: Mapping[Mention, str], made: Mapping[str, Found]) -> Result:
    """Compare answers (mention → the system's happening) and its happenings with the stories.

    A mention without an answer counts as a happening of its own that nobody else is in; a happening whose mentions all lack
    an answer has neither state nor origins right.
    """
    wanted = [h for s in stories for h in s.happenings]
    key = {m: h.id for h in wanted for m in h.mentions}
    response = {m: answers.get(m, f"unread {m}") for m in key}
    states = origins = 0
    faults = []
    for h in wanted:
        names = [answers[m] for m in h.mentions if m in answers]
        got = made[max(sorted(set(names)), key=names.count)] if names else None
        states += got is not None and got.state == h.state
        origins += got is not None and got.origins == h.origins
        if len(set(names)) != 1 or got != (h.state, h.origins):
            faults.append(f"{h.id}: {h.state} {h.origins}, got {' '.join(map(str, got)) if got else 'nothing'} in {len(set(names))} happenings,"
                          f" {len(h.mentions) - len(names)} of {len(h.mentions)} mentions unread")
    return Result(len(key), sum(m not in answers for m in key), len(wanted), b_cubed(key, response), muc(key, response), ceaf_e(key, response),
                  conll(key, response), states / len(wanted), origins / len(wanted), tuple(faults))
