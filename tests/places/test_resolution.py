"""Which place a name means. The sentences are written for these tests."""

from __future__ import annotations

import pytest

from khabar.extract.places_relation import shifted
from khabar.record.mentions import PlaceMention
from khabar.record.why import Why
from khabar.resolve.places import resolve
from khabar.text.document import document
from tests.places.conftest import Reader

CONTEXT = [
    ("اندلعت معارك في طرابلس بين كتائب ليبية متنافسة.", "طرابلس", "LY"),
    ("قتل جندي لبناني في طرابلس، وقال الجيش في بيروت إنه يلاحق المسلحين.", "طرابلس", "LB"),
    ("انفجرت سيارة في الزاوية غربي العاصمة الليبية.", "الزاوية", "LY"),
    ("عاد النازحون إلى الرمادي في محافظة الأنبار.", "الرمادي", "IQ"),
    ("نزح المئات من قضاء الحمدانية شرق الموصل.", "الحمدانية", "IQ"),
    ("قصفت الطائرات بلدة البصيرة في ريف دير الزور.", "البصيرة", "SY"),
    ("فر الأهالي من بلدة المنصورة في الرقة.", "المنصورة", "SY"),
    ("أغلقت الشرطة المصرية الطرق في المنصورة شمال القاهرة.", "المنصورة", "EG"),
    ("وصلت القافلة إلى الحسكة قادمة من القامشلي.", "الحسكة", "SY"),
    ("سيطر الجيش اليمني على مديرية المنصورة في عدن.", "المنصورة", "YE"),
]


@pytest.mark.parametrize(("text", "name", "country"), CONTEXT)
def test_context_decides(places: Reader, text: str, name: str, country: str) -> None:
    place = next(p for p in places(text) if p.text == name)
    assert (place.country, place.lat is not None) == (country, True)


def test_a_hash_sign_does_not_part_a_kind_word_from_its_name(places: Reader) -> None:
    (plain,) = places("سقطت القذائف على قطاع غزة.")
    (tagged,) = places("سقطت القذائف على قطاع #غزة.")
    assert (tagged.name_en, tagged.id) == (plain.name_en, plain.id)


def test_kind_word_tells_town_from_province(places: Reader) -> None:
    (province,) = places("عقد الاجتماع في محافظة الحسكة.")
    (town,) = places("عقد الاجتماع في مدينة الحسكة.")
    assert (province.level, province.precision) == ("admin1", 3)
    assert (town.level, town.precision) == ("city", 1)


def test_a_capital_is_the_city_not_the_unit_around_it(places: Reader) -> None:
    (city,) = places("قتل جندي في العاصمة صنعاء.")
    assert (city.text, city.name_en, city.level) == ("صنعاء", "Sanaa", "city")
    (unit,) = places("وصل الوفد إلى أمانة العاصمة في اليمن.")[:1]
    assert unit.level == "admin1"


def test_country_before_its_capital(places: Reader) -> None:
    (country,) = places("زار الوزير الجزائر أمس.")
    (city,) = places("وقع الحريق في مدينة الجزائر أمس.")
    assert (country.level, city.level) == ("country", "city")


def test_unknown_place_has_no_coordinates(places: Reader) -> None:
    place, province = places("هاجم مسلحون قرية زرقمان في محافظة ديالى.")
    assert (place.lat, place.lon, place.geonames, place.precision) == (None, None, None, None)
    assert place.why.rule == "places.unresolved"
    assert province.country == "IQ"


def test_town_without_an_arabic_form_is_found_by_sound(places: Reader) -> None:
    town = places("هاجم مسلحون بلدة نغالة قرب الحدود، وقال الجيش النيجيري إنه صدهم. تقع البلدة في نيجيريا.")[0]
    assert (town.name_en, town.country, town.precision, town.why.rule) == ("Ngala", "NG", 2, "places.by_sound")
    town = places("هاجم مسلحون بلدة نغالة في العراق.")[0]
    assert town.lat is None


