"""Speed and memory of the readers, on any folder or JSON Lines file (.xz too) of Arabic reports.

    python benchmarks/speed.py REPORTS [--reader lexicon|model|auto] [--reports 1000]

Prints words a second on one core, the time from process start to the first record (of an installed program: the modules'
bytecode is there), resident memory, the floor (splitting and scanning the same text with one compiled regular expression),
for the readers with a network the share of the time that its matrix work takes, and with ``--long 1 5`` the processor time
for one line of 1 and of 5 MB (linear: about five times). Without REPORTS it uses ../shared/reports, if that is there.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).parents[2] / "shared" / "reports" / "ant2018.jsonl.xz"
PROBE = (
    "import sys,time,resource;t=float(sys.argv[1]);from khabar.pipeline import read;"
    "r=read(open(sys.argv[2],encoding='utf-8').read(),published='2024-03-14',reader=sys.argv[3]);"
    "print(time.time()-t, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)"
)


def reports(path: Path) -> Iterator[tuple[str, str | None]]:
    """Text and date of each report of a folder of .txt files or a JSON Lines file."""
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield file.read_text(encoding="utf-8"), "2024-03-14"
        return
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            yield data["text"], data.get("published")


def first_record(reader: str) -> tuple[float, float, float]:
    """Of a new process: seconds from its start to the first record by the clock, of the processor, and resident MB; the
    best of five. pip compiles what it installs, so the modules' bytecode is made by a run before these."""
    sample = Path(__file__).parents[1] / "samples" / "hawija-a.txt"
    runs = []
    with tempfile.TemporaryDirectory() as bytecode:
        given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": bytecode}
        for _ in range(6):
            command = [sys.executable, "-c", PROBE, str(time.time()), str(sample), reader]
            out = subprocess.run(command, capture_output=True, text=True, check=True, env=given).stdout.split()
            runs.append((float(out[0]), float(out[1]), float(out[2])))
    return min(runs[1:])


def throughput(found: list[tuple[str, str | None]], reader: str) -> float:
    """Words a second of processor time."""
    from khabar.pipeline import read

    for text, day in found[:20]:
        read(text, published=day, reader=reader, force=True)  # type: ignore[arg-type]
    start = time.process_time()
    for text, day in found:
        read(text, published=day, reader=reader, force=True)  # type: ignore[arg-type]
    return sum(len(t.split()) for t, _ in found) / (time.process_time() - start)


class Timed:
    """A session of onnxruntime that counts the processor time of its runs."""

    def __init__(self, session: Any) -> None:
        self.session, self.seconds, self.runs = session, 0.0, 0

    def run(self, *given: Any) -> Any:
        """Run the network."""
        start = time.process_time()
        found = self.session.run(*given)
        self.seconds += time.process_time() - start
        self.runs += 1
        return found


def matrix_work(found: list[tuple[str, str | None]], reader: str) -> str:
    """How much of a reader's time the network's own run takes: the distance from the matrix work."""
    from khabar.model import reader as network
    from khabar.pipeline import read

    model = network.shipped()
    timed = Timed(model.session)
    whole, network.shipped = network.shipped, lambda: replace(model, session=timed)  # type: ignore[assignment]
    start = time.process_time()
    for text, day in found:
        read(text, published=day, reader=reader, force=True)  # type: ignore[arg-type]
    spent = time.process_time() - start
    network.shipped = whole
    words = sum(len(t.split()) for t, _ in found)
    return (f"network: {timed.seconds / words * 1e6:.0f} of {spent / words * 1e6:.0f} microseconds a word"
            f" ({timed.seconds / spent:.0%} of the reader's time) in {timed.runs} windows")  # fmt: skip


def floor(found: list[tuple[str, str | None]]) -> float:
    """Words a second of splitting and scanning with one regular expression."""
    pattern = re.compile(r"\w+|[^\w\s]")
    start = time.process_time()
    words = sum(len(t.split()) for t, _ in found if sum(1 for _ in pattern.finditer(t)))
    return words / (time.process_time() - start)


def steps(found: list[tuple[str, str | None]], reader: str) -> tuple[float, float]:
    """Lines of Python run and calls made for a word: a measure of the work that a busy machine does not change."""
    from khabar.pipeline import read

    counts = {"line": 0, "call": 0, "c_call": 0}

    def trace(_frame: object, event: str, _arg: object) -> object:
        counts[event] = counts.get(event, 0) + 1
        return trace

    def work() -> None:
        for text, day in found:
            read(text, published=day, reader=reader, force=True)  # type: ignore[arg-type]

    work()
    sys.settrace(trace)  # type: ignore[arg-type]
    work()
    sys.settrace(None)
    counts["call"] = 0
    sys.setprofile(trace)
    work()
    sys.setprofile(None)
    words = sum(len(t.split()) for t, _ in found)
    return counts["line"] / words, (counts["call"] + counts["c_call"]) / words


def long_line(found: list[tuple[str, str | None]], megabytes: float, reader: str) -> float:
    """Seconds of processor time to read one line of that many megabytes of UTF-8."""
    from khabar.pipeline import read

    text = " ".join(" ".join(t.split()) for t, _ in found)
    size = int(megabytes * 1_000_000)
    data = (text.encode() * (size // len(text.encode()) + 1))[:size].decode("utf-8", "ignore")
    start = time.process_time()
    read(data, published="2024-03-14", reader=reader, force=True)  # type: ignore[arg-type]
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--reader", default="lexicon")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--long", type=float, nargs="*", metavar="MB", help="also read lines of so many MB (1 5)")
    parser.add_argument("--steps", type=int, default=0, metavar="N", help="also count lines of Python and calls on N reports")
    args = parser.parse_args()
    if not args.path.exists():
        sys.exit(f"{args.path}: not there; name a folder of .txt files or a .jsonl file")
    seconds, busy, megabytes = first_record(args.reader)
    found = list(islice(reports(args.path), args.reports))
    speed = throughput(found, args.reader)
    print(f"reader {args.reader}, {len(found)} reports, {sum(len(t.split()) for t, _ in found)} words")
    print(f"first record after process start: {seconds:.2f} s, {busy:.2f} s of the processor; resident {megabytes:.0f} MB")
    print(f"throughput: {speed:.0f} words a second of one core; floor {floor(found):.0f}")
    if args.reader in ("model", "auto"):
        print(matrix_work(found, args.reader))
    print(f"resident after all: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if args.steps:
        lines, calls = steps(found[:args.steps], args.reader)
        print(f"work on {args.steps} reports: {lines:.0f} lines of Python and {calls:.0f} calls a word")
    for megabytes in args.long or ():
        seconds = long_line(found, megabytes, args.reader)
        print(f"one line of {megabytes:g} MB: {seconds:.1f} s, {seconds / megabytes:.1f} s a MB", flush=True)


if __name__ == "__main__":
    main()
