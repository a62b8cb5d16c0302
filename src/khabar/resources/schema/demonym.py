"""Schema of ``data/demonym/*.yaml``: nisba adjectives of countries and peoples, composed with heads into actors."""

from __future__ import annotations

from khabar.resources.schema.actor import Country, Sector
from khabar.resources.schema.base import Entry


class Demonym(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One nisba (عراقي) or several spellings of one (أمريكي، أميركي).

    masculine: masculine singular, from which feminine, dual and sound plurals are made by rule; plurals: broken
    plurals and collectives (أكراد); adjective: English (Iraqi); people: English plural of the people (Iraqis);
    country: alpha-3, None for peoples without a state; sectors: PLOVER sectors that the word adds by itself
    (حوثي: REB); actor: id of the actor that the bare plural means, where it is one (الحوثيون); common: the singular
    is a common adjective too (مالي: financial), so that beside a noun it tells no nationality by itself.
    """

    masculine: tuple[str, ...]
    adjective: str
    people: str
    plurals: tuple[str, ...] = ()
    country: Country | None = None
    sectors: tuple[Sector, ...] = ()
    actor: str | None = None
    common: bool = False
