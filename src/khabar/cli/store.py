"""Commands over a store: ``ingest``, ``problems``, ``stats``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from khabar.cli import common
from khabar.errors import InputError
from khabar.ingest import Item, expected, iso_date
from khabar.record import report_id
from khabar.store import Store, open_store, problem, problems, solved
from khabar.store.read import has
from khabar.text import fold

StoreOption = Annotated[Path, typer.Option("--store", metavar="FILE", envvar="KHABAR_STORE", help="The store (one SQLite file).")]

AllowPrivate = Annotated[bool, typer.Option("--allow-private", help="Also fetch from private and loopback addresses.")]


def mount(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command("ingest", epilog="Example: khabar ingest samples/hawija-a.txt --published 2024-03-14 --store news.db")(ingest)
    app.command("problems", epilog="Example: khabar problems --store news.db")(show_problems)
    app.command("stats", epilog="Example: khabar stats --store news.db")(stats)


def opened(path: Path, *, must_exist: bool = True) -> Store:
    """The store at ``path``. Raises StoreError."""
    return open_store(path, fold, must_exist=must_exist)


def ingest(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Report files, folders, http(s) addresses, lists of feeds (OPML), or - for standard input.")],
    store: StoreOption,
    published: common.Published = None,
    outlet: common.Outlet = None,
    form: common.From = None,
    reader: common.ReaderOption = "auto",
    force: common.Force = False,
    allow_private: AllowPrivate = False,
) -> None:
    """Read reports into a store and gather their claims into happenings.

    What this version of Khabar has read into the store is not read again, so an interrupted run goes on where it stopped. A bad input is noted with its reason (khabar problems) and the others go on.
    """
    bad = common.Problems()
    files = _files(paths)
    with opened(store, must_exist=False) as kept:
        found = common.items(files, form, bad, lambda e: _note(kept, e), allow_private=allow_private)
        shown = common.with_progress(found, Console(stderr=True), lambda: expected(files, form))
        counted = take_in(kept, shown, bad, published, outlet, reader, force)
    print(f"{counted['taken']} reports taken in, {counted['known']} known already, {bad.count} problems", file=sys.stderr)
    bad.leave()


def take_in(
    kept: Store, found: Iterable[Item], bad: common.Problems, published: str | None, outlet: str | None, reader: common.ReaderName, force: bool = False
) -> Counter[str]:
    """Read what the store does not know yet and gather it; how many were ``taken`` and ``known``. What fails is noted, the rest goes on."""
    from khabar.collect import add

    counted: Counter[str] = Counter()
    fresh = _unknown(kept, found, outlet, published, reader, counted)
    for item, record in common.records(fresh, bad, published, outlet, reader, force, lambda e: _note(kept, e)):
        try:
            counted["taken" if add(kept, record) else "known"] += 1
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:  # a fault of ours must not cost the other reports
            fault = InputError(f"could not be gathered ({type(error).__name__}: {error}); please tell us", item.where)
            bad.add(fault)
            _note(kept, fault)
        else:
            solved(kept, item.where)
    return counted


def _unknown(
    kept: Store, found: Iterable[Item], outlet: str | None, published: str | None, reader: str, counted: Counter[str]
) -> Iterator[Item]:
    """The items that this Khabar has not read yet, or that stood elsewhere; the others are counted as known."""
    import khabar
    from khabar.resources import resources_digest

    given = iso_date(published, "--published") if published else None
    made_by = (reader, khabar.__version__, resources_digest())
    for item in found:
        if has(kept, report_id(item.text), outlet or item.outlet or "", item.uri or "", given or item.published, made_by):
            counted["known"] += 1
            solved(kept, item.where)
        else:
            yield item


def _note(store: Store, error: InputError) -> None:
    from khabar.ingest.private import kept_as

    problem(store, *kept_as(error))


def _files(paths: list[str]) -> list[str]:
    """Folders become their files, sorted; hidden files are left out. A list of feeds becomes their addresses."""
    out: list[str] = []
    for name in paths:
        path = Path(name)
        if path.suffix.lower() == ".opml" and path.is_file():
            from khabar.ingest.compressed import read_all
            from khabar.ingest.feeds import opml_urls

            out += [url for url, _ in opml_urls(read_all(path), name)]
            continue
        if name != "-" and path.is_dir():
            out += [str(p) for p in sorted(path.rglob("*")) if p.is_file() and not any(part.startswith(".") for part in p.relative_to(path).parts)]
        else:
            out.append(name)
    return out


def show_problems(store: StoreOption) -> None:
    """List the inputs that could not be taken in, each with its reason."""
    with opened(store) as kept:
        for name, reason, at in problems(kept):
            print(f"{at}  {name}: {reason}")


def stats(store: StoreOption, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Figures of a store: reports, claims, happenings by state and type, outlets, dates."""
    from khabar.store.query import stats as figures

    with opened(store) as kept:
        found = figures(kept)
    if as_json:
        print(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        text = ", ".join(f"{k or '?'} {v}" for k, v in value.items()) if isinstance(value, dict) else value
        print(f"{name:13} {text}")
