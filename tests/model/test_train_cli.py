"""`khabar train` from end to end, going on from a very small model."""
# ruff: noqa: E402 (the imports need an extra that may be missing)

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

torch = pytest.importorskip("torch", reason="training needs torch (extra [train])")
pytest.importorskip("onnx", reason="training needs onnx (extra [train])")

from khabar.cli import app
from khabar.errors import KhabarError
from khabar.model import reader
from khabar.model.decode import Limits
from khabar.model.export import export
from khabar.model.features import SIZES
from khabar.model.net import Network, Shape
from khabar.model.runtime import META, load
from khabar.model.tokeniser import SPECIALS
from khabar.record.curve import Curve

from .made import REPORTS, letters

TEXT = "قال العقيد سامي الراوي إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس."


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of two small layers that has learnt nothing."""
    torch.manual_seed(1)
    vocabulary = letters()
    names = sorted(vocabulary.pieces, key=lambda p: vocabulary.pieces[p][0])
    names = [*SPECIALS, *(n for n in names if n not in SPECIALS)]
    network = Network(Shape(len(names), SIZES, hidden=48, layers=2, heads=4, feed=96, positions=1024, dropout=0.0))
    with torch.no_grad():  # no two parameters alike: the graph's writer would keep one of them
        for parameter in network.parameters():
            parameter += 0.02 * torch.randn_like(parameter)
    folder = tmp_path_factory.mktemp("start")
    scores = [0.0] * len(SPECIALS) + [-5.0] * (len(names) - len(SPECIALS))
    export(network, names, scores, folder, "tiny", Limits(cue=0.37), {"place": Curve(0.5, 0.1)})
    return folder


@pytest.fixture(scope="module")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("annotated")
    for name in ("w001", "w002", "w003"):
        for suffix in (".txt", ".yaml"):
            shutil.copy(REPORTS / f"{name}{suffix}", folder)
    return folder


def _train(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["train", *map(str, arguments)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_training_goes_on_from_a_model_and_khabar_reads_with_the_new_one(
    start: Path, annotated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_out = tmp_path / "left-out.txt"
    left_out.write_text("# measured on\nw002\n", encoding="utf-8")
    code, said = _train(annotated, "--out", tmp_path / "own", "--start", start, "--epochs", "1", "--except", left_out, "--name", "mine")
    assert code == 0, said
    assert "2 reports to learn" in said and "2 layers from tiny" in said
    meta = json.loads((tmp_path / "own" / META).read_text(encoding="utf-8"))
    assert (meta["version"], meta["made"]["start"], meta["limits"]["cue"], meta["curves"]["place"]) == ("mine", "tiny", 0.37, [0.5, 0.1])
    monkeypatch.setenv("KHABAR_MODEL", str(tmp_path / "own"))
    reader.shipped.cache_clear()
    try:
        assert reader.shipped().version == "mine"
    finally:
        reader.shipped.cache_clear()


def test_a_teacher_labels_unlabelled_reports(start: Path, annotated: Path, tmp_path: Path) -> None:
    unlabelled = tmp_path / "news.jsonl"
    unlabelled.write_text("".join(json.dumps({"text": TEXT * n}) + "\n" for n in (1, 2, 3)), encoding="utf-8")
    code, said = _train(annotated, "--out", tmp_path / "own", "--start", start, "--teacher", start, "--reports", unlabelled,
                        "--taught", "2", "--epochs", "1")  # fmt: skip
    assert code == 0, said
    assert "1 teachers read 2 windows" in said
    assert load(tmp_path / "own").meta["made"]["teachers"] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "either --base FILE or --start FOLDER"),
        (["--start", "no-such-folder"], "no-such-folder"),
        (["--start", "START", "--except", "no-such-list"], "no-such-list"),
        (["--start", "START", "--teacher", "START"], "--reports FILE"),
    ],
)
def test_what_is_missing_is_told_in_one_line(arguments: list[str], told: str, start: Path, annotated: Path, tmp_path: Path) -> None:
    given = [str(start) if a == "START" else a for a in arguments]
    with pytest.raises(KhabarError) as raised:
        _train(annotated, "--out", tmp_path / "own", *given)
    assert told in str(raised.value) and "\n" not in str(raised.value)
    assert raised.value.exit_code == 2
    assert not (tmp_path / "own" / META).exists()


def test_each_folder_may_be_the_work_of_other_hands(start: Path, annotated: Path, tmp_path: Path) -> None:
    code, said = _train(annotated, annotated, "--hands", "--out", tmp_path / "own", "--start", start, "--epochs", "1")
    assert code == 0, said
    assert "6 reports to learn" in said
    assert load(tmp_path / "own").version == "own", "what is exported knows one hand and reads as any other"
