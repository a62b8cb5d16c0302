"""The measure: records against annotated reports, layer by layer."""

from khabar.evaluate.floors import check_floors, load_floors, save_floors
from khabar.evaluate.measure import Score, Tally, measure, scores

__all__ = ["Score", "Tally", "check_floors", "load_floors", "measure", "save_floors", "scores"]
