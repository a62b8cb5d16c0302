"""Agreement of a verb with a doer before it: a masculine verb has no feminine or plural one, a feminine one no man."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import gender_of, voice_at
from khabar.extract.event_lexicon import readings
from khabar.record import Span
from khabar.text import Document

_QUANTIFIERS = frozenset({"speaker.collective.some", "speaker.collective.several", "speaker.collective.one"})
_PEOPLE = ("person", "anonymous", "collective")


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
