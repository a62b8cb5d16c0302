"""Mentions of one happening inside a report: which event mentions share a group (GUIDELINES: ``group``).

Each mention joins the group of earlier mentions that most speaks for it, if any does: a mention-pair model whose
features are in group_features and whose fitted weights are data (``group_weight``); a group's score is the mean of its
best member's and its average member's, which keeps chains of look-alikes from growing into one.
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
        best = _group_for(mentions[max(0, n - _WINDOW) : n], later, group)
        if best is None:
            count += 1
            best = f"g{count}"
        group[later.event.id] = best
    return group


def _group_for(earlier: list[Mention], later: Mention, group: dict[str, str]) -> str | None:
    """The group whose best member and whose members on average speak most for it, if they do so enough."""
    scores: dict[str, list[float]] = {}
    for candidate in earlier:
        score = likelihood(features(candidate, later)) if comparable(candidate, later) else 0.0
        scores.setdefault(group[candidate.event.id], []).append(score)
    best, best_score = None, _ENOUGH
    for name, found in scores.items():
        score = (max(found) + sum(found) / len(found)) / 2
        if score >= best_score:
            best, best_score = name, score
    return best


def likelihood(found: dict[str, float]) -> float:
    """Probability, by the fitted weights, that a pair with these features is one happening."""
    table = weights()
    return 1 / (1 + exp(-sum(table.get(name, 0.0) * value for name, value in found.items())))
