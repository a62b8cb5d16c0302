"""``khabar export``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import khabar
from khabar.cli import protection
from khabar.cli.happenings import Since, Until
from khabar.cli.store import StoreOption, opened
from khabar.ingest import iso_date
from khabar.store.query import HappeningFilter
from khabar.store.read import records, tables

Format = Literal["plover", "polecat", "acled", "ucdp", "geojson", "jsonld", "webannotation", "brat", "csv", "parquet"]


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("export", epilog="Example: khabar export geojson --store news.db --out happenings.geojson")(export)


def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="plover, polecat, acled, ucdp, geojson, jsonld, webannotation, brat, csv or parquet.")],
    store: StoreOption,
    out: Annotated[Path, typer.Option("--out", metavar="PATH", help="The file to write; a folder for brat, csv and parquet.")],
    what: Annotated[Literal["happenings", "events", "claims"], typer.Option("--what", help="One row per happening, event mention or claim.")] = "happenings",
    kind: Annotated[str | None, typer.Option("--type", help="An event type or family.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place, English or Arabic.")] = None,
    within: Annotated[float | None, typer.Option("--within", metavar="KM", help="Kilometres around --place.")] = None,
    since: Since = None,
    until: Until = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Part of an actor's name.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="single-source, corroborated, contested or denied.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Reported by this outlet.")] = None,
    min_origins: Annotated[int, typer.Option("--min-origins", help="At least this many independent origins.")] = 0,
    announced: Annotated[bool | None, typer.Option("--announced/--happened", help="Only what is announced, or only what happened.")] = None,
    protect: protection.Protect = False,
    protect_names: protection.Names = None,
    protect_level: protection.Level = "region",
) -> None:
    """Write happenings, events or claims in a format of the field. Values come from the records only; each row names its claims.

    The filters do not apply to webannotation, brat, csv and parquet, which hold everything.
    """
    from khabar.collect import protected_copy, rows
    from khabar.export import FORMATS, write

    days = [iso_date(d, name) if d else None for d, name in ((since, "--since"), (until, "--until"))]
    wanted = HappeningFilter(kind, place, within, days[0], days[1], actor, state, outlet, min_origins, announced)
    source = FORMATS[form]
    safe_rules = protection.rules(protect_names, protect_level) if protect or protect_names else None
    with opened(store) as kept:
        if safe_rules is not None:
            kept, summary = protected_copy(kept, safe_rules)
            protection.tell(summary)
        count = write(
            form, out, khabar.__version__,
            rows=_shown(rows(kept, what, wanted)) if source == "rows" else (),
            records=(r for _, r in _shown(records(kept))) if source == "records" else (),
            store_tables=tables(kept) if source == "tables" else (),
        )  # fmt: skip
    print(f"{out}: {count} rows", file=sys.stderr)


def _shown(found: Iterable[Any]) -> Iterator[Any]:
    """The values, with a counter on a terminal's standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield from found
        return
    with Progress(SpinnerColumn(), TextColumn("{task.completed} written"), TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        for value in found:
            yield value
            bar.advance(task)
