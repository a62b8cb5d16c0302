"""The actor file: size, references, sources, names that clash, and the command that shows it."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import typer
from typer.testing import CliRunner

from khabar.cli import actors as actors_cli
from khabar.resources import entries
from khabar.text import fold


def test_the_file_is_large_and_every_kind_is_in_it() -> None:
    kinds = Counter(a.kind for a in entries("actor"))
    assert sum(kinds.values()) >= 700
    for kind in ("state", "armed_group", "party", "media", "ngo", "organization", "person", "population", "intelligence"):
        assert kinds[kind] >= 10, kind


def test_references_lead_somewhere() -> None:
    ids = {a.id for a in entries("actor")}
    for actor in entries("actor"):
        assert actor.parent is None or actor.parent in ids, actor.at
        assert all(role.of is None or role.of in ids for role in actor.roles), actor.at
    for demonym in entries("demonym"):
        assert demonym.actor is None or demonym.actor in ids, demonym.at


def test_periods_run_forward_and_persons_have_an_office() -> None:
    for actor in entries("actor"):
        for part in (actor, *actor.roles, *actor.changes):
            assert part.since is None or part.until is None or part.since <= part.until, actor.at
        assert (actor.kind == "person") == bool(actor.roles), actor.at


def test_every_state_has_a_demonym() -> None:
    countries = {d.country for d in entries("demonym")}
    assert {a.country for a in entries("actor") if a.kind == "state"} <= countries


def test_no_name_means_two_actors_unless_it_truly_does() -> None:
    meaning = defaultdict(set)
    for actor in entries("actor"):
        for name in (actor.name, *actor.aliases, *actor.pejoratives, *actor.seats):
            meaning[fold(name)].add(actor.id)
    assert {name for name, ids in meaning.items() if len(ids) > 1} == {"عمان"}  # Oman, and the capital of Jordan


def _run(*args: str) -> str:
    app = typer.Typer()
    app.add_typer(actors_cli.app, name="actors")
    app.command()(actors_cli.types)
    result = CliRunner().invoke(app, list(args))
    assert result.exception is None, result.output
    return result.output


def test_show_an_entry_and_a_composed_phrase() -> None:
    assert "actor.armed_group.houthis" in _run("actors", "show", "أنصار الله")
    shown = _run("actors", "show", "الشرطة الفرنسية")
    assert "French police" in shown and "COP" in shown and "FRA" in shown
    assert "Secretary of State" in _run("actors", "show", "Mike Pompeo", "--date", "2019-01-01")


def test_types_lists_all_types() -> None:
    shown = _run("types")
    assert all(e.id.rsplit(".", 1)[1] in shown for e in entries("event_type"))
    assert "ASSAULT/aerial" in shown


def test_the_page_on_actors_counts_what_the_file_holds(root: Path) -> None:
    page = (root / "docs/actors.md").read_text(encoding="utf-8")
    kinds = Counter(a.kind for a in entries("actor"))
    for kind, count in kinds.items():
        assert f"| {kind} | {count} |" in page, (kind, count)
    names = sum(1 + len(a.aliases) + len(a.pejoratives) + len(a.seats) for a in entries("actor"))
    assert f"{sum(kinds.values()):,} entries under {names:,} names" in page
    assert f"({len(entries('name'))} entries)" in page
    likely = sum(a.certainty == "likely" for a in entries("actor"))
    assert f"{likely} entries whose dates" in page
