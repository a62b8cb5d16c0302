"""``khabar watch``: polling feeds into a store."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khabar.cli import common
from khabar.cli.store import AllowPrivate, StoreOption, opened, take_in
from khabar.errors import InputError
from khabar.store import Store, problem, solved

if TYPE_CHECKING:
    from khabar.ingest.fetch import Fetcher


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("watch", epilog="Example: khabar watch feeds.opml --store news.db --every 900")(watch)


def watch(
    opml: Annotated[Path, typer.Argument(metavar="FEEDS.opml", help="The feeds to poll, as OPML.")],
    store: StoreOption,
    every: Annotated[int, typer.Option("--every", min=60, metavar="SECONDS", help="Pause between two rounds.")] = 900,
    rounds: Annotated[int, typer.Option("--rounds", min=0, help="Stop after so many rounds (0: go on until interrupted).")] = 0,
    reader: common.ReaderOption = "auto",
    allow_private: AllowPrivate = False,
) -> None:
    """Poll feeds and take new entries into a store. Feeds that have not changed are not sent again; robots.txt is kept."""
    from khabar.ingest.compressed import read_all  # these pull in an HTTP client and a feed parser
    from khabar.ingest.feeds import opml_urls
    from khabar.ingest.fetch import Fetcher

    feeds = opml_urls(read_all(opml), str(opml))
    fetcher = Fetcher(allow_private=allow_private)
    done = 0
    try:
        with opened(store, must_exist=False) as kept:
            while True:
                for url, title in feeds:
                    _poll(kept, fetcher, url, title, reader)
                done += 1
                if done == rounds:
                    return
                time.sleep(every)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    finally:
        fetcher.close()


def _poll(kept: Store, fetcher: Fetcher, url: str, title: str | None, reader: common.ReaderName) -> None:
    """Ask one feed; what it answered is remembered only after its entries were taken in."""
    from khabar.ingest.feeds import from_feed

    bad = common.Problems()
    row = kept.connection.execute("SELECT etag, modified FROM feeds WHERE url=?", (url,)).fetchone()
    try:
        got = fetcher.get(url, *(row or (None, None)))
        items = from_feed(got.data, url) if got.data is not None else None
    except InputError as error:
        bad.add(error)
        problem(kept, url, error.message)
        return
    solved(kept, url)
    counted = take_in(kept, items or (), bad, None, title, reader)
    kept.connection.execute(
        "INSERT INTO feeds VALUES(?,?,?,?,datetime('now')) ON CONFLICT(url) DO UPDATE SET etag=excluded.etag, modified=excluded.modified, at=excluded.at",
        (url, title, got.etag, got.modified))
    print(f"{url}: unchanged" if items is None else f"{url}: {len(items)} entries, {counted['taken']} new", file=sys.stderr)
