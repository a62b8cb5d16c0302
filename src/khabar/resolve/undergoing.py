"""Whom an act happens to, where a reader took him for its doer: one accused, besieged, criticised, or bereaved by it."""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.attributions.lexicon import is_first_name, voice_at, words
from khabar.extract.event_lexicon import readings
from khabar.extract.events.roles import belongs, word_set
from khabar.record import EventMention, Span, overlap
from khabar.resolve.agreement import noted
from khabar.text import Document
from khabar.text.phrases import noun_phrase

_RECEIVED = frozenset({"abuse", "accuse", "aid", "airstrike", "attack", "demand", "prosecute", "restrict", "shelling", "support", "threaten"})
_UNDERGOES = 8  # words from a verb of undergoing to the act
_QUALITIES = 3  # adjectives of losses
_ON_THEM = frozenset({"به", "بها", "بهم", "بهما"})
_ONE_PARTY = 2  # words beside a word of accusing that may name one party only
_PASSIVE = "تُ"  # where it is written


def undergone(doc: Document, event: EventMention) -> EventMention:
    """أصبحت قواته [محاصرة] تماما: a participle behind a form of to be, with no object, is said of whom it happened to."""
    i = doc.tokens_in(event.trigger)[0]
    if len(event.agent) != 1 or event.target not in ((), event.agent) or doc.norms[i][:1] != "م" or not any(r.kind == "active" for r in readings(doc.norms[i])):
        return event
    first, last = doc.tokens_in(event.agent[0])
    follows = i + 1 < len(doc.tokens) and doc.tokens[i + 1].kind == "word" and not doc.norms[i + 1].endswith("ا") and doc.clause[i + 1].kind == "noun"
    copula = first - 1 if last == i else last if last == i - 1 else -1  # أصبحت قواته محاصرة, قواته أصبحت محاصرة
    if copula < 0 or follows or doc.norms[copula].removeprefix("و") not in word_set("copula"):
        return event
    return noted(replace(event, agent=(), target=event.agent), doc, event.agent[0], "it is said of, as of whom it happened to")


def received(doc: Document, event: EventMention) -> EventMention:
    """تعرض الحراس [للرشق], واجهت الوزيرة [انتقادات]: the subject of the verb is whom the act is done to."""
    if event.type not in _RECEIVED or len(event.agent) != 1 or event.agent[0] > event.trigger or any(not overlap(t, event.agent[0]) for t in event.target):
        return event
    i, (first, last) = doc.tokens_in(event.trigger)[0], doc.tokens_in(event.agent[0])
    if doc.clause[i].kind == "verb":
        return event
    verb = next((k for k in range(i - 1, max(0, i - _UNDERGOES) - 1, -1) if doc.norms[k].removeprefix("و") in word_set("undergo")), -1)
    if verb < 0 or any(doc.tokens[k].kind == "punct" and k not in range(first, last) for k in range(verb, i)):
        return event
    near = first == verb + 1 or last == verb  # تعرض الحراس للرشق, الحراس تعرضوا للرشق
    if not near or any(doc.clause[k].kind in ("verb", "relative", "subordinator") for k in range(max(verb + 1, last), i)):
        return event
    return noted(replace(event, agent=(), target=event.agent), doc, event.agent[0], "it happened to them")


def charged(doc: Document, event: EventMention) -> EventMention:
    """The event with whom a charge is laid against as its target, where the reader took him for who lays it."""
    if event.type != "accuse" or not event.agent or not is_accused(doc, event.trigger, event.agent[0]):
        return event
    return noted(replace(event, agent=(), target=event.agent), doc, event.agent[0], "the one accused")


def is_accused(doc: Document, word: Span, party: Span) -> bool:
    """Whether the party beside a word of accusing is the one accused.

    [اتهمت] قوات النظام باستخدام …, [متهما] رئيس الوزراء بأنه …, [اتهامات] لواشنطن بأنها …: it stands behind the word, and the charge behind it;
    قوات النظام [متهمة] باستهداف …, طهران [تتهم] بدعم …: it stands before, and the charge right behind the word.
    """
    i, behind = doc.tokens_in(word)
    first, last = doc.tokens_in(party)
    norm = doc.norms[i]
    if not norm.endswith(("تهم", "تهمت", "تهموا", "تهمون", "تهما", "تهمان", "تهمين", "تهمه", "تهام", "تهامات")) or behind >= len(doc.tokens):
        return False
    if norm.endswith("ه") and doc.clause[i].kind == "verb":
        return False  # تتهمه تركيا
    participle = doc.clause[i].kind == "noun"
    if first < i:
        return _charge(doc, behind) and not norm.endswith("ا") and (not participle or i - last <= _ONE_PARTY)
    if first != behind:
        return False
    if not participle and _PASSIVE in doc.tokens[i].text:
        return True  # اتُهمت قوات النظام مرات عدة
    if norm.endswith("ا") and participle:
        return doc.clause[first].case != "ل"  # whoever accuses stands before متهما
    if last - first > _ONE_PARTY or any(_other_party(w) for w in doc.norms[first + 1:last]):
        return False  # معارضون أردوغان: two parties
    return (not participle or doc.clause[first].case == "ل") and _charge(doc, last)


