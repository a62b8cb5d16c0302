"""Sort the event reader's errors on annotated reports by cause and print the most frequent causes.

usage: python benchmarks/event_errors.py [FOLDER ...] [--top N]

FOLDER holds annotated reports; the default is gold/dev under ../shared (or $KHABAR_SHARED). Matching follows
``khabar evaluate``: events by trigger, role fillers by span or name. docs/events.md gives the table.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from khabar.evaluate.matching import jaccard, name_words, pair, same_words, span_of, touch
from khabar.extract.event_lexicon import lookup
from khabar.pipeline import read
from khabar.record import to_json
from khabar.record.gold import load_folder

Json = dict[str, Any]
ROLES = ("agent", "target", "place", "origin", "destination", "time")


def causes(gold: Json, record: Json) -> Iterator[str]:
    """The cause of every error of one report, one string an error."""
    golds, found = gold["events"], record["events"]
    matched = pair(golds, found, lambda a, b: float(touch(span_of(a["trigger"]), span_of(b["trigger"]))) * (1 + (a["type"] == b["type"])))
    told = {id(a) for a, _ in matched}
    seen = {id(b) for _, b in matched}
    for event in golds:
        if id(event) not in told:
            words = [k for w in gold["text"][slice(*span_of(event["trigger"]) or (0, 0))].split() for k in lookup(w)]
            yield "trigger missed: word not in the predicate data" if not words else "trigger missed: no sense's condition was met"
    for event in found:
        if id(event) not in seen:
            yield "trigger read where none is annotated"
    for a, b in matched:
        if a["type"] != b["type"]:
            yield "wrong type"
            continue
        for key in ("modality", "polarity"):
            if a[key] != b[key]:
                yield f"{key}: {a[key]} read as {b[key]}"
        yield from _counts(a, b)
        for role in ROLES:
            yield from _role(gold, record, a, b, role)


def _counts(a: Json, b: Json) -> Iterator[str]:
    def rows(event: Json) -> Counter[Any]:
        return Counter((c["what"], c["min"], c["max"]) for c in event.get("count") or [])

    left, right = rows(a), rows(b)
    missed, extra = (left - right).total(), (right - left).total()
    yield from ["count differs"] * min(missed, extra)
    yield from ["count missed"] * (missed - min(missed, extra))
    yield from ["count read where none is annotated"] * (extra - min(missed, extra))


def _role(gold: Json, record: Json, a: Json, b: Json, role: str) -> Iterator[str]:
    text = gold["text"]
    golds, found = _fillers(gold, a, role), _fillers(record, b, role)

    def same(x: tuple[int, int], y: tuple[int, int]) -> float:
        left, right = name_words(text[slice(*x)]), name_words(text[slice(*y)])
        alike = bool(left & right) if role not in ("agent", "target", "time") else same_words(left, right)
        return float(alike or jaccard(text, [x], [y]) >= 0.5)

    hits = pair(golds, found, same)
    left = [x for x in golds if x not in [h[0] for h in hits]]
    spare = len(found) - len(hits)
    for x in left:
        if spare:
            spare -= 1
            yield f"{role}: another phrase chosen"
        else:
            yield f"{role} missed: {_where(text, span_of(a['trigger']) or (0, 0), x)}"
    yield from [f"{role} read where none is annotated"] * spare


def _fillers(side: Json, event: Json, role: str) -> list[tuple[int, int]]:
    value = event.get(role) or []
    known = {x["id"]: x for layer in ("places", "times") for x in side[layer] if "id" in x}
    values = [known.get(v) if isinstance(v, str) else v for v in (value if isinstance(value, list) else [value])]
    return [s for v in values if v and (s := span_of(v)) is not None]


def _where(text: str, trigger: tuple[int, int], filler: tuple[int, int]) -> str:
    between = text[min(trigger[1], filler[1]):max(trigger[0], filler[0])]
    if any(mark in between for mark in ("\n", ". ", "؟", "!")):
        return "named in another sentence"
    return "behind the trigger" if filler[0] > trigger[0] else "before the trigger"


def main() -> int:
    """Print the causes with their counts."""
    shared = Path(os.environ.get("KHABAR_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[shared / "gold" / "dev"])
    parser.add_argument("--top", type=int, default=10)
    args = parser.parse_args()
    if missing := [f for f in args.folders if not f.is_dir()]:
        print(f"no annotated reports at {missing[0]}", file=sys.stderr)
        return 2
    tally: Counter[str] = Counter()
    events = 0
    for folder in args.folders:
        for gold in load_folder(folder):
            record = json.loads(to_json(read(gold["text"], published=gold["published"], outlet=gold["outlet"], reader="lexicon")))
            tally.update(causes(gold, record))
            events += len(gold["events"])
    print(f"{events} events, {tally.total()} errors")
    for cause, count in tally.most_common(args.top):
        print(f"{count:5d}  {cause}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
