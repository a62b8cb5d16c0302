"""Learning from unlabelled reports: several networks give their averaged opinion, one network learns it.

The teachers read whole windows without noise; the pupil sees the same windows with pieces masked and the lexicon's
opinion dropped here and there, so that it has to find the same answers from less. Everything but the first laying
out of a window happens on the device.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional as nnf

from khabar.model.batches import GROUPS, Asked, Batch, collate, part
from khabar.model.examples import Example
from khabar.model.labels import EXTENT, ROLES, SPEAKER, SPEECH, offsets
from khabar.model.losses import WEIGHTS, Outputs, pointer_scores
from khabar.model.net import Network, half
from khabar.model.scores import plan

#: Layers that only mean something at triggers, and at cues.
AT_TRIGGERS = ("modality", "polarity", "what")
AT_CUES = ("act",)
LEAST = 0.15  # probability from which a trigger or cue is worth asking about
_NOUNS = ("agent", "target", "count", "also_agent", "also_target", "source")


@dataclass(slots=True)
class Unlabelled:
    """A batch without answers; `hints` are the lexicon's pointers per group, as rows of (window, channel, from, to)."""

    batch: Batch
    hints: list[Tensor]


@dataclass(slots=True)
class Taught:
    """A batch with the teachers' opinion: probabilities of all tags, and of the pointers in `batch.asked[…].right`."""

    batch: Batch
    tags: Tensor


def windows(examples: Iterable[Example]) -> list[Example]:
    """The windows in which the runtime would read the reports."""
    return [part(e, first, last) for e in examples for first, last in plan(e.pieces)]


def lay_out(cut: Sequence[Example], size: int) -> Iterator[Unlabelled]:
    """Batches of `size` windows of similar length."""
    order = sorted(cut, key=lambda e: len(e.pieces.ids))
    for at in range(0, len(order), size):
        group = order[at : at + size]
        batch = collate([replace(e, pointers=[], types={}) for e in group])
        yield Unlabelled(batch, [_hints(group, names, batch.present.shape[1]) for names in GROUPS])


def _hints(group: Sequence[Example], names: tuple[str, ...], nowhere: int) -> Tensor:
    channel = {name: i for i, name in enumerate(names)}
    rows = [
        (i, channel[name], row, target if target >= 0 else nowhere)
        for i, e in enumerate(group)
        for name, row, target in e.hints
        if name in channel
    ]
    return torch.tensor(rows, dtype=torch.long).view(-1, 4)


@torch.no_grad()  # type: ignore[untyped-decorator]
def teach(teachers: Sequence[Network], unlabelled: Unlabelled, device: torch.device) -> Taught:
    """The teachers' averaged opinion on a batch."""
    batch = unlabelled.batch.to(device)
    hints = [h.to(device) for h in unlabelled.hints]
    outputs = [_forward(t, batch) for t in teachers]
    tags = torch.cat(
        [torch.stack([o[0][..., where].softmax(-1) for o in outputs]).mean(0) for where in offsets().values()], -1
    )
    where = offsets()
    trigger = tags[..., where["trigger"]]
    rows = [(1 - trigger[..., 0] > LEAST) & batch.present, (tags[..., where["cue"]][..., 1] > LEAST) & batch.present]
    batch.asked = [_ask(mask, trigger, len(names), h) for mask, names, h in zip(rows, (ROLES, SPEECH), hints, strict=False)]
    for group in range(2):
        batch.asked[group].right = _points(teachers, outputs, batch, group)
    for group, mask in ((2, _nouns(batch)), (3, rows[1])):
        batch.asked.append(_ask(mask, trigger, len(GROUPS[group]), hints[group]))
        batch.asked[group].right = _points(teachers, outputs, batch, group)
    return Taught(batch, tags.half())


def _forward(network: Network, batch: Batch) -> Outputs:
    with half(batch.ids.device):
        parts = network(batch.ids, batch.mask, batch.owner, batch.first, batch.last, batch.features, batch.hand)
    return tuple(p.float() for p in parts)


def _ask(mask: Tensor, trigger: Tensor, channels: int, hints: Tensor) -> Asked:
    """Pointer rows for the tokens of a mask, with the lexicon's pointers from them."""
    size, most = mask.shape
    depth = max(1, int(mask.sum(1).max()))
    at = torch.arange(most, device=mask.device).expand(size, -1)
    rows = torch.where(mask, at, most).sort(1).values[:, :depth]
    place = (mask.long().cumsum(1) - 1).masked_fill(~mask, -1)
    hint = torch.zeros((size, channels, depth, most + 1), dtype=torch.bool, device=mask.device)
    depth_of = place[hints[:, 0], hints[:, 2]] if len(hints) else hints[:, 0]
    known = hints[depth_of >= 0]
    if len(known):
        hint[known[:, 0], known[:, 1], depth_of[depth_of >= 0], known[:, 3]] = True
    rows = rows.masked_fill(rows == most, -1)
    types = torch.gather(1 + trigger[..., 1:].argmax(-1), 1, rows.clamp(min=0))
    return Asked(rows, types, hint, hint)


def _points(teachers: Sequence[Network], outputs: Sequence[Outputs], batch: Batch, group: int) -> Tensor:
    each = [pointer_scores(t, o, batch, group).softmax(-1) for t, o in zip(teachers, outputs, strict=True)]
    return torch.stack(each).mean(0).half()


def _nouns(batch: Batch) -> Tensor:
    """Tokens where a noun phrase begins, by the pointers that lead to nouns."""
    begins = torch.zeros_like(batch.present)
    for asked, names in zip(batch.asked, (ROLES, SPEECH), strict=False):
        chosen = [i for i, name in enumerate(names) if name in _NOUNS]
        best = asked.right[:, chosen, :, :-1].max(-1)
        sure = (best.values > 0.3) & (asked.rows >= 0)[:, None]
        window = torch.arange(len(begins), device=begins.device)[:, None, None].expand_as(best.indices)
        begins[window[sure], best.indices[sure]] = True
    return begins & batch.present


def soft_loss(network: Network, outputs: Outputs, taught: Taught) -> dict[str, Tensor]:
    """Cross-entropy against the teachers, weighed like the hard losses; what hangs on a trigger or cue counts as far
    as the teachers believe in it."""
    batch, tags = taught.batch, taught.tags
    tokens = batch.present.sum()
    where = offsets()
    trigger = (1 - tags[..., where["trigger"].start].float()) * batch.present
    cue = tags[..., where["cue"].start + 1].float() * batch.present
    out: dict[str, Tensor] = {}
    for name, cut in where.items():
        if name in ("number", "trim"):
            continue
        each = -(tags[..., cut].float() * nnf.log_softmax(outputs[0][..., cut].float(), -1)).sum(-1)
        share = trigger if name in AT_TRIGGERS else cue if name in AT_CUES else batch.present
        out[f"soft_{name}"] = WEIGHTS.get(name, 1.0) * (each * share).sum() / tokens
    for group, names in enumerate(GROUPS):
        asked = batch.asked[group]
        logs = nnf.log_softmax(pointer_scores(network, outputs, batch, group), -1)
        each = -(asked.right.float() * logs).sum(-1)
        believed = trigger if names is ROLES else cue if names in (SPEECH, SPEAKER) else batch.present.float()
        share = torch.gather(believed.float(), 1, asked.rows.clamp(min=0)) * (asked.rows >= 0)
        scale = 0.5 if names is EXTENT else 1.0
        for i, name in enumerate(names):
            out[f"soft_to_{name}"] = scale * (each[:, i] * share).sum() / tokens
    return out
