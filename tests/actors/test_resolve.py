"""Actors of whole documents: one actor under many names, coreference, codes by date, governments by their capitals."""

from __future__ import annotations

import time

from khabar.record import EventMention
from khabar.resolve.actors import resolve
from khabar.text import document
from tests.actors.made import actors_of, event, place, source


def test_aliases_and_pejoratives_are_one_actor_and_keep_their_words() -> None:
    text = "هاجم تنظيم الدولة الإسلامية حاجزا قرب الرملية. وقال السكان إن داعش أحرق منازل ثم انسحب التنظيم."
    found = actors_of(
        text,
        event(text, "هاجم", agent=("تنظيم الدولة الإسلامية",)),
        event(text, "أحرق", agent=("داعش",)),
        event(text, "انسحب", agent=("التنظيم",)),
    )
    assert len({a.id for a in found.values()}) == 1
    assert set(found) == {"تنظيم الدولة الإسلامية", "داعش", "التنظيم"}
    actor = found["داعش"]
    assert (actor.name_en, actor.codes.plover, actor.codes.wikidata) == ("Islamic State", "REB", "Q2429253")


def test_bare_nouns_take_the_nearest_body_of_that_kind() -> None:
    text = "قصف الجيش التركي قرية. وقتل الجيش مدنيين. ورد الجيش العراقي على القصف، ثم تقدم الجيش شرقا."
    found_first = actors_of(
        text,
        event(text, "قصف", agent=("الجيش التركي",)),
        event(text, "وقتل", agent=("الجيش@2",), target=("مدنيين",)),
        event(text, "ورد", agent=("الجيش العراقي",)),
        event(text, "تقدم", agent=("الجيش@4",)),
    )
    assert found_first["الجيش التركي"].codes.country == "TUR"
    doc = document(text)
    actors, of = resolve(doc, (
        event(text, "قصف", agent=("الجيش التركي",)), event(text, "وقتل", agent=("الجيش@2",)),
        event(text, "ورد", agent=("الجيش العراقي",)), event(text, "تقدم", agent=("الجيش@4",)),
    ), (), ())  # fmt: skip
    ids = [of[s] for s in sorted(of)]
    assert ids[0] == ids[1] and ids[2] == ids[3] and ids[0] != ids[2]
    assert {a.codes.country for a in actors} == {"TUR", "IRQ"}


def test_the_only_country_of_the_places_serves_a_bare_force() -> None:
    text = "اعتقلت الشرطة سبعة أشخاص في حي الزيتونة بمدينة سوسة."
    near = actors_of(text, event(text, "اعتقلت", agent=("الشرطة",), kind="arrest"), places=(place(text, "سوسة", "TN"),))
    assert near["الشرطة"].codes.country == "TUN"
    assert near["الشرطة"].why is not None and "only country" in (near["الشرطة"].why.note or "")
    without = actors_of(text, event(text, "اعتقلت", agent=("الشرطة",), kind="arrest"))
    assert without["الشرطة"].codes.country is None


def test_offices_hold_for_their_time() -> None:
    text = "التقى مايك بومبيو وفدا من البلاد."
    meeting = event(text, "التقى", agent=("مايك بومبيو",), kind="meet")
    assert actors_of(text, meeting, day="2017-09-01")["مايك بومبيو"].codes.plover == "SPY"
    assert actors_of(text, meeting, day="2019-09-01")["مايك بومبيو"].codes.plover == "GOV"
    assert actors_of(text, meeting, day="2022-09-01")["مايك بومبيو"].codes.plover == "ELI"


def test_sectors_change_with_time() -> None:
    text = "أعلنت حركة طالبان وقف القتال."
    claim = event(text, "أعلنت", agent=("حركة طالبان",), kind="ceasefire")
    assert actors_of(text, claim, day="2020-02-01")["حركة طالبان"].codes.plover == "REB"
    assert actors_of(text, claim, day="2022-02-01")["حركة طالبان"].codes.plover == "GOV"


def test_persons_take_the_codes_of_their_body_and_are_found_by_short_names() -> None:
    text = "قال المتحدث باسم قوات سوريا الديمقراطية مروان الشعلاني إن الاشتباك انتهى. واعتقل الشعلاني خمسة مسلحين."
    said = source("مروان الشعلاني", text, "المتحدث باسم قوات سوريا الديمقراطية مروان الشعلاني", role="المتحدث باسم قوات سوريا الديمقراطية")
    found = actors_of(text, event(text, "واعتقل", agent=("الشعلاني@2",), kind="arrest"), sources=(said,))
    speaker = found["المتحدث باسم قوات سوريا الديمقراطية مروان الشعلاني"]
    assert speaker.kind == "person" and speaker.codes.plover == "REB" and speaker.codes.country == "SYR"
    assert found["الشعلاني"].id == speaker.id
    assert speaker.name_en is not None and speaker.name_en.startswith("Marwan")


