"""English of an act by the word that tells it: what one wording of a type had covered wrongly."""

from __future__ import annotations

import pytest

from khabar.pipeline import read
from tests.gloss.made import report


@pytest.mark.parametrize(
    ("text", "event", "told"),
    [
        ("لقي ثلاثة جنود مصرعهم على يد مسلحين.", {"trigger": "لقي", "type": "kill", "agent": ["مسلحين"], "target": ["ثلاثة جنود"]},
         "3 soldiers were killed by gunmen."),
        ("لقي عمال حتفهم في الحريق.", {"trigger": "حتفهم", "type": "kill", "target": ["عمال"]},
         "Workers were killed."),
        ("توفي شاب بسبب الزلزال.", {"trigger": "توفي", "type": "kill", "target": ["شاب"]}, "A young man died."),
        ("مقتل شاب برصاص جنود.", {"trigger": "مقتل", "type": "kill", "agent": ["جنود"], "target": ["شاب"]},
         "Soldiers killed a young man."),
        ("قتلت برصاص جنود امرأة.", {"trigger": "قتلت", "type": "kill", "agent": ["جنود"], "target": ["امرأة"]},
         "Soldiers shot a woman dead."),
        ("أعلن تحييد مسلحين.", {"trigger": "تحييد", "type": "kill", "target": ["مسلحين"]},
         "Gunmen were neutralised."),
        ("نزعت الفرق ألغاما.", {"trigger": "نزعت", "type": "destroy", "target": ["ألغاما"]}, "Mines were cleared."),
        ("تفكيك عبوة ناسفة.", {"trigger": "تفكيك", "type": "destroy", "target": ["عبوة ناسفة"]},
         "A bomb was defused."),
        ("تصدت القوات للمهاجمين.", {"trigger": "تصدت", "type": "clash", "agent": ["القوات"]},
         "The forces repelled an attack."),
        ("تصديها لصواريخ.", {"trigger": "تصديها", "type": "clash", "target": ["صواريخ"]}, "Missiles were engaged."),
        ("قاومت القوات المهاجمين.", {"trigger": "قاومت", "type": "clash", "agent": ["القوات"]},
         "The forces put up resistance."),
        ("اختراق السياج من مهاجرين.", {"trigger": "اختراق", "type": "attack", "agent": ["مهاجرين"], "target": ["السياج"]},
         "Migrants broke through the fence."),
        ("اختراق حسابات الوزارة.", {"trigger": "اختراق", "type": "attack", "agent": ["الوزارة"]},
         "The ministry hacked into systems."),
        ("تسلل مسلحون.", {"trigger": "تسلل", "type": "attack", "agent": ["مسلحون"]}, "Gunmen infiltrated."),
        ("السطو على مصرف.", {"trigger": "السطو", "type": "attack", "target": ["مصرف"]}, "The bank was robbed."),
        ("دفع الجيش بتعزيزات.", {"trigger": "دفع", "type": "move", "agent": ["الجيش"]},
         "The army sent in reinforcements."),
        ("رست سفينة في الميناء.", {"trigger": "رست", "type": "move", "target": ["سفينة"]}, "A ship docked."),
        ("استقبلت البلدة نازحين.", {"trigger": "استقبلت", "type": "aid", "target": ["نازحين"]},
         "Displaced people were taken in."),
        ("هزم الجيش مسلحين.", {"trigger": "هزم", "type": "clash", "agent": ["الجيش"], "target": ["مسلحين"]},
         "The army defeated gunmen."),
        ("غرامة على الصحيفة.", {"trigger": "غرامة", "type": "prosecute", "target": ["الصحيفة"]},
         "The newspaper was fined."),
        ("التحقيق جار.", {"trigger": "التحقيق", "type": "prosecute"}, "There was an investigation."),
        ("فتح تحقيق في الحادث.", {"trigger": "تحقيق", "type": "prosecute"}, "An investigation was opened."),
        ("اعتقل رجل بتهمة السرقة.", {"trigger": "بتهمة", "type": "accuse", "target": ["رجل"]}, "A man was accused."),
        ("حل محل وزير.", {"trigger": "حل", "type": "appoint", "target": ["وزير"]}, "The minister was replaced."),
        ("تولت منصبها امرأة.", {"trigger": "تولت", "type": "appoint", "agent": ["امرأة"]}, "A woman took office."),
        ("ألغاها الرئيس.", {"trigger": "ألغاها", "type": "reject", "agent": ["الرئيس"]},
         "The president cancelled something agreed."),
        ("سحب الجنسية من ناشطين.", {"trigger": "سحب", "type": "sanction", "target": ["ناشطين"]},
         "The citizenship of activists was revoked."),
        ("فرض الحزمة على إيران.", {"trigger": "فرض", "type": "sanction"}, "Sanctions were imposed."),
        ("الاتفاق مع الحكومة.", {"trigger": "الاتفاق", "type": "agree", "agent": ["الحكومة"]},
         "The government reached an agreement."),
        ("أعلن الوزراء قرارا.", {"trigger": "أعلن", "type": "declare", "agent": ["الوزراء"]},
         "The ministers made an announcement."),
        ("عوقب موظفون في الوزارة.", {"trigger": "عوقب", "type": "sanction", "target": ["موظفون"]}, "Employees were punished."),
        ("طرد الحزب ناشطين.", {"trigger": "طرد", "type": "withdraw", "agent": ["الحزب"], "target": ["ناشطين"]},
         "The party expelled activists."),
        ("دحر الجيش مسلحين.", {"trigger": "دحر", "type": "withdraw", "agent": ["الجيش"], "target": ["مسلحين"]}, "The army drove out gunmen."),
        ("عمل إجرامي جبان.", {"trigger": "عمل", "type": "attack"}, "A criminal act was committed."),
        ("حملة أمنية واسعة.", {"trigger": "حملة", "type": "attack"}, "A security campaign was launched."),
        ("حملة لمكافحة الفساد.", {"trigger": "حملة", "type": "attack"}, "A campaign was launched."),
        ("عمليات عسكرية قرب البلدة.", {"trigger": "عمليات", "type": "attack"}, "A military operation was launched."),
        ("هجوم كيماوي على البلدة.", {"trigger": "هجوم", "type": "attack"}, "A chemical attack took place."),
        ("جمع الأدلة في الموقع.", {"trigger": "جمع", "type": "prosecute"}, "Evidence was collected."),
        ("حوصروا داخل المنجم عمال.", {"trigger": "حوصروا", "type": "besiege", "target": ["عمال"]}, "Workers were trapped."),
        ("إخراج الصبية من النفق.", {"trigger": "إخراج", "type": "displace", "target": ["الصبية"]}, "Boys were brought out."),
        ("رفض التعليق على الخبر متحدث.", {"trigger": "رفض", "type": "reject", "agent": ["متحدث"], "target": ["التعليق"]},
         "A spokesperson declined to comment."),
        ("أمرا تنفيذيا من الرئيس.", {"trigger": "أمرا", "type": "order", "agent": ["الرئيس"]}, "The president issued an executive order."),
        ("أحيل ضابط للتحقيق.", {"trigger": "أحيل", "type": "prosecute", "target": ["ضابط"]}, "An officer was referred to the judicial authorities."),
        ("تضررت أسر من السيول.", {"trigger": "تضررت", "type": "destroy", "target": ["أسر"]}, "Families suffered damage."),
        ("وقف العمليات العسكرية.", {"trigger": "وقف", "type": "ceasefire"}, "Military operations were stopped."),
        ("اندلعت الثورة قبل سنوات.", {"trigger": "الثورة", "type": "protest"}, "There was a revolution."),
        ("مغادرة منصبه المدير.", {"trigger": "مغادرة", "type": "appoint", "agent": ["المدير"]}, "The director left office."),
        ("إرشاد الصبية إلى المخرج.", {"trigger": "إرشاد", "type": "aid", "target": ["الصبية"]}, "Boys were guided."),
        ("اتصال مرئي بين الوزراء.", {"trigger": "اتصال", "type": "meet", "agent": ["الوزراء"]}, "The ministers held a video call."),
    ],
)  # fmt: skip
def test_the_word_tells_the_act(text: str, event: dict[str, object], told: str) -> None:
    (claim,) = report(text, [event]).claims()
    assert claim.statement == told


def test_bodies_that_are_counted_are_people() -> None:
    text = "انتشلت فرق الإنقاذ 12 جثة من تحت الأنقاض."
    made = report(text, [{"trigger": "جثة", "type": "kill", "target": ["12 جثة"], "count": [("killed", 12, 12, False, "12 جثة")]}])
    assert made.claims()[0].statement == "12 people were found dead."


def test_a_crossing_is_no_attacker() -> None:
    (claim,) = read("أغلقت السلطات منفذ الوديعة.", published="2018-05-05", reader="auto").claims
    assert claim.statement == "The authorities closed Al Wadiah crossing."
