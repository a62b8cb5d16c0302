"""Reading the user's own gazetteer files: GeoNames country dumps with alternateNamesV2, and CSV.

GeoNames' form: https://download.geonames.org/export/dump/readme.txt (tab-separated, no quoting; CC BY 4.0).
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from khabar.errors import InputError
from khabar.resources.gazetteer_names import arabic_names, latin, tidy, usual_form
from khabar.resources.gazetteer_pack import LEVELS, PlaceRow

DUMP_FIELDS, ALTERNATE_FIELDS = 19, 10
CSV_NEEDED = ("name", "lat", "lon")
CSV_KNOWN = (*CSV_NEEDED, "name_en", "aliases", "country", "admin1", "level", "feature", "geonames", "population")
_ADMIN = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2", "ADM4": "admin2", "PCLI": "country", "PCLD": "country"}
_CLASSES = {
    "S": "facility",
    "R": "facility",
    "T": "natural",
    "H": "natural",
    "V": "natural",
    "L": "region",
    "A": "region",
}
_BASE = {"country": 100, "admin1": 60, "admin2": 40, "city": 45, "village": 30, "quarter": 30, "facility": 35,
         "region": 40, "natural": 35}  # fmt: skip


class Entry(NamedTuple):
    """A row of the user's file (its number still 0) and its Arabic names."""

    row: PlaceRow
    names: tuple[str, ...]


def read_entries(path: Path, alternates: Path | None = None) -> list[Entry]:
    """The entries of a file: CSV by its suffix ``.csv``, a GeoNames dump otherwise.

    alternates: alternateNamesV2.txt, for the dump only; its names marked as Arabic are added. Raises InputError.
    """
    if path.suffix.lower() == ".csv":
        return list(_csv(path))
    return list(_dump(path, _arabic_alternates(alternates) if alternates else {}))


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(path)) from error


def _arabic_alternates(path: Path) -> dict[int, list[str]]:
    """GeoNames id → names whose language is given as Arabic; historic names are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, fields in _lines(path):
        if len(fields) < ALTERNATE_FIELDS - 2:
            raise InputError(f"{len(fields)} fields; alternateNamesV2 has {ALTERNATE_FIELDS}", f"{path}:{number}")
        historic = len(fields) > 7 and fields[7] == "1"
        if fields[2] == "ar" and not historic:
            found[int(fields[1])].append(tidy(fields[3]))
    return found


def _dump(path: Path, alternates: dict[int, list[str]]) -> Iterator[Entry]:
    for number, fields in _lines(path):
        if len(fields) < DUMP_FIELDS:
            raise InputError(f"{len(fields)} fields; a GeoNames dump has {DUMP_FIELDS}", f"{path}:{number}")
        geonames, country, population = int(fields[0]), fields[8], int(fields[14] or 0)
        names = alternates.get(geonames, []) + arabic_names(fields[3].split(","), respell=False)
        if not names:
            continue
        level = dump_level(fields[6], fields[7], population)
        yield Entry(
            PlaceRow(
                0, usual_form(names, fields[1]), latin(fields[1]), geonames, country or None, None, level, fields[7] or None,
                float(fields[4]), float(fields[5]), population, importance(level, population), "high",
                f"user:{path.name}", None,
            ),
            tuple(dict.fromkeys(names)),
        )  # fmt: skip


def dump_level(feature_class: str, code: str, population: int) -> str:
    """Khabar's level of a GeoNames feature: class P by its people and rank, A by its order, the rest by class."""
    if feature_class == "P":
        if code == "PPLX":
            return "quarter"
        return "city" if population >= 5000 or code.startswith(("PPLA", "PPLC")) else "village"
    return _ADMIN.get(code) or _CLASSES.get(feature_class, "region")


def importance(level: str, population: int) -> int:
    """0 to 95, from the level and the number of people (log)."""
    return min(95, round(_BASE[level] + 3 * math.log10(population + 1)))


def _csv(path: Path) -> Iterator[Entry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(path)) from error
    reader = csv.DictReader(text.splitlines())
    fields = reader.fieldnames or []
    missing = [name for name in CSV_NEEDED if name not in fields]
    unknown = [name for name in fields if name not in CSV_KNOWN]
    if missing or unknown:
        wrong = f"column {missing[0]!r} is missing" if missing else f"unknown column {unknown[0]!r}"
        raise InputError(f"{wrong}; known columns: {', '.join(CSV_KNOWN)}", f"{path}:1")
    for number, values in enumerate(reader, 2):
        yield _csv_entry(path, number, values)


def _csv_entry(path: Path, number: int, values: dict[str, str | None]) -> Entry:
    def value(field: str) -> str:
        return (values.get(field) or "").strip()

    where = f"{path}:{number}"
    name, level = tidy(value("name")), value("level") or "city"
    if not name:
        raise InputError("no name", where)
    if level not in LEVELS:
        raise InputError(f"unknown level {level!r}; known: {', '.join(LEVELS)}", where)
    lat, lon = _number(value("lat"), 90, "lat", where), _number(value("lon"), 180, "lon", where)
    population = int(value("population") or 0)
    row = PlaceRow(
        0, name, value("name_en") or name, int(value("geonames") or 0) or None, value("country") or None,
        value("admin1") or None, level, value("feature") or None, lat, lon, population,
        importance(level, population), "high", f"user:{path.name}", None,
    )  # fmt: skip
    aliases = (tidy(alias) for alias in value("aliases").split("|"))
    return Entry(row, tuple(dict.fromkeys((name, *(alias for alias in aliases if alias)))))


def _number(text: str, limit: float, field: str, where: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise InputError(f"{field} {text!r} is not a number", where) from None
    if not -limit <= number <= limit:
        raise InputError(f"{field} {number} lies outside ±{limit:g}", where)
    return number


def total(entries: Iterable[Entry]) -> int:
    """How many names the entries have together."""
    return sum(len(entry.names) for entry in entries)
