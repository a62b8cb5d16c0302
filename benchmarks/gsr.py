"""Measure the event reader on the open Arabic event sentences (ASSAULT, PROTEST) and print a table.

usage: python benchmarks/gsr.py [FILE] [--errors N]

FILE defaults to ../shared/third_party/arabic_event_gsr.jsonl (or under $KHABAR_SHARED). Each line is one sentence with
``event`` (assault or protest), ``label`` (yes, easy no, difficult no) and, for some, ``verb_gold``, ``source_gold`` and
``target_gold``. A sentence counts as told when the reader finds an actual event of a type that belongs to the class.
Beside it stand two baselines: a keyword pattern, which says yes when a word of a short stem list occurs, and the figures
that the sentences' authors report for an open coder. The texts are read only, never copied.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from khabar.extract import attributions, events, places, times
from khabar.record.mentions import EventMention
from khabar.text.document import Document, document
from khabar.text.fold import fold

#: Event types that the two classes of the corpus take in. Its ASSAULT follows CAMEO 18-20: unconventional violence.
CLASSES = {
    "assault": frozenset(["airstrike", "shelling", "bombing", "suicide_attack", "attack", "kill", "injure", "abduct", "abuse", "clash", "destroy"]),
    "protest": frozenset({"protest"}),
}
#: The keyword baseline: stems, folded, found anywhere in a word.
STEMS = {
    "assault": "قتل|هجوم|هاجم|هجم|قصف|فجر|فجير|خطف|اغتيال|اغتال|اعتد|ضرب|جرح|اصاب|اصيب|استهدف|عنف|انتحار",
    "protest": "تظاهر|مظاهر|احتج|اعتصا|اعتصم|اضرب|اضراب|مسير|انتفاض|شغب|عصيان|حتشد",
}


#: What a mention must have for its sentence to count as told: nothing, somebody or a number named, a finite verb.
RULES: dict[str, Callable[[EventMention], bool]] = {
    "lexicon reader, any mention": lambda e: True,
    "lexicon reader, with a participant or number": lambda e: bool(e.agent or e.target or e.count),
    "lexicon reader, told by a verb": lambda e: "(verb)" in e.why.rule,
}


def sentences(path: Path) -> Iterator[dict[str, Any]]:
    """The sentences of the file, one dictionary each."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def read(text: str) -> tuple[Document, tuple[EventMention, ...]]:
    """Events of one sentence with all layers of the lexicon reader."""
    doc = document(text)
    where, when = places.find(doc), times.find(doc)
    return doc, events.find(doc, where, when, attributions.find(doc, where, when))


def told(found: tuple[EventMention, ...], kind: str) -> tuple[EventMention, ...]:
    """The events that make a sentence one of the class: of its types, happened."""
    return tuple(e for e in found if e.type in CLASSES[kind] and e.modality == "actual" and e.polarity == "pos")


def overlap(text: str, spans: list[tuple[int, int]], gold: str) -> bool:
    """Whether any span shares a word with the gold words."""
    wanted = set(re.findall(r"\w+", fold(gold)))
    return any(wanted & set(re.findall(r"\w+", fold(text[a:b]))) for a, b in spans)


class Tally:
    """Hits, predictions and gold positives of one system on one class."""

    def __init__(self) -> None:
        self.hit = self.said = self.gold = 0

    def add(self, said: bool, gold: bool) -> None:
        """Count one sentence."""
        self.hit += said and gold
        self.said += said
        self.gold += gold

    def row(self) -> str:
        """Precision, recall and F1."""
        p, r = self.hit / max(1, self.said), self.hit / max(1, self.gold)
        return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  n {self.gold}"


class Result:
    """Everything that is counted over the file."""

    def __init__(self) -> None:
        self.rows = {(kind, name): Tally() for kind in CLASSES for name in (*RULES, "keyword pattern")}
        self.verbs, self.actors = [0, 0], [0, 0]
        self.wrong: dict[str, list[str]] = {"missed": [], "false": []}

    def add(self, row: dict[str, Any]) -> None:
        """Read one sentence and count it."""
        kind, gold, text = row["event"], row["label"] == "yes", row["text"]
        mine = told(read(text)[1], kind)
        for name, rule in RULES.items():
            self.rows[kind, name].add(any(rule(e) for e in mine), gold)
        self.rows[kind, "keyword pattern"].add(bool(re.search(STEMS[kind], fold(text))), gold)
        if bool(mine) != gold:
            self.wrong["missed" if gold else "false"].append(row["id"])
        for found, spans, key in (
            (self.verbs, [e.trigger for e in mine], "verb_gold"),
            (self.actors, [s for e in mine for s in e.agent], "source_gold"),
        ):
            if gold and row.get(key):
                found[1] += 1
                found[0] += overlap(text, spans, row[key])


def main() -> None:
    """Run the measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = Path(os.environ.get("KHABAR_SHARED", Path(__file__).parents[2] / "shared"))
    parser.add_argument("file", nargs="?", type=Path, default=shared / "third_party" / "arabic_event_gsr.jsonl")
    parser.add_argument("--errors", type=int, default=0, help="print ids of this many wrong sentences of each sort")
    args = parser.parse_args()
    if not args.file.is_file():
        sys.exit(f"{args.file} is not there: the sentences are not part of the project (KHABAR_SHARED)")
    result = Result()
    for row in sentences(args.file):
        result.add(row)
    for (kind, name), tally in result.rows.items():
        print(f"{kind:8s} {name:45s} {tally.row()}")
    for name, (hits, of) in (("verb", result.verbs), ("actor", result.actors)):
        print(f"{name} span touched: {hits} of {of} ({hits / max(1, of):.3f})")
    for sort, ids in result.wrong.items():
        if args.errors:
            print(f"{sort}:", *ids[: args.errors])


if __name__ == "__main__":
    main()
