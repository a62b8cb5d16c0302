"""The commands ``khabar actors show NAME`` and ``khabar types``."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(help="The actor file: who a name means, with codes and dates.", no_args_is_help=True)


def mount(root: typer.Typer) -> None:
    """Add the commands to the application."""
    root.add_typer(app, name="actors")
    root.command("types", epilog="Example: khabar types --arabic")(types)


@app.callback()
def options() -> None:
    """The actor file: who a name means, with codes and dates."""


@app.command(epilog="Example: khabar actors show القوات العراقية")
def show(
    name: Annotated[list[str], typer.Argument(help="A name or phrase in Arabic (القوات العراقية), or an English name.")],
    date: Annotated[str | None, typer.Option(help="Day for which codes and offices hold, as 2016-02-12.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Who NAME means: its entry in the actor file, or how its codes are composed of its words."""
    from khabar.cli.actors_data import described, lines

    for data in described(" ".join(name), date):
        typer.echo(json.dumps(data, ensure_ascii=False) if as_json else "\n".join(lines(data)))


def types(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    arabic: Annotated[bool, typer.Option("--arabic", help="Definitions in Arabic.")] = False,
) -> None:
    """The event types with their definitions and their usual PLOVER, CAMEO and ACLED codes."""
    from khabar.cli.actors_data import types as rows_of

    rows = rows_of(arabic)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row['type']:15} {row['definition']}")
        codes = [str(row[k]) for k in ("plover", "cameo", "acled", "quad") if row[k]]
        typer.echo(f"{'':15} {' · '.join(codes) if codes else 'no code in PLOVER, CAMEO or ACLED'}")
