"""The words around names (``data/place_word``) by folded form, with the clitics that they may carry."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khabar.resources import entries
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.fold import fold

# proclitics that a kind word, a direction or a preposition may carry (بمدينة، ولمحافظة)
CARRIED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")


@dataclass(frozen=True, slots=True)
class Words:
    """Every group of place words, folded. Values of the maps are resource entries; the sets hold bare forms."""

    kinds: dict[str, PlaceWord]
    bare_kinds: frozenset[str]
    directions: dict[str, PlaceWord]
    nears: dict[str, PlaceWord]
    units: dict[str, PlaceWord]
    prepositions: frozenset[str]
    parts: frozenset[str]
    containers: frozenset[str]
    organisations: frozenset[str]
    organisation_tails: frozenset[str]
    persons: frozenset[str]
    ambiguous: frozenset[str]
    doubtful: frozenset[str]
    common: frozenset[str]
    not_names: frozenset[str]
    governments: frozenset[str]
    adjectives: frozenset[str]
    phrases: frozenset[str]
    institutions: frozenset[str]
    spelt: frozenset[str]
    particles: frozenset[str]
    trusted: frozenset[str]
    verbals: frozenset[str]
    announces: frozenset[str]
    lists: dict[str, PlaceWord]
    tails: frozenset[str]
    heads: frozenset[str]


_ARTICLES = ("", "ال", "لل")
_ENDINGS = ("", "ه", "ون", "ين", "ات", "ا", "تين", "يه")


@cache
def demonyms() -> dict[str, str]:
    """Folded nationality words with article and endings → ISO code (السورية → SY)."""
    found: dict[str, str] = {}
    for entry in entries("place_word"):
        assert isinstance(entry, PlaceWord)
        if entry.group != "demonym" or entry.country is None:
            continue
        for form in entry.forms:
            for article in _ARTICLES:
                for ending in _ENDINGS:
                    found.setdefault(article + fold(form) + ending, entry.country)
    return found


@cache
def words() -> Words:
    """The place words, read once."""
    found: dict[str, dict[str, PlaceWord]] = {}
    for entry in entries("place_word"):
        assert isinstance(entry, PlaceWord)
        group = found.setdefault(entry.group, {})
        for form in entry.forms:
            group.setdefault(" ".join(fold(form).split()), entry)

    def carried(*groups: str) -> dict[str, PlaceWord]:
        return {c + form: e for c in reversed(CARRIED) for g in groups for form, e in found.get(g, {}).items()}

    def plain(group: str) -> frozenset[str]:
        return frozenset(found.get(group, {}))

    return Words(
        kinds={form: e for form, e in carried("list_kind", "kind").items() if form not in plain("not_kind")},
        bare_kinds=plain("kind") | plain("list_kind"),
        directions=carried("direction"),
        nears=carried("near"),
        units=carried("unit"),
        prepositions=frozenset(carried("preposition")),
        parts=frozenset(carried("part")),
        containers=frozenset(carried("container")),
        organisations=frozenset(carried("organisation")),
        organisation_tails=plain("organisation_tail"),
        persons=frozenset(carried("person")),
        ambiguous=plain("ambiguous"),
        doubtful=plain("doubtful"),
        common=plain("common"),
        not_names=plain("not_name"),
        governments=frozenset(carried("government")),
        adjectives=plain("adjective"),
        phrases=plain("organisation_phrase"),
        institutions=plain("institution"),
        spelt=frozenset(form for e in found.get("spelt", {}).values() for form in e.forms),
        verbals=frozenset(carried("verbal")),
        particles=plain("particle"),
        trusted=plain("trusted"),
        announces=plain("announce"),
        lists={article + form: e for article in ("", "ال", "وال", "بال", "لل") for form, e in found["list_kind"].items()},
        tails=plain("adjective_tail"),
        heads=plain("name_head"),
    )
