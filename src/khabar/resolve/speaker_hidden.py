"""Who speaks when the subject is left out: the last speaker of the level, the subject of the sentence, or the outer voice."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import words
from khabar.record.mentions import AttributionMention
from khabar.resolve.speaker_entity import Entity, agrees
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_names import is_name_word
from khabar.resolve.speaker_profile import Profile
from khabar.resolve.speaker_relative import named_before
from khabar.resolve.speaker_subject import BACK, body_acting, clauses_around, subject_before, subject_of
from khabar.resolve.speaker_words import bare_word
from khabar.text.document import Document


def hidden_speaker(
    doc: Document,
    mentions: Sequence[AttributionMention],
    profiles: Sequence[Profile],
    speakers: Sequence[Entity | None],
    registry: Registry,
    n: int,
) -> Entity | None:
    """The entity that the understood subject of mention ``n`` is, or None when nobody fits, or nobody but whom the mention accuses."""
    found = _understood(doc, mentions, profiles, speakers, registry, n)
    return None if found is not None and _is_accused(doc, mentions[n], found) else found


def _is_accused(doc: Document, mention: AttributionMention, found: Entity) -> bool:
    """واتهم الحداد بالتهريب: the name right behind the verb is that of the one accused, whoever else spoke before."""
    i = doc.tokens_in(mention.cue)[1]
    if mention.act != "accuse" or found.kind != "person" or i + 1 >= len(doc.tokens) or doc.clause[i].kind != "noun" or doc.clause[i].case:
        return False
    return any(bare_word(doc.norms[k]) in d.names for d in found.descriptions for k in (i, i + 1) if k == i or is_name_word(doc.norms[k]))


def _understood(
    doc: Document, mentions: Sequence[AttributionMention], profiles: Sequence[Profile], speakers: Sequence[Entity | None],
    registry: Registry, n: int,
) -> Entity | None:
    mention, seen, outer = mentions[n], profiles[n], _level(mentions, n)
    if seen.person in ("1s", "1p"):
        return None if mention.parent is None else speakers[mention.parent]
    if mention.speaker is not None:
        pointed = registry.link_span(mention.speaker, n)
        if agrees(pointed, seen, seen):
            return pointed
    told = named_before(doc, mention, seen, registry, n)
    if told is not None:
        return told
    earlier = [
        k for k in range(max(0, n - BACK), min(len(mentions), n + BACK))
        if speakers[k] is not None and k != n and mentions[k].cue[0] < mention.cue[0] and outer in (_level(mentions, k), _relayed_at(mentions, k))
    ]
    earlier.sort(key=lambda k: mentions[k].cue[0], reverse=True)
    here = _sentence_start(doc, mention)
    same = [k for k in earlier if mentions[k].cue[0] >= here]
    for k in same:
        if agrees(speakers[k], seen, profiles[k]):
            return speakers[k]
    subject = subject_of(doc, mentions, seen, registry, n) if seen.number == "p" or not same or seen.kind not in ("participle", "restate") else None
    if subject is None and seen.kind in ("participle", "restate") and same:
        return speakers[same[0]]
    if subject is None and outer is None and seen.kind == "verb":
        subject = subject_before(doc, mentions, seen, registry, n)
    if subject is not None:
        return subject
    if outer is not None:
        return _outer(speakers, profiles, seen, outer) if not (seen.conjoined and clauses_around(doc, mentions, n)) else None
    fitting = [k for k in earlier if agrees(speakers[k], seen, profiles[k]) and profiles[k].kind != "noun" and not _aside(doc, mentions[k])]
    for k in [k for k in fitting[:3] if not mentions[k].why.rule.endswith("according")] + fitting:
        return speakers[k]
    return speakers[earlier[0]] if earlier and seen.kind != "noun" else None


def charging(doc: Document, mentions: Sequence[AttributionMention], registry: Registry, n: int) -> Entity | None:
    """اعتقلت الشرطة … بتهمة …: the body that opens the clause as the subject of its verb and lays the charge; None where there is none."""
    cue = doc.tokens_in(mentions[n].cue)[0]
    if mentions[n].act != "accuse" or doc.norms[cue] not in words("on_charge"):
        return None
    return body_acting(doc, registry, n, cue)


def _aside(doc: Document, mention: AttributionMention) -> bool:
    """Whether somebody speaks only inside a relative clause about another (المدرب، الذي [تتهمه] المعارضة، قال …): the next sentence is not his."""
    at = doc.tokens_in(mention.cue)[0] - 1
    while at > 0 and (doc.norms[at] in words("auxiliary") or doc.norms[at] in words("filler")):
        at -= 1
    return doc.norms[at] in words("which") and mention.source is not None and mention.source[0] > mention.cue[0]


def _level(mentions: Sequence[AttributionMention], n: int) -> int | None:
    """The parent of a mention, an according-to phrase around its clause left out: its main clause is still the report's."""
    parent = mentions[n].parent
    if parent is not None and mentions[parent].why.rule.endswith("according"):
        return mentions[parent].parent
    return parent


def _relayed_at(mentions: Sequence[AttributionMention], n: int) -> int | None:
    """The level of the relay whose voice mention ``n`` is (نقلت وكالة عن الوزير قوله …): its words go on on the relay's level."""
    parent = mentions[n].parent
    if parent is not None and mentions[parent].content == mentions[n].content:
        return _level(mentions, parent)
    return _level(mentions, n)


def _outer(
    speakers: Sequence[Entity | None], profiles: Sequence[Profile], seen: Profile, parent: int
) -> Entity | None:
    """A hidden subject inside somebody's words: the speaker himself, when he agrees (عقب ما قالت إنه …). A conjoined verb
    goes on with another subject of his words (إن المسلحين دخلوا المستشفى وطلبوا …), whom the text does not name as a voice."""
    outer = speakers[parent]
    if outer is not None and agrees(outer, seen, profiles[parent]):
        return outer
    return None


def _sentence_start(doc: Document, mention: AttributionMention) -> int:
    first, _ = doc.tokens_in(mention.cue)
    sentence = doc.sentence_of.get(first)
    return sentence.span[0] if sentence is not None else mention.cue[0]
