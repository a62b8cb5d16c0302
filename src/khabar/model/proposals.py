"""A reading of tokens as `Proposals`: character spans without clitics, contents around their cue, parents, numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from khabar.model.decode import FoundEvent, FoundSpeech, Reading
from khabar.model.labels import counted
from khabar.model.spans import Found
from khabar.record.curve import Curve
from khabar.record.mentions import (
    AttributionMention,
    CountMention,
    EventMention,
    PlaceMention,
    Proposals,
    TimeMention,
)
from khabar.record.span import Span, overlap
from khabar.record.types import Act, Modality, Mode, Polarity
from khabar.record.why import Why
from khabar.text.document import Document

LAYERS = ("places", "times", "attributions", "events")


def proposals(doc: Document, reading: Reading, version: str, curves: Mapping[str, Curve] | None = None) -> Proposals:
    """The reading with offsets on the text; every mention's `why` names the model's version and its probability,
    calibrated where there is a curve for its kind."""
    curves = curves or {}

    def chance(kind: str, score: float) -> float:
        return round(curves[kind](score) if kind in curves else score, 4)

    def why(rule: str, score: float, others: Sequence[Why] = ()) -> Why:
        return Why(f"model.{rule}", entry=version, score=chance(rule, score), meaning="probability of being right", parts=tuple(others))

    spans = _Spans(doc, reading)
    speeches = [_speech(doc, spans, s, why("attribution", s.score, _other_source(doc, spans, s))) for s in reading.speeches]
    return Proposals(
        places=tuple(PlaceMention(spans.of(p), why("place", p.score)) for p in reading.places),
        times=tuple(TimeMention(spans.of(t), why("time", t.score)) for t in reading.times),
        attributions=tuple(_with_parents(without_followers(doc, speeches))),
        events=tuple(_event(doc, spans, e, why("event", e.trigger.score, [alternative("type", *o) for o in e.others]), chance) for e in reading.events),
        layers=dict.fromkeys(LAYERS, "model"),
    )


def alternative(what: str, told: str, score: float | None) -> Why:
    """What was not taken up but came near: another type of an event, other words for a source."""
    return Why(f"alternative.{what}", score=None if score is None else round(score, 4), meaning="probability that the network gives it", note=told)


def _other_source(doc: Document, spans: _Spans, speech: FoundSpeech) -> list[Why]:
    return [alternative("source", doc.words(spans.of(speech.other)), speech.other.score)] if speech.other is not None else []


class _Spans:
    """Character spans of token ranges, leading clitics cut as the network says and spelling allows."""

    def __init__(self, doc: Document, reading: Reading) -> None:
        self.doc = doc
        self.trim = reading.trim

    def whole(self, found: Found) -> Span:
        return self.doc.span(found.first, found.last)

    def of(self, found: Found) -> Span:
        start, end = self.whole(found)
        token = self.doc.tokens[found.first]
        read = self.doc.clause[found.first]
        whole = not read.joined and not read.case  # بيوتها: its first letter is its own
        cut = clitics(token.text, self.trim[found.first], self.doc.opening(found.first)) if token.kind == "word" and not whole else 0
        return (start + cut if cut and token.end - token.start - cut >= 2 else start), end


def clitics(word: str, wanted: int, before: int) -> int:
    """How many letters of a word to cut where the network cuts ``wanted``: و or ف, then ب, ل or ك; of لل what stands
    ``before`` the stem (للجيش leaves جيش, never لجيش, and للبنان لبنان) or nothing, and no letter of the article (الأسد)."""
    conjunction = int(word[:1] in ("و", "ف"))
    if word[conjunction:conjunction + 2] == "لل":
        return before if wanted or not conjunction else 0
    longest = conjunction + int(word[conjunction:conjunction + 1] in ("ب", "ل", "ك"))
    return min(wanted, longest)


def _speech(doc: Document, spans: _Spans, speech: FoundSpeech, why: Why) -> AttributionMention:
    content = _content(doc, spans, speech)
    return AttributionMention(
        spans.whole(speech.cue),
        spans.of(speech.source) if speech.source else None,
        content,
        mode_of(doc, content),
        cast(Act, speech.act),
        None,
        why,
        speaker=spans.of(speech.speaker) if speech.speaker else None,
    )


def _content(doc: Document, spans: _Spans, speech: FoundSpeech) -> tuple[Span, ...]:
    """One span, or two when the cue (with its source) stands inside."""
    body, cue, source = speech.content, speech.cue, speech.source
    if not (body.first < cue.first and cue.last < body.last):
        return (spans.of(body),)
    low, high = cue.first, cue.last
    if source is not None and body.first < source.first and source.last < body.last:
        low, high = min(low, source.first), max(high, source.last)
    parts = [Found(*_inner(doc, body.first, low), body.score), Found(*_inner(doc, high, body.last), body.score)]
    return tuple(spans.of(p) for p in parts if p.first < p.last) or (spans.of(body),)


def _inner(doc: Document, first: int, last: int) -> tuple[int, int]:
    while first < last and doc.tokens[first].kind == "punct":
        first += 1
    while last > first and doc.tokens[last - 1].kind == "punct":
        last -= 1
    return first, last


def mode_of(doc: Document, content: Sequence[Span]) -> Mode:
    """Direct when quotation marks hold (nearly) all words, mixed when they hold at least three of them together."""
    total = quoted = longest = 0
    for span in content:
        first, last = doc.tokens_in(span)
        inside = [0] * (last - first)
        for q in doc.quotes:
            low, high = max(first, q.first), min(last, q.last)
            words = sum(doc.tokens[i].kind != "punct" for i in range(low, high))
            longest = max(longest, words)
            for i in range(low, high):
                inside[i - first] = 1
        words_in = [i for i in range(first, last) if doc.tokens[i].kind != "punct"]
        total += len(words_in)
        quoted += sum(inside[i - first] for i in words_in)
    if total and quoted >= 0.9 * total:
        return "direct"
    return "mixed" if longest >= 3 else "indirect"


def without_followers(doc: Document, speeches: Sequence[AttributionMention]) -> list[AttributionMention]:
    """Contents end before a participle (مشيرا، متهما، مؤكدة) that goes on with the same speaker's words."""
    out = []
    for at, speech in enumerate(speeches):
        last = speech.content[-1]
        behind = (s for _, s in _around(speeches, at) if speech.cue < s.cue and last[0] < s.cue[0] < last[1])
        cut = next((s.cue for s in behind if s.source is None and _follows(doc, s.cue)), None)
        if cut is not None:
            first, end = _inner(doc, doc.tokens_in(last)[0], doc.tokens_in(cut)[0])
            if first < end:
                speech = replace(speech, content=(*speech.content[:-1], (last[0], doc.tokens[end - 1].end)))
        out.append(speech)
    return out


