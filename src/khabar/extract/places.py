"""Recognition of place names: which words of a report name a specific place.

A name counts when what is known of it and the words around it weigh enough: kind words (مدينة X), relations (شرق X),
prepositions, lists with other places, what the rest of the report speaks of. See docs/places.md.
"""

from __future__ import annotations

from functools import cache

from khabar.extract.places_gate import ENOUGH, Candidate, weigh
from khabar.extract.places_join import join, repeated
from khabar.extract.places_kinds import announced, continued, introduced
from khabar.extract.places_metonym import metonym
from khabar.extract.places_names import Names, clitic_length
from khabar.extract.places_relation import relation_before
from khabar.extract.places_words import words
from khabar.record.mentions import PlaceMention
from khabar.record.span import Span
from khabar.record.why import Why
from khabar.resources.gazetteer import gazetteer
from khabar.text.document import Document
from khabar.text.sentences import Sentence


@cache
def names() -> Names:
    """The finder over the gazetteer, opened once."""
    return Names(gazetteer())


def find(doc: Document) -> tuple[PlaceMention, ...]:
    """The mentions of named places in the blocks that are read, in text order, not overlapping.

    A mention's span leaves out clitics and, but for facilities and landscape (مطار X، جبل X), the kind word.
    """
    finder = names()
    found: list[Candidate] = []
    for sentence in doc.sentences:
        found += candidates(finder, doc, sentence)
    accepted = repeated(doc, join(finder, doc, found))
    return tuple(mention(finder, doc, c) for c in accepted)


def candidates(finder: Names, doc: Document, sentence: Sentence) -> list[Candidate]:
    """Everything in one sentence that may be a place name, weighed; at most one for a token, the longest first."""
    tokens, kinds, announces = doc.tokens, words().kinds, words().announces
    out: list[Candidate] = []
    i, last = sentence.first, sentence.last
    while i < last:
        token = tokens[i]
        candidate = None
        if token.kind == "word":
            hits = finder.at(tokens, i, last)
            long = hits and hits[0].last - hits[0].first > 1
            if token.norm in announces:
                candidate = _announced(finder, doc, i, sentence)
            elif token.norm in kinds and not long:
                candidate = _kinded(finder, doc, i, sentence)
            if candidate is None and hits:
                candidate = _best(finder, doc, hits, sentence)
        if candidate is None:
            i += 1
        else:
            out.append(candidate)
            out += _list(finder, doc, candidate, sentence)
            i = out[-1].last
    return out


def _announced(finder: Names, doc: Document, i: int, sentence: Sentence) -> Candidate | None:
    found = announced(finder, doc.tokens, i, sentence.first, sentence.last)
    if found is None:
        return None
    ground = f"in a list announced after the kind word {doc.tokens[found.at].text}"
    return Candidate(found.first, found.last, found.hit, found, None, 4.0, (ground,))


def _list(finder: Names, doc: Document, c: Candidate, sentence: Sentence) -> list[Candidate]:
    """The further names of a list that a kind word in the plural opened."""
    out: list[Candidate] = []
    found = c.kinded
    while found is not None:
        found = continued(finder, doc.tokens, found, sentence.last)
        if found is not None:
            ground = f"in a list after the kind word {doc.tokens[found.at].text}"
            out.append(Candidate(found.first, found.last, found.hit, found, None, 4.0, (ground,)))
    return out


def _kinded(finder: Names, doc: Document, i: int, sentence: Sentence) -> Candidate | None:
    found = introduced(finder, doc.tokens, i, sentence.last)
    if found is None:
        return None
    relation = relation_before(doc, i, sentence.first)
    ground = f"after the kind word {doc.tokens[i].text}"
    return Candidate(found.first, found.last, found.hit, found, relation, 5.0, (ground,))


def _best(finder: Names, doc: Document, hits: tuple[object, ...], sentence: Sentence) -> Candidate | None:
    """The longest name that weighs enough, else the one that weighs most."""
    weighed = [weigh(finder, doc, hit, sentence.first, sentence.last) for hit in hits]  # type: ignore[arg-type]
    kept = [c for c in weighed if c is not None]
    enough = [c for c in kept if c.weight >= ENOUGH]
    return enough[0] if enough else max(kept, key=lambda c: c.weight, default=None)


def mention(finder: Names, doc: Document, c: Candidate) -> PlaceMention:
    """The mention that an accepted candidate stands for."""
    tokens = doc.tokens
    kind = c.kinded.kind if c.kinded else None
    rows = finder.gazetteer.find(c.hit.key) if c.hit else ()
    rule = "places.kind" if c.kinded else "places.name"
    if c.hit is None:
        rule = "places.unknown_name" if c.kinded else "places.repeated_name"
    why = Why(
        rule,
        entry=kind.id if kind else None,
        at=kind.at if kind else None,
        score=round(c.weight, 1),
        meaning=f"weight of the grounds; {ENOUGH} is enough",
        note="; ".join(c.grounds),
    )
    return PlaceMention(
        span=_span(doc, c),
        why=why,
        kind_word=tokens[c.kinded.at].text if c.kinded else None,
        relation=c.relation.name if c.relation else None,
        candidates=rows,
        metonym=metonym(finder, doc, c),
    )


def _span(doc: Document, c: Candidate) -> Span:
    tokens = doc.tokens
    if c.kinded is not None and c.kinded.kind.in_name and not c.kinded.far:
        start = tokens[c.kinded.at].start + _kind_clitic(tokens[c.kinded.at].text, tokens[c.kinded.at].norm)
    else:
        start = tokens[c.first].start + clitic_length(tokens[c.first].text, c.clitic)
    return start, tokens[c.last - 1].end


def _kind_clitic(text: str, norm: str) -> int:
    """How many code points of a written kind word are clitics."""
    entry = words().kinds[norm]
    forms = words().bare_kinds
    for length in range(3):
        if norm[length:] in forms and words().kinds.get(norm[length:]) is entry:
            return clitic_length(text, norm[:length])
    return 0
