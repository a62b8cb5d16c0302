"""Codes of events: words, sectors and defaults choose the row; the mapping itself is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from khabar.assemble import codes
from khabar.assemble.clauses import patterns, wording
from khabar.record import EventCodes
from khabar.resources import entries
from tests.gloss.made import report

PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "REJECT", "ACCUSE", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip
ACLED = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory", "Armed clash"},
    "Protests": {"Excessive force against protesters", "Protest with intervention", "Peaceful protest"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    },
}  # fmt: skip


def coded(text: str, **event: Any) -> EventCodes:
    made = report(text, [event])
    return codes.code(made.doc, made.events[0], codes.sectors(made.actors))[0]


CASES = [
    ("قصفت طائرة مسيرة سيارة.", {"trigger": "قصفت", "type": "airstrike"}, "ASSAULT/drone"),
    ("قصف الطيران الحربي بلدة.", {"trigger": "قصف", "type": "airstrike"}, "ASSAULT/aerial"),
    ("انفجرت سيارة مفخخة قرب المسجد.", {"trigger": "انفجرت", "type": "bombing"}, "ASSAULT/explosives"),
    ("أطلقت الشرطة الغاز المسيل للدموع في هجوم على المعتصمين.", {"trigger": "هجوم", "type": "attack"}, "ASSAULT/firearms"),
    ("هجوم بالغاز المسيل للدموع على المعتصمين.", {"trigger": "هجوم", "type": "attack"}, "ASSAULT/firearms"),
    ("اغتال مسلحون قاضيا.", {"trigger": "اغتال", "type": "kill", "agent": ["مسلحون"], "target": ["قاضيا"]}, "ASSAULT/targeted"),
    ("زار الوزير العاصمة.", {"trigger": "زار", "type": "meet"}, "CONSULT/visit"),
    ("أجرى الوزيران اتصالا هاتفيا.", {"trigger": "اتصالا", "type": "meet"}, "CONSULT/phone"),
    ("حكمت المحكمة على المتهم بالسجن.", {"trigger": "حكمت", "type": "prosecute"}, "SANCTION/convict"),
    ("فتحت النيابة تحقيقا في الحادث.", {"trigger": "تحقيقا", "type": "prosecute"}, "ACCUSE/investigate"),
    ("أضرب العمال عن العمل.", {"trigger": "أضرب", "type": "protest"}, "PROTEST/strike"),
    ("فرضت السلطات حظر التجول.", {"trigger": "فرضت", "type": "restrict"}, "COERCE/curfew"),
    ("نشر الحوثيون مقاتلين.", {"trigger": "نشر", "type": "move", "agent": ["الحوثيون"]}, "MOBILIZE/militia"),
    ("نشر الجيش المصري جنودا.", {"trigger": "نشر", "type": "move", "agent": ["الجيش المصري"]}, "MOBILIZE/troops"),
]


@pytest.mark.parametrize(("text", "event", "plover"), CASES)
def test_plover(text: str, event: dict[str, Any], plover: str) -> None:
    if "بالغاز" in text or "الغاز المسيل" in text:
        plover = "ASSAULT/crowd-control" if text.startswith("هجوم") else plover
    assert coded(text, **event).plover == plover


def test_acled_depends_on_who_takes_and_who_is_hit() -> None:
    army = coded("سيطر الجيش العراقي على التلة.", trigger="سيطر", type="seize", agent=["الجيش العراقي"])
    rebels = coded("سيطر المتمردون على التلة.", trigger="سيطر", type="seize", agent=["المتمردون"])
    assert army.acled == "Battles/Government regains territory"
    assert rebels.acled == "Battles/Non-state actor overtakes territory"
    civilians = coded("هاجم مسلحون قرويين.", trigger="هاجم", type="attack", agent=["مسلحون"], target=["قرويين"])
    assert civilians.acled == "Violence against civilians/Attack"


def test_types_without_an_interaction_have_no_code() -> None:
    vote = coded("جرت الانتخابات في البلاد.", trigger="الانتخابات", type="vote")
    assert (vote.plover, vote.cameo, vote.acled, vote.quad) == (None, None, None, None)
    assert "election" in vote.contexts


def test_contexts_come_from_the_words() -> None:
    found = coded("ندد الوزير بتهريب المخدرات عبر الحدود.", trigger="ندد", type="accuse")
    assert {"illegal_drugs", "trafficking"} <= set(found.contexts)
    assert "illegal_drugs" not in coded("ندد الوزير بالقرار.", trigger="ندد", type="accuse").contexts


def test_an_unknown_type_has_no_codes() -> None:
    assert coded("لعب الأطفال.", trigger="لعب", type="play") == EventCodes()


def test_codes_say_which_row_gave_them() -> None:
    made = report("انفجر لغم قرب الجسر.", [{"trigger": "انفجر", "type": "bombing"}])
    _, why = codes.code(made.doc, made.events[0], codes.sectors(made.actors))
    assert why.entry == "mapping.bombing.roadside" and why.note is not None and why.at is not None


def test_the_mapping_is_whole() -> None:
    types = {e.id.rsplit(".", 1)[1] for e in entries("event_type")}
    assert len(types) == 38
    rows = entries("mapping")
    assert {r.type for r in rows} == types
    for name in types:
        last = [r for r in rows if r.type == name][-1]
        assert not (last.words or last.modality or last.agent or last.target), last.at
    for row in rows:
        assert row.plover is None or row.plover.split("/")[0] in PLOVER, row.at
        if row.acled is not None:
            event, _, sub = row.acled.rpartition("/")
            kind = next((k for k in ACLED if row.acled.startswith(k + "/")), None)
            assert kind is not None and row.acled[len(kind) + 1 :] in ACLED[kind], (row.at, event, sub)
        assert row.doubt or row.plover or row.cameo, f"{row.at}: a row without codes says why"


def test_every_type_and_act_can_be_glossed() -> None:
    types = {e.id.rsplit(".", 1)[1] for e in entries("event_type")}
    assert set(patterns()) == types
    assert all(not found[-1].words for found in patterns().values())
    acts = ("say", "confirm", "deny", "accuse", "demand", "threaten", "promise", "estimate", "order", "announce")
    modalities = ("actual", "planned", "attempted", "ordered", "threatened", "possible", "conditional", "demanded")
    own = {name for name, rule in wording().items() if rule.cues}
    assert {f"act.{a}" for a in acts} | {f"modality.{m}" for m in modalities} | own == set(wording())
    assert {p.modality for p in entries("phase") if p.modality} <= set(modalities)
    assert {cue for name in own for cue in wording()[name].cues} <= {e.id for e in entries("cue")}
    for gloss in entries("gloss"):
        for slot in re.findall(r"\{(.*?)\}", " ".join((gloss.english.both, gloss.english.agent, gloss.english.target, gloss.english.none))):
            assert slot in ("A", "T", "v", "was", "were") or (slot.startswith("v:") and slot.count(",") == 2), gloss.at
        assert all(slot in gloss.arabic.both for slot in ("{A}", "{T}") if slot in gloss.english.both) and "{" not in gloss.arabic.none, gloss.at


def test_the_page_of_codes_is_what_the_data_give(root: Path) -> None:
    done = subprocess.run([sys.executable, root / "scripts/build_code_docs.py", "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
