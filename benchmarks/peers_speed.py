"""Words a second of processor time on one thread: Khabar's readers beside farahidi's analysis in context and Stanza's networks.

Speed only, and not for the same work: farahidi gives lemma and root of each word, Stanza tags and parses; neither says who
said what. Stanza's weights cannot be fetched here, so its tagger and parser are trained for one step on words of the texts
with made-up tags: networks of Stanza's default size with weights that know nothing, which take as long as others. Its
tokeniser, which would come first, is left out (words are given), so the real pipeline is slower than the figure.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import io
import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from khabar.pipeline import read
from khabar.text import document

Run = Callable[[list[str]], object]


def sentences(text: str) -> list[list[str]]:
    """Words of the sentences of a text."""
    doc = document(text)
    return [words for s in doc.sentences if (words := [doc.tokens[i].text for i in range(s.first, s.last)])]


def khabar_reader(reader: str) -> Run:
    """One of Khabar's readers."""
    return lambda texts: [read(t, published="2024-03-14", reader=reader, force=True) for t in texts]  # type: ignore[arg-type]


def farahidi() -> Run:
    """farahidi's analysis in context, sentence by sentence. Raises ImportError."""
    from farahidi import analyze_text

    return lambda texts: [analyze_text(" ".join(words)) for t in texts for words in sentences(t)]


def stanza(texts: list[str], folder: Path) -> Run:
    """Stanza's tagger and parser with untrained weights. Raises ImportError."""
    import torch
    from stanza import Pipeline
    from stanza.models import parser, tagger

    torch.set_num_threads(1)
    made = folder / "made.conllu"
    rows = []
    for words in [w for t in texts[:40] for w in sentences(t)][:300]:
        rows += [f"{n}\t{w}\t{w}\t{('NOUN', 'VERB', 'PART')[n % 3]}\tX{n % 20}\tCase={'Nom' if n % 2 else 'Gen'}\t{n - 1}\t{'root' if n == 1 else ('obj', 'nsubj', 'det')[n % 3]}\t_\t_"
                 for n, w in enumerate(words, 1)] + [""]
    made.write_text("\n".join(rows) + "\n", encoding="utf-8")
    common = ["--train_file", str(made), "--eval_file", str(made), "--lang", "ar", "--shorthand", "ar_made", "--max_steps", "1", "--eval_interval", "1",
              "--no_pretrain", "--save_dir", str(folder), "--batch_size", "500", "--cpu"]
    (folder / "resources.json").write_text('{"ar": {"lang_name": "Arabic"}}', encoding="utf-8")
    logging.getLogger("stanza").setLevel(logging.ERROR)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        tagger.main([*common, "--mode", "train", "--save_name", "tagger.pt"])
        parser.main([*common, "--mode", "train", "--save_name", "parser.pt"])
        pipeline = Pipeline("ar", processors="tokenize,pos,lemma,depparse", lemma_use_identity=True, tokenize_pretokenized=True, download_method=None, use_gpu=False, verbose=False, dir=str(folder),
                            allow_unknown_language=True, pos_model_path=str(folder / "tagger.pt"), depparse_model_path=str(folder / "parser.pt"),
                            pos_pretrain_path=None, depparse_pretrain_path=None)
    return lambda given: pipeline([words for t in given for words in sentences(t)])


def measured(run: Run, texts: list[str]) -> float:
    """Words a second of processor time, the second time over the first texts."""
    run(texts[:2])
    start = time.process_time()
    run(texts)
    return sum(len(t.split()) for t in texts) / (time.process_time() - start)


def main(texts: list[str], readers: list[str]) -> None:
    """Print the table."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    print("\n### Speed, words a second of processor time on one thread\n\n| | words a second |\n| --- | --- |")
    for reader in readers:
        print(f"| Khabar, {reader} reader: who said what happened, where, when | {measured(khabar_reader(reader), texts):,.0f} |", flush=True)
    try:
        version = importlib.metadata.version("farahidi")
        print(f"| farahidi {version}, analysis in context: lemma and root of each word | {measured(farahidi(), texts[:6]):,.0f} |", flush=True)
    except ImportError:
        print("speed: farahidi is not installed, left out", file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory() as folder:
            rate = measured(stanza(texts, Path(folder)), texts)
        print(f"| Stanza {importlib.metadata.version('stanza')}, tagger and parser with untrained weights, words given | {rate:,.0f} |")
    except ImportError:
        print("speed: stanza or torch is not installed, left out", file=sys.stderr)
