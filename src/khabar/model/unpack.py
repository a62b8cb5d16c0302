"""A model's files back into a network that can learn on: int8 products and look-ups unpacked, smoothing undone.

The way back from `khabar.model.export`, so that anybody can go on from the shipped reader with annotation of their own
(`khabar train --start`), also where the checkpoint it came from is gone. What int8 rounded away stays away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from khabar.model.labels import CHANNELS
from khabar.model.net import Network, Shape
from khabar.model.runtime import GRAPH, META, TABLES, VOCABULARY, ModelError

Arrays = dict[str, NDArray[Any]]
_LINEAR = re.compile(r"^/network/(?P<path>.+?)(?P<smoothed>/layer)?/MatMul(?P<quantised>_quant)?$")
_TABLES = {"by_type": "by_type.weight", "null_by_type": "null_by_type.weight", "near": "near", "beside": "beside", "trust": "trust"}


class Unpacked(NamedTuple):
    """A network (float32, on the processor), the pieces of its vocabulary with their scores, and its description."""

    network: Network
    pieces: list[str]
    scores: list[float]
    meta: dict[str, Any]


def unpack(folder: Path) -> Unpacked:
    """What a model's folder holds.

    Raises ModelError when a file is missing, damaged, or not one that `khabar.model.export` wrote.
    """
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        shape = Shape(**meta["shape"] | {"features": tuple(meta["shape"]["features"])})
        state = dict(_state(folder))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"cannot read the model: {error}", str(folder)) from error
    network = Network(shape)
    wanted = network.state_dict()
    if list(CHANNELS)[: len(meta["channels"])] == meta["channels"]:
        _add_channels(state, len(meta["channels"]))
    if missing := sorted(wanted.keys() ^ state.keys()):
        raise ModelError(f"holds another network than this version trains: {missing[0]}", str(folder / GRAPH))
    if wrong := [k for k, v in state.items() if tuple(v.shape) != tuple(wanted[k].shape)]:
        raise ModelError(f"holds another network than this version trains: {wrong[0]}", str(folder / GRAPH))
    network.load_state_dict({k: torch.from_numpy(np.array(v, np.float32, order="C")) for k, v in state.items()})
    return Unpacked(network, list(vocabulary["pieces"]), list(vocabulary["scores"]), meta)


def _add_channels(state: Arrays, known: int) -> None:
    """Pointers that the model did not have yet begin as the one from a cue to its source (in place)."""
    like = CHANNELS.index("source")
    for name in ("ask.weight", "ask.bias", "offer.weight", "offer.bias", "null.weight", "null.bias", "near", "beside", "trust"):
        rows = state[name].reshape(known, -1)
        added = np.concatenate([rows, *[rows[like : like + 1]] * (len(CHANNELS) - known)])
        state[name] = added.reshape(-1, *state[name].shape[1:])


def _state(folder: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    """Parameters by their names in `Network`."""
    import onnx

    try:
        graph = onnx.load(str(folder / GRAPH)).graph
    except Exception as error:  # protobuf's own, which has no types
        raise ValueError(f"{GRAPH}: {error}") from error
    arrays: Arrays = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    for node in graph.node:
        found = _LINEAR.match(node.name) if node.op_type in ("MatMul", "MatMulInteger") else None
        if found is not None and (weight := _weight(node, arrays)) is not None:
            path = found["path"].replace("/", ".")
            if found["smoothed"]:
                weight = weight * arrays[f"network.{path}.inverse"][:, None]
            yield f"{path}.weight", weight.T
    for name, value in arrays.items():
        if name.startswith("network.") and name.endswith((".bias", ".weight")):
            yield name.removeprefix("network.").replace(".layer.bias", ".bias"), value
    rows = "network.encoder.words"
    yield "encoder.words.weight", arrays[f"{rows}.table"].astype(np.float32) * arrays[f"{rows}.scale"]
    with np.load(folder / TABLES) as tables:
        for ours, theirs in _TABLES.items():
            value = tables[ours].astype(np.float32)
            yield theirs, value.reshape(len(value), -1) if value.ndim > 1 else value


def _weight(node: Any, arrays: Arrays) -> NDArray[Any] | None:
    """The constant operand of a product (inputs × outputs), unpacked when it is int8."""
    name = node.input[1]
    if name not in arrays:
        return None
    if node.op_type == "MatMul":
        return arrays[name]
    stem = name.removesuffix("_quantized")
    zero = arrays[node.input[3]].astype(np.float32) if len(node.input) > 3 else 0.0
    return (arrays[name].astype(np.float32) - zero) * arrays[f"{stem}_scale"]
