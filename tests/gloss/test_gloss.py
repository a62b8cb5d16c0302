"""Plain English and Arabic sentences: they read like these."""

from __future__ import annotations

import pytest

from khabar.assemble.english_numbers import count_text
from khabar.pipeline import read
from khabar.record import Source
from khabar.resolve.actor_names import english as english_name
from khabar.resolve.actor_phrases import read as read_phrase
from khabar.resolve.actor_words import plain_words
from tests.gloss.made import Made, place, report, said, span, time


def _told(text: str) -> str:
    """The gloss of the one claim that a text makes."""
    (claim,) = read(text, reader="lexicon").claims
    return claim.gloss


def glosses(made: Made) -> list[tuple[str, str | None]]:
    return [(c.gloss, c.gloss_ar) for c in made.claims()]


def test_actor_target_number_place_time() -> None:
    text = "قتل مسلحون مجهولون أربعة مدنيين في بلدة الرملية يوم الثلاثاء."
    made = report(
        text,
        [{"trigger": "قتل", "type": "kill", "agent": ["مسلحون مجهولون"], "target": ["أربعة مدنيين"], "place": "p1", "time": "t1",
          "count": [("killed", 4, 4, False, "أربعة مدنيين")]}],
        places=(place(text, 1, "الرملية", "Ramliya"),), times=(time(text, 1, "الثلاثاء", "2018-02-27", "2018-02-27"),),
    )  # fmt: skip
    assert glosses(made) == [
        (
            "Unidentified gunmen killed 4 civilians in Ramliya on 27 February 2018.",
            "قتل مسلحين مجهولين أربعة مدنيين في الرملية في 27 فبراير 2018.",
        )
    ]


def test_losses_are_suffered_by_a_body_that_nobody_can_kill() -> None:
    text = "وتكبدت القوات الحكومية خسائر كبيرة."
    made = report(text, [{"trigger": "خسائر", "type": "kill", "target": ["القوات الحكومية"]}])
    assert glosses(made) == [("The government forces suffered losses.", "وقوع خسائر في صفوف القوات الحكومية.")]


def test_chain_with_the_outermost_last() -> None:
    text = "نقلت وكالة سبأ عن المتحدث باسم الجيش اليمني ماهر الشعيبي أن الطائرات الحربية قصفت مستودعا قرب صعدة."
    sources = (
        Source("s1", "وكالة سبأ", "media", False, (span(text, "وكالة سبأ"),)),
        Source("s2", "ماهر الشعيبي", "person", False, (span(text, "المتحدث باسم الجيش اليمني ماهر الشعيبي"),),
               role="المتحدث باسم الجيش اليمني"),
    )  # fmt: skip
    content = "الطائرات الحربية قصفت مستودعا قرب صعدة"
    made = report(
        text,
        [{"trigger": "قصفت", "type": "airstrike", "agent": ["الطائرات الحربية"], "target": ["مستودعا"], "place": "p1"}],
        attributions=(
            said(text, 1, "نقلت", "s1", "المتحدث باسم الجيش اليمني ماهر الشعيبي أن " + content),
            said(text, 2, "عن", "s2", content, parent="a1"),
        ),
        sources=sources, places=(place(text, 1, "صعدة", "Saada"),),
    )  # fmt: skip
    (english, arabic), = glosses(made)
    assert english == (
        "The warplanes bombed a depot in Saada, says Maher al-Shaibi [ماهر الشعيبي] (Yemeni pro-government forces),"
        " according to Saba News Agency."
    )
    assert arabic is not None and arabic.startswith("أفاد ماهر الشعيبي بقصف الطائرات الحربية مستودعا")
    assert arabic.endswith("بحسب وكالة سبأ.")


