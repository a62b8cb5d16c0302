"""Mentions of one happening inside a report: which event mentions share a group (GUIDELINES: ``group``).

Each mention joins the group of earlier mentions that most speaks for it, if any does: a mention-pair model whose
features are in group_features and whose fitted weights are data (``group_weight``); a group's score is the mean of its
best member's and its average member's, which keeps chains of look-alikes from growing into one.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp
from typing import NamedTuple

from khabar.assemble.group_features import Mention, distance, features, kin, mention, signs
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
    groups: list[str] = []
    count = 0
    for n, later in enumerate(mentions):
        start = max(0, n - _WINDOW)
        found = _group_for(mentions[start:n], later, groups[start:n])
        if found is None:
            count += 1
            found = Decision(f"g{count}", Why("group.new", note="no earlier mention speaks enough for one happening"))
        out[later.event.id] = found
        groups.append(found.group)
    return out


def _group_for(earlier: list[Mention], later: Mention, groups: list[str]) -> Decision | None:
    """The group whose best member and whose members on average speak most for it, if they do so enough; ``groups``: those
    of the earlier mentions. A mention whose type rules one happening out speaks nothing for its group."""
    same_kin, table = kin(later.event.type), weights()
    sums: dict[str, float] = {}
    nearest: dict[str, tuple[float, Mention]] = {}
    for candidate, group in zip(earlier, groups, strict=True):
        if candidate.event.type not in same_kin:
            continue
        score = _alike(candidate, later, table)
        if group not in sums:
            sums[group], nearest[group] = score, (score, candidate)
            continue
        sums[group] += score
        if score >= nearest[group][0]:
            nearest[group] = score, candidate
    best, best_score = None, _ENOUGH
    for name in dict.fromkeys(groups) if sums else ():
        if name in sums:
            score = (nearest[name][0] + sums[name] / groups.count(name)) / 2
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
