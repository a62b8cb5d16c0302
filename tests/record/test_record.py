"""The record: quotations that must hold, references that must exist, and the JSON round trip."""

from __future__ import annotations

import dataclasses
import json

import jsonschema
import pytest

from khabar.errors import RecordError, SpanError
from khabar.record import (
    Attribution,
    Claim,
    Event,
    EventCodes,
    Place,
    Quote,
    Record,
    Report,
    RoleFiller,
    Source,
    Time,
    Why,
    check,
    from_json,
    quote,
    report_id,
    schema,
    to_json,
)  # fmt: skip

TEXT = "قال الحاكم إن مسلحين هاجموا بلدة النخيل الجمعة."


def q(words: str) -> Quote:
    at = TEXT.index(words)
    return quote(TEXT, (at, at + len(words)))


def record() -> Record:
    why = Why("verb", "cue.say.qala", "cue/say.yaml:3", 0.9, "share of hits", parts=(Why("frame"),))
    town, day, armed = q("بلدة النخيل"), q("الجمعة"), q("مسلحين")
    return Record(
        1, Report(report_id(TEXT), TEXT, published="2024-03-14", published_from="argument"),
        sources=(Source("s1", "الحاكم", "person", False, (q("الحاكم").span,)),),
        attributions=(Attribution("a1", q("قال"), q("الحاكم"), "s1", (q("مسلحين هاجموا بلدة النخيل الجمعة"),), "indirect", "say", None, why),),
        places=(Place("p1", town.span, town.text, None, None, None, None, None, None, None, None, None, 0, why),),
        times=(Time("t1", day.span, day.text, "2024-03-08", "2024-03-08", "day", None, why),),
        events=(Event("v1", "attack", q("هاجموا"), "actual", "pos", (RoleFiller(armed.span, armed.text),), (), "p1", None, None,
                      "t1", (), EventCodes(), ("a1",), "g1", why),),
        claims=(Claim("c1", "g1", ("v1",), ("a1",), "s1", "Gunmen attacked Nakhil", "مسلحين هاجموا"),),
    )  # fmt: skip


def test_round_trip() -> None:
    made = record()
    assert from_json(to_json(made)) == made


def test_json_has_the_contract_s_form() -> None:
    data = json.loads(to_json(record()))
    assert data["khabar"] == 1
    assert data["attributions"][0]["cue"] == {"span": [0, 3], "text": "قال"}
    assert data["places"][0]["span"] == [28, 39]
    assert data["report"]["id"].startswith("sha256:")


def test_schema_accepts_records_and_refuses_others() -> None:
    data = json.loads(to_json(record()))
    jsonschema.validate(data, schema())
    data["events"][0]["modality"] = "wished"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema())


def test_a_span_that_does_not_quote_its_text_raises() -> None:
    with pytest.raises(SpanError):
        Quote((0, 3), "نفى").check(TEXT)
    with pytest.raises(SpanError):
        quote(TEXT, (40, 400))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("attributions", {"who": "s9"}),
        ("attributions", {"parent": "a9"}),
        ("events", {"place": "p9"}),
        ("events", {"chain": ("a9",)}),
        ("claims", {"origin": "s9"}),
    ],
)
def test_a_reference_to_nothing_raises(part: str, change: dict[str, object]) -> None:
    made = record()
    broken = dataclasses.replace(made, **{part: (dataclasses.replace(getattr(made, part)[0], **change),)})
    with pytest.raises(RecordError):
        check(broken)


def test_a_wrong_quotation_in_json_raises() -> None:
    data = json.loads(to_json(record()))
    data["events"][0]["trigger"]["text"] = "هاجم"
    with pytest.raises(SpanError, match="v1"):
        from_json(json.dumps(data))


def test_unknown_extra_keys_are_allowed() -> None:
    data = json.loads(to_json(record()))
    data["colour"] = "green"
    assert from_json(json.dumps(data)) == record()


def test_records_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        record().report.text = "x"  # type: ignore[misc]
