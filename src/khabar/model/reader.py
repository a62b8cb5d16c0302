"""The model reader: a document (and the lexicon reader's opinion of it) in, `Proposals` out."""

from __future__ import annotations

from functools import cache

from khabar.model.decode import decode
from khabar.model.features import Opinion, features, hints
from khabar.model.pieces import pieces_of
from khabar.model.proposals import proposals
from khabar.model.runtime import Model, load
from khabar.record.mentions import Proposals
from khabar.text.document import Document


@cache
def shipped() -> Model:
    """The model that comes with Khabar, loaded once. Raises ModelError when it cannot be loaded."""
    return load()


def propose(doc: Document, opinion: Opinion | None = None, model: Model | None = None) -> Proposals:
    """What the network finds in a document.

    `opinion` holds the lexicon reader's proposals and its look-up by form; the network was trained with them and
    reads worse without. Offsets are on `doc.text`; every `why` names the model's version and a calibrated
    probability. Raises ModelError when the model cannot be loaded.
    """
    model = model or shipped()
    if not doc.tokens:
        return proposals_of_nothing()
    scores = model.scores(pieces_of(doc.tokens, doc.text, model.tokeniser), features(doc, opinion), hints(doc, opinion))
    return proposals(doc, decode(doc, scores, model.limits), model.version)


def proposals_of_nothing() -> Proposals:
    """An empty document's proposals."""
    return Proposals(layers=dict.fromkeys(("places", "times", "attributions", "events"), "model"))
