"""Scale-out: shards, restarts, faults, and the same happenings as a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.errors import InputError
from khabar.ingest import Item
from khabar.scale import merge, plan, process_shard, run
from khabar.scale.records import records
from khabar.scale.shards import Shard, ShardResult, items
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
    from khabar.scale import writing

    def fail(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(writing, "to_json", fail)
    (tmp_path / "out").mkdir()
    with pytest.raises(MemoryError):
        process_shard(plan([str(archive)], 10)[0], tmp_path / "out", "lexicon")
    assert [p for p in (tmp_path / "out").iterdir() if p.is_file()] == []


def test_a_fault_of_ours_costs_one_report(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar import pipeline

    right = pipeline.read

    def fail(text: str, **more: object) -> object:
        if " 5 " in text:
            raise RecursionError("too deep")
        return right(text, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "read", fail)
    (result,) = run_here(archive, tmp_path / "out")
    assert (result.reports, result.bad) == (4, 2)
    reasons = [json.loads(line)["reason"] for line in next((tmp_path / "out" / "bad").glob("*.jsonl")).read_text().splitlines()]
    assert any("fault of Khabar" in r and "RecursionError" in r for r in reasons)


def run_here(archive: Path, out: Path) -> list[ShardResult]:
    results: list[ShardResult] = []
    assert run(plan([str(archive)], 10), out, 1, "lexicon", "jsonl", results.append) == {}
    return results


def test_a_full_disk_is_tried_again(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from khabar.scale import run as module
    from khabar.scale import shards

    tries: list[str] = []

    def full(shard: Shard, *rest: object) -> ShardResult:
        tries.append(shard.name)
        if len(tries) < 3:
            raise OSError(28, "No space left on device")
        return shards.process_shard(shard, *rest)  # type: ignore[arg-type]

    import importlib

    runner = importlib.import_module("khabar.scale.run")
    monkeypatch.setattr(runner, "process_shard", full)
    assert len(run_here(archive, tmp_path / "out")) == 1
    assert len(tries) == 3
    tries[:] = []
    monkeypatch.setattr(runner, "process_shard", lambda shard, *rest: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    failed = module(plan([str(archive)], 10), tmp_path / "again", 1, "lexicon", "jsonl", lambda _: None)
    assert "given up after 3 tries" in next(iter(failed.values()))


def test_ranges_of_a_plain_file_begin_at_their_byte(archive: Path, tmp_path: Path) -> None:
    import gzip

    text = archive.read_text(encoding="utf-8")
    archive.write_text("\n" + text, encoding="utf-8")
    packed = tmp_path / "in2.jsonl.gz"
    packed.write_bytes(gzip.compress(archive.read_bytes()))
    for path in (archive, packed):
        shards = plan([str(path)], 3)
        found = [[i.where.rsplit(":", 1)[-1] if isinstance(i, Item) else "bad" for i in items(s)] for s in shards]
        assert found == [["2", "3"], ["4", "5", "6"], ["bad"]]
    assert [bool(s.offset) for s in plan([str(archive)], 3)] == [False, True, True]


POISON = """
import os, sys
from pathlib import Path
from khabar import pipeline
from khabar.scale import shards
right = pipeline.read
def read(text, **more):
    if " 5 " in text and os.environ.get("KHABAR_POISON"):
        os._exit(9)
    return right(text, **more)
pipeline.read = read
"""


@pytest.mark.slow
def test_a_shard_that_kills_its_worker_costs_no_other(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(site), prepend=":")
    monkeypatch.setenv("KHABAR_POISON", "1")
    results: list[ShardResult] = []
    failed = run(plan([str(archive)], 1), tmp_path / "out", 2, "lexicon", "jsonl", results.append)
    assert list(failed) == ["in.jsonl-00002"]
    assert "given up after 3 tries" in failed["in.jsonl-00002"]
    # not by the results: a shard that was whole when its pool died, before it could say so, is found finished when tried again
    assert len(list(records(tmp_path / "out"))) == 4
    monkeypatch.delenv("KHABAR_POISON")
    again: list[ShardResult] = []
    assert run(plan([str(archive)], 1), tmp_path / "out", 2, "lexicon", "jsonl", again.append) == {}
    assert [r.name for r in again if not r.skipped] == ["in.jsonl-00002"]


@pytest.mark.slow
def test_a_cluster_gives_the_same(archive: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs khabar[scale]")
    go(archive, tmp_path / "one")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        results: list[ShardResult] = []
        shards = [*plan([str(archive)], 2), Shard(str(tmp_path / "none.jsonl"), "none")]
        failed = run(shards, tmp_path / "two", 1, "lexicon", "jsonl", results.append, cluster.scheduler_address)
        assert list(failed) == ["none"] and "no such file" in failed["none"]
        assert sum(r.reports for r in results) == 5
        next((tmp_path / "two").glob("*00001.jsonl.zst")).unlink()
        again: list[ShardResult] = []
        run(plan([str(archive)], 2), tmp_path / "two", 1, "lexicon", "jsonl", again.append, cluster.scheduler_address)
        assert sorted(r.skipped for r in again) == [False, True, True]
    assert list(records(tmp_path / "one")) == list(records(tmp_path / "two"))


def test_no_scheduler_is_one_clear_error(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    right = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name == "distributed":
            raise ImportError(name)
        return right(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match="needs the extra"):
        run(plan([str(archive)], 2), tmp_path / "out", 1, "lexicon", "jsonl", lambda _: None, "tcp://127.0.0.1:1")


@pytest.mark.parametrize("name", ["x" * 240, "خبر" * 40, "..", "-rf", "a b;c"])
def test_names_of_outputs_fit_their_folder(archive: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.jsonl"
    path.write_bytes(archive.read_bytes())
    go(path, tmp_path / "out")
    assert len(list(records(tmp_path / "out"))) == 5
    one, other = plan([f"s3://a/{'x' * 300}1.warc", f"s3://a/{'x' * 300}2.warc"])
    assert one.name != other.name
    assert len({s.name for s in plan(["s3://a/x.warc", "s3://b/x.warc"])}) == 2
