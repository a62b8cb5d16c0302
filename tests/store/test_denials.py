"""What a negation denies: the happening, or only that there were victims; and passages that several outlets print."""

from __future__ import annotations

from dataclasses import replace

import pytest

from khabar.assemble.happenings import summarise, units_of
from khabar.assemble.happenings.denial import denial
from khabar.assemble.happenings.slots import Slots
from khabar.assemble.happenings.words import after_prepositions
from khabar.pipeline import read
from khabar.record import Event, EventCodes, Record, RoleFiller, Source, quote
from tests.store.made import WHY, record


def with_detail(words: str, *, kind: str = "injure", outlet: str = "قناة السد") -> Record:
    """A report of an attack to which a negated event is added, told by the same source; ``words`` holds trigger and target."""
    base = record(outlet=outlet, extra=words, source="سليم الراوي")
    text = base.report.text
    trigger, _, target = words.partition(" ")
    at = text.index(words)
    told = quote(text, (at, at + len(trigger)))
    hit = quote(text, (at + len(trigger) + 1, at + len(words))) if target else None
    event = Event("v2", kind, told, "actual", "neg", (), (RoleFiller(hit.span, hit.text),) if hit else (), "p1", None, None, "t1", (),  # type: ignore[arg-type]
                  EventCodes(), ("a1",), "g1", WHY)
    claim = replace(base.claims[0], id="c2", events=("v2",), polarity="neg", claiming="detail", claimed="detail")
    return replace(base, events=(*base.events, event), claims=(*base.claims, claim))


def made(*records: Record):  # type: ignore[no-untyped-def]
    units = [u for r in records for u in units_of(r) if u.family == "violence"]
    return summarise(tuple(units), {})


@pytest.mark.parametrize("words", ["يصب أحد", "إصابات", "يجرح أي شخص"])
def test_nobody_was_hurt_denies_no_attack(words: str) -> None:
    h = made(record(killed=3), with_detail(words))
    assert h.state == "corroborated" and not any(c["denied"] for c in h.claims)


def test_somebody_was_not_killed_is_a_denial() -> None:
    h = made(record(killed=3), with_detail("يقتل القائد", kind="kill"))
    assert any(c["denied"] for c in h.claims)


def test_no_victims_against_some_is_a_contradiction_of_numbers() -> None:
    other = record(killed=3)
    hurt = replace(other.events[0].count[0], what="injured")
    other = replace(other, events=(replace(other.events[0], count=(hurt,)),))
    h = made(other, with_detail("يصب أحد"))
    assert (h.state, h.conflicts, h.counts["injured"].low, h.counts["injured"].high) == ("contested", ("injured: 0 / 3",), 0, 3)


def test_an_account_of_no_victims_alone_affirms_nothing() -> None:
    base = with_detail("يصب أحد")
    alone = replace(base, events=base.events[1:], claims=base.claims[1:])
    assert made(alone).state == "denied"


def test_what_stands_behind_a_word_of_cause_is_taken_as_given() -> None:
    text = "نفت الشركة توقف العمل في المصنع جراء الانفجار"
    base = record()
    event = replace(base.events[0], type="bombing", trigger=quote(text, (text.index("الانفجار"), len(text))), target=(), count=())
    said = [replace(base.attributions[0], act="deny")]
    assert denial(text, base.claims[0], [event], said) == (False, False)
    text = "نفت الشركة وقوع الانفجار"
    event = replace(event, trigger=quote(text, (text.index("الانفجار"), len(text))))
    assert denial(text, base.claims[0], [event], said) == (True, False)


def test_a_denial_stands_although_the_denier_accuses_the_other_side() -> None:
    """The same report tells of another act by the other side; both are linked to the accuser's account."""
    accuser = record(source="قيادة اللواء", outlet="إذاعة الجبل")
    denier = record(source="جماعة الراية", denied=True, outlet="قناة السد")
    act = replace(denier.events[0], id="v2", group="g2", chain=())
    also = replace(denier.claims[0], id="c2", event="g2", events=("v2",), claiming="also", chain=("a2",))
    said = replace(denier.attributions[0], id="a2", act="say")
    denier = replace(denier, events=(*denier.events, act), claims=(*denier.claims, also), attributions=(*denier.attributions, said))
    assert made(accuser, denier).state == "contested"


def test_what_one_accuses_and_another_denies_in_one_sentence_is_contested() -> None:
    text = "اتهمت الحكومة السودانية جماعة الراية بقتل أربعة جنود في بلدة النخيل أمس الاثنين، وهو ما نفته الجماعة."
    h = made(read(text, published="2024-03-12", reader="lexicon"))
    assert h.state == "contested"
    assert [(c["origin_name"], c["denied"]) for c in h.claims] == [("الحكومة السودانية", False), ("جماعة الراية", True)]


def own_words(outlet: str, day: str, text: str) -> Record:
    base = record(outlet=outlet, published=day, source=None, extra=text)
    claim = replace(base.claims[0], chain=(), origin=None, text=text, claiming=f"{outlet} {day}")
    return replace(base, sources=(), attributions=(), claims=(claim,), events=(replace(base.events[0], chain=()),))


def test_one_passage_in_two_outlets_is_one_origin() -> None:
    passage = "وصل رئيس الوزراء إلى البلدة صباح الأربعاء برفقة وزيري الداخلية والصحة وألغى جولة كانت مقررة في الخارج"
    first, copy = own_words("موقع النهار", "2024-03-14", passage), own_words("إذاعة الجبل", "2024-03-15", f"وكان قد {passage} قبل أيام")
    assert made(first, copy).origins == ("outlet:نهار",)
    other = own_words("إذاعة الجبل", "2024-03-15", "قالت مصادر محلية في البلدة إن رئيس الوزراء زارها مع وزيرين ثم عاد إلى العاصمة مساء")
    assert made(first, other).state == "corroborated"


def test_an_unnamed_spokesman_speaks_for_the_body_unless_he_asked_for_it() -> None:
    base = record(source=None)
    role = "المتحدث باسم شركة السدود"
    def spoke(**more: object) -> str:
        s = Source("s1", role, "anonymous", True, (), role=role, affiliation="شركة السدود", why=WHY, **more)  # type: ignore[arg-type]
        return units_of(replace(base, sources=(s,)))[0].accounts[0].origin
    assert spoke().startswith("body:") and spoke(reason=quote(base.report.text, (0, 3))).startswith("unnamed:")


def test_a_village_of_two_words_is_known_by_both() -> None:
    assert after_prepositions("هاجم مسلحون قرية أم سدرة الأربعاء") == ("ام سدره",)


def test_a_speakers_name_used_alone_is_no_place() -> None:
    base = record(source=None)
    place = base.places[0].span
    speaker = Source("s1", "سالم النخيل", "person", False, (place,), why=WHY)
    assert Slots(base).site(list(base.events))[0] is not None
    assert Slots(replace(base, sources=(speaker,))).site(list(base.events))[0] is None


def test_a_detail_read_from_a_text() -> None:
    made_of = read("وقع انفجار في مدينة الرمادي الأحد، ولم يصب أحد بأذى، بحسب العقيد سامي الراوي.", published="2024-03-12", reader="lexicon")
    accounts = [a for u in units_of(made_of) for a in u.accounts]
    assert accounts and not any(a.denied for a in accounts) and any(a.detail for a in accounts)
