"""Schema of ``data/role_weight/*.yaml``: how much each sign speaks for a phrase as the filler of a role."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class RoleWeight(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One sign of one role (``role_weight.ROLE.SIGN``) with the weight in log-odds of each of its values.

    meaning: what the parts of a value are. The weights are fitted, see ``scripts/fit_roles.py``.
    """

    meaning: str
    weights: dict[str, float]
