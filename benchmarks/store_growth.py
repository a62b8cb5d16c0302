"""How long adding one report takes as a store grows.

    python benchmarks/store_growth.py [--reports 100000] [--every 10000] [--store FILE]

Fills a new store with made-up records (spread over 500 towns and two years, in stories of a few outlets), and prints the
median processor time and the median, 99th percentile and longest time of the last thousand additions at each size, with the load. No reading is
involved: this is the store and the happenings alone. With ``--store`` the store is kept, and one that is there already is
grown further.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import statistics
import tempfile
import time
from pathlib import Path

from khabar import collect, store
from khabar.record import (
    Attribution,
    Claim,
    Count,
    Event,
    EventCodes,
    Place,
    Reading,
    Record,
    Report,
    RoleFiller,
    Source,
    Time,
    Why,
    quote,
    report_id,
)
from khabar.text import fold

WHY = Why("made")
TIMED, BATCH = 1000, 500
KINDS = ("attack", "airstrike", "shelling", "kill", "bombing", "protest", "arrest")


def made(n: int, chance: random.Random) -> Record:
    """A record of one event; towns, days, kinds and numbers drawn at random."""
    town = chance.randrange(500)
    day = datetime.date(2023, 1, 1) + datetime.timedelta(chance.randrange(730))
    killed, speaker = chance.randrange(1, 30), f"المتحدث رقم {chance.randrange(2000)}"
    more = " ".join(f"كلمة{chance.randrange(5000)}" for _ in range(60))
    text = f"قال {speaker} إن هجوما وقع في البلدة {town} وقتل {killed} شخصا. التقرير {n}. {more}."

    def q(words: str):  # type: ignore[no-untyped-def]
        at = text.index(words)
        return quote(text, (at, at + len(words)))

    place, dead, who = q(f"البلدة {town}"), q(f"{killed} شخصا"), q(speaker)
    content = q(f"هجوما وقع في البلدة {town} وقتل {killed} شخصا")
    event = Event("v1", chance.choice(KINDS), q("هجوما"), "actual", "pos", (), (RoleFiller(dead.span, dead.text),), "p1", None, None,
                  "t1", (Count("killed", killed, killed, False, dead.span, dead.text),), EventCodes(), ("a1",), "g1", WHY)
    return Record(
        1, Report(report_id(text), text, outlet=f"منبر {n % 40}", published=day.isoformat(), published_from="metadata"),
        sources=(Source("s1", speaker, "person", False, (who.span,)),),
        attributions=(Attribution("a1", q("قال"), who, "s1", (content,), "indirect", "say", None, WHY),),
        places=(Place("p1", place.span, place.text, f"Town {town}", town, "IQ", f"Province {town % 18}", "city",
                      30 + town % 25 * 0.3, 40 + town // 25 * 0.4, 1, None, 1, WHY),),
        times=(Time("t1", who.span, who.text, day.isoformat(), day.isoformat(), "day", None, WHY),),
        events=(event,),
        claims=(Claim("c1", "g1", ("v1",), ("a1",), "s1", "made", "هجوما", claimed=f"{n % 997}", claiming=f"{n}"),),
        reading=Reading("made", "1", "r", {}),
    )  # fmt: skip


def main() -> None:
    """Fill and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=10_000)
    parser.add_argument("--store", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.store or Path(folder) / "news.db"
        with store.open_store(path, fold) as kept:
            n = int(kept.connection.execute("SELECT count(*) FROM reports").fetchone()[0])
            chance = random.Random(n + 1)
            while n < args.reports:
                while n % args.every < args.every - TIMED:  # filled in large transactions: what is timed is one report, one transaction
                    with kept.writing():
                        for _ in range(min(BATCH, args.every - TIMED - n % args.every)):
                            n += 1
                            collect.add(kept, made(n, chance))
                last: list[float] = []
                work: list[float] = []
                for _ in range(TIMED):
                    n += 1
                    record = made(n, chance)
                    start, began = time.perf_counter(), time.thread_time()
                    collect.add(kept, record)
                    last.append(time.perf_counter() - start)
                    work.append(time.thread_time() - began)
                print(f"{n:8} reports: processor {statistics.median(work) * 1000:.1f} ms, median {statistics.median(last) * 1000:.1f} ms, 99th {sorted(last)[len(last) * 99 // 100] * 1000:.1f} ms,"
                      f" longest {max(last) * 1000:.0f} ms, file {path.stat().st_size / 1e6:.0f} MB, load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
