"""What a report says of where it plays: countries by weight, places that are certain, what contains what."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache

from khabar.extract.places_words import demonyms, words
from khabar.record.mentions import PlaceMention
from khabar.resolve.places_lookup import Looked
from khabar.resources import entries
from khabar.resources.gazetteer import PlaceRow
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.document import Document
from khabar.text.fold import fold

_MARKS = {("",), ("/",), ("-",)}  # X، Y; X (Y; X/Y; X - Y
_SHORT = 3
_REACH, _GAP = 4, 40  # how many mentions and characters away a holder can stand
FINE = frozenset({"city", "village", "quarter", "facility", "admin2"})


@dataclass(frozen=True, slots=True)
class Context:
    """countries: share of the report's weight by ISO code; anchors: rows that are certain, for distances."""

    countries: dict[str, float]
    anchors: tuple[PlaceRow, ...]


@cache
def outlets() -> dict[str, str]:
    """Lower-case outlet name → ISO code of the country that it mainly writes about."""
    return {
        form.lower(): entry.country
        for entry in entries("place_word")
        if isinstance(entry, PlaceWord) and entry.group == "outlet" and entry.country
        for form in entry.forms
    }


def country_weights(doc: Document, looked: list[Looked]) -> dict[str, float]:
    """Share of each country in the names that can lie in one country only, in nationality words and in the outlet."""
    counted: Counter[str] = Counter()
    for item in looked:
        countries = {row.country for row in item.rows}
        first = item.rows[0] if item.rows else None
        if first is None or first.country is None:
            continue
        if first.level == "country":
            counted[first.country] += 2
        elif len(countries) == 1:
            counted[first.country] += 3
    nations = demonyms()
    for token in doc.tokens:
        code = nations.get(token.norm)
        if code is None and token.norm[:1] in "وبلفك":
            code = nations.get(token.norm[1:])
        if code is not None:
            counted[code] += 1
    home = outlets().get((doc.outlet or "").lower())
    if home is not None:
        counted[home] += 1
    total = sum(counted.values())
    return {code: count / total for code, count in counted.items()} if total else {}


def containers(doc: Document, mentions: tuple[PlaceMention, ...]) -> list[list[int]]:
    """For every mention the later mentions that say where it lies, nearest first (X في محافظة Y, X، Y, X (Y))."""
    out: list[list[int]] = []
    for i, mention in enumerate(mentions):
        found = []
        for j in range(i + 1, min(i + _REACH, len(mentions))):
            gap = doc.text[mention.span[1] : mentions[j].span[0]]
            if len(gap) > _GAP or "\n" in gap or "." in gap:
                break
            if _contains(gap):
                found.append(j)
        out.append(found)
    return out


def _contains(gap: str) -> bool:
    """Whether the words between two names say that the second holds the first."""
    found = tuple(part.strip("(،,") for part in fold(gap).split())
    if found in _MARKS:
        return True
    known = words()
    if not found or any(w.startswith("و") and w not in known.directions and w not in known.containers for w in found):
        return False  # و joins the second to the first
    held = any(w in known.containers or (w.startswith("ب") and w in known.kinds) for w in found)
    return held or (len(found) <= _SHORT and any(w in known.directions for w in found))


def kilometres(a: PlaceRow, b: PlaceRow) -> float:
    """Great-circle distance of two rows' points."""
    one, two = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))

