"""A bare noun (الوزير, بيان, الجماعة) is a voice of its own report; only names, and bodies that can be told apart, are joined across reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.assemble.happenings.voices import voices
from khabar.pipeline import read
from khabar.record import Actor, ActorCodes, Record, Source
from khabar.store import judge, query, report_lists
from khabar.text import fold
from tests.store.made import WHY, record


def told(text: str, outlet: str = "صحيفة الوادي") -> Record:
    return read(text, published="2024-03-13", outlet=outlet, reader="lexicon")


def of(name: str, kind: str = "organization") -> str | None:
    made = record()
    source = Source("s1", name, kind, False, ())  # type: ignore[arg-type]
    voice = voices(Record(1, made.report, sources=(source,)))["s1"]
    return voice.name if voice else None


@pytest.mark.parametrize(("name", "kind"), [
    ("الوزير", "person"), ("وزير الصحة", "person"), ("وزيرة الشؤون الاجتماعية", "person"), ("رئيس البلدية", "person"), ("الدكتور", "person"), ("المتحدث", "person"), ("النائب العام", "person"),
    ("بيان", "document"), ("بيانا", "document"), ("التقرير", "document"), ("بيان مشترك", "document"), ("مقطع مصور", "document"),
    ("الشرطة", "organization"), ("وزارة الصحة", "organization"), ("السلطات المحلية", "organization"), ("المجلس", "organization"), ("المستشفى", "organization"),
    ("الجماعة", "group"), ("التنظيم", "group"), ("المعارضة", "group"), ("المصدر", "person"),
    ("الصحيفة", "media"), ("تقارير", "media"), ("وسائل إعلام محلية", "media"), ("وكالة الأنباء الرسمية", "media"),
    ("المئات من أنصار سليم الهادي", "collective"), ("█████ ████", "person"),
])  # fmt: skip
def test_a_bare_noun_is_a_voice_of_its_report_alone(name: str, kind: str) -> None:
    assert of(name, kind) is None


@pytest.mark.parametrize(("name", "kind"), [
    ("سليم الهادي", "person"), ("وزير الصحة سليم الهادي", "person"), ("وزير الصحة السوداني", "person"), ("سفير الكويت", "person"), ("الهادي", "person"),
    ("وزارة الصحة في غزة", "organization"), ("شرطة كركوك", "organization"), ("الأمم المتحدة", "organization"), ("موسكو", "organization"),
    ("الحكومة اليمنية", "organization"), ("جماعة راية الوادي", "group"), ("مستشفى السلام", "organization"),
    ("صحيفة الضفتين", "media"), ("صحيفة الشعب", "media"), ("رويترز", "media"), ("وكالة أنباء السودان", "media"),
])  # fmt: skip
def test_names_and_bodies_that_can_be_told_apart_are_joined(name: str, kind: str) -> None:
    assert of(name, kind) == name


GROUP = Source("s2", "جماعة راية الوادي", "group", False, ())


def statement(outlet: str) -> Record:
    """A report in which the statement (البيان) that speaks is that of the only group that does."""
    made = record(source="البيان", outlet=outlet, extra=f"نشرته {outlet}.")
    return replace(made, sources=(replace(made.sources[0], kind="document"), GROUP))


@pytest.mark.parametrize(("name", "kind"), [("البيان", "document"), ("بيانا", "document"), ("المتحدث", "person"), ("الجماعة", "group")])
def test_a_bare_noun_counts_under_the_fuller_name_that_its_report_gives(name: str, kind: str) -> None:
    made = replace(record(), sources=(Source("s1", name, kind, False, ()), GROUP))  # type: ignore[arg-type]
    assert voices(made) == dict.fromkeys(("s1", "s2"), (GROUP.name, "جماعه رايه وادي"))


@pytest.mark.parametrize(("name", "body"), [
    ("بيان لحزب الراية", "حزب الراية"), ("بيان صادر عن الجيش اللبناني", "الجيش اللبناني"), ("تقرير مشترك للأمم المتحدة", "الأمم المتحدة"),
    ("بيان مجلس الراية", "مجلس الراية"), ("بيانا لحزب الراية", "حزب الراية"), ("تغريدة بموقع الراية", "تغريدة بموقع الراية"), ("تغريدة بموقع تويتر", "تغريدة بموقع تويتر"), ("بيان للوزارة", None),
])  # fmt: skip
def test_a_statement_counts_as_its_issuer(name: str, body: str | None) -> None:
    assert of(name, "document") == body


def test_a_bare_body_counts_as_the_actor_that_it_was_resolved_to() -> None:
    actor = Actor("x1", "مجلس الأمن الدولي", "UN Security Council", "organization", ActorCodes(), (), WHY)
    made = replace(record(), sources=(Source("s1", "المجلس", "organization", False, (), actor="x1"),), actors=(actor,))
    assert [v and v.name for v in voices(made).values()] == [actor.name]


def test_lists_of_sources_hold_bare_nouns_only_under_the_name_that_their_report_gives(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        for n, outlet in enumerate(("صحيفة الوادي", "مرصد الساحل")):
            collect.add(kept, told(f"قال الوزير إن {n + 3} أشخاص قتلوا في انفجار بمدينة كركوك أمس.", outlet))
            collect.add(kept, statement(outlet))
        assert kept.connection.execute("SELECT count(*) FROM sources WHERE name='الوزير'").fetchone()[0] == 2
        (listed,) = query.sources(kept)
        (standing,) = report_lists.standing(kept).values()
        assert listed["name"] == standing["name"] == GROUP.name
        assert listed["claims"] == standing["claims"] == 2
        assert len(report_lists.said_by(kept, [standing["short"]])) == len(query.said(kept, "راية الوادي")) == 2
        assert query.said(kept, "الوزير") == []


def key(name: str, kind: str = "person", role: str | None = None) -> str | None:
    """Under which key a source is the same across reports."""
    made = record()
    voice = voices(Record(1, made.report, sources=(Source("s1", name, kind, False, (), role=role),)))["s1"]  # type: ignore[arg-type]
    return voice.key if voice else None


@pytest.mark.parametrize("names", [
    (("وزير الصحة سليم الهادي", "person", "وزير الصحة"), ("سليم الهادي", "person", None), ("الوزير سليم الهادي", "person", "الوزير سليم الهادي")),
    (("المسعف في الدفاع المدني رضوان الخطيب", "person", "المسعف في الدفاع المدني"), ("رضوان الخطيب", "person", None)),
    (("الناشط سمير عبد الله", "person", "الناشط"), ("سمير عبد الله", "person", None)),
    (("الأمم المتحدة", "organization", None), ("الامم المتحده", "organization", None)),
])  # fmt: skip
def test_one_voice_however_it_is_called(names: tuple[tuple[str, str, str | None], ...]) -> None:
    assert len({key(*n) for n in names}) == 1


@pytest.mark.parametrize("names", [
    (("مبعوث الأمم المتحدة", "person", "مبعوث الأمم المتحدة"), ("الأمم المتحدة", "organization", None), ("بعثة الأمم المتحدة", "organization", None)),
    (("بعثة الأمم المتحدة في مالي", "organization", None), ("السلطات في مالي", "organization", None)),
    (("محافظ ذي قار", "person", "محافظ ذي"), ("قائد شرطة ذي قار", "person", "قائد شرطة ذي"), ("دائرة صحة ذي قار", "organization", None)),
    (("رئيس الوزراء العراقي", "person", "رئيس الوزراء العراقي"), ("نائب رئيس الوزراء العراقي", "person", "نائب رئيس الوزراء العراقي")),
    (("المديرة سهام العبد الله", "person", "المديرة"), ("المعارضة سلمى عبد الله", "person", "المعارضة")),
    (("سليم الهادي", "person", None), ("جماعة سليم الهادي", "group", None)),
])  # fmt: skip
def test_voices_that_end_in_the_same_words_are_not_one(names: tuple[tuple[str, str, str | None], ...]) -> None:
    assert len({key(*n) for n in names}) == len(names)


def test_a_person_is_known_by_the_name_before_the_description() -> None:
    source = Source("s1", "نبيل الجبوري محامي الوزير سليم الهادي", "person", False, (), role="محامي الوزير")
    assert voices(replace(record(), sources=(source,))) == {"s1": ("نبيل الجبوري", "نبيل جبوري")}


def test_a_grade_goes_to_all_that_counts_under_a_name_and_to_no_bare_noun(tmp_path: Path) -> None:
    with store.open_store(tmp_path / "a.db", fold) as kept:
        for made in (statement("صحيفة الوادي"), record(source="الوزير", outlet="مرصد الساحل")):
            collect.add(kept, made)
        for name, grade in ((GROUP.name or "", "C"), ("الوزير", "B")):
            judge.judge(kept, "source", judge.short_name(kept, name), grade, "N. Desk")
        found = {c["origin_name"]: c["source_grade"] for h in collect.rows(kept, "happenings", query.HappeningFilter()) for c in h["claims"]}
        assert found == {"البيان": "C", "الوزير": None}
