"""What ``khabar show`` prints: why reports were joined, each passage once."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from khabar import collect, store
from khabar.cli import app
from khabar.store.query import happenings
from khabar.text import fold
from tests.store.made import record


def test_reports_with_reasons_and_each_passage_once(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with store.open_store(path, fold) as kept:
        for made in (record(), record(source="ليلى حداد", outlet="مرصد الساحل"), record(town="السدرة", source="نزار العلي")):
            collect.add(kept, made)
        name = next(h["id"] for h in happenings(kept) if h["origins"]["count"] == 2)
    shown = CliRunner().invoke(app, ["show", name, "--store", str(path)]).output
    assert shown.count("joined by: both at Nakhil; at the same time") == 2
    assert shown.count("هجوما\n") == 2 and "فريد السامي" in shown
    data = json.loads(CliRunner().invoke(app, ["show", name, "--store", str(path), "--json"]).output)
    assert [len(j["reasons"]) > 1 for j in data["joined"]] == [True, True]
    assert data["joined"][0]["with"] == data["joined"][1]["report"]


def test_grades_of_claims_are_proposed_by_happening(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with store.open_store(path, fold) as kept:
        collect.add(kept, record())
        name = next(happenings(kept))["id"]
    out = CliRunner().invoke(app, ["suggest", name, "--store", str(path)]).output
    assert out.startswith("6  ") and "nothing to compare it with" in out
