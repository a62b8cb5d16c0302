"""From a document and the lexicon reader's opinion to the reading of both."""

from __future__ import annotations

from khabar.combine.chances import with_chances
from khabar.combine.events import events
from khabar.combine.mentions import mentions
from khabar.combine.roles import weighed
from khabar.combine.sides import Sides
from khabar.combine.speech import attributions
from khabar.extract.events.figures import figurative
from khabar.extract.events.triggers import hides_name
from khabar.model.features import Opinion
from khabar.model.reader import Parse, look
from khabar.model.runtime import Model
from khabar.record import EventMention, Proposals
from khabar.text.document import Document

_LAYERS = dict.fromkeys(("places", "times", "attributions", "events"), "lexicon+model")


def combine(doc: Document, opinion: Opinion, parse: Parse | None = None, model: Model | None = None) -> Proposals:
    """The automatic reading of a document (offsets on ``doc.text``). ``parse`` fills in the expressions of the network's
    times. Raises ModelError when the model cannot be loaded."""
    if not doc.tokens:
        return opinion.proposals
    mine, reading, scores = look(doc, opinion, parse, model)
    contents = [s.content.score for s in reading.speeches]
    return join(Sides(doc, opinion.proposals, mine, scores, contents))


def join(sides: Sides) -> Proposals:
    """One reading of both sides."""
    places = mentions(sides, "place", sides.lexicon.places, sides.model.places)
    times = mentions(sides, "time", sides.lexicon.times, sides.model.times)
    where, when = [p.span for p in places], [t.span for t in times]
    told = [e for e in sides.model.events if not _is_none(sides.doc, e)]
    happened = events(sides.lexicon.events, told, where, when, lambda ours, theirs: weighed(sides, ours, theirs))
    ours = {e.trigger: e for e in sides.lexicon.events}
    judged = tuple(with_chances(sides, e, ours.get(e.trigger)) for e in happened)
    return Proposals(places, times, attributions(sides), judged, dict(_LAYERS))


def _is_none(doc: Document, event: EventMention) -> bool:
    """A figure of speech, or what a source fears that asks not to be named: the rules know better there."""
    at = doc.tokens_in(event.trigger)[0]
    return figurative(doc, at, event.type) or hides_name(doc, at)
