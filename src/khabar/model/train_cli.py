"""What `khabar train` does: a model of one's own from annotated reports, on a processor or a GPU (extra `[train]`).

The lexicon reader's opinion is part of the network's input; this module gets the function that makes it from the
command line's side, since the model may not import the extractors.
"""

from __future__ import annotations

import itertools
import json
import lzma
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from khabar.errors import InputError, KhabarError
from khabar.model.annotation import GoldReport, read_all
from khabar.model.compose import Grammar
from khabar.model.examples import Example, example_of
from khabar.model.features import Opinion, features, hints
from khabar.model.tokeniser import Tokeniser
from khabar.text.document import Document

if TYPE_CHECKING:
    from khabar.model.distil import Taught
    from khabar.model.net import Network
    from khabar.model.train import Trainer

#: Text, date, outlet → the document as the pipeline sees it, and the lexicon reader's opinion of it.
Prepare = Callable[[str, str | None, str | None], tuple[Document, Opinion]]
#: Peak rates of encoder and heads: from a base, and when a trained model goes on.
RATE, HEAD_RATE = 1.5e-4, 1e-3
RATE_ON, HEAD_RATE_ON = 3e-5, 2e-4
Prepared = list[tuple[GoldReport, Document, Example]]


@dataclass(frozen=True, slots=True)
class Choice:
    """The command's arguments."""

    data: list[Path]
    out: Path
    base: Path | None
    start: Path | None
    dev: list[Path]
    leave_out: Path | None
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
    teachers: list[Path]
    taught: int
    rate: float | None
    version: str
    hands: bool = False


