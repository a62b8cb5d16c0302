"""The network, for training (torch): encoder, tag layers and pointers. Exported to ONNX for reading."""

from __future__ import annotations

import copy
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as nnf

from khabar.model.base import Base
from khabar.model.labels import BUCKETS, CHANNELS, LAYERS, ROLES, SENTENCES, TYPES, WIDTH


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of a network; `features` are the sizes of the feature columns, `hands` how many annotators it tells apart."""

    vocabulary: int
    features: tuple[int, ...]
    hidden: int = 384
    layers: int = 12
    heads: int = 12
    feed: int = 1536
    positions: int = 512
    dropout: float = 0.2
    hands: int = 0

    def plain(self) -> dict[str, Any]:
        """As a model's description holds it: what is exported reads as one hand."""
        return {k: v for k, v in asdict(self).items() if k != "hands"}


def attention(q: Tensor, k: Tensor, v: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Attention over batch × length × hidden; `mask` is True where a key may be looked at."""
    batch, length, hidden = q.shape
    q, k, v = (t.view(batch, length, heads, hidden // heads).transpose(1, 2) for t in (q, k, v))
    if torch.is_grad_enabled() and q.device.type == "cpu":  # learning: torch's backward pass is half as fast in bfloat16
        with torch.autocast("cpu", enabled=False):
            a = nnf.scaled_dot_product_attention(q.float(), k.float(), v.float(), attn_mask=mask).to(q.dtype)
    else:
        a = nnf.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return a.transpose(1, 2).reshape(batch, length, hidden)


class _Attention(torch.autograd.Function):  # type: ignore[misc]
    """Attention that exports as one onnxruntime operator instead of a dozen."""

    @staticmethod
    def forward(_: Any, q: Tensor, k: Tensor, v: Tensor, heads: int) -> Tensor:
        return attention(q, k, v, heads, None)

    @staticmethod
    def symbolic(g: Any, q: Any, k: Any, v: Any, heads: int) -> Any:
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, num_heads_i=heads).setType(q.type())


class Layer(nn.Module):  # type: ignore[misc]
    """One BERT layer (post-norm)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.norm1 = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.feed)
        self.down = nn.Linear(shape.feed, shape.hidden)
        self.norm2 = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        q, k, v = self.qkv(x).chunk(3, -1)
        if torch.onnx.is_in_onnx_export():
            a = _Attention.apply(q, k, v, self.heads)
        else:
            a = attention(q, k, v, self.heads, mask)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.down(nnf.gelu(self.up(x))))


