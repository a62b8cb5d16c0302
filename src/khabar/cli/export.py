"""``khabar export``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

import khabar
from khabar.cli import protection
from khabar.cli.common import with_progress
from khabar.cli.filters import filtered
from khabar.cli.store import StoreOption, opened
from khabar.store import Store
from khabar.store.query import HappeningFilter, reports_of, wanted_ids
from khabar.store.read import Table, records, size, tables

Format = Literal["plover", "polecat", "acled", "ucdp", "geojson", "jsonld", "webannotation", "brat", "csv", "parquet"]


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", epilog="Example: khabar export geojson --store news.db --out happenings.geojson")(filtered(export))


def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="plover, polecat, acled, ucdp, geojson, jsonld, webannotation, brat, csv or parquet.")],
    store: StoreOption,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write; a folder for brat, csv and parquet.")],
    *,
    what: Annotated[Literal["happenings", "events", "claims"], typer.Option("--what", help="One row per happening, event mention or claim.")] = "happenings",
    wanted: HappeningFilter,
    protect: protection.Protect = False,
    protect_names: protection.Names = None,
    protect_level: protection.Level = "region",
) -> None:
    """Write happenings, events or claims in a format of the field. Values come from the records only; each row names its claims.

    Webannotation, brat, csv and parquet hold the reports that tell of what the filters let through, csv and parquet also the other tables' rows on these.
    """
    from khabar.collect import protected_copy, rows
    from khabar.export import FORMATS, write

    source = FORMATS[form]
    safe_rules = protection.rules(protect_names, protect_level) if protect or protect_names else None
    with opened(store) as kept:
        if safe_rules is not None:
            kept, summary = protected_copy(kept, safe_rules)
            protection.tell(summary)
        chosen = None if wanted == HappeningFilter() or source == "rows" else reports_of(kept, wanted)
        console = Console(stderr=True)
        count = write(
            form, out, khabar.__version__,
            rows=with_progress(rows(kept, what, wanted), console, lambda: size(kept, what), "writing") if source == "rows" else (),
            records=(r for _, r in with_progress(records(kept, chosen), console, lambda: size(kept, "reports"), "writing")) if source == "records" else (),
            store_tables=_counted(tables(kept, chosen, wanted_ids(kept, wanted) if chosen is not None else None), console, kept) if source == "tables" else (),
        )  # fmt: skip
    print(f"{out}: {count} rows", file=sys.stderr)


def _counted(found: Iterator[Table], console: Console, kept: Store) -> Iterator[Table]:
    """The tables, each with a bar of its own."""
    for name, columns, values in found:
        yield name, columns, with_progress(values, console, partial(size, kept, name), name)
