"""Training examples: an annotated report as arrays over its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from khabar.model.annotation import GoldCount, GoldEvent, GoldReport, GoldSpeech
from khabar.model.features import Features
from khabar.model.labels import ACTS, BIO, LAYERS, MODALITIES, POLARITIES, TYPES, WHATS
from khabar.model.pieces import Pieces, pieces_of
from khabar.model.tokeniser import Tokeniser
from khabar.record.span import Span
from khabar.text.document import Document

IGNORED = -1
Tags = dict[str, NDArray[np.int8]]
Range = tuple[int, int]  # tokens, half-open


@dataclass(slots=True)
class Pointer:
    """From `row` through `channel` to any of `targets` (tokens); no target: the row points nowhere."""

    row: int
    channel: str
    targets: tuple[int, ...]


@dataclass(slots=True)
class Example:
    """One report: pieces, features (classes, tokens × columns), tags and pointers.

    `types` gives the type number (1-based) of each trigger token; `hints` are (channel, row, target) triples that
    the lexicon reader proposes.
    """

    id: str
    pieces: Pieces
    features: Features
    tags: Tags
    pointers: list[Pointer]
    types: dict[int, int]
    hints: list[tuple[str, int, int]] = field(default_factory=list)
    weight: float = 1.0
    hand: int = 0


class Aligner:
    """Finds the tokens of spans, and the other places where the same words stand."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self._sequences: dict[str, list[int]] = {}
        for token in doc.tokens:
            self._sequences.setdefault(token.norm, []).append(token.i)

    def tokens(self, span: Span) -> Range:
        """The tokens that the span touches."""
        return self.doc.tokens_in(span)

    def same(self, span: Range) -> tuple[int, ...]:
        """First tokens of every stretch with the same folded words, the span's own first."""
        norms = [t.norm for t in self.doc.tokens[span[0] : span[1]]]
        found = [
            at
            for at in self._sequences.get(norms[0], [])
            if at != span[0] and [t.norm for t in self.doc.tokens[at : at + len(norms)]] == norms
        ]
        return (span[0], *found)


def example_of(report: GoldReport, doc: Document, tokeniser: Tokeniser, features: Features) -> Example:
    """Arrays of one annotated report; `features` as khabar.model.features makes them for the same document."""
    align = Aligner(doc)
    count = len(doc.tokens)
    tags: Tags = {name: np.full(count, 0 if name in (*BIO, "trigger") else IGNORED, np.int8) for name in LAYERS}
    made = Example(report.id, pieces_of(doc.tokens, doc.text, tokeniser), features, tags, [], {}, weight=report.weight, hand=report.hand)
    for name, spans in (("place", report.places), ("time", report.times)):
        _bio(tags[name], [_mark(made, align, s) for s in spans])
    nouns: list[Range] = []
    for speech in report.speeches:
        _speech(made, align, speech, nouns)
    for event in report.events:
        _event(made, align, event, nouns)
    _bio(tags["mention"], nouns)
    _bio(tags["content"], _outermost([_range(align, s.content) for s in report.speeches]))
    return made


def _mark(made: Example, align: Aligner, span: Span) -> Range:
    """The span's tokens; notes how many letters before it are clitics."""
    first, last = align.tokens(span)
    cut = span[0] - align.doc.tokens[first].start
    made.tags["trim"][first] = min(max(cut, 0), LAYERS["trim"] - 1)
    return first, last


def _noun(made: Example, align: Aligner, span: Span, nouns: list[Range]) -> tuple[int, ...]:
    """A noun phrase: its extent is learnt, and all its equals in the text are good answers."""
    first, last = _mark(made, align, span)
    nouns.append((first, last))
    made.pointers.append(Pointer(first, "end", (last - 1,)))
    return align.same((first, last))


def _speech(made: Example, align: Aligner, speech: GoldSpeech, nouns: list[Range]) -> None:
    first, last = align.tokens(speech.cue)
    _bio(made.tags["cue"], [(first, last)])
    made.tags["act"][first] = ACTS.index(speech.act)
    source: tuple[int, ...] = ()
    if speech.source is not None:
        begin, end = align.tokens(speech.source)
        source = _noun(made, align, speech.source, nouns)[:1]
        _bio(made.tags["source"], [(begin, end)])
    begin, end = _range(align, speech.content)
    _mark(made, align, speech.content[0])
    made.pointers += [
        Pointer(first, "source", source),
        Pointer(first, "content_first", (begin,)),
        Pointer(first, "content_last", (end - 1,)),
    ]
    if speech.speaker is not None:
        _speaker(made, align, first, speech.speaker, nouns)


def _speaker(made: Example, align: Aligner, row: int, spans: Sequence[Span], nouns: list[Range]) -> None:
    named = [_noun(made, align, s, nouns)[0] for s in spans]
    made.pointers.append(Pointer(row, "speaker", tuple(named)))


def _range(align: Aligner, spans: Sequence[Span]) -> Range:
    return align.tokens(spans[0])[0], align.tokens(spans[-1])[1]


def _event(made: Example, align: Aligner, event: GoldEvent, nouns: list[Range]) -> None:
    row = align.tokens(event.trigger)[0]
    if row in made.types:
        return  # two events on one word: the first is learnt
    made.types[row] = TYPES.index(event.type) + 1
    made.tags["trigger"][row] = made.types[row]
    made.tags["modality"][row] = MODALITIES.index(event.modality)
    made.tags["polarity"][row] = POLARITIES.index(event.polarity)
    for role in ("agent", "target"):
        fillers = [_noun(made, align, s, nouns) for s in sorted(event.roles[role])]
        made.pointers.append(Pointer(row, role, fillers[0] if fillers else ()))
        made.pointers.append(Pointer(row, f"also_{role}", fillers[1] if len(fillers) > 1 else ()))
    for role in ("place", "origin", "destination", "time"):
        spans = event.roles[role]
        made.pointers.append(Pointer(row, role, align.same(align.tokens(spans[0])) if spans else ()))
    _count(made, align, row, event.counts, nouns)


def _count(made: Example, align: Aligner, row: int, counts: Sequence[GoldCount], nouns: list[Range]) -> None:
    found = next((c for c in counts if c.span is not None), None)
    if found is None or found.span is None:
        made.pointers.append(Pointer(row, "count", ()))
        return
    first = _noun(made, align, found.span, nouns)[0]
    made.tags["what"][row] = WHATS.index(found.what)
    made.pointers.append(Pointer(row, "count", (first,)))
    made.tags["number"][first] = number_class(found, align.doc.words(found.span))


def number_class(count: GoldCount, words: str) -> int:
    """How the noun phrase gives its number: by a number in it (0), its singular (1), its dual (2)."""
    one_word = len(words.split()) == 1 and not any(c.isdigit() for c in words)
    if one_word and count.min == count.max and count.min in (1, 2):
        return int(count.min)
    return 0


def _bio(layer: NDArray[np.int8], spans: Sequence[Range]) -> None:
    """Writes spans, longest first; one that meets a written span is left out."""
    for first, last in sorted(spans, key=lambda s: s[0] - s[1]):
        if not layer[first:last].any():
            layer[first] = 1
            layer[first + 1 : last] = 2


def _outermost(spans: Sequence[Range]) -> list[Range]:
    return [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
