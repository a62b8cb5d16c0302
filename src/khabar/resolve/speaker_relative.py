"""The person whose name stands right before the pronoun of a relative clause, as the one who speaks in it (التقى سامر الحداد الذي تعهد …)."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import is_family, is_first_name, voice_at, words
from khabar.record.mentions import AttributionMention
from khabar.resolve.speaker_elsewhere import full_name
from khabar.resolve.speaker_entity import Entity, agrees
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_names import is_name_word
from khabar.resolve.speaker_profile import Profile
from khabar.text.document import Document

_GENDERS = {"الذي": "m", "التي": "f"}


def named_before(doc: Document, mention: AttributionMention, seen: Profile, registry: Registry, n: int) -> Entity | None:
    """The person named right before الذي or التي in front of a verb of that gender; None where no name stands there."""
    at = doc.tokens_in(mention.cue)[0] - 1
    while at > 0 and (doc.norms[at] in words("auxiliary") or doc.norms[at] in words("filler")):
        at -= 1
    if seen.kind != "verb" or seen.number != "s" or _GENDERS.get(doc.norms[at]) != seen.gender:
        return None
    last = at - 1 - (doc.tokens[at - 1].text in "،,")
    if last < 1 or doc.tokens[last].kind != "word" or voice_at(doc.norms[last]) is not None:
        return None
    if not (is_first_name(doc.norms[last - 1]) and (is_family(doc.norms[last]) or is_name_word(doc.norms[last]))):
        return None
    told = full_name(doc, doc.norms[last])
    entity = registry.link_span(told, n) if told is not None else None
    return entity if agrees(entity, seen, seen) else None
