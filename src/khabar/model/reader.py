"""The model reader: a document and the lexicon reader's opinion of it in, `Proposals` out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from khabar.model.decode import Reading, decode
from khabar.model.features import Opinion, features, hints
from khabar.model.pieces import pieces_of
from khabar.model.proposals import proposals
from khabar.model.runtime import Model, load
from khabar.model.scores import Scores
from khabar.record.mentions import Proposals
from khabar.record.span import Span
from khabar.text.document import Document

#: Parses the words of time spans into expressions (khabar.extract.times.parse_all).
Parse = Callable[[Document, Iterable[Span]], tuple[Any, ...]]


@cache
def shipped() -> Model:
    """The model that comes with Khabar, or the one in the folder that the environment's KHABAR_MODEL names (made by
    `khabar train`), loaded once. Raises ModelError when it cannot be loaded."""
    own = os.environ.get("KHABAR_MODEL")
    return load(Path(own)) if own else load()


def propose(doc: Document, opinion: Opinion | None = None, parse: Parse | None = None, model: Model | None = None) -> Proposals:
    """What the network finds in a document.

    `opinion` holds the lexicon reader's proposals and its look-up by form; the network was trained with them and
    reads worse without. `parse` fills in the expressions of the times. Offsets are on `doc.text`; every `why` names
    the model's version and a calibrated probability. Raises ModelError when the model cannot be loaded.
    """
    if not doc.tokens:
        return proposals(doc, Reading((), (), (), (), ()), "")
    return look(doc, opinion, parse, model).proposals


class Look(NamedTuple):
    """What the network made of a document: proposals, the decoding they come from, and its scores."""

    proposals: Proposals
    reading: Reading
    scores: Scores


def look(doc: Document, opinion: Opinion | None, parse: Parse | None = None, model: Model | None = None) -> Look:
    """The network's proposals (as `propose`) for a document with at least one token, with what they were made from."""
    model = model or shipped()
    pieces = pieces_of(doc.tokens, doc.text, model.tokeniser)
    scores = model.scores(pieces, features(doc, opinion), hints(doc, opinion))
    reading = decode(doc, scores, model.limits)
    found = proposals(doc, reading, model.version, model.curves)
    if parse is not None:
        expressions = parse(doc, [t.span for t in found.times])
        found = replace(found, times=tuple(replace(t, expr=e) for t, e in zip(found.times, expressions, strict=True)))
    return Look(found, reading, scores)
