"""Preparing linear layers for int8: outlier channels of their input are scaled down, their weights up.

Dynamic quantisation has one scale for a whole input, so that a channel fifty times larger than the others leaves
them few steps. After SmoothQuant (Xiao et al., 2023, arXiv:2211.10438), with the scale as its own multiplication.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from khabar.model.batches import collate
from khabar.model.examples import Example
from khabar.model.net import Network

SHARE = 0.75  # of the spread that moves from the input to the weights
_KINDS = ("up", "down")


class Smoothed(nn.Module):  # type: ignore[misc]
    """The linear layer with its input divided by `scale` and its weights multiplied by it."""

    def __init__(self, layer: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weight = layer.weight.detach()
        scale = largest.clamp(min=1e-3) ** SHARE / weight.abs().amax(0).clamp(min=1e-5) ** (1 - SHARE)
        scale = scale.clamp(1e-2, 1e3)
        scale = scale / scale.log().mean().exp()
        self.layer = nn.Linear(weight.shape[1], weight.shape[0])
        self.layer.weight.data = weight * scale
        self.layer.bias.data = layer.bias.detach().clone()
        self.register_buffer("inverse", 1.0 / scale)

    def forward(self, x: Tensor) -> Tensor:
        return self.layer(x * self.inverse)


def smooth(network: Network, typical: Sequence[Example]) -> None:
    """Replaces the feed-forward layers by smoothed ones, in place; `typical` are windows that show usual inputs."""
    largest: dict[tuple[int, str], Tensor] = {}
    hooks = []
    for i, block in enumerate(network.encoder.layers):
        for kind in _KINDS:

            def note(_: nn.Module, given: tuple[Tensor, ...], key: tuple[int, str] = (i, kind)) -> None:
                seen = given[0].detach().abs().flatten(0, 1).amax(0)
                largest[key] = torch.maximum(largest.get(key, seen), seen)

            hooks.append(getattr(block, kind).register_forward_pre_hook(note))
    with torch.no_grad():
        for example in typical:
            b = collate([example])
            network(b.ids, None, b.owner, b.first, b.last, b.features)
    for hook in hooks:
        hook.remove()
    for (i, kind), seen in largest.items():
        block = network.encoder.layers[i]
        setattr(block, kind, Smoothed(getattr(block, kind), seen))
