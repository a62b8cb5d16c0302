"""Numbers that cannot be an act's, and those that go on from one."""

from __future__ import annotations

import pytest

from khabar.record import CountMention, EventMention, Span, Why
from khabar.resolve.number_checks import with_its_numbers
from khabar.text import document


def _span(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


def _checked(text: str, trigger: str, kind: str, *counts: tuple[str, int | None, int | None, str], target: str = "") -> EventMention:
    event = EventMention(
        _span(text, trigger), kind, "actual", "pos", Why("test"), target=(_span(text, target),) if target else (),
        count=tuple(CountMention(what, low, high, False, _span(text, words)) for what, low, high, words in counts),  # type: ignore[arg-type]
    )  # fmt: skip
    return with_its_numbers(document(text), event, frozenset())


def _told(event: EventMention) -> list[tuple[str, int | None, int | None]]:
    return [(c.what, c.min, c.max) for c in event.count]


def test_the_injured_are_not_among_the_dead() -> None:
    text = "أوقعت المواجهات قتيلين وأكثر من 200 جريح في البلدة."
    assert _told(_checked(text, "قتيلين", "kill", ("killed", 2, 2, "قتيلين"), ("killed", 201, None, "أكثر من 200 جريح"))) == [("killed", 2, 2)]
    joined = "سقط 88 قتيلا وجريحا في القصف."
    assert _told(_checked(joined, "قتيلا", "kill", ("killed", 88, 88, "88 قتيلا وجريحا"))) == [("killed", 88, 88)]


@pytest.mark.parametrize(("text", "words", "two"), [
    ("مقتل مدنيين في القصف.", "مدنيين", False), ("إن مدنيين قتلا في القصف.", "مدنيين", True), ("مقتل مدنيَّين في القصف.", "مدنيَّين", True),
    ("مقتل جنديين في القصف.", "جنديين", True), ("مقتل طفلتين في القصف.", "طفلتين", True), ("مقتل مقاتلين من الحزب.", "مقاتلين", False),
])
def test_a_form_that_may_mean_many_is_no_two(text: str, words: str, two: bool) -> None:
    trigger = "قتلا" if "قتلا " in text else "مقتل"
    assert bool(_checked(text, trigger, "kill", ("killed", 2, 2, words), target=words).count) == two


@pytest.mark.parametrize(("text", "trigger", "told"), [
    ("وأعلنت الوزارة سقوط 11 قتيلا وجريحين في الهجوم.", "وجريحين", [("injured", 2, 2)]),
    ("وأعلنت الوزارة سقوط 11 قتيلا وجرحى في الهجوم.", "وجرحى", [("injured", 11, 11)]),
])
def test_a_dual_counts_its_own(text: str, trigger: str, told: list[tuple[str, int, int]]) -> None:
    words = text[text.index("11"):text.index(" في الهجوم")]
    assert _told(_checked(text, trigger, "injure", ("injured", 11, 11, words))) == told


def test_a_part_is_no_whole() -> None:
    text = "إن 54 شخصا على الأقل، بينهم 28 مدنيا قتلوا في غارة."
    event = _checked(text, "قتلوا", "kill", ("killed", 28, 28, "28 مدنيا"))
    assert _told(event) == [("killed", 54, None)] and [(c.min, c.max) for c in event.subsets] == [(28, 28)]


def test_what_goes_on_with_and_is_counted_too() -> None:
    text = "قتل 12 مدنيا وثلاثة جنود في الهجوم."
    assert _told(_checked(text, "قتل", "kill", ("killed", 12, 12, "12 مدنيا"), target="12 مدنيا")) == [("killed", 12, 12), ("killed", 3, 3)]
    hurt = "سقط 12 قتيلا و30 جريحا في الهجوم."
    assert _told(_checked(hurt, "قتيلا", "kill", ("killed", 12, 12, "12 قتيلا"))) == [("killed", 12, 12)]


def test_occasions_count_nobody_and_what_is_struck_takes_no_part() -> None:
    text = "قصفت الطائرات عشرة مواقع في ثلاث عمليات."
    event = _checked(text, "قصفت", "airstrike", ("participants", 10, 10, "عشرة مواقع"), ("other", 3, 3, "ثلاث عمليات"), target="عشرة مواقع")
    assert _told(event) == [("other", 10, 10)]
