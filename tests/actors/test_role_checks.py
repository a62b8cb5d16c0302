"""Roles that cannot be: things as victims, one party on both sides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabar.record import AttributionMention, CountMention, EventMention, Span, Why
from khabar.resolve.agreement import of_each, without_clitics
from khabar.resolve.coordinated import share_modality
from khabar.resolve.named_doers import by_phrase, by_speaker
from khabar.resolve.nationality import Nationals, by_nationality
from khabar.resolve.role_checks import (
    beyond_news,
    checked,
    joined,
    listed,
    two_sided,
    with_its_place,
    without_things,
)
from khabar.resolve.source_bounds import bounded
from khabar.resolve.undergoing import charged, received, suffered
from khabar.text import document

WHY = Why("test")


def span(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


def event(text: str, trigger: str, kind: str, *, agent: str = "", target: str = "", count: CountMention | None = None) -> EventMention:
    return EventMention(
        span(text, trigger), kind, "actual", "pos", WHY, agent=(span(text, agent),) if agent else (),
        target=(span(text, target),) if target else (), count=(count,) if count else (),
    )


def test_houses_are_neither_killed_nor_counted_among_the_dead() -> None:
    text = "أدت السيول إلى سقوط قتلى وتضرر أكثر من ألفي منزل"
    houses = span(text, "ألفي منزل")
    read = event(text, "قتلى", "kill", target="ألفي منزل", count=CountMention("killed", 2000, None, False, houses))
    checked = without_things(document(text), read)
    assert checked.target == () and checked.count == ()
    assert "ألفي منزل" in (checked.why.parts[-1].note or "")


def test_bodies_and_people_stay_victims() -> None:
    for victims in ("عشرين جثة", "سبعة عمال"):
        text = f"انتشلت فرق الإنقاذ {victims} من تحت الأنقاض"
        read = event(text, "انتشلت", "kill", target=victims, count=CountMention("killed", 7, 7, False, span(text, victims)))
        assert without_things(document(text), read) == read


def test_houses_can_be_destroyed() -> None:
    text = "دمرت السيول ألفي منزل"
    read = event(text, "دمرت", "destroy", target="ألفي منزل")
    assert without_things(document(text), read) == read


def test_who_attacks_is_not_attacked_by_himself() -> None:
    text = "هاجم المسلحون الحاجز فجرا"
    checked = two_sided(document(text), event(text, "هاجم", "attack", agent="المسلحون", target="المسلحون"), {})
    assert [text[a:b] for a, b in checked.agent] == ["المسلحون"] and checked.target == ()
    assert checked.why.parts[-1].rule == "role.checked"


def test_who_moves_or_is_met_is_the_target() -> None:
    text = "دخلت القوات المدينة والتقى الوفد الوزير"
    moved = two_sided(document(text), event(text, "دخلت", "move", agent="القوات", target="القوات"), {})
    assert moved.agent == () and len(moved.target) == 1
    met = two_sided(document(text), event(text, "التقى", "meet", agent="الوزير", target="الوزير"), {})
    assert met.agent == () and len(met.target) == 1


def test_two_names_of_one_actor_are_one_party() -> None:
    text = "قصف التنظيم مواقع داعش"
    read = event(text, "قصف", "shelling", agent="التنظيم", target="داعش")
    same = {span(text, "التنظيم"): "x1", span(text, "داعش"): "x1"}
    assert two_sided(document(text), read, same).target == ()
    assert two_sided(document(text), read, {**same, span(text, "داعش"): "x2"}) == read


def test_an_agent_that_ran_into_the_target_is_cut_before_it() -> None:
    text = "اتهم مساعد الوزير العاصمة بالتدخل"
    checked = two_sided(document(text), event(text, "اتهم", "accuse", agent="مساعد الوزير العاصمة", target="العاصمة"), {})
    assert [text[a:b] for a, b in checked.agent] == ["مساعد الوزير"]
    assert [text[a:b] for a, b in checked.target] == ["العاصمة"]


def test_who_gives_the_order_is_the_agent_of_the_order() -> None:
    text = "القادة بأوامر من الزعيم بدأوا الرحيل"
    read = event(text, "بأوامر", "order", agent="القادة", target="الزعيم")
    checked = by_speaker(document(text), read, [(span(text, "بأوامر"), span(text, "الزعيم"))])
    assert [text[a:b] for a, b in checked.agent] == ["الزعيم"]
    assert [text[a:b] for a, b in checked.target] == ["القادة"]


def test_a_known_agent_of_a_saying_stays() -> None:
    text = "بيان القيادة يطلب من المقاتلين الرحيل"
    read = event(text, "يطلب", "demand", agent="القيادة", target="المقاتلين")
    assert by_speaker(document(text), read, [(span(text, "يطلب"), span(text, "بيان"))]) == read
    both = event(text, "يطلب", "demand", agent="المقاتلين", target="المقاتلين")
    checked = by_speaker(document(text), both, [(span(text, "يطلب"), span(text, "بيان"))])
    assert [text[a:b] for a, b in (*checked.agent, *checked.target)] == ["بيان", "المقاتلين"]


def test_coordinated_verbal_nouns_are_planned_together() -> None:
    text = "حان الوقت للتوجه إلى الساحل وتأسيس قاعدة والسيطرة على الآبار. وقف القتال أمس"
    events = (
        replace(event(text, "للتوجه", "move"), modality="planned"), event(text, "وتأسيس", "establish"),
        replace(event(text, "والسيطرة", "seize"), modality="possible"), event(text, "وقف", "ceasefire"),
    )  # fmt: skip
    assert [e.modality for e in share_modality(document(text), events)] == ["planned", "planned", "planned", "actual"]


def test_a_phrase_names_the_doer() -> None:
    text = "بسبب استهداف حقول النفط من قبل طائرات الحلف وسط غضب الأهالي"
    read = event(text, "استهداف", "airstrike", agent="الأهالي")
    checked = by_phrase(document(text), read, 99)
    assert [text[a:b] for a, b in checked.agent] == ["طائرات الحلف"]
    other = "استمر القصف على المدينة من جانب آخر"
    assert by_phrase(document(other), event(other, "القصف", "shelling"), 99).agent == ()


def test_each_of_leads_in_those_that_are_meant() -> None:
    text = "نفذت القوات الضربات بالتنسيق مع كل من الولايات المتحدة وفرنسا"
    checked = of_each(document(text), event(text, "بالتنسيق", "cooperate", target="كل"))
    assert [text[a:b] for a, b in checked.target] == ["الولايات المتحدة", "فرنسا"]
    other = "عرقل كل المشاركين الجلسة"
    assert of_each(document(other), event(other, "عرقل", "restrict", agent="كل المشاركين")).agent == ((5, 17),)


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("حاصر مقاتلون البلدة القديمة، وقصفت الفصائل المدعومة من قبل قوات التحالف مواقع الميليشيات", None),
        ("وقصفت فصائل محلية مدربة من قبل الجيش مواقع الميليشيات", None),
        ("وتعرضت القوات المتمركزة في الميناء للقصف من قبل الفصائل المسلحة", "الفصائل المسلحة"),
        ("استهداف القوات المسلحة من قبل المتمردين", "المتمردين"),
        ("تدمير مدينة المحلة من قبل الطيران الحربي", "الطيران الحربي"),
    ],
)
def test_a_participle_before_the_phrase_takes_its_doer(text: str, doer: str | None) -> None:
    trigger = next(w for w in ("وقصفت", "للقصف", "استهداف", "تدمير") if w in text)
    checked = by_phrase(document(text), event(text, trigger, "shelling"), 99)
    assert [text[a:b] for a, b in checked.agent] == ([doer] if doer else [])


def test_what_and_joins_stands_on_one_side() -> None:
    text = "استهدفت الهجمات قوات الأمن والأهالي في البلدة"
    read = event(text, "استهدفت", "attack", agent="الأهالي", target="قوات الأمن")
    checked = joined(document(text), read)
    assert (checked.agent, checked.target) == ((), (span(text, "قوات الأمن"), span(text, "الأهالي")))
    assert "joined by و" in (checked.why.parts[-1].note or "")
    text = "دعا المتظاهرون والنقابات إلى الحوار"
    read = event(text, "دعا", "demand", agent="المتظاهرون", target="النقابات")
    assert joined(document(text), read).agent == (span(text, "المتظاهرون"), span(text, "النقابات"))


def test_the_two_sides_of_a_clash_may_be_joined() -> None:
    text = "اشتبك الجيش والمسلحون قرب البلدة"
    read = event(text, "اشتبك", "clash", agent="الجيش", target="المسلحون")
    assert joined(document(text), read) == read


def test_a_row_of_fillers_on_both_sides_is_read_without_fail() -> None:
    text = "استهدف الجيش والشرطة والأهالي والتجار في البلدة"
    read = event(text, "استهدف", "attack", agent="الجيش", target="الشرطة")
    read = replace(read, agent=(*read.agent, span(text, "الأهالي")), target=(*read.target, span(text, "التجار")))
    checked = joined(document(text), read)
    assert sorted(checked.agent + checked.target) == sorted(read.agent + read.target)


def test_the_targets_own_place_goes_before_one_farther_on() -> None:
    text = "حان وقت السيطرة على آبار النفط في وادي النخيل وبناء قاعدة قرب الميناء"
    near, far = span(text, "وادي النخيل"), span(text, "الميناء")
    read = replace(event(text, "السيطرة", "seize", target="آبار النفط"), place=far)
    places = {near[0]: near, far[0]: far}
    checked = with_its_place(document(text), places, read)
    assert checked.place == near and "words of the target" in (checked.why.parts[-1].note or "")
    assert with_its_place(document(text), places, replace(read, place=None)).place is None


def test_a_verb_has_no_doer_before_it_with_whom_it_does_not_agree() -> None:
    def doers(text: str, verb: str, doer: str) -> int:
        doc = document(text)
        return len(checked(doc, (EventMention(span(text, verb), "demand", "actual", "pos", Why("test"), agent=(span(text, doer),)),), ())[0].agent)

    assert doers("كانت القوات الأمنية في المدينة حين صدر بيان يطلب من مسلحيه الرحيل.", "يطلب", "القوات الأمنية") == 0
    assert doers("دفعت الخسائر القيادة إلى إصدار بيان يطلب من مسلحيها الرحيل.", "يطلب", "القيادة") == 1, "who issued it"
    assert doers("قال الرئيس سامر الحداد إن بلاده ستطرد ثلاثة دبلوماسيين.", "ستطرد", "الرئيس سامر الحداد") == 0
    assert doers("إن القوات الأمنية طلبت من السكان الرحيل.", "طلبت", "القوات الأمنية") == 1
    assert doers("إن مجموعة من المسلحين طلبوا من السكان الرحيل.", "طلبوا", "مجموعة من المسلحين") == 1
    assert doers("إن التنظيم أرسل قادته ليؤسسوا قاعدة.", "ليؤسسوا", "التنظيم") == 1, "people of a body"


def test_a_participle_behind_a_form_of_to_be_is_said_of_whom_it_happened_to() -> None:
    def sides(text: str, doer: str) -> tuple[int, int]:
        doc = document(text)
        (made,) = checked(doc, (EventMention(span(text, "محاصرة"), "besiege", "actual", "pos", Why("test"), agent=(span(text, doer),)),), ())
        return len(made.agent), len(made.target)

    assert sides("وقال إن قواته أصبحت محاصرة تماما في هذه المناطق.", "قواته") == (0, 1)
    assert sides("وقال: أصبحت قواته محاصرة تماما.", "قواته") == (0, 1)
    assert sides("وتواصل القوات محاصرة المدينة.", "القوات") == (1, 0)


def test_another_adjective_is_no_other_filler() -> None:
    text = "هدد التنظيم بالهجوم على الدول الأوروبية والأفريقية الأخرى وعلى السوريين واللبنانيين."
    doc = document(text)

    def targets(*words: str) -> int:
        return len(checked(doc, (EventMention(span(text, "بالهجوم"), "attack", "planned", "pos", WHY, target=tuple(span(text, w) for w in words)),), ())[0].target)

    assert targets("الدول الأوروبية", "الأفريقية الأخرى") == 1
    assert targets("السوريين", "اللبنانيين") == 2


def test_whoever_loses_the_dead_did_not_kill_them() -> None:
    def doers(text: str, victims: str, doer: str) -> int:
        doc = document(text)
        return len(checked(doc, (EventMention(span(text, victims), "kill", "actual", "pos", Why("test"), agent=(span(text, doer),)),), ())[0].agent)

    assert doers("حققت العمليات أهدافها وقدم التنظيم من أجلها الكثير من القتلى.", "القتلى", "التنظيم") == 0
    assert doers("تكبدت الكتيبة في المعارك عشرات القتلى.", "القتلى", "الكتيبة") == 0
    assert doers("قدمت الكتيبة تعزيزات. وسقط في القصف عشرات القتلى.", "القتلى", "الكتيبة") == 1, "another sentence"
    assert doers("أوقعت الكتيبة عشرات القتلى.", "القتلى", "الكتيبة") == 1


def test_what_is_opposed_to_an_act_has_its_own_time_and_place() -> None:
    text = "بدأ المقاتلون يستعدون للتوجه إلى الساحل، لكن القيادة وخلال اليومين الماضيين نقلت شاحنات إلى قصر النخيل."
    doc = document(text)
    move = EventMention(span(text, "للتوجه"), "move", "planned", "pos", Why("test"), time=span(text, "اليومين الماضيين"), destination=span(text, "الساحل"))
    (made,) = checked(doc, (move,), ())
    assert made.time is None and made.destination == span(text, "الساحل")
    later = replace(move, trigger=span(text, "نقلت"), time=span(text, "قصر النخيل"), destination=None)
    assert checked(doc, (later,), ())[0].time is not None


def test_the_nationality_of_an_act_tells_who_does_it() -> None:
    def doer(text: str, act: str, kind: str, agent: str | None, others: tuple[str, ...] = ()) -> str | None:
        doc = document(text)
        event = EventMention(span(text, act), kind, "actual", "pos", Why("test"), agent=(span(text, agent),) if agent else ())
        made = by_nationality(doc, event, Nationals(doc, [span(text, o) for o in others]))
        return doc.words(made.agent[0]) if made.agent else None

    text = "قالت إيران إن الجيش السوري سيرد على غارات جوية إسرائيلية، وإن إسرائيل تعرف ذلك."
    assert doer(text, "غارات", "airstrike", "الجيش السوري") == "إسرائيل"
    assert doer("أعلنت أنقرة وقف القصف التركي.", "القصف", "shelling", None) == "أنقرة"
    text = "قتل الجنود الأتراك رجلا، ودعا الرئيس السوري إلى وقف القصف التركي."
    assert doer(text, "القصف", "shelling", "الرئيس السوري", ("الجنود الأتراك",)) == "الجنود الأتراك"
    assert doer("دعا الرئيس السوري إلى وقف القصف التركي.", "القصف", "shelling", "الرئيس السوري") is None, "nobody of that state is named"
    assert doer("انتقد الرئيس السوري مقتل جندي تركي.", "مقتل", "kill", "الرئيس السوري") == "الرئيس السوري", "the victim's"
    assert doer("قدم الرئيس السوري المساعدات المالية.", "المساعدات", "aid", "الرئيس السوري") == "الرئيس السوري", "financial, not of Mali"
    assert doer("نفذ التنظيم عمليات في سورية.", "عمليات", "attack", "التنظيم") == "التنظيم"


@pytest.mark.parametrize(
    ("text", "word", "party", "accused"),
    [
        ("واتهم وزير سابق بالتجسس.", "واتهم", "وزير سابق", True),
        ("اتُهمت قوات الراية مرات عدة بالقصف.", "اتُهمت", "قوات الراية", True),
        ("وكانت الحكومة في قرمان تتهم بدعم المسلحين.", "تتهم", "الحكومة", True),
        ("القائدان متهمان باستهداف السكان.", "متهمان", "القائدان", True),
        ("وانسحب الرئيس متهما رئيس الحكومة الجديد الذي ترأس القمة بأنه ضعيف.", "متهما", "رئيس الحكومة الجديد", True),
        ("ووسط اتهامات للحكومة بأنها تتحمل المسؤولية.", "اتهامات", "للحكومة", True),
        ("واتهم معارضون أردوغان بأنه غير القانون.", "واتهم", "معارضون أردوغان", False),
        ("والرجل الذي تتهمه تركيا بالفشل.", "تتهمه", "تركيا", False),
        ("واتهم مسؤولون بحزب الراية الوزيرة بالفشل.", "واتهم", "مسؤولون", False),
        ("واتهمت تركيا الحركة بالفشل.", "واتهمت", "تركيا", False),
        ("وانسحب الرئيس متهما رئيس الحكومة بأنه ضعيف.", "متهما", "الرئيس", False),
    ],
)
def test_whom_a_charge_is_laid_against_does_not_lay_it(text: str, word: str, party: str, accused: bool) -> None:
    doc = document(text)
    event = EventMention(span(text, word), "accuse", "actual", "pos", Why("test"), agent=(span(text, party),))
    made = charged(doc, event)
    assert (made.agent, made.target) == (((), (span(text, party),)) if accused else ((span(text, party),), ()))
    said = AttributionMention(span(text, word), span(text, party), (span(text, text.split()[-1]),), "indirect", "accuse", None, Why("test"))
    assert (bounded(doc, said).source is None) == accused


def test_whoever_undergoes_an_act_does_not_do_it() -> None:
    def sides(text: str, act: str, doer: str) -> tuple[int, int]:
        doc = document(text)
        made = received(doc, EventMention(span(text, act), "accuse", "actual", "pos", Why("test"), agent=(span(text, doer),)))
        return len(made.agent), len(made.target)

    assert sides("وواجهت الوزيرة انتقادات حادة بعد خطابها.", "انتقادات", "الوزيرة") == (0, 1)
    assert sides("وقالت إن الحراس تعرضوا للرشق بالحجارة.", "للرشق", "الحراس") == (0, 1)
    assert sides("وجهت الوزيرة انتقادات حادة إلى الحزب.", "انتقادات", "الوزيرة") == (1, 0)
    assert sides("واجهت الوزيرة الحشد، ووجه الحزب انتقادات.", "انتقادات", "الحزب") == (1, 0)


def test_all_that_a_list_names_are_doers() -> None:
    def doers(text: str, act: str, kind: str, first: tuple[str, ...]) -> tuple[str, ...]:
        doc = document(text)
        event = EventMention(span(text, act), kind, "actual", "pos", Why("test"), agent=tuple(span(text, f) for f in first))
        return tuple(doc.text[slice(*a)] for a in listed(doc, event, frozenset()).agent)

    assert doers("واتهمت الولايات المتحدة وفرنسا وبريطانيا وألمانيا النظام بالقصف.", "واتهمت", "accuse", ("الولايات المتحدة", "فرنسا")) == (
        "الولايات المتحدة", "فرنسا", "بريطانيا", "ألمانيا",
    )  # fmt: skip
    assert doers("وطالب الصحفيون والمحامون بالتحقيق.", "وطالب", "demand", ("الصحفيون",)) == ("الصحفيون", "المحامون")
    assert doers("والتقت تركيا وإيران في موسكو.", "والتقت", "meet", ("تركيا",)) == ("تركيا",), "the other side"
    assert doers("وأوقع الهجوم عشرات القتلى ومئات الجرحى.", "الهجوم", "kill", ("عشرات القتلى",)) == ("عشرات القتلى",)


def test_a_filler_begins_behind_its_clitic() -> None:
    def agent(text: str, words: str) -> str:
        doc = document(text)
        made = without_clitics(doc, EventMention(span(text, "طالب"), "demand", "actual", "pos", Why("test"), agent=(span(text, words),)))
        return doc.text[slice(*made.agent[0])]

    assert agent("طالب النائب ورئيس الوزراء بالتحقيق.", "ورئيس الوزراء") == "رئيس الوزراء"
    assert agent("طالب النائب وَرئيس الوزراء بالتحقيق.", "وَرئيس الوزراء") == "رئيس الوزراء", "behind its vowel too"
    assert agent("طالب وزير الدفاع بالتحقيق.", "وزير الدفاع") == "وزير الدفاع"
    assert agent("طالب وانغ بالتحقيق.", "وانغ") == "وانغ", "an unknown name"


def test_what_an_act_aims_at_is_not_where_its_preparation_happens() -> None:
    def place(text: str, act: str, kind: str, later: str, later_kind: str, where: str) -> str | None:
        there = span(text, where)
        first = replace(event(text, act, kind), place=there)
        made = checked(document(text), [first, event(text, later, later_kind, target=where)], (), [there])[0]
        return text[slice(*made.place)] if made.place is not None else None

    assert place("وأعلنت الجماعة إنشاء معسكر للهجوم على مصر.", "إنشاء", "establish", "للهجوم", "attack", "مصر") is None
    assert place("واجتمع القادة للسيطرة على تعز.", "واجتمع", "meet", "للسيطرة", "seize", "تعز") is None
    assert place("وخاض الجيش معركة للسيطرة على تعز.", "معركة", "clash", "للسيطرة", "seize", "تعز") == "تعز", "a battle is there"
    assert place("وأنشأت الجماعة معسكرا بعد الهجوم على مصر.", "وأنشأت", "establish", "الهجوم", "attack", "مصر") == "مصر", "no aim: left as read"


@pytest.mark.parametrize(("text", "trigger", "whose"), [
    ("إن الخسائر التي مُنيت بها جماعة الراية دفعت قيادتها إلى الانسحاب.", "الخسائر", "جماعة الراية"),
    ("الخسائر البشرية الكبيرة التي تكبدها المسلحون في البلدة.", "الخسائر", "المسلحون"),
    ("الخسائر الفادحة التي لحقت بالمتمردين على الجبهة.", "الخسائر", "المتمردين"),
    ("ومنيت القوات الحكومية بخسائر فادحة.", "بخسائر", "القوات الحكومية"),
    ("ألحق الجيش خسائر كبيرة بالمسلحين قرب البلدة.", "خسائر", "المسلحين"),
    ("لحقت بالجيش خسائر بشرية.", "خسائر", "الجيش"),
])
def test_losses_are_of_whom_the_verb_of_suffering_names(text: str, trigger: str, whose: str) -> None:
    doc = document(text)
    read = suffered(doc, event(text, trigger, "kill", agent=whose))
    assert [doc.words(t) for t in read.target] == [whose] and read.agent == ()


@pytest.mark.parametrize(("text", "trigger"), [("الخسائر التي لحقت به كبيرة.", "الخسائر"), ("وصف الوزير الخسائر بالكبيرة.", "الخسائر"), ("قتل الجيش جنديا.", "قتل")])
def test_losses_of_nobody_named_stay_as_they_were(text: str, trigger: str) -> None:
    read = event(text, trigger, "kill")
    assert suffered(document(text), read) == read


def test_a_list_goes_on_with_its_preposition() -> None:
    """مساعدات للبنان وليبيا, and للبنان ولليبيا alike."""
    text = "قدمت الرياض مساعدات للبنان ولليبيا."
    read = event(text, "مساعدات", "aid", target="لبنان")
    assert [document(text).words(t) for t in listed(document(text), read, frozenset()).target] == ["لبنان", "ليبيا"]


@pytest.mark.parametrize(("text", "trigger", "agent", "kept"), [
    ("يعيش مسلحو الجماعة حالة ارتباك بعد ورود أخبار عن قرب معركة البلدة.", "معركة", "مسلحو الجماعة", False),
    ("غادرت العائلات المدينة وسط أنباء عن هجوم وشيك.", "هجوم", "العائلات", False),
    ("شن مسلحو الجماعة معركة جديدة قرب البلدة.", "معركة", "مسلحو الجماعة", True),
])
def test_who_hears_news_of_an_act_does_not_do_it(text: str, trigger: str, agent: str, kept: bool) -> None:
    assert bool(beyond_news(document(text), event(text, trigger, "clash", agent=agent)).agent) == kept


def test_joined_verbal_nouns_are_ordered_alike() -> None:
    text = "أمر القائد المسلحين بالانسحاب من البلدة والتوجه إلى الجبال."
    first = replace(event(text, "بالانسحاب", "withdraw"), modality="ordered")
    second = replace(event(text, "والتوجه", "move"), modality="planned")
    assert [e.modality for e in share_modality(document(text), (first, second))] == ["ordered", "ordered"]
