"""The commands ``khabar desk`` and ``khabar user``."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from khabar.desk.access import checked
from khabar.store import open_store
from khabar.text import fold

RUN = [sys.executable, "-c", "from khabar.cli import main; main()"]


def khabar(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*RUN, *arguments], input=given, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
def test_a_user_with_password_and_role(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    assert khabar("user", "nadia", "--role", "reviewer", "--store", str(path), given="a long pass phrase\n").returncode == 0
    with open_store(path, fold) as kept:
        found = checked(kept, "nadia", "a long pass phrase")
        assert found is not None and found.role == "reviewer"
        assert checked(kept, "nadia", "another pass phrase") is None
    short = khabar("user", "samir", "--store", str(path), given="short\n")
    assert short.returncode == 2 and "at least 12" in short.stderr


def test_other_machines_only_with_users(tmp_path: Path) -> None:
    answer = khabar("desk", "--host", "0.0.0.0", "--no-open", "--store", str(tmp_path / "news.db"))
    assert answer.returncode == 2 and "needs users with passwords" in answer.stderr


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be looked at " * 30)
    answer = khabar("desk", "--no-open", "--store", str(tmp_path / "x.db"))
    assert answer.returncode == 2 and "cannot be opened as a store" in answer.stderr


@pytest.mark.slow
def test_the_link_lets_in_and_nothing_else_does(store_path: Path) -> None:
    started = subprocess.Popen([*RUN, "desk", "--store", str(store_path), "--port", "0", "--no-open"], stderr=subprocess.PIPE, text=True, env=os.environ)
    try:
        assert started.stderr is not None
        link = re.search(r"http://127\.0\.0\.1:\d+/enter\?token=\S+", started.stderr.readline())
        assert link
        base = link[0].split("/enter")[0]
        with httpx.Client(follow_redirects=True, transport=httpx.HTTPTransport(retries=5)) as client:
            assert "token" not in client.get(base).text
            assert client.get(f"{base}/enter?token=guess").status_code == 403
            answer = client.get(link[0])
            assert answer.status_code == 200 and str(answer.url) == f"{base}/"
            assert "server" not in answer.headers
    finally:
        started.send_signal(signal.SIGINT)
        assert started.wait(20) in (0, -signal.SIGINT, 130)
