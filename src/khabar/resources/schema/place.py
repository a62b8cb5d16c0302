"""Schema of ``data/place/*.yaml``: the editorial layer of the gazetteer (see docs/places.md)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from khabar.resources.schema.base import Entry

PlaceLevel = Literal["country", "admin1", "admin2", "city", "village", "quarter", "facility", "region", "natural"]
Certainty = Literal["high", "medium", "low"]
Latitude = Annotated[float, msgspec.Meta(ge=-90, le=90)]
Longitude = Annotated[float, msgspec.Meta(ge=-180, le=180)]


class Place(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One place that the packaged sources lack, name differently or put elsewhere.

    name: the usual Arabic name, without a kind word unless it belongs to the name; aliases: other Arabic
    spellings and names; lat, lon: WGS 84 decimal degrees; source: where the fact comes from; certainty: of the
    coordinates (high: within a few kilometres; medium: about 15 km; low: the right district); contested: sides name or
    claim it differently (``why`` says how).
    """

    name: str
    name_en: str
    level: PlaceLevel
    country: str | None
    lat: Latitude
    lon: Longitude
    source: str
    certainty: Certainty
    aliases: tuple[str, ...] = ()
    feature: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonames: int | None = None
    contested: bool = False
