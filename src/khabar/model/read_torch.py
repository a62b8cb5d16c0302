"""Reading with a network that is still being trained (torch), window by window, as the runtime does."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from khabar.model.batches import collate
from khabar.model.batches import part as part_of
from khabar.model.examples import Example
from khabar.model.labels import ROLES, TYPES, WIDTH
from khabar.model.net import Network
from khabar.model.scores import Floats, Scores, Seen, Tables, plan


def tables_of(network: Network) -> Tables:
    """The pointer tables as arrays."""

    def get(t: torch.Tensor) -> Floats:
        return t.detach().float().cpu().numpy()  # type: ignore[no-any-return]

    return Tables(
        get(network.by_type.weight).reshape(len(TYPES) + 1, len(ROLES), WIDTH),
        get(network.null_by_type.weight),
        get(network.near),
        get(network.beside),
        get(network.trust),
    )


@torch.inference_mode()  # type: ignore[untyped-decorator]
def scores_of(network: Network, examples: Sequence[Example], device: torch.device) -> list[Scores]:
    """Scores of whole reports."""
    out = []
    for example in examples:
        seen = []
        for first, last in plan(example.pieces):
            batch = collate([part_of(example, first, last)]).to(device)
            with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
                parts = network(batch.ids, None, batch.owner, batch.first, batch.last, batch.features, batch.hand)
            arrays = [p[0].float().cpu().numpy() for p in parts]
            seen.append(Seen(first, last, *arrays))
        out.append(Scores(example.pieces, seen, tables_of(network), example.hints))
    return out
