"""Readers side by side on annotated reports: the measure per layer, speed and memory.

    python benchmarks/readers.py DIR [DIR …] [--readers lexicon,model,auto]

DIR holds annotated reports (ID.yaml with ID.txt, or ID.json), as `khabar evaluate` takes them; without it
../shared/gold/dev and dev2 are used, if they are there. Speed is in words a second of processor time on one thread, each
reader in a process of its own; memory is the resident set at its end.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

DEFAULT = [Path(__file__).parents[2] / "shared" / "gold" / name for name in ("dev", "dev2")]
LAYERS = ("attribution.cue", "attribution.who", "attribution.full", "attribution.nested", "source.anonymous", "event.type",
          "event.type+modality+polarity", "role.all", "count", "place.recognition", "place.resolved", "place.resolved25km.fine",
          "time.recognition", "time.value")


def one(reader: str, folders: list[Path]) -> None:
    """Measure one reader in this process; JSON on standard output."""
    from khabar.evaluate import measure, scores
    from khabar.pipeline import read
    from khabar.record import to_json
    from khabar.record.gold import load_folder

    golds = [g for folder in folders for g in load_folder(folder)]
    start = time.process_time()
    read(golds[0]["text"], published=golds[0]["published"], reader=reader)  # type: ignore[arg-type]
    first = time.process_time() - start
    start = time.process_time()
    pairs = [(g, read(g["text"], published=g["published"], outlet=g["outlet"], reader=reader)) for g in golds]  # type: ignore[arg-type]
    seconds = time.process_time() - start
    found = scores(measure((g, json.loads(to_json(r))) for g, r in pairs))
    print(json.dumps({
        "layers": {k: found[k].f1 for k in LAYERS}, "n": {k: found[k].n for k in LAYERS}, "reports": len(golds), "first": first,
        "speed": sum(len(g["text"].split()) for g in golds) / seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }))  # fmt: skip


def main() -> None:
    """Measure all readers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--readers", default="lexicon,model,auto")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    args = parser.parse_args()
    folders = args.folders or DEFAULT
    if not all(f.is_dir() for f in folders):
        sys.exit("annotated reports not found: name a folder")
    if args.one:
        one(args.one, folders)
        return
    readers = args.readers.split(",")
    env = os.environ | {"OMP_NUM_THREADS": "1"}
    runs = {r: json.loads(subprocess.run([sys.executable, __file__, *map(str, folders), "--one", r], env=env, check=True, capture_output=True,
                                         text=True).stdout) for r in readers}
    any_run = next(iter(runs.values()))
    print(f"{any_run['reports']} reports")
    print(f"| F1 | n | {' | '.join(readers)} |\n| --- | --- |{' --- |' * len(readers)}")
    for layer in LAYERS:
        print(f"| {layer} | {any_run['n'][layer]} | " + " | ".join(f"{runs[r]['layers'][layer]:.3f}" for r in readers) + " |")
    print("| words a second of one core | | " + " | ".join(f"{runs[r]['speed']:,.0f}" for r in readers) + " |")
    print("| first record, seconds of processor time | | " + " | ".join(f"{runs[r]['first']:.2f}" for r in readers) + " |")
    print("| resident MB | | " + " | ".join(f"{runs[r]['mb']:.0f}" for r in readers) + " |")


if __name__ == "__main__":
    main()
