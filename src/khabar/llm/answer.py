"""The form of the language model's answer: its types, its JSON Schema, and the reading of what really comes back."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, NamedTuple, TypeVar

import msgspec

from khabar.record.types import Act, CountKind, Modality, Mode, Polarity
from khabar.resources import entries

_T = TypeVar("_T")


class MalformedError(Exception):
    """The answer as a whole is not a JSON object with the four lists; the message says what is wrong."""


class SpanAnswer(msgspec.Struct, frozen=True):
    """A place or a time: the number of its sentence and its words."""

    at: int
    span: str


class AttributionAnswer(msgspec.Struct, frozen=True):
    """One act of saying. ``id`` is local to the answer; ``parent`` is the id of the enclosing one."""

    at: int
    id: str
    cue: str
    act: Act
    mode: Mode
    content: tuple[str, ...]
    source: str | None = None
    parent: str | None = None


class CountAnswer(msgspec.Struct, frozen=True):
    """How many of what; the values count only where the words hold no number that Khabar reads itself."""

    what: CountKind
    span: str
    min: int | None = None
    max: int | None = None
    approx: bool = False


class EventAnswer(msgspec.Struct, frozen=True):
    """One event mention with quoted roles."""

    at: int
    trigger: str
    type: str
    modality: Modality = "actual"
    polarity: Polarity = "pos"
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: str | None = None
    origin: str | None = None
    destination: str | None = None
    time: str | None = None
    count: tuple[CountAnswer, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """All that the model proposes for one part of a report."""

    places: tuple[SpanAnswer, ...]
    times: tuple[SpanAnswer, ...]
    attributions: tuple[AttributionAnswer, ...]
    events: tuple[EventAnswer, ...]


class Rejected(NamedTuple):
    """What was not taken up: what it would have been, its words, and the reason."""

    what: str
    words: str
    reason: str


_LISTS: dict[str, Any] = {"places": SpanAnswer, "times": SpanAnswer, "attributions": AttributionAnswer, "events": EventAnswer}


@cache
def event_types() -> tuple[str, ...]:
    """Names of the event types, in the order of the resources."""
    return tuple(e.id.rsplit(".", 1)[1] for e in entries("event_type"))


@cache
def schema() -> dict[str, Any]:
    """JSON Schema of an answer in the strict dialect of the endpoints: every field required, no others allowed."""
    (top,), parts = msgspec.json.schema_components((Answer,), ref_template="#/$defs/{name}")
    out: dict[str, Any] = {**parts.pop(top["$ref"].rsplit("/", 1)[1]), "$defs": parts}
    for part in (out, *parts.values()):
        part["required"] = list(part["properties"])
        part["additionalProperties"] = False
        for field in part["properties"].values():
            field.pop("default", None)
    parts["EventAnswer"]["properties"]["type"] = {"enum": list(event_types())}
    return out


def parse(text: str) -> tuple[Answer, tuple[Rejected, ...]]:
    """The answer in ``text`` (fences and words around the JSON are left out), and its entries of a wrong form.

    Raises MalformedError when there is no JSON object with the four lists.
    """
    start, end = text.find("{"), text.rfind("}")
    if start < 0 or end < start:
        raise MalformedError("the answer holds no JSON object")
    try:
        data = json.loads(text[start : end + 1])
    except (ValueError, RecursionError) as error:
        raise MalformedError(f"the answer is not JSON: {error}") from None
    missing = [name for name in _LISTS if not isinstance(data.get(name), list)] if isinstance(data, dict) else [*_LISTS]
    if missing:
        raise MalformedError(f"the answer has no list {', '.join(missing)}")
    rejected: list[Rejected] = []
    found = {name: tuple(_entries(name, kind, data[name], rejected)) for name, kind in _LISTS.items()}
    return Answer(**found), tuple(rejected)


def _entries(name: str, kind: type[_T], raw: list[Any], rejected: list[Rejected]) -> list[_T]:
    out: list[_T] = []
    for entry in raw:
        try:
            made = msgspec.convert(entry, kind)
        except msgspec.ValidationError as error:
            rejected.append(Rejected(name[:-1], _words(entry), f"wrong form: {error}"))
            continue
        if isinstance(made, EventAnswer) and made.type not in event_types():
            rejected.append(Rejected("event", made.trigger, f"wrong form: no event type {made.type!r}"))
            continue
        out.append(made)
    return out


def _words(entry: Any) -> str:
    named = (entry.get(k) for k in ("span", "cue", "trigger")) if isinstance(entry, dict) else ()
    return next((w for w in named if isinstance(w, str)), "")
