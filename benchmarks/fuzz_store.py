"""Hostile queries and addresses, asked of a store of reports and of the desk on it. Used by fuzz_attempts.py."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import fuzz_inputs as made

from khabar import collect, store
from khabar.errors import InputError, KhabarError
from khabar.pipeline import read
from khabar.store.query import HappeningFilter, happenings
from khabar.store.search import Filters, search
from khabar.text import fold

Attempt = Callable[[random.Random, list[str]], str | None]


def _store(folder: Path, pool: list[str]) -> store.Store:
    kept = store.open_store(folder / "news.db", fold)
    for n, text in enumerate((made.GOOD, *pool[:40])):
        try:
            collect.add(kept, read(text, published="2024-03-12", outlet=f"صحيفة {n % 7}", title=f"خبر {n}", reader="lexicon"))
        except InputError:
            continue
    return kept


def searches(folder: Path, reader: str) -> Attempt:
    """Queries and filters full of syntax: an answer or an error for the user, and the store stays as it was."""
    kept: list[store.Store] = []

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        if not kept:
            kept.append(_store(folder, pool))
        count = kept[0].connection.execute("SELECT count(*) FROM reports").fetchone()[0]
        words = [made.query(chance, pool) for _ in range(4)]
        try:
            for hit in search(kept[0], words[0], Filters(*(w if chance.random() < 0.2 else None for w in words[1:]))):
                if any(a < 0 or b > len(hit.snippet) or a >= b for a, b in hit.marks):
                    return f"marks outside their snippet for {words[0]!r}"
            if chance.random() < 0.2:
                list(happenings(kept[0], HappeningFilter(type=words[1], place=words[2], since=words[3], within=5.0)))
        except KhabarError:
            pass
        after = kept[0].connection.execute("SELECT count(*) FROM reports").fetchone()[0]
        return None if after == count else "reports went missing"

    return attempt


def pages(folder: Path, reader: str) -> Attempt:
    """Addresses of the desk full of syntax: never an internal error."""
    from starlette.testclient import TestClient

    from khabar.desk import Settings, create_app

    os.environ["KHABAR_KEY"] = str(folder / "signing.key")
    client: list[TestClient] = []

    def attempt(chance: random.Random, pool: list[str]) -> str | None:
        if not client:
            _store(folder, pool).close()
            client.append(TestClient(create_app(Settings(folder / "news.db", token="t")), base_url="http://127.0.0.1", raise_server_exceptions=False))
            client[0].get("/enter?token=t")
        path = chance.choice(["/", "/search", "/reports", "/sources", "/map/points.json", "/happenings/{}", "/reports/1", "/reports/1/why", "/sources/{}", "/review", "/log", "/set", "/add/{}"])
        keys = ("q", "page", "type", "state", "outlet", "place", "since", "until", "origins", "within", "actor", "at", "claim", "event", "ids", "only", "back", "lang")
        asked = {k: made.query(chance, pool) for k in chance.sample(keys, 3)}
        part = made.name(chance, pool).replace("\ud800", "") if "{}" in path else ""
        try:
            answer = client[0].get(path.format(part), params=asked, follow_redirects=False)
        except (ValueError, TypeError) as error:  # the client refuses some addresses itself
            return None if type(error).__module__.startswith("httpx") else f"{type(error).__name__}: {error}"
        except Exception as error:
            if type(error).__module__.startswith("httpx"):
                return None
            raise
        return f"{path} {asked}: status {answer.status_code}" if answer.status_code >= 500 else None

    return attempt
