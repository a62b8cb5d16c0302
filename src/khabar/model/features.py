"""What is known of each token before the encoder reads it: layout, numbers, quotations, and the lexicon's opinion.

Every column holds small classes, of which 0 means that nothing is known. The lexicon's opinion comes as the `Proposals` of the lexicon reader: the network learns where to trust it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from khabar.model.labels import ACTS, MODALITIES, TYPES
from khabar.record.mentions import EventMention, Proposals
from khabar.record.span import Span
from khabar.text.document import Document

#: Kinds of word that a predicate may be.
FORMS = ("verb", "masdar", "noun", "active", "participle")
#: Columns with their number of classes beyond 0. The order is part of a trained file.
COLUMNS: dict[str, int] = {
    "kind": 4,  # word, number, punctuation, word in Latin letters
    "opens": 2,  # first token of a sentence, of a line
    "block": 6,  # title, heading, dateline or byline, paragraph, unread, other
    "quote": 2,  # inside a quotation, inside an inner one
    "number": 3,  # begins a number, continues it, dual noun
    "value": 4,  # the number is 1, 2, at most 2000, more
    "may": len(TYPES) + 1,  # event types that the word's form may have by the predicate lexicon; the last: a light verb
    "may_2": len(TYPES) + 1,
    "may_3": len(TYPES) + 1,
    "form": len(FORMS),
    "place": 2,  # begins or continues a place mention
    "time": 2,
    "cue": 2,
    "act": len(ACTS),
    "source": 2,
    "content": 2,  # inside reported content, inside nested content
    "type": len(TYPES),
    "modality": len(MODALITIES),
    "negated": 1,
    "agent": 2,
    "target": 2,
    "counted": 2,
}
#: Columns that depend on the lexicon reader; training drops them now and then so that the text itself is read.
FROM_LEXICON = tuple(list(COLUMNS)[list(COLUMNS).index("may") :])
SIZES: tuple[int, ...] = tuple(COLUMNS.values())
_BASE = {name: sum(SIZES[:i]) for i, name in enumerate(COLUMNS)}  # where class 1 lies among all classes
_INDEX = {name: i for i, name in enumerate(COLUMNS)}
_KINDS = {"word": 1, "number": 2, "punct": 3}
_BLOCKS = {"title": 1, "heading": 2, "dateline": 3, "byline": 3, "paragraph": 4}
Features = NDArray[np.int16]


class Sheet:
    """The table being filled: tokens × columns of classes."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.rows: Features = np.zeros((len(doc.tokens), len(COLUMNS)), np.int16)

    def put(self, column: str, token: int, value: int) -> None:
        """Sets one class (from 1; 0 clears)."""
        self.rows[token, _INDEX[column]] = min(value, COLUMNS[column])

    def span(self, column: str, span: Span | None) -> None:
        """Marks a span as begin (1) and inside (2)."""
        if span is None:
            return
        first, last = self.doc.tokens_in(span)
        for i in range(first, last):
            self.put(column, i, 1 if i == first else 2)


def spread(classes: Features) -> NDArray[np.float32]:
    """Classes as the network takes them: tokens × all classes of all columns, 1 where one holds."""
    out = np.zeros((len(classes), sum(SIZES)), np.float32)
    tokens, columns = np.nonzero(classes)
    out[tokens, _BASES[columns] + classes[tokens, columns] - 1] = 1.0
    return out


_BASES = np.array(list(_BASE.values()))
Lookup = Callable[[str], Sequence[tuple[str, str]]]


class Opinion(NamedTuple):
    """What the lexicon reader says of a document: its proposals, and its look-up of (type, kind of word) by form."""

    proposals: Proposals
    lookup: Lookup


def features(doc: Document, opinion: Opinion | None = None) -> Features:
    """Classes of every token (tokens × columns, int16; 0: nothing known)."""
    sheet = Sheet(doc)
    _layout(sheet)
    _numbers(sheet)
    if opinion is not None:
        _forms(sheet, opinion.lookup)
        _lexicon(sheet, opinion.proposals)
    return sheet.rows


def _forms(sheet: Sheet, lookup: Lookup) -> None:
    """Up to three event types of each word by its form alone, and the first one's kind of word."""
    for token in sheet.doc.tokens:
        if token.kind != "word":
            continue
        found = lookup(token.norm)
        types = dict.fromkeys(t for t, _ in found)
        for column, name in zip(("may", "may_2", "may_3"), types, strict=False):
            sheet.put(column, token.i, TYPES.index(name) + 1 if name in TYPES else len(TYPES) + 1)
        if found:
            sheet.put("form", token.i, FORMS.index(found[0][1]) + 1)


