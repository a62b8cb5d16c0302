"""Doers that the words around an act name: by a phrase behind it (من قبل), or as who says it (يطلب)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from khabar.extract.events.roles import word_set
from khabar.record import EventMention, Span, overlap
from khabar.resolve.actor_index import index
from khabar.resolve.actor_phrases import read
from khabar.resolve.agreement import noted
from khabar.resolve.undergoing import is_accused
from khabar.text import Document
from khabar.text.phrases import noun_phrase

_PARTICIPLE = 5  # letters of a participle: محاصر, مدعوم
_REACH = 14  # words from an act to the phrase that names its doer


@cache
def _agent_phrases() -> dict[str, frozenset[str]]:
    """The second words of phrases that name a doer (من قبل), by their first."""
    phrases = [tuple(phrase.split()) for phrase in word_set("agent_phrase")]
    return {first: frozenset(second for other, second in phrases if other == first) for first, _ in phrases}


def by_phrase(doc: Document, event: EventMention, limit: int) -> EventMention:
    """An act whose doer a phrase behind it names (استهداف الحقول من قبل الطائرات). ``limit``: the token of the next act."""
    first = doc.tokens_in(event.trigger)[0]
    sentence = doc.sentence_of.get(first)
    stop = min(sentence.last, limit, first + _REACH) if sentence is not None else first
    norms, begins = doc.norms, _agent_phrases()
    for k in range(first + 1, stop - 2):
        if norms[k + 1] in begins.get(norms[k], ()):
            if k - 1 > first and _participle_of_noun(doc, k - 1):
                return event
            end = noun_phrase(doc, k + 2, stop) if doc.tokens[k + 2].norm not in word_set("no_agent") else k + 2  # من جانب آخر
            doer = doc.span(k + 2, end) if end > k + 2 else None
            if doer is None or any(overlap(doer, a) for a in event.agent):
                return event
            return noted(replace(event, agent=(doer,)), doc, doer, f"named as the doer by {doc.words(doc.span(k, k + 2))}")
    return event


def _participle_of_noun(doc: Document, at: int) -> bool:
    """الفصائل [المدعومة] من قبل التحالف: a participle in م that says of the noun before it what was done to it, whose doer is named behind;
    no plain adjective (القوات المسلحة) and no noun of its own (مدينة المخا)."""
    word, noun = doc.clause[at], doc.clause[at - 1]
    head = doc.norms[at].removeprefix("ال")
    alike = word.article == noun.article and not word.case and noun.kind in ("noun", "both")
    return alike and head.startswith("م") and len(head) >= _PARTICIPLE and head not in index().adjectives and read((head,)) is None


def by_speaker(doc: Document, event: EventMention, speakers: Sequence[tuple[Span, Span]]) -> EventMention:
    """An act of saying (يطلب، بأوامر من …) done by who says it. ``speakers``: cues with their sources, in text order.

    The source becomes the agent where none is known, or where the reader took the source or one person for both sides.
    """
    at = bisect_right(speakers, event.trigger[0], key=lambda pair: pair[0][0])
    source = next((s for cue, s in speakers[max(0, at - 1):at + 1] if overlap(cue, event.trigger)), None)
    if source is None or any(overlap(a, source) for a in event.agent) or is_accused(doc, event.trigger, source):
        return event
    mixed = any(overlap(t, source) for t in event.target) or any(overlap(a, t) for a in event.agent for t in event.target)
    if event.agent and not mixed:
        return event
    target = tuple(t for t in event.target if not overlap(t, source)) or event.agent
    return noted(replace(event, agent=(source,), target=target), doc, source, "who says it does it")
