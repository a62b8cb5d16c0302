"""Fillers that grammar rules out: doers with whom the verb does not agree, doers to whom it happened, loose adjectives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from khabar.extract.attributions.lexicon import gender_of, is_first_name, phrases, voice_at, words
from khabar.extract.event_lexicon import readings
from khabar.extract.events.roles import word_set
from khabar.record import EventMention, Span, Why, overlap
from khabar.text import Document
from khabar.text.phrases import is_nisba

_QUANTIFIERS = frozenset({"speaker.collective.some", "speaker.collective.several", "speaker.collective.one"})
_RECEIVED = frozenset({"abuse", "accuse", "aid", "airstrike", "attack", "demand", "prosecute", "restrict", "shelling", "support", "threaten"})
_UNDERGOES = 8  # words from a verb of undergoing to the act
_ONE_PARTY = 2  # words beside a word of accusing that may name one party only
_PASSIVE = "تُ"  # where it is written
_ISSUED = 4  # words from an issuer to what the document says
_PEOPLE = ("person", "anonymous", "collective")


def agreeing(doc: Document, event: EventMention) -> EventMention:
    """The event without a doer before its verb with whom the verb does not agree (القوات … بيان [يطلب] من مسلحيه)."""
    if len(event.agent) != 1 or event.agent[0] > event.trigger or not disagrees(doc, event.trigger, event.agent[0]):
        return event
    verb, issuer = doc.tokens_in(event.trigger)[0], doc.tokens_in(event.agent[0])[1]
    said = voice_at(doc.norms[verb - 1])
    if said is not None and said.speaker.kind == "document" and verb - issuer <= _ISSUED:
        return event  # دفعت قيادتها إلى إصدار بيان يأمر: the verb agrees with the document, whose issuer she is
    return noted(replace(event, agent=()), doc, event.agent[0], "does not agree with the verb")


def disagrees(doc: Document, verb: Span, doer: Span) -> bool:
    """Whether the verb at ``verb`` cannot have the noun phrase at ``doer``, which stands before it, as its subject.

    Only where the form is a verb of one person alone and the noun is known. What is joined by و and what is counted
    (مجموعة من …, إحدى …) agrees in more ways than one, and the masculine plural stands with bodies of people (التنظيم … ليؤسسوا).
    """
    token = doc.tokens[doc.tokens_in(verb)[0]]
    found = readings(token.norm)
    persons = {r.person for r in found}
    if len(persons) != 1 or any(r.kind != "verb" for r in found):
        return False
    person = persons.pop()
    first, last = doc.tokens_in(doer)
    head = voice_at(doc.norms[first])
    if head is None or head.speaker.id in _QUANTIFIERS or any(w[:1] == "و" for w in doc.norms[first + 1:last]):
        return False
    if person == "3fs" and not _surely_feminine(token.norm):
        return False
    if person not in ("3ms", "3fs"):
        return False
    if head.number == "s":
        return gender_of(head, doc.tokens[first].text) != person[1]
    return person == "3ms" or head.speaker.kind in _PEOPLE


def _surely_feminine(norm: str) -> bool:
    """قتلت, ستطرد: not تواصل, which may be a masculine past form."""
    bare = norm.removesuffix("ها").removesuffix("هم").removesuffix("ه")
    return bare.endswith("ت") or norm.removeprefix("و")[:2] == "ست"


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


def before_contrast(doc: Document, event: EventMention) -> EventMention:
    """بدأوا يتحضرون [للتوجه] إلى ليبيا، لكن التنظيم وخلال اليومين الماضيين نقل …: the two days are of what is opposed to it."""
    behind = [r for r in ("time", "place", "origin", "destination") if (span := getattr(event, r)) is not None and span > event.trigger]
    if not behind:
        return event
    first = doc.tokens_in(event.trigger)[1]
    beyond = [r for r in behind if any(_contrasts(doc, j) for j in range(first, doc.tokens_in(getattr(event, r))[0]))]
    if not beyond:
        return event
    none: dict[str, Any] = dict.fromkeys(beyond)
    return noted(replace(event, **none), doc, getattr(event, beyond[0]), "of a clause that is opposed to this one")


def _contrasts(doc: Document, j: int) -> bool:
    return any(tuple(doc.norms[j:j + len(parts)]) == parts for parts in phrases("contrast").get(doc.norms[j], ()))


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


def without_clitics(doc: Document, event: EventMention) -> EventMention:
    """The event with fillers that begin behind their clitics (و|رئيس, ل|شركة), where the rest is a known noun."""
    agent, target = tuple(_behind_clitics(doc, s) for s in event.agent), tuple(_behind_clitics(doc, s) for s in event.target)
    if (agent, target) == (event.agent, event.target):
        return event
    cut = next(a for a, b in zip((*event.agent, *event.target), (*agent, *target), strict=True) if a != b)
    return noted(replace(event, agent=agent, target=target), doc, cut, "begins behind its clitic")


def _behind_clitics(doc: Document, span: Span) -> Span:
    first = doc.tokens_in(span)[0]
    read, token = doc.clause[first], doc.tokens[first]
    if span[0] != token.start or read.kind != "noun" or not read.known or token.norm.startswith(("لل", "ولل")):
        return span
    return (span[0] + read.joined + len(read.case), span[1])


def whole(doc: Document, event: EventMention) -> EventMention:
    """The event without fillers that are only another adjective of the one before (الدول الأوروبية [والأفريقية])."""
    loose = {s for s in (*event.agent, *event.target) if _joined_adjective(doc, s)}
    if not loose or loose == {*event.agent, *event.target}:
        return event
    kept = replace(event, agent=tuple(s for s in event.agent if s not in loose), target=tuple(s for s in event.target if s not in loose))
    return noted(kept, doc, min(loose), "another adjective of the filler before it")


def _joined_adjective(doc: Document, span: Span) -> bool:
    first = doc.tokens_in(span)[0]
    read, before = doc.clause[first], doc.clause[first - 1] if first else None
    adjective = read.stem.endswith(("ي", "يه")) and read.article and not read.known and voice_at(doc.norms[first].removeprefix("و")) is None
    return adjective and read.joined and before is not None and before.article and is_nisba(before) and doc.tokens[first - 1].kind == "word"


def noted(event: EventMention, doc: Document, span: Span, note: str) -> EventMention:
    """The event with the reason for what was changed in it: the words at ``span`` (code points of the text) and a note."""
    why = Why("role.checked", note=f"{doc.words(span)}: {note}")
    return replace(event, why=event.why.but(parts=(*event.why.parts, why)))