def test_name_elsewhere_than_its_holder_stays_unresolved(places: Reader) -> None:
    place = places("سقطت قذائف على بلدة بعشيقة في الأردن.")[0]
    assert (place.text, place.lat) == ("بعشيقة", None)
    assert [candidate.country for candidate in place.alternatives] == ["IQ"]


def test_site_takes_the_point_of_the_name_inside_it(places: Reader) -> None:
    place = places("قصف التحالف جامعة الرمادي في العراق.")[0]
    assert (place.level, place.precision, place.geonames) == ("facility", 2, None)
    assert place.why.rule == "places.inner_name"
    assert place.lat == pytest.approx(33.42, abs=0.1)


def test_relative_position_never_moves_the_name(places: Reader) -> None:
    (place,) = places("عثر على مقبرة على بعد 11 كيلومترا شمال غربي سامراء.")
    (plain,) = places("عثر على مقبرة في سامراء.")
    assert (place.lat, place.lon) == (plain.lat, plain.lon)
    assert (place.relation, place.precision) == ("northwest_of", 2)
    assert place.estimated is not None and place.lat is not None and place.lon is not None
    assert place.estimated.lat == pytest.approx(place.lat + 0.07, abs=0.01)
    assert place.estimated.lon < place.lon
    assert place.estimated.words.text == "11 كيلومترا شمال غربي"


def test_distance_behind_the_name(places: Reader) -> None:
    (place,) = places("تقع القاعدة إلى الشرق من الموصل بنحو عشرين كيلومترا.")
    assert place.relation == "east_of"
    assert place.estimated is not None and place.lon is not None
    assert place.estimated.lon == pytest.approx(place.lon + 0.223, abs=0.01)


def test_unresolved_place_takes_the_estimate_that_follows_it(places: Reader) -> None:
    village, town = places("هوجمت قرية زرقمان الواقعة على بعد سبعة كيلومترات شرق سامراء.")
    assert (village.lat, village.estimated) == (None, town.estimated)
    other, _ = places("هوجمت قرية زرقمان، ووصل الجرحى إلى شرق سامراء.")
    assert other.estimated is None


def test_direction_in_a_country_gives_no_point(places: Reader) -> None:
    (place,) = places("اندلعت المعارك في شمال سوريا.")
    assert (place.relation, place.estimated, place.precision) == ("north_of", None, 3)


def test_mention_without_candidates_is_looked_up() -> None:
    text = "أرسلت الحكومة تعزيزات للموصل."
    start = text.index("موصل")
    (place,) = resolve(document(text), (PlaceMention((start, start + 4), Why("model:test")),))
    assert (place.name_en, place.country) == ("Mosul", "IQ")


def test_resolution_keeps_order_and_numbers(places: Reader) -> None:
    found = places("من حلب إلى حماة ثم إلى حمص فدمشق.")
    assert [place.id for place in found] == [f"p{number}" for number in range(1, len(found) + 1)]
    assert [place.text for place in found] == ["حلب", "حماة", "حمص", "دمشق"]


def test_why_names_entry_terms_and_losers(places: Reader) -> None:
    place = next(p for p in places("اندلعت معارك في طرابلس بين كتائب ليبية.") if p.text == "طرابلس")
    rules = [part.rule for part in place.why.parts]
    assert place.why.entry == "place.ly.tripoli"
    assert rules[0] == "places.name"
    assert "places.term.country_of_the_report" in rules
    assert rules.count("places.not") == place.candidates - 1
    terms = [part.score or 0.0 for part in place.why.parts if part.rule.startswith("places.term.")]
    assert place.why.score == pytest.approx(sum(terms), abs=0.02)


def test_alternatives_are_ranked(places: Reader) -> None:
    place = places("انفجار في طرابلس.")[0]
    scores = [candidate.score for candidate in place.alternatives]
    assert place.candidates >= 2 and scores == sorted(scores, reverse=True)


