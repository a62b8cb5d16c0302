"""Starting values of the heads, counted on the training examples: how often each class comes, how far pointers reach.

Without them the heads spend their first epochs on learning that most tokens are nothing and most fillers are near.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from khabar.model.examples import Example
from khabar.model.features import leanings
from khabar.model.labels import BUCKETS, CHANNELS, DISTANCES, LAYERS, offsets
from khabar.model.net import Network

_EDGES = np.array(DISTANCES)
_CHANNEL = {name: i for i, name in enumerate(CHANNELS)}


def start_heads(network: Network, examples: Sequence[Example]) -> None:
    """Sets the biases of tags and pointers from counts (in place)."""
    with torch.no_grad():
        for name, where in offsets().items():
            network.tags.bias[where] = torch.from_numpy(_class_logs(examples, name)).float()
        for row, layer, cls, strength in leanings():
            network.feature_tags.weight[offsets()[layer].start + cls, row] = strength
        near, null = _pointer_logs(examples)
        network.near.copy_(torch.from_numpy(near))
        network.null.bias.copy_(torch.from_numpy(null))


def _class_logs(examples: Sequence[Example], layer: str) -> NDArray[np.float64]:
    counts = np.ones(LAYERS[layer])
    for e in examples:
        tags = e.tags[layer]
        counts += np.bincount(tags[tags >= 0], minlength=LAYERS[layer])
    logs: NDArray[np.float64] = np.log(counts / counts.sum())
    return logs


def bucket(distance: NDArray[np.int64]) -> NDArray[np.int64]:
    """Bucket numbers of signed token distances."""
    numbers: NDArray[np.int64] = np.searchsorted(_EDGES, np.abs(distance)) + (distance < 0) * len(DISTANCES)
    return numbers


def _pointer_logs(examples: Sequence[Example]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log of the share of tokens at each distance that are the answer, and the score of nowhere that fits its share."""
    hits = np.full((len(CHANNELS), BUCKETS), 0.05)
    offered = np.full((len(CHANNELS), BUCKETS), 5.0)
    empty, full = np.ones(len(CHANNELS)), np.ones(len(CHANNELS))
    for e in examples:
        at = np.arange(len(e.pieces))
        for p in e.pointers:
            c = _CHANNEL[p.channel]
            if not p.targets:
                empty[c] += 1
                continue
            full[c] += 1
            distances = bucket(at - p.row)
            offered[c] += np.bincount(distances, minlength=BUCKETS)
            nearest = min(p.targets, key=lambda t: abs(t - p.row))
            hits[c, distances[nearest]] += 1
    near = np.log(hits / offered)
    # the scores of all tokens together weigh about 1, so nowhere must weigh its odds
    null = np.log(empty / full)
    return near.astype(np.float32), null.astype(np.float32)
