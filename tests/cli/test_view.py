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


def test_a_voice_that_only_points_elsewhere_is_not_shown() -> None:
    record = read("قال الوزير سامر الحداد إن القوات هاجمت البلدة.\nوقال المحافظ ذلك.\n", published="2018-05-06", reader="lexicon")
    console = Console(width=120, record=True, file=StringIO())
    console.print(report_view(record, "x"))
    assert "المحافظ" not in console.export_text().replace("وقال المحافظ ذلك", "")
