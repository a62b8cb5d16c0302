"""Very large hostile inputs, each given to the command line beside a good report, under limits of time and memory.

    python benchmarks/fuzz_giants.py [--only NAME] [--scale 1.0]

Prints processor seconds, peak memory and what the command said. A fault is: an exit code but 0 or 2, a traceback, the good
report lost, more than the limit of processor time (by default 60 s; where reading itself takes time, a limit of its own),
or more than 4 GB. ``--scale`` makes all inputs smaller or larger.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_inputs import GOOD, capture, good_page

MEMORY = 4 * 1024**3
Write = Callable[[Path, float], None]


@dataclass(frozen=True)
class Giant:
    """A file's name, what writes it, and the processor seconds it may take."""

    name: str
    file: str
    write: Write
    seconds: float = 60.0


def _text(make: Callable[[float], str]) -> Write:
    return lambda path, scale: path.write_text(make(scale), encoding="utf-8") and None


def _n(number: float, scale: float) -> int:
    return max(1, int(number * scale))


def _line_of(bytes_: float, scale: float) -> str:
    return (GOOD + " ") * _n(bytes_ / len((GOOD + " ").encode()), scale)


def _zeros(letter: bytes, size: float) -> Write:
    def write(path: Path, scale: float) -> None:
        with gzip.open(path, "wb", compresslevel=9) as out:
            block = letter * 1_000_000
            for _ in range(_n(size / 1e6, scale)):
                out.write(block)

    return write


def _bomb_in_page(path: Path, scale: float) -> None:
    packed = gzip.compress(b"<p>" + b"a" * _n(2e9, scale), 9)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/b\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    path.write_bytes(capture("https://example.org/1", good_page(GOOD)) + head % len(http) + http + b"\r\n\r\n" + capture("https://example.org/3", good_page(GOOD)))


def _lying_archive(path: Path, scale: float) -> None:
    many = capture("https://example.org/1", good_page(GOOD)) * 50
    path.write_bytes(b"".join(capture("https://example.org/x", b"<p>x" * _n(50_000, scale), lie) + many for lie in (2**63, 0, 2**31, 7, 10**9)))


def _laughs(path: Path, scale: float) -> None:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><rss version="2.0"><channel><title>x</title><item><title>&a11;</title></item></channel></rss>', encoding="utf-8")


