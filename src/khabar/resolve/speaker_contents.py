"""What is said, without what a reader marks beside it: the words for the source, a phrase that tells who says so, a conjunction, a name in quotation marks."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import THAT_FORMS, cues_at, phrases_at, voice_at
from khabar.record import AttributionMention, Span
from khabar.text import Document

_COMMAS = ("،", ",")
_TAIL = 12  # words of a phrase that tells who says so (حسبما قال في حوار)
_NAME = 6  # tokens of a name in quotation marks
_BEHIND = 4  # words between such a name and what is said


def said(doc: Document, attribution: AttributionMention) -> tuple[Span, ...]:
    """The contents of an attribution, each cut to what is said; those that nothing would be left of stay as they are."""
    contents = tuple(_cut(doc, attribution, part) for part in attribution.content)
    return contents if contents else attribution.content


def _cut(doc: Document, attribution: AttributionMention, part: Span) -> Span:
    first, last = doc.tokens_in(part)
    according = bool(phrases_at(doc.norms[doc.tokens_in(attribution.cue)[0]]))
    start = _behind_source(doc, attribution, first, last) if according else first
    start = _behind_name(doc, start, last)
    while start < last - 1 and doc.tokens[start].text in _COMMAS:
        start += 1
    end = _before_tail(doc, attribution, start, last)
    begins = part[0] if start == first else doc.tokens[start].start
    ends = part[1] if end == last else doc.tokens[end - 1].end
    if according and attribution.cue[0] > begins and _opens_sentence(doc, start) and doc.clause[start].joined and doc.norms[start].startswith("و") and begins == doc.tokens[start].start:
        begins += 1  # ولا يوجد علاج، حسبما ذكرت الوكالة
    return begins, ends


def _behind_source(doc: Document, attribution: AttributionMention, first: int, last: int) -> int:
    """Where a content begins that a reader has begun inside the words for the source (بحسب والده و | والدته، على معدل …)."""
    source = attribution.source
    if source is None or not source[0] < doc.tokens[first].end <= source[1]:
        return first
    behind = doc.tokens_in(source)[1]
    return behind if behind < last else first


def _behind_name(doc: Document, first: int, last: int) -> int:
    """قال لإذاعة "صوت الميناء" البلدية، إن …: a name in quotation marks behind a medium or body is no speech, where إن follows."""
    quote = next((q for q in doc.quotes_from(first - 1, first + 1) if not q.open_ended and q.last - q.first <= _NAME), None)
    if quote is None or quote.first == 0 or (voice := voice_at(doc.norms[quote.first - 1])) is None or voice.speaker.kind not in ("media", "organization", "group"):
        return first
    that = next((k for k in range(quote.last, min(quote.last + _BEHIND, last - 1)) if doc.norms[k] in THAT_FORMS), None)
    return first if that is None else that + 1


def _before_tail(doc: Document, attribution: AttributionMention, first: int, last: int) -> int:
    """Where a content ends that a phrase without a speaker of its own follows in it: …، حسبما قال في حوار."""
    for k in range(last - 2, max(first, last - _TAIL), -1):
        if doc.tokens[k].text not in _COMMAS:
            continue
        if _says_so(doc, k + 1, last) and doc.tokens[k].start > attribution.cue[1]:
            return k
        return last
    return last


def _says_so(doc: Document, k: int, last: int) -> bool:
    """Whether a connector and a verb of saying begin at ``k``, with a preposition or nothing behind: who speaks is understood."""
    for parts, hit, _ in phrases_at(doc.norms[k]):
        verb = k + len(parts)
        if hit.cue.shape != "connector" or tuple(doc.norms[k:verb]) != parts or verb >= last:
            continue
        if any(h.table == "past" and not h.suf and not h.pre for h in cues_at(doc.norms[verb])):
            return verb + 1 == last or doc.clause[verb + 1].kind == "preposition"
    return False


def _opens_sentence(doc: Document, k: int) -> bool:
    sentence = doc.sentence_of.get(k)
    return sentence is not None and sentence.first == k
