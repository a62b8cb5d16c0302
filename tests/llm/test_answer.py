"""The form of answers: the schema that is sent, and what is made of what comes back."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from khabar.llm.answer import MalformedError, event_types, parse, schema
from khabar.record.gold import EVENT_TYPES
from tests.llm.stub import EMPTY, GOOD


def objects(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [o for p in part for o in objects(p)]
    if not isinstance(part, dict):
        return []
    return ([part] if "properties" in part else []) + [o for p in part.values() for o in objects(p)]


def test_the_schema_is_strict() -> None:
    found = objects(schema())
    assert len(found) == 5
    for part in found:
        assert part["required"] == list(part["properties"]) and part["additionalProperties"] is False
        assert not any("default" in field for field in part["properties"].values())


def test_a_good_answer_keeps_to_the_schema_and_a_wrong_one_does_not() -> None:
    jsonschema.validate(GOOD, schema())
    for broken in ({**GOOD, "extra": []}, {k: v for k, v in GOOD.items() if k != "times"},
                   {**GOOD, "events": [{**GOOD["events"][0], "type": "picnic"}]}, {**GOOD, "places": [{"at": 1}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, schema())


def test_the_types_are_the_projects() -> None:
    assert sorted(event_types()) == sorted(EVENT_TYPES)


@pytest.mark.parametrize("around", ["{}", "```json\n{}\n```", "Here it is:\n{}\nDone.", "\ufeff{}"])
def test_words_around_the_json(around: str) -> None:
    answer, rejected = parse(around.replace("{}", json.dumps(GOOD, ensure_ascii=False)))
    assert [e.trigger for e in answer.events] == ["قُتلوا", "أصيبوا"] and rejected == ()


@pytest.mark.parametrize(
    "text",
    ["", "لا أستطيع", "[]", "{}", '{"places": []}', json.dumps(GOOD)[:-40], '{"places": 1, "times": [], "attributions": [], "events": []}',
     "{" * 5_000 + "}" * 5_000, "}{", '{"a": NaN'],
)
def test_what_is_no_answer(text: str) -> None:
    with pytest.raises(MalformedError):
        parse(text)


def test_one_wrong_entry_does_not_spoil_the_others() -> None:
    events = [
        {**GOOD["events"][0], "type": "picnic"}, {**GOOD["events"][0], "modality": "perhaps"}, {"trigger": "قصف"},
        GOOD["events"][1], "قصف", None, {**GOOD["events"][0], "at": "one"},
    ]  # fmt: skip
    answer, rejected = parse(json.dumps({**EMPTY, "events": events}))
    assert [e.type for e in answer.events] == ["injure"]
    assert len(rejected) == 6 and all(r.reason.startswith("wrong form") for r in rejected)
    assert rejected[2].words == "قصف"


def test_left_out_nulls_are_nulls() -> None:
    answer, rejected = parse(json.dumps({**EMPTY, "events": [{"at": 1, "trigger": "قصف", "type": "shelling"}]}))
    assert rejected == () and answer.events[0].place is None and answer.events[0].polarity == "pos"
