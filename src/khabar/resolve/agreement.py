"""Fillers that grammar rules out: doers with whom the verb does not agree, what is opposed to the act, clitics and loose adjectives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from khabar.extract.attributions.lexicon import find_phrase, gender_of, voice_at
from khabar.extract.event_lexicon import readings
from khabar.record import EventMention, Span, Why
from khabar.text import Document
from khabar.text.phrases import conjuncts, is_nisba

_QUANTIFIERS = frozenset({"speaker.collective.some", "speaker.collective.several", "speaker.collective.one"})
_EACH = frozenset({"كل", "كلا", "كلتا"})
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


def before_contrast(doc: Document, event: EventMention) -> EventMention:
    """بدأوا يتحضرون [للتوجه] إلى ليبيا، لكن التنظيم وخلال اليومين الماضيين نقل …: the two days are of what is opposed to it."""
    behind = [r for r in ("time", "place", "origin", "destination") if (span := getattr(event, r)) is not None and span > event.trigger]
    if not behind:
        return event
    first = doc.tokens_in(event.trigger)[1]
    beyond = [r for r in behind if find_phrase(doc.norms, "contrast", first, doc.tokens_in(getattr(event, r))[0])]
    if not beyond:
        return event
    none: dict[str, Any] = dict.fromkeys(beyond)
    return noted(replace(event, **none), doc, getattr(event, beyond[0]), "of a clause that is opposed to this one")


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
    return doc.span(first, first + 1, cut=read.clitics)[0], span[1]


def whole(doc: Document, event: EventMention) -> EventMention:
    """The event without fillers that are only another adjective of the one before (الدول الأوروبية [والأفريقية])."""
    loose = {s for s in (*event.agent, *event.target) if _joined_adjective(doc, s)}
    if not loose or loose == {*event.agent, *event.target}:
        return event
    kept = replace(event, agent=tuple(s for s in event.agent if s not in loose), target=tuple(s for s in event.target if s not in loose))
    return noted(kept, doc, min(loose), "another adjective of the filler before it")


def of_each(doc: Document, event: EventMention) -> EventMention:
    """The event with the parties that كل من leads in (بالتنسيق مع [كل] من الولايات المتحدة وفرنسا), where a reader took the word alone."""
    agent, target = (tuple(part for span in role for part in _each(doc, span)) for role in (event.agent, event.target))
    if (agent, target) == (event.agent, event.target):
        return event
    new = next(s for s in (*agent, *target) if s not in event.agent and s not in event.target)
    return noted(replace(event, agent=agent, target=target), doc, new, "each of those named")


def _each(doc: Document, span: Span) -> tuple[Span, ...]:
    first, last = doc.tokens_in(span)
    sentence = doc.sentence_of.get(first)
    if sentence is None or last != first + 1 or doc.clause[first].stem not in _EACH or last + 1 >= sentence.last or doc.norms[last] != "من":
        return (span,)
    return tuple(doc.span(start, stop, cut=doc.opening(start)) for start, stop in conjuncts(doc, last + 1, sentence.last)) or (span,)


def _joined_adjective(doc: Document, span: Span) -> bool:
    first = doc.tokens_in(span)[0]
    read, before = doc.clause[first], doc.clause[first - 1] if first else None
    adjective = read.stem.endswith(("ي", "يه")) and read.article and not read.known and voice_at(doc.norms[first].removeprefix("و")) is None
    return adjective and read.joined and before is not None and before.article and is_nisba(before) and doc.tokens[first - 1].kind == "word"


def noted(event: EventMention, doc: Document, span: Span, note: str) -> EventMention:
    """The event with the reason for what was changed in it: the words at ``span`` (code points of the text) and a note."""
    why = Why("role.checked", note=f"{doc.words(span)}: {note}")
    return replace(event, why=event.why.but(parts=(*event.why.parts, why)))
