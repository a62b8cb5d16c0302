"""What material gives for and against a happening: reasons beside its corroboration, never a part of its state.

A happening is corroborated by independent origins alone. A picture's clock may be wrong and its place written in later;
so its time and place are told with their figures, for people to weigh.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from khabar.material import against
from khabar.material.items import Item, items
from khabar.material.ties import Index, index
from khabar.store import Store


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item tied to a happening, with the comparisons of its own time and place with those of the happening."""

    item: Item
    reasons: tuple[against.Reason, ...]


def weighed(store: Store, h: dict[str, Any], known: Index | None = None) -> list[Weighed]:
    """The items tied to a happening. known: all ties, where many happenings are asked for."""
    shas = (known or index(store)).of(h)
    if not shas:
        return []
    said = against.happening_said(h)
    return [Weighed(item, tuple(against.compare(item.facts, said))) for item in items(store, shas)]


def counted(found: list[Weighed]) -> str:
    """In a few words: how many items, and how often their time and place agree or disagree; empty without any."""
    if not found:
        return ""
    told = Counter((r.what, r.verdict) for w in found for r in w.reasons if r.verdict != "cannot tell")
    counts = [f"{what} {verdict} {n}" for (what, verdict), n in sorted(told.items(), reverse=True)]
    return ", ".join([f"material {len(found)}", *counts])


def lines(found: list[Weighed]) -> list[str]:
    """One line an item: what it is, and how its time and place compare, with all figures (for whoever holds the store)."""
    return [f"material {w.item.sha[:12]}, {w.item.kind}: " + "; ".join(f"{r.what} {r.verdict} ({r.why})" for r in w.reasons)
            if w.item.state == "kept" else f"material {w.item.sha[:12]}: quarantined ({w.item.reason})" for w in found]


def plain(found: list[Weighed]) -> list[dict[str, Any]]:
    """The same as plain values, for JSON."""
    return [{"item": w.item.sha, "kind": w.item.kind, "state": w.item.state,
             "reasons": [{"what": r.what, "verdict": r.verdict, "why": r.why} for r in w.reasons]} for w in found]
