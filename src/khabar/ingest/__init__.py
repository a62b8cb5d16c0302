"""Input: files, pages and JSON Lines to reports. Sees only the record model and the errors."""

from khabar.ingest.item import Item
from khabar.ingest.jsonl import iso_date
from khabar.ingest.reports import expected, reports

__all__ = ["Item", "expected", "iso_date", "reports"]
