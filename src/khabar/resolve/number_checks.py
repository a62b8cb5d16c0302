"""Numbers that cannot be an act's, and those that go on from one: of another clause, of the injured among the dead, no dual at all."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from khabar.extract.event_lexicon import readings
from khabar.extract.events.roles import belongs, word_set
from khabar.record import CountMention, EventMention, Span, overlap
from khabar.resolve.actor_index import index
from khabar.resolve.agreement import noted
from khabar.text import Document
from khabar.text.phrases import conjuncts

_VICTIMS = {"killed": "kill", "injured": "injure"}
_TWO_MARKS = ("َي", "َّي", "َيْ")  # a written dual: مدنيَّين
_NEXT = 2  # words behind a form in ين that may tell that they are two
_NO_DUAL = frozenset({"نيران"})
_BEFORE_PART = 10  # words from a part back to the whole
_TAKEN_PART_IN = frozenset({"protest", "meet", "vote"})


def with_its_numbers(doc: Document, event: EventMention, names: Container[int]) -> EventMention:
    """The event with the numbers that are its own, and those that و joins to them (17 مدنيا و34 جنديا). ``names``: the tokens of places."""
    for check in (_of_its_clause, _own_two, _of_its_victims, _surely_two, _of_things, _whole):
        event = check(doc, event)
    return _gone_on(doc, event, names)


def _without(doc: Document, event: EventMention, kept: tuple[CountMention, ...], why: str) -> EventMention:
    if kept == event.count:
        return event
    lost = next(c.span for c in event.count if c not in kept)
    return noted(replace(event, count=kept), doc, lost, why)


def _of_its_clause(doc: Document, event: EventMention) -> EventMention:
    """Without numbers beyond a comma where no doer or target is counted by them (رأيت خمس سيارات، والمسلحون [نقلوا] أسلحة)."""

    def own(c: CountMention) -> bool:
        if any(overlap(c.span, s) for s in (*event.agent, *event.target, event.trigger)):
            return True
        return not any(doc.tokens[k].text in "،,.\n" for k in doc.between(c.span, event.trigger))

    return _without(doc, event, tuple(c for c in event.count if own(c)), "counts in another clause")


def _own_two(doc: Document, event: EventMention) -> EventMention:
    """11 قتيلا [وجريحين]: two injured, not the eleven before them."""
    read = doc.clause[doc.tokens_in(event.trigger)[0]]
    if not read.joined or not read.stem.endswith(("ان", "ين")) or not victims(doc, event.trigger):
        return event
    before = [c for c in event.count if c.span[0] < event.trigger[0] and overlap(c.span, event.trigger)]
    if not before:
        return event
    count = tuple(replace(c, min=2, max=2, approx=False, span=event.trigger) if c in before else c for c in event.count)
    return noted(replace(event, count=count), doc, event.trigger, "a dual counts its own")


def _of_its_victims(doc: Document, event: EventMention) -> EventMention:
    """Without the injured among the dead and the dead among the injured (أوقعت [قتيلين] وأكثر من 200 جريح)."""
    kept = tuple(c for c in event.count if not _of_others(doc, c.what, c.span))
    return _without(doc, event, kept, "counts other victims")


def victims(doc: Document, span: Span) -> set[str]:
    """kill, injure, both or neither: the acts whose nouns for victims stand at a span (قتيل, جرحى)."""
    return {r.sense.type for norm in doc.norms[slice(*doc.tokens_in(span))] for r in readings(norm) if r.kind == "noun"} & set(_VICTIMS.values())


def _of_others(doc: Document, what: str, span: Span) -> bool:
    """Whether the words at a span are nouns for other victims alone than those that a number of ``what`` counts."""
    return what in _VICTIMS and len(found := victims(doc, span)) == 1 and _VICTIMS[what] not in found


def _surely_two(doc: Document, event: EventMention) -> EventMention:
    """Without two people where the form may as well mean many (مقتل مدنيين), or is no dual (نيران)."""
    return _without(doc, event, tuple(c for c in event.count if not _maybe_many(doc, c)), "may be many as well as two")


def _maybe_many(doc: Document, c: CountMention) -> bool:
    first, last = doc.tokens_in(c.span)
    if (c.min, c.max) != (2, 2) or any(k in doc.number_at for k in range(first, last)):
        return False
    stem = doc.clause[first].stem
    if stem in _NO_DUAL:
        return True
    if not stem.endswith("ين") or stem.endswith("تين") or any(mark in doc.tokens[first].text for mark in _TWO_MARKS):
        return False
    named = index()
    nisba = stem.endswith("يين") and (named.demonyms.at((stem,), 0)[0] or stem[:-2] in named.adjectives)
    plural = named.heads.at((stem[:-2] + "ون",), 0)[1]
    if not nisba and not any(use.many and not use.two for use in plural):
        return False
    behind = range(first + 1, min(last + _NEXT, len(doc.tokens)))
    return not any(r.person.endswith("d") for k in behind for r in readings(doc.norms[k]) if r.kind == "verb")


def _of_things(doc: Document, event: EventMention) -> EventMention:
    """Without occasions (في ثلاث عمليات), and what is struck as no people taking part (قصفت عشرة مواقع)."""
    kept = tuple(c for c in event.count if c.what != "other" or not any(belongs(doc.norms[k], "occasions") for k in range(*doc.tokens_in(c.span))))
    event = _without(doc, event, kept, "counts occasions")

    def struck(c: CountMention) -> bool:
        return c.what == "participants" and any(overlap(c.span, t) for t in event.target) and not any(overlap(c.span, a) for a in event.agent)

    if event.type in _TAKEN_PART_IN or not any(struck(c) for c in event.count):
        return event
    return replace(event, count=tuple(replace(c, what="other") if struck(c) else c for c in event.count))


def _whole(doc: Document, event: EventMention) -> EventMention:
    """54 شخصا، بينهم 28 مدنيا، [قتلوا]: the number behind بينهم is part of the one before it."""
    part = next((c for c in event.count if (k := doc.tokens_in(c.span)[0]) > 0 and doc.norms[k - 1] in word_set("among")), None)
    if part is None:
        return event
    first = doc.tokens_in(part.span)[0] - 1
    sentence = doc.sentence_of.get(first)
    near = (doc.number_at.get(k) for k in range(first - 1, max(first - _BEFORE_PART, sentence.first if sentence else first) - 1, -1))
    number = next((n for n in near if n is not None and not n.percent), None)
    if number is None:
        return event
    least = any(doc.norms[k:k + 2] == ["علي", "الاقل"] for k in range(number.last, first))
    whole = CountMention(part.what, number.min, None if least else number.max, number.approx, doc.span(number.first, min(number.last + 1, first)))
    count = tuple(whole if c is part else c for c in event.count)
    return noted(replace(event, count=count, subsets=(*event.subsets, part)), doc, part.span, "part of the number before it")


def _gone_on(doc: Document, event: EventMention, names: Container[int]) -> EventMention:
    """With the number of what و joins to the counted phrase, where that has one too and is of no other victims."""
    if len(event.count) != 1:
        return event
    (one,) = event.count
    first = doc.tokens_in(one.span)[0]
    sentence = doc.sentence_of.get(first)
    if sentence is None:
        return event
    count = [one]
    for start, stop in conjuncts(doc, first, sentence.last, names)[1:]:
        number = doc.number_at.get(start)
        span = doc.span(start, stop, cut=doc.opening(start))
        if number is None or number.percent or (number.min is None and number.max is None) or overlap(span, event.trigger) or _of_others(doc, one.what, span):
            break
        count.append(CountMention(one.what, number.min, number.max, number.approx, span))
    if len(count) == 1:
        return event
    return noted(replace(event, count=tuple(count)), doc, count[1].span, "goes on with the number before it")
