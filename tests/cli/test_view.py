"""The head of the default view."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from khabar.cli.view import report_view
from khabar.pipeline import read


@pytest.mark.parametrize(
    ("dateline", "told"),
    [("دبي، الإمارات العربية المتحدة (CNN)-- ", "from Dubai"), ("تلبرج (وكالات) - ", "from تلبرج"), ("", "2018-05-06\n")],
)
def test_where_a_report_was_written_is_told_in_english(dateline: str, told: str) -> None:
    record = read(f"{dateline}قال الوزير سامر الحداد، الأحد، إن القوات هاجمت البلدة.\n", published="2018-05-06", reader="lexicon")
    console = Console(width=120, record=True, file=StringIO())
    console.print(report_view(record, "x"))
    assert told in console.export_text()


@pytest.mark.parametrize(("text", "content", "shown"), [("أثبتت المقاطعة ما كان ينكره ساسة البلد.", "كان", False), ("وأكد المحافظ ذلك.", "ذلك", True)])
def test_what_is_said_is_shown_unless_it_is_particles_alone(text: str, content: str, shown: bool) -> None:
    record = read(text, published="2018-05-06", reader="lexicon")
    assert [c.text for a in record.attributions for c in a.content] == [content]
    console = Console(width=120, record=True, file=StringIO())
    console.print(report_view(record, "x"))
    assert (f": {content}" in console.export_text()) is shown
