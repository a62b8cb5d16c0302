"""Training in small: it learns, goes on where it stopped, teaches a pupil, and exports what it learnt."""
# ruff: noqa: E402 (the imports need an extra that may be missing)

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs torch (extra [train])")

from khabar.model.batches import Noise, collate, crop, part
from khabar.model.compose import Grammar
from khabar.model.decode import Limits
from khabar.model.distil import lay_out, soft_loss, teach, windows
from khabar.model.examples import Example, example_of
from khabar.model.features import SIZES, features
from khabar.model.net import Network, Shape
from khabar.model.pieces import length_of
from khabar.model.train import Plan, Trainer, evaluate
from khabar.text.document import document

from .made import GRAMMAR, letters

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def kept() -> list:  # type: ignore[type-arg]
    out = []
    for report in Grammar(GRAMMAR).reports(4, seed=3):
        doc = document(report.text)
        out.append((report, doc, example_of(report, doc, letters(), features(doc))))
    return out


def _network() -> Network:
    torch.manual_seed(1)
    return Network(Shape(len(letters()), SIZES, hidden=48, layers=2, heads=4, feed=96, positions=1024, dropout=0.0))


def _plan(epochs: int) -> Plan:
    return Plan(epochs=epochs, rate=2e-3, head_rate=2e-3, pieces=900, average=0.5, noise=Noise(0.0, 0.0, 0.0, 0.0))


def _trained(examples: list[Example], epochs: int) -> tuple[Trainer, list[str]]:
    said: list[str] = []
    trainer = Trainer(_network(), _plan(epochs), examples, CPU)
    trainer.run(said.append)
    return trainer, said


def _loss(line: str) -> float:
    return float(line.split("loss ")[1].split()[0])


def test_it_learns_what_it_sees(kept: list) -> None:  # type: ignore[type-arg]
    trainer, said = _trained([k[2] for k in kept], 40)
    assert _loss(said[-1]) < 0.35 * _loss(said[0])
    assert evaluate(trainer.network, kept, CPU, Limits(alone=0.45)).f1("trigger") > 0.6


def test_a_checkpoint_goes_on_as_if_nothing_happened(kept: list, tmp_path: Path) -> None:  # type: ignore[type-arg]
    examples = [k[2] for k in kept]
    whole, _ = _trained(examples, 4)
    first = Trainer(_network(), _plan(4), examples, CPU)
    first.plan = replace(first.plan, epochs=4)
    first.run(lambda _: None, lambda t: t.save(tmp_path / "c.pt") if t.done == 2 else None)
    second = Trainer(_network(), _plan(4), examples, CPU)
    second.resume(tmp_path / "c.pt")
    second.run(lambda _: None)
    for a, b in zip(whole.network.parameters(), second.network.parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-5)


def test_a_pupil_comes_nearer_to_its_teacher(kept: list) -> None:  # type: ignore[type-arg]
    teacher = _trained([k[2] for k in kept], 15)[0].network.eval()
    taught = [teach([teacher], u, CPU) for u in lay_out(windows([k[2] for k in kept]), 2)]
    for t in taught:
        for asked in t.batch.asked:
            assert torch.allclose(asked.right.float().sum(-1), torch.ones(()), atol=0.02)

    def distance(network: Network) -> float:
        t = taught[0]
        b = t.batch
        with torch.no_grad():
            outputs = network.eval()(b.ids, b.mask, b.owner, b.first, b.last, b.features)
        return sum(float(v.detach()) for v in soft_loss(network, outputs, t).values())

    pupil = Trainer(_network(), _plan(25), [kept[0][2]], CPU, taught)
    before = distance(pupil.network)
    pupil.run(lambda _: None)
    assert distance(teacher) < distance(pupil.network) < 0.7 * before


def test_crops_keep_pointers_inside(kept: list) -> None:  # type: ignore[type-arg]
    chance = np.random.default_rng(2)
    for _, _, example in kept:
        for _ in range(20):
            cut = crop(example, 200, chance, 0.5)
            assert length_of(cut.pieces) <= 200
            count = len(cut.pieces)
            assert all(0 <= p.row < count and all(0 <= t < count for t in p.targets) for p in cut.pointers)
    whole = part(kept[0][2], 0, len(kept[0][2].pieces))
    assert whole.pointers == kept[0][2].pointers


def test_padding_changes_nothing(kept: list) -> None:  # type: ignore[type-arg]
    network = _network().eval()
    short, long = sorted((k[2] for k in kept), key=lambda e: len(e.pieces))[:: len(kept) - 1]
    alone, both = collate([short]), collate([short, long])
    with torch.no_grad():
        a = network(alone.ids, None, alone.owner, alone.first, alone.last, alone.features)[0][0]
        b = network(both.ids, both.mask, both.owner, both.first, both.last, both.features)[0][0]
    assert torch.allclose(a, b[: len(short.pieces)], atol=1e-4)


def test_the_exported_graph_says_what_the_network_says(kept: list, tmp_path: Path) -> None:  # type: ignore[type-arg]
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from khabar.model.export import export
    from khabar.model.read_torch import scores_of
    from khabar.model.runtime import load

    network = _trained([k[2] for k in kept], 15)[0].network.eval()
    vocabulary = letters()
    by_id = {i: (p, s) for p, (i, s) in vocabulary.pieces.items()}
    from khabar.model.tokeniser import SPECIALS

    names = [*SPECIALS, *(by_id[i][0] for i in range(len(SPECIALS), len(vocabulary)))]
    export(network, names, [0.0] * 5 + [by_id[i][1] for i in range(5, len(vocabulary))], tmp_path, "t", Limits())
    model = load(tmp_path)
    example = kept[0][2]
    mine = scores_of(network, [example], CPU)[0]
    theirs = model.scores(example.pieces, example.features)
    agree = (mine.layer("trigger").argmax(1) == theirs.layer("trigger").argmax(1)).mean()
    assert agree > 0.97
