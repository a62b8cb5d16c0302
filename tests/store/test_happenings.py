"""Happenings: what belongs together, what does not, and that the order of arrival does not matter."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar import collect, store
from khabar.assemble.happenings import Happening, components, summarise, units_of
from khabar.record import Record
from khabar.store.query import happenings
from khabar.text import fold
from tests.store.made import record


def together(*records: Record) -> list[Happening]:
    units = [u for r in records for u in units_of(r)]
    return sorted((summarise(c, {}) for c in components(units)), key=lambda h: h.id)


def test_two_outlets_one_happening_two_origins() -> None:
    (h,) = together(record(), record(outlet="مرصد الساحل", source="ليلى حداد"))
    assert (h.state, len(h.origins), h.counts["killed"].best) == ("corroborated", 2, 3)


def test_the_same_speaker_in_two_outlets_is_one_origin() -> None:
    (h,) = together(record(), record(outlet="مرصد الساحل", source="العميد فريد السامي"))
    assert (h.state, len(h.origins)) == ("single-source", 1)


def test_differing_numbers_are_contested_and_kept() -> None:
    (h,) = together(record(), record(outlet="مرصد الساحل", source="ليلى حداد", killed=7))
    assert h.state == "contested"
    assert (h.counts["killed"].low, h.counts["killed"].high) == (3, 7)
    assert h.conflicts == ("killed: 3 / 7",)


def test_a_toll_raised_by_the_same_origin_is_no_contradiction() -> None:
    (h,) = together(record(), record(published="2024-03-15", killed=7, extra="ارتفعت الحصيلة."))
    assert h.state == "single-source"
    assert h.counts["killed"].best == 7


def test_a_denial_contests() -> None:
    (h,) = together(record(), record(outlet="مرصد الساحل", source="ليلى حداد", denied=True))
    assert h.state == "contested"


def test_only_denied() -> None:
    (h,) = together(record(denied=True))
    assert h.state == "denied"


@pytest.mark.parametrize(
    "other",
    [
        record(town="السدرة"),
        record(day="2024-03-20", published="2024-03-21", extra="نص آخر."),
        record(modality="planned", extra="نص آخر."),
        record(kind="protest", extra="نص آخر."),
    ],
    ids=["other place", "other day", "only planned", "other type"],
)
def test_kept_apart(other: Record) -> None:
    assert len(together(record(), other)) == 2


def test_unnamed_sources_are_never_joined_across_reports() -> None:
    (h,) = together(record(source=None), record(source=None, outlet="مرصد الساحل", extra="وزاد."))
    assert len(h.origins) == 2
    assert all(o.startswith("unnamed:") for o in h.origins)


def test_a_copy_adds_no_origin() -> None:
    a, b = record(source=None), record(source=None, outlet="مرصد الساحل", extra="وزاد.")
    units = [u for r in (a, b) for u in units_of(r)]
    (h,) = (summarise(c, {b.report.id: a.report.id}) for c in components(units))
    assert len(h.origins) == 1


variants = st.builds(
    record, town=st.sampled_from(["النخيل", "السدرة"]), killed=st.integers(2, 9), source=st.sampled_from(["فريد السامي", "ليلى حداد", None]),
    day=st.sampled_from(["2024-03-12", "2024-03-13", "2024-03-17", None]), kind=st.sampled_from(["attack", "kill", "airstrike", "shelling"]),
    denied=st.booleans(), outlet=st.sampled_from(["ا", "ب", "ج"]), extra=st.sampled_from(["", "وزاد.", "وتابع."]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(variants, min_size=2, max_size=7, unique_by=lambda r: r.report.id), st.randoms())
def test_any_order_gives_the_same_happenings(records: list[Record], chance: random.Random) -> None:
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert together(*records) == together(*shuffled)


def test_adding_one_by_one_equals_building_at_once(tmp_path: Path) -> None:
    made = [
        record(town=t, killed=k, source=s, outlet=o)
        for (t, k), s, o in itertools.product([("النخيل", 3), ("السدرة", 4)], ["فريد السامي", "ليلى حداد"], ["ا"])
    ]
    seen = []
    for n, order in enumerate((made, made[::-1])):
        with store.open_store(tmp_path / f"{n}.db", fold) as kept:
            for r in order:
                collect.add(kept, r)
            one_by_one = sorted(happenings(kept), key=lambda h: h["id"])
            collect.rebuild(kept)
            assert sorted(happenings(kept), key=lambda h: h["id"]) == one_by_one
            seen.append(one_by_one)
    assert seen[0] == seen[1]


def test_rereading_moves_a_report_out_of_its_happening(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, record())
        collect.add(kept, record(outlet="مرصد الساحل", source="ليلى حداد"))
        assert len(list(happenings(kept))) == 1
        collect.add(kept, record(version="2", kind="protest"))
        assert sorted(h["type"] for h in happenings(kept)) == ["attack", "protest"]


def test_a_plan_is_linked_to_what_then_happened(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, record(modality="planned", published="2024-03-10", day=None, extra="كما خطط."))
        collect.add(kept, record())
        plan, deed = sorted(happenings(kept), key=lambda h: h["class"])
        assert (plan["class"], deed["class"]) == ("announced", "happened")
        assert [x["id"] for x in collect.linked(kept, plan["id"])] == [deed["id"]]
        assert [x["id"] for x in collect.linked(kept, deed["id"])] == [plan["id"]]


def test_a_plan_reported_after_the_deed_is_not_linked(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, record(modality="planned", published="2024-05-10", day=None, extra="كما خطط."))
        collect.add(kept, record())
        assert all(collect.linked(kept, h["id"]) == [] for h in happenings(kept))
