"""The second look: candidates that do not stand by themselves, judged by the report's other places."""

from __future__ import annotations

from khabar.extract.places_gate import COUNTRY_FOLLOWS, Candidate
from khabar.extract.places_kinds import names_act
from khabar.extract.places_names import Names
from khabar.extract.places_weight import ENOUGH, Ground
from khabar.extract.places_words import demonyms, words
from khabar.resources.gazetteer import PlaceRow
from khabar.text.document import Document

NEAR_DEGREES = 1.5  # about 150 km: names of one list lie in one area
_IN = ("ب", "وب")
_REPEATED = ("", "و", "ب", "ل", "وب", "ول")
LARGE = 100_000  # people: such a town may turn up in any report
_LOOK = 4  # candidates of a name that are compared
_BY_NEIGHBOUR = frozenset({"institution", "adjective", "demonym"})  # only the words beside them tell
_WITH_KIND = Ground(5.0, "with a kind word elsewhere in the report")
_ELSEWHERE = Ground(1.5, "a place elsewhere in the report")
_COUNTRY = Ground(1.0, "in a country that the report speaks of")
_LIST = Ground(3.5, "in a list with a place near it")
_AGAIN = Ground(2.0, "introduced by a kind word elsewhere in the report")


def join(names: Names, doc: Document, found: list[Candidate]) -> list[Candidate]:
    """The accepted candidates: those that weigh enough, and those that the report's other places bear out."""
    countries = _countries(names, doc, found)
    kinded = {c.hit.key for c in found if c.hit is not None and c.kinded}
    named = {c.hit.key for c in found if c.hit and c.weight >= ENOUGH}
    out = []
    for c in found:
        if c.hit is not None and c.weight < ENOUGH:
            key = c.hit.key
            if key in kinded:
                c = _more(c, _WITH_KIND)
            elif key in named and not _by_neighbour(c):
                c = _more(c, _ELSEWHERE)
            if c.weight >= 0 and not _by_neighbour(c) and any(row.country in countries for row in _rows(names, c)):
                c = _more(c, _COUNTRY)
        out.append(c)
    for i in range(1, len(out)):
        if out[i].weight < ENOUGH <= out[i - 1].weight and _partners(names, doc, out[i - 1], out[i]):
            out[i] = _more(out[i], _LIST)
    for i in range(len(out) - 2, -1, -1):
        if out[i].weight < ENOUGH <= out[i + 1].weight and _partners(names, doc, out[i], out[i + 1]):
            out[i] = _more(out[i], _LIST)
    accepted = [c for c in out if c.weight >= ENOUGH]
    speaks_of = _spoken_of(names, doc, accepted)
    return [c for c in accepted if not _stray(names, doc, c, speaks_of)]


def _spoken_of(names: Names, doc: Document, accepted: list[Candidate]) -> dict[str, set[str]]:
    """Country → the names that speak of it; nationality words count as the name ``""``."""
    found: dict[str, set[str]] = {}
    for c in accepted:
        for row in _rows(names, c)[:1]:
            if row.country and c.hit:
                found.setdefault(row.country, set()).add(c.hit.key)
    nations = demonyms()
    for norm in nations.keys() & doc.vocabulary:
        if country := nations[norm].country:
            found.setdefault(country, set()).add("")
    return found


def _stray(names: Names, doc: Document, c: Candidate, speaks_of: dict[str, set[str]]) -> bool:
    """Whether a little-known name stands alone in a report on other countries: a person or a word (عمران, الشعلة)."""
    if c.hit is None or c.kinded is not None or c.relation is not None or c.clitic in _IN:
        return False
    before = doc.tokens[c.first - 1] if c.first else None
    if before is not None and (before.norm in words().containers or before.text == "#"):
        return False
    others = {country for country, keys in speaks_of.items() if keys - {c.hit.key}}
    rows = _rows(names, c)
    if not others or any(row.country in others or row.country is None for row in rows):
        return False
    if any(ground is _LIST or ground.note == COUNTRY_FOLLOWS for ground in c.grounds):
        return False
    return not any(row.level == "country" or row.feature == "capital" or row.population >= LARGE for row in rows)


def _by_neighbour(c: Candidate) -> bool:
    """Whether only the words beside it tell what the name is (البيت الأبيض، مالي، سورية)."""
    entry = c.grounds[0].entry
    return entry is not None and entry.group in _BY_NEIGHBOUR


def _countries(names: Names, doc: Document, found: list[Candidate]) -> set[str]:
    """Countries of the names that stand by themselves and of the nationality words."""
    countries = {row.country for c in found if c.weight >= ENOUGH for row in _rows(names, c)[:1] if row.country}
    if any(c.hit is not None and 0 <= c.weight < ENOUGH for c in found):
        nations = demonyms()
        countries |= {nations[norm].country or "" for norm in nations.keys() & doc.vocabulary}
    return countries


def _more(c: Candidate, ground: Ground) -> Candidate:
    return c._replace(weight=c.weight + ground.value, grounds=(*c.grounds, ground))


def repeated(doc: Document, accepted: list[Candidate]) -> list[Candidate]:
    """The accepted candidates with the further mentions of single-word names that the gazetteer lacks.

    A name that a kind word introduced once (بلدة كذا) is that place wherever the word stands again.
    """
    new = {doc.tokens[c.first].norm[len(c.clitic) :] for c in accepted if _introduced(doc, c)}
    if not new:
        return accepted
    taken = {i for c in accepted for i in range(c.begin, c.last)}
    out = list(accepted)
    for sentence in doc.sentences:
        for i in range(sentence.first, sentence.last):
            norm = doc.tokens[i].norm
            clitic = next((c for c in _REPEATED if norm.startswith(c) and norm[len(c) :] in new), None)
            if clitic is not None and i not in taken:
                out.append(Candidate(i, i + 1, None, None, None, _AGAIN.value, (_AGAIN,), clitic))
    return sorted(out, key=lambda c: c.first)


def _introduced(doc: Document, c: Candidate) -> bool:
    """Whether a candidate is an unknown name of one word, introduced by the kind word of a settlement or area, and no common
    noun by itself (منطقة المطار, مخيم العودة: elsewhere in the report, المطار and العودة are words)."""
    if c.hit is not None or c.kinded is None or c.kinded.kind.in_name or c.last - c.first != 1:
        return False
    norm, known = doc.tokens[c.first].norm, words()
    return norm not in known.common and not (norm.startswith("ال") and (norm[2:] in known.bare_kinds or names_act(norm[2:])))


def _rows(names: Names, c: Candidate) -> list[PlaceRow]:
    return [names.gazetteer.row(n) for n in names.gazetteer.find(c.hit.key)[:_LOOK]] if c.hit else []


def _partners(names: Names, doc: Document, one: Candidate, two: Candidate) -> bool:
    """Whether ``two`` follows ``one`` in a list (، or و) and both can lie in one area."""
    between = doc.tokens[one.last : two.begin]
    joined = two.clitic == "و" or (doc.tokens[two.begin].norm.startswith("و") and two.kinded is not None)
    if any(t.text not in "،,()" for t in between) or not (joined or between):
        return False
    return any(_together(a, b) for a in _rows(names, one) for b in _rows(names, two))


def _together(a: PlaceRow, b: PlaceRow) -> bool:
    if a.level == b.level == "country":
        return True
    return abs(a.lat - b.lat) < NEAR_DEGREES and abs(a.lon - b.lon) < NEAR_DEGREES
