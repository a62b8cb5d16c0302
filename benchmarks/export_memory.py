"""How much memory an export takes as a store grows: peak resident memory and time of ``khabar export`` for every format.

    python benchmarks/export_memory.py [--events 10000 50000 100000] [--formats acled geojson …]

Makes stores of made-up reports of twenty events each (no reading), each event a happening of its own, and runs each export in a
process of its own. The first row is the memory of a process that only opens the store. ``--writers`` leaves the store out and
gives the writers so many rows from a generator.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from store_growth import made

from khabar import collect, store
from khabar.assemble.happenings import summarise, units_of
from khabar.export import FORMATS, write
from khabar.record import Record, Span, report_id
from khabar.store.units import replace_happenings, replace_units
from khabar.text import fold

EVENTS = 20
BATCH = 100
_CHILD = """
import resource, sys
from khabar.cli import app
try:
    app(sys.argv[1:], standalone_mode=False)
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""


def report(n: int, chance: random.Random) -> Record:
    """A made-up record of twenty events: the sentence of one, twenty times over with its own ids and offsets."""
    parts = [made(n * EVENTS + i, chance) for i in range(EVENTS)]
    text = "\n".join(p.report.text for p in parts)
    out, at = parts[0], 0
    moved = []
    for i, part in enumerate(parts):
        moved.append(_moved(part, at, i))
        at += len(part.report.text) + 1
    return replace(
        out, report=replace(out.report, id=report_id(text), text=text),
        sources=tuple(x for p in moved for x in p.sources), attributions=tuple(x for p in moved for x in p.attributions),
        places=tuple(x for p in moved for x in p.places), times=tuple(x for p in moved for x in p.times),
        events=tuple(x for p in moved for x in p.events), claims=tuple(x for p in moved for x in p.claims))


def _moved(r: Record, by: int, i: int) -> Record:
    def span(s: Span) -> Span:
        return s[0] + by, s[1] + by

    def q(x):  # type: ignore[no-untyped-def]
        return replace(x, span=span(x.span))

    return replace(
        r, sources=tuple(replace(s, id=f"s{i}", mentions=tuple(map(span, s.mentions))) for s in r.sources),
        attributions=tuple(replace(a, id=f"a{i}", who=f"s{i}", cue=q(a.cue), source=q(a.source), content=tuple(map(q, a.content))) for a in r.attributions),
        places=tuple(replace(p, id=f"p{i}", span=span(p.span)) for p in r.places), times=tuple(replace(t, id=f"t{i}", span=span(t.span)) for t in r.times),
        events=tuple(replace(e, id=f"v{i}", group=f"g{i}", place=f"p{i}", time=f"t{i}", chain=(f"a{i}",), trigger=q(e.trigger),
                             target=tuple(map(q, e.target)), count=tuple(map(q, e.count))) for e in r.events),
        claims=tuple(replace(c, id=f"c{i}", event=f"g{i}", events=(f"v{i}",), chain=(f"a{i}",), origin=f"s{i}") for c in r.claims))


def fill(path: Path, events: int) -> None:
    """A store of so many events, each its own happening."""
    chance = random.Random(1)
    with store.open_store(path, fold) as kept:
        for start in range(0, events // EVENTS, BATCH):
            with kept.writing() as connection:
                for n in range(start, min(start + BATCH, events // EVENTS)):
                    record = report(n, chance)
                    number, _ = store.put(kept, record)
                    units = units_of(record)
                    replace_units(connection, number, [collect._row(u) for u in units])
                    replace_happenings(connection, [], [collect._happening_row(summarise((u,), {})) for u in units])


def run(*arguments: str) -> tuple[float, float]:
    """Peak memory in MB and seconds of a command in a process of its own."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _CHILD, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return int(done.stderr.split()[-1]) / 1024, time.perf_counter() - start


def writers(events: int, form: str) -> None:
    """Peak memory of writing so many made-up rows, in this process."""
    h = collect.as_json(summarise((units_of(made(1, random.Random(1)))[0],), {}))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        write(form, Path(folder) / "out", "0", rows=(h | {"id": f"h{n}"} for n in range(events)))
        print(f"{form}: {events} rows, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, {time.perf_counter() - start:.1f} s", flush=True)


def main() -> None:
    """Fill, export, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 50_000, 100_000])
    parser.add_argument("--formats", nargs="+", default=list(FORMATS))
    parser.add_argument("--writers", action="store_true")
    args = parser.parse_args()
    if args.writers:
        for events in args.events:
            for form in (f for f in args.formats if FORMATS[f] == "rows"):
                writers(events, form)
        return
    with tempfile.TemporaryDirectory() as folder:
        for events in args.events:
            path = Path(folder) / f"{events}.db"
            fill(path, events)
            print(f"{events} events, store {path.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)
            rows = [("(only opened)", ("problems",))]
            rows += [(form, ("export", form, "--out", str(Path(folder) / f"out-{form}"))) for form in args.formats]
            rows += [("acled --what events", ("export", "acled", "--what", "events", "--out", str(Path(folder) / "out-events")))]
            for name, arguments in rows:
                memory, seconds = run(*arguments, "--store", str(path))
                print(f"  {name:20} {memory:6.0f} MB {seconds:7.1f} s", flush=True)
            path.unlink()


if __name__ == "__main__":
    main()
