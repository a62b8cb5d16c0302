"""``khabar evaluate``: the measure on annotated reports, and the floors that guard it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from khabar.cli import common
from khabar.errors import InputError
from khabar.evaluate import Score, check_floors, load_floors, measure, save_floors, scores
from khabar.record import to_json
from khabar.record.gold import load_folder


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("evaluate", epilog="Example: khabar evaluate samples --floors floors.json")(run)


def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Annotated reports: ID.yaml with ID.txt, or ID.json.")],
    reader: common.ReaderOption = "auto",
    records: Annotated[Path | None, typer.Option("--records", metavar="DIR", help="Measure these ID.json records, not a new reading.")] = None,
    floors: Annotated[Path | None, typer.Option("--floors", metavar="FILE", help="Fail when a layer's F1 lies below its floor.")] = None,
    save: Annotated[bool, typer.Option("--save-floors", help="Write what was measured into the floors file.")] = False,
    lower: Annotated[bool, typer.Option("--lower-floors", help="Allow --save-floors to lower a floor.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Measure the reading of annotated reports, layer by layer: precision, recall, F1 and number annotated."""
    if save and floors is None:
        raise InputError("--save-floors needs --floors FILE")
    if not folder.is_dir():
        raise InputError("no such folder", str(folder))
    found = scores(measure((gold, _record(gold, records, reader)) for gold in load_folder(folder)))
    if as_json:
        print(json.dumps({k: {"P": round(s.precision, 3), "R": round(s.recall, 3), "F1": round(s.f1, 3), "n": s.n} for k, s in found.items()}))
    else:
        Console(file=sys.stdout, highlight=False).print(_table(found))
    if floors is not None and save:
        save_floors(floors, found, allow_lower=lower, command=f"khabar evaluate {folder} --reader {reader}")
    elif floors is not None:
        fallen = check_floors(found, load_floors(floors))
        for line in fallen:
            print(f"khabar: {line}", file=sys.stderr)
        if fallen:
            raise typer.Exit(1)


def _record(gold: dict[str, object], folder: Path | None, reader: common.ReaderName) -> dict[str, object] | None:
    if folder is not None:
        try:
            kept: dict[str, object] = json.loads((folder / f"{gold['id']}.json").read_text(encoding="utf-8"))
            return kept
        except (OSError, ValueError) as error:
            print(f"khabar: {folder}/{gold['id']}.json: counted as empty: {error}", file=sys.stderr)
            return None
    from khabar.pipeline import read

    record = read(str(gold["text"]), published=gold["published"], outlet=gold["outlet"], reader=reader, force=True)  # type: ignore[arg-type]
    made: dict[str, object] = json.loads(to_json(record))
    return made


def _table(found: dict[str, Score]) -> Table:
    table = Table("layer", "precision", "recall", "F1", "n", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    for layer, s in found.items():
        table.add_row(layer, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", str(s.n))
    return table
