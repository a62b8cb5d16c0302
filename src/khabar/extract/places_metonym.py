"""Capitals that stand for governments (رفضت أنقرة، واشنطن تنفي): still places, marked as metonyms."""

from __future__ import annotations

from khabar.extract.places_gate import Candidate
from khabar.extract.places_names import Names
from khabar.extract.places_words import words
from khabar.text.document import Document


def metonym(names: Names, doc: Document, c: Candidate) -> bool:
    """Whether an accepted candidate is a capital that acts: beside a verb or noun of governing, no word of place near."""
    if c.hit is None or c.kinded is not None or c.relation is not None or c.clitic not in ("", "و", "ل"):
        return False
    if not any(names.gazetteer.row(n).feature == "capital" for n in names.gazetteer.find(c.hit.key)[:2]):
        return False
    tokens, known = doc.tokens, words()
    sentence = doc.sentence_of.get(c.first)
    if sentence is None:
        return False
    before = tokens[c.first - 1].norm if c.first > sentence.first else ""
    after = tokens[c.last].norm if c.last < sentence.last else ""
    if before in known.governments:
        return True
    # a verb after the capital has the capital as its subject, unless a word of place stands before it
    return after in known.governments and before not in known.prepositions and before not in known.parts
