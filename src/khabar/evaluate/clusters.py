"""Measures of clustering: B-cubed, MUC, CEAF-e and their mean (CoNLL-F).

Sources: Bagga and Baldwin 1998 (B-cubed), Vilain et al. 1995 (MUC), Luo 2005 (CEAF), Pradhan et al. 2012 (CoNLL-F).
Key and response are partitions of the same items: each maps an item to the name of its cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

Partition = Mapping[Any, Hashable]


class PRF(NamedTuple):
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def clusters(partition: Partition) -> list[frozenset[Hashable]]:
    """The clusters of a partition, in the order of their first item."""
    found: dict[Hashable, list[Hashable]] = defaultdict(list)
    for item, name in partition.items():
        found[name].append(item)
    return [frozenset(c) for c in found.values()]


def b_cubed(key: Partition, response: Partition) -> PRF:
    """Mean over items of how pure the item's cluster is, and how whole."""
    if not key:
        return PRF(0.0, 0.0)
    of_key = {i: c for c in clusters(key) for i in c}
    of_response = {i: c for c in clusters(response) for i in c}
    common = {i: len(of_key[i] & of_response[i]) for i in key}
    return PRF(sum(n / len(of_response[i]) for i, n in common.items()) / len(key),
               sum(n / len(of_key[i]) for i, n in common.items()) / len(key))


def muc(key: Partition, response: Partition) -> PRF:
    """Links: how many of those needed to join each cluster the other partition has."""
    return PRF(_links(response, key), _links(key, response))


def _links(whole: Partition, other: Partition) -> float:
    found = [(len(c) - len({other[i] for i in c}), len(c) - 1) for c in clusters(whole)]
    total = sum(possible for _, possible in found)
    return sum(kept for kept, _ in found) / total if total else 0.0


def ceaf_e(key: Partition, response: Partition) -> PRF:
    """Likeness (2·|a∩b| / (|a|+|b|)) of clusters under the best one-to-one alignment."""
    gold, found = clusters(key), clusters(response)
    if not gold or not found:
        return PRF(0.0, 0.0)
    likeness = [[2 * len(a & b) / (len(a) + len(b)) for b in found] for a in gold]
    best = _best_alignment(likeness)
    return PRF(best / len(found), best / len(gold))


def conll(key: Partition, response: Partition) -> float:
    """The mean of the F1 of MUC, B-cubed and CEAF-e."""
    return (muc(key, response).f1 + b_cubed(key, response).f1 + ceaf_e(key, response).f1) / 3


def _best_alignment(weight: list[list[float]]) -> float:
    """The greatest sum of weights with at most one entry per row and column (Kuhn 1955, with potentials)."""
    n = max(len(weight), len(weight[0]))
    cost = [[-(weight[i][j] if i < len(weight) and j < len(weight[0]) else 0.0) for j in range(n)] for i in range(n)]
    row, column, match = [0.0] * (n + 1), [0.0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        _augment(cost, i, row, column, match)
    return -sum(cost[match[j] - 1][j - 1] for j in range(1, n + 1))


def _augment(cost: list[list[float]], i: int, row: list[float], column: list[float], match: list[int]) -> None:
    """Give row ``i`` a column along the cheapest alternating path. Index 0 stands for none."""
    n = len(cost)
    match[0], at = i, 0
    least, before, used = [float("inf")] * (n + 1), [0] * (n + 1), [False] * (n + 1)
    while match[at]:
        used[at] = True
        here, step, then = match[at], float("inf"), 0
        for j in range(1, n + 1):
            if used[j]:
                continue
            reduced = cost[here - 1][j - 1] - row[here] - column[j]
            if reduced < least[j]:
                least[j], before[j] = reduced, at
            if least[j] < step:
                step, then = least[j], j
        for j in range(n + 1):
            if used[j]:
                row[match[j]] += step
                column[j] -= step
            else:
                least[j] -= step
        at = then
    while at:
        match[at] = match[before[at]]
        at = before[at]
