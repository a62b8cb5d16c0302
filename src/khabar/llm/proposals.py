"""From the language model's answers to `Proposals`: what is anchored in the text is taken up, the rest rejected and told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from khabar.llm.anchors import FAR, Anchors
from khabar.llm.answer import Answer, AttributionAnswer, EventAnswer, Rejected, SpanAnswer
from khabar.llm.counts import count
from khabar.record.mentions import (
    AttributionMention,
    CountMention,
    EventMention,
    PlaceMention,
    Proposals,
    TimeMention,
)
from khabar.record.span import Span, overlap
from khabar.record.timex import Timex
from khabar.record.why import Why
from khabar.text import FRAME, Document

LAYERS = ("places", "times", "attributions", "events")
_T = TypeVar("_T")
TimeParser = Callable[[Document, Iterable[Span]], Sequence[Timex | None]]
_NOT_THERE = "not in the text"
_LONGEST_TRIGGER = 3  # words
_NAMED = 6  # rejections that a note quotes


def build(
    doc: Document, answers: Sequence[Answer], rejected: Sequence[Rejected], label: str, parse_times: TimeParser
) -> Proposals:
    """Proposals from the answers to all parts of a document.

    label: prompts and model, for every ``why``. parse_times reads the expressions at the times' spans. What could not
    be anchored is counted and quoted in the proposals' notes, and lost roles in the event's ``why`` as well.
    """
    builder = _Builder(doc, label, list(rejected))
    for number, answer in enumerate(answers):
        builder.add(number, answer)
    return builder.finish(parse_times)


class _Builder:
    """The proposals so far, by span, so that nothing is taken up twice."""

    def __init__(self, doc: Document, label: str, rejected: list[Rejected]) -> None:
        self.doc, self.label, self.rejected = doc, label, rejected
        self.anchors = Anchors(doc)
        self.places: dict[Span, PlaceMention] = {}
        self.times: dict[Span, TimeMention] = {}
        self.speeches: dict[int, AttributionMention] = {}  # by the cue's start
        self.parents: dict[int, tuple[int, str]] = {}
        self.cues: dict[tuple[int, str], int] = {}  # by part and id
        self.events: dict[tuple[int, str], EventMention] = {}

    def add(self, part: int, answer: Answer) -> None:
        """Take up one part's answer."""
        for p in answer.places:
            self._locating("place", p, self.places, lambda span: PlaceMention(span, self._why("place")))
        for t in answer.times:
            self._locating("time", t, self.times, lambda span: TimeMention(span, self._why("time")))
        for a in answer.attributions:
            self._speech(part, a)
        for e in answer.events:
            self._event(e)

    def finish(self, parse_times: TimeParser) -> Proposals:
        """Everything in text order, with parents as indices and times parsed."""
        spans = sorted(self.times)
        parsed = parse_times(self.doc, spans)
        return Proposals(
            places=tuple(self.places[s] for s in sorted(self.places)),
            times=tuple(replace(self.times[s], expr=x) for s, x in zip(spans, parsed, strict=True)),
            attributions=self._with_parents(),
            events=tuple(sorted(self.events.values(), key=lambda e: (e.trigger, e.type))),
            layers=dict.fromkeys(LAYERS, "llm"),
            notes=notes(self.rejected),
        )

    def _why(self, what: str, lost: Sequence[Rejected] = ()) -> Why:
        note = "; ".join(f"left out {r.what} «{r.words}»: {r.reason}" for r in lost) or None
        return Why(f"llm.{what}", entry=self.label, note=note)

    def _locating(self, what: str, given: SpanAnswer, taken: dict[Span, _T], make: Callable[[Span], _T]) -> None:
        span = self.anchors.find(given.span, given.at)
        if span is None:
            self.rejected.append(Rejected(what, given.span, _NOT_THERE))
        elif any(overlap(span, other) for other in taken):
            if span not in taken:
                self.rejected.append(Rejected(what, given.span, f"overlaps another {what}"))
        else:
            taken[span] = make(span)

    def _speech(self, part: int, a: AttributionAnswer) -> None:
        cue = self.anchors.find(a.cue, a.at, whole=True)
        if cue is None or not self._told(cue):
            return self.rejected.append(Rejected("attribution", a.cue, _NOT_THERE if cue is None else "not in the report's telling"))
        if cue[0] in self.speeches:
            return self.rejected.append(Rejected("attribution", a.cue, "given twice"))
        lost: list[Rejected] = []
        content = tuple(sorted(self._all("content", a.content, a.at, lost)))
        if not content:
            self.rejected += lost
            return self.rejected.append(Rejected("attribution", a.cue, "no content that is in the text"))
        source = self._one("source", a.source, a.at, lost)
        self.rejected += lost
        why = self._why("attribution", lost)
        self.speeches[cue[0]] = AttributionMention(cue, source, content, a.mode, a.act, None, why)
        self.cues[part, a.id] = cue[0]
        if a.parent is not None:
            self.parents[cue[0]] = (part, a.parent)
        return None

    def _told(self, span: Span) -> bool:
        """Whether the words stand where somebody may speak and something may happen."""
        sentence = self.doc.sentence_of.get(self.doc.tokens_in(span)[0])
        return sentence is not None and sentence.kind not in FRAME

    def _with_parents(self) -> tuple[AttributionMention, ...]:
        order = sorted(self.speeches)
        index = {cue: i for i, cue in enumerate(order)}
        parent = {cue: self.cues.get(name) for cue, name in self.parents.items()}
        out = []
        for cue in order:
            above, seen = parent.get(cue), {cue}
            while above is not None and above not in seen:
                seen.add(above)
                above = parent.get(above)
            first = parent.get(cue) if above is None else None  # a circle: nobody is the parent
            if cue in self.parents and first is None:
                words = self.doc.words(self.speeches[cue].cue)
                self.rejected.append(Rejected("parent of", words, "unknown" if above is None else "a circle"))
            out.append(replace(self.speeches[cue], parent=None if first is None else index[first]))
        return tuple(out)

    def _event(self, e: EventAnswer) -> None:
        trigger = self.anchors.find(e.trigger, e.at, whole=True)
        reason = self._no_trigger(trigger)
        if trigger is None or reason is not None:
            return self.rejected.append(Rejected("event", e.trigger, reason or _NOT_THERE))
        if (trigger[0], e.type) in self.events:
            return self.rejected.append(Rejected("event", e.trigger, "given twice"))
        lost: list[Rejected] = []
        where = {role: self._linked("place", getattr(e, role), e.at, lost) for role in ("place", "origin", "destination")}
        when = self._linked("time", e.time, e.at, lost)
        agent, target = self._all("agent", e.agent, e.at, lost), self._all("target", e.target, e.at, lost)
        counts = self._counts(e, lost)
        self.rejected += lost
        self.events[trigger[0], e.type] = EventMention(
            trigger, e.type, e.modality, e.polarity, self._why("event", lost), agent=agent, target=target,
            place=where["place"], origin=where["origin"], destination=where["destination"], time=when, count=counts,
        )  # fmt: skip
        return None

    def _no_trigger(self, span: Span | None) -> str | None:
        if span is None:
            return _NOT_THERE
        first, last = self.doc.tokens_in(span)
        if last - first > _LONGEST_TRIGGER:
            return "a trigger is one word"
        return None if self._told(span) else "not in the report's telling"

    def _one(self, role: str, words: str | None, at: int, lost: list[Rejected]) -> Span | None:
        return None if words is None else next(iter(self._all(role, (words,), at, lost)), None)

    def _all(self, role: str, quoted: Sequence[str], at: int, lost: list[Rejected]) -> tuple[Span, ...]:
        out: dict[Span, None] = {}
        for words in quoted:
            span = self.anchors.find(words, at, FAR)
            if span is None:
                lost.append(Rejected(role, words, _NOT_THERE))
            else:
                out[span] = None
        return tuple(out)

    def _linked(self, kind: str, words: str | None, at: int, lost: list[Rejected]) -> Span | None:
        """The place or time mention that a role's words touch; the words become one when the list left them out."""
        span = self._one(kind, words, at, lost)
        if span is None:
            return None
        taken: dict[Span, PlaceMention] | dict[Span, TimeMention] = self.places if kind == "place" else self.times
        known = next((s for s in taken if overlap(s, span)), None)
        if known is None and kind == "place":
            self.places[span] = PlaceMention(span, self._why("place"))
        elif known is None:
            self.times[span] = TimeMention(span, self._why("time"))
        return known or span

    def _counts(self, e: EventAnswer, lost: list[Rejected]) -> tuple[CountMention, ...]:
        out = []
        for given in e.count:
            span = self._one("count", given.span, e.at, lost)
            made = None if span is None else count(self.doc, given, span)
            if made is not None:
                out.append(made)
            elif span is not None:
                lost.append(Rejected("count", given.span, "holds no number"))
        return tuple(out)


def notes(rejected: Sequence[Rejected]) -> tuple[str, ...]:
    """One line that counts what was rejected and names the first of it; none when nothing was."""
    if not rejected:
        return ()
    named = "; ".join(f"{r.what} «{r.words}» ({r.reason})" for r in rejected[:_NAMED])
    more = f"; and {len(rejected) - _NAMED} more" if len(rejected) > _NAMED else ""
    return (f"llm: {len(rejected)} proposals rejected: {named}{more}",)
