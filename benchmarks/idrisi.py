"""Places on the geolocated mentions of posts (IDRISI-D, Arabic): recall without countries, accuracy at 161 km.

usage: python benchmarks/idrisi.py [--shared DIR] [--misses N]

The posts lie outside the repository ($KHABAR_SHARED, default ../shared). Beside Khabar's figures stand those of the
naive reading: the longest name of the same gazetteer wherever its words stand, as its most populous place.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from khabar.extract.places import find, names
from khabar.extract.places_names import clitic_length
from khabar.record import kilometres
from khabar.resolve.places import resolve
from khabar.text.document import Document, document

Found = list[tuple[int, int, float | None, float | None]]


def khabar_reading(doc: Document) -> Found:
    """Start, end, latitude, longitude of every place that Khabar reads."""
    return [(*place.span, place.lat, place.lon) for place in resolve(doc, find(doc))]


def naive_reading(doc: Document) -> Found:
    """Longest match, most populous candidate."""
    finder, out, i = names(), [], 0
    while i < len(doc.tokens):
        hits = finder.at(doc.tokens, i, len(doc.tokens)) if doc.tokens[i].kind == "word" else ()
        if not hits:
            i += 1
            continue
        hit = hits[0]
        row = max(
            (finder.gazetteer.row(n) for n in finder.gazetteer.find(hit.key)), key=lambda r: (r.population, -r.number)
        )
        start = doc.tokens[hit.first].start + clitic_length(doc.tokens[hit.first].text, hit.clitic)
        out.append((start, doc.tokens[hit.last - 1].end, row.lat, row.lon))
        i = hit.last
    return out


def posts(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Text and distinct mentions of each post, countries left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        post = json.loads(line)
        seen = {(m["start"], m["end"]): m for m in post["mentions"] if m["type"] != "Country"}
        if seen:
            yield post["text"], list(seen.values())


def measure(path: Path, read: Callable[[Document], Found]) -> tuple[dict[str, float], list[str]]:
    """The figures of one reading, and the words of the mentions that it missed."""
    total = recognised = near = 0
    missed: list[str] = []
    for text, mentions in posts(path):
        found = read(document(text))
        for mention in mentions:
            total += 1
            there = [f for f in found if f[0] < mention["end"] and mention["start"] < f[1]]
            if not there:
                missed.append(mention["text"])
                continue
            recognised += 1
            near += any(
                lat is not None and lon is not None and kilometres(mention["lat"], mention["lon"], lat, lon) <= 161
                for _, _, lat, lon in there
            )
    return {
        "mentions": total,
        "recall": recognised / total,
        "accuracy at 161 km of the recognised": near / max(1, recognised),
        "accuracy at 161 km of all": near / total,
    }, missed


def main(arguments: list[str]) -> int:
    """Print both readings' figures."""
    shared = Path(os.environ.get("KHABAR_SHARED", "../shared"))
    if "--shared" in arguments:
        shared = Path(arguments[arguments.index("--shared") + 1])
    path = shared / "third_party" / "idrisi_ar.jsonl"
    if not path.exists():
        print(f"{path} is missing: set KHABAR_SHARED to the folder of shared material", file=sys.stderr)
        return 1
    for name, read in (("khabar", khabar_reading), ("naive", naive_reading)):
        figures, missed = measure(path, read)
        print(
            name,
            "  ".join(f"{key} {value:.3f}" if value <= 1 else f"{key} {value:.0f}" for key, value in figures.items()),
        )
        if "--misses" in arguments and name == "khabar":
            shown = int(arguments[arguments.index("--misses") + 1])
            counted = sorted(((missed.count(word), word) for word in set(missed)), reverse=True)
            print("  ".join(f"{word}:{count}" for count, word in counted[:shown]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
