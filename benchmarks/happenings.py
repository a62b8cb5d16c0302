"""Measure happenings on the project's stories, and on a real pair of reports where ../shared is present.

    python benchmarks/happenings.py [--reader lexicon] [--events read|gold] [--half tune|check|all] [--faults] [--pair]

All stories are read into one store, so that happenings of different stories may be confused too. ``--events gold`` takes the
stories' triggers, types and grouping as given and the other slots (place, time, actors, numbers, speakers) from the reading:
so the clustering is measured apart from finding and grouping events. Stories 1 to 62 were looked at while the rules and weights
were made (``tune``); those from 63 on were written afterwards, and their faults were not looked at (``check``).
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path

from khabar import collect, store
from khabar.assemble import claims
from khabar.assemble.happenings.slots import Slots
from khabar.assemble.happenings.units import grouped
from khabar.evaluate.stories import Found, Mention, Result, Story, StoryReport, load_stories, measure_stories
from khabar.extract import blocks
from khabar.pipeline import Reader, read
from khabar.record import Event, EventCodes, Record, Span, Why, contains, quote
from khabar.store.query import happenings
from khabar.text import document, fold

ROOT = Path(__file__).parent.parent
STORIES = ROOT / "training" / "stories"
LAST_TUNED = 62
HALVES = ("tune", "check", "all")


def half(stories: tuple[Story, ...], name: str) -> tuple[Story, ...]:
    """The stories of one part: those the rules were made on, or those for checking."""
    return tuple(s for s in stories if name == "all" or (int(s.id[1:]) <= LAST_TUNED) == (name == "tune"))


def answers(stories: tuple[Story, ...], reader: Reader, events: str) -> tuple[dict[Mention, str], dict[str, Found], store.Store]:
    """Read the stories into one store. Which happening each mention went to, what each happening came to, and the store."""
    kept = store.open_store(":memory:", fold)
    records = {}
    for story in stories:
        for report in story.reports:
            made = read(report.text, published=report.published, outlet=report.outlet, reader=reader)
            records[report.id] = with_gold(made, story, report) if events == "gold" else made
            collect.add(kept, records[report.id])
    made_by = {h["id"]: Found(h["state"], h["origins"]["count"]) for h in happenings(kept)}
    wanted = [(m, h.kind) for s in stories for h in s.happenings for m in h.mentions]
    units = {(r[0], r[1], r[2]): r[3] for r in kept.connection.execute(
        "SELECT r.hash, u.grp, u.class, u.happening FROM units u JOIN reports r ON r.id=u.report")}
    out = {}
    for mention, kind in wanted:
        record = records[mention.report]
        event = at(record, mention.span, kind)
        if event is not None:
            out[mention] = next(units[record.report.id, *name] for name, events in grouped(Slots(record)).items() if event in events)
    return out, made_by, kept


def at(record: Record, span: Span, kind: str) -> Event | None:
    """The event whose trigger overlaps a span; of several, one of the wanted class."""
    found = [e for e in record.events if e.trigger.span[0] < span[1] and span[0] < e.trigger.span[1]]
    return min(found, key=lambda e: Slots(record).kind(e) != kind, default=None)


def with_gold(record: Record, story: Story, report: StoryReport) -> Record:
    """The record with the story's triggers and grouping in place of the reader's; a trigger that was not read is added with the
    story's type, the first place and time of its sentence, and the speech it stands in."""
    doc = blocks.classify(document(report.text, None, report.outlet))
    events = []
    for h in story.happenings:
        for mention in h.mentions:
            if mention.report != report.id:
                continue
            event = at(record, mention.span, h.kind) or _missed(record, mention.span, h.type)
            modality = event.modality if Slots(record).kind(event) == h.kind else "actual" if h.kind == "happened" else "planned"
            events.append(replace(event, group=h.id, modality=modality))
    events = list({e.id: e for e in events}.values())
    made = claims.build(doc, tuple(events), record.attributions, record.sources, record.actors, record.places, record.times)
    return replace(record, events=tuple(events), claims=made)


def _missed(record: Record, span: Span, kind: str) -> Event:
    text = record.report.text
    start = max((text.rfind(mark, 0, span[0]) for mark in ".\n"), default=-1) + 1
    stop = min((n for mark in ".\n" if (n := text.find(mark, span[1])) >= 0), default=len(text))
    place = next((p.id for p in record.places if start <= p.span[0] < stop), None)
    time = next((t.id for t in record.times if start <= t.span[0] < stop), None)
    chain = tuple(a.id for a in record.attributions if any(contains(c.span, span) for c in a.content))
    return Event(f"v{span[0]}", kind, quote(text, span), "actual", "pos", (), (), place, None, None, time, (), EventCodes(), chain,
                 None, Why("story.trigger"))


def show(name: str, result: Result, faults: bool) -> None:
    """Print the figures of one run."""
    r = result
    print(f"{name}: {r.mentions} mentions ({r.unread} unread), {r.happenings} happenings")
    for label, prf in (("B-cubed", r.bcubed), ("MUC", r.muc), ("CEAF-e", r.ceaf)):
        print(f"  {label:8} P {prf.precision:.3f}  R {prf.recall:.3f}  F1 {prf.f1:.3f}")
    print(f"  CoNLL-F  {r.conll:.3f}\n  state    {r.states:.3f}\n  origins  {r.origins:.3f}")
    for line in r.faults if faults else ():
        print(f"    {line}")


def pair(reader: Reader) -> None:
    """Two real reports on the same protests: which happenings both tell of. Shown, not scored: they have no common annotation."""
    folder = Path(os.environ.get("KHABAR_SHARED", ROOT.parent / "shared")) / "gold" / "dev"
    if not folder.is_dir():
        print("real pair: needs ../shared (or KHABAR_SHARED)")
        return
    kept = store.open_store(":memory:", fold)
    for name, day, outlet in (("001", "2018-07-16", "BBC Arabic"), ("019", "2018-07-14", "Sky News Arabia")):
        collect.add(kept, read((folder / f"{name}.txt").read_text(encoding="utf-8"), published=day, outlet=outlet, reader=reader))
    found = list(happenings(kept))
    shared = [h for h in found if len({c["report"] for c in h["claims"]}) > 1]
    print(f"real pair dev 001/019: {len(found)} happenings, {len(shared)} told by both")
    for h in shared:
        print(f"  {h['type']} · {h['place']['name'] if h['place'] else '?'} · {h['time']['start']} – {h['time']['end']} · {h['state']}")


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="lexicon", choices=("lexicon", "auto", "model"))
    parser.add_argument("--events", default="both", choices=("read", "gold", "both"))
    parser.add_argument("--half", default="all", choices=HALVES)
    parser.add_argument("--faults", action="store_true", help="list every happening that came out differently")
    parser.add_argument("--pair", action="store_true", help="also show the real pair of ../shared")
    args = parser.parse_args()
    stories = load_stories(STORIES)
    for events in ("read", "gold") if args.events == "both" else (args.events,):
        got, made, kept = answers(stories, args.reader, events)
        kept.close()
        for name in HALVES:
            if args.half in (name, "all"):
                show(f"{events} events, {name}", measure_stories(half(stories, name), got, made), args.faults and name != "all")
    if args.pair:
        pair(args.reader)


if __name__ == "__main__":
    main()
