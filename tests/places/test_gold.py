"""The goals of issue 4, on annotated real reports that are not part of the project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.evaluate.measure import measure, scores
from khabar.extract.places import find
from khabar.resolve.places import resolve
from khabar.text.document import document

GOALS = {"place.recognition": 0.93, "place.resolved": 0.90, "place.resolved25km.fine": 0.90}


@pytest.mark.slow
def test_goals(khabar_shared: Path) -> None:
    pairs = []
    for path in sorted(khabar_shared.glob("gold/dev*/*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        doc = document(gold["text"], outlet=gold["outlet"])
        found = [
            {"id": p.id, "span": list(p.span), "lat": p.lat, "lon": p.lon, "country": p.country}
            for p in resolve(doc, find(doc))
        ]
        pairs.append((gold, {"places": found}))
    got = scores(measure(pairs))
    assert {layer: got[layer].f1 for layer in GOALS if got[layer].f1 < GOALS[layer]} == {}
