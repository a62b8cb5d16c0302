"""Scale-out: an archive of real-sized reports, the rate of workers, the cost of merging, and what a task of any size would take.

    python benchmarks/scale.py archive OUT.jsonl [--reports 100000] [--source REPORTS]
    python benchmarks/scale.py workers ARCHIVE [--reports 2000] [--workers 1,2] [--reader lexicon]
    python benchmarks/scale.py merge [--sizes 1000,10000,100000,1000000] [--denser] [--workers 1]
    python benchmarks/scale.py task --reports N [--pages] [--words 250] [--rate WORDS_A_SECOND] [--cores 16] [--price 0.04]

``archive`` makes reports of the length of real ones by joining the first half of one report with the second half of
another, under days spread over a year; REPORTS is a folder of .txt files or a JSON Lines file (.xz too), by default the
project's invented reports. ``workers`` reads the same reports with each number of processes, in seconds by the clock.
``merge`` makes records of one claim each (those of store_growth.py) and merges them: as many a day however many there are
(a longer archive), or with ``--denser`` all within two years. ``task`` applies the formulae of docs/scale.md.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import zstandard

sys.path.insert(0, str(Path(__file__).parent))
from speed import reports as load

from khabar.record import to_json
from khabar.scale import merge, plan, run

TRAINING = Path(__file__).parents[1] / "training" / "reports"
#: Reports a day in the longer archive: 100,000 in two years.
A_DAY = 100_000 / 730
#: Measured figures that docs/scale.md gives with their commands; ``task`` takes them where nothing else is said.
RATE, PAGE_SECONDS, CLAIMS, CLAIM_SECONDS, BYTES = 10_000.0, 0.043, 12.0, 0.0007, 7_200


def archive(out: Path, count: int, source: Path) -> None:
    """Write the archive."""
    found = [text for text, _ in islice(load(source), 20_000) if len(text) > 200]
    chance = random.Random(11)
    words = 0
    with out.open("w", encoding="utf-8") as file:
        for n in range(count):
            one, other = chance.choice(found), chance.choice(found)
            text = one[:_cut(one)] + other[_cut(other):]
            words += text.count(" ") + 1
            day = f"2018-{n * 12 // count + 1:02}-{chance.randrange(1, 29):02}"
            file.write(json.dumps({"id": str(n), "text": text, "published": day, "outlet": f"منبر {chance.randrange(200)}"}, ensure_ascii=False) + "\n")
    print(f"{out}: {count} reports, {words} words, {words / count:.0f} a report, {out.stat().st_size / 1e6:.0f} MB")


def _cut(text: str) -> int:
    """The end of the sentence or line nearest behind the middle."""
    ends = [at for mark in (".\n", ". ", "\n") if (at := text.find(mark, len(text) // 2)) >= 0]
    return min(ends) + 1 if ends else len(text) // 2


def workers(path: Path, count: int, numbers: list[int], reader: str) -> None:
    """Words a second with each number of processes, and the efficiency against the first."""
    with tempfile.TemporaryDirectory(prefix="khabar-scale-") as folder:
        part = Path(folder) / "part.jsonl"
        with path.open(encoding="utf-8") as lines, part.open("w", encoding="utf-8") as out:
            out.writelines(islice(lines, count))
        first = 0.0
        for number in numbers:
            words = processor = 0.0
            start = time.monotonic()

            def done(result: object) -> None:
                nonlocal words, processor
                words += result.words  # type: ignore[attr-defined]
                processor += result.seconds  # type: ignore[attr-defined]

            run(plan([str(part)], 250), Path(folder) / f"out{number}", number, reader, "jsonl", done)
            seconds = time.monotonic() - start
            rate = words / seconds
            first = first or rate / number
            print(f"{number} workers: {words:.0f} words in {seconds:.0f} s, {rate:.0f} words a second, efficiency {rate / first / number:.2f}, "
                  f"{words / processor:.0f} words a second of processor time, load {os.getloadavg()[0]:.1f}", flush=True)


def merging(size: int, denser: bool, processes: int) -> tuple[float, float, int, float]:
    """Seconds of processor time and by the clock, happenings, and peak MB of a process, of one merge."""
    import datetime
    from dataclasses import replace

    from store_growth import made

    chance = random.Random(3)
    with tempfile.TemporaryDirectory(prefix="khabar-merge-") as name:
        folder = Path(name)
        days = 730 if denser else max(7, round(size / A_DAY))
        for first in range(0, size, 50_000):
            with (folder / f"s{first:08}.jsonl.zst").open("wb") as raw, zstandard.ZstdCompressor(level=1).stream_writer(raw) as out:
                for n in range(first, min(size, first + 50_000)):
                    record = made(n, chance)
                    day = (datetime.date(2000, 1, 1) + datetime.timedelta(chance.randrange(days))).isoformat()
                    time_ = replace(record.times[0], start=day, end=day)
                    out.write(to_json(replace(record, report=replace(record.report, published=day), times=(time_,))) + b"\n")
        processor, clock = _processor(), time.monotonic()
        _, _, count = merge(folder, folder / "h.jsonl", workers=processes)
        return _processor() - processor, time.monotonic() - clock, count, peak_memory()


def _processor() -> float:
    """Seconds of processor time of this process and of those that it has ended."""
    return sum(sum(resource.getrusage(of)[:2]) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def peak_memory() -> float:
    """The most MB that this process, or one that it has ended, took."""
    return max(resource.getrusage(of).ru_maxrss for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def curve(sizes: list[int], denser: bool, processes: int) -> None:
    """Each size in a process of its own."""
    print(f"{'claims':>9} {'seconds':>8} {'µs a claim':>11} {'by the clock':>12} {'happenings':>11} {'peak MB':>8}  load")
    for size in sizes:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            seconds, clock, count, peak = pool.submit(merging, size, denser, processes).result()
        print(f"{size:9} {seconds:8.1f} {seconds / size * 1e6:11.0f} {clock:12.1f} {count:11} {peak:8.0f}  {os.getloadavg()[0]:.1f}", flush=True)


def task(args: argparse.Namespace) -> None:
    """What a task takes: unpacking pages, reading, merging, room, and money at a price for one core and hour."""
    count = args.reports
    pages = count * PAGE_SECONDS if args.pages else 0.0
    reading, gathering = count * args.words / args.rate, count * CLAIMS * CLAIM_SECONDS
    print(f"{count:,.0f} {'pages' if args.pages else 'reports'} of {args.words:.0f} words at {args.rate:,.0f} words a second of one core")
    print(f"core-hours: pages {pages / 3600:,.1f}, reading {reading / 3600:,.1f}, merging {gathering / 3600:,.1f}")
    print(f"by the clock: {(pages + reading) / args.cores / 3600:,.2f} hours on {args.cores} cores, then merging on one: {gathering / 3600:,.2f} hours")
    print(f"records: {count * BYTES / 1e9:,.1f} GB packed; at {args.price} a core and hour: {(pages + reading + gathering) / 3600 * args.price:,.2f}")


def main() -> None:
    """Choose and run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    a = what.add_parser("archive")
    a.add_argument("out", type=Path)
    a.add_argument("--reports", type=int, default=100_000)
    a.add_argument("--source", type=Path, default=TRAINING)
    w = what.add_parser("workers")
    w.add_argument("path", type=Path)
    w.add_argument("--reports", type=int, default=2000)
    w.add_argument("--workers", default="1,2")
    w.add_argument("--reader", default="lexicon")
    m = what.add_parser("merge")
    m.add_argument("--sizes", default="1000,10000,100000,1000000")
    m.add_argument("--denser", action="store_true")
    m.add_argument("--workers", type=int, default=1)
    t = what.add_parser("task")
    t.add_argument("--reports", type=float, required=True)
    t.add_argument("--words", type=float, default=250)
    t.add_argument("--rate", type=float, default=RATE)
    t.add_argument("--pages", action="store_true", help="the reports are web pages that must be taken apart first")
    t.add_argument("--cores", type=int, default=16)
    t.add_argument("--price", type=float, default=0.04)
    args = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        if args.what == "archive":
            archive(args.out, args.reports, args.source)
        elif args.what == "workers":
            workers(args.path, args.reports, [int(n) for n in args.workers.split(",")], args.reader)
        elif args.what == "merge":
            curve([int(n) for n in args.sizes.split(",")], args.denser, args.workers)
        else:
            task(args)


if __name__ == "__main__":
    main()
