"""``khabar run`` and ``khabar merge``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from khabar.cli import common
from khabar.errors import InputError

if TYPE_CHECKING:
    from khabar.scale import ShardResult

#: How often a run whose output is no terminal tells how far it is.
_TELL_SECONDS = 60.0


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("run", epilog="Example: khabar run archive/*.jsonl.gz --out records --workers 2")(run)
    app.command("merge", epilog="Example: khabar merge records --out happenings.jsonl")(merge)


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="JSON Lines, WARC or Parquet files (packed too), or s3://, gs://, hdfs:// addresses.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the records, one file per shard.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes on this machine.")] = max(1, os.cpu_count() or 1),
    scheduler: Annotated[str | None, typer.Option("--scheduler", metavar="ADDRESS", help="A dask scheduler, as tcp://host:8786.")] = None,
    lines: Annotated[int, typer.Option("--shard-lines", min=1, help="Reports per shard of a JSON Lines file.")] = 2_000,
    to: Annotated[Literal["jsonl", "parquet"], typer.Option("--to", help="Form of the records.")] = "jsonl",
    reader: common.ReaderOption = "auto",
) -> None:
    """Read shards of reports into records. Finished shards are skipped when run again; bad reports are set aside in DIR/bad."""
    from khabar.scale import plan
    from khabar.scale import run as run_shards

    shards = plan(inputs, lines)
    total = {"reports": 0, "bad": 0, "words": 0, "skipped": 0, "shards": 0}
    start = told = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("shards", total=len(shards))

        def done(result: ShardResult) -> None:
            nonlocal told
            for name in ("reports", "bad", "words", "skipped"):
                total[name] += getattr(result, name)
            total["shards"] += 1
            now = time.monotonic()
            rate = total["words"] / (now - start)
            bar.update(task, advance=1, description=f"{rate:,.0f} words a second")
            if bar.disable and now - told > _TELL_SECONDS:  # into a log: a line now and then
                told = now
                left = (len(shards) - total["shards"]) * (now - start) / max(1, total["shards"] - total["skipped"])
                print(f"{total['shards']} of {len(shards)} shards, {rate:,.0f} words a second, about {left / 60:,.0f} minutes left", file=sys.stderr)

        failed = run_shards(shards, out, workers, reader, to, done, scheduler)
    for reason in failed.values():
        print(f"khabar: {reason}", file=sys.stderr)
    seconds = time.monotonic() - start
    print(f"{out}: {total['reports']} reports, {total['bad']} set aside, {total['skipped']} shards skipped, {len(failed)} failed, "
          f"{total['words'] / seconds:,.0f} words a second", file=sys.stderr)
    if failed or total["bad"]:
        raise typer.Exit(2)


def merge(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that khabar run wrote.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The happenings, as JSON Lines.")],
    workers: Annotated[int, typer.Option("--workers", min=1, help="Processes on this machine.")] = 1,
) -> None:
    """Gather the claims of all shards into happenings."""
    from khabar.scale import merge as merge_shards

    if not folder.is_dir():
        raise InputError("no such folder", str(folder))
    left_out = 0

    def fault(where: str, reason: str) -> None:
        nonlocal left_out
        left_out += 1
        print(f"khabar: {where}: is left out: {reason}", file=sys.stderr)

    reports, units, count = merge_shards(folder, out, fault, workers)
    print(f"{out}: {count} happenings from {units} accounts in {reports} reports, {left_out} left out", file=sys.stderr)
    if left_out:
        raise typer.Exit(2)
