"""Roles that cannot be: things among the victims, and one party on both sides of an act.

Readers propose roles word by word; what the fillers are is known only after resolution. Whatever is dropped leaves its
reason in ``why``.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from khabar.extract.events.roles import belongs
from khabar.record import AttributionMention, CountMention, EventMention, Span, overlap
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import phrase_words
from khabar.resolve.agreement import agreeing, before_contrast, noted, of_each, whole, without_clitics
from khabar.resolve.named_doers import by_phrase, by_speaker
from khabar.resolve.nationality import Nationals, by_nationality
from khabar.resolve.number_checks import victims, with_its_numbers
from khabar.resolve.undergoing import bereaved, charged, received, suffered, undergone
from khabar.resources import entries
from khabar.text import Document
from khabar.text.phrases import conjuncts

_PARTIES = frozenset({"person", "force", "body", "office"})  # sorts of nouns
_ABOUT = frozenset({"عن", "بشان", "حول", "بان", "تفيد"})


class _Types(NamedTuple):
    people: frozenset[str]
    moving: frozenset[str]
    mutual: frozenset[str]
    armed: frozenset[str]


def checked(
    doc: Document, events: Sequence[EventMention], attributions: Sequence[AttributionMention], places: Sequence[Span] = ()
) -> tuple[EventMention, ...]:
    """Events in text order with what their own words decide: no things as victims, named doers, speakers of acts of saying."""
    said_by = sorted((a.cue, a.source) for a in attributions if a.source is not None)
    starts = [doc.tokens_in(e.trigger)[0] for e in events[1:]]
    by_start = {span[0]: span for span in places}
    named = frozenset(i for span in places for i in range(*doc.tokens_in(span)))
    nationals = Nationals(doc, (a for e in events for a in e.agent))
    aims = {t[0]: e.trigger for e in events for t in e.target if doc.clause[doc.tokens_in(e.trigger)[0]].case == "ل"}
    out = []
    for event, limit in zip(events, (*starts, len(doc.tokens)), strict=False):
        for check in (of_each, without_clitics, whole, without_things, undergone, received, charged, bereaved, suffered, before_contrast, agreeing, beyond_news):
            event = check(doc, event)
        event = by_speaker(doc, by_phrase(doc, event, limit), said_by)
        event = by_nationality(doc, event, nationals)
        event = without_aim(doc, aims, event)
        out.append(with_its_place(doc, by_start, with_its_numbers(doc, listed(doc, joined(doc, event), named), named)))
    return tuple(out)


@cache
def _types() -> _Types:
    """Types whose target is people, whose target is what moves, whose two sides do the same, and of arms and harm."""
    named = [(e.id.rsplit(".", 1)[1], e) for e in entries("event_type")]
    return _Types(
        frozenset(n for n, e in named if e.people), frozenset(n for n, e in named if e.moving), frozenset(n for n, e in named if e.mutual),
        frozenset(n for n, e in named if e.family in ("armed", "harm")),
    )  # fmt: skip


def without_things(doc: Document, event: EventMention) -> EventMention:
    """The event without things among its victims (سقوط قتلى وتضرر ألفي منزل): a count of things counts something else."""
    if event.type not in _types().people:
        return event
    target = tuple(s for s in event.target if not _is_thing(doc, s))
    count = tuple(replace(c, what="other") if c.what != "other" and _is_thing(doc, c.span) else c for c in event.count)
    if target == event.target and count == event.count:
        return event
    things = [s for s in event.target if s not in target] or [c.span for c, d in zip(event.count, count, strict=True) if c != d]
    return noted(replace(event, target=target, count=_counts(event, count)), doc, things[0], "a thing, which no one can kill, hurt or seize as a person")


def _counts(event: EventMention, count: tuple[CountMention, ...]) -> tuple[CountMention, ...]:
    """Counts of victims only: numbers of things belong to the act that hit the things."""
    return tuple(c for c, before in zip(count, event.count, strict=True) if c.what == before.what)


def _is_thing(doc: Document, span: Span) -> bool:
    phrase = read(phrase_words(doc, span))
    return phrase is not None and phrase.head is not None and phrase.head.sort == "thing" and phrase.actor is None


def with_its_place(doc: Document, places: Mapping[int, Span], event: EventMention) -> EventMention:
    """The event at the place that its target's own words give (السيطرة على آبار النفط في أفريقيا), not at one named farther on."""
    for span in event.target:
        first = doc.tokens_in(span)[1]
        if first + 1 < len(doc.tokens) and doc.tokens[first].norm == "في" and (place := places.get(doc.tokens[first + 1].start)) is not None:
            if event.place is None or event.place[0] <= place[0]:
                return event
            return noted(replace(event, place=place), doc, place, "the place in the words of the target")
    return event


def without_aim(doc: Document, aims: Mapping[int, Span], event: EventMention) -> EventMention:
    """The event not at what a later act aims at (إنشاء معسكر [للهجوم على مصر]); a battle for a town is there (معركة للسيطرة على زنجبار).

    ``aims``: triggers of acts with ل before them, by the start of whom or what they are done to.
    """
    aim = aims.get(event.place[0]) if event.place is not None else None
    if event.place is None or aim is None or not event.trigger < aim < event.place or event.type in _types().armed:
        return event
    return noted(replace(event, place=None), doc, event.place, "what another act aims at")


