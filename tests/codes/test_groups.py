"""Mentions of one happening inside a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.assemble import groups
from khabar.assemble.group_features import comparable, features, mention
from khabar.resources import entries
from tests.gloss.made import Made, place, report, time


def grouped(made: Made) -> list[str]:
    found = {k: d.group for k, d in groups.decide(made.doc, made.events, made.places, made.times).items()}
    return [found[e.id] for e in made.events]


def test_an_attack_its_harm_and_the_word_that_refers_back() -> None:
    text = "هاجم مسلحون مقرا للشرطة في الرملية الأحد. وأسفر الهجوم عن مقتل خمسة جنود."
    made = report(
        text,
        [
            {"trigger": "هاجم", "type": "attack", "agent": ["مسلحون"], "target": ["مقرا للشرطة"], "place": "p1", "time": "t1"},
            {"trigger": "الهجوم", "type": "attack", "agent": ["مسلحون"]},
            {"trigger": "مقتل", "type": "kill", "agent": ["مسلحون"], "target": ["خمسة جنود"], "count": [("killed", 5, 5, False, "خمسة جنود")]},
        ],
        places=(place(text, 1, "الرملية", "Ramliya"),), times=(time(text, 1, "الأحد", "2018-02-25", "2018-02-25"),),
    )  # fmt: skip
    assert grouped(made) == ["g1", "g1", "g1"]


def test_two_attacks_in_two_towns_stay_two() -> None:
    text = "هاجم مسلحون مقرا في الرملية الأحد. وفي حادث منفصل قصفت طائرات حربية مستودعا في النخيلة الخميس."
    made = report(
        text,
        [
            {"trigger": "هاجم", "type": "attack", "agent": ["مسلحون"], "target": ["مقرا"], "place": "p1", "time": "t1"},
            {"trigger": "قصفت", "type": "airstrike", "agent": ["طائرات حربية"], "target": ["مستودعا"], "place": "p2", "time": "t2"},
        ],
        places=(place(text, 1, "الرملية", "Ramliya"), place(text, 2, "النخيلة", "Nukhayla")),
        times=(time(text, 1, "الأحد", "2018-02-25", "2018-02-25"), time(text, 2, "الخميس", "2018-02-22", "2018-02-22")),
    )
    assert grouped(made) == ["g1", "g2"]


def test_types_that_cannot_be_one_happening_are_never_joined() -> None:
    text = "التقى الوزير نظيره في الرملية، وشهدت الرملية انفجارا."
    made = report(
        text,
        [{"trigger": "التقى", "type": "meet", "place": "p1"}, {"trigger": "انفجارا", "type": "bombing", "place": "p1"}],
        places=(place(text, 1, "الرملية", "Ramliya"),),
    )
    assert grouped(made) == ["g1", "g2"]


def test_every_feature_has_a_weight_and_a_meaning() -> None:
    text = "هاجم مسلحون مقرا. وقتل مسلحون جنديا."
    made = report(text, [{"trigger": "هاجم", "type": "attack", "agent": ["مسلحون"]}, {"trigger": "وقتل", "type": "kill", "agent": ["مسلحون@2"]}])
    a, b = (mention(made.doc, e, n, {}, {}) for n, e in enumerate(made.events))
    assert comparable(a, b)
    assert set(features(a, b)) <= set(groups.weights())
    assert all(e.meaning and e.meaning != "?" for e in entries("group_weight"))


@pytest.mark.slow
def test_b_cubed_on_the_annotated_reports(khabar_shared: Path, root: Path) -> None:
    """Groups of annotated events: above both trivial groupings and the floor set when the weights were fitted."""
    import sys

    sys.path.insert(0, str(root / "scripts"))
    from fit_groups import baselines, measure
    from gold_inputs import load

    reports = list(load(khabar_shared / "gold" / "dev"))
    found = measure(reports, None)
    trivial = baselines(reports)
    assert found["F1"] > max(b["F1"] for b in trivial.values())
    assert found["F1"] >= 0.80


def test_a_joined_mention_says_why() -> None:
    text = "قصفت مدفعية الجيش التركي تلة في الرملية. وقال السكان إن مدفعية الجيش التركي قصفت الرملية."
    made = report(
        text,
        [
            {"trigger": "قصفت", "type": "shelling", "agent": ["الجيش التركي"], "place": "p1"},
            {"trigger": "قصفت@2", "type": "shelling", "agent": ["الجيش التركي@2"], "place": "p1"},
        ],
        places=(place(text, 1, "الرملية", "Ramliya"),),
    )
    decided = groups.decide(made.doc, made.events, made.places, made.times)
    assert decided["v1"].why.rule == "group.new"
    why = decided["v2"].why
    assert why.rule == "group.joined" and why.score is not None and why.score >= 0.5 and "v1" in (why.note or "")
    assert "place_same" in (why.note or "") or "same_type" in (why.note or "")
