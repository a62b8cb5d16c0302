"""How fast the desk answers 50 people at once on a store of 50,000 reports.

    python benchmarks/desk_load.py [--reports 50000] [--readers 50] [--seconds 30] [--think 1.0] [--store FILE]
    python benchmarks/desk_load.py --alone 300 [--store FILE]

Fills a store with made-up records (those of store_growth.py), or fills up the one that --store names, starts the desk in
a process of its own, and lets each reader open list pages with filters drawn at random, pausing between pages as a
person does (``--think`` seconds on average; 0: without any pause). Prints median, 95th and 99th percentile by kind of page,
and the processor time of the desk, which does not depend on what else the machine does.
Before each run the answers that the desk remembers are empty. With --alone, so many pages are asked for one after the other
in this process, without a network: processor time by kind of page, for pages never asked for before and those asked for again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))
from store_growth import BATCH, KINDS, made

from khabar import collect, store
from khabar.record import Record
from khabar.text import fold

_SERVE = "import sys, uvicorn; from pathlib import Path; from khabar.desk import Settings, create_app; uvicorn.run(create_app(Settings(Path(sys.argv[1]), token='load')), port=int(sys.argv[2]), log_level='error', timeout_keep_alive=75)"


def fill(path: Path, reports: int) -> None:
    """A store of made-up reports; one that exists is filled up."""
    chance = random.Random(1)
    start = time.perf_counter()
    with store.open_store(path, fold) as kept:
        there = int(kept.connection.execute("SELECT count(*) FROM reports").fetchone()[0])
        records = (made(n, chance) for n in range(1, reports + 1))
        for n, some in enumerate(batched(islice(records, there, None), BATCH), 1):
            with kept.writing():
                for record in some:
                    collect.add(kept, record)
            print(f"{there + n * BATCH:8} reports in the store after {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)


def batched(values: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """The values in lists of that size."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def address(chance: random.Random) -> tuple[str, str]:
    """A page that a reader might open, and its kind."""
    kind = chance.choice(("overview", "overview", "filtered", "filtered", "filtered", "map", "reports", "sources", "search"))
    filters = {"type": chance.choice(KINDS), "state": chance.choice(("contested", "corroborated", "single-source")),
               "outlet": f"منبر {chance.randrange(40)}", "place": f"Town {chance.randrange(500)}", "origins": "2",
               "since": f"2023-{chance.randrange(1, 13):02}-01"}
    some = "&".join(f"{k}={filters[k]}" for k in chance.sample(sorted(filters), chance.randrange(1, 3)))
    pages = {"overview": f"/?page={chance.randrange(1, 6)}", "filtered": f"/?{some}", "map": f"/map/points.json?{some}",
             "reports": f"/reports?page={chance.randrange(1, 50)}", "sources": f"/sources?page={chance.randrange(1, 10)}",
             "search": f"/search?q=البلدة {chance.randrange(500)}"}
    return kind, pages[kind]


async def reader(client: httpx.AsyncClient, until: float, think: float, chance: random.Random, taken: dict[str, list[float]]) -> None:
    """One person."""
    await asyncio.sleep(chance.random() * min(think, 2.0))
    while time.perf_counter() < until:
        kind, page = address(chance)
        start = time.perf_counter()
        try:
            answered = (await client.get(page)).status_code == 200
        except httpx.TransportError:
            answered = False
        taken[kind].append(time.perf_counter() - start)
        if not answered:
            taken["errors"].append(0.0)
        if think:
            await asyncio.sleep(chance.expovariate(1 / think))


async def load(base: str, readers: int, seconds: float, think: float) -> dict[str, list[float]]:
    """All readers at once."""
    taken: dict[str, list[float]] = defaultdict(list)
    limits = httpx.Limits(max_connections=readers, max_keepalive_connections=readers)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits, follow_redirects=True) as client:
        await client.get("/enter?token=load")
        until = time.perf_counter() + seconds
        await asyncio.gather(*(reader(client, until, think, random.Random(n), taken) for n in range(readers)))
    return taken


async def alone(path: Path, pages: int) -> dict[str, list[float]]:
    """Processor seconds of single pages, by kind and whether the page was asked for before."""
    from khabar.desk import Settings, create_app

    app, chance = create_app(Settings(path, token="load")), random.Random(7)
    taken: dict[str, list[float]] = defaultdict(list)
    seen: set[str] = set()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        cookie = (await client.get("/enter?token=load")).headers["set-cookie"].split(";")[0]

        async def one(kind: str, page: str) -> None:
            target = httpx.URL(f"http://127.0.0.1{page}")
            scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "path": target.path,
                     "raw_path": target.raw_path, "query_string": target.query, "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
                     "headers": [(b"host", b"127.0.0.1"), (b"cookie", cookie.encode()), (b"accept-encoding", b"gzip")]}  # fmt: skip
            start = time.process_time()
            await app(scope, _nothing, _thrown_away)
            taken[kind].append(time.process_time() - start)

        for page in ("/", "/sources"):
            await one(f"first {page}", page)
        for _ in range(pages):
            kind, page = address(chance)
            await one(f"{kind} again" if page in seen else kind, page)
            seen.add(page)
    return taken


async def _nothing() -> dict[str, object]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _thrown_away(message: dict[str, object]) -> None:
    if message.get("status", 200) != 200:
        raise SystemExit(f"answered {message['status']}")


def processor_seconds(pid: int) -> float:
    """Processor time that a process has used so far: what a page costs, however busy the machine is. 0 where /proc is not there."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Fill, serve, load, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=50_000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--think", type=float, default=1.0)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--alone", type=int, metavar="PAGES")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "news.db"
        fill(path, args.reports)
        if args.alone:
            for kind, found in sorted(asyncio.run(alone(path, args.alone)).items()):
                print(f"{kind:16} {len(found):5} pages  median {statistics.median(found) * 1000:6.1f} ms  mean {statistics.mean(found) * 1000:6.1f} ms  longest {max(found) * 1000:6.1f} ms of processor time")
            return
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        served = subprocess.Popen([sys.executable, "-c", _SERVE, str(path), str(port)], env=os.environ | {"OMP_NUM_THREADS": "1"})
        try:
            base = f"http://127.0.0.1:{port}"
            for _ in range(200):
                try:
                    httpx.get(f"{base}/sign-in")
                    break
                except httpx.HTTPError:
                    time.sleep(0.1)
            before = processor_seconds(served.pid)
            taken = asyncio.run(load(base, args.readers, args.seconds, args.think))
            spent = processor_seconds(served.pid) - before
        finally:
            served.terminate()
            served.wait()
    errors = len(taken.pop("errors", ()))
    everything = sorted(x for found in taken.values() for x in found)
    print(f"load average {os.getloadavg()[0]:.1f}; processor time of the desk {spent:.1f} s, {spent / max(1, len(everything)) * 1000:.0f} ms a page")
    print(f"{args.readers} readers, {args.seconds:.0f} s, pause {args.think:.1f} s: {len(everything)} pages, {len(everything) / args.seconds:.0f} a second, {errors} errors")
    for kind, found in [*sorted(taken.items()), ("all", everything)]:
        found = sorted(found)
        at = [found[min(len(found) - 1, len(found) * p // 100)] * 1000 for p in (95, 99)]
        print(f"{kind:10} {len(found):6} pages  median {statistics.median(found) * 1000:6.0f} ms  95th {at[0]:6.0f} ms  99th {at[1]:6.0f} ms")


if __name__ == "__main__":
    main()
