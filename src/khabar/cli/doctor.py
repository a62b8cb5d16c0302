"""``khabar doctor``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import khabar

_SHOWN = {"ok": "[green]✓ ok[/]", "fault": "[red]✗ fault[/]", "absent": "[yellow]– not there[/]"}
_PLAIN = {"ok": "ok", "fault": "FAULT", "absent": "not there"}


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("doctor", epilog="Example: khabar doctor")(doctor)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
    limit: Annotated[float, typer.Option("--limit", min=0.01, metavar="SECONDS", help="Longest time that one check may take.")] = 60.0,
) -> None:
    """Check this installation: Python, packages, resources, gazetteer, model, SQLite, optional parts; and read a bundled report.

    Exit code 0: Khabar can read; parts that are optional may be absent. 1: something it needs is at fault.
    """
    from khabar.doctor import examine, healthy  # the parts themselves load only when they are checked

    checks = list(examine(limit))
    well = healthy(checks)
    if as_json:
        found = {"version": khabar.__version__, "healthy": well, "checks": [asdict(check) for check in checks]}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        console = Console(file=sys.stdout, highlight=False)
        words = _SHOWN if (sys.stdout.encoding or "").lower().startswith("utf") else _PLAIN
        table = Table("check", "state", "found", "what to do", box=None, pad_edge=False)
        for check in checks:
            table.add_row(escape(check.name), words[check.state], escape(check.found), escape(check.advice))
        console.print(table)
        faults = [check.name for check in checks if check.state == "fault"]
        console.print()
        console.print("Khabar can read." if well else f"Khabar is not in order: {', '.join(faults)}.", markup=False)
    if not well:
        raise typer.Exit(1)