def test_modalities_and_polarity() -> None:
    text = "تعتزم القوات التركية مهاجمة الجيش السوري في تل النخيل."
    cases = {
        ("actual", "pos"): "Turkish forces attacked the Syrian army",
        ("actual", "neg"): "Turkish forces did not attack the Syrian army",
        ("planned", "pos"): "Turkish forces plan to attack the Syrian army",
        ("ordered", "pos"): "Turkish forces were ordered to attack the Syrian army",
        ("threatened", "pos"): "Turkish forces threatened to attack the Syrian army",
        ("possible", "pos"): "Turkish forces may attack the Syrian army",
        ("conditional", "neg"): "Turkish forces would not attack the Syrian army",
    }
    for (modality, polarity), clause in cases.items():
        made = report(
            text,
            [{"trigger": "مهاجمة", "type": "attack", "agent": ["القوات التركية"], "target": ["الجيش السوري"], "modality": modality,
              "polarity": polarity}],
        )  # fmt: skip
        assert made.claims()[0].gloss.removeprefix("The ").startswith(clause), (modality, made.claims()[0].gloss)


def test_passive_where_no_agent_is_known() -> None:
    text = "من المقرر الإفراج عن خمسة صحافيين سودانيين غدا."
    made = report(
        text,
        [{"trigger": "الإفراج", "type": "release", "target": ["خمسة صحافيين سودانيين"], "modality": "planned",
          "count": [("other", 5, 5, False, "خمسة صحافيين سودانيين")]}],
    )  # fmt: skip
    assert glosses(made) == [("5 Sudanese journalists are to be released.", "التخطيط للإفراج عن خمسة صحافيين سودانيين.")]


def test_denials_demands_and_what_a_demand_presupposes() -> None:
    text = "نفت وزارة الدفاع العراقية قصف منازل. وطالبت إيران بوقف إطلاق النار بعد الاشتباكات."
    sources = (
        Source("s1", "وزارة الدفاع العراقية", "organization", False, (span(text, "وزارة الدفاع العراقية"),)),
        Source("s2", "إيران", "organization", False, (span(text, "إيران"),)),
    )
    made = report(
        text,
        [
            {"trigger": "قصف", "type": "shelling", "target": ["منازل"]},
            {"trigger": "بوقف", "type": "ceasefire", "modality": "possible"},
            {"trigger": "الاشتباكات", "type": "clash"},
        ],
        attributions=(
            said(text, 1, "نفت", "s1", "قصف منازل", act="deny"),
            said(text, 2, "وطالبت", "s2", "بوقف إطلاق النار بعد الاشتباكات", act="demand"),
        ),
        sources=sources,
    )
    english = [e for e, _ in glosses(made)]
    assert english[0] == "The Iraqi defence ministry denies that houses were shelled."
    assert english[1] == "A ceasefire should take effect, demands Iran."
    assert english[2] == "Clashes broke out, says Iran."
    arabic = [a for _, a in glosses(made)]
    assert arabic[0] == "نفت وزارة الدفاع العراقية تعرّض منازل للقصف."
    assert arabic[1] == "طالبت إيران بوقف إطلاق النار."


def test_unnamed_sources_stay_unnamed() -> None:
    text = "قال مسؤول أمني عراقي إن انفجارا وقع في الرملية."
    made = report(
        text,
        [{"trigger": "انفجارا", "type": "bombing"}],
        attributions=(said(text, 1, "قال", "s1", "انفجارا وقع في الرملية"),),
        sources=(Source("s1", "مسؤول أمني عراقي", "anonymous", True, (span(text, "مسؤول أمني عراقي"),)),),
    )
    assert made.claims()[0].gloss == "There was an explosion, says an unnamed Iraqi security official."


def test_what_cannot_be_put_into_english_stays_arabic() -> None:
    text = "صادرت الشرطة الكينية مخطوطات نادرة."
    made = report(text, [{"trigger": "صادرت", "type": "seize", "agent": ["الشرطة الكينية"], "target": ["مخطوطات نادرة"]}])
    assert made.claims()[0].gloss == "The Kenyan police seized «مخطوطات نادرة»."


def test_moving_from_and_to() -> None:
    text = "أرسلت جماعة الحوثي نحو 80 مقاتلا من ذمار إلى إب."
    made = report(
        text,
        [{"trigger": "أرسلت", "type": "move", "agent": ["جماعة الحوثي"], "target": ["نحو 80 مقاتلا"], "origin": "p1",
          "destination": "p2", "count": [("moved", 80, 80, True, "نحو 80 مقاتلا")]}],
        places=(place(text, 1, "ذمار", "Dhamar"), place(text, 2, "إب", "Ibb")),
    )  # fmt: skip
    assert glosses(made) == [
        ("The Houthis sent about 80 fighters from Dhamar to Ibb.", "إرسال جماعة الحوثي نحو 80 مقاتلا من ذمار إلى إب.")
    ]


