"""Counting: what may count in an event, and what the fitted weights take. Invented sentences."""

from __future__ import annotations

import pytest

from khabar.extract import events
from khabar.extract.events.counting.candidates import Numbers, amounts
from khabar.extract.events.counting.decide import likely
from khabar.extract.events.counting.kinds import at_least, may_be_two, shape, what_of
from khabar.extract.events.read import drafted
from khabar.extract.events.scene import scene
from khabar.extract.events.weighing import weigh
from khabar.record.mentions import CountMention
from khabar.text.document import document


def _counts(text: str, trigger: str) -> list[CountMention]:
    found = events.find(document(text), (), (), ())
    return [c for e in found if text[slice(*e.trigger)] == trigger for c in e.count]


@pytest.mark.parametrize(("text", "trigger", "bounds"), [
    ("أعلنت الشرطة مقتل شخصين، على الأقل، في انفجار قرب السوق", "مقتل", [(2, None)]),
    ("قال الطبيب إن \"23 مقاتلا\" على الأقل قتلوا في الغارة", "قتلوا", [(23, None)]),
    ("شيع الأهالي أربعة جنود قتلوا في الكمين", "قتلوا", [(4, 4)]),
    ("وقال إن خمسة من حراس الميناء قتلوا", "قتلوا", [(5, 5)]),
    ("أفرجت السلطات عن سبعة محتجزين من سجن الواحة", "أفرجت", [(7, 7)]),
    ("أسفرت الاشتباكات عن 11 قتيلا وجريحين", "قتيلا", [(11, 11)]),
    ("لقي سائق الشاحنة مصرعه", "مصرعه", [(1, 1)]),
    ("قتل ثلاثون بالمئة من القطيع", "قتل", []),
    ("لم يصب أحد في الحادث", "يصب", []),
    ("وقال الطبيب إن مدنيين قتلوا بانفجار ألغام", "قتلوا", []),
    ("أصيبت طفلة عمرها 3 سنوات في القصف", "أصيبت", []),
    ("قتل الحارس البالغ من العمر 45 عاما مع 3 جنود", "قتل", [(3, 3)]),
])  # fmt: skip
def test_bounds(text: str, trigger: str, bounds: list[tuple[int, int | None]]) -> None:
    assert [(c.min, c.max) for c in _counts(text, trigger)] == bounds


def test_a_number_before_dead_and_injured_is_of_both() -> None:
    text = "خلف الزلزال 88 قتيلا وجريحا"
    assert [(c.what, c.min) for c in _counts(text, "قتيلا")] == [("other", 88)]
    assert _counts(text, "وجريحا") == []


def test_what_is_counted_follows_type_and_role() -> None:
    assert what_of("kill", "target") == "killed" and what_of("protest", "none") == "participants"
    assert what_of("attack", "agent") == "participants" and what_of("release", "target") == "other"


def test_forms_that_may_be_two() -> None:
    view = scene(document("وصل جنديان وآخران إلى الثكنة، على الأقل"), (), (), ())
    assert shape(view, 1) == "انP" and may_be_two(view, 1) and may_be_two(view, 2) and not may_be_two(view, 4)
    assert at_least(view, 5) and not at_least(view, 2)


def test_every_number_of_the_sentence_is_a_candidate_once() -> None:
    view, drafts, speeches = drafted(document("قتل تسعة حراس وأصيب 14 عاملا في الانفجار"), (), (), ())
    numbers = Numbers(weigh(view, drafts, speeches))
    for n in range(len(drafts)):
        found = list(amounts(numbers, n))
        assert {a.found.min for a in found} >= {9, 14}
        assert len({(a.first, a.found.min) for a in found}) == len(found)
        assert all(0 <= likely(a) <= 1 for a in found)
