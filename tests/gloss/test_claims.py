"""Claims: what is one claim, and its two identities."""

from __future__ import annotations

from dataclasses import replace

from khabar.record import Source
from khabar.record.tellings import tellings
from tests.gloss.made import Made, report, said, span

FIRST = "قال المحافظ إن مسلحين قتلوا أربعة جنود. وقالت الشرطة إن مسلحين قتلوا سبعة جنود."
SECOND = "أفادت الشرطة بأن مسلحين قتلوا سبعة جنود، وأكد الشهود ذلك."


def made_first() -> Made:
    return report(
        FIRST,
        [
            {"trigger": "قتلوا", "type": "kill", "agent": ["مسلحين"], "target": ["أربعة جنود"], "count": [("killed", 4, 4, False, "أربعة جنود")]},
            {"trigger": "قتلوا@2", "type": "kill", "agent": ["مسلحين@2"], "target": ["سبعة جنود"], "count": [("killed", 7, 7, False, "سبعة جنود")]},
        ],
        attributions=(
            said(FIRST, 1, "قال", "s1", "مسلحين قتلوا أربعة جنود"),
            said(FIRST, 2, "وقالت", "s2", "مسلحين قتلوا سبعة جنود"),
        ),
        sources=(
            Source("s1", "المحافظ", "person", False, (span(FIRST, "المحافظ"),)),
            Source("s2", "الشرطة", "organization", False, (span(FIRST, "الشرطة"),)),
        ),
        groups=("g1", "g1"),
    )


def made_second() -> Made:
    return report(
        SECOND,
        [{"trigger": "قتلوا", "type": "kill", "agent": ["مسلحين"], "target": ["سبعة جنود"], "count": [("killed", 7, 7, False, "سبعة جنود")]}],
        attributions=(said(SECOND, 1, "أفادت", "s1", "مسلحين قتلوا سبعة جنود"),),
        sources=(Source("s1", "الشرطة", "organization", False, (span(SECOND, "الشرطة"),)),),
    )


def test_differing_tolls_of_two_sources_are_two_claims_of_one_happening() -> None:
    claims = made_first().claims()
    assert [c.event for c in claims] == ["g1", "g1"]
    assert [c.origin for c in claims] == ["s1", "s2"]
    assert claims[0].claimed != claims[1].claimed


def test_the_same_thing_claimed_elsewhere_has_the_same_first_identity_only() -> None:
    here, there = made_first().claims()[1], made_second().claims()[0]
    assert here.claimed == there.claimed
    assert here.claiming != there.claiming


def test_identities_do_not_depend_on_the_run() -> None:
    assert made_first().claims() == made_first().claims()


def test_modality_is_part_of_what_is_claimed() -> None:
    text = "سيقتل المسلحون الرهائن. قتل المسلحون الرهائن."
    made = report(
        text,
        [
            {"trigger": "سيقتل", "type": "kill", "agent": ["المسلحون"], "target": ["الرهائن"], "modality": "planned"},
            {"trigger": "قتل@2", "type": "kill", "agent": ["المسلحون@2"], "target": ["الرهائن@2"]},
        ],
        groups=("g1", "g1"),
    )
    claims = made.claims()
    assert len(claims) == 2 and claims[0].claimed != claims[1].claimed


def test_text_quotes_the_sentence() -> None:
    assert made_first().claims()[1].text == "وقالت الشرطة إن مسلحين قتلوا سبعة جنود."


def test_an_overlong_line_is_not_repeated_for_every_claim() -> None:
    text = "قتل مسلحون جنديا قرب الجسر الكبير " * 400
    made = report(text, [{"trigger": f"قتل@{n}", "type": "kill"} for n in range(1, 101)])
    assert all(len(c.text) < 1500 and "قتل" in c.text for c in made.claims())


def _side_by_side(act: str, who: str = "s2") -> Made:
    text = "اتهمت الحكومة الحزب بقتل أربعة جنود، وهو ما نفاه ناطق باسم الحزب."
    return report(
        text,
        [{"trigger": "بقتل", "type": "kill", "agent": ["الحزب"], "target": ["أربعة جنود"]}],
        attributions=(
            said(text, 1, "اتهمت", "s1", "بقتل أربعة جنود", act="accuse"),
            said(text, 2, "نفاه", who, "بقتل أربعة جنود", act=act),
        ),
        sources=(
            Source("s1", "الحكومة", "organization", False, (span(text, "الحكومة"),)),
            Source("s2", "ناطق باسم الحزب", "person", False, (span(text, "ناطق باسم الحزب"),)),
        ),
    )


def test_who_takes_up_another_s_words_makes_a_claim_of_its_own() -> None:
    claims = _side_by_side("deny").claims()
    assert [(c.chain, c.origin) for c in claims] == [(("a1",), "s1"), (("a2",), "s2")]
    assert claims[0].claimed == claims[1].claimed and claims[0].claiming != claims[1].claiming
    assert "denies" in claims[1].gloss and "according to" not in claims[1].gloss
    assert [c.chain for c in _side_by_side("say").claims()] == [("a1", "a2")], "a relay wraps what it relays"
    assert [c.chain for c in _side_by_side("confirm", "s1").claims()] == [("a1", "a2")], "one voice"


def test_voices_around_and_inside_go_with_each_of_the_two() -> None:
    text = "قالت الوكالة إن الحكومة اتهمت الحزب بقتل أربعة جنود كما يزعم شاهد، وهو ما نفاه ناطق."
    content = "بقتل أربعة جنود كما يزعم شاهد"
    around, first = said(text, 1, "قالت", "s1", text[text.index("الحكومة"):-1]), said(text, 2, "اتهمت", "s2", content, act="accuse", parent="a1")
    inside, second = said(text, 3, "يزعم", "s4", "بقتل أربعة جنود", parent="a2"), said(text, 4, "نفاه", "s3", content, act="deny", parent="a1")
    known = {a.id: a for a in (around, first, inside, second)}
    assert tellings(("a1", "a2", "a4", "a3"), known) == (("a1", "a2", "a3"), ("a1", "a4", "a3"))
    outside = replace(second, parent=None)
    narrow = replace(around, content=first.content)
    assert tellings(("a1", "a2", "a4"), {"a1": narrow, "a2": first, "a4": outside})[-1] == ("a4",), "who denies stands outside the agency's words"
