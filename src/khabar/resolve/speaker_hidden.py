"""Who speaks when the subject is left out: the last speaker of the level, the subject of the sentence, or the outer voice."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import THAT, gender_of, is_first_name, is_masdar, spelled_as, voice_at, words
from khabar.extract.attributions.limits import LONGEST
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span, contains
from khabar.resolve.speaker_entity import Entity
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_profile import Profile
from khabar.text.document import Document

_BACK = 40
_NAME = 8  # words of a subject with its titles


def hidden_speaker(
    doc: Document,
    mentions: Sequence[AttributionMention],
    profiles: Sequence[Profile],
    speakers: Sequence[Entity | None],
    registry: Registry,
    n: int,
) -> Entity | None:
    """The entity that the understood subject of mention ``n`` is, or None when nobody fits."""
    mention, seen, outer = mentions[n], profiles[n], _level(mentions, n)
    if seen.person in ("1s", "1p"):
        return None if mention.parent is None else speakers[mention.parent]
    if mention.speaker is not None:
        pointed = registry.link_span(mention.speaker, n)
        if _agrees(pointed, seen, seen):
            return pointed
    earlier = [
        k for k in range(max(0, n - _BACK), min(len(mentions), n + _BACK))
        if speakers[k] is not None and k != n and mentions[k].cue[0] < mention.cue[0] and outer in (_level(mentions, k), _relayed_at(mentions, k))
    ]
    earlier.sort(key=lambda k: mentions[k].cue[0], reverse=True)
    here = _sentence_start(doc, mention)
    same = [k for k in earlier if mentions[k].cue[0] >= here]
    for k in same:
        if _agrees(speakers[k], seen, profiles[k]):
            return speakers[k]
    subject = _subject(doc, mentions, seen, registry, n) if seen.number == "p" or not same or seen.kind not in ("participle", "restate") else None
    if subject is None and seen.kind in ("participle", "restate") and same:
        return speakers[same[0]]
    if subject is None and outer is None and seen.kind == "verb":
        subject = _subject_before(doc, mentions, seen, registry, n)
    if subject is not None:
        return subject
    if outer is not None:
        return _outer(speakers, profiles, seen, outer) if not (seen.conjoined and _around(doc, mentions, n)) else None
    fitting = [k for k in earlier if _agrees(speakers[k], seen, profiles[k]) and profiles[k].kind != "noun"]
    for k in [k for k in fitting[:3] if not mentions[k].why.rule.endswith("according")] + fitting:
        return speakers[k]
    return speakers[earlier[0]] if earlier and seen.kind != "noun" else None


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
    if outer is not None and _agrees(outer, seen, profiles[parent]):
        return outer
    return None


def _agrees(entity: Entity | None, seen: Profile, shown: Profile) -> bool:
    """Whether an entity can be the subject by gender and number; its own verb's person counts where its noun is silent."""
    if entity is None:
        return False
    if not seen.gender:
        return True
    if seen.number == "p" and not entity.plural and entity.kind not in ("collective", "group"):
        return False
    if seen.number == "s" and entity.plural and entity.gender == "m":
        return False
    gender = entity.gender or (shown.gender if shown.kind == "verb" else "")
    return not gender or gender == seen.gender


def _sentence_start(doc: Document, mention: AttributionMention) -> int:
    first, _ = doc.tokens_in(mention.cue)
    sentence = doc.sentence_of.get(first)
    return sentence.span[0] if sentence is not None else mention.cue[0]


def _subject(doc: Document, mentions: Sequence[AttributionMention], seen: Profile, registry: Registry, n: int) -> Entity | None:
    """The speaker noun before the cue in its clause that can be its subject: the first; for participles the first behind the
    last verb that opens a clause (هاجم زعيم الحزب، الجمعة، الحكومة …، قائلا), else the nearest."""
    cue, _ = doc.tokens_in(mentions[n].cue)
    sentence = doc.sentence_of.get(cue)
    if sentence is None or cue - sentence.first < 2:
        return None
    first = max([sentence.first, cue - LONGEST, *(doc.tokens_in(span)[0] for span in _around(doc, mentions, n))])
    places: Sequence[int] = range(first, cue)
    if seen.kind == "participle":
        opens = _last_opening(doc, first, cue)
        places = [*range(opens, cue), *range(opens - 1, first - 1, -1)]
    for i in places:
        if _can_be_subject(doc, seen, first, i):
            return _as_subject(doc, registry, n, i, cue)
    if doc.tokens[first].norm.removeprefix("و") in words("auxiliary") and is_first_name(doc.tokens[first + 1].norm):
        end = first + 2  # وكان محمد السادس ملك المغرب قد أرسل …
        while end < min(cue, first + _NAME) and doc.tokens[end].norm not in words("auxiliary") and doc.tokens[end].kind == "word":
            end += 1
        return registry.link_span(doc.span(first + 1, end), n)
    country = next((p for p in registry.places if p[0] == doc.tokens[first + 1].start), None)
    if country is not None and seen.gender == "f" and doc.tokens[first].kind == "word":
        return registry.link_span(country, n)  # قررت أثينا طرد …، متهمة
    return _known_name(doc, seen, registry, first, cue)


def _last_opening(doc: Document, first: int, cue: int) -> int:
    """The last verb before ``cue`` that opens a clause: the first word, behind a comma, or with و or ف; ``first`` where there is none."""
    for i in range(cue - 1, first, -1):
        if doc.clause[i].kind == "verb" and (doc.clause[i].joined or doc.tokens[i - 1].kind == "punct"):
            return i
    return first


