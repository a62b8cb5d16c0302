"""One voice counts once: outlets, agencies, bodies and those who speak for them; what makes numbers and doers contradict."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabar.assemble.happenings import compare, summarise, units_of
from khabar.assemble.happenings.origins import body_key, media_key, origin_of, short_name
from khabar.assemble.happenings.unit import Party
from khabar.assemble.happenings.words import after_prepositions, content, site_words
from khabar.record import Attribution, Record, Source
from tests.store.made import WHY, record


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الجيش اللبناني", "قيادة الجيش اللبناني"),
        ("الخارجية المصرية", "وزارة الخارجية المصرية"),
        ("جماعة \"راية الوادي\"", "جماعة راية الوادي المسلحة"),
    ],
)
def test_a_body_is_known_by_its_names(one: str, other: str) -> None:
    assert body_key(one) == body_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("وزارة الخارجية المصرية", "وزارة الخارجية السعودية"), ("منظمة أرض آمنة", "منظمة خبز وماء"), ("شرطة كركوك", "شرطة نينوى")],
)
def test_bodies_of_one_sort_are_told_apart(one: str, other: str) -> None:
    assert body_key(one) != body_key(other)


def test_an_agency_is_the_outlet_of_its_name() -> None:
    assert media_key("وكالة الرافد للأنباء") == media_key("وكالة الرافد") == media_key("الرافد")
    assert media_key("صحيفة الميزان") != media_key("صحيفة الرافد")


@pytest.mark.parametrize(
    ("name", "short"),
    [("العقيد نبيل الجبوري", "نبيل جبوري"), ("مديرة المستشفى سهام العبد الله", "سهام عبد الله"), ("المهندس عبد الحميد الورفلي", "عبد حميد ورفلي")],
)
def test_titles_do_not_belong_to_a_name(name: str, short: str) -> None:
    assert short_name(name) == short


def said(*speakers: Source) -> tuple[Record, list[Attribution]]:
    """A record in which the speakers pass the word on, outermost first."""
    base = record(outlet="صحيفة الوادي")
    chain = [replace(base.attributions[0], id=f"a{n}", who=s.id) for n, s in enumerate(speakers, 1)]
    return replace(base, sources=speakers), chain


def person(name: str, role: str | None = None, affiliation: str | None = None, kind: str = "person", ident: str = "s1") -> Source:
    return Source(ident, name, kind, kind == "anonymous", (), role=role, affiliation=affiliation, why=WHY)  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "role"), [
    ("نبيل الجبوري، مدير شرطة كركوك", "مدير شرطة كركوك"), ("نبيل الجبوري محامي الوزير سليم الهادي", "محامي الوزير"),
])  # fmt: skip
def test_what_stands_behind_a_name_is_none(name: str, role: str) -> None:
    assert origin_of(*said(person(name, role))).key == origin_of(*said(person("العقيد نبيل الجبوري", "العقيد"))).key == "name:نبيل جبوري"


def test_a_spokesman_whose_name_stands_first_keeps_it() -> None:
    found = origin_of(*said(person("طلال حرب، المتحدث باسم الجيش اللبناني", "المتحدث باسم الجيش اللبناني", "الجيش اللبناني")))
    assert (found.key, found.also) == (body_key("الجيش اللبناني"), "name:طلال حرب")


def test_a_spokesman_speaks_for_the_body_and_keeps_his_name() -> None:
    found = origin_of(*said(person("المتحدث باسم الجيش اللبناني طلال حرب", "المتحدث باسم الجيش اللبناني", "الجيش اللبناني")))
    assert (found.key, found.also) == (body_key("الجيش اللبناني"), "name:طلال حرب")


@pytest.mark.parametrize("words", ["بيان للجيش اللبناني", "بيان صادر عن الجيش اللبناني", "بيان الجيش اللبناني"])
def test_a_statement_speaks_for_its_issuer(words: str) -> None:
    assert origin_of(*said(person(words, kind="document"))).key == body_key("الجيش اللبناني")


def test_a_bare_statement_is_that_of_the_only_body_that_speaks() -> None:
    bare, body = person("البيان", kind="document"), person("حركة الكثبان", kind="group", ident="s2")
    made, _ = said(bare, body)
    assert origin_of(made, [made.attributions[0]]).key == body_key("حركة الكثبان")


@pytest.mark.parametrize("words", ["الصورة", "شهادات"])
def test_a_picture_is_no_statement_of_the_only_body_that_speaks(words: str) -> None:
    made, _ = said(person(words, kind="document"), person("حركة الكثبان", kind="group", ident="s2"))
    assert origin_of(made, [made.attributions[0]]).key == body_key(words)


@pytest.mark.parametrize("words", ["مراسلنا", "مراسل الصحيفة"])
def test_the_outlets_reporter_is_the_outlet(words: str) -> None:
    assert origin_of(*said(person(words, kind="anonymous"))).key == media_key("صحيفة الوادي")


def test_what_one_agency_has_from_unnamed_people_is_one_origin() -> None:
    agency, unnamed = person("وكالة الرافد للأنباء", kind="media"), person("مصدر أمني", kind="anonymous", ident="s2")
    assert origin_of(*said(agency, unnamed)).key == f"via {media_key('وكالة الرافد')}"
    assert origin_of(*said(unnamed)).key.startswith("unnamed:sha256:")


def test_an_agency_and_whom_it_quotes_are_one_origin() -> None:
    """One report has the agency alone, the other the agency with its source."""
    quoting, chain = said(person("وكالة الرافد للأنباء", kind="media"), person("نبيل الجبوري", ident="s2"))
    both = replace(quoting, attributions=tuple(chain), claims=(replace(quoting.claims[0], chain=("a1", "a2")),))
    alone, chain = said(person("وكالة الرافد للأنباء", kind="media"))
    other = replace(alone, report=replace(alone.report, id="sha256:other", outlet="ب"), claims=(replace(alone.claims[0], chain=("a1",), claiming="z"),))
    found = summarise((*units_of(both), *units_of(other)), {})
    assert (found.state, found.origins) == ("single-source", ("name:نبيل جبوري",))


def test_a_reports_own_words_rest_on_its_sources() -> None:
    made = record()
    both = replace(made, claims=(*made.claims, replace(made.claims[0], id="c2", chain=(), origin=None, claiming="own")))
    assert summarise(units_of(both), {}).state == "single-source"


def test_a_risen_toll_contradicts_none() -> None:
    early = units_of(record(killed=3, published="2024-03-14"))
    later = record(killed=7, published="2024-03-15", source="ليلى حداد", outlet="مرصد الساحل")
    told = replace(later, claims=(replace(later.claims[0], text="ارتفعت حصيلة الهجوم إلى سبعة"),))
    assert summarise((*early, *units_of(later)), {}).state == "contested"
    assert summarise((*early, *units_of(told)), {}).state == "corroborated"


def test_different_doers_contradict_and_the_parts_of_one_state_do_not() -> None:
    def by(made: Record, key: str, country: str):  # type: ignore[no-untyped-def]
        (unit,) = units_of(made)
        return replace(unit, parties=(Party("agent", "x", key, country, "MIL", None, f"of:{country}:MIL"),))

    one, other = record(), record(source="ليلى حداد", outlet="مرصد الساحل")
    assert summarise((by(one, "A", "AAA"), by(other, "B", "BBB")), {}).conflicts == ("by: A / B",)
    assert summarise((by(one, "A", "AAA"), by(other, "A2", "AAA")), {}).conflicts == ()


def test_a_month_is_no_day_and_words_need_a_speaker() -> None:
    (a,), (b,) = units_of(record()), units_of(record(source="ليلى حداد", outlet="مرصد الساحل"))
    assert compare(a, b).same
    assert not compare(replace(a, first="2024-02-01", last="2024-03-31"), b).same
    words = [replace(u, family="words", types=("accuse",), main="accuse") for u in (a, b)]
    assert not compare(*words).same
    spoke = [replace(u, parties=(Party("agent", "x", "A", None, None, None, "name:a"),)) for u in words]
    assert compare(*spoke).same


def test_what_was_hit_tells_two_attacks_in_one_town_apart() -> None:
    (a,), (b,) = units_of(record()), units_of(record(source="ليلى حداد", outlet="مرصد الساحل", killed=9))
    assert compare(a, b).same
    assert not compare(replace(a, things=("market",)), replace(b, things=("mosque",))).same


def test_words_around_events() -> None:
    assert site_words("استهدفت الغارة سوقا شعبية ونقل الجرحى إلى المستشفى") == ("market",)
    assert {c.key for c in content("ثلاثة سائقين في قرية السدرة")} >= {"driver"}
    assert "سراقب" in after_prepositions("دخل رتل عسكري إلى سراقب يوم الأحد")
