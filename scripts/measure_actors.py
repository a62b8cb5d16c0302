"""How many annotated sources and role phrases have an actor. usage: measure_actors.py GOLD/train [--sample N --seed S]

``--sample`` prints role phrases with their actors, to be judged by a person.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

from gold_inputs import Inputs, load


def sources(reports: list[Inputs]) -> Counter[tuple[str, bool]]:
    """Named sources of the kinds that are bodies: by kind, whether one of their mentions has an actor."""
    return Counter(
        (s.kind, any(m in r.actor_of for m in s.mentions))
        for r in reports for s in r.sources
        if s.kind in ("organization", "group", "media") and s.mentions and not s.anonymous
    )  # fmt: skip


def phrases(reports: list[Inputs]) -> list[tuple[str, str]]:
    """Agent and target phrases with their actor's English name, sector and country."""
    out = []
    for r in reports:
        by_id = {a.id: a for a in r.actors}
        for m in r.mentions:
            for span in (*m.agent, *m.target):
                a = by_id.get(r.actor_of.get(span, ""))
                shown = f"{a.name_en or a.name} | {a.codes.plover} {a.codes.country}" if a is not None else "–"
                out.append((r.doc.words(span), shown))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    reports = list(load(args.folder))
    found = sources(reports)
    print(f"sources: {sum(n for (_, ok), n in found.items() if ok)} of {sum(found.values())} have an actor", dict(found))
    everything = phrases(reports)
    print(f"role phrases: {sum(shown != '–' for _, shown in everything)} of {len(everything)} have an actor")
    random.seed(args.seed)
    for words, shown in random.sample(everything, args.sample):
        print(f"{words} → {shown}")


if __name__ == "__main__":
    main()
