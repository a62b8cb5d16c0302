"""Hostile and broken input of every kind, by the hundred thousand, under limits of time and memory.

    python benchmarks/fuzz.py [REPORTS] [--inputs 200000] [--workers 1] [--seconds 7200] [--seed 1] [--only FAMILY] [--giants]

REPORTS: a folder of .txt files or a JSON Lines file (.xz too) whose texts are damaged; without it the project's invented
reports are. Each family of inputs (fuzz_attempts.py) runs in a process of its own with a limit on memory; one that dies
or hangs is a fault too, and the next process goes on behind the input that killed it. Prints each fault with the seed and
number that make it again, and a table; exit code 1 when there was any. ``--giants`` runs the very large inputs instead
(fuzz_giants.py). ``--again FAMILY NUMBER`` repeats one input in this process.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from itertools import islice
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_attempts import FAMILIES
from speed import reports

REPORTS = Path(__file__).parents[1] / "training" / "reports"
#: Processor seconds for one input, and seconds by the clock after which a process is ended from outside.
LIMIT_SECONDS, DEAD_SECONDS = 5.0, 300.0
#: Bytes that a process may take beyond what it has when the first input comes.
LIMIT_MEMORY = 1024**3


class Slow(BaseException):
    """An input took more processor time than four times the limit."""


def _alarm(*_: int | FrameType | None) -> None:
    raise Slow


def chance_of(seed: int, family: str, number: int) -> random.Random:
    """The chance that makes an input, the same in every run."""
    return random.Random(f"{seed} {family} {number}")


def one(family: str, number: int, seed: int, attempt: Any, pool: list[str]) -> str | None:
    """What went wrong with an input; None when nothing did."""
    start = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, LIMIT_SECONDS * 4)
    try:
        fault = attempt(chance_of(seed, family, number), pool)
    except Slow:
        return f"more than {LIMIT_SECONDS * 4:.0f} s: " + "".join(traceback.format_exc(limit=-4))
    except Exception:
        return traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - start
    return fault or (f"took {seconds:.1f} s" if seconds > LIMIT_SECONDS else None)


def work(family: str, numbers: range, seed: int, path: Path, reader: str, at: Synchronized[int], found: Any) -> None:
    """One process: the inputs of a family, one after the other."""
    signal.signal(signal.SIGPROF, _alarm)
    pool = _pool(path)
    with tempfile.TemporaryDirectory(prefix="khabar-fuzz-") as folder:
        attempt = FAMILIES[family][1](Path(folder), reader)
        attempt(chance_of(seed, family, 0), pool)  # everything loaded before memory is measured
        size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + LIMIT_MEMORY, -1))
        for number in numbers:
            at.value = number
            if fault := one(family, number, seed, attempt, pool):
                found.put((number, fault))
    at.value = numbers.stop


def _pool(path: Path) -> list[str]:
    return [t for t, _ in islice(reports(path), 3000)]


def run(family: str, count: int, args: argparse.Namespace, until: float) -> tuple[int, list[tuple[int, str]]]:
    """All inputs of a family; how many there were, and the faults by number."""
    context = multiprocessing.get_context("spawn")
    at, found, faults = context.Value("q", 1), context.Queue(), []
    while at.value <= count and time.monotonic() < until:
        start = int(at.value)
        process = context.Process(target=work, args=(family, range(start, count + 1), args.seed, args.path, args.reader, at, found))
        process.start()
        seen, since = start, time.monotonic()
        while process.is_alive() and time.monotonic() < until:
            process.join(0.5)
            while not found.empty():  # a process whose faults nobody takes does not end
                faults.append(found.get())
            if at.value != seen:
                seen, since = int(at.value), time.monotonic()
            elif time.monotonic() - since > DEAD_SECONDS:
                faults.append((seen, f"hung for {DEAD_SECONDS:.0f} s and was ended"))
                break
        while not found.empty():
            faults.append(found.get())
        if process.is_alive():
            process.kill()
            process.join()
        elif process.exitcode:
            faults.append((int(at.value), f"the process died with {process.exitcode}"))
        if at.value <= count and time.monotonic() < until:
            at.value += 1
    return min(count, int(at.value) - 1), faults


def tell(family: str, seed: int, faults: list[tuple[int, str]]) -> int:
    """Print the first of each kind of fault; the number of kinds."""
    kinds: dict[str, list[int]] = {}
    for number, fault in faults:
        last = fault.strip().splitlines()[-1]
        place = next((s.strip() for s in reversed(fault.splitlines()) if s.strip().startswith("File")), "")
        key = f"{place} {last.split(':')[0][:60]}"
        if key not in kinds:
            print(f"--- {family}, seed {seed}, input {number}: {fault}", flush=True)
        kinds.setdefault(key, []).append(number)
    for key, numbers in kinds.items():
        print(f"    {len(numbers)} ×  {key}")
    return len(kinds)


def main() -> None:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=REPORTS)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--reader", default="lexicon")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(FAMILIES))
    parser.add_argument("--again", nargs=2, metavar=("FAMILY", "NUMBER"))
    parser.add_argument("--giants", action="store_true")
    args = parser.parse_args()
    if args.giants:
        from fuzz_giants import main as giants

        sys.exit(bool(giants([])))
    if args.again:
        with tempfile.TemporaryDirectory() as folder:
            print(FAMILIES[args.again[0]][1](Path(folder), args.reader)(chance_of(args.seed, args.again[0], int(args.again[1])), _pool(args.path)))
        return
    until, total, bad = time.monotonic() + args.seconds, 0, 0
    for family, (share, _) in FAMILIES.items():
        if args.only in (None, family):
            start = time.monotonic()
            n, faults = run(family, args.inputs * (1000 if args.only else share) // 1000, args, until)
            kinds = tell(family, args.seed, faults)
            print(f"{family:22} {n:8} inputs  {time.monotonic() - start:7.0f} s  {len(faults)} faults of {kinds} kinds", flush=True)
            total, bad = total + n, bad + len(faults)
    print(f"{total} inputs, {bad} faults")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
