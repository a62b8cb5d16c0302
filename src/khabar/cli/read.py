"""``khabar read`` and ``khabar chains``."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from khabar.cli import common, llm_options
from khabar.cli.chains import render as ladder
from khabar.cli.view import report_view
from khabar.errors import InputError
from khabar.ingest import expected
from khabar.record import Record, to_json

_UNSAFE = re.compile(r"[^\w.-]+")


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("read", epilog="Example: khabar read samples/hawija-a.txt --published 2024-03-14")(read)
    app.command("chains", epilog="Example: khabar chains samples/hawija-a.txt --published 2024-03-14")(chains)


def read(
    paths: common.Paths,
    as_json: Annotated[bool, typer.Option("--json", help="Print records as JSON Lines.")] = False,
    published: common.Published = None,
    outlet: common.Outlet = None,
    form: common.From = None,
    reader: common.ReaderOption = "auto",
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write one ID.json per report into DIR.")] = None,
    force: common.Force = False,
    yes_send: llm_options.YesSend = False,
    llm_url: llm_options.Url = None,
    llm_model: llm_options.Model = None,
    llm_requests: llm_options.Requests = None,
) -> None:
    """Read reports: who says what happened, to whom, where and when.

    JSON Lines input holds id and text, and optionally published, outlet, title and url.
    """
    problems = common.Problems()
    console = Console(file=sys.stdout, highlight=False)
    if out is not None:
        _folder(out)
    taken: set[str] = set()
    found = common.with_progress(common.items(paths, form, problems), Console(stderr=True), lambda: expected(paths, form))
    for item, record in common.records(found, problems, published, outlet, reader, force):
        if out is not None:
            name = _name(item.id or record.report.id, taken)
            (out / f"{name}.json").write_bytes(to_json(record) + b"\n")
        elif as_json:
            sys.stdout.buffer.write(to_json(record) + b"\n")
        else:
            _show(console, record, item.id or item.where)
    sys.stdout.flush()
    problems.leave()


def chains(
    paths: common.Paths,
    published: common.Published = None,
    outlet: common.Outlet = None,
    form: common.From = None,
    reader: common.ReaderOption = "auto",
    force: common.Force = False,
) -> None:
    """Show reports as a ladder of voices: who says what, inside whose speech, down to what happened."""
    problems = common.Problems()
    console = Console(file=sys.stdout, highlight=False)
    for _, record in common.records(common.items(paths, form, problems), problems, published, outlet, reader, force):
        console.print(ladder(record))
    problems.leave()


def _show(console: Console, record: Record, name: str) -> None:
    console.print(report_view(record, name))


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", str(path)) from None


def _name(wanted: str, taken: set[str]) -> str:
    """A file name without path parts, and not used before in this run."""
    base = _UNSAFE.sub("-", wanted).strip(".-")[:120] or "report"
    name, n = base, 2
    while name in taken:
        name, n = f"{base}-{n}", n + 1
    taken.add(name)
    return name
