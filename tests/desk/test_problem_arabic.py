"""Every reason why ingest refuses an input is told in Arabic too."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import khabar.ingest
import khabar.pipeline
from khabar.desk.problem_arabic import told
from khabar.errors import InputError


def reasons() -> list[str]:
    """The messages of refusals in ingest and the pipeline, with something in their blanks."""
    out = []
    for path in (*sorted(Path(khabar.ingest.__file__).parent.rglob("*.py")), Path(khabar.pipeline.__file__)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("InputError", "PrivateError") and node.args:
                text = node.args[0]
                parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                if all(isinstance(p, ast.Constant | ast.FormattedValue) for p in parts):
                    out.append("".join(str(p.value) if isinstance(p, ast.Constant) else "17" for p in parts))
    return out


@pytest.mark.parametrize("reason", sorted(set(reasons())))
def test_every_reason_of_ingest(reason: str) -> None:
    shown = told("ar", reason)
    assert shown != reason and any("\u0621" <= c <= "\u064a" for c in shown)
    assert ("17" in reason) <= ("17" in shown or "material" in reason or "--from text" in reason)  # a command is no help at the desk
    assert told("en", reason) == reason


@pytest.mark.parametrize(("text", "words"), [
    ("این گزارش درباره انفجار دیروز در شهر است و پلیس می‌گوید که هیچ کس کشته نشده است", "بالفارسية"), ("Nothing to read here, only English words.", "بحروف أخرى"), ("۱۲ — ١٣", "لا كلمات"),
])  # fmt: skip
def test_another_language(text: str, words: str) -> None:
    with pytest.raises(InputError) as refused:
        khabar.pipeline.read(text, reader="lexicon")
    assert words in told("ar", refused.value.message)


def test_what_is_not_known_stays() -> None:
    assert told("ar", "the disk sings") == "the disk sings"
    assert told("ar", "is not JSON: is empty {0}") == "ليس JSON: is empty {0}"