def _parts(path: Path, scale: float) -> None:
    n = _n(10_000, scale)
    path.write_text("Subject: x\n" + "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(n)) + f"Content-Type: text/plain; charset=utf-8\n\n{GOOD}\n", encoding="utf-8")


def _many_lines(path: Path, scale: float) -> None:
    bad = b'{"x":' + b"[" * _n(1_000_000, scale)
    with path.open("wb") as out:
        for n in range(50):
            out.write(bad if n % 2 else json.dumps({"text": GOOD, "id": str(n)}).encode())
            out.write(b"\n")


GIANTS = [
    Giant("a line of 10 MB", "x.txt", _text(lambda s: _line_of(10e6, s)), 600.0),
    Giant("100,000 nested quotations", "x.txt", _text(lambda s: GOOD + " قال الوزير: " + "«نعم " * _n(100_000, s) + "»" * _n(100_000, s))),
    Giant("100,000 quotations opened, none closed", "x.txt", _text(lambda s: GOOD + ' قال: "نعم ' * _n(100_000, s)), 300.0),  # a hundred thousand voices
    Giant("1,000,000 brackets", "x.txt", _text(lambda s: GOOD + "(" * _n(1_000_000, s) + "[" * 1000)),
    Giant("a word of 5,000,000 letters", "x.txt", _text(lambda s: GOOD + " " + "قال" * _n(1_700_000, s))),
    Giant("5,000,000 marks of direction", "x.txt", _text(lambda s: GOOD + " \u202e\u202b" * _n(2_500_000, s)), 120.0),
    Giant("5,000,000 digits", "x.txt", _text(lambda s: GOOD + " قتل " + "9" * _n(5_000_000, s) + " شخصا")),
    Giant("1,000,000 numbers in words", "x.txt", _text(lambda s: GOOD + " قتل" + " مليون" * _n(200_000, s) + " و ألف" * _n(200_000, s)), 300.0),
    Giant("2,000,000 empty lines", "x.txt", _text(lambda s: GOOD + "\n" * _n(2_000_000, s) + GOOD), 120.0),
    Giant("a page of 1,000,000 tags", "x.html", _text(lambda s: f"<html><body><article><p>{GOOD}</p>" + "<b>x</b>" * _n(1_000_000, s) + "</article></body></html>"), 120.0),
    Giant("a page of 100,000 nested tags", "x.html", _text(lambda s: f"<html><body><article><p>{GOOD}</p>" + "<div><span>" * _n(50_000, s)), 120.0),
    Giant("a page with 1,000,000 attributes", "x.html", _text(lambda s: "<html><body><p " + " ".join(f"a{n}=1" for n in range(_n(1_000_000, s))) + f">{GOOD}</p></body></html>"), 120.0),
    Giant("gzip bomb, one line of 5 GB", "x.txt.gz", _zeros(b"\0", 5e9)),
    Giant("gzip bomb, 5,000,000,000 empty lines", "x.jsonl.gz", _zeros(b"\n", 5e9), 300.0),
    Giant("web archive with lying lengths", "x.warc", _lying_archive),
    Giant("web archive with a packed page of 2 GB", "x.warc", _bomb_in_page),
    Giant("feed of a billion laughs", "x.rss", _laughs),
    Giant("e-mail of 10,000 nested parts", "x.eml", _parts),
    Giant("JSON nested 1,000,000 deep, 25 lines", "x.jsonl", _many_lines),
]


def run(giant: Giant, folder: Path, scale: float) -> str | None:
    """Give a giant to the command, print what it took, and say what went wrong."""
    path, good = folder / giant.file, folder / "good.txt"
    giant.write(path, scale)
    good.write_text(GOOD, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (int(giant.seconds * 1.5) + 5, int(giant.seconds * 1.5) + 10))

    with (folder / "out").open("wb") as out:
        command = [sys.executable, "-c", _PROBE, "read", str(path), str(good), "--reader", "lexicon", "--json", "--force"]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, preexec_fn=limits, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    peak = next((float(s.split()[1]) for s in said if s.startswith("PEAK ")), 0.0)
    said = [s for s in said if not s.startswith("PEAK ")]
    print(f"{giant.name:42} {path.stat().st_size / 1e6:7.1f} MB  {seconds:6.1f} s  {peak:5.0f} MB  exit {done.returncode}  {said[-1][-110:] if said else ''}", flush=True)
    faults = [f"exit {done.returncode}"] * (done.returncode not in (0, 2)) + ["a traceback"] * any("Traceback" in s for s in said)
    faults += ["the good report was lost"] * (not _good_came_out(folder / "out")) + [f"more than {giant.seconds:.0f} s"] * (seconds > giant.seconds)
    return ", ".join(faults) or None


#: The command, and its peak memory afterwards, whatever becomes of it.
_PROBE = """
import atexit, resource, sys
atexit.register(lambda: print("PEAK", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr))
from khabar.cli import main
sys.argv[0] = "khabar"
main()
"""


def _good_came_out(path: Path) -> bool:
    """Whether the last record printed is the good report's."""
    with path.open("rb") as lines:
        last = b""
        for line in lines:
            last = line if line.strip() else last
    return last != b"" and json.loads(last)["report"]["text"] == GOOD


def chosen(only: str | None) -> Iterator[Giant]:
    """The giants whose name holds some words."""
    yield from (g for g in GIANTS if only is None or only in g.name)


def main(arguments: list[str] | None = None) -> int:
    """Run all; the number of faults."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only")
    parser.add_argument("--scale", type=float, default=1.0)
    args = parser.parse_args(arguments)
    faults = 0
    for giant in chosen(args.only):
        with tempfile.TemporaryDirectory(prefix="khabar-giant-") as folder:
            fault = run(giant, Path(folder), args.scale)
        if fault:
            faults += 1
            print(f"  FAULT: {fault}", flush=True)
    print(f"{faults} faults")
    return faults


if __name__ == "__main__":
    sys.exit(bool(main()))
