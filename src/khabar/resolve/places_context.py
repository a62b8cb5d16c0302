"""What a report says of where it plays: countries by weight, places that are certain, what contains what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache

from khabar.extract.places_words import demonyms, words
from khabar.record import distance
from khabar.record.mentions import PlaceMention
from khabar.resolve.places_lookup import Looked
from khabar.resources import entries
from khabar.resources.gazetteer import PlaceRow
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.document import Document
from khabar.text.fold import fold

_MARKS = {("",), ("/",), ("-",)}  # X، Y; X (Y; X/Y; X - Y
_SHORT = 3
_PROCLITICS = frozenset("وبلفك")
_REACH, _GAP = 4, 40  # how many mentions and characters away a holder can stand
FINE = frozenset({"city", "village", "quarter", "facility", "admin2"})


@dataclass(frozen=True, slots=True)
class Context:
    """What the report says of where it plays.

    countries: weight by ISO code; own: what each name's folded words gave of it, and to which country;
    anchors: row number, lat, lon of certain places.
    """

    countries: dict[str, float]
    own: dict[str, tuple[str, float]]
    anchors: tuple[tuple[int, float, float], ...] = ()

    def share(self, country: str | None, key: str) -> float | None:
        """A country's share of the weight that other names than ``key`` give; None when they give none."""
        mine, weight = self.own.get(key, ("", 0.0))
        total = sum(self.countries.values()) - weight
        if total < 0.5 or country is None:
            return None
        return (self.countries.get(country, 0.0) - (weight if country == mine else 0.0)) / total


@cache
def outlets() -> dict[str, str]:
    """Lower-case outlet name → ISO code of the country that it mainly writes about."""
    return {
        form.lower(): entry.country
        for entry in entries("place_word")
        if isinstance(entry, PlaceWord) and entry.group == "outlet" and entry.country
        for form in entry.forms
    }


def context_of(doc: Document, looked: list[Looked]) -> Context:
    """Weigh the countries of names that can lie in one country only, of nationality words and of the outlet."""
    counted: dict[str, float] = defaultdict(float)
    own: dict[str, tuple[str, float]] = {}
    for item in looked:
        first = item.rows[0] if item.rows else None
        if first is None or first.country is None or item.sound:
            continue
        weight = 2.0 if first.level == "country" else 3.0 if len({row.country for row in item.rows}) == 1 else 0.0
        if weight:
            counted[first.country] += weight
            own[item.key] = (first.country, own.get(item.key, ("", 0.0))[1] + weight)
    for code, number in _nationalities(doc).items():
        counted[code] += number
    home = outlets().get((doc.outlet or "").lower())
    if home is not None:
        counted[home] += 1
    return Context(dict(counted), own)


def _nationalities(doc: Document) -> Counter[str]:
    """How often the report uses each country's nationality words."""
    countries = _countries()
    return Counter([countries[norm] for norm in doc.norms if norm in countries])


@cache
def _countries() -> dict[str, str]:
    """The country of each nationality word, a proclitic before it allowed."""
    found = {form: entry.country for form, entry in demonyms().items() if entry.country is not None}
    return {proclitic + form: country for form, country in found.items() for proclitic in _PROCLITICS} | found


def containers(doc: Document, mentions: tuple[PlaceMention, ...]) -> list[list[tuple[int, bool]]]:
    """For every mention the later mentions that can hold it, nearest first (X في محافظة Y, X، Y, X (Y)).

    The flag says that only a mark stands between the two, which a list has too: such a holder must be a country or
    a province.
    """
    out: list[list[tuple[int, bool]]] = []
    for i, mention in enumerate(mentions):
        found = []
        for j in range(i + 1, min(i + _REACH, len(mentions))):
            if mentions[j].span[0] - mention.span[1] > _GAP:
                break
            gap = doc.text[mention.span[1] : mentions[j].span[0]]
            if "\n" in gap or "." in gap:
                break
            words_between = tuple(part.strip("(،,") for part in fold(gap).split())
            if words_between in _MARKS:
                found.append((j, True))
            elif _contains(words_between):
                found.append((j, False))
        out.append(found)
    return out


def _contains(between: tuple[str, ...]) -> bool:
    """Whether the words between two names say that the second holds the first."""
    known = words()
    if not between:
        return False
    if any(w.startswith("و") and w not in known.directions and w not in known.containers for w in between):
        return False  # و joins the second to the first
    held = any(w in known.containers or (w.startswith("ب") and w in known.kinds) for w in between)
    return held or (len(between) <= _SHORT and any(w in known.directions for w in between))


def kilometres(a: PlaceRow, b: PlaceRow) -> float:
    """Great-circle distance of two rows' points."""
    return distance.kilometres(a.lat, a.lon, b.lat, b.lon)
