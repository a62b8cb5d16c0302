"""Weighing fillers: the weights as data, what is told of a choice, and that rules' fillers may be outweighed. Invented sentences."""

from __future__ import annotations

import math

import pytest

from khabar.extract import events
from khabar.extract.events.arguments import span_of
from khabar.extract.events.read import drafted
from khabar.extract.events.weighing import phrases, weigh
from khabar.extract.events.weighing.report import ROLES, Report
from khabar.extract.events.weighing.weights import Sums, loudest, table, totals
from khabar.record.mentions import EventMention, PlaceMention, TimeMention
from khabar.record.why import Why
from khabar.resources import entries
from khabar.text.document import document

W = Why("test")
TEXT = (
    "شنت قوات المعارضة هجوما واسعا على ثكنة الريحان في بلدة تل السنديان صباح الأحد. "
    "وأسفر الهجوم عن مقتل سبعة جنود وإصابة عشرين. وسيطرت قوات المعارضة على مستودع للذخيرة داخل الثكنة."
)


def _find() -> tuple[EventMention, ...]:
    def span(words: str) -> tuple[int, int]:
        return TEXT.index(words), TEXT.index(words) + len(words)

    return events.find(document(TEXT), [PlaceMention(span("تل السنديان"), W)], [TimeMention(span("صباح الأحد"), W)], ())


def _event(trigger: str) -> EventMention:
    return next(e for e in _find() if TEXT[slice(*e.trigger)] == trigger)


def test_every_sign_has_a_meaning_and_finite_weights() -> None:
    found = entries("role_weight")
    assert {e.id.split(".")[1] for e in found} == {"agent", "target", "place", "time", "count"}
    for entry in found:
        assert len(entry.meaning) > 3 and entry.weights
        assert all(math.isfinite(w) for w in entry.weights.values()), entry.id


def test_a_victim_of_the_attack_told_before() -> None:
    killed = _event("مقتل")
    assert [TEXT[slice(*s)] for s in killed.target] == ["سبعة جنود"]
    assert [TEXT[slice(*s)] for s in killed.agent] == ["قوات المعارضة"]


def test_a_choice_tells_its_share_and_signs() -> None:
    attack = _event("هجوما")
    part = next(p for p in attack.why.parts if p.rule.startswith("agent: "))
    assert part.score is not None and 0.3 <= part.score <= 1
    assert part.meaning is not None and "weights" in part.meaning
    assert part.note and all("=" in sign for sign in part.note.split(", ") if sign[0].isascii() and "rule" in sign)


def test_no_phrase_is_agent_and_target_of_one_mention() -> None:
    for event in _find():
        assert not set(event.agent) & set(event.target)


def test_place_and_time_are_spans_that_were_given() -> None:
    for event in _find():
        assert event.place in (None, (TEXT.index("تل السنديان"), TEXT.index("تل السنديان") + 11))
    assert _event("هجوما").place is not None and _event("هجوما").time is not None


def test_rules_propose_who_repelled_an_attack_as_its_target() -> None:
    text = "صد الجيش هجوما للمتمردين"
    view, drafts, _ = drafted(document(text), (), (), ())
    attack = next(d for d in drafts if d.trigger.type == "attack")
    assert [text[slice(*span_of(view, p))] for p in attack.roles["target"]] == ["الجيش"]
    assert [text[slice(*span_of(view, p))] for p in attack.roles["agent"]] == ["لمتمردين"]


def test_a_mention_looks_back_to_what_was_decided_before() -> None:
    view, drafts, speeches = drafted(document(TEXT), (), (), ())
    before = Report(view, drafts, speeches)
    after = weigh(view, drafts, speeches)
    for names, role in zip(after.players, ROLES, strict=True):
        assert names == [frozenset(before.name(p) for p in d.roles.get(role, ())) for d in drafts]


@pytest.mark.parametrize("role", ["agent", "target"])
def test_sums_add_what_the_table_says(role: str) -> None:
    known = sorted(table(role))[:3]
    sums = Sums(lambda *signs: [*signs, "no such sign"], role)
    assert totals([(sums, tuple(known))]) == (sum(table(role)[s][0] for s in known), 0) != (0, 0)
    assert sums["no such sign",] == 0


def test_sums_of_two_roles_are_those_of_each_alone() -> None:
    key = *sorted(table("agent"))[:3], *sorted(table("target"))[-3:]
    both = Sums(lambda *signs: list(signs), "agent", "target")
    alone = [Sums(lambda *signs: list(signs), role) for role in ("agent", "target")]
    assert totals([(both, key), (both, key)]) == tuple(2 * sums[key] for sums in alone)
    assert [loudest([(both, key)], k) for k in (0, 1)] == [loudest([(sums, key)]) for sums in alone]


def test_sums_against_a_role_are_not_taken_for_the_other_role() -> None:
    by_weight = sorted(table("agent", "target"), key=lambda sign: table("agent", "target")[sign])
    for sign in (by_weight[0], by_weight[-1]):
        sums = Sums(lambda *signs: list(signs), "agent", "target")
        assert totals([(sums, (sign,))] * 3) == tuple(3 * weight for weight in table("agent", "target")[sign])


def test_of_a_group_of_sums_the_loudest_sign_speaks_and_none_against() -> None:
    loud, quiet, *_, against = sorted(table("agent"), key=lambda sign: table("agent")[sign], reverse=True)
    together = [Sums(lambda *signs: list(signs), "agent", group="one") for _ in range(2)]
    apart = [Sums(lambda *signs: list(signs), "agent", group=name) for name in ("one", "other", "third")]
    assert loudest([(together[0], (quiet,)), (together[1], (loud,))]) == loud
    assert loudest(list(zip(apart, [(quiet,), (loud,), (against,)], strict=True))) == f"{loud}, {quiet}"


def test_an_empty_report_is_weighed() -> None:
    assert events.find(document("لم يقل أحد شيئا."), (), (), ()) == ()
    assert phrases.steps(0) == 0 and phrases.steps(300) == 7
