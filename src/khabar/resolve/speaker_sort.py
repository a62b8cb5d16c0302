"""What a voice is told to be: several parties are a collective, and a source that is said to be a soldier's, a doctor's, is of that kind."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import words
from khabar.record.types import SourceKind
from khabar.resolve.actor_index import index
from khabar.resolve.speaker_entity import Entity
from khabar.resolve.speaker_words import Description
from khabar.text.clause_words import word

_SOURCE = "speaker.unnamed.source"
_FIELDS = ("security", "military", "medical", "judicial", "diplomatic", "official", "local")
_NEAR = 4  # words of a source in which its field is told


def kind_told(entity: Entity) -> SourceKind:
    """The kind of a voice in the record: persons and states that are several are a collective (السعودية والإمارات, القادة)."""
    if entity.kind == "person" and entity.plural:
        return "collective"
    if entity.kind == "organization" and any(_several_states(d) for d in entity.descriptions):
        return "collective"
    return entity.kind


def anonymity_told(entity: Entity) -> str | None:
    """The kind of an unnamed voice: a source's field where its words tell it (مصادر عسكرية, مصدر في المستشفى)."""
    if entity.anonymity != "source":
        return entity.anonymity
    for seen in entity.descriptions:
        if seen.head is None or seen.head.speaker.id != _SOURCE:
            continue
        field = next((f for w in seen.words[1:_NEAR] for f in _FIELDS if _names(w, f)), None)
        if field is not None:
            return field
    return entity.anonymity


def _names(norm: str, field: str) -> bool:
    """Whether a word tells a field, with its preposition and article or without (العسكرية, بالشرطة, بمستشفى)."""
    told = words(f"field_{field}")
    return norm in told or norm.removeprefix("ال") in told or word(norm).stem in told


def _several_states(seen: Description) -> bool:
    """ألمانيا وفرنسا, إسرائيل وحليفها: a state, and another party with و."""
    names = index().names
    n, uses = names.at(seen.words, 0) if seen.words and seen.head is None else (0, ())
    if not n or n >= len(seen.words) or uses[0].actor.kind != "state":
        return False
    return seen.words[n].startswith("و") and len(seen.words[n]) > 3
