"""What `khabar train` does: a model of one's own from annotated reports, on a processor or a GPU (extra `[train]`).

The lexicon reader's opinion is part of the network's input; this module gets the function that makes it from the
command line's side, since the model may not import the extractors.
"""

from __future__ import annotations

import itertools
import json
import lzma
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from khabar.errors import KhabarError
from khabar.model.annotation import GoldReport, read_all
from khabar.model.examples import Example, example_of
from khabar.model.features import Opinion, features, hints
from khabar.model.tokeniser import Tokeniser
from khabar.text.document import Document

if TYPE_CHECKING:
    from khabar.model.net import Network
    from khabar.model.train import Trainer

#: Text, date, outlet → the document as the pipeline sees it, and the lexicon reader's opinion of it.
Prepare = Callable[[str, str | None, str | None], tuple[Document, Opinion]]
Prepared = list[tuple[GoldReport, Document, Example]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The command's arguments."""

    data: list[Path]
    out: Path
    base: Path
    dev: list[Path]
    layers: int
    epochs: int
    minutes: float
    seed: int
    threads: int
    resume: bool
    grammar: Path | None
    composed: int
    reports: Path | None
    adapt_minutes: float
    rate: float
    version: str


def run(choice: Choice, prepare: Prepare, say: Callable[[str], None] = typer.echo) -> None:
    """Trains and exports. Raises KhabarError when torch or a file is missing, or an annotation is faulty."""
    torch = _torch()
    torch.set_num_threads(choice.threads)
    choice.out.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network, pieces, scores = _start(choice)
    tokeniser = Tokeniser.of(pieces, scores)
    train = examples(_reports(choice), prepare, tokeniser)
    dev = examples(read_all(choice.dev), prepare, tokeniser)
    say(f"{len(train)} reports to learn, {len(dev)} to measure on; {device.type}; first {choice.layers} layers")
    checkpoint = choice.out / "checkpoint.pt"
    if choice.reports is not None and not (choice.resume and checkpoint.exists()):
        _adapt(network, choice, tokeniser, device, say)
    trainer = _trainer(network, choice, train, device)
    if choice.resume and checkpoint.exists():
        trainer.resume(checkpoint)
        say(f"going on after epoch {trainer.done}")
    begun = time.monotonic()
    trainer.run(say, lambda t: _measure(t, dev, say), checkpoint)
    _export(trainer, choice, pieces, scores, len(train), time.monotonic() - begun, dev)
    say(f"model written to {choice.out}")


def examples(reports: Iterable[GoldReport], prepare: Prepare, tokeniser: Tokeniser) -> Prepared:
    """Reports with their documents and training arrays."""
    out: Prepared = []
    for report in reports:
        doc, opinion = prepare(report.text, report.published, report.outlet)
        example = example_of(report, doc, tokeniser, features(doc, opinion))
        example.hints = hints(doc, opinion)
        out.append((report, doc, example))
    return out


def _torch() -> Any:
    try:
        import torch
    except ImportError as error:
        raise KhabarError("training needs torch: pip install khabar[train]") from error
    return torch


def _reports(choice: Choice) -> Iterator[GoldReport]:
    from khabar.model.compose import Grammar

    yield from read_all(choice.data)
    if choice.grammar is not None:
        yield from Grammar(choice.grammar).reports(choice.composed, choice.seed)


def _start(choice: Choice) -> tuple[Network, list[str], list[float]]:
    """A network with the base's weights, and its vocabulary (the one in the folder when resuming)."""
    from khabar.model.base import load, vocabulary
    from khabar.model.features import SIZES
    from khabar.model.net import Network, Shape
    from khabar.text.tokens import tokenise

    base = load(choice.base)
    texts = itertools.chain((r.text for r in read_all(choice.data)), _unlabelled(choice.reports, 5000))
    words = (t.text for text in texts for line in text.splitlines() for t in tokenise(line, 0, len(line), 0, 0))
    pieces, scores, rows = vocabulary(base, words)
    shape = Shape(
        len(pieces), SIZES, base.hidden, min(choice.layers, base.layers), base.heads, base.feed, base.positions
    )
    network = Network(shape)
    network.start_from(base, rows)
    return network, pieces, scores


def _unlabelled(path: Path | None, most: int | None = None) -> Iterator[str]:
    """Texts of a JSON-lines file."""
    if path is None:
        return
    opener: Any = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, most):
            yield str(json.loads(line)["text"])


def _adapt(network: Network, choice: Choice, tokeniser: Tokeniser, device: Any, say: Callable[[str], None]) -> None:
    from khabar.model.pretrain import adapt, running_text

    text = running_text(_unlabelled(choice.reports), tokeniser)
    say(f"adapting to {len(text)} pieces for {choice.adapt_minutes} minutes")
    batch, length = (128, 512) if device.type == "cuda" else (8, 256)
    adapt(network, text, device, choice.adapt_minutes * 60, say, batch=batch, length=length)


def _trainer(network: Network, choice: Choice, train: Prepared, device: Any) -> Trainer:
    from khabar.model.train import Plan, Trainer

    plan = Plan(
        epochs=choice.epochs,
        rate=choice.rate,
        seconds=choice.minutes * 60,
        pieces=6000 if device.type == "cuda" else 2000,
        seed=choice.seed,
    )
    return Trainer(network, plan, [x[2] for x in train], device)


def _measure(trainer: Trainer, dev: Prepared, say: Callable[[str], None]) -> None:
    from khabar.model.train import evaluate

    if dev:
        row = evaluate(trainer.average, dev, trainer.device).row()
        say("  dev F1: " + "  ".join(f"{layer} {value:.3f}" for layer, value in row.items()))


def _export(
    trainer: Trainer,
    choice: Choice,
    pieces: Sequence[str],
    scores: Sequence[float],
    count: int,
    seconds: float,
    dev: Prepared,
) -> None:
    from khabar.model.decode import Limits
    from khabar.model.distil import windows
    from khabar.model.export import export
    from khabar.model.train import calibration

    curves = calibration(trainer.average, dev, trainer.device)
    typical = windows(trainer.examples[:20])
    made = {"reports": count, "epochs": trainer.done, "seed": choice.seed, "seconds": round(seconds), "on": trainer.device.type}
    export(trainer.average, pieces, scores, choice.out, choice.version, Limits(), curves, made, typical)
