"""The kinds of resource and the tables derived from them.

KINDS maps the ``kind:`` of a file to the class of its entries; DERIVED maps a table's name to the kind that it is
computed from and its builder (``module:function``), which takes the entries and returns msgpack-able builtins.
"""

from __future__ import annotations

import importlib
from typing import Any

KINDS: dict[str, str] = {
    "family": "khabar.resources.schema.family:Family",
    "actor": "khabar.resources.schema.actor:Actor",
    "adjective": "khabar.resources.schema.adjective:Adjective",
    "demonym": "khabar.resources.schema.demonym:Demonym",
    "head": "khabar.resources.schema.head:Head",
    "name": "khabar.resources.schema.name:Name",
    "event_type": "khabar.resources.schema.event_type:EventType",
    "gloss": "khabar.resources.schema.gloss:Gloss",
    "gloss_chain": "khabar.resources.schema.gloss_chain:GlossChain",
    "group_weight": "khabar.resources.schema.group_weight:GroupWeight",
    "mapping": "khabar.resources.schema.mapping:Mapping",
    "context": "khabar.resources.schema.context:Context",
    "cue": "khabar.resources.schema.cue:Cue",
    "layout": "khabar.resources.schema.layout:Layout",
    "modality": "khabar.resources.schema.modality:ModalityCue",
    "number": "khabar.resources.schema.number:Number",
    "phase": "khabar.resources.schema.phase:Phase",
    "phrase": "khabar.resources.schema.phrase:Phrase",
    "place": "khabar.resources.schema.place:Place",
    "place_word": "khabar.resources.schema.place_word:PlaceWord",
    "predicate": "khabar.resources.schema.predicate:Predicate",
    "role_weight": "khabar.resources.schema.role_weight:RoleWeight",
    "speaker": "khabar.resources.schema.speaker:Speaker",
    "time": "khabar.resources.schema.time:TimeWord",
    "wordset": "khabar.resources.schema.wordset:WordSet",
    "word": "khabar.resources.schema.word:Word",
}

DERIVED: dict[str, tuple[str, str]] = {
    "modality_forms": ("modality", "khabar.resources.modality_forms:build"),
    "phase_forms": ("phase", "khabar.resources.phase_forms:build"),
    "phrase_forms": ("phrase", "khabar.resources.phrase_forms:build"),
    "event_forms": ("predicate", "khabar.resources.predicate_forms:build"),
    "cue_forms": ("cue", "khabar.resources.cue_forms:build"),
}


def entry_class(kind: str) -> type[Any]:
    """The class of a kind's entries. Raises KeyError for an unknown kind."""
    module, name = KINDS[kind].split(":")
    found: type[Any] = getattr(importlib.import_module(module), name)
    return found
