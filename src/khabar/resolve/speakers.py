"""Speakers: which sources of a report are the same voice, and who speaks where the text leaves the subject out.

Explicit sources are joined by shared names, by repeated descriptions (المصدر، المسؤول الكردي) and by their head noun;
hidden subjects (وأضاف، مشيرا، على حد قوله) take the last speaker of their level that agrees in gender and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.extract.attributions.lexicon import words
from khabar.record.mentions import AttributionMention, PlaceMention
from khabar.record.span import quote
from khabar.record.types import Attribution, Source
from khabar.record.why import Why
from khabar.resolve.speaker_entity import Entity
from khabar.resolve.speaker_hidden import charging, hidden_speaker
from khabar.resolve.speaker_leads import leave_unnamed, name_documents, name_fully, name_leads
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_passive import unvowelled_passive
from khabar.resolve.speaker_profile import Profile, profile
from khabar.resolve.speaker_reasons import reason_and_position
from khabar.resolve.speaker_relays import relayed
from khabar.resolve.speaker_roles import role_and_affiliation
from khabar.resolve.speaker_sort import anonymity_told, kind_told
from khabar.resolve.speaker_titles import name_offices
from khabar.resolve.speaker_words import describe
from khabar.text.document import Document

UNKNOWN = "unknown"


def resolve(
    doc: Document, mentions: Sequence[AttributionMention], places: Iterable[PlaceMention] = ()
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """Sources (ids s1 …) and attributions (ids a1 …, in the order of ``mentions``) of a report.

    ``places``: a place name that speaks (قالت موسكو) stands for its government.
    An attribution whose speaker the text does not tell has ``who`` pointing at a nameless anonymous source.
    """
    mentions = relayed(doc, mentions)
    registry = Registry(doc, {place.span for place in places})
    speakers: list[Entity | None] = [None] * len(mentions)
    profiles = [profile(doc, m) for m in mentions]
    for n in sorted(range(len(mentions)), key=lambda k: (mentions[k].cue[0], k)):
        mention = mentions[n]
        if mention.source is not None:
            speakers[n] = None if describe(doc.words(mention.source)).hearsay else registry.link(mention, n)
            _learn_gender(speakers[n], profiles[n])
        elif unvowelled_passive(doc, mention):
            speakers[n] = None
        elif not profiles[n].hidden:
            speakers[n] = charging(doc, mentions, registry, n)
        else:
            speakers[n] = hidden_speaker(doc, mentions, profiles, speakers, registry, n)
        _learn_document(doc, mention, speakers[n])
    name_documents(doc, registry)
    name_offices(doc, registry)
    leave_unnamed(registry.entities)
    name_fully(doc, registry.entities)
    name_leads(registry.entities)
    return _records(doc, mentions, registry, speakers)


def _learn_gender(entity: Entity | None, shown: Profile) -> None:
    """A bare name is a man's or a woman's as its verb has it (وأضاف بوريطة): no verb of the other gender is then taken for it."""
    if entity is not None and not entity.gender and entity.kind == "person" and not entity.plural and shown.kind == "verb" and shown.number == "s":
        entity.gender = shown.gender


def _learn_document(doc: Document, mention: AttributionMention, entity: Entity | None) -> None:
    """قالت الحسيني في بيان …: what a voice speaks in is its own, and البيان further on is the same voice."""
    if entity is None:
        return
    k = doc.tokens_in(mention.source if mention.source is not None and mention.source > mention.cue else mention.cue)[1]
    if k + 1 < len(doc.tokens) and doc.norms[k] in ("في", "عبر") and doc.norms[k + 1] in words("issued_document"):
        entity.documents.add(doc.norms[k + 1])


def _records(
    doc: Document, mentions: Sequence[AttributionMention], registry: Registry, speakers: Sequence[Entity | None]
) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    ids: dict[int, str] = {}
    sources: list[Source] = []
    for entity in [registry.root(s) for s in speakers if s is not None]:
        if entity.key not in ids:
            ids[entity.key] = f"s{len(sources) + 1}"
            sources.append(_source(doc, registry, entity, ids[entity.key]))
    nobody = f"s{len(sources) + 1}"
    if any(s is None for s in speakers):
        why = Why("speaker.unknown", note="the text does not tell who speaks")
        sources.append(Source(nobody, None, "anonymous", True, (), why=why))
    attributions = tuple(
        _attribution(doc, m, n, nobody if s is None else ids[registry.root(s).key])
        for n, (m, s) in enumerate(zip(mentions, speakers, strict=True))
    )
    return tuple(sources), attributions


def _source(doc: Document, registry: Registry, entity: Entity, ident: str) -> Source:
    role, affiliation = None, None
    for text in sorted(entity.texts, key=len, reverse=True):
        role, affiliation = role_and_affiliation(text)
        if role is not None:
            break
    reason, position = reason_and_position(doc, entity.spans) if entity.anonymity else (None, None)
    return Source(
        ident,
        entity.name,
        kind_told(entity),
        entity.anonymity is not None,
        tuple(sorted(set(entity.spans))),
        reason=reason,
        role=role,
        affiliation=affiliation,
        anonymity=anonymity_told(entity),
        how_many=entity.how_many,
        position=position,
        why=Why("speaker.coreference", note="; ".join(dict.fromkeys(entity.notes))),
    )


def _attribution(doc: Document, mention: AttributionMention, n: int, who: str) -> Attribution:
    text = doc.text
    return Attribution(
        f"a{n + 1}",
        quote(text, mention.cue),
        quote(text, mention.source) if mention.source else None,
        who,
        tuple(quote(text, span) for span in mention.content),
        mention.mode,
        mention.act,
        None if mention.parent is None else f"a{mention.parent + 1}",
        mention.why,
        stance=mention.stance,
        addressee=quote(text, mention.addressee) if mention.addressee else None,
        medium=quote(text, mention.medium) if mention.medium else None,
        occasion=quote(text, mention.occasion) if mention.occasion else None,
    )