def _other_party(norm: str) -> bool:
    """Whether the second word of a phrase may be another's name: no definite word, no adjective."""
    adjective = norm in words("plain_adjective") or norm.endswith(("ي", "يه"))
    return is_first_name(norm) or not (norm.startswith("ال") or adjective or voice_at(norm) is not None)


def _charge(doc: Document, k: int) -> bool:
    """Whether a charge begins at token ``k``: بدعم, بأنها, ب"المحسوبية"; بحزب الراية says where they are."""
    if k >= len(doc.tokens):
        return False
    body = voice_at(doc.clause[k].stem)
    if body is not None and body.speaker.kind in ("organization", "group", "media"):
        return False
    return doc.clause[k].case == "ب" or doc.norms[k] == "ب" or doc.norms[k].startswith("بان")


def bereaved(doc: Document, event: EventMention) -> EventMention:
    """قدم التنظيم الكثير من [القتلى]: whoever loses, mourns or buries the dead did not kill them."""
    if event.type not in ("kill", "injure") or len(event.agent) != 1 or not event.agent[0] < event.trigger:
        return event
    subject, victims = doc.tokens_in(event.agent[0])[0], doc.tokens_in(event.trigger)[0]
    lost = subject > 0 and doc.norms[subject - 1].removeprefix("و") in word_set("bereaved") and any(r.kind == "noun" for r in readings(doc.norms[victims]))
    if not lost or doc.sentence_of.get(subject) is not doc.sentence_of.get(victims):
        return event
    return noted(replace(event, agent=()), doc, event.agent[0], "lost them")


def suffered(doc: Document, event: EventMention) -> EventMention:
    """[الخسائر] التي منيت بها الجماعة, تكبد الجيش [خسائر], ألحق الجيش [خسائر] بالمسلحين: losses are of whom the verb of suffering names."""
    i = doc.tokens_in(event.trigger)[0]
    if event.type not in ("kill", "injure", "destroy") or not belongs(doc.norms[i], "losses"):
        return event
    sentence = doc.sentence_of.get(i)
    at = _sufferer(doc, i, sentence.last) if sentence is not None else -1
    end = noun_phrase(doc, at, sentence.last) if at >= 0 and sentence is not None else at
    if end <= at:
        return event
    whose = doc.span(at, end, cut=doc.opening(at))
    agent = tuple(a for a in event.agent if not overlap(a, whose))
    if agent == event.agent and any(overlap(t, whose) for t in event.target):
        return event
    return noted(replace(event, agent=agent, target=(whose,)), doc, whose, "whose losses they are")


def _sufferer(doc: Document, i: int, stop: int) -> int:
    """The token that begins the phrase for whoever suffers the losses at token ``i``, or -1."""
    k = i + 1
    while k < min(stop, i + 1 + _QUALITIES) and doc.clause[k].kind == "noun" and not doc.clause[k].case:
        k += 1
    if k + 2 < stop and doc.clause[k].kind == "relative" and belongs(doc.norms[k + 1].removesuffix("ها"), "suffers"):
        at = k + 2 if doc.norms[k + 1].endswith("ها") else k + 3  # تكبدها الجيش, منيت بها الجماعة
        return at if at == k + 2 or doc.norms[k + 2] == "بها" else -1
    if k + 2 < stop and doc.clause[k].kind == "relative" and belongs(doc.norms[k + 1], "inflicts"):
        return k + 2 if doc.clause[k + 2].case == "ب" and doc.norms[k + 2] not in _ON_THEM else -1  # لحقت بالتنظيم
    verb = next((j for j in range(i - 1, max(-1, i - 1 - _UNDERGOES), -1) if belongs(doc.norms[j], "suffers") or belongs(doc.norms[j], "inflicts")), -1)
    if verb < 0 or any(doc.clause[j].kind in ("verb", "relative") or doc.tokens[j].kind == "punct" for j in range(verb + 1, i)):
        return -1
    if belongs(doc.norms[verb], "suffers"):
        return verb + 1 if verb + 1 < i and not doc.clause[verb + 1].case else -1
    at = verb + 1 if doc.clause[verb + 1].case == "ب" else k  # لحقت بالجيش خسائر
    return at if at < stop and doc.clause[at].case == "ب" and doc.norms[at] not in _ON_THEM else -1
