"""What the reading refuses, with a reason."""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.pipeline import read

TEXT = "قال مسؤول محلي إن الطريق مغلق منذ صباح الثلاثاء."


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", datetime.date(1, 1, 1)])
def test_days_that_stand_for_unknown_are_refused(day: str | datetime.date) -> None:
    with pytest.raises(InputError, match="is no day on which a report came out"):
        read(TEXT, published=day, reader="lexicon")


@pytest.mark.slow
def test_the_same_record_whatever_the_order_of_sets(root: Path) -> None:
    """Found by benchmarks/soak.py: a word was chosen from a set, so that two processes could read a report differently."""
    job = ("import sys, hashlib; from pathlib import Path; from khabar.pipeline import read; from khabar.record import to_json\n"
           "for p in sorted(Path(sys.argv[1]).glob('w0[0-4]*.txt')): print(p.stem, hashlib.sha256(to_json(read(p.read_text('utf-8'), published='2024-03-14', reader='lexicon'))).hexdigest())")
    told = [subprocess.run([sys.executable, "-c", job, str(root / "training" / "reports")], env=os.environ | {"PYTHONHASHSEED": seed},
                           capture_output=True, text=True, check=True).stdout for seed in ("1", "2", "3")]
    assert told[0].count("\n") > 20
    assert told[0] == told[1] == told[2]
