"""The goals of the layer on the annotated development reports, by the shared measure itself."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.text import document
from tests.times.corpus import read

#: floors of F1: the goals set for the layer
RECOGNITION, VALUE = 0.95, 0.90


@pytest.mark.parametrize("part", ["dev", "dev2"])
def test_goals(part: str, khabar_shared: Path, tmp_path: Path) -> None:
    gold = khabar_shared / "gold" / part
    for path in sorted(gold.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        times = read(document(report["text"], datetime.date.fromisoformat(str(report["published"]))))
        record = {
            "report": {"text": report["text"]},
            "times": [{"id": t.id, "span": list(t.span), "start": t.start, "end": t.end} for t in times],
        }
        (tmp_path / path.name).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    score = khabar_shared / "gold" / "score.py"
    run = subprocess.run([sys.executable, score, gold, tmp_path, "--json"], capture_output=True, text=True, check=True)
    result = json.loads(run.stdout)
    assert result["time.recognition"]["F1"] >= RECOGNITION
    assert result["time.value"]["F1"] >= VALUE
