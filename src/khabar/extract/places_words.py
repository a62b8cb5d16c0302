"""The words around names (``data/place_word``) by folded form, with the clitics that they may carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khabar.resources import entries
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.fold import fold

# proclitics that a kind word, a direction or a preposition may carry (بمدينة، ولمحافظة)
CARRIED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


Forms = dict[str, PlaceWord]


@dataclass(frozen=True, slots=True)
class Words:
    """Every group of place words: folded form → resource entry."""

    kinds: Forms
    not_kinds: Forms
    bare_kinds: Forms
    lists: Forms
    directions: Forms
    nears: Forms
    units: Forms
    prepositions: Forms
    parts: Forms
    containers: Forms
    lying: Forms
    organisations: Forms
    organisation_tails: Forms
    phrases: Forms
    institutions: Forms
    persons: Forms
    ambiguous: Forms
    doubtful: Forms
    trusted: Forms
    common: Forms
    not_names: Forms
    particles: Forms
    verbals: Forms
    adjectives: Forms
    spelt: Forms
    governments: Forms
    announces: Forms
    tails: Forms
    heads: Forms


_ARTICLES = ("", "ال", "لل")
_LIST_ARTICLES = ("", "ال", "وال", "بال", "لل")
_ENDINGS = ("", "ه", "ون", "ين", "ات", "ا", "تين", "يه")


@cache
def demonyms() -> Forms:
    """Folded nationality words with article and endings → entry with the country's ISO code (السورية → SY)."""
    found: Forms = {}
    for entry in entries("place_word"):
        assert isinstance(entry, PlaceWord)
        if entry.group != "demonym":
            continue
        for form in entry.forms:
            for article in _ARTICLES:
                for ending in _ENDINGS:
                    found.setdefault(article + fold(form) + ending, entry)
    return found


@cache
def words() -> Words:
    """The place words, read once."""
    found: dict[str, Forms] = {}
    for entry in entries("place_word"):
        assert isinstance(entry, PlaceWord)
        group = found.setdefault(entry.group, {})
        for form in entry.forms:
            group.setdefault(" ".join(fold(form).split()), entry)

    def carried(*groups: str) -> Forms:
        return {c + form: e for c in reversed(CARRIED) for g in groups for form, e in found.get(g, {}).items()}

    def plain(*groups: str) -> Forms:
        return {form: e for g in groups for form, e in found.get(g, {}).items()}

    spelt = {form: e for e in plain("spelt").values() for form in e.forms}
    return Words(
        kinds=carried("list_kind", "kind"),
        not_kinds={form: e for e in plain("not_kind").values() for form in e.forms},
        bare_kinds=plain("kind", "list_kind"),
        lists={article + form: e for article in _LIST_ARTICLES for form, e in plain("list_kind").items()},
        directions=carried("direction"),
        nears=carried("near"),
        units=carried("unit"),
        prepositions=carried("preposition"),
        parts=carried("part"),
        containers=carried("container"),
        lying=plain("lying"),
        organisations=carried("organisation"),
        organisation_tails=plain("organisation_tail"),
        phrases=plain("organisation_phrase"),
        institutions=plain("institution"),
        persons=carried("person"),
        ambiguous=plain("ambiguous"),
        doubtful=plain("doubtful"),
        trusted=plain("trusted"),
        common=plain("common"),
        not_names=plain("not_name"),
        particles=plain("particle"),
        verbals=carried("verbal"),
        adjectives=plain("adjective"),
        spelt=spelt,
        governments=carried("government"),
        announces=plain("announce"),
        tails=plain("adjective_tail"),
        heads=plain("name_head"),
    )
