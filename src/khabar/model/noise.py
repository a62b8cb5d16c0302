"""Careless spelling for training reports."""

from __future__ import annotations

import random
from dataclasses import replace

from khabar.model.annotation import GoldReport

_PLAIN = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"})
_LOOSE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})


def respell(report: GoldReport, chance: random.Random, share: float = 0.2) -> GoldReport:
    """At times the whole report in careless spelling: no hamzas, or ه for ة and ي for ى as well. Offsets stay."""
    if chance.random() >= share:
        return report
    return replace(report, text=report.text.translate(chance.choice([_PLAIN, _LOOSE])))
