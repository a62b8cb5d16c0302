"""Where the lexicon reader's time goes, layer by layer, in microseconds of processor time a word.

    python benchmarks/layers.py [REPORTS] [--reports 200]

REPORTS: a folder of .txt files or a JSON Lines file (.xz too); without it ../shared/reports, if that is there.
"""

from __future__ import annotations

import argparse
import datetime
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from speed import DEFAULT, reports

from khabar.assemble.records import build
from khabar.extract import attributions, blocks, events, places, times
from khabar.record import Proposals, Reading, Report, report_id
from khabar.resolve import actors, speakers
from khabar.resolve import places as place_resolution
from khabar.resolve import times as time_resolution
from khabar.text import document
from khabar.text.language import language

CLOCK: dict[str, float] = defaultdict(float)


def timed(name: str, step: Callable[..., Any], *given: Any) -> Any:
    """Call a step and add its time to the clock."""
    start = time.process_time()
    result = step(*given)
    CLOCK[name] += time.process_time() - start
    return result


def one(text: str, day: datetime.date | None) -> None:
    """Read one report step by step."""
    timed("language", language, text)
    doc = timed("blocks", blocks.classify, timed("tokens, sentences, quotations", document, text, day))
    timed("numbers", lambda: doc.numbers)
    found_times, found_places = timed("times", times.find, doc), timed("places", places.find, doc)
    said = timed("attributions", attributions.find, doc, found_places, found_times)
    happened = timed("events", events.find, doc, found_places, found_times, said)
    resolved = timed("resolving places", place_resolution.resolve, doc, found_places)
    timed("resolving times", time_resolution.resolve, doc, found_times)
    sources, _ = timed("resolving speakers", speakers.resolve, doc, said)
    timed("resolving actors", actors.resolve, doc, happened, sources, resolved)
    proposals = Proposals(found_places, found_times, said, happened)
    timed("resolving and assembling", build, doc, Report(report_id(text), text), proposals, Reading("", "", "", {}))


def main() -> None:
    """Measure and print, after one warming round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--reports", type=int, default=200)
    args = parser.parse_args()
    if not args.path.exists():
        sys.exit(f"{args.path}: not there; name a folder of .txt files or a .jsonl file")
    found = list(islice(reports(args.path), args.reports))
    for _ in range(2):
        CLOCK.clear()
        for text, day in found:
            one(text, datetime.date.fromisoformat(day) if day else None)
    words = sum(len(text.split()) for text, _ in found)
    for name, seconds in CLOCK.items():
        print(f"{name:32} {seconds / words * 1e6:6.1f}")


if __name__ == "__main__":
    main()
