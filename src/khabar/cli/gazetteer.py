"""The commands ``khabar gazetteer add | show | stats``: the user's own places, and what the gazetteer holds."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated

import typer

from khabar.cli.gazetteer_files import Entry, read_entries, total
from khabar.errors import InputError
from khabar.resources.gazetteer import PACKAGED, PlaceRow, gazetteer, user_folder
from khabar.resources.gazetteer_pack import encode
from khabar.text.fold import fold

app = typer.Typer(help="The gazetteer: add your own places, see what a name can mean, count.", no_args_is_help=True)
SHOWN = 12


@app.callback()
def options() -> None:
    """The gazetteer: add your own places, see what a name can mean, count."""


def layer(entries: list[Entry]) -> bytes:
    """The bytes of a user layer."""
    rows = [entry.row._replace(number=number) for number, entry in enumerate(entries)]
    names: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        for name in entry.names:
            key = name_key(name)
            if len(key) > 1 and number not in names[key]:
                names[key].append(number)
    for numbers in names.values():
        numbers.sort(key=lambda n: (-rows[n].importance, n))
    return encode(rows, names)


def name_key(name: str) -> str:
    """The key under which the gazetteer holds a name: folded, words parted by one space."""
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


@app.command(epilog="Example: khabar gazetteer add IQ.txt --alternates alternateNamesV2.txt")
def add(
    file: Annotated[Path, typer.Argument(help="A GeoNames country dump (IQ.txt) or a CSV file with name, lat, lon.")],
    alternates: Annotated[
        Path | None, typer.Option(help="GeoNames' alternateNamesV2.txt, for the Arabic names of the dump.")
    ] = None,
) -> None:
    """Add the places of FILE to your own layer; a file of the same name that was added before is replaced."""
    entries = read_entries(file, alternates)
    if not entries:
        raise InputError("holds no place with an Arabic name", str(file))
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{file.stem}.bin").write_bytes(layer(entries))
    gazetteer.cache_clear()
    typer.echo(f"{len(entries)} places with {total(entries)} names added to {folder / file.stem}.bin")


@app.command(epilog="Example: khabar gazetteer show طرابلس")
def show(name: Annotated[str, typer.Argument(help="An Arabic name, with or without its article.")]) -> None:
    """List the places that NAME can mean, the most important first."""
    key = name_key(name)
    rows = gazetteer().rows(key) or gazetteer().rows("ال" + key)
    if not rows:
        raise InputError(f"the gazetteer has no place named {name!r}")
    for row in rows:
        typer.echo(line(row))


def line(row: PlaceRow) -> str:
    """One row for the terminal."""
    where = ", ".join(part for part in (row.admin1, row.country) if part)
    people = f", {row.population} people" if row.population else ""
    certainty = "" if row.certainty == "high" else f", certainty {row.certainty}"
    note = f" ({row.note})" if row.note else ""
    return (
        f"{row.name_ar}  {row.name_en}  {row.level}  {where}  {row.lat:.4f} {row.lon:.4f}"
        f"  importance {row.importance}{people}{certainty}  {row.entry}{note}"
    )


@app.command(epilog="Example: khabar gazetteer stats")
def stats() -> None:
    """Count places by level and by country, and say where they come from."""
    manifest = json.loads((PACKAGED.parent / "manifest.json").read_text(encoding="utf-8"))
    held = gazetteer()
    rows = [held.row(number) for number in range(held.size)]
    own = sum(row.entry.startswith("user:") for row in rows)
    typer.echo(f"places {held.size}  names {len(held.names)}  of your own {own}")
    typer.echo("levels  " + "  ".join(f"{level} {n}" for level, n in Counter(r.level for r in rows).most_common()))
    countries = Counter(row.country or "-" for row in rows).most_common(SHOWN)
    typer.echo("countries  " + "  ".join(f"{country} {n}" for country, n in countries) + "  …")
    for source in manifest["sources"]:
        typer.echo(f"source  {source['name']} {source['version']}  {source['licence']}")
    typer.echo(f"packaged file  {manifest['bytes']} bytes  sha256 {manifest['sha256']}")
