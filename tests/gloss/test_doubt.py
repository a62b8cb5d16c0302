"""A doubtful doer or target is told with a question mark, in the sentences and where the derivation is printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from khabar.cli.view import report_view
from khabar.explain import Step, explain
from khabar.pipeline import read
from khabar.record import Claim, Record, from_json, to_json
from tests.gloss.made import place, report

TEXT = "هاجم مسلحون قرية ذيبان، وأصيب ثلاثة جنود."


def _told(agent: float | None, target: float | None) -> Claim:
    made = report(TEXT, [{"trigger": "هاجم", "type": "attack", "agent": ["مسلحون"], "target": ["ثلاثة جنود"]}])
    (event,) = made.events
    agents, targets = (tuple(replace(f, score=score) for f in role) for role, score in ((event.agent, agent), (event.target, target)))
    (claim,) = made._replace(events=(replace(event, agent=agents, target=targets),)).claims()
    return claim


@pytest.mark.parametrize(
    ("agent", "target", "english"),
    [
        (None, None, "Gunmen attacked 3 soldiers."),
        (0.9, 0.6, "Gunmen attacked 3 soldiers."),
        (0.4, 0.9, "Gunmen (?) attacked 3 soldiers."),
        (0.9, 0.59, "Gunmen attacked 3 soldiers (?)."),
    ],
)
def test_a_question_mark_stands_behind_what_is_doubtful(agent: float | None, target: float | None, english: str) -> None:
    assert _told(agent, target).statement == english


def test_in_arabic_too() -> None:
    assert "مسلحين (؟)" in _told(0.4, 0.9).gloss_ar
    assert "؟" not in _told(0.9, None).gloss_ar


def test_the_lexicon_reader_says_how_sure_it_is() -> None:
    record = read("قصف الطيران الحربي مستشفى في مدينة الرقة، فقتل خمسة مدنيين.", published="2018-05-05", reader="lexicon")
    scores = [f.score for e in record.events for f in (*e.agent, *e.target)]
    assert scores and all(s is not None and 0 < s < 1 for s in scores)
    assert from_json(to_json(record)) == record
    assert any("in 100 such are right" in text for e in record.events for text in _texts(explain(record, e.id)))


def _texts(step: Step) -> Iterator[str]:
    yield step.text
    for part in step.parts:
        yield from _texts(part)


def test_a_record_of_before_has_no_scores_and_no_marks() -> None:
    record = read("قصف الطيران الحربي مستشفى في مدينة الرقة.", published="2018-05-05", reader="lexicon")
    old = json.loads(to_json(record))
    for event in old["events"]:
        for filler in (*event["agent"], *event["target"]):
            del filler["score"]
    again = from_json(json.dumps(old))
    assert not any(f.doubtful for e in again.events for f in (*e.agent, *e.target))


def test_the_view_explains_its_question_marks() -> None:
    record = read("قصف الطيران الحربي مستشفى في مدينة الرقة.", published="2018-05-05", reader="lexicon")

    def shown(sentence: str) -> str:
        return _printed(replace(record, claims=tuple(replace(c, gloss=sentence, statement=sentence) for c in record.claims)))

    assert "(?): doubtful" in shown("The air force (?) shelled a hospital.")
    assert "doubtful" not in shown("The air force shelled a hospital.")


def test_an_act_of_less_than_even_odds_is_marked_in_the_view() -> None:
    record = read("قصف الطيران الحربي مستشفى في مدينة الرقة.", published="2018-05-05", reader="lexicon")

    def shown(score: float) -> str:
        return _printed(replace(record, events=tuple(replace(e, why=e.why.but(score=score)) for e in record.events)))

    assert "── (?) The aircraft bombed a hospital" in shown(0.49)
    assert "(?)" not in shown(0.5)


def _printed(record: Record) -> str:
    console = Console(width=120, record=True, file=StringIO())
    console.print(report_view(record, "x"))
    return console.export_text()


def test_a_place_that_only_another_sentence_names_is_doubtful() -> None:
    def told(text: str) -> Claim:
        made = report(text, [{"trigger": "مقتل", "type": "kill", "target": ["ثلاثة جنود"], "place": "p1"}], places=(place(text, 1, "الرقة", "Raqqa", "SY"),))
        return made.claims()[0]

    assert told("مقتل ثلاثة جنود في الرقة.").statement == "3 soldiers were killed in Raqqa."
    far = told("وصلت التعزيزات إلى الرقة. وأعلن الجيش مقتل ثلاثة جنود.")
    assert far.statement == "3 soldiers were killed in Raqqa (?)."
    assert far.gloss_ar is not None and "الرقة (؟)" in far.gloss_ar
