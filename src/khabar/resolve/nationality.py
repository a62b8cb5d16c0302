"""Doers that the nationality of an act tells: القصف [التركي], غارات جوية [إسرائيلية], العقوبات [الأمريكية]."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from khabar.record import EventMention, Span
from khabar.resolve.actor_index import index
from khabar.resolve.actor_lookup import demonym_at
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import phrase_words
from khabar.resolve.agreement import noted
from khabar.text import Document
from khabar.text.phrases import is_nisba

#: Types of acts that a nationality is the doer of; of a meeting, a deal or a vote it may be the place or one side, of a death the victims'.
_DONE_BY = frozenset({
    "accuse", "aid", "airstrike", "attack", "besiege", "cooperate", "declare", "demand", "order", "prosecute", "reject", "restrict", "sanction",
    "seize", "shelling", "support", "threaten",
})  # fmt: skip
_OVERLAPPING = 8  # mentions of one state that are looked at on either side of an act


class Nationals:
    """Who of each state is mentioned where, looked up once for a report: doers of its events, and names of states."""

    def __init__(self, doc: Document, doers: Iterable[Span]) -> None:
        self._doc, self._doers = doc, tuple(doers)

    @cached_property
    def _spans(self) -> dict[str, list[Span]]:
        """Mentions by the state's code, in text order."""
        out: dict[str, set[Span]] = {}
        for span in self._doers:
            if (country := _of(self._doc, span)) is not None:
                out.setdefault(country, set()).add(span)
        for country, span in _names(self._doc):
            out.setdefault(country, set()).add(span)
        return {country: sorted(spans) for country, spans in out.items()}

    def nearest(self, trigger: Span, country: str) -> Span | None:
        """Whoever of a state is mentioned nearest before an act, else nearest behind it in its sentence."""
        spans = self._spans.get(country, [])
        at = bisect_left(spans, trigger)
        before = [s for s in spans[max(0, at - _OVERLAPPING):at] if s[1] <= trigger[0]]
        if before:
            return max(before, key=lambda s: (s[1], s[1] - s[0]))
        sentence = self._doc.sentence_of.get(self._doc.tokens_in(trigger)[0])
        limit = self._doc.tokens[sentence.last - 1].end if sentence is not None else trigger[1]
        return next((s for s in spans[at:at + _OVERLAPPING] if trigger[1] < s[0] < limit), None)


def by_nationality(doc: Document, event: EventMention, nationals: Nationals) -> EventMention:
    """The event whose noun has the adjective of a state done by that state: by whom of it is mentioned nearest.

    A doer of another state is none; where nobody of that state is named, the event has no doer.
    """
    country = _country(doc, event)
    if country is None or any(_of(doc, a) == country for a in event.agent):
        return event
    found = nationals.nearest(event.trigger, country)
    if found is None and not any(_of(doc, a) for a in event.agent):
        return event
    target = tuple(t for t in event.target if t != found)
    words = doc.words(found) if found is not None else "nobody"
    return noted(replace(event, agent=(found,) if found is not None else (), target=target), doc, event.trigger, f"done by {words}, as its nationality tells")


def _country(doc: Document, event: EventMention) -> str | None:
    """The state whose adjective agrees with the event's noun, another adjective perhaps between."""
    if event.type not in _DONE_BY:
        return None
    first, last = doc.tokens_in(event.trigger)
    noun = doc.clause[first]
    if noun.kind == "verb" or last - first != 1:
        return None
    for k in (last, last + 1):
        adjective = doc.clause[k] if k < len(doc.tokens) and doc.tokens[k].kind == "word" else None
        if adjective is None or adjective.kind != "noun" or adjective.article != noun.article or adjective.joined or adjective.case:
            return None
        norm = doc.norms[k]
        n, found = demonym_at(index(), (norm,), 0)
        if n and not found[0].demonym.common and not found[0].many and norm.endswith(("ي", "يه")):
            return found[0].demonym.country if found[0].demonym.actor is None else None
        if not is_nisba(adjective):
            return None
    return None


def _of(doc: Document, span: Span) -> str | None:
    """The state of a doer, None where it is not known."""
    phrase = read(phrase_words(doc, span))
    if phrase is None:
        return None
    return phrase.actor.country if phrase.actor is not None else phrase.country


def _names(doc: Document) -> Iterator[tuple[str, Span]]:
    """Names of states, with their code."""
    ix, norms = index(), tuple(doc.norms)
    for i, token in enumerate(doc.tokens):
        if token.kind == "word":
            n, uses = ix.names.at(norms, i)
            if n and uses[0].actor.kind == "state" and uses[0].actor.country is not None:
                yield uses[0].actor.country, doc.span(i, i + n, cut=doc.clause[i].clitics)
