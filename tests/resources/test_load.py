"""Resource files: faults are named with file and line, and with a suggestion."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import ResourceError
from khabar.resources.load import check_ids, load_file

HEAD = 'kind: word\norigin:\n  who: a\n  when: "2026"\n  licence: Apache-2.0\nentries:\n'
GOOD = "  - id: word.set.one\n    forms:\n      - كلمة\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file(tmp_path: Path) -> None:
    kind, found = load_file(written(tmp_path, HEAD + GOOD), "x.yaml")
    assert (kind, [e.id for e in found], found[0].at) == ("word", ["word.set.one"], "x.yaml:7")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + GOOD.replace("forms", "froms"), r"x.yaml:8: unknown key 'froms' \(did you mean 'forms'\?\)"),
        (HEAD.replace("word", "wrod", 1) + GOOD, r"x.yaml:1: unknown kind 'wrod' \(did you mean 'word'\?\)"),
        (HEAD + GOOD.replace("word.set.one", "Word One"), r"x.yaml:7: id 'Word One' must look like"),
        (HEAD + GOOD + "    forms:\n      - b\n", "x.yaml:10: key 'forms' given twice"),
        (HEAD + GOOD.replace("كلمة", "12"), r"x.yaml:8: Expected `str`, got `int`"),
        (HEAD + GOOD.replace("كلمة", "e\u0301"), "x.yaml:9: .* is not in Unicode form NFC"),
        (HEAD.replace("origin:\n  who: a\n  when: \"2026\"\n  licence: Apache-2.0\n", "") + GOOD, "x.yaml:3: word.set.one has no origin"),
        (HEAD + "  - id: [", r"x.yaml:\d+: "),
        ("- a\n", "x.yaml:1: a resource file is a mapping"),
        (HEAD.replace("entries:", "entrys:") + GOOD, "x.yaml:6: unknown key 'entrys'"),
    ],
)
def test_faults(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ResourceError, match=says):
        load_file(written(tmp_path, text), "x.yaml")


def test_ids_are_unique(tmp_path: Path) -> None:
    _, found = load_file(written(tmp_path, HEAD + GOOD + GOOD), "x.yaml")
    with pytest.raises(ResourceError, match=r"x.yaml:10: id 'word.set.one' stands already at x.yaml:7"):
        check_ids(found)
