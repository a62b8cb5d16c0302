"""One passage in several outlets: agencies' sentences that are printed as an outlet's own words are one origin.

Whole texts are compared in the store (near-copies); this looks at the passages behind single claims. Two passages are one
when the shorter one's word triples stand in the longer one for the most part (containment, Broder 1997).
"""

from __future__ import annotations

from collections import defaultdict

from khabar.assemble.happenings.conflicts import Told
from khabar.assemble.happenings.words import plain

_TRIPLE = 3
#: Fewest triples of a passage that tells anything, and the share of them that makes two passages one.
_FEWEST = 6
_SHARED = 0.6


def one_text(told: list[Told]) -> list[Told]:
    """Own words and unnamed sources of passages that are one text get the key of the earliest: nobody else vouches for them."""
    if len({u.report for u, _, _ in told}) < 2:  # a report's own passages are not compared
        return told
    loose = [i for i, (_, a, o) in enumerate(told) if a.own or o.startswith("unnamed:")]
    triples = {i: _triples(told[i][1].text) for i in loose}
    filed: dict[tuple[str, ...], list[int]] = defaultdict(list)
    first: dict[int, int] = {}
    for i in sorted(loose, key=lambda i: (told[i][0].published or "9999", told[i][2], told[i][0].id, told[i][1].claiming)):
        shared: dict[int, int] = defaultdict(int)
        for triple in triples[i]:
            for j in filed[triple]:
                shared[j] += 1
            filed[triple].append(i)
        same = [j for j, n in shared.items() if _one(n, triples[i], triples[j]) and told[i][0].report != told[j][0].report]
        first[i] = min((first[j] for j in same), key=lambda j: (told[j][0].published or "9999", told[j][2]), default=i)
    return [(u, a, told[first[i]][2] if i in first else o) for i, (u, a, o) in enumerate(told)]


def _one(shared: int, a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    shorter = min(len(a), len(b))
    return shorter >= _FEWEST and shared >= _SHARED * shorter


def _triples(text: str) -> frozenset[tuple[str, ...]]:
    words = plain(text)
    return frozenset(words[i:i + _TRIPLE] for i in range(len(words) - _TRIPLE + 1))
