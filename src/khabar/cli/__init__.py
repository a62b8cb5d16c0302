"""The command line. Errors are one line on standard error, exit code 2; other inputs go on."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import khabar
from khabar.cli import (
    actors,
    desk,
    doctor,
    dossier,
    evaluate,
    explain,
    export,
    gazetteer,
    grade,
    happenings,
    material,
    read,
    resources,
    run,
    store,
    train,
    watch,
)
from khabar.errors import KhabarError

app = typer.Typer(
    name="khabar",
    help="Khabar reads Arabic news reports into sourced events: who said what happened, to whom, where, when, and"
    " through which chain of sources.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"khabar {khabar.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Khabar reads Arabic news reports into sourced events."""


read.mount(app)
explain.mount(app)
evaluate.mount(app)
resources.mount(app)
store.mount(app)
happenings.mount(app)
watch.mount(app)
export.mount(app)
grade.mount(app)
dossier.mount(app)
desk.mount(app)
run.mount(app)
actors.mount(app)
material.mount(app)
train.mount(app)
doctor.mount(app)
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Entry point of the ``khabar`` command."""
    try:
        app()
    except KhabarError as error:
        print(f"khabar: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader of our output (head, less) has gone
        sys.stderr.close()
        sys.exit(0)