def beyond_news(doc: Document, event: EventMention) -> EventMention:
    """The event without a doer before news of it: مسلحو الجماعة قلقون بعد أنباء عن [معركة] is no battle of theirs."""
    if len(event.agent) != 1 or event.agent[0] > event.trigger:
        return event
    between = doc.between(event.agent[0], event.trigger)
    told = any(belongs(doc.norms[k], "news") and doc.norms[k + 1] in _ABOUT for k in between if k + 1 < between.stop)
    return noted(replace(event, agent=()), doc, event.agent[0], "hears news of it") if told else event


def joined(doc: Document, event: EventMention) -> EventMention:
    """The event with what و joins to a filler on that filler's side (استهدفت الجيش والأهالي: the people are no doer)."""
    agent, target = event.agent, event.target
    if event.type in _types().mutual:
        return event
    moved = next((s for s in target if any(_and_then(doc, a, s) for a in agent)), None)
    if moved is not None:
        agent, target = (*agent, moved), tuple(s for s in target if s != moved)
    else:
        moved = next((s for s in agent if any(_and_then(doc, t, s) for t in target)), None)
        if moved is None:
            return event
        agent, target = tuple(s for s in agent if s != moved), (*target, moved)
    return noted(replace(event, agent=agent, target=target), doc, moved, "joined by و to the other side's filler")


def listed(doc: Document, event: EventMention, names: Container[int]) -> EventMention:
    """The event with all that a list names (الولايات المتحدة وفرنسا | وبريطانيا): what و joins to a filler and is of its sort.

    Not where two sides do the same, of whom the second may be the other side. ``names``: the tokens of places.
    """
    if event.type in _types().mutual:
        return event
    agent = _with_rest(doc, event.agent, event, names)
    target = _with_rest(doc, event.target, event, names)
    if (agent, target) == (event.agent, event.target):
        return event
    new = next(s for s in (*agent, *target) if s not in event.agent and s not in event.target)
    return noted(replace(event, agent=agent, target=target), doc, new, "joined by و to a filler of its sort")


def _with_rest(doc: Document, fillers: tuple[Span, ...], event: EventMention, names: Container[int]) -> tuple[Span, ...]:
    if not fillers:
        return fillers
    first, end = doc.tokens_in(max(fillers))
    sentence = doc.sentence_of.get(first)
    if sentence is None:
        return fillers
    taken = (event.trigger, *event.agent, *event.target)
    out = list(fillers)
    for start, stop in conjuncts(doc, first, sentence.last, names)[1:]:
        span = doc.span(start, stop, cut=doc.opening(start))
        if start < end or any(overlap(span, t) for t in taken) or not _of_one_sort(doc, max(fillers), span):
            break
        out.append(span)
    return tuple(out)


def _of_one_sort(doc: Document, one: Span, other: Span) -> bool:
    """Two known names, or nouns of people or bodies alike; the dead and the injured are not."""
    a, b = read(phrase_words(doc, one)), read(phrase_words(doc, other))
    if a is None or b is None:
        return False
    if a.actor is not None and b.actor is not None and a.head is None and b.head is None:
        return not b.weak
    alike = a.head is not None and b.head is not None and a.head.sort == b.head.sort and a.head.sort in _PARTIES
    return alike and not victims(doc, one) and not victims(doc, other)


def _and_then(doc: Document, one: Span, other: Span) -> bool:
    """Whether ``other`` follows ``one`` with nothing but و between them."""
    return one[1] < other[0] and doc.text[one[1] : other[0]].strip() == "و"


def two_sided(doc: Document, event: EventMention, actor_of: Mapping[Span, str]) -> EventMention:
    """The event without a party that stands on both its sides.

    An agent whose words run into the target's ends before them. Who moves, is hurt or is met is the target; who does
    anything else is the agent.
    """
    if not event.agent or not event.target:
        return event
    agent = tuple([_before(doc, a, event.target) for a in event.agent])
    cut = replace(event, agent=agent) if agent != event.agent else event

    def same(a: Span, b: Span) -> bool:
        return overlap(a, b) or (a in actor_of and actor_of[a] == actor_of.get(b))

    both = [s for s in event.target if any(same(a, s) for a in agent)]
    if not both:
        return cut
    note = "the same party as the agent and the target"
    if event.type in _types().people | _types().moving | _types().mutual:
        return noted(replace(cut, agent=tuple(a for a in agent if not any(same(a, s) for s in both))), doc, both[0], note)
    return noted(replace(cut, target=tuple(s for s in event.target if s not in both)), doc, both[0], note)


def _before(doc: Document, agent: Span, target: tuple[Span, ...]) -> Span:
    """The agent's words up to where a target's begin, when those end the agent's phrase (اتهم مساعد الوزير العاصمة)."""
    inner = next((t for t in target if agent[0] < t[0] and t[1] == agent[1]), None)
    if inner is None:
        return agent
    first, last = doc.tokens_in((agent[0], inner[0]))
    return doc.span(first, last) if last > first else agent
