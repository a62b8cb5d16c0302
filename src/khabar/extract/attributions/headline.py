"""Headlines that name their voice before a colon (لافروف: …): the colon is the cue, what follows it the content."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.attributions.lexicon import cues_at, words
from khabar.record.mentions import AttributionMention
from khabar.record.types import Mode
from khabar.record.why import Why
from khabar.text.document import Document
from khabar.text.sentences import Sentence

_LONGEST_VOICE = 6
_SHORTEST_CONTENT = 2


def with_headlines(doc: Document, mentions: tuple[AttributionMention, ...]) -> tuple[AttributionMention, ...]:
    """The mentions with those of headlines among them, in text order; parents are counted anew."""
    found = [m for s in doc.sentences if s.kind in ("title", "heading") and (m := _headline(doc, s)) is not None]
    found = [m for m in found if not any(o.cue[0] >= m.cue[0] - 200 and _within(m, o) for o in mentions)]
    if not found:
        return mentions
    order = sorted([*mentions, *found], key=lambda m: m.cue)
    at = {id(m): i for i, m in enumerate(order)}
    return tuple(replace(m, parent=at[id(mentions[m.parent])] if m.parent is not None else None) for m in order)


def _within(headline: AttributionMention, other: AttributionMention) -> bool:
    """Whether a cue stands in the voice of a headline (قال الوزير: …): then it has been read already."""
    assert headline.source is not None
    return headline.source[0] <= other.cue[0] < headline.cue[1]


def _headline(doc: Document, sentence: Sentence) -> AttributionMention | None:
    """A short run of words, none of them a verb of saying or a label (تقرير: …), then a colon, then the content."""
    tokens = doc.tokens
    colon = next((i for i in range(sentence.first, min(sentence.first + _LONGEST_VOICE + 1, sentence.last)) if tokens[i].text == ":"), None)
    if colon is None or colon == sentence.first or sentence.last - colon <= _SHORTEST_CONTENT:
        return None
    voice = tokens[sentence.first:colon]
    if any(t.kind != "word" or t.norm in words("headline_label") or any(h.table in ("past", "present") for h in cues_at(t.norm)) for t in voice):
        return None
    quote = next((q for q in doc.quotes if q.first == colon + 1 and q.last >= sentence.last - 1), None)
    content = quote.inner if quote is not None else doc.span(colon + 1, sentence.last)
    mode: Mode = "direct" if quote is not None else "indirect"
    cue = tokens[colon].start, tokens[colon].end
    why = Why("headline: voice before a colon", entry="word.attribution.headline_label", note="no label stands before the colon")
    return AttributionMention(cue, doc.span(sentence.first, colon), (content,), mode, "say", None, why, entry=None)