def _layout(sheet: Sheet) -> None:
    doc = sheet.doc
    line = -1
    for token in doc.tokens:
        latin = token.kind == "word" and token.norm.isascii()
        sheet.put("kind", token.i, 4 if latin else _KINDS[token.kind])
        if token.line != line:
            sheet.put("opens", token.i, 2)
            line = token.line
        sheet.put("block", token.i, 5)
    for sentence in doc.sentences:
        if not sheet.rows[sentence.first, _INDEX["opens"]]:
            sheet.put("opens", sentence.first, 1)
        for i in range(sentence.first, sentence.last):
            sheet.put("block", i, _BLOCKS.get(sentence.kind, 6))
    for quote in doc.quotes:
        for i in range(quote.first, quote.last):
            sheet.put("quote", i, 1 if quote.depth == 0 else 2)


def _numbers(sheet: Sheet) -> None:
    for number in sheet.doc.numbers:
        dual = number.form == "dual"
        value = number.value or 0
        for i in range(number.first, number.last):
            sheet.put("number", i, 3 if dual else 1 if i == number.first else 2)
            sheet.put("value", i, 1 if value == 1 else 2 if value == 2 else 3 if value <= 2000 else 4)


def _lexicon(sheet: Sheet, lexicon: Proposals) -> None:
    for place in lexicon.places:
        sheet.span("place", place.span)
    for time in lexicon.times:
        sheet.span("time", time.span)
    depth = np.zeros(len(sheet.doc.tokens), np.int32)
    for speech in lexicon.attributions:
        sheet.span("cue", speech.cue)
        sheet.put("act", sheet.doc.tokens_in(speech.cue)[0], ACTS.index(speech.act) + 1)
        sheet.span("source", speech.source)
        for part in speech.content:
            first, last = sheet.doc.tokens_in(part)
            depth[first:last] += 1
    for i in np.flatnonzero(depth):
        sheet.put("content", int(i), int(depth[i]))
    for event in lexicon.events:
        _event(sheet, event)


def _event(sheet: Sheet, event: EventMention) -> None:
    row = sheet.doc.tokens_in(event.trigger)[0]
    sheet.put("type", row, TYPES.index(event.type) + 1)
    sheet.put("modality", row, MODALITIES.index(event.modality) + 1)
    sheet.put("negated", row, int(event.polarity == "neg"))
    for column, spans in (("agent", event.agent), ("target", event.target), ("counted", [c.span for c in event.count])):
        for span in spans:
            sheet.span(column, span)


#: Channel, row token, target token (-1: the lexicon finds nothing); channel "type" holds the type's number instead.
Hint = tuple[str, int, int]


def hints(doc: Document, opinion: Opinion | None) -> list[Hint]:
    """The lexicon reader's relations as pointers (channel, from token, to token)."""
    if opinion is None:
        return []
    lexicon = opinion.proposals

    def at(span: Span) -> int:
        return doc.tokens_in(span)[0]

    out: list[Hint] = []
    for event in lexicon.events:
        row = at(event.trigger)
        out.append(("type", row, TYPES.index(event.type) + 1))
        for role in ("agent", "target"):
            out += _pair(role, row, [at(s) for s in getattr(event, role)])
        for role in ("place", "origin", "destination", "time"):
            span = getattr(event, role)
            out.append((role, row, at(span) if span else -1))
        out.append(("count", row, at(event.count[0].span) if event.count else -1))
    for speech in lexicon.attributions:
        row = at(speech.cue)
        out.append(("source", row, at(speech.source) if speech.source else -1))
        if speech.content:
            out.append(("content_first", row, at(speech.content[0])))
            out.append(("content_last", row, doc.tokens_in(speech.content[-1])[1] - 1))
        out.append(("speaker", row, at(speech.speaker) if speech.speaker else -1))
    return out


def _pair(role: str, row: int, starts: list[int]) -> Iterable[Hint]:
    yield role, row, starts[0] if starts else -1
    yield f"also_{role}", row, starts[1] if len(starts) > 1 else -1


def leanings() -> list[tuple[int, str, int, float]]:
    """Which tag each opinion speaks for: (place among all classes, layer, tag, strength), where training starts from."""
    out: list[tuple[int, str, int, float]] = []
    for column, strength in (("type", 2.0), ("may", 1.0), ("may_2", 1.0), ("may_3", 1.0)):
        out += [(_BASE[column] + i, "trigger", i + 1, strength) for i in range(len(TYPES))]
    for column in ("place", "time", "cue", "source"):
        out += [(_BASE[column] + i, column, i + 1, 2.0) for i in range(2)]
    out += [(_BASE["act"] + i, "act", i, 2.0) for i in range(len(ACTS))]
    out += [(_BASE["modality"] + i, "modality", i, 2.0) for i in range(len(MODALITIES))]
    out.append((_BASE["negated"], "polarity", 1, 3.0))
    return out
