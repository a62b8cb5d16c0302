"""Running the shipped network: onnxruntime and numpy only, one thread unless told otherwise."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from khabar.errors import KhabarError
from khabar.model.calibrate import curves
from khabar.model.decode import Limits
from khabar.model.features import COLUMNS, Features, Hint, spread
from khabar.model.labels import CHANNELS, LAYERS
from khabar.model.pieces import Pieces, window_of
from khabar.model.scores import Scores, Seen, Tables, plan
from khabar.model.tokeniser import Tokeniser
from khabar.record.curve import Curve

GRAPH, TABLES, VOCABULARY, META = "network.onnx", "tables.npz", "vocabulary.json", "model.json"
WEIGHTS = Path(__file__).with_name("weights")


class ModelError(KhabarError):
    """The model's files are missing, damaged, or made for another version of Khabar."""


@dataclass(frozen=True, slots=True)
class Model:
    """A loaded model: `session` is an onnxruntime session; `version` names the weights in every `why`."""

    version: str
    tokeniser: Tokeniser
    tables: Tables
    limits: Limits
    session: Any
    curves: dict[str, Curve]
    meta: dict[str, Any]

    def scores(self, pieces: Pieces, features: Features, hints: Sequence[Hint] = ()) -> Scores:
        """The network's scores for one report."""
        return Scores(pieces, [self._window(pieces, features, *w) for w in plan(pieces)], self.tables, hints)

    def _window(self, pieces: Pieces, features: Features, first: int, last: int) -> Seen:
        window = window_of(pieces.cut(first, last))
        given = {"ids": window.ids, "owner": window.owner, "first": window.first, "last": window.last}
        feed = {name: value.astype(np.int64) for name, value in given.items()}
        return Seen(first, last, *self.session.run(None, feed | {"features": spread(features[first:last])}))


def load(folder: Path = WEIGHTS, threads: int = 1) -> Model:
    """Loads a model's files. Raises ModelError when one is missing or does not fit this version."""
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        vocabulary = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
        with np.load(folder / TABLES) as arrays:
            tables = Tables(**{k: v.astype(np.float32) for k, v in arrays.items()})
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"cannot read the model: {error}", str(folder)) from error
    _check(meta, folder)
    return Model(
        meta["version"],
        Tokeniser.of(vocabulary["pieces"], vocabulary["scores"]),
        tables,
        Limits(**{k: v for k, v in meta["limits"].items() if k in Limits.__slots__}),
        _session(folder / GRAPH, threads),
        curves(meta["curves"]),
        meta,
    )


def _check(meta: dict[str, Any], folder: Path) -> None:
    for name, ours in (("layers", LAYERS), ("channels", list(CHANNELS)), ("columns", COLUMNS)):
        if meta[name] != ours:
            raise ModelError(f"made for other {name} than this version of Khabar: train it again", str(folder / META))


def _session(graph: Path, threads: int) -> Any:
    try:
        import onnxruntime
    except ImportError as error:
        raise ModelError("the model reader needs onnxruntime: pip install khabar[model]") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a plan for every length of window met: 45 MB after 500 reports, and no faster
    if threads > 1:  # threads that spin while they wait take the processor from each other
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ModelError(f"cannot load the network: {error}", str(graph)) from error
