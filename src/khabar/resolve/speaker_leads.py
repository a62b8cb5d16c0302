"""Names settled once the whole report is known: voices that a summary leaves unnamed, that stay unnamed, that have a fuller name elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from khabar.extract.attributions.lexicon import words
from khabar.resolve.speaker_elsewhere import full_name, issuer_told
from khabar.resolve.speaker_entity import Entity
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_words import bare_word
from khabar.text.document import Document

_FAR = 400  # voices whose full names are looked for: more than any report has, so that a long text costs linear time
_SHARED = 2  # words of one body


def name_leads(entities: Sequence[Entity]) -> None:
    """أحد قياديي الحزب, then نائب رئيس الحزب نبيل …: a summary leaves out the name that follows.

    The pair is the report's first, or the two share the words of their body.
    """
    alive = [e for e in entities if e.merged is None]
    for n, (lead, named) in enumerate(pairwise(alive)):
        head, role = lead.descriptions[0].head, named.descriptions[0].head
        if lead.anonymity != "official" or lead.plural or len(lead.spans) != 1 or head is None or head.definite:
            continue
        if named.kind != "person" or named.anonymity is not None or named.plural or role is None:
            continue
        if lead.gender and named.gender and lead.gender != named.gender:
            continue
        if n and len((lead.descriptions[0].bare & named.descriptions[0].bare) - words("link")) < _SHARED:
            continue
        lead.merged = named
        named.spans[:0] = lead.spans
        named.notes.append(f"{lead.name}: unnamed in the summary, then named")


def name_documents(doc: Document, registry: Registry) -> None:
    """تقرير حقوقي, where the report tells elsewhere whose it is (تقرير منظمة …, التقرير الصادر عن …): the words of its issuer."""
    for entity in [e for e in registry.entities[-_FAR:] if e.merged is None and e.kind == "document"]:
        heads = {bare_word(d.words[0]) for d in entity.descriptions if d.words}
        if len(heads) != 1 or not heads.isdisjoint(words("agreed")) or any(len(d.words) > _SHARED for d in entity.descriptions):
            continue
        noun = heads.pop()
        issuer = issuer_told(doc, noun, registry.place_starts)
        spoke = {registry.root(e).key: registry.root(e) for e in registry.entities[-_FAR:] if noun in e.documents and registry.root(e) is not entity}
        if issuer is None and (len(spoke) != 1 or any(len(d.words) > 1 for d in entity.descriptions)):
            continue
        named = registry.link_span(issuer, entity.last) if issuer is not None else next(iter(spoke.values()))  # قال في بيان
        if named is not entity and named.kind in ("organization", "group", "media", "person"):
            entity.merged = named
            named.spans[:0] = entity.spans
            named.notes.append(f"{entity.name}: its issuer, told elsewhere in the report")


def leave_unnamed(entities: Sequence[Entity]) -> None:
    """Voices that the whole report calls by a definite noun only (الفتاة، المتحدث باسم …) stay unnamed."""
    for entity in entities:
        heads = [d.head for d in entity.descriptions]
        if entity.kind != "person" or entity.anonymity is not None or any(h is None for h in heads):
            continue
        if all(h is not None and h.speaker.kind == "anonymous" for h in heads) and all(d.nameless_office for d in entity.descriptions):
            entity.kind, entity.anonymity = "anonymous", heads[0].speaker.anonymity if heads[0] is not None else None


def name_fully(doc: Document, entities: Sequence[Entity]) -> None:
    """Persons whom their own sources call by a bare surname get the full name that the report has elsewhere."""
    for entity in [e for e in entities[-_FAR:] if e.merged is None]:
        if entity.kind != "person" or entity.anonymity is not None or any(d.head is not None or len(d.words) > 1 for d in entity.descriptions):
            continue
        span = full_name(doc, entity.descriptions[0].words[0]) if entity.descriptions[0].words else None
        if span is not None:
            entity.name = doc.words(span).replace("_", " ").replace("#", "")
            entity.notes.append(f"{entity.name}: the full name, elsewhere in the report")
