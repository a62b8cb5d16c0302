"""What the reading refuses, with a reason."""

from __future__ import annotations

import datetime

import pytest

from khabar.errors import InputError
from khabar.pipeline import read

TEXT = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء."


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", datetime.date(1, 1, 1)])
def test_days_that_stand_for_unknown_are_refused(day: str | datetime.date) -> None:
    with pytest.raises(InputError, match="is no day on which a report came out"):
        read(TEXT, published=day, reader="lexicon")
