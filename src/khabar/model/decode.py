"""From scores to a legal reading: spans in the text, contents with one cue, typed roles, counts with their numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

import numpy as np

from khabar.model.labels import ACTS, MODALITIES, POLARITIES, TYPES, WHATS
from khabar.model.scores import LONGEST, Floats, Scores
from khabar.model.spans import Found, completed, spans_of, trimmed
from khabar.text.document import Document

ASIDE = 0.05  # probability from which what was not taken is told as an alternative


@dataclass(frozen=True, slots=True)
class FoundSpeech:
    """An attribution: `content` runs from first to last and may hold the cue (it is cut out later); `other` is the source that came second,
    `speaker` the words that name best who speaks, wherever they stand, where the source is left out."""

    cue: Found
    act: str
    source: Found | None
    content: Found
    score: float
    other: Found | None = None
    speaker: Found | None = None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event: `roles` its fillers, `what`/`number` of its count, `others` the next likely types with their probabilities."""

    trigger: Found
    type: str
    modality: str
    polarity: str
    roles: dict[str, tuple[Found, ...]]
    what: str | None = None
    number: int = 0
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is found in one report; indices are token indices."""

    places: tuple[Found, ...]
    times: tuple[Found, ...]
    speeches: tuple[FoundSpeech, ...]
    events: tuple[FoundEvent, ...]
    trim: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """Least probabilities for taking something up, chosen on held-out training reports."""

    trigger: float = 0.25  # where the lexicon reader sees an event too
    alone: float = 0.6  # where it does not
    lean: float = 1.5  # added to the score of the lexicon's type when types are compared
    cue: float = 0.45
    place: float = 0.5
    time: float = 0.5
    roles: dict[str, float] = field(default_factory=dict)
    role: float = 0.3
    source: float = 0.5
    speaker: float = 0.4


def decode(doc: Document, scores: Scores, limits: Limits) -> Reading:
    """Reads all layers. Roles of place and time point only to places and times that were found."""
    places = spans_of(scores.layer("place"), limits.place, doc)
    times = spans_of(scores.layer("time"), limits.time, doc)
    speeches = tuple(_speech(doc, scores, cue, limits) for cue in spans_of(scores.layer("cue"), limits.cue, doc))
    trim = tuple(int(i) for i in scores.layer("trim").argmax(1))
    return Reading(places, times, speeches, _events(doc, scores, limits, places, times), trim)


def _best(probabilities: Floats) -> int:
    return int(probabilities.argmax())


def noun(doc: Document, scores: Scores, first: int, score: float) -> Found:
    """The noun phrase that begins at a token, up to its most likely end on the same line."""
    base, likely, _ = scores.point(first, "end")
    reach = first
    while reach < base + len(likely) and reach < first + LONGEST and doc.tokens[reach].line == doc.tokens[first].line:
        reach += 1
    last = first + _best(likely[first - base : reach - base]) + 1
    last = max(trimmed(doc, first, last)[1], first + 1)
    return Found(first, completed(doc, first, last), score)


def _speech(doc: Document, scores: Scores, cue: Found, limits: Limits) -> FoundSpeech:
    act = ACTS[_best(scores.layer("act")[cue.first])]
    base, likely, _ = scores.point(cue.first, "source")
    likely[cue.first - base : cue.last - base] = 0.0
    at = _best(likely)
    source = noun(doc, scores, base + at, float(likely[at])) if _pooled(doc, base, likely, at) >= limits.source else None
    content = _content(doc, scores, cue)
    speaker = _speaker(doc, scores, cue, limits.speaker) if source is None else None
    return FoundSpeech(cue, act, source, content, cue.score * content.score, _next(doc, scores, base, likely, source), speaker)


def _speaker(doc: Document, scores: Scores, cue: Found, least: float) -> Found | None:
    base, likely, _ = scores.point(cue.first, "speaker")
    likely[cue.first - base : cue.last - base] = 0.0
    at = _best(likely)
    mass = _pooled(doc, base, likely, at)
    return noun(doc, scores, base + at, mass) if mass >= least and doc.tokens[base + at].kind != "punct" else None


def _next(doc: Document, scores: Scores, base: int, likely: Floats, taken: Found | None) -> Found | None:
    """The likeliest source outside the one taken and its equals elsewhere, if it is not quite unlikely."""
    rest = likely.copy()
    if taken is not None:
        norm = doc.tokens[taken.first].norm
        rest[max(0, taken.first - base) : taken.last - base] = 0.0
        rest[[i for i in np.flatnonzero(rest > ASIDE) if doc.tokens[base + int(i)].norm == norm]] = 0.0
    at = _best(rest)
    return noun(doc, scores, base + at, float(rest[at])) if rest[at] >= ASIDE and doc.tokens[base + at].kind != "punct" else None


def _content(doc: Document, scores: Scores, cue: Found) -> Found:
    """The likeliest first and last token together; the span may not begin or end inside the cue."""
    base, starts, _ = scores.point(cue.first, "content_first")
    _, ends, _ = scores.point(cue.first, "content_last")
    starts[cue.first - base : cue.last - base] = 0.0
    ends[cue.first - base : cue.last - base] = 0.0
    best_start = np.maximum.accumulate(starts)
    last = _best(best_start * ends)
    first = _best(starts[: last + 1])
    score = float(starts[first] * ends[last])
    begin, end = trimmed(doc, base + first, base + last + 1)
    return Found(begin, end, score) if begin < end else Found(base + first, base + last + 1, score)


def _pooled(doc: Document, base: int, likely: Floats, at: int) -> float:
    """Probability of the word at `at` together with its equals elsewhere in the window."""
    norm = doc.tokens[base + at].norm
    return float(sum(likely[i] for i in np.flatnonzero(likely > 0.01) if doc.tokens[base + int(i)].norm == norm))


def _events(
    doc: Document, scores: Scores, limits: Limits, places: tuple[Found, ...], times: tuple[Found, ...]
) -> tuple[FoundEvent, ...]:
    triggers = scores.layer("trigger")
    modality, polarity = scores.layer("modality"), scores.layer("polarity")
    what, number = scores.layer("what"), scores.layer("number")
    out: list[FoundEvent] = []
    for row in map(int, np.flatnonzero(1.0 - triggers[:, 0] >= min(limits.trigger, limits.alone))):
        known = scores.lexicon_type(row)
        if doc.tokens[row].kind == "punct" or 1.0 - triggers[row, 0] < (limits.trigger if known else limits.alone):
            continue
        kind = _type(triggers[row], known, limits.lean)
        roles = _roles(doc, scores, row, kind, limits, places, times)
        counted = roles.get("count", ())
        out.append(
            FoundEvent(
                Found(row, row + 1, float(triggers[row, kind])),
                TYPES[kind - 1],
                MODALITIES[_best(modality[row])],
                POLARITIES[_best(polarity[row])],
                roles,
                WHATS[_best(what[row])] if counted else None,
                _best(number[counted[0].first]) if counted else 0,
                _other_types(triggers[row], kind),
            )
        )
    return tuple(out)


def _type(likely: Floats, known: int, lean: float) -> int:
    """The likeliest type, the lexicon's one favoured by a factor."""
    favoured = likely[1:].copy()
    if known:
        favoured[known - 1] *= np.exp(lean)
    return 1 + _best(favoured)


