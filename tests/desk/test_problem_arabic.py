"""Every reason why ingest refuses an input is told in Arabic too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import khabar.ingest
from khabar.desk.problem_arabic import told


def reasons() -> list[str]:
    """The messages of InputError in ingest, with something in their blanks; those about command lines and single values left out."""
    out = []
    for path in sorted(Path(khabar.ingest.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "InputError" and node.args:
                text = node.args[0]
                parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                if all(isinstance(p, ast.Constant | ast.FormattedValue) for p in parts):
                    out.append("".join(str(p.value) if isinstance(p, ast.Constant) else "17" for p in parts))
    return out


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_every_reason_of_ingest(reason: str) -> None:
    shown = told("ar", reason)
    assert shown != reason and any("\u0621" <= c <= "\u064a" for c in shown)
    assert ("17" in reason) <= ("17" in shown)
    assert told("en", reason) == reason


def test_what_is_not_known_stays() -> None:
    assert told("ar", "the disk sings") == "the disk sings"
    assert told("ar", "is not JSON: is empty {0}") == "ليس JSON: is empty {0}"
