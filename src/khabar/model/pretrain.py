"""Adapting the encoder to news before fine-tuning: masked language modelling on unlabelled reports.

Whole words are masked. The running text is one array of piece ids; bit 15 marks the first piece of a word, and
`BOS` begins each report, `EOS` ends each line.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as nnf

from khabar.model.net import Encoder, Network, half
from khabar.model.tokeniser import BOS, EOS, MASK, SPECIALS, Tokeniser
from khabar.text.tokens import tokenise

Running = NDArray[np.uint16]
WORD_START = 1 << 15


def running_text(texts: Iterable[str], tokeniser: Tokeniser) -> Running:
    """Piece ids of many reports in one array."""
    out: list[int] = []
    for text in texts:
        out.append(BOS)
        at = 0
        for line in text.splitlines(keepends=True):
            for token in tokenise(text, at, at + len(line), 0, 0):
                start = token.start
                ids = tokeniser.word(token.text, start == 0 or text[start - 1].isspace())
                out.append(ids[0] | WORD_START)
                out += ids[1:]
            at += len(line)
            if out[-1] != EOS:
                out.append(EOS)
    return np.array(out, np.uint16)


class MaskedModel(nn.Module):  # type: ignore[misc]
    """The encoder with a head that guesses masked pieces (output weights are the piece embeddings)."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        hidden = encoder.words.weight.shape[1]
        self.encoder = encoder
        self.dense = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.bias = nn.Parameter(torch.zeros(len(encoder.words.weight)))

    def forward(self, ids: Tensor, masked: Tensor) -> Tensor:
        """Scores over the vocabulary at the masked places (flat boolean index)."""
        h = self.encoder(ids, None).flatten(0, 1)[masked.flatten()]
        h = self.norm(nnf.gelu(self.dense(h)))
        return nnf.linear(h, self.encoder.words.weight, self.bias)


def _windows(text: Running, length: int, batch: int, random: np.random.Generator) -> Iterator[Running]:
    """Batches of windows that together cover the text once, at a random offset."""
    shift = int(random.integers(length))
    count = (len(text) - shift) // length
    blocks = text[shift : shift + count * length].reshape(count, length)
    for chunk in np.array_split(random.permutation(count), max(1, count // batch)):
        yield blocks[chunk]


def mask(block: Running, share: float, vocabulary: int, random: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Input ids, which places are masked, and the pieces that stood there. One in ten is shown as another piece,
    one in ten as itself."""
    ids = (block & (WORD_START - 1)).astype(np.int64)
    starts = block >= WORD_START
    word = np.cumsum(starts, axis=1)
    chosen = random.random((len(block), int(word.max()) + 1)) < share
    masked = chosen[np.arange(len(block))[:, None], word] & (ids >= len(SPECIALS)) & (word > 0)
    right = ids[masked]
    dice = random.random(len(right))
    shown = np.where(dice < 0.8, MASK, np.where(dice < 0.9, random.integers(len(SPECIALS), vocabulary, len(right)), right))
    ids[masked] = shown
    return torch.from_numpy(ids), torch.from_numpy(masked), torch.from_numpy(right)


def adapt(
    network: Network,
    text: Running,
    device: torch.device,
    seconds: float,
    say: Callable[[str], None],
    rate: float = 4e-4,
    batch: int = 128,
    length: int = 512,
    share: float = 0.2,
    seed: int = 1,
) -> None:
    """Trains the network's encoder for a given time; the rate rises for 6 % of it and falls to 0."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    model = MaskedModel(network.encoder).to(device).train()
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=device.type == "cuda")
    begun, steps, epoch = time.monotonic(), 0, 0
    vocabulary = len(network.encoder.words.weight)
    while True:
        for block in _windows(text, length, batch, random):
            share_done = (time.monotonic() - begun) / seconds
            if share_done >= 1:
                say(f"adapted: {steps} steps, {epoch} epochs")
                return
            for group in optimiser.param_groups:
                group["lr"] = rate * min(share_done / 0.06, (1 - share_done) / 0.94)
            ids, masked, right = (t.to(device, non_blocking=True) for t in mask(block, share, vocabulary, random))
            with half(device):
                scores = model(ids, masked)
            loss = nnf.cross_entropy(scores.float(), right)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            steps += 1
            if steps % 100 == 0 or steps in (1, 10, 30):
                say(f"masked step {steps} epoch {epoch} loss {loss.item():.3f} {share_done:.0%}")
        epoch += 1
