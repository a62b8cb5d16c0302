"""The file form of a gazetteer: written by ``scripts/build_gazetteer.py`` and the user layer, read by memory map.

Layout: the magic ``KHGZ`` and a version byte, the length of a msgpack header (little-endian u32), the header
``{section: [start, length]}``, then the sections. Columns are little-endian arrays with one value per row; texts
lie in one UTF-8 blob, found by offset. ``names`` is a msgpack map from a folded name to its rows, most important
first; ``heads`` maps the first word of every name of several words to the number of words that the longest has.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from khabar.errors import ResourceError

MAGIC = b"KHGZ\x01"
LEVELS = ("country", "admin1", "admin2", "city", "village", "quarter", "facility", "region", "natural")
CERTAINTIES = ("high", "medium", "low")
SCALE = 100_000
NONE = 0
TEXTS = ("name_ar", "name_en", "country", "admin1", "feature", "entry", "note")
NUMBERS = {
    "geonames": "I",
    "lat": "i",
    "lon": "i",
    "population": "I",
    "importance": "B",
    "level": "B",
    "certainty": "B",
}


class PlaceRow(NamedTuple):
    """One place of the gazetteer. lat, lon: WGS 84 degrees; importance: 0 to 100; number: its row number.

    entry: the editorial entry (``place.iq.mosul``), ``geonames:ID`` or ``user:FILE``; note: other side's name where contested.
    """

    number: int
    name_ar: str
    name_en: str
    geonames: int | None
    country: str | None
    admin1: str | None
    level: str
    feature: str | None
    lat: float
    lon: float
    population: int
    importance: int
    certainty: str
    entry: str
    note: str | None


class Pack:
    """A gazetteer file opened for reading: rows by number, rows by folded name."""

    __slots__ = ("_columns", "_offsets", "_texts", "heads", "names", "size")

    def __init__(self, data: memoryview, where: str) -> None:
        if bytes(data[: len(MAGIC)]) != MAGIC:
            raise ResourceError("not a gazetteer file of this version; rebuild it", where)
        (length,) = struct.unpack_from("<I", data, len(MAGIC))
        start = len(MAGIC) + 4
        header: dict[str, tuple[int, int]] = msgspec.msgpack.decode(
            data[start : start + length], type=dict[str, tuple[int, int]]
        )
        base = start + length

        def section(name: str) -> memoryview:
            at, size = header[name]
            return data[base + at : base + at + size]

        self._columns = {name: _column(section(name), code) for name, code in NUMBERS.items()}
        self._columns |= {name: _column(section(name), "I") for name in TEXTS}
        self._texts = section("texts")
        self._offsets = _column(section("offsets"), "I")
        self.names: dict[str, tuple[int, ...]] = msgspec.msgpack.decode(
            section("names"), type=dict[str, tuple[int, ...]]
        )
        self.heads: dict[str, int] = msgspec.msgpack.decode(section("heads"), type=dict[str, int])
        self.size = len(self._columns["level"])

    def _text(self, column: str, row: int) -> str | None:
        number = self._columns[column][row]
        if number == NONE:
            return None
        return str(self._texts[self._offsets[number - 1] : self._offsets[number]], "utf-8")

    def row(self, number: int, shift: int = 0) -> PlaceRow:
        """The row with this number; ``shift`` is added to the number that it reports (user layers)."""
        values = {name: self._columns[name][number] for name in NUMBERS}
        return PlaceRow(
            number=number + shift,
            name_ar=self._text("name_ar", number) or "",
            name_en=self._text("name_en", number) or "",
            geonames=values["geonames"] or None,
            country=self._text("country", number),
            admin1=self._text("admin1", number),
            level=LEVELS[values["level"]],
            feature=self._text("feature", number),
            lat=values["lat"] / SCALE,
            lon=values["lon"] / SCALE,
            population=values["population"],
            importance=values["importance"],
            certainty=CERTAINTIES[values["certainty"]],
            entry=self._text("entry", number) or "",
            note=self._text("note", number),
        )


def _column(data: memoryview, code: str) -> Sequence[int]:
    if sys.byteorder == "little":
        return data.cast(code) if code != "B" else data  # type: ignore[call-overload, no-any-return]
    swapped = array(code, bytes(data))
    swapped.byteswap()
    return swapped


def encode(rows: Sequence[PlaceRow], names: Mapping[str, Iterable[int]]) -> bytes:
    """The bytes of a gazetteer with ``rows`` (in this order) and folded ``names``, words parted by one space."""
    texts: dict[str, int] = {}
    columns: dict[str, array[int]] = {name: array("I") for name in TEXTS}
    columns |= {name: array(code) for name, code in NUMBERS.items()}
    for row in rows:
        for name in TEXTS:
            value = getattr(row, name)
            columns[name].append(texts.setdefault(value, len(texts) + 1) if value else NONE)
        columns["geonames"].append(row.geonames or 0)
        columns["lat"].append(round(row.lat * SCALE))
        columns["lon"].append(round(row.lon * SCALE))
        columns["population"].append(row.population)
        columns["importance"].append(row.importance)
        columns["level"].append(LEVELS.index(row.level))
        columns["certainty"].append(CERTAINTIES.index(row.certainty))
    encoded = [text.encode() for text in texts]
    offsets = array("I", [0])
    for text in encoded:
        offsets.append(offsets[-1] + len(text))
    ordered = {name: tuple(numbers) for name, numbers in sorted(names.items())}
    sections = {name: _bytes(column) for name, column in columns.items()}
    sections |= {"offsets": _bytes(offsets), "texts": b"".join(encoded)}
    sections["names"] = msgspec.msgpack.encode(ordered)
    sections["heads"] = msgspec.msgpack.encode(_heads(ordered))
    return _assemble(sections)


def _bytes(column: array[int]) -> bytes:
    if sys.byteorder == "little":
        return column.tobytes()
    swapped = array(column.typecode, column)
    swapped.byteswap()
    return swapped.tobytes()


def _heads(names: Iterable[str]) -> dict[str, int]:
    heads: dict[str, int] = {}
    for name in names:
        first, _, rest = name.partition(" ")
        if rest:
            heads[first] = max(heads.get(first, 0), rest.count(" ") + 2)
    return heads


def _assemble(sections: Mapping[str, bytes]) -> bytes:
    header: dict[str, tuple[int, int]] = {}
    body = bytearray()
    for name in sorted(sections):
        header[name] = (len(body), len(sections[name]))
        body += sections[name]
    packed = msgspec.msgpack.encode(header)
    return MAGIC + struct.pack("<I", len(packed)) + packed + bytes(body)
