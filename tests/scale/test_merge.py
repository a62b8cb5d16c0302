"""Merging at scale: the same happenings by any way and number of processes; damaged shards and records are named."""

from __future__ import annotations

import importlib
import json
import random
from pathlib import Path

import pytest
import zstandard

from khabar.assemble.happenings import Unit, components, grouped_by, units_of
from khabar.errors import InputError
from khabar.pipeline import read
from khabar.record import Record, to_json
from khabar.scale import merge
from khabar.scale.copies import Sketches, originals
from khabar.scale.merge import Groups, _groups, gathered, tied
from khabar.scale.parts import LONG, TIMELESS, Parts, home_of, parts
from khabar.scale.records import lines_of, told
from tests.store.test_pairs import made

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))
TEXT = "قال الحاكم فريد السامي إن {n} جنود قتلوا في هجوم على بلدة الحويجة {day}، ونفى المتحدث باسم «لواء الراية» ذلك. وزار الوزير بغداد."


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    records = [read(TEXT.format(n=n % 3 + 3, day=day), published=f"2024-0{1 + n % 4}-16", outlet=f"و{n % 5}", reader="lexicon")
               for n, day in enumerate(("الجمعة", "أمس", "في أيار الماضي", "منذ سنوات") * 4)]  # fmt: skip
    for n in range(4):
        write(folder / f"s{n}.jsonl.zst", [to_json(r) for r in records[n * 4:n * 4 + 4]])
    return folder


def write(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(zstandard.ZstdCompressor().compress(b"".join(line + b"\n" for line in lines)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_units_are_those_of_the_whole_record(path: Path) -> None:
    record = read(path.read_text(encoding="utf-8"), published="2018-03-14", outlet="منبر", reader="lexicon")
    assert units_of(record)
    assert units_of(told.decode(to_json(record))) == units_of(record)  # type: ignore[arg-type]


def test_parts_give_the_happenings_of_all_units_at_once(tmp_path: Path) -> None:
    chance = random.Random(6)
    units = [made(n, chance) for n in range(900)]
    for mark, some in (("0", units[:500]), ("1", units[500:])):
        out = Parts(tmp_path, mark)
        for unit in some:
            out.put(unit)
        out.flush()
    (tmp_path / "copies.json").write_text("{}")
    assert {LONG, TIMELESS, "026388"} <= {home_of(u) for u in units}
    found: list[list[str]] = []
    for part, periods in parts(tmp_path).items():
        groups = _groups(tied(tmp_path / part, p) for p in periods)
        for period in periods:
            count, path = gathered(tmp_path / part, period, groups.get(period, Groups(set(), {}, [])))
            lines = [json.loads(line) for line in path.read_bytes().splitlines()]
            assert len(lines) == count
            found += [sorted(c["claiming"] for c in h["claims"]) for h in lines]
    expected = [sorted(a.claiming for u in group for a in u.accounts) for group in components(units)]
    assert sorted(found) == sorted(expected)
    assert any(len({home_of(u) for u in group}) > 2 for group in components(units))


def test_grouping_looks_at_ties_alone() -> None:
    chance = random.Random(7)
    one, two, three = (made(n * 3, chance) for n in range(3))
    groups: list[tuple[Unit, ...]] = grouped_by([three, one, two], [])
    assert groups == [(u,) for u in sorted((one, two, three), key=lambda u: u.id)]


@pytest.mark.slow
def test_any_number_of_processes_gives_the_same(shards: Path, tmp_path: Path) -> None:
    counts = [merge(shards, tmp_path / f"{n}.jsonl", workers=n) for n in (1, 2, 3)]
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] == 16 and counts[0][2] < counts[0][1]
    one, two, three = ((tmp_path / f"{n}.jsonl").read_bytes() for n in (1, 2, 3))
    assert one == two == three
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".jsonl"] == []


def test_a_shard_that_is_cut_off_is_named(shards: Path, tmp_path: Path) -> None:
    whole = (shards / "s0.jsonl.zst").read_bytes()
    for name, data in (("cut", whole[:-20]), ("damaged", whole[:40] + b"\0" * 40 + whole[80:]), ("none", b"")):
        path = tmp_path / name / "s0.jsonl.zst"
        path.parent.mkdir()
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"s0\.jsonl\.zst: is (cut off|damaged)"):
            merge(path.parent, tmp_path / "h.jsonl")
    assert not list(tmp_path.glob("*h.jsonl*"))


def test_a_damaged_record_costs_no_other(shards: Path, tmp_path: Path) -> None:
    lines = list(lines_of(shards / "s0.jsonl.zst"))
    loose = json.loads(lines[1])
    loose["claims"][0]["chain"] = ["a99"]
    write(tmp_path / "s.jsonl.zst", [lines[0], b'{"khabar": 1}', json.dumps(loose).encode(), b"{", lines[2]])
    told_: list[tuple[str, str]] = []
    assert merge(tmp_path, tmp_path / "h.jsonl", lambda *fault: told_.append(fault))[0] == 2
    assert [where.rsplit(":", 1)[1] for where, _ in told_] == ["2", "3", "4"]
    assert all("is no sound record" in reason for _, reason in told_) and "a99" in told_[1][1]
    with pytest.raises(InputError, match=r"s\.jsonl\.zst:2"):
        merge(tmp_path, tmp_path / "h.jsonl")


def test_a_fault_of_ours_costs_no_other(shards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("khabar.scale.merge")
    right, seen = module.units_of, []

    def fail(record: Record) -> object:
        seen.append(record.report.id)
        if len(seen) == 2:
            raise IndexError("tuple index out of range")
        return right(record)

    monkeypatch.setattr(module, "units_of", fail)
    told_: list[tuple[str, str]] = []
    assert merge(shards, tmp_path / "h.jsonl", lambda *fault: told_.append(fault))[0] == 15
    assert told_ == [(f"{shards}/s0.jsonl.zst:2", "fault of Khabar, please report it: IndexError: tuple index out of range")]


def test_families_of_copies_are_found_over_files(tmp_path: Path) -> None:
    words = [f"كلمة{n}" for n in range(300)]
    texts = [" ".join(words), " ".join(words[:290]), " ".join(words[10:]), " ".join(reversed(words)), "شيء آخر تماما لا يشبه ما سبق من الأخبار"]
    one, two = Sketches(tmp_path / "0"), Sketches(tmp_path / "1")
    for n, text in enumerate(texts):
        (one if n < 2 else two).add(f"r{n}", f"2024-01-0{9 - n}", text)
    one.close()
    two.close()
    assert originals([tmp_path / "0", tmp_path / "1"]) == {"r0": "r2", "r1": "r2", "r2": "r2"}
    Sketches(tmp_path / "2").close()
    assert originals([tmp_path / "2"]) == {}