def test_shifted_goes_the_given_distance() -> None:
    lat, lon = shifted(0.0, 0.0, 90.0, 111.2)
    assert (lat, lon) == (pytest.approx(0.0, abs=0.001), pytest.approx(1.0, abs=0.001))
    assert shifted(0.0, 179.9, 90.0, 111.2)[1] == pytest.approx(-179.1, abs=0.001)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("جسر الرمادي", "Ramadi bridge"),
        ("مسجد نينغشيا", "Ningxia mosque"),
        ("كنيسة كارناتاكا", "Karnataka church"),
        ("ملعب تاناوان", "Tanauan stadium"),
        ("فندق باتشوكا", "Pachuca hotel"),
        ("مصفاة لوكربي", "Lockerbie refinery"),
    ],
)
def test_a_site_named_after_a_town_says_what_it_is(places: Reader, words: str, name: str) -> None:
    assert [p.name_en for p in places(f"احترق {words} ليلا.")] == [name]


def test_a_name_in_quotation_marks_behind_its_kind_word(places: Reader) -> None:
    prison, crossing = places('أفرج عن الصياد من سجن "ذهبان" بعد إغلاق معبر "نصيب".')
    assert (prison.name_en, crossing.name_en) == ("Dhahban prison", "Nasib Crossing")


def test_an_unknown_place_lies_where_the_text_says(places: Reader) -> None:
    village, district, _, again = places("جرف السيل قرية زرقمان بمديرية رازح في محافظة صعدة. وقال سكان زرقمان إن الطريق مغلق.")
    assert district.name_en == "Razih"
    for place in (village, again):
        assert (place.lat, place.country, place.admin1) == (None, "YE", "Saada")
        assert place.why.rule == "places.unresolved"
        assert place.why.parts[-1].rule == "places.held"


def test_a_seat_of_power_is_itself_in_any_report(places: Reader) -> None:
    found = places("غادر الوفد بيروت إلى صيدا وصور. واستقبل لاحقا في البيت الأبيض.")
    assert "White House" in [p.name_en for p in found]


@pytest.mark.parametrize(
    ("text", "name", "english"),
    [
        ("غمرت المياه القاهرة الجديدة في مصر.", "القاهرة الجديدة", "New Cairo"),
        ("شيدت تركيا جدارا في مقاطعة إيدر.", "إيدر", "Igdir"),
        ("خرج الفتيان من كهف تام لوانج في تايلاند.", "كهف تام لوانج", "Tham Luang cave"),
        ("عاد الوزير إلى ماي ساي في تايلاند.", "ماي ساي", "Mae Sai"),
        ("وصل الوفد إلى مخيم كوتوبالونغ في بنغلادش.", "مخيم كوتوبالونغ", "Kutupalong camp"),
        ("ولد في مدينة فريبورغ الألمانية وعاش في ألمانيا.", "فريبورغ", "Freiburg"),
        ("ولد في مدينة فريبورغ السويسرية وعاش في سويسرا.", "فريبورغ", "Fribourg"),
    ],
)
def test_places_of_the_report(places: Reader, text: str, name: str, english: str) -> None:
    assert {p.text: p.name_en for p in places(text)}[name] == english


def test_an_adjective_before_a_person_is_no_direction(places: Reader) -> None:
    assert all(p.relation is None for p in places("قال الرئيس الكوري الجنوبي مون إن بلاده ستشارك في قمة طوكيو."))


@pytest.mark.parametrize("name", ["الإمارة", "مفرقها", "مدينتهم", "الأحياء الجديدة", "القرى المجاورة"])
def test_a_kind_of_place_by_itself_is_none(name: str) -> None:
    text = f"وصل الحراس إلى {name} ثم عادوا."
    at = text.index(name)
    assert resolve(document(text), (PlaceMention((at, at + len(name)), Why("model:test")),)) == ()
