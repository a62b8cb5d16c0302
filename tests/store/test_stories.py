"""The project's stories: well formed, and happenings from them no worse than the floors (benchmarks/happenings.py)."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

from khabar.errors import InputError
from khabar.evaluate.clusters import PRF, b_cubed, ceaf_e, conll, muc
from khabar.evaluate.stories import Found, Result, Story, load_stories, measure_stories

#: Figures below which a change has made things worse; raised when they are beaten for good (docs/happenings.md).
FLOORS = {"read": {"bcubed": 0.92, "conll": 0.88, "states": 0.80, "origins": 0.79},
          "gold": {"bcubed": 0.94, "conll": 0.92, "states": 0.86, "origins": 0.85}}


@pytest.fixture(scope="module")
def stories(root: Path) -> tuple[Story, ...]:
    return load_stories(root / "training" / "stories")


def test_there_are_enough_and_none_is_empty(stories: tuple[Story, ...]) -> None:
    assert len(stories) >= 20
    assert sum(len(s.reports) for s in stories) >= 60
    assert all(len(s.reports) > 1 and s.happenings and s.about for s in stories)
    assert len({r.text for s in stories for r in s.reports}) == sum(len(s.reports) for s in stories)


def test_the_gold_is_consistent(stories: tuple[Story, ...]) -> None:
    """A mention tells of one happening; a corroborated one has two origins, a denied one none, a single-source one one."""
    mentions = [m for s in stories for h in s.happenings for m in h.mentions]
    assert len(mentions) == len(set(mentions))
    for h in (h for s in stories for h in s.happenings):
        wanted = {"corroborated": h.origins >= 2, "denied": h.origins == 0, "single-source": h.origins == 1, "contested": h.origins >= 1}
        assert wanted[h.state], h.id
        assert len({m.report for m in h.mentions}) >= h.origins or h.origins == 0, h.id


def test_all_kinds_of_state_and_class_are_told(stories: tuple[Story, ...]) -> None:
    happenings = [h for s in stories for h in s.happenings]
    assert {h.state for h in happenings} == {"single-source", "corroborated", "contested", "denied"}
    assert {h.kind for h in happenings} == {"happened", "announced"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [("told: {a: [نقود]}", "not in the text"), ("told: {a: [تيل]}", "found inside"), ("state: sure", "not one of"), ("told: {z: [قتيل]}", "'z'")],
)
def test_a_faulty_story_is_named_with_its_fault(tmp_path: Path, wrong: str, says: str) -> None:
    good = {"told": "told: {a: [قتيل]}", "state": "state: denied"}
    good[wrong.split(":")[0]] = wrong
    (tmp_path / "s.yaml").write_text(
        "id: s\nabout: x\nreports:\n  - {id: a, outlet: o, published: 2024-01-01, text: سقط قتيل}\n"
        f"happenings:\n  - {{key: k, type: kill, class: happened, origins: 0, {good['told']}, {good['state']}}}\n", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        load_stories(tmp_path)


def test_measures_of_clustering_on_worked_examples() -> None:
    """Two clusters of three, of which the response joins all (worked by hand)."""
    key = dict(zip("abcdef", "111222", strict=True))
    joined: Mapping[str, str] = dict.fromkeys("abcdef", "x")
    apart = {i: i for i in key}
    assert b_cubed(key, key) == muc(key, key) == ceaf_e(key, key) == PRF(1.0, 1.0)
    assert conll(key, key) == 1.0
    assert b_cubed(key, joined) == PRF(0.5, 1.0)
    assert muc(key, joined) == PRF(0.8, 1.0)
    assert ceaf_e(key, joined).recall == pytest.approx(1 / 3)
    assert b_cubed(key, apart).recall == pytest.approx(1 / 3)
    assert muc(key, apart) == PRF(0.0, 0.0)
    assert ceaf_e(key, apart).precision == pytest.approx(1 / 6)


def test_a_mention_that_was_not_read_counts_against_the_happening(stories: tuple[Story, ...]) -> None:
    answers = {m: h.id for h in stories[0].happenings for m in h.mentions}
    made = {h.id: Found(h.state, h.origins) for h in stories[0].happenings}
    assert measure_stories(stories[:1], answers, made).bcubed == PRF(1.0, 1.0)
    missing = dict(list(answers.items())[1:])
    assert measure_stories(stories[:1], missing, made).bcubed.recall < 1.0
    nothing = measure_stories(stories[:1], {}, made)
    assert (nothing.states, nothing.origins, nothing.unread) == (0.0, 0.0, len(answers))


@pytest.fixture(scope="module")
def measuring(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("happenings_benchmark", root / "benchmarks" / "happenings.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("events", ["read", "gold"])
def test_happenings_of_the_stories(measuring: ModuleType, stories: tuple[Story, ...], events: str) -> None:
    answers, made, kept = measuring.answers(stories, "lexicon", events)
    kept.close()
    result: Result = measure_stories(stories, answers, made)
    got = {"bcubed": result.bcubed.f1, "conll": result.conll, "states": result.states, "origins": result.origins}
    worse = {name: round(value, 3) for name, value in got.items() if value < FLOORS[events][name]}
    assert not worse, "\n".join(result.faults)
