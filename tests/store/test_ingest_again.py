"""Ingesting again reads only what is new."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar import pipeline
from khabar.cli import app


def test_what_is_in_the_store_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(f"قال الطبيب سامر قاسم إن {n + 3} جرحى وصلوا إلى المستشفى يوم الأحد.", encoding="utf-8")
    call = ["ingest", str(tmp_path / "0.txt"), str(tmp_path / "1.txt"), "--store", str(tmp_path / "x.db"), "--reader", "lexicon", "--published"]
    assert "2 reports taken in, 0 known" in CliRunner().invoke(app, [*call, "2024-03-14"]).output
    (tmp_path / "2.txt").write_text("قالت المحامية هبة سعد إن الشرطة اعتقلت شابين في دمشق.", encoding="utf-8")
    read, seen = pipeline.read, []
    monkeypatch.setattr(pipeline, "read", lambda text, **given: seen.append(text) or read(text, **given))
    again = CliRunner().invoke(app, [call[0], str(tmp_path / "2.txt"), *call[1:], "2024-03-14"])
    assert "1 reports taken in, 2 known" in again.output
    assert len(seen) == 1
    assert "2 reports taken in, 0 known" in CliRunner().invoke(app, [*call, "2024-03-15"]).output
