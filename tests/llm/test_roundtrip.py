"""Annotated reports as if a model had answered them perfectly: the form of the answers loses nothing to speak of."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from khabar.extract import blocks
from khabar.extract.times import parse_all
from khabar.llm.answer import parse
from khabar.llm.proposals import build
from khabar.record.gold import load_folder
from khabar.text import Document, document


def answer(doc: Document, gold: dict[str, Any]) -> dict[str, Any]:
    """A report's annotation as a model's answer: quotations by sentence, long ones as from … to."""

    def at(start: int) -> int:
        return next((n for n, s in enumerate(doc.sentences, 1) if s.span[0] <= start < s.span[1]), 0)

    def quote(span: dict[str, Any]) -> str:
        words: str = span["text"]
        sentence = doc.sentences[at(span["start"]) - 1].span
        if "\n" in words or span["end"] > sentence[1]:
            pieces = words.split()
            return f"{' '.join(pieces[:4])} … {' '.join(pieces[-4:])}"
        at_start = re.compile(rf"(?<!\w)\w{{0,3}}?{re.escape(words)}(?!\w)")
        before = sum(m.end() < span["end"] for m in at_start.finditer(doc.text, sentence[0], sentence[1]))
        return f"{words}@{before + 1}" if before else words

    def one(span: dict[str, Any] | None) -> str | None:
        return quote(span) if span else None

    located = [{"at": at(p["span"][0]), "span": quote({"start": p["span"][0], "end": p["span"][1], "text": p["text"]})} for p in gold["places"]]
    timed = [{"at": at(p["span"][0]), "span": quote({"start": p["span"][0], "end": p["span"][1], "text": p["text"]})} for p in gold["times"]]
    said = [{"at": at(a["cue"]["start"]), "id": a["id"], "cue": quote(a["cue"]), "act": a["act"], "mode": a["mode"], "parent": a["parent"],
             "source": one(a["source"]), "content": [quote(c) for c in a["content"]]} for a in gold["attributions"]]
    happened = [{"at": at(e["trigger"]["start"]), "trigger": quote(e["trigger"]), "type": e["type"], "modality": e["modality"],
                 "polarity": e["polarity"]} for e in gold["events"]]
    return {"places": located, "times": timed, "attributions": said, "events": happened}


def test_a_perfect_answer_stays_perfect(khabar_shared: Path) -> None:
    kept: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for gold in load_folder(khabar_shared / "gold" / "dev"):
        doc = blocks.classify(document(gold["text"]))
        made, wrong = parse(json.dumps(answer(doc, gold)))
        assert wrong == ()
        found = build(doc, [made], wrong, "v1 gold", parse_all)
        for layer, spans, wanted in (
            ("places", {p.span for p in found.places}, {tuple(p["span"]) for p in gold["places"]}),
            ("times", {t.span for t in found.times}, {tuple(t["span"]) for t in gold["times"]}),
            ("cues", {a.cue for a in found.attributions}, {(a["cue"]["start"], a["cue"]["end"]) for a in gold["attributions"]}),
            ("triggers", {e.trigger for e in found.events}, {(e["trigger"]["start"], e["trigger"]["end"]) for e in gold["events"]}),
            ("contents", {c for a in found.attributions for c in a.content},
             {(c["start"], c["end"]) for a in gold["attributions"] for c in a["content"]}),
            ("sources", {a.source for a in found.attributions if a.source},
             {(a["source"]["start"], a["source"]["end"]) for a in gold["attributions"] if a["source"]}),
        ):
            kept[layer] += len(spans & wanted)
            total[layer] += len(wanted)
    shares = {layer: kept[layer] / total[layer] for layer in total}
    print({layer: (kept[layer], total[layer]) for layer in total})
    assert min(shares.values()) > 0.99, shares
