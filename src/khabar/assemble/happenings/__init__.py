"""Happenings: real-world events across reports, with corroboration and contradiction."""

from khabar.assemble.happenings.cluster import asked, components, keys, related
from khabar.assemble.happenings.judged import judged
from khabar.assemble.happenings.same import Verdict, compare
from khabar.assemble.happenings.summary import Happening, Range, summarise
from khabar.assemble.happenings.unit import Account, Number, Site, Unit
from khabar.assemble.happenings.units import units_of

__all__ = [
    "Account", "Happening", "Number", "Range", "Site", "Unit", "Verdict", "asked", "compare", "components", "judged", "keys", "related",
    "summarise", "units_of",
]  # fmt: skip
