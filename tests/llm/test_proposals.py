"""Answers become proposals only as far as the text bears them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from khabar.extract import blocks
from khabar.extract.times import parse_all
from khabar.llm.answer import parse
from khabar.llm.proposals import build
from khabar.record import Proposals
from khabar.record.timex import Timex
from khabar.text import FRAME, Document, document
from tests.llm.stub import EMPTY, GOOD, TEXT

DOC = document(TEXT)


def read(doc: Document = DOC, *answers: dict[str, Any], **lists: Any) -> Proposals:
    made = [parse(json.dumps(a)) for a in (answers or ({**EMPTY, **lists},))]
    return build(doc, [a for a, _ in made], [r for _, wrong in made for r in wrong], "v1 test", parse_all)


def event(**fields: Any) -> dict[str, Any]:
    return {**GOOD["events"][0], "place": None, "time": None, "count": [], "target": [], **fields}


def speech(**fields: Any) -> dict[str, Any]:
    return {**GOOD["attributions"][0], **fields}


def test_a_good_answer_is_taken_up_whole() -> None:
    found = read(DOC, GOOD)
    assert found.notes == () and set(found.layers.values()) == {"llm"}
    assert [DOC.words(p.span) for p in found.places] == ["الرافدة", "الزيتون"]
    assert [(DOC.words(t.span), isinstance(t.expr, Timex)) for t in found.times] == [("مساء الجمعة", True)]
    assert [DOC.words(a.cue) for a in found.attributions] == ["قال", "وأضاف", "واتهم"]
    assert DOC.words(found.attributions[0].content[0]) == "خمسة مدنيين قُتلوا في غارة جوية على حي الزيتون مساء الجمعة"
    kill, injure = found.events
    assert kill.place == found.places[1].span == injure.place and kill.time == found.times[0].span
    assert [(c.what, c.min, c.max) for c in (*kill.count, *injure.count)] == [("killed", 5, 5), ("injured", 41, None)]
    assert kill.why.rule == "llm.event" and kill.why.entry == "v1 test"


def test_what_is_not_in_the_text_is_rejected_and_named() -> None:
    found = read(
        places=[{"at": 1, "span": "دمشق"}], times=[{"at": 1, "span": "أمس"}], events=[event(trigger="انفجار"), event()],
        attributions=[speech(cue="صرح"), speech(content=["لم يقل هذا أحد"])],
    )  # fmt: skip
    assert found.places == found.times == found.attributions == () and len(found.events) == 1
    (note,) = found.notes
    assert note.startswith("llm: 6 proposals rejected:")
    for words in ("place «دمشق»", "time «أمس»", "event «انفجار»", "attribution «صرح»", "«لم يقل هذا أحد»"):
        assert words in note


def test_a_long_note_names_the_first_and_counts_the_rest() -> None:
    (note,) = read(places=[{"at": 1, "span": f"مكان{i}"} for i in range(9)]).notes
    assert "9 proposals" in note and note.count("«") == 6 and note.endswith("and 3 more")


def test_an_event_without_one_of_its_roles_stays_and_says_so() -> None:
    found = read(events=[event(agent=["القوات المهاجمة", "طائرات مجهولة"], place="دمشق")])
    (made,) = found.events
    assert [DOC.words(a) for a in made.agent] == ["القوات المهاجمة"] and made.place is None
    assert made.why.note is not None and "agent «طائرات مجهولة»" in made.why.note and "place «دمشق»" in made.why.note
    assert "2 proposals" in found.notes[0]


def test_a_source_that_is_not_there_leaves_the_attribution_without_one() -> None:
    found = read(attributions=[speech(source="الوزير")])
    assert found.attributions[0].source is None and "source «الوزير»" in str(found.attributions[0].why.note)


def test_places_and_times_of_events_become_mentions() -> None:
    found = read(events=[event(place="الزيتون", time="الجمعة")], times=[{"at": 1, "span": "مساء الجمعة"}])
    assert [DOC.words(p.span) for p in found.places] == ["الزيتون"]
    assert found.events[0].place == found.places[0].span
    assert found.events[0].time == found.times[0].span and DOC.words(found.times[0].span) == "مساء الجمعة"


def test_nothing_is_taken_up_twice() -> None:
    found = read(DOC, GOOD, GOOD)
    once = read(DOC, GOOD)
    assert (found.places, found.times, found.events, found.attributions) == (once.places, once.times, once.events, once.attributions)
    overlapping = read(places=[{"at": 1, "span": "حي الزيتون"}, {"at": 1, "span": "الزيتون"}])
    assert len(overlapping.places) == 1 and "overlaps" in overlapping.notes[0]


def test_parents_are_indices_in_text_order() -> None:
    a, b, c = GOOD["attributions"]
    found = read(attributions=[{**c, "parent": "a1"}, {**b, "parent": "a1"}, a])
    assert [DOC.words(x.cue) for x in found.attributions] == ["قال", "وأضاف", "واتهم"]
    assert [x.parent for x in found.attributions] == [None, 0, 0]


@pytest.mark.parametrize("parents", [("a1", None, None), ("a2", "a1", None), ("a2", "a3", "a1"), ("a9", None, None)])
def test_circles_and_unknown_parents_are_no_parents(parents: tuple[str | None, ...]) -> None:
    given = [{**a, "parent": p} for a, p in zip(GOOD["attributions"], parents, strict=True)]
    found = read(attributions=given)
    assert [x.parent for x in found.attributions] == [None, None, None]
    assert len(found.attributions) == 3 and "parent of" in found.notes[0]


def test_ids_of_different_parts_are_different_ids() -> None:
    a, b, c = GOOD["attributions"]
    found = read(DOC, {**EMPTY, "attributions": [a]}, {**EMPTY, "attributions": [{**c, "id": "a1"}, {**b, "parent": "a1"}]})
    assert [x.parent for x in found.attributions] == [None, 2, None]


@pytest.mark.parametrize(
    ("span", "given", "read_as"),
    [
        ("خمسة مدنيين", {"min": 500, "max": 500}, (5, 5)), ("أكثر من 40 شخصاً", {"min": 1, "max": 2}, (41, None)),
        ("طفلان", {"min": 2, "max": 2}, (2, 2)), ("طفلان", {"min": 20, "max": 20}, None), ("طفلان", {"min": None, "max": 2}, None),
        ("القوات المهاجمة", {"min": 300, "max": 300}, None),
    ],
)  # fmt: skip
def test_numbers_are_read_from_the_words(span: str, given: dict[str, Any], read_as: tuple[int, int | None] | None) -> None:
    found = read(events=[event(count=[{"what": "killed", "span": span, "approx": False, **given}])])
    assert [(c.min, c.max) for c in found.events[0].count] == ([read_as] if read_as else [])
    assert bool(found.notes) is (read_as is None)


def test_a_share_is_no_count() -> None:
    doc = document("دمّر القصف 30 في المئة من منازل الرافدة.")
    found = read(doc, {**EMPTY, "events": [event(trigger="دمّر", type="destroy", count=[
        {"what": "other", "span": "30 في المئة", "min": 30, "max": 30, "approx": False}])]})  # fmt: skip
    assert found.events[0].count == () and "holds no number" in found.notes[0]


def test_a_clause_is_no_trigger() -> None:
    found = read(events=[event(trigger="قُتلوا في غارة جوية")])
    assert found.events == () and "a trigger is one word" in found.notes[0]


def test_nothing_happens_in_the_frame_of_a_report(samples: Path) -> None:
    doc = blocks.classify(document((samples / "hawija-a.txt").read_text(encoding="utf-8")))
    number = next(i for i, s in enumerate(doc.sentences, 1) if s.kind in FRAME)
    words = doc.words(doc.sentences[number - 1].span).split()[0]
    found = read(doc, {**EMPTY, "events": [event(at=number, trigger=words)], "attributions": [speech(at=number, cue=words, content=[words])]})
    assert found.events == found.attributions == () and found.notes[0].count("not in the report's telling") == 2
