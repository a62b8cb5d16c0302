"""Schema of ``data/group_weight/*.yaml``: how much each sign says that two mentions report one happening."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class GroupWeight(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One feature of a pair of event mentions (the last part of the id is its name) with its weight in log-odds.

    meaning: when the feature is 1 (or what it measures). The weights are fitted, see ``scripts/fit_groups.py``.
    """

    meaning: str
    weight: float
