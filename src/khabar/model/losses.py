"""What the network is trained to minimise: the negative log-likelihood of all right decisions of a batch."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor
from torch.nn import functional as nnf

from khabar.model.batches import GROUPS, Asked, Batch
from khabar.model.examples import IGNORED
from khabar.model.labels import BUCKETS, CHANNELS, DISTANCES, EXTENT, ROLES, SENTENCES, WIDTH, offsets
from khabar.model.net import Network

Outputs = tuple[Tensor, ...]
REACH = 1024  # token distances beyond this fall into the last bucket
LONGEST = 40  # tokens of a noun phrase
_LOW = -1e4
_CHANNEL = {name: i for i, name in enumerate(CHANNELS)}
#: How much one decision of each kind weighs.
WEIGHTS = {"trigger": 1.5, "place": 1.0, "time": 1.0, "cue": 1.0, "mention": 0.3, "content": 0.3, "source": 0.5, "trim": 0.3}


@cache
def buckets(device: torch.device) -> Tensor:
    """Bucket number of every distance -REACH..REACH (index shifted by REACH)."""
    far = torch.arange(-REACH, REACH + 1)
    edge = torch.bucketize(far.abs(), torch.tensor(DISTANCES))
    return (edge + (far < 0) * len(DISTANCES)).to(device)


def pointer_scores(network: Network, outputs: Outputs, batch: Batch, group: int) -> Tensor:
    """Scores of a group's pointers: batch × channels × rows × (tokens + 1); the last column points nowhere."""
    _, ask, offer, null = outputs
    asked, names = batch.asked[group], GROUPS[group]
    chosen = [_CHANNEL[name] for name in names]
    span = slice(chosen[0], chosen[-1] + 1)
    rows = asked.rows.clamp(min=0)
    pick = rows[:, :, None, None].expand(-1, -1, len(names), WIDTH)
    queries = torch.gather(ask[:, :, span], 1, pick)
    nowhere = torch.gather(null[:, :, span], 1, rows[:, :, None].expand(-1, -1, len(names)))
    if names is ROLES:
        queries = queries + network.by_type(asked.types).view(*rows.shape, len(ROLES), WIDTH)
        nowhere = nowhere + network.null_by_type(asked.types)
    scores = torch.einsum("bmcd,bwcd->bcmw", queries, offer[:, :, span]).float() / WIDTH**0.5
    at = torch.arange(scores.shape[-1], device=rows.device)
    distance = at[None, None] - rows[:, :, None]
    bucket = buckets(rows.device)[distance.clamp(-REACH, REACH) + REACH]
    beside = (batch.sentences[:, None] - torch.gather(batch.sentences, 1, rows)[:, :, None]).clamp(-SENTENCES, SENTENCES) + SENTENCES
    where = torch.cat([nnf.one_hot(bucket, BUCKETS), nnf.one_hot(beside, 2 * SENTENCES + 1)], -1).float()
    tables = torch.cat([network.near[span], network.beside[span]], 1)
    scores = scores + (where @ tables.T).permute(0, 3, 1, 2)
    keep = batch.present[:, None, :].expand(-1, rows.shape[1], -1)
    if names is EXTENT:
        keep = keep & (distance >= 0) & (distance < LONGEST)
        nowhere = nowhere.detach() * 0 + _LOW
    scores = scores.masked_fill(~keep[:, None], _LOW)
    if names is not EXTENT and names is not ROLES:
        nowhere = torch.cat([nowhere[..., :1], torch.full_like(nowhere[..., 1:], _LOW)], -1)  # contents always stand somewhere
    scores = torch.cat([scores, nowhere.float().transpose(1, 2)[..., None]], -1)
    return scores + network.trust[span][None, :, None, None] * asked.hint


def pointer_loss(scores: Tensor, asked: Asked) -> Tensor:
    """Per pointer, minus the log of the probability of all its right answers; 0 where nothing is asked."""
    known = asked.right.any(-1)
    logs = nnf.log_softmax(scores, -1).masked_fill(~asked.right, float("-inf"))
    return torch.where(known, -torch.logsumexp(logs.masked_fill(~known[..., None], 0.0), -1), 0.0)


def loss(network: Network, outputs: Outputs, batch: Batch) -> dict[str, Tensor]:
    """Losses by layer, each a sum over the batch's decisions divided by its number of tokens."""
    tokens = batch.present.sum()
    out: dict[str, Tensor] = {}
    for i, (name, where) in enumerate(offsets().items()):
        right = batch.tags[..., i]
        each = nnf.cross_entropy(outputs[0][..., where].float().transpose(1, 2), right, ignore_index=IGNORED, reduction="none")
        out[name] = WEIGHTS.get(name, 1.0) * (each * batch.weight[:, None]).sum() / tokens
    for group, names in enumerate(GROUPS):
        asked = batch.asked[group]
        each = pointer_loss(pointer_scores(network, outputs, batch, group), asked)
        for i, name in enumerate(names):
            out[f"to_{name}"] = (each[:, i] * batch.weight[:, None]).sum() / tokens
    return out