class Encoder(nn.Module):  # type: ignore[misc]
    """Piece ids (batch × length) to vectors; `extra` is added to the piece embeddings."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.positions = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor | None, extra: Tensor | None = None) -> Tensor:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        if extra is not None:
            x = x + extra
        x = self.norm(x)
        bias = None if mask is None else mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Network(nn.Module):  # type: ignore[misc]
    """Encoder with all heads. Token vectors are made of the first and last piece and the token's features.

    Annotators differ in what they mark (how many roles, which abstract acts). So every hand that wrote training data has
    a vector of its own, added where pieces go in and where tokens come out; `as_first_hand` leaves the first one's alone.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        hidden, channels = shape.hidden, len(CHANNELS)
        self.encoder = Encoder(shape)
        rows = sum(shape.features)
        self.feature_in = nn.Linear(rows, hidden, bias=False)
        self.feature_out = nn.Linear(rows, hidden, bias=False)
        self.feature_tags = nn.Linear(rows, sum(LAYERS.values()), bias=False)
        self.tell_apart(shape.hands)
        self.last = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden)
        self.drop = nn.Dropout(shape.dropout)
        self.tags = nn.Linear(hidden, sum(LAYERS.values()))
        self.ask = nn.Linear(hidden, channels * WIDTH)
        self.offer = nn.Linear(hidden, channels * WIDTH)
        self.null = nn.Linear(hidden, channels)
        self.by_type = nn.Embedding(len(TYPES) + 1, len(ROLES) * WIDTH)
        self.null_by_type = nn.Embedding(len(TYPES) + 1, len(ROLES))
        self.near = nn.Parameter(torch.zeros(channels, BUCKETS))
        self.beside = nn.Parameter(torch.zeros(channels, 2 * SENTENCES + 1))
        self.trust = nn.Parameter(torch.full((channels,), 1.0))
        for table in (self.feature_in, self.feature_out, self.feature_tags, self.by_type, self.null_by_type):
            nn.init.zeros_(table.weight)
        nn.init.zeros_(self.last.weight)
        for scores in (self.ask, self.offer):
            nn.init.normal_(scores.weight, std=0.03)

    def tokens(
        self, ids: Tensor, mask: Tensor | None, owner: Tensor, first: Tensor, last: Tensor, features: Tensor, hand: Tensor | None
    ) -> Tensor:
        """Token vectors (batch × tokens × hidden).

        `owner` gives for each piece the 1-based token it belongs to (0: none); `first`/`last` for each token its
        first and last piece; `features` which classes hold of it (0 or 1 for every class of every column); `hand` each
        window's annotator.
        """
        features = features.to(self.last.weight.dtype)
        inner = self.feature_in(features)
        inner = torch.cat([torch.zeros_like(inner[:, :1]), inner], 1)
        wide = owner.unsqueeze(-1).expand(-1, -1, inner.shape[-1])
        extra = torch.gather(inner, 1, wide)
        if self.hands_in is not None and hand is not None:
            extra = extra + self.hands_in(hand)[:, None]
        h = self.encoder(ids, mask, extra)
        begin = torch.gather(h, 1, first.unsqueeze(-1).expand(-1, -1, h.shape[-1]))
        end = torch.gather(h, 1, last.unsqueeze(-1).expand(-1, -1, h.shape[-1]))
        out = begin + self.last(end) + self.feature_out(features)
        if self.hands_out is not None and hand is not None:
            out = out + self.hands_out(hand)[:, None]
        return self.norm(out)

    def forward(
        self, ids: Tensor, mask: Tensor | None, owner: Tensor, first: Tensor, last: Tensor, features: Tensor, hand: Tensor | None = None
    ) -> tuple[Tensor, ...]:
        """Tag scores, pointer queries, pointer keys (… × channels × WIDTH) and the scores of pointing nowhere."""
        x = self.drop(self.tokens(ids, mask, owner, first, last, features, hand))
        wide = (*x.shape[:2], len(CHANNELS), WIDTH)
        tags = self.tags(x) + self.feature_tags(features.to(self.last.weight.dtype))
        return tags, self.ask(x).view(wide), self.offer(x).view(wide), self.null(x)

    def tell_apart(self, hands: int) -> None:
        """Room for so many annotators, all alike to begin with (0: they are not told apart)."""
        self.shape = replace(self.shape, hands=hands)
        zero = torch.zeros(hands, self.shape.hidden)
        self.hands_in = nn.Embedding.from_pretrained(zero.clone(), freeze=False) if hands else None
        self.hands_out = nn.Embedding.from_pretrained(zero.clone(), freeze=False) if hands else None

    def as_first_hand(self) -> Network:
        """A copy that reads as the first annotator marks, without being told: the hand's vectors are folded into others."""
        network = copy.deepcopy(self)
        if self.hands_in is not None and self.hands_out is not None:
            with torch.no_grad():
                network.encoder.positions.weight += self.hands_in.weight[0]
                network.last.bias += self.hands_out.weight[0]
        network.tell_apart(0)
        return network

    def keep_layers(self, count: int) -> None:
        """Leaves the encoder its first `count` layers (all, when it has no more)."""
        self.encoder.layers = self.encoder.layers[:count]
        self.shape = replace(self.shape, layers=len(self.encoder.layers))

    def start_from(self, base: Base, rows: list[int]) -> None:
        """Takes over the base encoder's weights: the first layers, and the kept rows of its vocabulary."""
        t = {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in base.tensors.items()}
        h, enc = base.hidden, self.encoder
        with torch.no_grad():
            enc.words.weight.copy_(t["emb.word"][rows])
            enc.positions.weight.copy_(t["emb.pos"].view(-1, h)[: self.shape.positions] + t["emb.type"][:h])
            enc.norm.weight.copy_(t["emb.ln.w"])
            enc.norm.bias.copy_(t["emb.ln.b"])
            for i, layer in enumerate(enc.layers):
                p = f"l{i}."
                layer.qkv.weight.copy_(torch.cat([t[p + x + ".w"].view(h, h) for x in "qkv"]))
                layer.qkv.bias.copy_(torch.cat([t[p + x + ".b"] for x in "qkv"]))
                for module, name, width in ((layer.out, "ao", h), (layer.up, "fi", h), (layer.down, "fo", base.feed)):
                    module.weight.copy_(t[f"{p}{name}.w"].view(-1, width))
                    module.bias.copy_(t[f"{p}{name}.b"])
                for module, name in ((layer.norm1, "aln"), (layer.norm2, "oln")):
                    module.weight.copy_(t[f"{p}{name}.w"])
                    module.bias.copy_(t[f"{p}{name}.b"])


def half(device: torch.device) -> torch.autocast:
    """Mixed precision where the hardware has it: always on a GPU, on a CPU only with bfloat16 instructions."""
    able = device.type == "cuda" or bool(getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)())
    return torch.autocast(device.type, torch.bfloat16, enabled=able)
