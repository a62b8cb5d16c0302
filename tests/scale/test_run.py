"""Scale-out: shards, restarts, faults, and the same happenings as a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.errors import InputError
from khabar.scale import merge, plan, process_shard, run
from khabar.scale.merge import records
from khabar.scale.shards import ShardResult
from khabar.store.query import happenings
from khabar.text import fold

TEXT = "قال الحاكم فريد السامي إن {n} جنود قتلوا في هجوم على بلدة الحويجة الجمعة."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    rows = [json.dumps({"id": str(n), "text": TEXT.format(n=n + 3), "published": "2024-03-16", "outlet": f"و{n}"}) for n in range(5)]
    path.write_text("\n".join([*rows, "{broken"]) + "\n", encoding="utf-8")
    return path


def go(archive: Path, out: Path, workers: int = 1, form: str = "jsonl") -> list[ShardResult]:
    results: list[ShardResult] = []
    assert run(plan([str(archive)], 2), out, workers, "lexicon", form, results.append) == {}  # type: ignore[arg-type]
    return results


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_shards_to_records(archive: Path, tmp_path: Path, form: str) -> None:
    results = go(archive, tmp_path / "out", form=form)
    assert sum(r.reports for r in results) == 5
    assert sum(r.bad for r in results) == 1
    assert len(list(records(tmp_path / "out"))) == 5
    (bad,) = (tmp_path / "out" / "bad").glob("*.jsonl")
    assert ":6" in json.loads(bad.read_text())["where"]


def test_finished_shards_are_skipped(archive: Path, tmp_path: Path) -> None:
    go(archive, tmp_path / "out")
    next((tmp_path / "out").glob("*00001.jsonl.zst")).unlink()
    again = go(archive, tmp_path / "out")
    assert [r.skipped for r in again] == [True, False, True]


@pytest.mark.slow
def test_two_processes_give_the_same(archive: Path, tmp_path: Path) -> None:
    go(archive, tmp_path / "one")
    go(archive, tmp_path / "two", workers=2)
    assert list(records(tmp_path / "one")) == list(records(tmp_path / "two"))


def test_a_missing_input_fails_alone(archive: Path, tmp_path: Path) -> None:
    shards = plan([str(archive)], 10)
    broken = shards[0].__class__(str(tmp_path / "none.jsonl"), "none")
    failed = run([broken, *shards], tmp_path / "out", 1, "lexicon", "jsonl", lambda _: None)
    assert list(failed) == ["none"]
    assert len(list(records(tmp_path / "out"))) == 5


def test_merge_gives_the_happenings_of_a_store(archive: Path, tmp_path: Path) -> None:
    go(archive, tmp_path / "out")
    merge(tmp_path / "out", tmp_path / "h.jsonl")
    merged = sorted((json.loads(line) for line in (tmp_path / "h.jsonl").read_text().splitlines()), key=lambda h: h["id"])
    with store.open_store(tmp_path / "x.db", fold) as kept:
        for record in records(tmp_path / "out"):
            collect.add(kept, record)
        assert sorted(happenings(kept), key=lambda h: h["id"]) == merged


def test_nothing_to_merge(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        merge(tmp_path, tmp_path / "h.jsonl")


def test_no_half_output(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar import pipeline

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(pipeline, "read", fail)
    (tmp_path / "out").mkdir()
    with pytest.raises(RuntimeError):
        process_shard(plan([str(archive)], 10)[0], tmp_path / "out", "lexicon")
    assert [p for p in (tmp_path / "out").iterdir() if p.is_file()] == []
