"""``khabar read --reader llm`` as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from khabar.cli import app
from khabar.record import from_json
from tests.llm.stub import GOOD, TEXT, Sent, Stub, Turn, says

pytestmark = pytest.mark.slow


def run(*args: str, cache: Path, stdin: str = TEXT) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "KHABAR_LLM_CACHE": str(cache), "KHABAR_LLM_RETRIES": "0"}
    code = "from khabar.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "read", "-", "--json", "--reader", "llm", *args],
        input=stdin.encode(), capture_output=True, timeout=120, env=env,
    )  # fmt: skip


def test_off_by_default(stub: Stub, tmp_path: Path) -> None:
    done = run("--llm-url", stub.url, "--llm-model", "m", cache=tmp_path)
    assert done.returncode == 2 and done.stdout == b"" and stub.sent == []
    assert b"nothing was sent" in done.stderr and b"--yes-send" in done.stderr
    unset = run("--yes-send", cache=tmp_path)
    assert unset.returncode == 2 and b"KHABAR_LLM_URL" in unset.stderr and b"Traceback" not in unset.stderr


def test_with_consent_one_failing_report_does_not_stop_the_others(stub: Stub, tmp_path: Path) -> None:
    def answer(sent: Sent) -> Turn:
        return Turn(500, {}) if "معطوب" in sent.question else says(GOOD)

    stub.turns = [answer]
    lines = "\n".join(json.dumps({"id": str(i), "text": t}) for i, t in enumerate((TEXT, "هذا خبر معطوب.", TEXT + "ثم ساد الهدوء.")))
    done = run("--from", "jsonl", "--yes-send", "--llm-url", stub.url, "--llm-model", "m", cache=tmp_path, stdin=lines)
    told = done.stderr.decode()
    assert done.returncode == 2 and told.count("warning:") == 1 and "answered 500" in told
    assert [len(from_json(line).events) for line in done.stdout.splitlines()] == [2, 2]


def test_the_budget_stops_the_run(stub: Stub, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": str(i), "text": TEXT + f"ثم مرت {i} ساعات."}) for i in range(3, 7))
    done = run("--from", "jsonl", "--yes-send", "--llm-url", stub.url, "--llm-model", "m", "--llm-requests", "2", cache=tmp_path, stdin=lines)
    assert done.returncode == 2 and len(stub.sent) == 2 and len(done.stdout.splitlines()) == 2
    assert b"budget of 2 requests" in done.stderr


def test_consent_ends_with_the_command(stub: Stub, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(TEXT, encoding="utf-8")
    before = dict(os.environ)
    done = CliRunner().invoke(app, ["read", str(path), "--reader", "llm", "--yes-send", "--llm-url", stub.url, "--llm-model", "m"],
                              env={"KHABAR_LLM_CACHE": str(tmp_path / "cache")})  # fmt: skip
    assert done.exit_code == 0 and len(stub.sent) == 1
    assert dict(os.environ) == before
