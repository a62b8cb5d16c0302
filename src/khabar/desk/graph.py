"""The graph of a happening's claims, from the outlets that tell it to the origins they stand on, as drawing data."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
BOX, TALL, ACROSS, DOWN = 190, 34, 270, 50
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Node:
    """A voice: left upper corner, words (cut) and full title; ``kind`` outlet, voice or origin."""

    x: float
    y: float
    label: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A curve from one voice to the one it relays; ``denied`` when what passes over it is a denial."""

    path: str
    denied: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything to draw, in a box of ``width`` by ``height``. ``origins`` counts the ends."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    width: int
    height: int


def graph(claims: list[Json], own_voice: str, no_outlet: str, unknown: str, right_to_left: bool) -> Graph:
    """Outlets on the side where reading begins, origins on the other; a claim in the report's own voice ends at its outlet.

    Unnamed sources of two reports are two nodes: they are never joined.
    """
    paths = []
    for c in claims:
        keys = [("outlet", c["outlet"] or no_outlet)]
        keys += [(f"{c['report']}" if _unnamed(c, i) else "named", unknown if name == "?" else name) for i, name in enumerate(c["chain"])]
        paths.append((keys if len(keys) > 1 else [*keys, (f"own {c['outlet'] or c['report']}", own_voice)], c["denied"]))
    depth: dict[tuple[str, str], int] = defaultdict(int)
    for _ in range(6):  # chains are short; the passes settle the columns, and stop even if two relay each other
        for keys, _denied in paths:
            for a, b in pairwise(keys):
                depth[a] += 0
                if depth[b] <= depth[a] < 6:
                    depth[b] = depth[a] + 1
    ends = {keys[-1] for keys, _ in paths}
    columns: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key in depth:
        columns[depth[key]].append(key)
    tallest = max((len(c) for c in columns.values()), default=1)
    last = max(columns, default=0)
    width, height = last * ACROSS + BOX + 20, tallest * DOWN + 10
    at: dict[tuple[str, str], tuple[float, float]] = {}
    for column, keys in columns.items():
        gap = (height - 10) / len(keys)
        for i, key in enumerate(keys):
            x = 10 + column * ACROSS
            at[key] = (width - x - BOX if right_to_left else x), 5 + gap * i + (gap - TALL) / 2
    nodes = tuple(Node(*at[k], _cut(k[1]), k[1], "origin" if k in ends else "outlet" if k[0] == "outlet" else "voice") for k in depth)
    seen = {(a, b, denied) for keys, denied in paths for a, b in pairwise(keys)}
    edges = tuple(Edge(_curve(at[a], at[b]), denied) for a, b, denied in sorted(seen))
    return Graph(nodes, edges, width, height)


def _unnamed(claim: Json, i: int) -> bool:
    """Whether a voice of the chain is unnamed: the innermost one by its origin's key, others when nothing is known."""
    return claim["chain"][i] == "?" or (claim["origin"].startswith("unnamed:") and i == len(claim["chain"]) - 1)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1].rstrip() + "…"


def _curve(a: tuple[float, float], b: tuple[float, float]) -> str:
    """From the near side of one box to the near side of the other."""
    forward = b[0] > a[0]
    x1, x2 = (a[0] + BOX, b[0]) if forward else (a[0], b[0] + BOX)
    y1, y2 = a[1] + TALL / 2, b[1] + TALL / 2
    middle = (x1 + x2) / 2
    return f"M{x1:.0f} {y1:.0f}C{middle:.0f} {y1:.0f} {middle:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"
