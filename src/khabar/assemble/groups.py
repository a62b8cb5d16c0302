"""Mentions of one happening inside a report: which event mentions share a group (GUIDELINES: ``group``).

Each mention joins the group of earlier mentions that most speaks for it, if any does: a mention-pair model whose
features are in group_features and whose fitted weights are data (``group_weight``); a group's score is the mean of its
best member's and its average member's, which keeps chains of look-alikes from growing into one.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import NamedTuple

from khabar.assemble.group_features import Mention, comparable, distance, features, mention, signs
from khabar.record import Event, Place, Time, Why
from khabar.resources import entries
from khabar.text import Document

_WINDOW = 40  # earlier mentions that are looked at, so that a long report costs linear time
_ENOUGH = 0.5
_SHOWN = 4  # signs named in a derivation


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """Weight by feature name."""
    return {e.id.rsplit(".", 1)[1]: e.weight for e in entries("group_weight")}


class Decision(NamedTuple):
    """The group of an event mention and why: the member that speaks most for it with the signs that weigh most."""

    group: str
    why: Why


def decide(
    doc: Document, events: tuple[Event, ...], places: tuple[Place, ...], times: tuple[Time, ...]
) -> dict[str, Decision]:
    """Group and derivation of each event id."""
    place_of, time_of = {p.id: p for p in places}, {t.id: t for t in times}
    ordered = sorted(events, key=lambda e: e.trigger.span)
    mentions = [mention(doc, e, n, place_of, time_of) for n, e in enumerate(ordered)]
    out: dict[str, Decision] = {}
    count = 0
    for n, later in enumerate(mentions):
        found = _group_for(mentions[max(0, n - _WINDOW) : n], later, out)
        if found is None:
            count += 1
            found = Decision(f"g{count}", Why("group.new", note="no earlier mention speaks enough for one happening"))
        out[later.event.id] = found
    return out


def _group_for(earlier: list[Mention], later: Mention, decided: dict[str, Decision]) -> Decision | None:
    """The group whose best member and whose members on average speak most for it, if they do so enough."""
    scores: dict[str, list[float]] = {}
    nearest: dict[str, tuple[float, Mention]] = {}
    table = weights()
    for candidate in earlier:
        score = _alike(candidate, later, table) if comparable(candidate, later) else 0.0
        group = decided[candidate.event.id].group
        scores.setdefault(group, []).append(score)
        if score >= nearest.get(group, (0.0, candidate))[0]:
            nearest[group] = (score, candidate)
    best, best_score = None, _ENOUGH
    for name, found in scores.items():
        score = (max(found) + sum(found) / len(found)) / 2
        if score >= best_score:
            best, best_score = name, score
    return Decision(best, _why(nearest[best][1], later, best_score)) if best is not None else None


def _why(earlier: Mention, later: Mention, score: float) -> Why:
    weighed = sorted(((weights().get(n, 0.0) * v, n) for n, v in features(earlier, later).items()), reverse=True)
    signs = ", ".join(name for weight, name in weighed[:_SHOWN] if weight > 0)
    return Why("group.joined", score=round(score, 3), meaning="probability of one happening",
               note=f"with {earlier.event.id}: {signs}")  # fmt: skip


def likelihood(found: dict[str, float]) -> float:
    """Probability, by the fitted weights, that a pair with these features is one happening."""
    table = weights()
    return 1 / (1 + exp(-sum(table.get(name, 0.0) * value for name, value in found.items())))


def _alike(earlier: Mention, later: Mention, table: dict[str, float]) -> float:
    """:func:`likelihood` of the pair's features, without making a table of them."""
    weight = sum([table[name] for name in signs(earlier, later) if name in table])
    gap = later.sentence - earlier.sentence
    return 1 / (1 + exp(-(weight + table.get("distance", 0.0) * distance(gap)) if gap else -weight))
