"""Persons whom a source calls by their office alone, though the report has the name beside it elsewhere (المتحدثة باسم الوزارة … دانة الحسيني)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from khabar.extract.attributions.lexicon import words
from khabar.record.span import Span
from khabar.resolve.speaker_entity import Entity
from khabar.resolve.speaker_links import Registry
from khabar.resolve.speaker_names import is_name_word, name_end
from khabar.resolve.speaker_words import Description, bare_word, describe
from khabar.text.clause_words import word
from khabar.text.document import Document

_FAR = 400  # voices that are looked at: more than any report has, so that a long text costs linear time
_TITLE = range(2, 9)  # words of an office that tells who holds it
_COMMAS = ("،", ",")


def name_offices(doc: Document, registry: Registry) -> None:
    """Gives each voice that is called by its office alone the one name that the report has beside the words for the office."""
    tokens: dict[str, list[int]] = {}  # each word's tokens, looked up once so that a long text costs linear time
    for token in doc.tokens:
        tokens.setdefault(token.norm, []).append(token.i)
    for entity in [e for e in registry.entities[-_FAR:] if e.merged is None]:
        if entity.kind not in ("person", "anonymous") or entity.plural or not all(d.nameless_office for d in entity.descriptions):
            continue
        told = {bare_word(doc.norms[doc.tokens_in(span)[1] - 1]): span for d in entity.descriptions if _definite(d) for span in named_as(doc, d.words, tokens, registry.place_starts)}
        if len(told) != 1:
            continue
        ((surname, span),) = told.items()
        holder = registry.named.get(surname)
        holder = registry.root(holder) if holder is not None else None
        if holder is not None and holder is not entity and _is_called(holder, surname):
            if not (holder.gender and entity.gender and holder.gender != entity.gender):
                _merge(entity, holder, doc.words(span))
            continue
        entity.name, entity.kind, entity.anonymity = doc.words(span).replace("_", " ").replace("#", ""), "person", None
        entity.descriptions.append(describe(entity.name))
        entity.notes.append(f"{entity.name}: the name beside the office, elsewhere in the report")


def named_as(doc: Document, office: tuple[str, ...], tokens: Mapping[str, Sequence[int]], places: Collection[int]) -> list[Span]:
    """Where a personal name stands right behind the folded words of an office, or behind a comma after them.

    ``tokens``: where each folded word stands; ``places``: code points at which places begin.
    """
    found: list[Span] = []
    if len(office) not in _TITLE:
        return found
    for first in sorted((*tokens.get(office[0], ()), *tokens.get("و" + office[0], ()))):
        i, k = first + 1, 1
        while k < len(office) and i < len(doc.tokens) and (doc.norms[i] == office[k] or doc.tokens[i].text in "#_"):
            k += doc.norms[i] == office[k]
            i += 1
        if k < len(office) or i >= len(doc.tokens):
            continue
        i += doc.tokens[i].text in _COMMAS
        while i < len(doc.tokens) and (doc.tokens[i].text in "#_" or doc.norms[i] in words("title")):
            i += 1
        end = name_end(doc, i, article=True, places=places) if i < len(doc.tokens) else i
        if end > i + 1:
            start = doc.tokens[first].start + (doc.norms[first] != office[0])
            found.append((start, doc.tokens[end - 1].end))
    return found


def _definite(seen: Description) -> bool:
    """الرئيس الأميركي, وزير الخارجية الفرنسي: one holds the office; مسؤول أميركي is any."""
    head = seen.head
    return head is not None and (head.definite or (head.speaker.kind == "person" and len(seen.words) > 1 and seen.words[1].startswith("ال")))


def _is_called(holder: Entity, surname: str) -> bool:
    """Whether a voice is called so itself (لوفن, الوزير ستيفان لوفن), not after another (المتحدث باسم لوفن, مستشار للرئيس ستيفان لوفن)."""
    for seen in holder.descriptions if holder.kind == "person" else ():
        name = next((k for k, w in enumerate(seen.words) if is_name_word(w) or bare_word(w) == surname), len(seen.words))
        office = seen.words[:name]
        if bare_word(seen.words[-1] if seen.words else "") == surname and (not office or (office[-1].startswith("ال") and not any(w in words("of_office") or word(w).case for w in office))):
            return True
    return False


def _merge(entity: Entity, holder: Entity, name: str) -> None:
    """Joins two voices that are one person: his office, and his name beside it elsewhere."""
    first, other = sorted((entity, holder), key=lambda e: e.key)
    other.merged = first
    first.descriptions += other.descriptions
    first.spans += other.spans
    first.texts += other.texts
    first.kind, first.anonymity, first.gender = "person", None, first.gender or other.gender
    first.last = max(first.last, other.last)
    named = max((n for n in (holder.name, name) if n is not None), key=len)
    first.name = named
    first.descriptions.append(describe(named))
    first.notes.append(f"{named}: office and name are beside each other elsewhere in the report")
