"""The prompts say what the schema asks for, and their example keeps to its own rules."""

from __future__ import annotations

import json
import re
from typing import get_args

import jsonschema
import pytest

from khabar.extract.times import parse_all
from khabar.llm import LlmError
from khabar.llm.answer import event_types, parse, schema
from khabar.llm.prompts import prompt
from khabar.llm.proposals import build
from khabar.record.types import Act, CountKind, Modality, Mode
from khabar.text import document

V1 = prompt("v1")


def example() -> tuple[list[str], str]:
    """Sentences and answer of the example."""
    chapter = V1.system[V1.system.index("# Example") :]
    blocks = re.findall(r"```\w+\n(.*?)\n```", chapter, re.DOTALL)
    return [re.sub(r"^\[\d+\] ", "", line) for line in blocks[0].splitlines()], blocks[1]


def test_every_type_is_explained_and_no_other() -> None:
    chapter = V1.system[V1.system.index("# Events") : V1.system.index("- `trigger`")]
    assert sorted(re.findall(r"`(\w+)`", chapter)) == sorted(event_types())


@pytest.mark.parametrize("kind", [Act, CountKind, Modality, Mode])
def test_every_value_is_named(kind: object) -> None:
    for value in get_args(kind):
        assert re.search(rf"\b{value}\b", V1.system), value


def test_every_field_is_named() -> None:
    for part in (schema(), *schema()["$defs"].values()):
        for field in part["properties"]:
            assert f"`{field}`" in V1.system, field


def test_the_example_can_be_read_as_it_stands() -> None:
    sentences, words = example()
    doc = document("\n".join(sentences))
    assert [doc.words(s.span) for s in doc.sentences] == sentences
    jsonschema.validate(json.loads(words), schema())
    answer, wrong = parse(words)
    found = build(doc, [answer], wrong, "v1 test", parse_all)
    assert found.notes == ()
    assert not any(m.why.note for layer in (found.places, found.times, found.attributions, found.events) for m in layer)
    assert (len(found.attributions), len(found.events), len(found.places), len(found.times)) == (5, 6, 3, 1)
    assert [a.parent for a in found.attributions] == [None, None, None, None, 3]
    assert [(c.min, c.max, c.approx) for e in found.events for c in e.count] == [(2, 2, False), (15, 15, True), (3, 3, False)]


def test_templates_are_filled() -> None:
    assert "[3] نص\n[4] {sentences}" in V1.ask([(3, "نص"), (4, "{sentences}")])
    assert "الخلل" in V1.correct("الخلل")
    assert "{sentences}" in V1.question and "{fault}" in V1.correction


@pytest.mark.parametrize("version", ["v0", "..", "../v1", ""])
def test_versions_that_are_none(version: str) -> None:
    with pytest.raises(LlmError, match="no prompts"):
        prompt(version)
