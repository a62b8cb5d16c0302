"""Every command and option is documented, and has an example."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest
import typer.main

from khabar.cli import app


def commands() -> list[tuple[str, Any]]:
    root = typer.main.get_command(app)
    out: list[tuple[str, Any]] = []
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        out += [(f"{name} {n}", c) for n, c in inner.items()] if inner else [(name, command)]
    return out


@pytest.mark.parametrize(("name", "command"), commands(), ids=[n for n, _ in commands()])
def test_help_says_what_and_shows_an_example(name: str, command: Any) -> None:
    assert command.help
    assert command.epilog and f"khabar {name}" in command.epilog
    for p in command.params:
        assert p.name == "help" or getattr(p, "help", None), f"{name} {p.name} has no help"


def test_the_page_is_fresh(root: Path) -> None:
    spec = importlib.util.spec_from_file_location("build_cli_docs", root / "scripts" / "build_cli_docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (root / "docs" / "cli.md").read_text(encoding="utf-8") == module.page(), "run scripts/build_cli_docs.py"