def test_attack_and_its_harm_in_one_claim() -> None:
    text = "هاجم انتحاري حاجزا للشرطة الأفغانية، ما أدى إلى مقتل سبعة جنود وإصابة 12 آخرين."
    made = report(
        text,
        [
            {"trigger": "هاجم", "type": "suicide_attack", "agent": ["انتحاري"], "target": ["حاجزا للشرطة الأفغانية"]},
            {"trigger": "مقتل", "type": "kill", "target": ["سبعة جنود"], "count": [("killed", 7, 7, False, "سبعة جنود")]},
            {"trigger": "وإصابة", "type": "injure", "count": [("injured", 12, 12, False, "12 آخرين")]},
        ],
        groups=("g1", "g1", "g1"),
    )
    claims = made.claims()
    assert len(claims) == 1 and claims[0].events == ("v1", "v2", "v3")
    assert claims[0].gloss == (
        "A suicide bomber attacked a checkpoint of the Afghan police in a suicide attack; 7 soldiers were killed; 12 people were injured."
    )


def test_numbers_in_words() -> None:
    assert count_text(12, 12, False) == "12"
    assert count_text(80, 80, True) == "about 80"
    assert count_text(201, None, False, strict=True) == "more than 200"
    assert count_text(61, None, False) == "at least 61"
    assert count_text(30, None, False) == "at least 30"
    assert count_text(200, None, True) == "hundreds of"
    assert count_text(None, 50, False) == "up to 50"
    assert count_text(20, 30, False) == "20 to 30"
    assert count_text(1500, 1500, False) == "1,500"
    assert count_text(None, None, False) is None


def test_arabic_verbs_agree_with_the_speaker() -> None:
    for name, kind, verb in (
        ("المتحدثة باسم الهيئة نجوى القمحاوي", "person", "أفادت"),
        ("سلمى القمحاوي", "person", "أفادت"),
        ("أسامة القمحاوي", "person", "أفاد"),
        ("مصادر طبية", "collective", "أفادت"),
        ("تركيا", "organization", "أفادت"),
        ("العراق", "organization", "أفاد"),
        ("شهود", "collective", "أفاد"),
    ):
        text = f"قال {name} إن انفجارا وقع."
        made = report(
            text,
            [{"trigger": "انفجارا", "type": "bombing"}],
            attributions=(said(text, 1, "قال", "s1", "انفجارا وقع"),),
            sources=(Source("s1", name, kind, False, (span(text, name),)),),  # type: ignore[arg-type]
        )
        assert (made.claims()[0].gloss_ar or "").split()[0] == verb, name


def test_a_denied_event_is_not_denied_twice() -> None:
    text = "نفى المتحدث مقتل جنود."
    made = report(
        text,
        [{"trigger": "مقتل", "type": "kill", "target": ["جنود"], "polarity": "neg"}],
        attributions=(said(text, 1, "نفى", "s1", "مقتل جنود", act="deny"),),
        sources=(Source("s1", "المتحدث", "anonymous", True, (span(text, "المتحدث"),)),),
    )
    assert made.claims()[0].gloss == "An unnamed spokesperson denies that soldiers were killed."
    assert made.claims()[0].gloss_ar == "نفى المتحدث مقتل جنود."