def test_capitals_stand_for_governments_only_where_governments_act() -> None:
    text = "اتهمت دمشق جارتها. وقصفت الطائرات دمشق فجرا."
    found = actors_of(
        text,
        event(text, "اتهمت", agent=("دمشق",), kind="accuse"),
        EventMention(*_strike(text)),
    )
    doc_spans = [w for w in found if w == "دمشق"]
    assert doc_spans and found["دمشق"].codes.country == "SYR"
    only_target = actors_of(text, EventMention(*_strike(text)))
    assert "دمشق" not in only_target


def _strike(text: str) -> tuple[object, ...]:
    made = event(text, "وقصفت", agent=("الطائرات",), target=("دمشق@2",), kind="airstrike")
    return made.trigger, made.type, made.modality, made.polarity, made.why, made.agent, made.target


def test_what_is_not_known_stays_without_an_actor() -> None:
    text = "أدى الاتفاق السوري إلى تهدئة شملت الحافلة الزرقاء."
    found = actors_of(text, event(text, "أدى", agent=("الاتفاق السوري",), target=("الحافلة الزرقاء",)))
    assert not found


def test_ambiguous_names_wait_for_the_country_reported_on() -> None:
    text = "رفضت عمان المقترح بعد لقاء في إربد."
    rejecting = event(text, "رفضت", agent=("عمان",), kind="reject")
    assert "عمان" not in actors_of(text, rejecting)
    assert actors_of(text, rejecting, places=(place(text, "إربد", "JO"),))["عمان"].codes.country == "JOR"


def test_media_names_that_are_common_words_need_a_speaker() -> None:
    text = "فتح المسلحون النار. وقالت العربية إن الحدث كبير."
    shot = event(text, "فتح", agent=("المسلحون",), target=("الحدث",))
    said = source("العربية", text, "العربية", kind="media")
    found = actors_of(text, shot, sources=(said,))
    assert "الحدث" not in found
    assert found["العربية"].name_en == "Al Arabiya"


def test_a_long_report_costs_linear_time() -> None:
    text = "هاجم مسلحون مجهولون القوات العراقية قرب الرملية. " * 400
    doc = document(text)
    spans = list(_every(text, "مسلحون مجهولون"))
    events = tuple(EventMention(s, "attack", "actual", "pos", event(text, "هاجم").why, (s,)) for s in spans)
    start = time.process_time()
    resolve(doc, events[:100], (), ())
    small = time.process_time() - start
    start = time.process_time()
    resolve(doc, events, (), ())
    assert time.process_time() - start < 40 * small + 0.5


def _every(text: str, words: str) -> list[tuple[int, int]]:
    out, start = [], text.find(words)
    while start >= 0:
        out.append((start, start + len(words)))
        start = text.find(words, start + 1)
    return out


def test_titles_without_a_name_are_offices_not_persons() -> None:
    text = "قال النائب العام المصري إن التحقيق مستمر. وقال جز العشب إن ذلك غير صحيح."
    said = source("النائب العام المصري", text, "النائب العام المصري")
    actor = actors_of(text, sources=(said,))["النائب العام المصري"]
    assert (actor.kind, actor.name_en, actor.codes.plover) == ("government", "Egyptian prosecutor", "JUD")


def test_words_that_are_no_name_are_not_transliterated() -> None:
    text = "قالت وكيلة وزارة الخزف نجوى إن الطلب مرفوض."
    actor = actors_of(text, sources=(source("وكيلة وزارة الخزف نجوى", text, "وكيلة وزارة الخزف نجوى"),))["وكيلة وزارة الخزف نجوى"]
    assert actor.name_en is None


def test_other_groups_are_not_the_one_spoken_of() -> None:
    text = "هاجمت حركة الشباب بلدة. وتنشط جماعات متشددة أخرى في الإقليم، لكن الحركة تنفي."
    found = actors_of(
        text,
        event(text, "هاجمت", agent=("حركة الشباب",)), event(text, "وتنشط", agent=("جماعات متشددة أخرى",)),
        event(text, "تنفي", agent=("الحركة",), kind="reject"),
    )  # fmt: skip
    assert found["الحركة"].id == found["حركة الشباب"].id
    assert "جماعات متشددة أخرى" not in found or found["جماعات متشددة أخرى"].id != found["حركة الشباب"].id


def test_a_place_behind_a_title_is_no_name() -> None:
    text = "استقبل محافظ كركوك وفدا، واعتقلت شرطة الرملية رجلا."
    found = actors_of(
        text,
        event(text, "استقبل", agent=("محافظ كركوك",), kind="meet"),
        event(text, "واعتقلت", agent=("شرطة الرملية",), kind="arrest"),
        places=(place(text, "كركوك", "IQ"), place(text, "الرملية", "IQ")),
    )
    governor = found["محافظ كركوك"]
    assert (governor.kind, governor.name_en, governor.codes.country) == ("office", "governor", "IRQ")
    assert found["شرطة الرملية"].codes.country == "IRQ"
