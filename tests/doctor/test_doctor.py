"""``khabar doctor`` passes here, and finds what is broken."""

from __future__ import annotations

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from khabar.cli import app
from khabar.doctor import REQUIRED, examine, healthy, optional, parts
from khabar.doctor.finding import PartError
from khabar.model import reader as model_reader
from khabar.model import runtime
from khabar.resources import gazetteer as gazetteer_module


def fault(check: Any) -> PartError:
    with pytest.raises(PartError) as caught:
        check()
    assert caught.value.advice
    return caught.value


def test_this_installation_is_in_order_and_says_so_in_json() -> None:
    done = CliRunner().invoke(app, ["doctor", "--json"])
    found = json.loads(done.stdout)
    assert done.exit_code == 0, found
    assert found["healthy"]
    by_name = {check["name"]: check for check in found["checks"]}
    assert set(REQUIRED) <= set(by_name)
    assert "expected things found" in by_name["self-test"]["found"]
    assert all(check["advice"] for check in found["checks"] if check["state"] != "ok")


def test_a_fault_is_told_in_words_and_by_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise PartError("no such thing", "get one")

    monkeypatch.setattr("khabar.doctor.examine", lambda limit: examine(limit, {"thing": broken}))
    done = CliRunner().invoke(app, ["doctor"], env={"COLUMNS": "200"})
    assert done.exit_code == 1
    assert "no such thing" in done.stdout and "get one" in done.stdout
    assert "not in order: thing" in done.stdout


def test_a_check_that_hangs_or_raises_is_a_fault_and_the_others_go_on() -> None:
    def broken() -> str:
        raise RuntimeError("two\nlines")

    checks = list(examine(0.05, {"hangs": lambda: str(time.sleep(1)), "broken": broken, "fine": lambda: "fine"}))[:3]
    assert [check.state for check in checks] == ["fault", "fault", "ok"]
    assert "not done after 0.05 seconds" in checks[0].found
    assert checks[1].found == "RuntimeError: two lines"
    assert not healthy(checks)
    assert healthy(checks[2:])


def test_a_gazetteer_that_is_not_its_manifests_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packaged = gazetteer_module.PACKAGED
    damaged = tmp_path / packaged.name
    damaged.write_bytes(packaged.read_bytes()[:-1] + b"?")
    damaged.with_name("manifest.json").write_bytes(packaged.with_name("manifest.json").read_bytes())
    monkeypatch.setattr(gazetteer_module, "PACKAGED", damaged)
    assert "manifest" in fault(parts.places).found
    damaged.unlink()
    assert "cannot be read" in fault(parts.places).found


def test_missing_weights_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_MODEL", str(tmp_path))
    model_reader.shipped.cache_clear()
    try:
        found = fault(parts.weights)
    finally:
        model_reader.shipped.cache_clear()
    assert str(tmp_path) in found.found and "KHABAR_MODEL" in found.advice
    assert tmp_path != runtime.WEIGHTS


def test_the_self_test_fails_when_the_report_is_not_read_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "report.txt"
    other.write_text("قال رئيس البلدية سامر النجار إن المدارس ستفتح أبوابها الأحد.", encoding="utf-8")
    monkeypatch.setattr(parts, "REPORT", other)
    found = fault(parts.reading).found
    assert "three killed" in found and "Mosul" in found


def test_an_sqlite_that_is_too_old_or_has_no_fts5(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    assert "3.37" in fault(parts.database).advice
    monkeypatch.undo()

    def no_fts(_: str) -> Any:
        class Base:
            def execute(self, words: str) -> None:
                if "fts5" in words:
                    raise sqlite3.OperationalError("no such module: fts5")

            def close(self) -> None: ...

        return Base()

    monkeypatch.setattr(sqlite3, "connect", no_fts)
    assert "no such module: fts5" in fault(parts.database).found


def test_requirements_are_read_and_compared() -> None:
    read = optional._requirement
    assert read("pyarrow<30,>=18; python_version > '3.8' and extra == 'parquet'") == optional.Requirement("pyarrow", "18", "parquet")
    assert read("types-PyYAML ; extra == \"test\"") == optional.Requirement("types-PyYAML", None, "test")
    numpy = optional.Requirement("numpy", "2.10", None)
    assert numpy.fits("2.10.1") and numpy.fits("10.0") and not numpy.fits("2.9") and not numpy.fits(None)
    assert optional.Requirement("no-such-package", None, None).installed() is None


def test_every_extra_of_the_package_is_described_or_for_developers() -> None:
    named = {r.extra for r in optional.requirements() if r.extra}
    assert named - set(optional.EXTRAS) <= {"test", "docs"}
