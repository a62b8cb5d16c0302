"""The subject of the sentence that an understood speaker is: a speaker noun, a name told elsewhere, a state.

Where a cue leaves its subject out (قائلا, وأضاف) and nobody has spoken in its sentence, whoever acts there speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import (
    THAT,
    Voice,
    gender_of,
    is_first_name,
    is_masdar,
    spelled_as,
    voice_at,
    words,
)
from khabar.extract.attributions.limits import LONGEST
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span, contains
from khabar.resolve.speaker_elsewhere import full_name
from khabar.resolve.speaker_entity import Entity, agrees
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_names import is_name_word, weekdays
from khabar.resolve.speaker_profile import Profile
from khabar.text.document import Document

BACK = 40  # mentions looked at on either side
_NAME = 8  # words of a subject with its titles
_GIVEN = 4  # words of a bare name
_QUANTIFIERS = ("speaker.collective.several", "speaker.collective.some", "speaker.collective.majority")
_OPENING = 5  # words in which a sentence names who acts in it (ولا يبدو أن …)


def subject_of(doc: Document, mentions: Sequence[AttributionMention], seen: Profile, registry: Registry, n: int) -> Entity | None:
    """The speaker noun before the cue in its clause that can be its subject: the first; for participles the first behind the
    last verb that opens a clause (هاجم زعيم الحزب، الجمعة، الحكومة …، قائلا), else the nearest."""
    cue, _ = doc.tokens_in(mentions[n].cue)
    sentence = doc.sentence_of.get(cue)
    if sentence is None or cue - sentence.first < 2:
        return None
    first = max([sentence.first, cue - LONGEST, *(doc.tokens_in(span)[0] for span in clauses_around(doc, mentions, n))])
    places: Sequence[int] = range(first, cue)
    opens = _last_opening(doc, first, cue)
    if seen.kind == "participle":
        places = [*range(opens, cue), *range(opens - 1, first - 1, -1)]
    for i in places:
        if _can_be_subject(doc, seen, first, i):
            return _as_subject(doc, registry, n, i, cue)
    told = _between_auxiliaries(doc, first, cue)
    if told is not None:
        return registry.link_span(told, n)
    if doc.tokens[first].norm.removeprefix("و") in words("auxiliary") and is_first_name(doc.tokens[first + 1].norm):
        end = first + 2  # وكان محمد السادس ملك المغرب قد أرسل …
        while end < min(cue, first + _NAME) and doc.tokens[end].norm not in words("auxiliary") and doc.tokens[end].kind == "word":
            end += 1
        return registry.link_span(doc.span(first + 1, end), n)
    country = next((p for p in registry.places if p[0] == doc.tokens[first + 1].start), None)
    if country is not None and seen.gender == "f" and doc.tokens[first].kind == "word":
        return registry.link_span(country, n)  # قررت أثينا طرد …، متهمة
    return _known_name(doc, seen, registry, first, cue) or (_acting_name(doc, seen, registry, n, opens, cue) if seen.kind == "participle" else None)


def _between_auxiliaries(doc: Document, first: int, cue: int) -> Span | None:
    """وكان [روحاني] قد حذر: a name between كان and قد is the subject of the verb right behind."""
    if doc.tokens[first].norm.removeprefix("و") not in words("was") or doc.tokens[cue - 1].norm not in words("has_done"):
        return None
    if not 1 <= cue - 2 - first <= _GIVEN or not all(is_name_word(doc.tokens[k].norm) for k in range(first + 1, cue - 1)):
        return None
    return doc.span(first + 1, cue - 1)


def clauses_around(doc: Document, mentions: Sequence[AttributionMention], n: int) -> list[Span]:
    """The clauses of a speaker's words that hold the cue of mention ``n``: its subject is one of theirs, not the speaker. A
    bare noun phrase holds no clause: a verb behind it goes on with the teller (أعربت عن قلقها وطلبت …)."""
    parent = mentions[n].parent
    if parent is None:
        return []
    held = [c for c in mentions[parent].content if contains(c, mentions[n].cue)]
    return [c for c in held if (at := doc.tokens_in(c)[0]) and THAT.match(doc.tokens[at - 1].norm)]


def _last_opening(doc: Document, first: int, cue: int) -> int:
    """The last verb before ``cue`` that opens a clause: the first word, behind a comma (and a negation), or with و or ف; ``first`` where there is none."""
    for i in range(cue - 1, first, -1):
        before = i - 1 if doc.tokens[i - 1].norm not in words("negator") else i - 2
        if doc.clause[i].kind == "verb" and (doc.clause[i].joined or before < first or doc.tokens[before].kind == "punct"):
            return i
    return first


def _known_name(doc: Document, seen: Profile, registry: Registry, first: int, last: int) -> Entity | None:
    """A person named before, whose name stands in the clause: سعت سو تشي إلى …، وتعهدت …"""
    for i in range(first, last):
        entity = registry.named.get(doc.tokens[i].norm)
        if entity is None or (i > first and doc.tokens[i - 1].norm in words("oblique")):
            continue
        entity = registry.root(entity)
        if entity.kind == "person" and not entity.plural and agrees(entity, seen, seen):
            return entity
    return None


def _acting_name(doc: Document, seen: Profile, registry: Registry, n: int, opens: int, cue: int) -> Entity | None:
    """The person named right behind the verb that opens the clause, though he has not spoken: وحل ظريف بالصين قائلا."""
    first = opens + 1
    verb = doc.tokens[opens].norm.removeprefix("و")
    if first >= cue or doc.tokens[first].kind != "word" or (seen.number == "s" and seen.gender and (verb.startswith("ت") or verb.endswith("ت")) != (seen.gender == "f")):
        return None
    norm = doc.tokens[first].norm
    if not is_first_name(norm) or doc.tokens[first].text == "على":
        told = full_name(doc, norm) if voice_at(norm) is None else None
        return registry.link_span(told, n) if told is not None else None
    end = first + 1
    while end < min(cue, first + _GIVEN) and doc.tokens[end].kind == "word" and _may_name(doc, end) and not doc.tokens[end].norm.startswith("ال"):
        end += 1
    return registry.link_span(doc.span(first, end), n)


def subject_before(doc: Document, mentions: Sequence[AttributionMention], seen: Profile, registry: Registry, n: int) -> Entity | None:
    """The person who opens the sentence before, when nobody speaks there: ووضع الرئيس … وقال …"""
    cue, _ = doc.tokens_in(mentions[n].cue)
    sentence = doc.sentence_of.get(cue)
    before = doc.sentence_of.get(sentence.first - 1) if sentence is not None else None
    if sentence is None or before is None or cue > sentence.first:
        return None
    if any(before.span[0] <= m.cue[0] < before.span[1] for m in mentions[max(0, n - BACK):n + BACK]):
        return None
    for i in range(before.first, min(before.first + 4, before.last)):
        voice = voice_at(doc.tokens[i].norm)
        if voice is not None and voice.definite and voice.speaker.kind == "person" and _can_be_subject(doc, seen, before.first, i):
            return _as_subject(doc, registry, n, i, before.last)
    return _known_name(doc, seen, registry, before.first, min(before.first + _OPENING, before.last)) or (
        _acting_name(doc, seen, registry, n, before.first, before.last) if doc.clause[before.first].kind == "verb" and is_first_name(doc.tokens[before.first + 1].norm) else None
    )


def body_acting(doc: Document, registry: Registry, n: int, cue: int) -> Entity | None:
    """The body right behind the last verb before ``cue`` in its sentence, or right before it (الشرطة اعتقلت), as a voice."""
    sentence = doc.sentence_of.get(cue)
    if sentence is None:
        return None
    for i in range(cue - 1, max(sentence.first, cue - LONGEST) - 1, -1):
        if doc.clause[i].kind not in ("verb", "both") or doc.clause[i].case or is_first_name(doc.norms[i]):
            continue
        for k in (i + 1, i - 1):
            voice = voice_at(doc.norms[k]) if sentence.first <= k < cue else None
            if voice is not None and voice.speaker.kind == "organization" and voice.pre in ("", "ال") and not voice.suf and doc.tokens[k].kind == "word":
                return _as_subject(doc, registry, n, k, cue)
        if doc.clause[i].kind == "verb":
            return None
    return None


def _can_be_subject(doc: Document, seen: Profile, first: int, i: int) -> bool:
    voice = voice_at(doc.tokens[i].norm)
    if voice is None or doc.tokens[i].norm.removeprefix("و") in words("relative") or voice.pre.startswith(("ب", "ل", "ك")) or voice.speaker.kind in ("document", "media") or "و" in voice.pre:
        return False
    before = doc.tokens[i - 1].norm if i > first else ""
    if voice.suf == "ا" and before.endswith("ا"):
        return False  # تراخيا سياسيا: an adjective
    if voice.suf not in ("", "ا") and voice.speaker.kind in ("organization", "group") and doc.clause[i - 1].kind != "verb":
        return False  # بدأت تركيا حملتها: what the subject has
    if voice.speaker.id in _QUANTIFIERS and not _counts_people(doc, i):
        return False  # ضاعفت عدد قواتها
    led = doc.tokens[i - 1].norm.removeprefix("و") if i else ""
    if led in ("اي", "ايه") or (voice.number == "s" and not voice.definite and led in ("انه", "انها", "لكنه", "لكنها")):
        return False  # أي طرف, إنه شاهد الفيلم
    if before in words("oblique") or before.removeprefix("و") in ("هو", "هي", "هم") or (doc.tokens[i].norm in words("setting") and not spelled_as(voice, doc.tokens[i].text)):
        return False
    opens = i - 2 < first or doc.tokens[i - 2].kind == "punct"  # تظاهر الآلاف، وفتح الرئيس: a verb opens the clause
    opens = opens or (i - 2 == first and doc.tokens[first].norm.removeprefix("و") in words("auxiliary"))  # وقد عرضت حركة …
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


def _counts_people(doc: Document, i: int) -> bool:
    """Whether a noun of number is that of people who can speak (عدد من السكان, بعض النواب), not of things or troops that somebody has."""
    k = i + 1 + (doc.tokens[i + 1].norm == "من") if i + 1 < len(doc.tokens) else i
    voice = voice_at(doc.tokens[k].norm) if k < len(doc.tokens) else None
    return voice is not None and not voice.suf and voice.number != "s" and voice.speaker.kind in ("person", "anonymous", "collective")


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
    if "\u064b" in doc.tokens[i].text or (norm.endswith("ا") and doc.tokens[i - 1].norm.startswith("ال") and not is_first_name(norm)):
        return False  # نشر المحامي [بياناً], وضعت السلطات [مواطنا] …: the verb's object
    if is_first_name(norm) and doc.tokens[i].text != "على" and voice_at(doc.tokens[i - 1].norm) is not None:
        return True  # الوزير سامر الكيلاني
    if norm in weekdays():
        return False
    voice = voice_at(norm)
    if voice is not None and doc.tokens[i - 1].norm.startswith("ال") and norm not in words("title") and _another(voice, norm):
        return False  # استدعت وزارة الخارجية السودانية [السفير] …, قتلت القوات [الشاب], اعتقلت السلطات [مسؤول …]
    return (norm.startswith("ال") and norm not in words("al_words")) or voice is not None


def _another(voice: Voice, norm: str) -> bool:
    """Whether a noun for a person behind a definite one is the verb's object: no adjective of his, and no genitive."""
    if voice.pre == "ال":
        adjective = norm in words("definite_adjective") or norm.endswith(("ي", "يه"))
        return voice.speaker.kind == "person" or (voice.speaker.kind == "anonymous" and voice.number == "s" and voice.gender == "m" and not adjective)
    return not voice.pre and voice.speaker.kind in ("person", "anonymous")
