"""What the event reader makes of single sentences: senses, roles, modality, polarity, numbers. All sentences are invented."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from khabar.extract import events
from khabar.record.mentions import AttributionMention, EventMention, PlaceMention, TimeMention
from khabar.record.why import Why
from khabar.text.document import document

W = Why("test")


def _find(text: str, places: tuple[str, ...] = (), times: tuple[str, ...] = ()) -> tuple[EventMention, ...]:
    def spans(words: tuple[str, ...]) -> list[tuple[int, int]]:
        return [(text.index(w), text.index(w) + len(w)) for w in words]

    return events.find(
        document(text), [PlaceMention(s, W) for s in spans(places)], [TimeMention(s, W) for s in spans(times)], ()
    )


def _one(text: str, trigger: str, places: tuple[str, ...] = (), times: tuple[str, ...] = ()) -> EventMention:
    found = [e for e in _find(text, places, times) if text[e.trigger[0] : e.trigger[1]] == trigger]
    assert len(found) == 1, [(text[e.trigger[0] : e.trigger[1]], e.type) for e in _find(text, places, times)]
    return found[0]


def _words(text: str, spans: tuple[tuple[int, int], ...]) -> list[str]:
    return [text[a:b] for a, b in spans]


class Role(NamedTuple):
    text: str
    trigger: str
    type: str
    agent: list[str]
    target: list[str]


ROLES = [
    Role("قصف الجيش مواقع المسلحين", "قصف", "shelling", ["الجيش"], ["مواقع المسلحين"]),
    Role("الجيش قصف مواقع المسلحين", "قصف", "shelling", ["الجيش"], ["مواقع المسلحين"]),
    Role("قتل المسلحون ثلاثة حراس قرب الجسر", "قتل", "kill", ["المسلحون"], ["ثلاثة حراس"]),
    Role("قتل ثلاثة حراس قرب الجسر", "قتل", "kill", [], ["ثلاثة حراس"]),
    Role("قتل ثلاثة حراس على يد مسلحين مجهولين", "قتل", "kill", ["مسلحين مجهولين"], ["ثلاثة حراس"]),
    Role("أصيب شرطي برصاص مهربين", "أصيب", "injure", ["مهربين"], ["شرطي"]),
    Role("دان المجلس قصف الطيران للمدينة القديمة", "قصف", "airstrike", ["الطيران"], ["لمدينة القديمة"]),
    Role("شن المسلحون هجوما على الثكنة", "هجوما", "attack", ["المسلحون"], ["الثكنة"]),
    Role("دانت الوزارة الهجوم الذي شنه المسلحون على الثكنة", "الهجوم", "attack", ["المسلحون"], ["الثكنة"]),
    Role("أكد الشهود الغارة التي استهدفت السوق القديمة", "الغارة", "airstrike", [], ["السوق القديمة"]),
    Role("اندلعت اشتباكات بين الجيش والمتمردين", "اشتباكات", "clash", ["الجيش"], ["المتمردين"]),
    Role("اتهمت الحكومة المتمردين بخرق الهدنة", "اتهمت", "accuse", ["الحكومة"], ["المتمردين"]),
    Role("تعرضت القافلة لهجوم مسلح", "لهجوم", "attack", [], ["القافلة"]),
    Role("أطلقت السلطات سراح الطبيب أمس", "أطلقت", "release", ["السلطات"], ["الطبيب"]),
    Role("نفذ التحالف غارة على المعسكر", "غارة", "airstrike", ["التحالف"], ["المعسكر"]),
    Role("سيطر الجيش والمقاومة على التلة", "سيطر", "seize", ["الجيش", "المقاومة"], ["التلة"]),
    Role("أكد المسؤول مقتل وإصابة عشرات الجنود", "مقتل", "kill", [], ["عشرات الجنود"]),
]


@pytest.mark.parametrize("case", ROLES, ids=lambda c: c.text)
def test_roles(case: Role) -> None:
    found = _one(case.text, case.trigger)
    assert found.type == case.type
    assert _words(case.text, found.agent) == case.agent
    assert _words(case.text, found.target) == case.target


@pytest.mark.parametrize(
    ("text", "trigger", "modality", "polarity"),
    [
        ("قصف الجيش القرية", "قصف", "actual", "pos"),
        ("لم يقصف الجيش القرية", "يقصف", "actual", "neg"),
        ("لن يقصف الجيش القرية", "يقصف", "planned", "neg"),
        ("سيقصف الجيش القرية", "سيقصف", "planned", "pos"),
        ("سوف ينسحب الجيش من القرية", "ينسحب", "planned", "pos"),
        ("يعتزم الجيش مهاجمة القرية", "مهاجمة", "planned", "pos"),
        ("حاول مسلحون اقتحام الثكنة", "اقتحام", "planned", "pos"),
        ("تحركت القوات لاستعادة البلدة", "لاستعادة", "planned", "pos"),
        ("هدد المسلحون بقتل الرهائن", "بقتل", "threatened", "pos"),
        ("أمر القائد بقصف التلة", "بقصف", "ordered", "pos"),
        ("دعا النواب إلى سحب القوات", "سحب", "possible", "pos"),
        ("يجب وقف القتال", "وقف", "possible", "pos"),
        ("حذر الخبراء من وقوع مجزرة", "مجزرة", "possible", "pos"),
        ("نفى القائد قصف المستشفى", "قصف", "actual", "neg"),
        ("فشل المسلحون في اقتحام الثكنة", "اقتحام", "actual", "neg"),
        ("لم يسفر الانفجار عن سقوط قتلى", "قتلى", "actual", "neg"),
        ("انتهى اليوم دون وقوع هجوم", "هجوم", "actual", "neg"),
        ("سترد القوات إذا هاجم المسلحون الثكنة", "هاجم", "conditional", "pos"),
        ("وقد قتل ثلاثة جنود", "قتل", "actual", "pos"),
        ("يستعد السكان للهجوم المرتقب", "للهجوم", "planned", "pos"),
        # what is there already is neither planned nor denied by a verb above something else
        ("لم يصدر أي تعليق على الهدنة", "الهدنة", "actual", "pos"),
        ("لم يصب أحد خلال الهجوم", "الهجوم", "actual", "pos"),
        ("تسعى الحكومة إلى توسيع رقعة هجومها", "هجومها", "actual", "pos"),
        ("تعتزم الحكومة الانسحاب من القرية", "الانسحاب", "planned", "pos"),
        ("تعتزم القوات بدء الهجوم", "الهجوم", "planned", "pos"),
        ("نفى الجيش تورط جنوده في الهجوم", "الهجوم", "actual", "pos"),
        ("أوقفت الشرطة رجلا يشتبه بضلوعه في التفجير", "التفجير", "actual", "pos"),
        # ل: an aim, a cause, what a thing was used for, what one undergoes, and what came next
        ("تظاهر شبان للمطالبة بفرص عمل", "للمطالبة", "actual", "pos"),
        ("استخدم المسلحون القوارب لتهريب السلاح", "لتهريب", "actual", "pos"),
        ("تتعرض المدينة منذ أيام لقصف مدفعي", "لقصف", "actual", "pos"),
        ("أتت الطائرات المستخدمة لشن الغارات من المطار", "الغارات", "actual", "pos"),
        ("تراجع المسلحون، لتستعيد القوات البلدة", "لتستعيد", "actual", "pos"),
        ("أرسل التنظيم قادته ليهاجموا القرية", "ليهاجموا", "planned", "pos"),
        # the future verb above or behind an event noun
        ("ستعقد الحكومة اجتماعا غدا", "اجتماعا", "planned", "pos"),
        ("وستكون هذه الزيارة فرصة مهمة", "الزيارة", "planned", "pos"),
        ("إن المحادثات ستركز على الوضع الإنساني", "المحادثات", "planned", "pos"),
        ("سيدعم التحالف الهجوم", "الهجوم", "actual", "pos"),
        ("نشرت الشرطة قواتها لمنع وقوع هجمات", "هجمات", "possible", "pos"),
        ("ينص الاتفاق على هدنة", "هدنة", "actual", "pos"),
    ],
)
def test_modality_and_polarity(text: str, trigger: str, modality: str, polarity: str) -> None:
    found = _one(text, trigger)
    assert (found.modality, found.polarity) == (modality, polarity)


@pytest.mark.parametrize(
    ("text", "trigger", "what", "low", "high", "approx"),
    [
        ("قتل 12 جنديا في القصف", "قتل", "killed", 12, 12, False),
        ("خلف الهجوم أكثر من عشرين قتيلا", "قتيلا", "killed", 21, None, False),
        ("أصيب نحو ثلاثين شخصا", "أصيب", "injured", 30, 30, True),
        ("قتل جنديان قرب الحاجز", "قتل", "killed", 2, 2, False),
        ("سقط قتيلان في الانفجار", "قتيلان", "killed", 2, 2, False),
        ("أصيب شرطي بجروح", "أصيب", "injured", 1, 1, False),
        ("اعتقلت الشرطة خمسة أشخاص", "اعتقلت", "arrested", 5, 5, False),
        ("مقتل ما لا يقل عن أربعة مدنيين", "مقتل", "killed", 4, None, False),
        ("ارتفع عدد القتلى إلى 60", "القتلى", "killed", 60, 60, False),
        ("نزح آلاف السكان من البلدة", "نزح", "displaced", 2000, None, True),
        ("تظاهر مئات العمال في العاصمة", "تظاهر", "participants", 200, None, True),
        ("أطلق المسلحون سبعة صواريخ على المطار", "أطلق", "other", 7, 7, False),
    ],
)
def test_counts(text: str, trigger: str, what: str, low: int | None, high: int | None, approx: bool) -> None:
    counts = _one(text, trigger).count
    assert [(c.what, c.min, c.max, c.approx) for c in counts] == [(what, low, high, approx)]


def test_a_subset_is_no_second_count() -> None:
    found = _one("قتل عشرون شخصا بينهم سبعة أطفال في القصف", "قتل")
    assert [c.min for c in found.count] == [20]
    assert [(c.min, c.who) for c in found.subsets] == [(7, "اطفال")]


def test_dead_and_wounded_told_in_one_number() -> None:
    text = "سقط 40 قتيلا وجريحا في التفجير"
    dead, hurt = _one(text, "قتيلا"), _one(text, "وجريحا")
    assert [(c.what, c.min) for c in dead.count] == [("other", 40)]
    assert hurt.count == ()


@pytest.mark.parametrize(
    ("text", "trigger", "event"),
    [
        ("ضربت طائرة مسيرة معسكر المتمردين", "ضربت", "airstrike"),
        ("أطلق مسلحون النار على دورية", "أطلق", "attack"),
        ("أطلق المسلحون صواريخ على المطار", "أطلق", "shelling"),
        ("أطلق الخاطفون سراح الطبيب", "أطلق", "release"),
        ("وقع الوزيران وثيقة جديدة", "وقع", "agree"),
        ("وقع الوزيران اتفاقا جديدا", "اتفاقا", "agree"),
        ("بدأ الجيش عملية عسكرية واسعة", "عملية", "attack"),
        ("فجر انتحاري نفسه قرب الحاجز", "فجر", "suicide_attack"),
        ("شكل الرئيس حكومة جديدة", "شكل", "appoint"),
        ("أخلى القاضي سبيل المتهم", "أخلى", "release"),
        ("أسقطت الدفاعات الجوية طائرة مسيرة", "أسقطت", "destroy"),
    ],
)
def test_senses(text: str, trigger: str, event: str) -> None:
    assert _one(text, trigger).type == event


@pytest.mark.parametrize(
    "text",
    [
        "ضرب زلزال قوي سواحل الجزيرة", "أجرى الطبيب عملية جراحية", "قال وزير الدفاع إن الطقس جميل",
        "انتشر الفيروس في القرى", "ارتفعت أسعار النفط أمس", "حقق الفريق فوزا كبيرا",
        "صفر الحكم قبل نهاية المباراة", "تقع بلدة هجين شرق النهر", "تعد مدينة الرمان هادئة", "نال الفيلم جائزة سيزار",
        "سمع السكان صوت الريح", "كان نظام صدام حسين حديث الناس", "يقيم قاضي البلدة في بيت قديم", "تعلم الطفل قواعد الاشتباك",
    ],
)  # fmt: skip
def test_no_event(text: str) -> None:
    assert [(e.type, text[slice(*e.trigger)]) for e in _find(text)] == []


def test_an_event_noun_as_subject_makes_no_second_event() -> None:
    assert [e.type for e in _find("غارة جوية استهدفت مخزنا في القرية")] == ["airstrike"]


def test_place_and_time_of_the_clause() -> None:
    text = "قتل ثلاثة جنود في بلدة عين الحور مساء الخميس"
    found = _one(text, "قتل", ("عين الحور",), ("مساء الخميس",))
    assert found.place is not None and text[slice(*found.place)] == "عين الحور"
    assert found.time is not None and text[slice(*found.time)] == "مساء الخميس"


def test_origin_and_destination() -> None:
    text = "نزح مئات السكان من تل الرمان إلى عين الحور"
    found = _one(text, "نزح", ("تل الرمان", "عين الحور"))
    assert found.origin is not None and text[slice(*found.origin)] == "تل الرمان"
    assert found.destination is not None and text[slice(*found.destination)] == "عين الحور"


def test_a_death_takes_the_doer_of_the_attack() -> None:
    text = "شن المسلحون هجوما على الحاجز أسفر عن مقتل جنديين"
    assert _words(text, _one(text, "مقتل").agent) == ["المسلحون"]


def test_the_accused_does_the_act() -> None:
    text = "اتهمت الحكومة المتمردين بقصف السوق"
    assert _words(text, _one(text, "بقصف").agent) == ["المتمردين"]


def test_denied_in_speech() -> None:
    text = "نفت القيادة الأنباء عن قصف المستشفى"
    content = text.index("قصف")
    said = AttributionMention((0, 3), (4, 11), ((content, len(text)),), "indirect", "deny", None, W)
    found = [e for e in events.find(document(text), (), (), (said,)) if e.type == "shelling"]
    assert [e.polarity for e in found] == ["neg"]


def test_every_event_says_why() -> None:
    found = _one("شن المسلحون هجوما على الثكنة", "هجوما")
    assert found.entry == found.why.entry == "predicate.attack.hajama1"
    assert found.why.at is not None and found.why.at.startswith("predicate/attack.yaml:")
    assert any(p.rule.startswith("agent:") for p in found.why.parts)


@pytest.mark.parametrize("text", ["", "ـ", "«»", "و و و", "قتل", "،،،", "هجوم" * 2000, "قتل جنديان " * 2000])
def test_odd_text_is_read_without_a_fault(text: str) -> None:
    for event in events.find(document(text), (), (), ()):
        assert 0 <= event.trigger[0] < event.trigger[1] <= len(text)


@pytest.mark.parametrize("text", [
    "قال حارس طلب عدم ذكر اسمه خشية ملاحقته من قبل المسلحين إن المخزن فارغ",
    "أضاف موظف رفض كشف هويته خوفا من الانتقام أن المكتب مغلق",
])
def test_the_reason_of_a_hidden_name_is_no_event(text: str) -> None:
    assert not {"attack", "demand", "abuse"} & {e.type for e in _find(text)}


@pytest.mark.parametrize("text", [
    "لم تتبن أي جهة مسؤوليتها عن الهجوم على المخفر",
    "ولم تعلن أي جماعة مسؤوليتها عن الهجوم على المخفر",
    "ولم يتبن أي فصيل الهجوم على المخفر",
])
def test_an_unclaimed_attack_has_happened(text: str) -> None:
    attack = _one(text, "الهجوم")
    assert (attack.modality, attack.polarity) == ("actual", "pos")


def test_named_is_not_called_upon() -> None:
    assert [e.type for e in _find("أوقفت الشرطة رجلا يدعى سامر البيطار وشقيقته التي تدعى هناء")] == ["arrest"]


@pytest.mark.parametrize(("text", "trigger", "counts"), [
    ("أصيب تسعة حراس وستة جنود في الانفجار", "أصيب", [9, 6]),
    ("أودى الانفجار بحياة أربعين راكبا", "أودى", [40]),
    ("قتل قرويان اثنان في قصف على التلة", "قتل", [2]),
    ("توفي الشرطي متأثرا بجراحه", "توفي", [1]),
    ("تظاهر أكثر من ألفي معلم في الساحة", "تظاهر", [2001]),
])
def test_counts_of_people(text: str, trigger: str, counts: list[int]) -> None:
    assert [c.min for c in _one(text, trigger).count] == counts
