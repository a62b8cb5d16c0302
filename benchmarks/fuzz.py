"""Mutation fuzzing of the whole reading: no input may crash it, hang it, or give a record that does not quote its text.

    python benchmarks/fuzz.py REPORTS [--inputs 200000] [--seconds 3600] [--reader lexicon] [--seed 1]

REPORTS: a folder of .txt files or a JSON Lines file (.xz too); without it the bundled samples are mutated. Prints each
fault with the seed and number that make it again, and a summary; exit code 1 when there was any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from speed import reports

from khabar.errors import KhabarError
from khabar.pipeline import read
from khabar.record import check, from_json, to_json

SAMPLES = Path(__file__).parents[1] / "samples"
LIMIT_SECONDS = 5.0
_BITS = ["\u202e", "\u202b", "\u200f", "\u0640" * 50, "«" * 40, "»", '"', "“", "(", "\n", "\r\n", "\0", "\ufeff", "ً", "٪", "9" * 400, "،" * 30, " و ", "ال",
         " قال ", " أن ", " بحسب ", " من ", "/", "-", "الثلاثاء ", "مليون ", "عشر ", "ألف ", "بين ", "\U0001f600", "<script>", "%s", "\\", "'", "يوم ", "كانون ",
         "#", "_", "؟", ".", ":", "20", "٢٠١٦", "وو", "شمال غربي ", "كيلومترا ", "وكالة ", "نقلت ", "عن "]


def mutate(text: str, chance: random.Random, other: str) -> str:
    """A damaged version of a text."""
    for _ in range(chance.randrange(1, 12)):
        if not text:
            text = other
        at, kind = chance.randrange(len(text)), chance.randrange(9)
        if kind == 0:
            text = text[:at] + chance.choice(_BITS) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + chance.randrange(1, 30):]
        elif kind == 2:
            stop = min(len(text), at + chance.randrange(1, 200))
            text = text[:stop] + text[at:stop] * chance.randrange(1, 4) + text[stop:]
        elif kind == 3:
            cut = chance.randrange(len(other) or 1)
            text = text[:at] + other[cut:cut + 300] + text[at:]
        elif kind == 4:
            text = text[:at]
        elif kind == 5:
            words = text.split(" ")
            chance.shuffle(words)
            text = " ".join(words)
        elif kind == 6:
            text = text[:at] + chr(chance.choice([chance.randrange(0x20, 0x3000), chance.randrange(0x600, 0x6FF), chance.randrange(0xFB50, 0xFEFF)])) + text[at + 1:]
        elif kind == 7:
            data = text.encode("utf-8", "ignore")
            text = data[chance.randrange(4):-chance.randrange(1, 4)].decode("utf-8", "replace")
        else:
            text = text.replace(chance.choice([" ", "ا", "،", ".", "\n", '"']), chance.choice(["", " ", "\n", "و"]), chance.randrange(1, 40))
    return text[:60_000]


def attempt(text: str, reader: str, day: str | None) -> str | None:
    """What went wrong with a text; None when nothing did."""
    start = time.perf_counter()
    try:
        record = read(text, published=day, reader=reader, force=True)  # type: ignore[arg-type]
        check(record)
        if from_json(to_json(record)) != record:
            return "the record does not come back from JSON"
    except KhabarError as error:
        return f"{type(error).__name__}: {error}" if "lone surrogate" not in str(error) else None
    except Exception:
        return traceback.format_exc(limit=-3)
    seconds = time.perf_counter() - start
    return f"took {seconds:.1f} s for {len(text)} characters" if seconds > LIMIT_SECONDS else None


def main() -> None:
    """Fuzz and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=SAMPLES)
    parser.add_argument("--inputs", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--reader", default="lexicon")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pool = [t for t, _ in islice(reports(args.path), 3000)]
    faults: dict[str, int] = {}
    end, n = time.monotonic() + args.seconds, 0
    for n in range(1, args.inputs + 1):
        chance = random.Random(args.seed * 1_000_003 + n)
        text = mutate(chance.choice(pool), chance, chance.choice(pool))
        fault = attempt(text, args.reader, chance.choice([None, "2018-03-14", "2024-02-29"]))
        if fault is not None:
            last = fault.strip().splitlines()[-1]
            place = next((line.strip() for line in reversed(fault.splitlines()) if line.strip().startswith("File")), "")
            if (key := f"{place} {last[:80]}") not in faults:
                print(f"seed {args.seed} input {n}: {fault}", flush=True)
            faults[key] = faults.get(key, 0) + 1
        if time.monotonic() > end:
            break
    print(f"{n} inputs, {sum(faults.values())} faults of {len(faults)} kinds")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