def run(choice: Choice, prepare: Prepare, say: Callable[[str], None] = typer.echo) -> None:
    """Trains and exports. Raises KhabarError when torch or a file is missing, or an annotation is faulty."""
    torch = _torch()
    torch.set_num_threads(choice.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    start = _start(choice)
    start.network.tell_apart(choice.hands * (len(choice.data) + 1))  # the last one's are composed
    tokeniser = Tokeniser.of(start.pieces, start.scores)
    train = examples(_reports(choice), prepare, tokeniser)
    dev = examples(read_all(choice.dev), prepare, tokeniser)
    say(f"{len(train)} reports to learn, {len(dev)} to measure on; {device.type}; {start.network.shape.layers} layers from {start.origin}")
    choice.out.mkdir(parents=True, exist_ok=True)
    checkpoint = choice.out / "checkpoint.pt"
    going_on = choice.resume and checkpoint.exists()
    if choice.reports is not None and choice.start is None and not going_on:
        _adapt(start.network, choice, tokeniser, device, say)
    taught = _taught(choice, start, prepare, tokeniser, device, say) if choice.teachers else []
    trainer = _trainer(start, choice, train, taught, device)
    if going_on:
        trainer.resume(checkpoint)
        say(f"going on after epoch {trainer.done}")
    begun = time.monotonic()
    trainer.run(say, lambda t: _measure(t, dev, say), checkpoint)
    _export(trainer, choice, start, len(train), time.monotonic() - begun, dev)
    say(f"model written to {choice.out}; KHABAR_MODEL={choice.out} makes khabar read with it")


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
    by_hand: list[Iterable[GoldReport]] = [read_all([folder]) for folder in choice.data]
    if choice.grammar is not None:
        by_hand.append(Grammar(choice.grammar).reports(choice.composed, choice.seed))
    left_out = _listed(choice.leave_out)
    for hand, reports in enumerate(by_hand):
        yield from (replace(r, hand=choice.hands * hand) for r in reports if r.id not in left_out)


def _listed(path: Path | None) -> set[str]:
    """Ids in a file, one a line; what follows # is a comment."""
    if path is None:
        return set()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", str(path)) from None
    return {name for line in lines if (name := line.partition("#")[0].strip())}


class Start(NamedTuple):
    """Where training starts: a network with its vocabulary, and the description of the model it was (None: heads are new)."""

    network: Network
    pieces: list[str]
    scores: list[float]
    meta: dict[str, Any] | None
    origin: str


def _start(choice: Choice) -> Start:
    """A trained model to go on from, or a network with the base's weights."""
    if (choice.start is None) == (choice.base is None):
        raise InputError("name where to start from: either --base FILE or --start FOLDER")
    if choice.start is not None:
        from khabar.model.unpack import unpack

        network, pieces, scores, meta = unpack(choice.start)
        network.keep_layers(choice.layers)
        return Start(network, pieces, scores, meta, str(meta["version"]))
    return _from_base(choice)


def _from_base(choice: Choice) -> Start:
    from khabar.model.base import load, vocabulary
    from khabar.model.features import SIZES
    from khabar.model.net import Network, Shape
    from khabar.text.tokens import tokenise

    assert choice.base is not None
    base = load(choice.base)
    texts = itertools.chain((r.text for r in read_all(choice.data)), _unlabelled(choice.reports, 5000))
    words = (t.text for text in texts for line in text.splitlines() for t in tokenise(line, 0, len(line), 0, 0))
    pieces, scores, rows = vocabulary(base, words)
    shape = Shape(len(pieces), SIZES, base.hidden, min(choice.layers, base.layers), base.heads, base.feed, base.positions)
    network = Network(shape)
    network.start_from(base, rows)
    return Start(network, pieces, scores, None, choice.base.name)


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


def _taught(
    choice: Choice, start: Start, prepare: Prepare, tokeniser: Tokeniser, device: Any, say: Callable[[str], None]
) -> list[Taught]:
    """The teachers' opinion on the first unlabelled reports."""
    from khabar.model.distil import lay_out, teach, windows
    from khabar.model.unpack import unpack

    if choice.reports is None:
        raise InputError("teachers need unlabelled reports: --reports FILE")
    teachers = []
    for folder in choice.teachers:
        network, pieces, _, _ = unpack(folder)
        if pieces != start.pieces:
            raise InputError("has another vocabulary than the network it shall teach", str(folder))
        teachers.append(network.to(device).eval())
    texts = enumerate(_unlabelled(choice.reports, choice.taught))
    cut = windows(e for _, _, e in examples((GoldReport(str(i), t, (), (), (), ()) for i, t in texts), prepare, tokeniser))
    say(f"{len(teachers)} teachers read {len(cut)} windows")
    size = 24 if device.type == "cuda" else 4
    return [teach(teachers, u, device) for u in lay_out(cut, size)]


def _trainer(start: Start, choice: Choice, train: Prepared, taught: list[Taught], device: Any) -> Trainer:
    from khabar.model.train import Plan, Trainer

    new = start.meta is None
    plan = Plan(
        epochs=choice.epochs,
        rate=choice.rate or (RATE if new else RATE_ON),
        head_rate=HEAD_RATE if new else HEAD_RATE_ON,
        seconds=choice.minutes * 60,
        pieces=6000 if device.type == "cuda" else 2000,
        seed=choice.seed,
    )
    return Trainer(start.network, plan, [x[2] for x in train], device, taught, fresh=new)


def _measure(trainer: Trainer, dev: Prepared, say: Callable[[str], None]) -> None:
    from khabar.model.train import evaluate

    if dev:
        row = evaluate(trainer.average, dev, trainer.device).row()
        say("  dev F1: " + "  ".join(f"{layer} {value:.3f}" for layer, value in row.items()))


def _export(trainer: Trainer, choice: Choice, start: Start, count: int, seconds: float, dev: Prepared) -> None:
    from khabar.model.calibrate import curves
    from khabar.model.decode import Limits
    from khabar.model.distil import windows
    from khabar.model.export import export
    from khabar.model.train import calibration

    old = start.meta or {"limits": {}, "curves": {}}
    fitted = curves(old["curves"]) | calibration(trainer.average, dev, trainer.device)
    typical = windows(trainer.examples[:20])
    made = {"start": start.origin, "reports": count, "epochs": trainer.done, "seed": choice.seed, "teachers": len(choice.teachers),
            "seconds": round(seconds), "on": trainer.device.type}  # fmt: skip
    limits = Limits(**{k: v for k, v in old["limits"].items() if k in Limits.__slots__})
    export(trainer.average.as_first_hand(), start.pieces, start.scores, choice.out, choice.version, limits, fitted, made, typical)