def test_what_is_refused_or_doubted_is_not_denied() -> None:
    def told(text: str) -> str:
        (claim,) = [c for c in read(text, reader="lexicon").claims if c.chain]
        return claim.gloss

    assert told("ورفضت النقابة اعتقال ثلاثة صحفيين.").startswith("The trade union rejects: ")
    assert told("ونفت النقابة اعتقال ثلاثة صحفيين.").startswith("The trade union denies that ")
    assert told("واستبعدت النقابة اعتقال ثلاثة صحفيين.").startswith("The trade union rules out that ")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("رفعت الحكومة الحظر عن الصيد.", "(about lifting this)"),
        ("قال الرئيس إن العمليات العسكرية الواسعة في الساحل انتهت أمس.", "(now over)"),
        ("المعارك في البلدة لم تتوقف.", "(not over)"),
        ("المفاوضات بين الحكومة والمعارضة تعثرت أمس.", "(about this stalling)"),
        ("يحاكم شاب متهم في قضية سرقة مصرف.", "(alleged)"),
        ("أنهى الجيش حصار البلدة.", "(about ending this)"),
        ("وأجل المجلس التصويت على القانون.", "(about putting this off)"),
        ("ألغى الوزير زيارته.", "(about calling this off)"),
        ("أوقف شاب بتهمة قتل جاره.", "(alleged)"),
        ("انتشرت شائعات عن وفاة القائد.", "(rumoured)"),
        ("ونجا الحارس من محاولة اغتيال.", "to have been assassinated"),
    ],
)
def test_a_gloss_says_what_is_told_of_the_act(arabic: str, english: str) -> None:
    told = " ".join(c.gloss for c in read(arabic, reader="lexicon").claims)
    assert english in told


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("ومثل الوزير السابق أمام المحكمة.", "appeared"),
        ("واختفى الصحفي سامر الحداد قبل أسبوع.", "disappeared"),
        ("اقتحم المتظاهرون مبنى المحافظة.", "stormed"),
        ("أعلنت السلطات تنفيذ حكم الإعدام بحق خمسة مدانين.", "carried out"),
        ("وتعرض السجين للتعذيب.", "tortured"),
    ],
)
def test_a_gloss_says_what_the_word_says(arabic: str, english: str) -> None:
    assert english in " ".join(c.gloss for c in read(arabic, reader="lexicon").claims)


def test_what_follows_a_finished_act_says_nothing_of_it() -> None:
    for text in ("علق الوزير على الهجوم.", "أنهى الوزير زيارته بعد الهجوم على الثكنة.", "من أجل وقف دائم للقتال تحركت القوات بعد القصف."):
        told = [c.gloss for c in read(text, reader="lexicon").claims if "attack" in c.gloss or "shell" in c.gloss]
        assert told and not any("about" in g for g in told), text


def test_numbers_are_told_as_the_words_tell_them() -> None:
    def told(text: str) -> str:
        return read(text, reader="lexicon").claims[0].gloss

    assert told("قتل 61 عاملا سوريا على الأقل في الانهيار.").startswith("At least 61 ")
    assert told("قتل أكثر من 60 عاملا سوريا في الانهيار.").startswith("More than 60 ")
    assert told("قتل فلسطيني وأصيب آخر بجروح في القصف.").startswith("A Palestinian national ")


@pytest.mark.parametrize(
    ("arabic", "english"),
    {
        "القائد": "the commander",
        "مدير المستشفى": "the director (hospital)",
        "قائد الشرطة": "the police chief",
        "قائد شرطة الرملية": "the police chief",
        "القائد دوغلاس": "Douglas [دوغلاس] (commander)",
    }.items(),
)
def test_a_speaker_without_a_name_is_called_by_the_office(arabic: str, english: str) -> None:
    assert _told(f"قال {arabic} إن المسلحين هاجموا البلدة.") == f"Gunmen attacked the town, says {english}."


def test_what_has_a_pronoun_is_somebody_s() -> None:
    text = "نقل التنظيم مسلحيه إلى بلاده."
    made = report(text, [{"trigger": "نقل", "type": "move", "agent": ["التنظيم"], "target": ["مسلحيه"]}])
    assert glosses(made)[0][0] == "The group moved its gunmen."
    made = report("هاجم المسلحون قواتنا.", [{"trigger": "هاجم", "type": "attack", "agent": ["المسلحون"], "target": ["قواتنا"]}])
    assert glosses(made)[0][0] == "Gunmen attacked our forces."


@pytest.mark.parametrize(
    ("arabic", "english"),
    {
        "قالت مصادر ميدانية": "say unnamed field sources",
        "قال مصدر أمني": "says an unnamed security source",
        "قال مسؤول محلي": "says an unnamed local official",
        "قالت وسائل إعلام محلية": "say local media",
        "قال مراقبون": "say unnamed observers",
        "قالت مصادر طبية متطابقة": "say unnamed medical sources «مصادر طبية متطابقة»",
    }.items(),
)
def test_unnamed_sources_are_told_by_their_field(arabic: str, english: str) -> None:
    assert _told(f"{arabic} إن المسلحين قصفوا البلدة.") == f"Gunmen shelled the town, {english}."


