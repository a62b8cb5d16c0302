"""The pages of the site: every command in them exists with its options, the guides' commands run, all pages are in the navigation."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from khabar.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = ["first-ten-minutes.md", "howto/coder.md", "howto/documenter.md", "howto/journalist.md", "howto/researcher.md", "linguist.md"]
BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^\n]*?) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.M | re.S)
ASSIGNMENT = re.compile(r"[A-Z_]+=\S+$")


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """Language, mark (the comment before it) and text of each fenced block."""
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield match["language"], match["mark"] or "", match["body"]


def commands(page: Path) -> Iterator[list[str]]:
    """The words of every ``khabar`` command in the shell blocks, without what the shell itself takes."""
    for language, _, body in blocks(page):
        if language != "sh":
            continue
        for line in body.replace("\\\n", " ").splitlines():
            for part in re.split(r"&&|\|(?!\|)", line):
                words = shlex.split(re.split(r"\s\d?>", part)[0], comments=True)
                while words and ASSIGNMENT.match(words[0]):
                    words = words[1:]
                if words[:1] == ["khabar"]:
                    yield words[1:]


def parse(words: list[str]) -> None:
    """Raise when the command line does not know the command, an option, or a value of a choice."""
    root: Any = typer.main.get_command(app)
    context = root.make_context("khabar", list(words), resilient_parsing=False) if words[0].startswith("-") else None
    if context is not None:
        return
    command, name, rest = root, "khabar", words
    while hasattr(command, "commands"):
        assert rest and rest[0] in command.commands, f"no command {name} {' '.join(rest[:1])}"
        name, command, rest = f"{name} {rest[0]}", command.commands[rest[0]], rest[1:]
    command.make_context(name, list(rest))


FOUND = [(page, words) for page in PAGES for words in commands(page)]


def test_commands_were_found_and_wrong_ones_are_refused() -> None:
    assert len(FOUND) > 60
    for wrong in (["reed", "x"], ["read", "x", "--no-such-option"], ["read", "x", "--reader", "parrot"], ["gazetteer", "sing"]):
        with pytest.raises(Exception, match=r"no command|No such option|parrot"):
            parse(wrong)


@pytest.mark.parametrize(("page", "words"), FOUND, ids=[f"{p.name} {' '.join(w)[:50]}" for p, w in FOUND])
def test_the_command_and_its_options_exist(page: Path, words: list[str]) -> None:
    parse(words)


def test_all_pages_are_in_the_navigation_and_pictures_are_there() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    listed = set(_leaves(nav))
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}
    assert listed == pages
    for page in (ROOT / "docs").rglob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+\.(?:md|png))(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file(), f"{page.name}: {link}"


def _leaves(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    else:
        for part in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(part)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", GUIDES)
def test_the_commands_of_a_guide_run(name: str, tmp_path: Path) -> None:
    """As written, in a folder with the samples; ID is the first happening, files that the page shows are written."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    (tmp_path / "khabar").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from khabar.cli import main; main()" "$@"\n', encoding="utf-8")
    (tmp_path / "khabar").chmod(0o755)
    home = {"XDG_DATA_HOME": str(tmp_path / "data"), "KHABAR_KEY": str(tmp_path / "key")}
    env = os.environ | home | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "COLUMNS": "120"}

    def shell(words: str) -> str:
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", words], cwd=tmp_path, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    ran = 0
    for language, mark, body in blocks(ROOT / "docs" / name):
        if mark.startswith("file "):
            (tmp_path / mark.removeprefix("file ")).write_text(body, encoding="utf-8")
        if language != "sh" or mark.startswith("not run"):
            continue
        for line in body.splitlines():
            if re.search(r"\bID\b", line):
                first = shell("khabar happenings --store news.db").split()[0]
                line = re.sub(r"\bID\b", first, line)
            shell(line)
            ran += 1
    assert ran > 2


@pytest.mark.slow
def test_the_site_builds_strictly_and_fetches_nothing(tmp_path: Path) -> None:
    if importlib.util.find_spec("material") is None or importlib.util.find_spec("mkdocs") is None:
        pytest.skip("needs the extra [docs] (pip install -e '.[docs]')")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(ROOT / "mkdocs.yml"), "-d", str(tmp_path / "site")]
    done = subprocess.run(build, capture_output=True, text=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(r"<(?:script|img)[^>]+src=\"(https?:[^\"]+)|<link[^>]+rel=\"(?:stylesheet|preconnect)\"[^>]+href=\"(https?:[^\"]+)",
                            page.read_text(encoding="utf-8"))
        assert not loaded, f"{page.name}: {loaded}"
