"""From a reading of tokens to spans of the text."""

from __future__ import annotations

import pytest

from khabar.model.decode import FoundEvent, FoundSpeech, Reading
from khabar.model.proposals import clitics, mode_of, parent_of, proposals
from khabar.model.spans import Found, completed
from khabar.record.curve import Curve
from khabar.record.mentions import AttributionMention
from khabar.record.why import Why
from khabar.text.document import Document

from .made import doc


def _at(d: Document, words: str) -> Found:
    first, last = d.tokens_in((d.text.index(words), d.text.index(words) + len(words)))
    return Found(first, last, 0.8)


def _reading(d: Document, speeches: tuple[FoundSpeech, ...] = (), events: tuple[FoundEvent, ...] = ()) -> Reading:
    return Reading((), (), speeches, events, tuple(0 for _ in d.tokens))


def _speech(d: Document, cue: str, content: str, source: str | None = None) -> FoundSpeech:
    return FoundSpeech(_at(d, cue), "say", _at(d, source) if source else None, _at(d, content), 0.8)


def test_a_cue_inside_its_content_cuts_it_in_two() -> None:
    d = doc("الجيش، بحسب شهود، انسحب من البلدة.")
    found = proposals(d, _reading(d, (_speech(d, "بحسب", "الجيش، بحسب شهود، انسحب من البلدة", "شهود"),)), "v")
    assert [d.words(s) for s in found.attributions[0].content] == ["الجيش", "انسحب من البلدة"]


def test_a_participle_of_the_same_speaker_ends_the_content_before_it() -> None:
    d = doc("قال الوزير إن الهدنة انهارت، متهما المتمردين بقصف الأحياء.")
    speeches = (_speech(d, "قال", "الهدنة انهارت، متهما المتمردين بقصف الأحياء", "الوزير"), _speech(d, "متهما", "قصف الأحياء"))
    found = proposals(d, _reading(d, speeches), "v").attributions
    assert d.words(found[0].content[0]) == "الهدنة انهارت"
    assert found[1].parent is None


def _mention(cue: tuple[int, int], content: tuple[int, int]) -> AttributionMention:
    return AttributionMention(cue, None, (content,), "indirect", "say", None, Why("t"))


@pytest.mark.parametrize(
    ("speeches", "parent"),
    [
        ([((0, 3), (10, 50)), ((20, 23), (30, 50))], 0),  # the cue stands in the other's content
        ([((0, 4), (20, 50)), ((10, 12), (20, 50))], 0),  # a relay: نقلت A عن B
        ([((0, 4), (10, 30)), ((40, 44), (50, 60))], None),
        ([((0, 4), (10, 50)), ((41, 49), (10, 40))], None),  # … على حد قوله, at the end of the same words
    ],
)
def test_parents(speeches: list[tuple[tuple[int, int], tuple[int, int]]], parent: int | None) -> None:
    assert parent_of([_mention(*s) for s in speeches], 1) == parent


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("قال «لن نتراجع عن الحدود»", "direct"),
        ("قال إن «الجيش لن يتراجع» عن الحدود", "mixed"),
        ("قال إن «الجيش» لن يتراجع", "indirect"),
    ],
)
def test_modes(text: str, mode: str) -> None:
    d = doc(text)
    assert mode_of(d, [(text.index("«") + 1 if mode == "direct" else 7, len(text.rstrip("»")))]) == mode


def _event(d: Document, trigger: str, kind: str, counted: str, number: int = 0) -> FoundEvent:
    return FoundEvent(_at(d, trigger), kind, "actual", "pos", {"count": (_at(d, counted),)}, "other", number)


@pytest.mark.parametrize(
    ("text", "counted", "expected"),
    [
        ("قتل أكثر من 30 شخصا في الغارة", "30 شخصا", (31, None)),
        ("قتل جنديان في الغارة", "جنديان", (2, 2)),
        ("قتل جندي في الغارة", "جندي", (1, 1)),
        ("قتل ثلاثة جنود في الغارة", "ثلاثة جنود", (3, 3)),
    ],
)
def test_counts(text: str, counted: str, expected: tuple[int, int | None]) -> None:
    d = doc(text)
    count = proposals(d, _reading(d, (), (_event(d, "قتل", "kill", counted),)), "v").events[0].count[0]
    assert (count.what, count.min, count.max) == ("killed", *expected)


def test_clitics_are_cut_and_the_why_names_version_and_calibrated_score() -> None:
    d = doc("انفجرت عبوة بالموصل")
    place = Found(2, 3, 0.9)
    found = proposals(d, Reading((place,), (), (), (), (0, 0, 1)), "v9", {"place": Curve(1.0, -1.0)}).places[0]
    assert d.words(found.span) == "الموصل"
    assert found.why.entry == "v9" and found.why.score is not None and found.why.score < 0.9


@pytest.mark.parametrize(("written", "wanted", "cut"), [("للجيش", 1, 2), ("للجيش", 2, 2), ("وللجيش", 1, 3), ("الأسد", 2, 0), ("بالأسلحة", 3, 1), ("وبموسكو", 2, 2), ("لكن", 0, 0), ("للبنان", 2, 1), ("وللاجئين", 1, 2), ("للندن", 1, 1)])
def test_no_more_is_cut_than_clitics(written: str, wanted: int, cut: int) -> None:
    assert clitics(written, wanted, doc(written).opening(0)) == cut


def test_what_came_second_is_told() -> None:
    d = doc("قال العقيد سامي الراوي لضابط إن مسلحين هاجموا البلدة.")
    said = FoundSpeech(_at(d, "قال"), "say", _at(d, "العقيد سامي الراوي"), _at(d, "مسلحين هاجموا البلدة"), 0.8, _at(d, "مسلحين"))
    hit = FoundEvent(_at(d, "هاجموا"), "attack", "actual", "pos", {}, others=(("clash", 0.21),))
    found = proposals(d, _reading(d, (said,), (hit,)), "v")
    (source,), (kind,) = found.attributions[0].why.parts, found.events[0].why.parts
    assert (source.rule, source.note, source.score) == ("alternative.source", "مسلحين", 0.8)
    assert (kind.rule, kind.note, kind.score) == ("alternative.type", "clash", 0.21)


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ('قصفت حركة المقاومة "حماس" المدينة', 'حركة المقاومة "حماس', 'حركة المقاومة "حماس"'),
        ("انسحب الائتلاف (الحاكم) أمس", "الائتلاف (الحاكم", "الائتلاف (الحاكم)"),
        ('قال "الجيش" إنه انسحب', "الجيش", "الجيش"),
        ("دخل الجيش (أمس) المدينة", "الجيش", "الجيش"),
    ],
)
def test_a_phrase_ends_behind_the_mark_that_closes_what_opened_in_it(text: str, words: str, whole: str) -> None:
    d = doc(text)
    first, last = d.tokens_in((text.index(words), text.index(words) + len(words)))
    assert d.words(d.span(first, completed(d, first, last))) == whole