def test_a_place_is_told_once() -> None:
    text = "وحاصر الجيش الزبير شهرا ثم حرر المدينة، ودخلت القوات الفاو."
    places = (place(text, 1, "الزبير", "Al-Zubair"), place(text, 2, "الفاو", "Al-Faw"))
    made = report(
        text,
        [{"trigger": "وحاصر", "type": "besiege", "agent": ["الجيش"], "target": ["الزبير"], "place": "p1"},
         {"trigger": "حرر", "type": "seize", "agent": ["الجيش"], "target": ["المدينة"], "place": "p1"},
         {"trigger": "ودخلت", "type": "move", "agent": ["القوات"], "target": ["الفاو"], "place": "p2", "destination": "p2"}],
        places=places,
    )  # fmt: skip
    assert [english for english, _ in glosses(made)] == [
        "The army besieged Al-Zubair.", "The army retook the city of Al-Zubair.", "The forces moved in to Al-Faw.",
    ]  # fmt: skip


def test_names_alone_and_numbers_alone_are_english() -> None:
    text = "وقال ديرك كرافتن إن نحو 95 ألفا نزحوا وإن كرافتن وزينب اعتقلتا في شارع الزهور."
    made = report(
        text,
        [{"trigger": "نزحوا", "type": "displace", "target": ["نحو 95 ألفا"], "count": [("displaced", 95_000, 95_000, True, "نحو 95 ألفا")]},
         {"trigger": "اعتقلتا", "type": "arrest", "target": ["كرافتن@2", "زينب"], "place": "p1"}],
        sources=(Source("s1", "ديرك كرافتن", "person", False, (span(text, "ديرك كرافتن"),)),), places=(place(text, 1, "شارع الزهور", None),),
    )  # fmt: skip
    displaced, arrested = (english for english, _ in glosses(made))
    assert displaced == "About 95,000 people fled."
    assert "Karaftin [" in arrested and "Zeinab [زينب]" in arrested and "al-Zahur Street [شارع الزهور]" in arrested


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("محامي ترامب", "lawyer of Donald Trump"), ("خطيبة خاشقجي", "fiancée of Jamal Khashoggi"), ("الرئيس ترامب", "Donald Trump"), ("وزير الخارجية مايك بومبيو", "Mike Pompeo"),
        ("أنصار الحزب", "supporters of the party"), ("أفراد الفريق", "members of the team"), ("بعض المهاجرين", "migrants"), ("البعض الآخر", "others"), ("المحققين الأتراك", "Turkish investigators"),
    ],
)  # fmt: skip
def test_people_are_told_by_what_they_are(words: str, told: str) -> None:
    phrase = read_phrase(plain_words(words))
    assert phrase is not None and english_name(phrase) == told


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "told"),
    [
        ("وحمل الوزير الحزب المسؤولية.", "حمل", "accuse", "laid blame"), ("واستجوبت الشرطة الوزير.", "استجوبت", "prosecute", "questioned"), ("وأحال القاضي الوزير إلى المحكمة.", "أحال", "prosecute", "referred"),
        ("وتولى الوزير المنصب.", "تولى", "appoint", "took office"), ("وأنقذ الجيش الوزير.", "أنقذ", "aid", "rescued"), ("واستدعت الحكومة السفير.", "استدعت", "sanction", "summoned"),
        ("ووقع الحادث ليلا.", "الحادث", "attack", "An incident"), ("وقررت الحكومة الرحيل.", "قررت", "declare", "decision"), ("وتدين الحكومة الحزب.", "تدين", "accuse", "a condemnation"),
    ],
)  # fmt: skip
def test_an_act_is_told_by_its_own_word(text: str, trigger: str, kind: str, told: str) -> None:
    words = text.split()
    event = {"trigger": trigger, "type": kind} | ({"agent": [words[1].strip(".")]} if kind != "attack" else {})
    assert told in glosses(report(text, [event]))[0][0]


