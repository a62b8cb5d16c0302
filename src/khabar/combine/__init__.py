"""The automatic reading: the lexicon reader and the network check each other, layer by layer.

Places and times are the lexicon's, which the network may veto, and what the network alone is sure of (`mentions`).
Attributions that both find keep the lexicon's reading unless the network is much surer of its source or content; what only
one finds needs the other's leave (`speech`). Events stand when both see them, or when the network alone is sure (`events`).
The thresholds were chosen on the development reports and on invented reports that were kept out of training
(docs/model-card.md); `why` names both sides.
"""

from khabar.combine.events import SURE, events
from khabar.combine.reading import combine, join
from khabar.combine.sides import Sides

__all__ = ["SURE", "Sides", "combine", "events", "join"]
