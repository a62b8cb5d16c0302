"""An event mention while it is being put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from khabar.extract.events.arguments import Range
from khabar.extract.events.modality import Verdict
from khabar.extract.events.scene import Trigger
from khabar.record.mentions import CountMention
from khabar.record.span import Span

#: Types that cause deaths, their effects, and all acts on the ground.
CAUSES = frozenset({"airstrike", "shelling", "bombing", "suicide_attack", "attack", "clash"})
EFFECTS = frozenset({"kill", "injure", "destroy"})
FIELD = CAUSES | EFFECTS | {"seize", "besiege", "protest", "abuse", "ceasefire", "abduct", "restrict"}


@dataclass(slots=True)
class Draft:
    """Trigger with token ranges by role, the rules that gave them, and notes on what was carried over."""

    trigger: Trigger
    roles: dict[str, list[Range]]
    rules: dict[str, str]
    places: dict[str, Span] = field(default_factory=dict)
    time: Span | None = None
    verdict: Verdict = field(default_factory=lambda: Verdict("actual", "pos", None, None))
    counts: tuple[CountMention, ...] = ()
    subsets: tuple[CountMention, ...] = ()
    notes: list[str] = field(default_factory=list)
    weighed: dict[str, tuple[float, str]] = field(default_factory=dict)