def test_pronouns_and_numbers_of_them() -> None:
    text = "أما هي فأصيبت، وأسر العشرات منها."
    made = report(text, [{"trigger": "فأصيبت", "type": "injure", "target": ["هي"]}, {"trigger": "وأسر", "type": "arrest", "target": ["العشرات منها"]}])
    assert [english for english, _ in glosses(made)] == ["That woman was injured.", "Dozens of people were captured."]


def test_any_and_names_with_numbers() -> None:
    text = "وقتل أي شخص، وستشارك الطائرة الشبح أف -35، واعتقل الشاب البالغ من العمر 17 عاما."
    made = report(text, [
        {"trigger": "وقتل", "type": "kill", "target": ["أي شخص"]}, {"trigger": "وستشارك", "type": "cooperate", "agent": ["الطائرة الشبح أف -35"]},
        {"trigger": "واعتقل", "type": "arrest", "target": ["الشاب البالغ من العمر 17 عاما"]},
    ])  # fmt: skip
    killed, joined, arrested = (english for english, _ in glosses(made))
    assert killed == "Any person was killed." and "35 " not in joined.split("[")[0] and "17" not in arrested.split("[")[0]


def test_two_presidents_two_ports_and_whoever_takes_part() -> None:
    text = "التقى الرئيسان المصري عبدالفتاح السيسي والسوداني عمر البشير، واستعادت القوات ميناءي المخا، وتظاهر الآلاف."
    made = report(
        text,
        [{"trigger": "التقى", "type": "meet", "agent": ["الرئيسان المصري عبدالفتاح السيسي"], "target": ["السوداني عمر البشير"]},
         {"trigger": "واستعادت", "type": "seize", "agent": ["القوات"], "target": ["ميناءي المخا"]},
         {"trigger": "وتظاهر", "type": "protest", "agent": ["الآلاف"], "count": [("participants", 2000, None, True, "الآلاف")]}],
    )  # fmt: skip
    met, took, marched = (english for english, _ in glosses(made))
    assert met == "Abdel Fattah el-Sisi met Omar al-Bashir." and "my " not in took and marched == "Thousands of people demonstrated."


@pytest.mark.parametrize(("filler", "english"), [
    ("العديد من مسلحي داعش", "Many gunmen of Islamic State"), ("عددا من الصحفيين", "A number of journalists"), ("معظم السكان", "Most residents"),
    ("بعض الناجين", "Some survivors"), ("جميع السكان", "All residents"), ("حافلتين", "Two buses"), ("مستثمران", "Two businesspeople"), ("مستثمرين", "Businesspeople"),
])  # fmt: skip
def test_words_that_count_and_duals_are_told(filler: str, english: str) -> None:
    text = f"نقلت القوات {filler} إلى البلدة."
    (told, _), = glosses(report(text, [{"trigger": "نقلت", "type": "move", "target": [filler]}]))
    assert told.startswith(f"{english} ")


@pytest.mark.parametrize(("target", "where", "name", "told"), [
    ("المعبر", "معبر نصيب", "Nasib Crossing", "The army retook Nasib Crossing."), ("المدينة", "الفاو", "Al-Faw", "The army retook the city of Al-Faw."),
    ("المخازن", "معبر نصيب", "Nasib Crossing", "The army retook depots at Nasib Crossing."),
])
def test_a_place_called_by_its_kind_is_told_once(target: str, where: str, name: str, told: str) -> None:
    text = f"استعاد الجيش {target} في {where}."
    made = report(text, [{"trigger": "استعاد", "type": "seize", "agent": ["الجيش"], "target": [target], "place": "p1"}], places=(place(text, 1, where, name),))
    assert glosses(made)[0][0] == told


@pytest.mark.parametrize(("filler", "english"), [
    ("زوجته", "His wife"), ("زوجها", "Her husband"), ("قواتها", "Its forces"), ("قادته", "Its leaders"), ("عائلاتهم", "Their families"), ("محاميه", "His lawyer"),
    ("نظيره التركي", "His Turkish counterpart"), ("حليفها", "Its ally"), ("سفيرها", "Its ambassador"),
])
def test_whose_people_and_things_are(filler: str, english: str) -> None:
    text = f"نقلت الطائرة {filler} إلى البلدة."
    assert glosses(report(text, [{"trigger": "نقلت", "type": "move", "target": [filler]}]))[0][0].startswith(f"{english} ")


