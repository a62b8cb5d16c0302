"""How far the choice of fillers is from the best it could be: for annotated reports, role by role, what became of each filler.

usage: python benchmarks/role_oracle.py FOLDER [FOLDER ...]

For the events that the lexicon reader finds with their type: fillers annotated, how many are among the candidates, how many
are chosen, how many the reader leaves empty, how many it fills with somebody else; and how many fillers it gives where none
is annotated, or to events that are not annotated or of another type. Needs numpy.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from role_cases import ALL, candidates_of, fillers, read_report, same_filler, twins

from khabar.extract.events.arguments import span_of as words_of
from khabar.extract.events.weighing import phrases
from khabar.extract.events.weighing.decide import settle
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.record.gold import load_folder

COLUMNS = ("annotated", "type right", "a candidate", "chosen", "left empty", "another chosen", "none annotated", "no such event")


def tally(gold: dict[str, Any], counts: dict[str, Counter[str]]) -> None:
    """Add what became of the fillers of one report."""
    scene, drafts, speeches = read_report(gold)
    twin, report = twins(gold, scene.doc, drafts), Report(scene, drafts, speeches)
    for event in gold["events"]:
        for role in ALL:
            counts[role]["annotated"] += len(fillers(event, role))
    for n, draft in enumerate(drafts):
        asked = phrases.ask(report, n)
        among = {role: candidates_of(report, asked, role) for role in ALL}
        settle(report, asked)
        for role in ALL:
            count, golds, found = counts[role], fillers(twin.get(n), role), _found(scene, draft, role)
            right = [g for g in golds if any(same_filler(gold["text"], role, g, s) for s in found)][: len(found)]
            if n not in twin:
                count["no such event"] += len(found)
                continue
            count["type right"] += len(golds)
            count["a candidate"] += sum(any(same_filler(gold["text"], role, g, s) for s in among[role]) for g in golds)
            count["chosen"] += len(right)
            missed, spare = len(golds) - len(right), len(found) - len(right)
            count["another chosen"] += min(missed, spare)
            count["left empty"] += missed - min(missed, spare)
            count["none annotated"] += spare - min(missed, spare)


def _found(scene: Any, draft: Any, role: str) -> list[Any]:
    if role in ROLES:
        return [words_of(scene, part) for part in draft.roles.get(role, ())]
    span = draft.places.get("place") if role == "place" else draft.time
    return [span] if span is not None else []


def main() -> None:
    """Print one table a folder."""
    for folder in sys.argv[1:]:
        counts: dict[str, Counter[str]] = {role: Counter() for role in ALL}
        for gold in load_folder(Path(folder)):
            tally(gold, counts)
        print(f"| {Path(folder).name} | {' | '.join(COLUMNS)} |")
        for role, count in counts.items():
            print(f"| {role} | {' | '.join(str(count[c]) for c in COLUMNS)} |")


if __name__ == "__main__":
    main()
