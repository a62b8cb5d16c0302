"""Coordinated verbal nouns share their modality: حان الوقت للتوجه إلى … وتأسيس … والسيطرة على … plans all three."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.attributions.lexicon import is_masdar
from khabar.extract.event_lexicon import readings
from khabar.record import EventMention, Why
from khabar.text import Document

_REACH = 10  # words between two conjuncts
_LEADS = ("لل", "بال", "ال", "ل", "ب", "")
_ENDS = frozenset(".؟!:؛")


def share_modality(doc: Document, events: tuple[EventMention, ...]) -> tuple[EventMention, ...]:
    """The events in text order, a verbal noun with و taking the modality of the unreal one that it goes on with."""
    out: list[EventMention] = []
    for event in sorted(events, key=lambda e: e.trigger):
        before = out[-1] if out else None
        if before is not None and before.modality not in ("actual", event.modality) and _goes_on(doc, before, event):
            why = Why("modality.coordinated", note=f"goes on with {doc.words(before.trigger)}: {before.modality}, not {event.modality}")
            event = replace(event, modality=before.modality, why=event.why.but(parts=(*event.why.parts, why)))
        out.append(event)
    return tuple(out)


def _goes_on(doc: Document, before: EventMention, event: EventMention) -> bool:
    first, second = doc.tokens_in(before.trigger)[0], doc.tokens_in(event.trigger)[0]
    if not 0 < second - first <= _REACH or doc.sentence_of.get(first) is not doc.sentence_of.get(second):
        return False
    word = doc.tokens[second].norm
    joined = word.startswith("و") and _verbal(word[1:]) and (_verbal(doc.tokens[first].norm) or _verbal(doc.tokens[first].norm.removeprefix("و")))
    return joined and not any(t.kind == "punct" and t.text in _ENDS for t in doc.tokens[first:second])


def _verbal(norm: str) -> bool:
    """Whether a folded word is a verbal noun, with or without preposition and article: by its shape, or as a predicate's (والتوجه)."""
    if any(r.kind == "masdar" for r in readings(norm)):
        return True
    return any(norm.startswith(lead) and is_masdar(norm[len(lead):]) for lead in _LEADS if len(norm) > len(lead) + 2)
