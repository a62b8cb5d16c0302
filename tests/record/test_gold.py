"""Annotations: spans by quotation, and faults that are all named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.evaluate import measure, scores
from khabar.record.gold import Fault, load, load_folder, locate


@pytest.mark.parametrize(
    ("words", "span"),
    [("ب", (2, 3)), ("ب@2", (6, 7)), ("ا ب … ب", (0, 7)), ("ج … ب", (4, 7))],
)
def test_locate(words: str, span: tuple[int, int]) -> None:
    assert locate("ا ب ج ب", words) == span


def test_locate_fails() -> None:
    with pytest.raises(Fault):
        locate("ا ب", "ج")
    with pytest.raises(Fault):
        locate("ا ب", "ب@2")


def test_all_faults_are_named(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("قال الوزير شيئا", encoding="utf-8")
    (tmp_path / "x.yaml").write_text(
        'id: x\npublished: 2024-01-01\nevents:\n  - {id: v1, trigger: "نفى", type: kill}\n'
        '  - {id: v2, trigger: "قال", type: sing}\nplaces:\n  - {span: "بغداد", name_en: B, level: city, lat: 1, lon: 1}\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        load(tmp_path / "x.yaml")
    assert all(part in str(error.value) for part in ("v1", "v2", "بغداد"))


def test_bundled_annotation_compiles(samples: Path) -> None:
    assert [g["id"] for g in load_folder(samples)] == ["hawija-a", "hawija-b"]


def test_offsets_without_the_unnamed_source(tmp_path: Path, samples: Path) -> None:
    """An annotation made elsewhere, or joined from offsets, need not list `unknown` for its attributions to name it."""
    gold = next(load_folder(samples))
    gold["attributions"][0]["who"] = "unknown"
    del gold["sources"]["unknown"]
    path = tmp_path / "x.json"
    path.write_text(json.dumps(gold), encoding="utf-8")
    assert scores(measure([(load(path), None)]))["attribution.who"].n == len(gold["attributions"])
    path.write_text('{"id": "x", "text": "خبر"}', encoding="utf-8")
    with pytest.raises(InputError, match="attributions"):
        load(path)


def test_same_offsets_as_the_reference_compiler(khabar_shared: Path) -> None:
    for path in sorted((khabar_shared / "gold").glob("*/*.yaml")):
        assert load(path) == json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), path
