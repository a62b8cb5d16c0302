"""From a mention's words to gazetteer rows: clitics, fused article, kind words and tails taken off by look-up."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from khabar.extract.places_names import Names
from khabar.extract.places_words import demonyms, words
from khabar.record.mentions import PlaceMention
from khabar.resources.gazetteer import PlaceRow, gazetteer
from khabar.resources.gazetteer_sound import SOUND, alike, arabic_key
from khabar.resources.schema.place_word import PlaceWord
from khabar.text.document import Document
from khabar.text.fold import fold

MOST = 16
ALIKE = 0.8  # of the letters, for places that only sound like a name
REPEATED = "places.repeated_name"  # a name that a kind word has introduced
_DERIVED = frozenset({"facility", "quarter", "natural", "region"})


class Looked(NamedTuple):
    """What a mention can mean.

    inner: the rows are those of a name inside it (مطار X found only as X); sound: they only sound alike.
    """

    rows: tuple[PlaceRow, ...]
    kind: PlaceWord | None
    inner: bool
    key: str
    sound: bool = False

_PRONOUNS = ("ها", "هم", "هما", "هن")
_JOINTS = re.compile('[_#"“”«»-]')  # قطاع_غزة, قطاع #غزة, معبر "نصيب


@cache
def finder() -> Names:
    """A finder of names over the gazetteer."""
    return Names(gazetteer())


def look_up(doc: Document, mention: PlaceMention) -> Looked:
    """The rows that a mention can mean, at most ``MOST``, most important first, and its kind word's entry."""
    start, end = mention.span
    key = " ".join(_JOINTS.sub(" ", fold(doc.text[start:end])).split())
    kind = words().kinds.get(fold(mention.kind_word)) if mention.kind_word else _own_kind(key)
    if mention.candidates:
        own = _own_kind(key)
        whole = _find(key) if own is not None and own.in_name else ()
        if whole:
            return Looked(whole, kind, False, key)  # سجن "ذهبان": the prison, not the town
        inner = own is not None and own.in_name and own.levels[0] in _DERIVED
        return Looked(tuple(gazetteer().row(n) for n in mention.candidates[:MOST]), kind, inner, key)
    fused = doc.text[max(0, start - 2) : start].endswith("لل")
    for form in _forms(key, fused):
        rows = _find(form)
        if rows:
            return Looked(rows, kind, False, form)
    inside = _inside(key)
    if inside is not None:
        rows = _find(inside) or _find("ال" + inside)
        if rows:
            derived = kind is not None and kind.in_name
            return Looked(rows, kind, derived, inside)
    if (_settled(kind) or mention.why.rule == REPEATED) and not key.startswith("ال"):
        rows = tuple(row for row in _find(SOUND + arabic_key(key)) if alike(key, row.name_en) >= ALIKE)
        return Looked(rows, kind, False, key, sound=bool(rows))
    return Looked((), kind, False, key)


def no_name(item: Looked, mention: PlaceMention) -> bool:
    """Whether a mention that is not the recogniser's own names no place: a nationality (رئيس بلدية فلبيني), a common word
    (للشرعية), or a kind of place by itself (الإمارة, مفرقها), in the plural also described (الأحياء الجديدة)."""
    if item.rows or mention.why.rule.startswith("places."):
        return False
    known = words()
    first, *others = item.key.split()
    if others:
        return first in known.lists and all(word.startswith("ال") for word in (first, *others))
    kind = first.removeprefix("ال")
    forms = (first, "ال" + first)
    owned = any(first.endswith(p) and {first.removesuffix(p), first.removesuffix("ت" + p) + "ه"} & known.bare_kinds.keys() for p in _PRONOUNS)
    return owned or kind in known.bare_kinds or any(form in demonyms() or form in known.common or form in known.not_names for form in forms)


def _settled(kind: PlaceWord | None) -> bool:
    """Whether a kind word introduces settlements."""
    return kind is not None and not kind.in_name and kind.levels[0] in ("city", "village", "admin2", "region")


def _find(key: str) -> tuple[PlaceRow, ...]:
    return tuple(gazetteer().row(number) for number in gazetteer().find(key)[:MOST])


def _forms(key: str, fused: bool) -> list[str]:
    """The spellings to try: as written, with the article, without a clitic that was left on."""
    forms = ["ال" + key, key] if fused else [key]
    first, _, rest = key.partition(" ")
    forms += [f"{o.word} {rest}".strip() for o in finder().openings(first) if o.clitic]
    tails = words().tails
    shorter = key.rsplit(" ", 1)
    if len(shorter) == 2 and shorter[1] in tails:
        forms.append(shorter[0])
    if not key.startswith("ال"):
        forms.append("ال" + key)
    return forms


def _own_kind(key: str) -> PlaceWord | None:
    first, _, rest = key.partition(" ")
    return words().kinds.get(first) if rest else None


def _inside(key: str) -> str | None:
    """The name without its kind word and tail, or None when it has no kind word."""
    first, _, rest = key.partition(" ")
    if not rest or first not in words().kinds:
        return None
    parts = rest.split()
    while len(parts) > 1 and parts[-1] in words().tails:
        parts.pop()
    return " ".join(parts)
