"""What the days of a happening rest on: what reports say, or only when they came out."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar import collect, store
from khabar.briefs import brief_of
from khabar.cli.happenings import _line
from khabar.pipeline import read
from khabar.store import query
from khabar.text import fold

TOLD = "قال شاهد عيان إن مسلحين هاجموا مدينة تدمر يوم 8 أيار 2019 وقتلوا سبعة جنود."
UNDATED = "قال شاهد عيان إن مسلحين هاجموا مدينة تدمر وقتلوا سبعة جنود."
PAST = "قال شاهد عيان إن مسلحين هاجموا مدينة تدمر في وقت سابق وقتلوا سبعة جنود."


def attack(kept: store.Store) -> dict:  # type: ignore[type-arg]
    (found,) = [h for h in query.happenings(kept) if h["family"] == "violence"]
    return found


@pytest.mark.parametrize(("text", "basis", "days", "told"), [
    (TOLD, "told", ("2019-05-08", "2019-05-08"), "2019-05-08"),
    (UNDATED, "reported", ("2019-05-07", "2019-05-10"), "reported 2019-05-10, day not told"),
    (PAST, "past", (None, None), "time unknown"),
])  # fmt: skip
def test_the_days_before_publication_are_not_told_as_those_of_the_happening(tmp_path: Path, text: str, basis: str, days: tuple[str | None, str | None], told: str) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        collect.add(kept, read(text, published="2019-05-10", outlet="مرصد الساحل", reader="lexicon"))
        h = attack(kept)
        assert (h["time"]["start"], h["time"]["end"], h["time"]["basis"]) == (*days, basis)
        assert told in _line(h).plain
        brief = brief_of(kept, h)
        assert told in brief.title and ("when it happened" in brief.unknown) == (basis != "told")


def test_one_report_that_tells_the_day_dates_the_happening(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        for n, text in enumerate((UNDATED, TOLD)):
            collect.add(kept, read(text, published="2019-05-10", outlet=f"موقع {n}", reader="lexicon"))
        assert attack(kept)["time"] == {"start": "2019-05-08", "end": "2019-05-08", "basis": "told"}
