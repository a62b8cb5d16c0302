"""Capitals that stand for governments (رفضت أنقرة، واشنطن تنفي): still places, marked as metonyms."""

from __future__ import annotations

from khabar.extract.places_gate import Candidate
from khabar.extract.places_names import Names
from khabar.extract.places_weight import Ground
from khabar.extract.places_words import words
from khabar.text.document import Document


def metonym(names: Names, doc: Document, c: Candidate) -> Ground | None:
    """The ground on which an accepted candidate is a capital that acts, or None.

    A verb or noun of governing stands beside it, and no word of place before it.
    """
    if c.hit is None or c.kinded is not None or c.relation is not None or c.clitic not in ("", "و", "ل"):
        return None
    if not any(names.gazetteer.row(n).feature == "capital" for n in names.gazetteer.find(c.hit.key)[:2]):
        return None
    tokens, known = doc.tokens, words()
    sentence = doc.sentence_of.get(c.first)
    if sentence is None:
        return None
    before = tokens[c.first - 1].norm if c.first > sentence.first else ""
    after = tokens[c.last].norm if c.last < sentence.last else ""
    if before in known.governments:
        return Ground(0.0, f"a capital that acts: {tokens[c.first - 1].text}", known.governments[before])
    # a verb after the capital has the capital as its subject, unless a word of place stands before it
    if after in known.governments and before not in known.prepositions and before not in known.parts:
        return Ground(0.0, f"a capital that acts: {tokens[c.last].text}", known.governments[after])
    return None
