"""A store survives kill -9 at any moment, and finishing the job gives the store of an undisturbed run."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from khabar import store
from khabar.store.read import verified
from khabar.text import fold
from tests.store.test_store import dump

JOB = """
import sys
from khabar import collect, store
from khabar.text import fold
from tests.store.made import record
part = int(sys.argv[2]) if len(sys.argv) > 2 else None
with store.open_store(sys.argv[1], fold) as kept:
    for n in range(40):
        if part is None or n % 2 == part:
            collect.add(kept, record(killed=n + 2, town=("النخيل", "السدرة")[n % 2], outlet=str(n % 5)))
"""


def job(root: Path, path: Path, *args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", JOB, str(path), *args], cwd=root)


def without_numbers(kept: store.Store) -> list[tuple[object, ...]]:
    """Rows without row numbers, which depend on the order of two writers."""
    return sorted(h[0] for h in kept.connection.execute("SELECT data FROM happenings"))


@pytest.mark.slow
def test_kill_at_random_moments(root: Path, tmp_path: Path) -> None:
    assert job(root, tmp_path / "calm.db").wait() == 0
    chance = random.Random(7)
    path = tmp_path / "killed.db"
    for _ in range(15):
        running = job(root, path)
        time.sleep(chance.uniform(0.2, 1.6))
        running.kill()
        running.wait()
        if path.exists():
            with store.open_store(path, fold) as kept:
                assert verified(kept) == []
    assert job(root, path).wait() == 0
    with store.open_store(tmp_path / "calm.db", fold) as calm, store.open_store(path, fold) as killed:
        assert verified(killed) == []
        assert dump(killed) == dump(calm)


@pytest.mark.slow
def test_two_processes_may_write(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "two.db"
    running = [job(root, path, "0"), job(root, path, "1")]
    assert [r.wait() for r in running] == [0, 0]
    assert job(root, tmp_path / "one.db").wait() == 0
    with store.open_store(path, fold) as two, store.open_store(tmp_path / "one.db", fold) as one:
        assert without_numbers(two) == without_numbers(one)
