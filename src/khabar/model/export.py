"""From a trained network to the files that ship: an int8 ONNX graph, the pointer tables, the vocabulary.

Dynamic quantisation of matrix products and look-ups, per channel (4 bits break the model, see docs/model-card.md).
"""

from __future__ import annotations

import copy
import json
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from khabar.model.decode import Limits
from khabar.model.examples import Example
from khabar.model.features import COLUMNS
from khabar.model.labels import CHANNELS, LAYERS
from khabar.model.net import Network
from khabar.model.read_torch import tables_of
from khabar.model.runtime import GRAPH, META, TABLES, VOCABULARY
from khabar.model.smooth import smooth
from khabar.record.curve import Curve


class _Rows(nn.Module):  # type: ignore[misc]
    """An embedding in int8 with one scale per row: onnxruntime's own quantiser has one scale for the whole table."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127.0
        self.register_buffer("scale", scale)
        self.register_buffer("table", torch.round(table / scale).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].float() * self.scale[ids]


class _Unbatched(nn.Module):  # type: ignore[misc]
    """One window, no padding, no mask: what the runtime feeds."""

    def __init__(self, network: Network, typical: Sequence[Example]) -> None:
        super().__init__()
        self.network = copy.deepcopy(network)
        smooth(self.network, typical)
        self.network.encoder.words = _Rows(network.encoder.words.weight.detach())

    def forward(self, ids: Tensor, owner: Tensor, first: Tensor, last: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        lift = (t.unsqueeze(0) for t in (ids, owner, first, last, features))
        ids, owner, first, last, features = lift
        return tuple(o.squeeze(0) for o in self.network(ids, None, owner, first, last, features))


def export(
    network: Network,
    pieces: Sequence[str],
    scores: Sequence[float],
    folder: Path,
    version: str,
    limits: Limits,
    curves: dict[str, Curve] | None = None,
    notes: dict[str, Any] | None = None,
    typical: Sequence[Example] = (),
) -> None:
    """Writes graph, tables, vocabulary and description into `folder` (made when missing).

    `typical` are windows (within the encoder's length) whose activations guide the quantisation.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _graph(network.cpu().float().eval(), folder / GRAPH, typical)
    tables = tables_of(network)
    np.savez_compressed(
        folder / TABLES,
        by_type=tables.by_type.astype(np.float16),
        null_by_type=tables.null_by_type,
        near=tables.near,
        beside=tables.beside,
        trust=tables.trust,
    )
    vocabulary = {"pieces": list(pieces), "scores": [round(float(s), 4) for s in scores]}
    (folder / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    write_meta(folder, network, version, limits, curves or {}, notes or {})


def write_meta(
    folder: Path, network: Network, version: str, limits: Limits, curves: dict[str, Curve], notes: dict[str, Any]
) -> None:
    """The description beside the weights: version, shape, columns, thresholds, calibration, how it was made."""
    meta = {
        "version": version,
        "shape": network.shape.plain(),
        "layers": LAYERS,
        "channels": list(CHANNELS),
        "columns": COLUMNS,
        "limits": {name: getattr(limits, name) for name in Limits.__slots__},
        "curves": {kind: [c.slope, c.shift] for kind, c in curves.items()},
        "made": notes,
    }
    (folder / META).write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _graph(network: Network, path: Path, typical: Sequence[Example]) -> None:
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    pieces, tokens = 21, 9
    example = (
        torch.randint(5, 100, (pieces,)),
        torch.randint(0, tokens + 1, (pieces,)),
        torch.randint(0, pieces, (tokens,)),
        torch.randint(0, pieces, (tokens,)),
        torch.zeros(tokens, sum(network.shape.features)),
    )
    names = ["ids", "owner", "first", "last", "features"]
    outputs = ["tags", "ask", "offer", "null"]
    axes = {n: {0: "pieces" if n in ("ids", "owner") else "tokens"} for n in names + outputs}
    with tempfile.TemporaryDirectory() as temporary, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = Path(temporary) / "full.onnx"
        torch.onnx.export(
            _Unbatched(network, typical), example, str(full), input_names=names, output_names=outputs, dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        heads = [n.name for n in onnx.load(full).graph.node if "/encoder/" not in n.name]  # small, and they decide
        quantize_dynamic(
            full, path, nodes_to_exclude=heads, weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm"], extra_options={"MatMulConstBOnly": True, "DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