def _other_types(likely: Floats, kind: int) -> tuple[tuple[str, float], ...]:
    """The two likeliest other types that are not quite unlikely."""
    order = [1 + int(i) for i in np.argsort(-likely[1:])[:3]]
    return tuple((TYPES[i - 1], float(likely[i])) for i in order if i != kind and likely[i] >= ASIDE)[:2]


def _roles(
    doc: Document,
    scores: Scores,
    row: int,
    kind: int,
    limits: Limits,
    places: tuple[Found, ...],
    times: tuple[Found, ...],
) -> dict[str, tuple[Found, ...]]:
    roles: dict[str, tuple[Found, ...]] = {}
    for role in ("agent", "target"):
        first = _filler(doc, scores, row, role, kind, limits)
        if first is not None:
            second = _filler(doc, scores, row, f"also_{role}", kind, limits)
            distinct = second is not None and not (second.first < first.last and first.first < second.last)
            roles[role] = (first, second) if second is not None and distinct else (first,)
    for role in ("place", "origin", "destination"):
        roles[role] = _among(doc, scores, row, role, kind, limits, places)
    roles["time"] = _among(doc, scores, row, "time", kind, limits, times)
    counted = _filler(doc, scores, row, "count", kind, limits)
    if counted is not None:
        roles["count"] = (counted,)
    return {k: v for k, v in roles.items() if v}


def _line_end(doc: Document, row: int) -> int:
    """The first token behind the line of a trigger: what is told further down fills no role (right once in five times)."""
    return bisect_right(doc.tokens, doc.tokens[row].line, key=lambda t: t.line)


def _filler(doc: Document, scores: Scores, row: int, role: str, kind: int, limits: Limits) -> Found | None:
    base, likely, _ = scores.point(row, role, kind)
    at = _best(likely[: _line_end(doc, row) - base])
    mass = _pooled(doc, base, likely, at)
    if mass < limits.roles.get(role, limits.role) or doc.tokens[base + at].kind == "punct":
        return None
    return noun(doc, scores, base + at, mass)


def _among(
    doc: Document, scores: Scores, row: int, role: str, kind: int, limits: Limits, spans: tuple[Found, ...]
) -> tuple[Found, ...]:
    """The mention on the trigger's line or before it that the trigger points to, when it is likely enough; its equals elsewhere count for it.
    A time of another line is none of the event's (right once in nine times)."""
    base, likely, _ = scores.point(row, role, kind)
    near = bisect_left(spans, base, key=lambda s: s.first), bisect_left(spans, base + len(likely), key=lambda s: s.first)
    seen = [s for s in spans[near[0] : near[1]] if s.last <= base + len(likely)]
    told = bisect_left(seen, _line_end(doc, row), key=lambda s: s.first)
    if not told:
        return ()
    weights = [float(likely[s.first - base : s.last - base].sum()) for s in seen]
    best = int(np.argmax(weights[:told]))
    if role == "time" and doc.tokens[seen[best].first].line != doc.tokens[row].line:
        return ()
    words = [[t.norm for t in doc.tokens[s.first : s.last]] for s in seen]
    mass = sum(w for w, other in zip(weights, words, strict=True) if other == words[best])
    if mass < limits.roles.get(role, limits.role):
        return ()
    return (Found(seen[best].first, seen[best].last, min(mass, 1.0)),)
