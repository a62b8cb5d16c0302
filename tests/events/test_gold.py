"""Floors of the event layers on the annotated reports, when these are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.evaluate import measure, scores
from khabar.pipeline import read
from khabar.record import to_json
from khabar.record.gold import load_folder

FLOORS = {"event.type": 0.74, "event.type+modality+polarity": 0.66, "role.all": 0.53, "count": 0.71}


@pytest.mark.slow
def test_floors(khabar_shared: Path) -> None:
    pairs = []
    for part in ("dev", "dev2"):
        for gold in load_folder(khabar_shared / "gold" / part):
            record = read(gold["text"], published=gold["published"], outlet=gold["outlet"], reader="lexicon")
            pairs.append((gold, json.loads(to_json(record))))
    if not pairs:
        pytest.skip("no annotated reports")
    found = scores(measure(pairs))
    low = {k: found[k].f1 for k, floor in FLOORS.items() if found[k].f1 < floor}
    assert not low
