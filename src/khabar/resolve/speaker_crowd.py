"""People whom a report calls by a plural or a pronoun that is no noun for speakers: فلسطينيون, القائمون على الحملة, آخر."""

from __future__ import annotations

from khabar.extract.attributions.lexicon import is_family, is_first_name, words
from khabar.extract.places_words import demonyms
from khabar.record.types import SourceKind
from khabar.resolve.actor_index import index
from khabar.text.clause_words import word

_LONG = 4  # letters of a plural with its ending


def unnamed_people(found: tuple[str, ...]) -> tuple[SourceKind, str | None, bool] | None:
    """Kind, anonymity and whether several, for folded words whose first is no noun for a speaker; None for all other words."""
    norm = found[0]
    if len(found) == 1 and norm in words("other"):
        return "anonymous", "source", norm.endswith("ون")  # وقال آخر: …
    if norm in words("in_charge"):
        return "anonymous", "official", True
    if is_first_name(norm) or is_family(norm) or index().names.at(found, 0)[0] or len(norm) <= _LONG or word(norm).case:
        return None
    nation = norm in demonyms()
    if norm.endswith("ون") and (norm.startswith("ال") or nation or norm.endswith("يون")):
        return ("collective", None, True) if norm.startswith("ال") else ("anonymous", "source", True)
    if nation and norm.endswith("ين") and not norm.startswith("ال"):
        return "anonymous", "source", True
    return None
