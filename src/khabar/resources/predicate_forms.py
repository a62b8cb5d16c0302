"""All surface forms of the predicates, generated once: the table ``event_forms``.

The table is ``{"features": [[kind, tense, voice, person, number], ...], "verb": {form: [entry, feature, ...]},
"noun": {form: [...]}, "participle": {...}}``: forms are folded, entry is the place of the predicate among the entries of its kind. Bound
forms are left out: the cuts of `khabar.text.words` restore them.
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.conjugate_nouns import inflect_noun, inflect_participle, masdars, participle
from khabar.resources.schema.predicate import Predicate

Feature = tuple[str, str, str, str, str]
Row = tuple[str, str, Feature]  # table, form, feature

#: What `khabar.text.fold`, which stands above this layer, does to the letters that spelled forms are made of.
FOLDING = str.maketrans("أإآؤئىة", "اااوييه")

#: Second persons hardly occur in reports and are spelled like other words; so are first persons of the passive.
_SKIPPED = frozenset({"2ms", "2fs", "2mp"})
_FIRST = frozenset({"1s", "1p"})


def build(entries: tuple[Predicate, ...]) -> dict[str, object]:
    """The table for a tuple of predicates."""
    features: dict[Feature, int] = {}
    tables: dict[str, dict[str, list[int]]] = {"verb": {}, "noun": {}, "participle": {}}
    for number, entry in enumerate(entries):
        rows: dict[tuple[str, str], set[Feature]] = {}
        for table, form, feature in forms(entry):
            rows.setdefault((table, form.translate(FOLDING)), set()).add(feature)
        for (table, form), found in rows.items():
            cell = tables[table].setdefault(form, [])
            for feature in sorted(_merged(found)):
                cell += [number, features.setdefault(feature, len(features))]
    return {"features": [list(f) for f in features], **tables}


def _merged(found: set[Feature]) -> set[Feature]:
    """Active and passive of one person that are spelled alike become one feature with voice ``both``."""
    out: set[Feature] = set()
    for kind, tense, voice, person, number in found:
        other = (kind, tense, "passive" if voice == "active" else "active", person, number)
        out.add((kind, tense, "both" if kind == "verb" and other in found else voice, person, number))
    return out


def forms(entry: Predicate) -> Iterator[Row]:
    """Every form of one predicate with its table and feature, not folded."""
    uses = frozenset(entry.uses) or frozenset({"verb", "passive", "masdar", "noun", "active"})
    if entry.root and entry.form:
        verb = Verb(entry.root, entry.form, entry.past, entry.present)
        yield from _finite(verb, uses)
        yield from _participles(verb, uses)
        if "masdar" in uses:
            nouns = (*entry.masdar, *(masdars(verb) if entry.rule else ()))
            for masdar in nouns:
                yield from _noun("masdar", masdar, ())
    if "noun" in uses:
        for spec in entry.nouns:
            one, *many = spec.split("/")
            yield from _noun("noun", one, tuple(many))


def _finite(verb: Verb, uses: frozenset[str]) -> Iterator[Row]:
    voices = {"active"} if "verb" in uses else set()
    voices |= {"passive"} if "passive" in uses or not uses.isdisjoint({"verb"}) else set()
    for form in conjugate(verb):
        if form.bound or form.voice not in voices or form.person in _SKIPPED:
            continue
        if form.person in _FIRST and (form.voice == "passive" or (form.tense, form.person) == ("past", "1s")):
            continue
        if form.tense == "imperative":
            continue
        yield "verb", form.text, ("verb", form.tense, form.voice, form.person, form.person[1])


def _participles(verb: Verb, uses: frozenset[str]) -> Iterator[Row]:
    for use, voice in (("active", "active"), ("participle", "passive")):
        if use not in uses:
            continue
        for text in participle(verb, voice):
            for form in inflect_participle(text, verb, voice):
                if not form.bound:
                    yield "participle", form.text, (use, "", voice, "3" + form.gender + form.number, form.number)


def _noun(kind: str, one: str, many: tuple[str, ...]) -> Iterator[Row]:
    for form in inflect_noun(one, many):
        if not form.bound:
            yield "noun", form.text, (kind, "", "", "3" + form.gender + form.number, form.number)
