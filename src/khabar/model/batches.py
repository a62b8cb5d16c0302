"""Batches for training: windows cut from examples at random, padded, as torch tensors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from khabar.model.examples import IGNORED, Example, Pointer
from khabar.model.features import COLUMNS, FROM_LEXICON, SIZES, spread
from khabar.model.labels import EXTENT, LAYERS, ROLES, SPEAKER, SPEECH
from khabar.model.pieces import length_of, window_of
from khabar.model.tokeniser import MASK, PAD

GROUPS: tuple[tuple[str, ...], ...] = (ROLES, SPEECH, EXTENT, SPEAKER)
_LEXICAL = sum(SIZES[: list(COLUMNS).index(FROM_LEXICON[0])])  # classes from here on are the lexicon's opinion


@dataclass(slots=True)
class Asked:
    """Pointers of one group: rows (batch × rows, token or -1), the rows' types, which answers are right
    (batch × channels × rows × tokens + 1, the last for nowhere) and what the lexicon says (same form)."""

    rows: Tensor
    types: Tensor
    right: Tensor  # truth, or the teachers' probabilities
    hint: Tensor


@dataclass(slots=True)
class Batch:
    """Padded windows with their answers."""

    ids: Tensor
    mask: Tensor
    owner: Tensor
    first: Tensor
    last: Tensor
    features: Tensor
    present: Tensor  # batch × tokens: a token stands here
    sentences: Tensor
    tags: Tensor  # batch × tokens × layers
    asked: list[Asked]
    weight: Tensor
    hand: Tensor

    def to(self, device: torch.device) -> Batch:
        moved = [getattr(self, f).to(device, non_blocking=True) for f in self.__slots__ if f != "asked"]
        asked = [Asked(*(getattr(a, f).to(device, non_blocking=True) for f in Asked.__slots__)) for a in self.asked]
        ids, mask, owner, first, last, features, present, sentences, tags, weight, hand = moved
        return Batch(ids, mask, owner, first, last, features, present, sentences, tags, asked, weight, hand)


@dataclass(frozen=True, slots=True)
class Noise:
    """Randomness of training input: share of masked pieces, of examples without any lexicon opinion, of lexicon
    cells dropped, and of windows that are cut short."""

    mask: float = 0.05
    blind: float = 0.1
    cells: float = 0.05
    short: float = 0.3


def crop(example: Example, budget: int, random: np.random.Generator, short: float) -> Example:
    """A window of at most `budget` pieces that begins at a line's start, at times a short one."""
    if random.random() < short:
        budget = int(random.integers(min(128, budget), budget + 1))
    if length_of(example.pieces) <= budget:
        return example
    count = len(example.pieces)
    starts = np.flatnonzero(np.diff(example.pieces.sentences, prepend=-1))
    first = int(random.choice(starts))
    if length_of(example.pieces.cut(first, count)) < budget // 2:  # too near the end: take the last full window
        first = int(next((s for s in starts if length_of(example.pieces.cut(int(s), count)) <= budget), starts[-1]))
    last = count
    sizes = np.cumsum(np.diff(example.pieces.edges)[first:]) + np.cumsum(np.diff(example.pieces.lines[first:], prepend=example.pieces.lines[first]) != 0) + 2
    last = first + int(np.searchsorted(sizes, budget, side="right"))
    return part(example, first, max(last, first + 1))


def part(example: Example, first: int, last: int) -> Example:
    """The tokens first..last-1 of an example; pointers that lead outside are left out."""

    def inside(i: int) -> bool:
        return first <= i < last

    pointers = []
    for p in example.pointers:
        targets = tuple(t - first for t in p.targets if inside(t))
        if inside(p.row) and (targets or not p.targets):
            pointers.append(Pointer(p.row - first, p.channel, targets))
    return Example(
        example.id,
        example.pieces.cut(first, last),
        example.features[first:last],
        {k: v[first:last] for k, v in example.tags.items()},
        pointers,
        {r - first: t for r, t in example.types.items() if inside(r)},
        [(c, r - first, t if t < 0 else t - first) for c, r, t in example.hints if inside(r) and (t < 0 or inside(t))],
        example.weight,
        example.hand,
    )