@pytest.mark.parametrize(("words", "name", "told"), [
    ("قطاع غزة", "Gaza Strip", "in the Gaza Strip"), ("الضفة الغربية", "West Bank", "in the West Bank"), ("جسر الرملة", "Ramla Bridge", "on Ramla Bridge"),
    ("مطار الحديدة", "Hodeidah airport", "at Hodeidah airport"), ("ميناء الحديدة", "Port of Hodeidah", "at the Port of Hodeidah"), ("الرملية", "Ramliya", "in Ramliya"),
])
def test_places_have_their_article_and_preposition(words: str, name: str, told: str) -> None:
    text = f"قتل مسلحون جنديا في {words}."
    made = report(text, [{"trigger": "قتل", "type": "kill", "agent": ["مسلحون"], "target": ["جنديا"], "place": "p1"}], places=(place(text, 1, words, name),))
    assert glosses(made)[0][0] == f"Gunmen killed a soldier {told}."


@pytest.mark.parametrize(("filler", "english"), [
    ("مواقع وعربات عسكرية", "Positions and military vehicles were"), ("أسلحة وصواريخ باليستية", "Weapons and ballistic missiles were"),
    ("عشرات القرى والبلدات", "Dozens of villages and towns were"), ("مواقع وأشياء غريبة", "Positions [مواقع وأشياء غريبة] were"),
])
def test_what_and_joins_is_told_where_it_is_known(filler: str, english: str) -> None:
    text = f"دمرت الطائرات {filler}."
    assert glosses(report(text, [{"trigger": "دمرت", "type": "destroy", "target": [filler]}]))[0][0].startswith(english)


def test_one_of_a_kind_of_body_is_told_as_one() -> None:
    text = "دمرت شركة أميركية مستودعا. وأنشأت الشركة الأميركية مصنعا."
    told = [g for g, _ in glosses(report(text, [{"trigger": "دمرت", "type": "destroy", "agent": ["شركة أميركية"], "target": ["مستودعا"]}]))]
    assert told[0].startswith("An American company destroyed")


@pytest.mark.parametrize(("filler", "english"), [
    ("زعيم الحزب", "The leader of the party"), ("مسؤول في الحزب", "An official of the party"), ("مكتب السيدة الأولى", "The office of the first lady"),
    ("محامي الرئيس", "The lawyer of the president"), ("مقاتل من الجماعة", "A fighter of the group"),
])
def test_who_is_the_only_one_of_a_body_has_the_article(filler: str, english: str) -> None:
    text = f"نقلت الطائرة {filler} إلى البلدة."
    assert glosses(report(text, [{"trigger": "نقلت", "type": "move", "target": [filler]}]))[0][0].startswith(f"{english} ")


@pytest.mark.parametrize(("filler", "where", "name", "english"), [
    ("مركز مدينة الرملة", "الرملة", "Ramla", "The town centre of Ramla"), ("ثلاثة ضباط على الأقل", "الرملة", "Ramla", "At least 3 officers"),
])
def test_brackets_repeat_nothing_that_is_told(filler: str, where: str, name: str, english: str) -> None:
    text = f"استهدف المسلحون {filler} في الرملة."
    counts = [("other", 3, None, False, "ثلاثة ضباط على الأقل")] if "ثلاثة" in filler else []
    made = report(text, [{"trigger": "استهدف", "type": "attack", "target": [filler], "count": counts}], places=(place(text, 1, where, name),))
    assert english.lower() in glosses(made)[0][0].lower() and "[" not in glosses(made)[0][0]


@pytest.mark.parametrize(("text", "told"), [
    ("لن يرفع الجيش الحصار عن البلدة.", "(about not lifting this)"), ("ورفع الجيش الحصار عن البلدة.", "(about lifting this)"), ("ألغت الحكومة الانتخابات.", "(about calling this off)"),
])
def test_what_is_not_ended_goes_on(text: str, told: str) -> None:
    assert told in " ".join(c.gloss for c in read(text, reader="lexicon").claims)
