"""Mentions of one happening inside a report: which event mentions share a group (GUIDELINES: ``group``).

Each mention joins the group of the earlier mention that most speaks for it, if any does: a mention-pair model whose
features are in group_features and whose fitted weights are data (``group_weight``). A group never holds two mentions
whose types cannot be one happening with its first.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp

from khabar.assemble.group_features import Mention, comparable, features, mention
from khabar.record import Event, Place, Time
from khabar.resources import entries
from khabar.text import Document

_WINDOW = 40  # earlier mentions that are looked at, so that a long report costs linear time
_ENOUGH = 0.5


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Weight by feature name."""
    return {e.id.rsplit(".", 1)[1]: e.weight for e in entries("group_weight")}


def assign(
    doc: Document, events: tuple[Event, ...], places: tuple[Place, ...], times: tuple[Time, ...]
) -> dict[str, str]:
    """Group id (g1, g2 … by first mention) of each event id."""
    place_of, time_of = {p.id: p for p in places}, {t.id: t for t in times}
    ordered = sorted(events, key=lambda e: e.trigger.span)
    mentions = [mention(doc, e, n, place_of, time_of) for n, e in enumerate(ordered)]
    group: dict[str, str] = {}
    count = 0
    for n, later in enumerate(mentions):
        best = _antecedent(mentions[max(0, n - _WINDOW) : n], later)
        if best is None:
            count += 1
            group[later.event.id] = f"g{count}"
        else:
            group[later.event.id] = group[best.event.id]
    return group


def _antecedent(earlier: list[Mention], later: Mention) -> Mention | None:
    best, best_score = None, _ENOUGH
    for candidate in earlier:
        if comparable(candidate, later):
            score = likelihood(features(candidate, later))
            if score >= best_score:
                best, best_score = candidate, score
    return best


def likelihood(found: dict[str, float]) -> float:
    """Probability, by the fitted weights, that a pair with these features is one happening."""
    table = weights()
    return 1 / (1 + exp(-sum(table.get(name, 0.0) * value for name, value in found.items())))
