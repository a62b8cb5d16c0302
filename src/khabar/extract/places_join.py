"""The second look: candidates that do not stand by themselves, judged by the report's other places."""

from __future__ import annotations

from collections import Counter

from khabar.extract.places_gate import ENOUGH, Candidate
from khabar.extract.places_names import Names
from khabar.extract.places_words import words
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document

NEAR_DEGREES = 1.5  # about 150 km: names of one list lie in one area
_REPEATED = ("", "و", "ب", "ل", "وب", "ول")
_LOOK = 4  # candidates of a name that are compared


def join(names: Names, doc: Document, found: list[Candidate]) -> list[Candidate]:
    """The accepted candidates: those that weigh enough, and those that the report's other places bear out."""
    weights = [c.weight for c in found]
    grounds = [list(c.grounds) for c in found]
    countries = _countries(names, found)
    kinded = {c.hit.key for c in found if c.hit and c.kinded}
    named = {c.hit.key for c in found if c.hit and c.weight >= ENOUGH}
    for i, c in enumerate(found):
        if c.hit is None or weights[i] >= ENOUGH:
            continue
        if c.hit.key in kinded:
            weights[i] += 5.0
            grounds[i].append("with a kind word elsewhere in the report")
        elif c.hit.key in named:
            weights[i] += 1.5
            grounds[i].append("a place elsewhere in the report")
        if weights[i] >= 0 and any(row.country in countries for row in _rows(names, c)):
            weights[i] += 1.0
            grounds[i].append("in a country that the report speaks of")
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for i in order:
            other = i - 1 if order.step == 1 else i + 1
            if weights[i] < ENOUGH <= weights[other] and _partners(names, doc, found[min(i, other)], found[max(i, other)]):
                weights[i] += 3.5
                grounds[i].append("in a list with a place near it")
    return [
        c._replace(weight=weights[i], grounds=tuple(grounds[i])) for i, c in enumerate(found) if weights[i] >= ENOUGH
    ]


def repeated(doc: Document, accepted: list[Candidate]) -> list[Candidate]:
    """The accepted candidates with the further mentions of single-word names that the gazetteer lacks.

    A name that a kind word introduced once (بلدة كذا) is that place wherever the word stands again.
    """
    new = {
        doc.tokens[c.first].norm[len(c.clitic) :]: c
        for c in accepted
        if c.hit is None and c.kinded and not c.kinded.kind.in_name and c.last - c.first == 1 and doc.tokens[c.first].norm not in words().common
    }
    if not new:
        return accepted
    taken = {i for c in accepted for i in range(c.begin, c.last)}
    out = list(accepted)
    for sentence in doc.sentences:
        for i in range(sentence.first, sentence.last):
            norm = doc.tokens[i].norm
            for clitic in _REPEATED:
                if i not in taken and norm.startswith(clitic) and norm[len(clitic) :] in new:
                    out.append(Candidate(i, i + 1, None, None, None, 2.0, ("introduced by a kind word elsewhere",), clitic))
                    break
    return sorted(out, key=lambda c: c.first)


def _rows(names: Names, c: Candidate) -> list[PlaceRow]:
    return [names.gazetteer.row(n) for n in names.gazetteer.find(c.hit.key)[:_LOOK]] if c.hit else []


def _countries(names: Names, found: list[Candidate]) -> set[str]:
    """Countries of the names that stand by themselves."""
    counted: Counter[str] = Counter()
    for c in found:
        if c.weight >= ENOUGH:
            counted.update({row.country for row in _rows(names, c)[:1] if row.country})
    return set(counted)


def _partners(names: Names, doc: Document, one: Candidate, two: Candidate) -> bool:
    """Whether ``two`` follows ``one`` in a list (، or و) and both can lie in one area."""
    between = doc.tokens[one.last : two.begin]
    joined = two.clitic == "و" or (doc.tokens[two.begin].norm.startswith("و") and two.kinded is not None)
    if any(t.text not in "،,()" for t in between) or not (joined or between):
        return False
    return any(
        (a.level == b.level == "country")
        or (abs(a.lat - b.lat) < NEAR_DEGREES and abs(a.lon - b.lon) < NEAR_DEGREES)
        for a in _rows(names, one)
        for b in _rows(names, two)
    )
