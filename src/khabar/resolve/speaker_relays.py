"""Who passes on whose words: a medium that tells of a document (قالت الوزارة في بيان نقلته وكالة …) relays what is said in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.extract.attributions.lexicon import cues_at, voice_at, words
from khabar.record import Why
from khabar.record.mentions import AttributionMention
from khabar.text.document import Document
from khabar.text.fold import fold

_NEAR = 3  # attributions on either side of a relay among which the relayed one is looked for
_DOCUMENT = 5  # words of a document up to the verb of the medium that passes it on
_ASIDE = 2  # words between the speaker and what he speaks in: a comma, a day


def relayed(doc: Document, mentions: Sequence[AttributionMention]) -> tuple[AttributionMention, ...]:
    """The mentions with the one who speaks in a document nested below the medium that passes the document on.

    In: mentions whose ``parent`` is an index into them. Out: the same mentions in the same order; the relay stands where the
    relayed one stood. A relay is a verb with a pronoun (نقلته، نشرتها) behind a document's noun, or behind its الذي.
    """
    found = list(mentions)
    for n, relay in enumerate(mentions):
        document = _document(doc, relay)
        if document is None:
            continue
        near = range(max(0, n - _NEAR), min(len(found), n + _NEAR + 1))
        spoken = next((k for k in sorted(near, key=lambda k: abs(k - n)) if k != n and _speaks_in(doc, found[k], document, doc.tokens_in(relay.cue)[0])), None)
        if spoken is None:
            continue
        above = found[spoken].parent
        note = Why("speaker.relay", note=f"{doc.words(relay.cue)}: the medium passes on what {doc.words(found[spoken].cue)} says")
        found[n] = replace(relay, parent=None if above == n else above)
        found[spoken] = replace(found[spoken], parent=n, why=found[spoken].why.but(parts=(*found[spoken].why.parts, note)))
        if _circle(found, n):
            found[n], found[spoken] = relay, mentions[spoken]
    return tuple(found)


def _document(doc: Document, relay: AttributionMention) -> int | None:
    """The token of the document's noun that the relay's verb is said of; None where it is no relay by a medium."""
    cue = doc.tokens_in(relay.cue)[0]
    if relay.source is None or relay.source < relay.cue or not any(fold(h.cue.lemma) in words("passes_on") and h.table == "past" and h.suf for h in cues_at(doc.norms[cue])):
        return None
    medium = voice_at(doc.norms[doc.tokens_in(relay.source)[0]])
    if medium is None or medium.speaker.kind != "media":
        return None
    at = cue - 1
    at -= doc.norms[at] in words("relative")
    return next((k for k in range(at, max(at - _DOCUMENT, 0), -1) if (v := voice_at(doc.norms[k])) is not None and v.speaker.kind in ("document", "media")), None)  # بيان نقلته, تقارير نشرتها


def _speaks_in(doc: Document, mention: AttributionMention, document: int, relay: int) -> bool:
    """Whether the document is the mention's source (بيان قال), or what its speaker speaks in (وقالت الوزارة، في بيان)."""
    cue, behind = doc.tokens_in(mention.cue)
    if cue >= relay or doc.sentence_of.get(cue) is not doc.sentence_of.get(relay):
        return False
    first, last = doc.tokens_in(mention.source) if mention.source is not None else (cue, behind)
    said = max(behind, last)
    return first == document or (doc.norms[document - 1] in words("spoken_in") and 0 <= document - 1 - said <= _ASIDE)


def _circle(mentions: Sequence[AttributionMention], n: int) -> bool:
    """Whether the way up from mention ``n`` comes back to it."""
    at, steps = mentions[n].parent, 0
    while at is not None and at != n and steps <= len(mentions):
        at, steps = mentions[at].parent, steps + 1
    return at is not None
