"""A report through the whole reader: questions, corrections, halves, the cache, and the record in the end."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from khabar import pipeline
from khabar.extract import blocks
from khabar.extract.times import parse_all
from khabar.llm import AnswerError, LlmError, propose
from khabar.llm.reader import parts
from khabar.record import check, from_json, to_json
from khabar.text import document, with_blocks
from tests.llm.conftest import Talk
from tests.llm.stub import EMPTY, GOOD, TEXT, Sent, Stub, Turn, says

DOC = document(TEXT)
Make = Callable[..., Talk]


def numbers(sent: Sent) -> list[int]:
    return [int(n) for n in re.findall(r"^\[(\d+)\]", sent.question, re.MULTILINE)]


def test_the_record_of_a_report(stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, value in {"URL": stub.url, "MODEL": "stub-1", "CONSENT": "1", "CACHE": str(tmp_path)}.items():
        monkeypatch.setenv(f"KHABAR_LLM_{name}", value)
    events = [*GOOD["events"], {**GOOD["events"][0], "trigger": "انفجار"}]
    stub.turns = [says({**GOOD, "events": events})]
    record = pipeline.read(TEXT, published="2024-03-16", reader="llm")
    check(record)
    assert from_json(to_json(record)) == record
    assert record.reading is not None and record.reading.reader == "llm" and set(record.reading.layers.values()) == {"llm"}
    assert [(t.start, t.end) for t in record.times] == [("2024-03-15", "2024-03-15")]
    assert [(e.type, e.chain) for e in record.events] == [("kill", ("a1",)), ("injure", ("a2",))]
    assert record.attributions[1].who == record.attributions[0].who  # وأضاف: the same speaker
    assert any("«انفجار»" in note for note in record.notes)
    assert "warning: the llm reader sends the text" in capsys.readouterr().err


def test_without_consent_the_pipeline_sends_nothing(stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {"URL": stub.url, "MODEL": "stub-1", "CACHE": str(tmp_path)}.items():
        monkeypatch.setenv(f"KHABAR_LLM_{name}", value)
    with pytest.raises(LlmError, match="nothing was sent"):
        pipeline.read(TEXT, reader="llm")
    for reader in ("auto", "lexicon"):
        pipeline.read(TEXT, reader=reader)  # type: ignore[arg-type]
    assert stub.sent == []


def test_a_malformed_answer_is_asked_for_again_with_the_fault(stub: Stub, talk: Make) -> None:
    stub.turns = [says("عذراً، هذه هي النتيجة: لا شيء"), says(GOOD)]
    found = propose(DOC, parse_all, talk().session)
    assert len(found.events) == 2 and len(stub.sent) == 2
    roles = [m["role"] for m in stub.sent[1].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert "no JSON object" in stub.sent[1].body["messages"][3]["content"]


@pytest.mark.parametrize("turn", [says('{"events": []}'), says(json.dumps(GOOD)[:-30]), Turn(body="<html>"), says("")])
def test_twice_malformed_is_a_problem_of_this_report(stub: Stub, talk: Make, turn: Turn, tmp_path: Path) -> None:
    stub.turns = [turn]
    with pytest.raises(AnswerError, match="no usable answer, asked twice"):
        propose(DOC, parse_all, talk().session)
    assert len(stub.sent) == 2
    assert not list(tmp_path.rglob("*.json"))  # nothing useless is kept


def test_a_cut_off_answer_is_asked_for_in_halves(stub: Stub, talk: Make) -> None:
    def answer(sent: Sent) -> Turn:
        shown = numbers(sent)
        if len(shown) > 1:
            return says(json.dumps(GOOD)[:200], finish="length")
        return says({name: [x for x in entries if x["at"] in shown] for name, entries in GOOD.items()})

    stub.turns = [answer]
    t = talk()
    found = propose(DOC, parse_all, t.session)
    assert [numbers(s) for s in stub.sent] == [[1, 2, 3], [1], [2, 3], [2], [3]]
    whole = propose(DOC, parse_all, t.session)
    assert whole == found and len(stub.sent) == 5  # that it was cut off is kept, too
    assert [e.type for e in found.events] == ["kill", "injure"] and len(found.attributions) == 3
    assert found.events[1].place == found.events[0].place  # a role that stands in another half


def test_a_sentence_whose_answer_is_cut_off(stub: Stub, talk: Make) -> None:
    stub.turns = [says("{", finish="length")]
    with pytest.raises(AnswerError, match="sentence 1 alone is cut off"):
        propose(DOC, parse_all, talk().session)


def test_an_answer_is_paid_for_once(stub: Stub, talk: Make, tmp_path: Path) -> None:
    first = propose(DOC, parse_all, talk().session)
    silent = talk(consent=False)
    assert propose(DOC, parse_all, silent.session) == first  # what is kept is read without sending anything
    assert len(stub.sent) == 1 and silent.warnings == []
    (file,) = (tmp_path / "cache").rglob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    assert "s3cret" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"model": "stub-2"}, {"format": "object"}, {"max_answer": 9_000}])
def test_another_question_is_another_answer(stub: Stub, talk: Make, change: dict[str, object]) -> None:
    propose(DOC, parse_all, talk().session)
    propose(DOC, parse_all, talk(**change).session)
    propose(document(TEXT + "ثم ساد الهدوء."), parse_all, talk().session)
    assert len(stub.sent) == 3


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"answer": 3}', '{"answer": "no"}'])
def test_a_damaged_cache_is_no_answer(stub: Stub, talk: Make, tmp_path: Path, damage: str) -> None:
    found = propose(DOC, parse_all, talk().session)
    (file,) = (tmp_path / "cache").rglob("*.json")
    file.write_text(damage, encoding="utf-8")
    assert propose(DOC, parse_all, talk().session) == found
    assert len(stub.sent) == 2 and json.loads(file.read_text(encoding="utf-8"))["answer"]


def test_a_cache_that_cannot_be_written_is_told_once(stub: Stub, talk: Make, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    t = talk(cache=tmp_path / "file" / "cache")
    for text in (TEXT, TEXT + "ثم ساد الهدوء."):
        assert propose(document(text), parse_all, t.session).events
    assert sum("cannot be kept" in w for w in t.warnings) == 1


def test_without_a_cache_nothing_is_written(stub: Stub, talk: Make, tmp_path: Path) -> None:
    t = talk(cache=None)
    assert propose(DOC, parse_all, t.session) == propose(DOC, parse_all, t.session)
    assert len(stub.sent) == 2 and list(tmp_path.iterdir()) == []


def test_only_what_is_read_is_sent(stub: Stub, talk: Make, samples: Path) -> None:
    stub.turns = [says(EMPTY)]
    doc = blocks.classify(document((samples / "hawija-a.txt").read_text(encoding="utf-8")))
    unread = [b for b in doc.blocks if b.kind in ("caption", "contact", "signature", "boilerplate", "byline")]
    assert unread
    propose(doc, parse_all, talk().session)
    for block in unread:
        assert doc.words(block.span) not in stub.sent[0].question
    assert "0096400000000" not in json.dumps(stub.sent[0].body)


def test_the_reporters_name_is_not_sent(stub: Stub, talk: Make) -> None:
    stub.turns = [says(EMPTY)]
    name = "كتبت سلمى الرافدي"
    doc = document(f"{name}\n{TEXT}")
    first, *rest = doc.blocks
    propose(with_blocks(doc, (replace(first, kind="byline"), *rest)), parse_all, talk().session)
    assert numbers(stub.sent[0]) == [2, 3, 4] and name not in json.dumps(stub.sent[0].body, ensure_ascii=False)


def test_long_reports_are_asked_about_in_parts(stub: Stub, talk: Make) -> None:
    stub.turns = [says(EMPTY)]
    doc = document(TEXT * 5)
    t = talk(part=400)
    propose(doc, parse_all, t.session)
    asked = [numbers(s) for s in stub.sent]
    assert len(asked) > 2 and [n for part in asked for n in part] == list(range(1, 16))
    assert parts(document(""), 400) == []


def test_an_injected_instruction_gets_nothing_but_quotations(stub: Stub, talk: Make) -> None:
    stub.turns = [says({**EMPTY, "events": [{"at": 1, "trigger": "owned", "type": "attack"}], "notes": "rm -rf"})]
    found = propose(DOC, parse_all, talk().session)
    assert found.events == () and "«owned»" in found.notes[0]
