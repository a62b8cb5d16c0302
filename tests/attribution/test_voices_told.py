"""One voice for one person, however his name is written, and what a voice is told to be: several, unnamed, of a field."""

from __future__ import annotations

import pytest

from khabar.pipeline import read


def _sources(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(s.name, s.kind, s.anonymity) for s in read(text, reader="lexicon").sources]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قال المتحدث باسم الوزارة سامر الحداد إن القمة ستبدأ. وقال الحداد، عضو الوفد، إن المحادثات طالت.", "المتحدث باسم الوزارة سامر الحداد"),
        ('قالت هيومن رايتس ووتش إن السجون ممتلئة. وأضافت منظمة "هيومن رايتس ووتش" أن الزيارات ممنوعة.', 'منظمة "هيومن رايتس ووتش"'),
        ("وقال رئيس البلدية كمال يلدريم إن الحدود آمنة. وأشار يلدرم إلى أن السكان عادوا. وأكد يلدرم أنه راض.", "رئيس البلدية كمال يلدريم"),
        ("وكان رئيس النادي يوسف الشاهد قد وصل. وانتقد الشاهد القرار.", "رئيس النادي يوسف الشاهد"),
        ("وقالت شاهدة عيان تدعى هدى سالم إن الشرطة وصلت.", "هدى سالم"),
        ("وقال قائد محور الوادي في الجيش، العميد سامر الحداد إن الطريق مفتوحة. وأضاف قائد محور الوادي أن المدينة هادئة.", "قائد محور الوادي في الجيش، العميد سامر الحداد"),
        ("أعلنت المحكمة العليا في المملكة النرويجية أن الحكم صدر. وأضافت المحكمة العليا بالمملكة أن الطعن رفض.", "المحكمة العليا في المملكة النرويجية"),
    ],
)  # fmt: skip
def test_one_voice(text: str, name: str) -> None:
    assert [s[0] for s in _sources(text)] == [name]


def test_a_role_behind_a_name_is_that_persons() -> None:
    text = "وقال سالم الحداد المسؤول الأمني المحلي إن السوق أغلقت. وقال سامر علي إن الناس هربوا. وأضاف المسؤول الأمني أن الجرحى كثيرون."
    record = read(text, reader="lexicon")
    assert [a.who for a in record.attributions] == ["s1", "s2", "s1"]


def test_names_of_other_letters_are_other_persons() -> None:
    assert len(_sources("وقال المدرب سامر حدادي إن الفريق عاد. وقال حدادو إن الملعب مغلق.")) == 2


@pytest.mark.parametrize(
    ("text", "kind", "anonymity"),
    [
        ("أعلنت ألمانيا وفرنسا أنهما ستعودان.", "collective", None),
        ("وأعلنت ألمانيا أنها ستعود.", "organization", None),
        ("وقال الوزراء إنهم راضون.", "collective", None),
        ("وقال فلسطينيون إن المعبر مغلق.", "anonymous", "source"),
        ("وقال الفلسطينيون إن المعبر مغلق.", "collective", None),
        ("وقال آخر إن الجسر انهار.", "anonymous", "source"),
        ("وأفاد القائمون على الحملة بأنهم راضون.", "anonymous", "official"),
        ("وقالت مصادر عسكرية إن الجيش انسحب.", "anonymous", "military"),
        ("وقال مصدر في المستشفى إن الجرحى وصلوا.", "anonymous", "medical"),
        ("وقال مصدر أمني إن الطريق مغلقة.", "anonymous", "security"),
        ("وقال مصدر إن الطريق مغلقة.", "anonymous", "source"),
        ("وظهرت في الساحة لافتات تطالب بالعدالة.", "document", None),
    ],
)  # fmt: skip
def test_what_a_voice_is(text: str, kind: str, anonymity: str | None) -> None:
    assert [s[1:] for s in _sources(text)] == [(kind, anonymity)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("أعلن الفريق سامر الحداد أن القوات انسحبت من البلدة.", "الفريق سامر الحداد", "person"),
        ("أعلن الفريق الطبي أن المريض نقل إلى العاصمة.", "الفريق الطبي", "organization"),
        ('دعا زعيم تحالف "الضفاف" باقي الكتل إلى الالتحاق بكتلته.', 'زعيم تحالف "الضفاف"', "person"),
        ("دعا وزير الداخلية جميع الأحزاب إلى الحوار.", "وزير الداخلية", "person"),
    ],
)
def test_a_general_is_no_team_and_names_end_before_words_that_count(text: str, name: str, kind: str) -> None:
    (source,) = read(text, published="2018-05-05", reader="lexicon").sources
    assert (source.name, source.kind) == (name, kind)
