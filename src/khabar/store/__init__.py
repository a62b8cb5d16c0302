"""The store: one SQLite file with reports, their readings, happenings and what people judged."""

from khabar.store.database import Store, StoreError, open_store
from khabar.store.read import Appearance, appearances, numbers, problems, record, records, verified
from khabar.store.write import problem, put, solved

__all__ = [
    "Appearance", "Store", "StoreError", "appearances", "numbers", "open_store", "problem", "problems", "put", "record",
    "records", "solved", "verified",
]  # fmt: skip
