"""The annotation that is kept without its texts comes back whole where somebody has them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from khabar.record.gold import load_folder

ROOT = Path(__file__).parents[2]
LAYERS = ("attributions", "events", "places", "times")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ant_annotation", ROOT / "scripts" / "ant_annotation.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_quotations_come_back_from_offsets(script: ModuleType) -> None:
    report = json.loads(json.dumps(next(iter(load_folder(ROOT / "samples"))), default=str))
    for layer in LAYERS:
        kept = script.stand_off(report[layer])
        assert report[layer] and not any(ord(c) > 0x600 for c in json.dumps(kept, ensure_ascii=False) if layer != "places")
        assert [script.quoted(v, report["text"]) for v in kept] == report[layer]


def test_other_texts_are_named_and_left_out(script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    text = "قال الوزير إن الجسر مفتوح."
    stored = {"id": "x1", "set": "measured", "report": "A", "sha256": hashlib.sha256(text.encode()).hexdigest(), "sources": {"m": {"name": [4, 10]}},
              "attributions": [{"id": "a1", "cue": [0, 3], "content": [[14, 25]]}], "events": [], "places": [], "times": []}  # fmt: skip
    monkeypatch.setattr(script, "STORED", tmp_path / "stored.jsonl")
    script.STORED.write_text("\n".join(json.dumps({**stored, "report": r, "id": i}) for r, i in (("A", "x1"), ("B", "x2"))), encoding="utf-8")
    rows = [{"id": "A", "text": text, "published": "2018-01-02", "outlet": "x"}, {"id": "B", "text": "نص آخر", "published": "2018-01-02", "outlet": "x"}]
    (tmp_path / "c.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["ant_annotation.py", str(tmp_path / "c.jsonl"), str(tmp_path / "out")])
    assert script.main() == 2 and "B (x2)" in capsys.readouterr().err
    made = json.loads((tmp_path / "out" / "x1.json").read_text(encoding="utf-8"))
    assert (made["sources"]["m"]["name"], made["attributions"][0]["content"][0]["text"]) == ("الوزير", "الجسر مفتوح")
    assert not (tmp_path / "out" / "x2.txt").exists()
