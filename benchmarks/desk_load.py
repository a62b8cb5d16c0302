"""How fast the desk answers 50 people at once on a store of 50,000 reports.

    python benchmarks/desk_load.py [--reports 50000] [--readers 50] [--seconds 30] [--think 1.0] [--store FILE]

Fills a store with made-up records (those of store_growth.py) unless --store names one filled before, starts the desk in
a process of its own, and lets each reader open list pages with filters drawn at random, pausing between pages as a
person does (``--think`` seconds on average; 0: without any pause). Prints median, 95th and 99th percentile by kind of page,
and the processor time of the desk, which does not depend on what else the machine does.
Before each run the answers that the desk remembers are empty.
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
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent))
from store_growth import KINDS, made

from khabar import collect, store
from khabar.text import fold

_SERVE = "import sys, uvicorn; from pathlib import Path; from khabar.desk import Settings, create_app; uvicorn.run(create_app(Settings(Path(sys.argv[1]), token='load')), port=int(sys.argv[2]), log_level='error', timeout_keep_alive=75)"


def fill(path: Path, reports: int) -> None:
    """A store of made-up reports."""
    chance = random.Random(1)
    start = time.perf_counter()
    with store.open_store(path, fold) as kept:
        for n in range(1, reports + 1):
            collect.add(kept, made(n, chance))
            if n % 5000 == 0:
                print(f"{n:8} reports in the store after {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)


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
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "news.db"
        if not path.exists():
            fill(path, args.reports)
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
