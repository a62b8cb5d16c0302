"""Voices that a summary leaves unnamed and the next paragraph names."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from khabar.extract.attributions.lexicon import words
from khabar.resolve.speaker_entity import Entity

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
