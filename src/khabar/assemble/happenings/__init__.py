"""Happenings: real-world events across reports, with corroboration and contradiction."""

from khabar.assemble.happenings.cluster import asked, components, keys, tie
from khabar.assemble.happenings.grouping import grouped_by
from khabar.assemble.happenings.judged import judged
from khabar.assemble.happenings.pairs import ties_among
from khabar.assemble.happenings.same import Verdict, compare
from khabar.assemble.happenings.summary import Happening, Range, summarise
from khabar.assemble.happenings.unit import Account, Number, Site, Unit
from khabar.assemble.happenings.units import units_of
from khabar.assemble.happenings.voices import voices

__all__ = [
    "Account", "Happening", "Number", "Range", "Site", "Unit", "Verdict", "asked", "compare", "components", "grouped_by", "judged", "keys",
    "summarise", "tie", "ties_among", "units_of", "voices",
]  # fmt: skip
