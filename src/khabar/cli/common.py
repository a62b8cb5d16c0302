"""What several commands share: options, the loop over inputs, and how problems are shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Literal, TypeVar

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from khabar.errors import InputError
from khabar.ingest import Item, iso_date, reports
from khabar.ingest.reports import Form
from khabar.record import Record

ReaderName = Literal["auto", "lexicon", "model", "llm"]
OnProblem = Callable[[InputError], None]
_T = TypeVar("_T")

Paths = Annotated[list[str], typer.Argument(metavar="PATH…", help="Report files, or - for standard input.")]
Published = Annotated[str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2016-02-12.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Name of the outlet.")]
From = Annotated[Form | None, typer.Option("--from", help="Form of the input (default: by the file's name).")]
ReaderOption = Annotated[ReaderName, typer.Option("--reader", help="Which reader proposes (default: the better one per layer).")]
Force = Annotated[bool, typer.Option("--force", help="Read text that is not Arabic too.")]


class Problems:
    """Counts the inputs that could not be read and prints one line for each."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, error: InputError | str) -> None:
        self.count += 1
        print(f"khabar: {' '.join(str(error).split())}", file=sys.stderr)

    def leave(self) -> None:
        """Exit with 2 when there was any problem."""
        if self.count:
            raise typer.Exit(2)


def items(paths: list[str], form: Form | None, problems: Problems, noted: OnProblem | None = None, *, allow_private: bool = False) -> Iterator[Item]:
    """The readable reports of the paths; problems are shown, counted and given to ``noted``, notes shown."""
    for item in reports(paths, form, allow_private=allow_private):
        if isinstance(item, InputError):
            problems.add(item)
            if noted is not None:
                noted(item)
            continue
        for note in item.notes:
            print(f"khabar: {note}", file=sys.stderr)
        yield item


def records(
    found: Iterable[Item], problems: Problems, published: str | None, outlet: str | None, reader: ReaderName, force: bool,
    noted: OnProblem | None = None,
) -> Iterator[tuple[Item, Record]]:
    """Each item with its record; an item that cannot be read is a problem and the others go on."""
    from khabar.pipeline import read  # loads the resources: after the options are known to be right

    given = iso_date(published, "--published") if published else None
    for item in found:
        try:
            yield item, read(
                item.text, published=given or item.published, published_from="argument" if given else item.published_from,
                outlet=outlet or item.outlet, title=item.title, uri=item.uri, reader=reader, force=force,
            )  # fmt: skip
        except InputError as error:
            problem = InputError(error.message, item.where)
            problems.add(problem)
            if noted is not None:
                noted(problem)


def with_progress(found: Iterable[_T], console: Console, total: Callable[[], int], what: str = "reading") -> Iterator[_T]:
    """The values one by one, with a bar, the rate and the remaining time on a terminal's standard error.

    ``total`` tells how many are expected (asked on a terminal only); more may come. Nothing is held.
    """
    expected = total() if console.is_terminal else 0
    if expected < 2:
        yield from found
        return
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=expected)
        for n, value in enumerate(found, 1):
            yield value
            bar.update(task, completed=n, total=max(n, expected))


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "-/s", style="dim")


def read_one(path: str, form: Form | None, published: str | None, reader: ReaderName, force: bool) -> Record:
    """The record of the single report at ``path``. Raises InputError."""
    problems = Problems()
    found = list(records(items([path], form, problems), problems, published, None, reader, force))
    problems.leave()
    if len(found) != 1:
        raise InputError(f"holds {len(found)} reports; give one", path)
    return found[0][1]
