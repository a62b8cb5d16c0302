"""``khabar schema`` and ``khabar check``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from khabar.errors import KhabarError
from khabar.record import schema


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("schema", epilog="Example: khabar schema > record.schema.json")(print_schema)
    app.command("check", epilog="Example: khabar check my-cues.yaml")(check)


def print_schema() -> None:
    """Print the JSON Schema of a record."""
    print(json.dumps(schema(), ensure_ascii=False, indent=2))


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Resource files (YAML).")],
) -> None:
    """Check resource files: their form, and that every accept and reject example holds when the file is in use."""
    from khabar import examples

    faults = 0
    for path in files:
        try:
            count, failures = examples.check_file(path)
        except KhabarError as error:
            failures, count = [str(error)], 0
        for line in failures:
            typer.echo(f"khabar: {line}", err=True)
        faults += len(failures)
        if not failures:
            typer.echo(f"{path}: {count} entries, all examples hold")
    if faults:
        raise typer.Exit(2)