def _around(doc: Document, mentions: Sequence[AttributionMention], n: int) -> list[Span]:
    """The clauses of a speaker's words that hold the cue of mention ``n``: its subject is one of theirs, not the speaker. A
    bare noun phrase holds no clause: a verb behind it goes on with the teller (أعربت عن قلقها وطلبت …)."""
    parent = mentions[n].parent
    if parent is None:
        return []
    held = [c for c in mentions[parent].content if contains(c, mentions[n].cue)]
    return [c for c in held if (at := doc.tokens_in(c)[0]) and THAT.match(doc.tokens[at - 1].norm)]


def _known_name(doc: Document, seen: Profile, registry: Registry, first: int, last: int) -> Entity | None:
    """A person named before, whose name stands in the clause: سعت سو تشي إلى …، وتعهدت …"""
    for i in range(first, last):
        entity = registry.named.get(doc.tokens[i].norm)
        if entity is None or (i > first and doc.tokens[i - 1].norm in words("oblique")):
            continue
        entity = registry.root(entity)
        if entity.kind == "person" and not entity.plural and _agrees(entity, seen, seen):
            return entity
    return None


def _subject_before(doc: Document, mentions: Sequence[AttributionMention], seen: Profile, registry: Registry, n: int) -> Entity | None:
    """The person who opens the sentence before, when nobody speaks there: ووضع الرئيس … وقال …"""
    cue, _ = doc.tokens_in(mentions[n].cue)
    sentence = doc.sentence_of.get(cue)
    before = doc.sentence_of.get(sentence.first - 1) if sentence is not None else None
    if sentence is None or before is None or cue > sentence.first:
        return None
    if any(before.span[0] <= m.cue[0] < before.span[1] for m in mentions[max(0, n - _BACK):n + _BACK]):
        return None
    for i in range(before.first, min(before.first + 4, before.last)):
        voice = voice_at(doc.tokens[i].norm)
        if voice is not None and voice.definite and voice.speaker.kind == "person" and _can_be_subject(doc, seen, before.first, i):
            return _as_subject(doc, registry, n, i, before.last)
    return _known_name(doc, seen, registry, before.first, min(before.first + 3, before.last))


def _can_be_subject(doc: Document, seen: Profile, first: int, i: int) -> bool:
    voice = voice_at(doc.tokens[i].norm)
    if voice is None or doc.tokens[i].norm.removeprefix("و") in words("relative") or voice.pre.startswith(("ب", "ل", "ك")) or voice.speaker.kind in ("document", "media") or "و" in voice.pre:
        return False
    before = doc.tokens[i - 1].norm if i > first else ""
    if voice.suf == "ا" and before.endswith("ا"):
        return False  # تراخيا سياسيا: an adjective
    if before in words("oblique") or (doc.tokens[i].norm in words("setting") and not spelled_as(voice, doc.tokens[i].text)):
        return False
    opens = i - 2 < first or doc.tokens[i - 2].kind == "punct"  # تظاهر الآلاف، وفتح الرئيس: a verb opens the clause
    bare = before[1:] if before[:1] in ("ب", "ل", "ك", "و") else before
    if before and not opens and (is_masdar(before) or is_masdar(bare)):
        return False
    if before and (before.startswith("ال") or (voice_at(before) is not None and seen.kind != "participle")):
        return False
    if not voice.definite and not opens and (voice.number == "s" or voice.speaker.kind == "anonymous") and voice.speaker.kind != "collective":
        construct = doc.tokens[i + 1].norm.startswith("ال") and doc.tokens[i + 1].norm not in words("al_words")
        if not construct or voice.speaker.kind == "anonymous":
            return False
    if voice.speaker.kind == "collective":
        return seen.number in ("p", "") or voice.speaker.gender == seen.gender
    if (seen.number == "p" and voice.number == "s") or (seen.number == "s" and voice.number == "p" and voice.speaker.gender == "m"):
        return False
    people = voice.speaker.kind in ("anonymous", "person", "collective", "group") and voice.speaker.gender == "m"
    gender = gender_of(voice, doc.tokens[i].text) if voice.number == "s" else ("m" if people else "f")
    return not seen.gender or gender == seen.gender


def _as_subject(doc: Document, registry: Registry, n: int, i: int, cue: int) -> Entity:
    last = i + 1
    open_ended = not doc.tokens[i].norm.startswith("ال")
    while last < min(cue, i + 8) and doc.tokens[last].kind == "word" and (_goes_on(doc, last) or (open_ended and _may_name(doc, last))):
        open_ended = open_ended and not doc.tokens[last].norm.startswith("ال")
        last += 1
    return registry.link_span(doc.span(i, last), n)


def _may_name(doc: Document, i: int) -> bool:
    norm = doc.tokens[i].norm
    if doc.tokens[i - 1].norm in words("kunya"):
        return True
    return THAT.match(norm) is None and norm not in words("setting") and norm not in words("preposition") and not norm.endswith("ا") and norm[0] not in "وبل" and not is_masdar(norm)


def _goes_on(doc: Document, i: int) -> bool:
    norm = doc.tokens[i].norm
    if "\u064b" in doc.tokens[i].text:  # a written accusative (بياناً) is the verb's object
        return False
    if is_first_name(norm) and doc.tokens[i].text != "على" and voice_at(doc.tokens[i - 1].norm) is not None:
        return True  # الوزير سامر الكيلاني
    return (norm.startswith("ال") and norm not in words("al_words")) or voice_at(norm) is not None
