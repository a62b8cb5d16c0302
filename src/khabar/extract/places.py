"""Recognition of place names: which words of a report name a specific place.

A name counts when what is known of it and the words around it weigh enough: kind words (مدينة X), relations (شرق X),
prepositions, lists with other places, what the rest of the report speaks of. See docs/places.md.
"""

from __future__ import annotations

from functools import cache

from khabar.extract.places_gate import Candidate, weigh
from khabar.extract.places_join import join, repeated
from khabar.extract.places_kinds import announced, continued, introduced
from khabar.extract.places_metonym import metonym
from khabar.extract.places_names import Hit, Names, clitic_length
from khabar.extract.places_relation import relation_before
from khabar.extract.places_weight import ENOUGH, Ground
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
    known = words()
    return Names(gazetteer(), {*known.not_names, *known.prepositions, *known.directions, *known.kinds})


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
    tokens, openings = doc.tokens, finder.openings
    kinds, announces = words().kinds, words().announces
    out: list[Candidate] = []
    listed: dict[int, Candidate] = {}
    i, last = sentence.first, sentence.last
    while i < last:
        norm = tokens[i].norm
        candidate = listed.get(i) if listed else None
        if candidate is None and (openings(norm) or norm in kinds or norm in announces):
            candidate = _candidate(finder, doc, i, sentence)
            if candidate is not None and candidate.kinded is not None:
                listed |= {c.first: c for c in _list(finder, doc, candidate, sentence)}
        if candidate is None:
            i += 1
        else:
            out.append(candidate)
            i = candidate.last
    return out


def _candidate(finder: Names, doc: Document, i: int, sentence: Sentence) -> Candidate | None:
    """What begins at token ``i``: a kind word with its name, or a name."""
    norm = doc.tokens[i].norm
    if norm in words().announces:
        return _announced(finder, doc, i, sentence)
    hits = finder.at(doc.tokens, i, sentence.last)
    if norm in words().kinds and not (hits and hits[0].last - hits[0].first > 1):
        found = _kinded(finder, doc, i, sentence)
        if found is not None:
            return found
    return _best(finder, doc, hits, sentence) if hits else None


def _announced(finder: Names, doc: Document, i: int, sentence: Sentence) -> Candidate | None:
    found = announced(finder, doc.tokens, i, sentence.first, sentence.last)
    if found is None:
        return None
    entry = words().announces[doc.tokens[i].norm]
    grounds = (
        Ground(4.0, f"in a list after the kind word {doc.tokens[found.at].text}", found.kind),
        Ground(0.0, f"announced by {doc.tokens[i].text}", entry),
    )
    return Candidate(found.first, found.last, found.hit, found, None, 4.0, grounds)


def _list(finder: Names, doc: Document, c: Candidate, sentence: Sentence) -> list[Candidate]:
    """The further names of a list that a kind word in the plural opened."""
    out: list[Candidate] = []
    found = c.kinded
    while found is not None:
        found = continued(finder, doc.tokens, found, sentence.last)
        if found is not None:
            ground = Ground(4.0, f"in a list after the kind word {doc.tokens[found.at].text}", found.kind)
            out.append(Candidate(found.first, found.last, found.hit, found, None, 4.0, (ground,)))
    return out


def _kinded(finder: Names, doc: Document, i: int, sentence: Sentence) -> Candidate | None:
    found = introduced(finder, doc.tokens, i, sentence.last)
    if found is None:
        return None
    relation = relation_before(doc, i, sentence.first)
    ground = Ground(5.0, f"after the kind word {doc.tokens[i].text}", found.kind)
    more = () if relation is None else (Ground(0.0, f"after {doc.words(relation.span)}", relation.entry),)
    return Candidate(found.first, found.last, found.hit, found, relation, 5.0, (ground, *more))


def _best(finder: Names, doc: Document, hits: tuple[Hit, ...], sentence: Sentence) -> Candidate | None:
    """The longest name that weighs enough, else the one that weighs most."""
    best = None
    for hit in hits:
        found = weigh(finder, doc, hit, sentence.first, sentence.last)
        if found is not None and found.weight >= ENOUGH:
            return found
        if found is not None and (best is None or found.weight > best.weight):
            best = found
    return best


def mention(finder: Names, doc: Document, c: Candidate) -> PlaceMention:
    """The mention that an accepted candidate stands for."""
    rule = "places.kind" if c.kinded else "places.name"
    if c.hit is None:
        rule = "places.unknown_name" if c.kinded else "places.repeated_name"
    acting = metonym(finder, doc, c)
    grounds = c.grounds if acting is None else (*c.grounds, acting)
    return PlaceMention(
        span=_span(doc, c),
        why=Why(
            rule,
            score=round(c.weight, 2),
            meaning=f"weight of the grounds; {ENOUGH} is enough",
            note="; ".join(ground.note for ground in grounds),
            parts=tuple(_step(ground) for ground in grounds),
        ),
        kind_word=doc.tokens[c.kinded.at].text if c.kinded else None,
        relation=c.relation.name if c.relation else None,
        candidates=finder.gazetteer.find(c.hit.key) if c.hit else (),
        metonym=acting is not None,
    )


def _step(ground: Ground) -> Why:
    entry = ground.entry
    return Why(
        "places.ground",
        entry=entry.id if entry else None,
        at=entry.at if entry else None,
        score=ground.value,
        note=ground.note,
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
