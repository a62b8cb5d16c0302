"""The measure: agrees with the reference implementation, and the floors hold."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.evaluate import Score, check_floors, measure, save_floors, scores
from khabar.pipeline import read
from khabar.record import to_json
from khabar.record.gold import load_folder


def test_perfect_reading_of_times() -> None:
    gold = {"text": "وصل الجمعة", "sources": {}, "attributions": [], "events": [], "places": [],
            "times": [{"span": [4, 10], "text": "الجمعة", "start": "2024-03-08", "end": "2024-03-08"}]}
    found = scores(measure([(gold, {"times": [{"id": "t1", "span": [4, 10], "start": "2024-03-08", "end": "2024-03-08"}]})]))
    assert found["time.value"] == Score(1.0, 1.0, 1.0, 1)
    assert scores(measure([(gold, None)]))["time.value"] == Score(0.0, 0.0, 0.0, 1)


def test_floors(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    save_floors(path, {"x": Score(0.9, 0.9, 0.9, 5)}, allow_lower=False, command="c")
    assert check_floors({"x": Score(0.9, 0.9, 0.9, 5)}, {"x": 0.9}) == []
    assert check_floors({"x": Score(0.8, 0.8, 0.8, 5)}, {"x": 0.9}) == ["x: F1 0.800 is below its floor 0.900"]
    with pytest.raises(InputError, match="lower"):
        save_floors(path, {"x": Score(0.8, 0.8, 0.8, 5)}, allow_lower=False, command="c")
    save_floors(path, {"x": Score(0.8, 0.8, 0.8, 5)}, allow_lower=True, command="c")
    assert json.loads(path.read_text())["floors"] == {"x": 0.8}


def test_agrees_with_the_reference_measure(khabar_shared: Path, tmp_path: Path) -> None:
    folder = khabar_shared / "gold" / "dev"
    pairs = []
    for gold in load_folder(folder):
        data = to_json(read(gold["text"], published=gold["published"], reader="lexicon"))
        (tmp_path / f"{gold['id']}.json").write_bytes(data)
        pairs.append((gold, json.loads(data)))
    command = [sys.executable, str(khabar_shared / "gold" / "score.py"), str(folder), str(tmp_path), "--json"]
    reference = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = {k: {"P": round(s.precision, 3), "R": round(s.recall, 3), "F1": round(s.f1, 3), "n": s.n}
            for k, s in scores(measure(pairs)).items()}
    assert ours == reference