def _follows(doc: Document, cue: Span) -> bool:
    """An accusative participle after a comma or with و: it agrees with the subject of the clause before it."""
    token = doc.tokens[doc.tokens_in(cue)[0]]
    joined = token.norm.startswith("و") and len(token.norm) > 4
    norm = token.norm[1:] if joined else token.norm
    before = doc.tokens[token.i - 1].text if token.i else ""
    accusative = norm.endswith("ا") or (norm.startswith("م") and norm.endswith(("ه", "ين")))
    participle = norm.startswith("م") or (len(norm) >= 4 and norm[1] == "ا")
    return accusative and participle and (joined or before in "،,")


def _with_parents(speeches: Sequence[AttributionMention]) -> list[AttributionMention]:
    return [replace(speech, parent=parent_of(speeches, i)) for i, speech in enumerate(speeches)]


def parent_of(speeches: Sequence[AttributionMention], at: int) -> int | None:
    """The innermost speech in whose content the cue stands; for a relay (نقلت … عن …) the cue before it that shares
    its content. An according-to phrase at the end of the very same content (على حد قوله) has no parent in it."""
    me = speeches[at]
    around = [
        (sum(e - s for s, e in other.content), i)
        for i, other in _around(speeches, at)
        if i != at and any(overlap(me.cue, part) for part in other.content) and not _echoes(me, other)
    ]
    if around:
        return min(around)[1]
    for i in range(at - 1, max(at - _NEIGHBOURS, 0) - 1, -1):
        other = speeches[i]
        if other.content and me.content and _covers(other.content, me.content):
            between = other.cue[1] <= me.cue[0] and me.cue[1] <= other.content[0][0]
            if between:
                return i
    return None


_NEIGHBOURS = 40  # attributions on either side among which a parent is looked for


def _around(speeches: Sequence[AttributionMention], at: int) -> Iterator[tuple[int, AttributionMention]]:
    for i in range(max(0, at - _NEIGHBOURS), min(len(speeches), at + _NEIGHBOURS + 1)):
        yield i, speeches[i]


def _echoes(me: AttributionMention, other: AttributionMention) -> bool:
    """Both report the same words, or each holds the other's cue and the other is the shorter: no parent."""
    if not me.content:
        return False

    def size(speech: AttributionMention) -> int:
        return sum(e - s for s, e in speech.content)

    mutual = any(overlap(other.cue, part) for part in me.content)
    same = other.content[0][0] == me.content[0][0] and me.cue[0] >= me.content[-1][1]
    return same or (mutual and size(other) <= size(me))


def _covers(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    return outer[0][0] <= inner[0][0] and inner[-1][1] <= outer[-1][1]


def _event(doc: Document, spans: _Spans, event: FoundEvent, why: Why, chance: Callable[[str, float], float]) -> EventMention:
    fillers = {role: tuple(spans.of(f) for f in found) for role, found in event.roles.items()}

    def one(role: str) -> Span | None:
        return fillers[role][0] if fillers.get(role) else None

    return EventMention(
        spans.whole(event.trigger),
        event.type,
        cast(Modality, event.modality),
        cast(Polarity, event.polarity),
        why,
        agent=fillers.get("agent", ()),
        target=fillers.get("target", ()),
        place=one("place"),
        origin=one("origin"),
        destination=one("destination"),
        time=one("time"),
        count=_counts(doc, event, spans),
        chances=tuple((spans.of(f), chance(role, f.score)) for role in ("agent", "target") for f in event.roles.get(role, ())),
    )


def _dual(norm: str) -> bool:
    """A dual by its ending. That of the genitive is also a plural's, but only a dual counts without a number."""
    return len(norm) > 4 and norm.endswith(("ان", "ين"))


def _counts(doc: Document, event: FoundEvent, spans: _Spans) -> tuple[CountMention, ...]:
    out = []
    for found in event.roles.get("count", ()):
        number = next((doc.number_at[i] for i in range(found.first, found.last) if i in doc.number_at), None)
        what = counted(event.type, event.what)
        if number is not None and not number.percent:
            span = spans.of(found)
            whole = (min(span[0], number.span[0]), max(span[1], number.span[1]))
            out.append(CountMention(what, number.min, number.max, number.approx, whole))
        else:
            value = 2 if event.number == 2 or _dual(doc.tokens[found.first].norm) else 1
            out.append(CountMention(what, value, value, False, spans.of(found)))
    return tuple(out)
