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
from khabar.model.labels import offsets
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


def test_annotators_who_differ_are_told_apart_and_the_first_one_s_way_is_read(kept: list) -> None:  # type: ignore[type-arg]
    ours = [k[2] for k in kept]
    sparing = [replace(e, hand=1, tags=e.tags | {"trigger": np.zeros_like(e.tags["trigger"])}) for e in ours]  # marks no events at all
    network = _network()
    network.tell_apart(2)
    trainer = Trainer(network, _plan(40), [*ours, *sparing], CPU)
    trainer.run(lambda _: None)
    b = collate([ours[0], sparing[0]])
    with torch.no_grad():
        trigger = offsets()["trigger"]
        told = network.eval()(b.ids, b.mask, b.owner, b.first, b.last, b.features, b.hand)[0][..., trigger]
        folded = network.as_first_hand()(b.ids, b.mask, b.owner, b.first, b.last, b.features)[0][..., trigger]
    marked = [int((t.argmax(-1) > 0).sum()) for t in told]
    assert marked[0] > 2 * marked[1]
    assert torch.allclose(folded[0], told[0], atol=1e-4)
    assert torch.allclose(folded[1], told[0], atol=1e-4), "without being told, the first one's way"


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


def _exported(kept: list, folder: Path) -> Network:  # type: ignore[type-arg]
    """A small network that has learnt, exported with smoothing and int8 as the shipped one is."""
    from khabar.model.export import export
    from khabar.model.tokeniser import SPECIALS

    network = _trained([k[2] for k in kept], 15)[0].network.eval()
    vocabulary = letters()
    by_id = {i: (p, s) for p, (i, s) in vocabulary.pieces.items()}
    names = [*SPECIALS, *(by_id[i][0] for i in range(len(SPECIALS), len(vocabulary)))]
    scores = [0.0] * 5 + [by_id[i][1] for i in range(5, len(vocabulary))]
    export(network, names, scores, folder, "t", Limits(), typical=windows([k[2] for k in kept[:2]]))
    return network


def test_the_exported_graph_says_what_the_network_says(kept: list, tmp_path: Path) -> None:  # type: ignore[type-arg]
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx")
    from khabar.model.read_torch import scores_of
    from khabar.model.runtime import load

    network = _exported(kept, tmp_path)
    example = kept[0][2]
    mine = scores_of(network, [example], CPU)[0]
    theirs = load(tmp_path).scores(example.pieces, example.features)
    agree = (mine.layer("trigger").argmax(1) == theirs.layer("trigger").argmax(1)).mean()
    assert agree > 0.97


def test_an_exported_model_can_be_unpacked_and_learn_on(kept: list, tmp_path: Path) -> None:  # type: ignore[type-arg]
    pytest.importorskip("onnx")
    from khabar.model.unpack import unpack

    network = _exported(kept, tmp_path)
    back, pieces, _, meta = unpack(tmp_path)
    assert (len(pieces), meta["version"]) == (network.shape.vocabulary, "t") and back.shape == network.shape
    for (name, mine), theirs in zip(network.named_parameters(), back.parameters(), strict=True):
        step = mine.abs().max() / 127.0  # one step of int8, per output row at most
        assert torch.allclose(mine, theirs, atol=float(step) + 1e-6), name
    before = evaluate(network, kept, CPU, Limits(alone=0.45)).f1("trigger")
    assert evaluate(back, kept, CPU, Limits(alone=0.45)).f1("trigger") == pytest.approx(before, abs=0.03)
    said: list[str] = []
    Trainer(back, _plan(5), [k[2] for k in kept], CPU, fresh=False).run(said.append)
    assert _loss(said[-1]) < _loss(said[0])


def test_the_shipped_model_unpacks_to_a_network_that_agrees_with_it() -> None:
    pytest.importorskip("onnx")
    from khabar.cli.train import prepare
    from khabar.model.features import hints
    from khabar.model.read_torch import scores_of
    from khabar.model.reader import shipped
    from khabar.model.runtime import WEIGHTS
    from khabar.model.train_cli import examples
    from khabar.model.unpack import unpack

    network = unpack(WEIGHTS).network
    model = shipped()
    report = next(iter(Grammar(GRAMMAR).reports(1, seed=9)))
    ((_, doc, example),) = examples([report], prepare, model.tokeniser)
    theirs = model.scores(example.pieces, example.features, hints(doc, prepare(report.text, None, None)[1]))
    mine = scores_of(network.eval(), [example], CPU)[0]
    for layer in ("trigger", "cue", "place", "time"):
        a, b = mine.layer(layer), theirs.layer(layer)
        assert (a.argmax(1) == b.argmax(1)).mean() > 0.98
        assert float(np.abs(a - b).mean()) < 0.01, layer


def test_unpacking_names_the_faulty_file(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    import shutil

    from khabar.model.runtime import GRAPH, WEIGHTS, ModelError
    from khabar.model.unpack import unpack

    with pytest.raises(ModelError, match=r"model\.json"):
        unpack(tmp_path)
    shutil.copytree(WEIGHTS, tmp_path / "m")
    (tmp_path / "m" / GRAPH).write_bytes(b"no graph")
    with pytest.raises(ModelError, match=GRAPH):
        unpack(tmp_path / "m")
