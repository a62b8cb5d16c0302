"""``khabar explain``: the derivation tree of any part of a record."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text
from rich.tree import Tree

from khabar.cli import common
from khabar.explain import Step, explain, why_step
from khabar.record import Record


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("explain", epilog="Example: khabar explain samples/hawija-a.txt --published 2024-03-14 --event v5")(run)


def run(
    path: Annotated[str, typer.Argument(metavar="PATH", help="A report file, or - for standard input.")],
    event: Annotated[str | None, typer.Option("--event", help="An event of the record, as v3.")] = None,
    attribution: Annotated[str | None, typer.Option("--attribution", help="An attribution, as a5.")] = None,
    place: Annotated[str | None, typer.Option("--place", help="A place, as p2.")] = None,
    time: Annotated[str | None, typer.Option("--time", help="A time, as t1.")] = None,
    source: Annotated[str | None, typer.Option("--source", help="A source, as s1.")] = None,
    claim: Annotated[str | None, typer.Option("--claim", help="A claim, as c1.")] = None,
    published: common.Published = None,
    form: common.From = None,
    reader: common.ReaderOption = "auto",
    force: common.Force = False,
) -> None:
    """Show why: the rules, resource entries and scores behind a value. Without a choice, list all values with their ids."""
    record = common.read_one(path, form, published, reader, force)
    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    wanted = [x for x in (event, attribution, place, time, source, claim) if x]
    if not wanted:
        _list(console, record)
    for name in wanted:
        console.print(_tree(explain(record, name)))


def _tree(step: Step) -> Tree:
    tree = Tree(Text(step.text), guide_style="dim")
    for part in step.parts:
        tree.children.append(_tree(part))
    return tree


def _list(console: Console, record: Record) -> None:
    if (told := record.report.published_at) is not None:
        console.print(_tree(Step(f"published {record.report.published}, from the text: {told.text} [{told.span[0]}–{told.span[1]}]", why_step(told.why))))
    for part in ("sources", "attributions", "places", "times", "events", "claims"):
        for x in getattr(record, part):
            console.print(Text(explain(record, x.id).text))