def collate(examples: Sequence[Example]) -> Batch:
    """Pads examples (each within the encoder's length) into one batch."""
    windows = [window_of(e.pieces) for e in examples]
    size, wide, most = len(examples), max(len(w.ids) for w in windows), max(len(e.pieces) for e in examples)
    ids = np.full((size, wide), PAD, np.int64)
    owner = np.zeros((size, wide), np.int64)
    first, last, sentences = (np.zeros((size, most), np.int64) for _ in range(3))
    rows = np.zeros((size, most, sum(SIZES)), np.uint8)
    tags = np.full((size, most, len(LAYERS)), IGNORED, np.int64)
    present = np.zeros((size, most), bool)
    for i, (e, w) in enumerate(zip(examples, windows, strict=True)):
        n = len(e.pieces)
        ids[i, : len(w.ids)], owner[i, : len(w.ids)] = w.ids, w.owner
        first[i, :n], last[i, :n], sentences[i, :n], present[i, :n] = w.first, w.last, e.pieces.sentences, True
        rows[i, :n] = spread(e.features)
        tags[i, :n] = np.stack([e.tags[name] for name in LAYERS], 1)
    mask = ids != PAD
    asked = [_asked(examples, group, most) for group in GROUPS]
    t = torch.from_numpy
    weight = torch.tensor([e.weight for e in examples], dtype=torch.float32)
    hand = torch.tensor([e.hand for e in examples])
    return Batch(t(ids), t(mask), t(owner), t(first), t(last), t(rows), t(present), t(sentences), t(tags), asked, weight, hand)


def disturb(batch: Batch, noise: Noise) -> Batch:
    """The batch with pieces masked and the lexicon's opinion dropped here and there (new tensors)."""

    def chance(*shape: int) -> Tensor:
        return torch.rand(shape, device=batch.ids.device)

    size = len(batch.ids)
    ids = batch.ids.masked_fill((chance(*batch.ids.shape) < noise.mask) & (batch.owner > 0), MASK)
    blind = chance(size) < noise.blind
    gone = (chance(*batch.features.shape) < noise.cells) | blind[:, None, None]
    gone[..., :_LEXICAL] = False
    asked = []
    for a in batch.asked:
        dropped = (chance(*a.hint.shape[:3]) < 2 * noise.cells) | blind[:, None, None]
        asked.append(replace(a, hint=a.hint & ~dropped[..., None]))
    return replace(batch, ids=ids, features=batch.features.masked_fill(gone, 0), asked=asked)


def _asked(examples: Sequence[Example], group: tuple[str, ...], most: int) -> Asked:
    channel = {name: i for i, name in enumerate(group)}
    rows_of = [sorted({p.row for p in e.pointers if p.channel in channel}) for e in examples]
    depth = max(1, *map(len, rows_of)) if rows_of else 1
    size = len(examples)
    rows = np.full((size, depth), -1, np.int64)
    types = np.zeros((size, depth), np.int64)
    right = np.zeros((size, len(group), depth, most + 1), bool)
    hint = np.zeros((size, len(group), depth, most + 1), bool)
    for i, (example, listed) in enumerate(zip(examples, rows_of, strict=True)):
        at = {row: j for j, row in enumerate(listed)}
        rows[i, : len(listed)] = listed
        for row, j in at.items():
            types[i, j] = example.types.get(row, 0)
        for p in example.pointers:
            if p.channel in channel:
                right[i, channel[p.channel], at[p.row], list(p.targets) or [most]] = True
        for name, row, target in example.hints:
            if name in channel and row in at:
                hint[i, channel[name], at[row], target if target >= 0 else most] = True
    t = torch.from_numpy
    return Asked(t(rows), t(types), t(right), t(hint))


def epoch(
    examples: Sequence[Example], pieces: int, budget: int, short: float, random: np.random.Generator
) -> Iterator[list[Example]]:
    """All examples once, in random order, as groups of windows of similar length with about `pieces` pieces."""
    windows = [crop(e, budget, random, short) for e in examples]
    order = random.permutation(len(windows))
    lengths = [length_of(w.pieces) for w in windows]
    groups: list[list[Example]] = []
    for chunk in range(0, len(order), 64):
        current: list[Example] = []
        for i in sorted(order[chunk : chunk + 64], key=lambda j: lengths[j]):
            if current and lengths[i] * (len(current) + 1) > pieces:
                groups.append(current)
                current = []
            current.append(windows[i])
        groups.append(current)
    yield from (groups[i] for i in random.permutation(len(groups)))
