"""Roles of the automatic reading: whose filler is taken."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from khabar.combine import Sides
from khabar.combine.roles import WEIGHTS, weighed
from khabar.record import CountMention, EventMention, Proposals, Span, Why
from khabar.text.document import Document, document

from ..model.made import doc


class _Points:
    """Pointers of every role to the words named, with their probabilities."""

    def __init__(self, d: Document, **words: float) -> None:
        self.likely: NDArray[np.float32] = np.array([words.get(t.norm, 0.0) for t in d.tokens], np.float32)

    def point(self, *_: object) -> tuple[int, NDArray[np.float32], float]:
        return 0, self.likely.copy(), 0.1


def _span(d: Document, words: str) -> Span:
    at = d.text.index(words)
    return at, at + len(words)


def _sides(d: Document, **words: float) -> Sides:
    return Sides(d, Proposals(), Proposals(), _Points(d, **words), [])  # type: ignore[arg-type]


def _event(d: Document, target: str | None, share: float | None = None) -> EventMention:
    parts = (Why("target: object of the verb", score=share),) if share is not None else ()
    filled = (_span(d, target),) if target else ()
    return EventMention(_span(d, "قتلوا"), "kill", "actual", "pos", Why("test", parts=parts), target=filled)


def _target(d: Document, ours: EventMention, theirs: EventMention, **words: float) -> tuple[str, ...]:
    return tuple(d.words(s) for s in weighed(_sides(d, **words), ours, theirs).target)


def test_the_surer_reader_s_filler_is_taken_and_told() -> None:
    d = doc()
    ours, theirs = _event(d, "ثلاثة جنود", 0.9), _event(d, "مسلحين")
    assert _target(d, ours, theirs, مسلحين=0.4) == ("ثلاثة جنود",)
    assert _target(d, ours, theirs, مسلحين=0.9) == ("مسلحين",)
    why = weighed(_sides(d, مسلحين=0.4), ours, theirs).why
    assert why.parts[-1].rule == "target: the lexicon's filler"
    assert why.parts[-1].score == round(WEIGHTS["target"][0] * 0.9, 2)


def test_the_network_s_doubt_is_lifted_by_the_lexicon_s_agreement() -> None:
    d = doc()
    theirs = _event(d, "ثلاثة جنود")
    assert _target(d, _event(d, None), theirs, ثلاثه=0.3) == (), "the network alone, in doubt"
    assert _target(d, _event(d, "ثلاثة جنود", 0.8), theirs, ثلاثه=0.3) == ("ثلاثة جنود",)


def test_a_doer_of_another_clause_needs_more() -> None:
    def target(text: str) -> tuple[str, ...]:
        d = document(text)
        theirs = _event(d, "الجنود")
        return _target(d, _event(d, None), theirs, الجنود=0.7)  # worth .42

    assert target("قال إن مسلحين قتلوا الجنود.") == ("الجنود",)
    assert target("انسحب الجنود، وقال إن مسلحين قتلوا حارسا.") == (), "behind a comma"
    assert target("انسحب الجنود. وقال إن مسلحين قتلوا حارسا.") == (), "another sentence"


def test_a_missing_filler_comes_from_the_lexicon_only_when_it_is_sure() -> None:
    d = doc()
    assert _target(d, _event(d, "ثلاثة جنود", 0.9), _event(d, None)) == ("ثلاثة جنود",)
    assert _target(d, _event(d, "ثلاثة جنود", 0.4), _event(d, None)) == ()


def test_what_neither_fills_and_places_stay_as_they_are() -> None:
    d = doc()
    theirs = replace(_event(d, None), place=_span(d, "الرمادي"))
    made = weighed(_sides(d), replace(_event(d, None), place=_span(d, "أمس")), theirs)
    assert (made.place, made.agent, made.target, made.time) == (theirs.place, (), (), None)


def test_a_place_close_behind_the_act_in_its_clause_is_its_place_sooner_than_one_before() -> None:
    def where(text: str, *acts: str) -> str | None:
        d = doc(text)
        act, before, behind = (_span(d, w) for w in ("بناء", "الزهراء", "السد"))
        theirs = EventMention(act, "establish", "planned", "pos", Why("test"), place=before)
        told = Proposals(events=tuple(replace(theirs, trigger=_span(d, a)) for a in ("بناء", *acts)))
        sides = Sides(d, Proposals(), told, _Points(d), [])  # type: ignore[arg-type]
        return d.words(weighed(sides, replace(theirs, place=behind), theirs).place or before)

    assert where("غادروا الزهراء للبدء في بناء قاعدة لهم في السد") == "السد"
    assert where("غادروا الزهراء للبدء في بناء قاعدة لهم، في السد") == "الزهراء", "another clause"
    assert where("غادروا الزهراء للبدء في بناء قاعدة بعد هجوم في السد", "هجوم") == "الزهراء", "another act's place"


def test_a_number_that_the_network_gives_no_chance_is_left_out() -> None:
    d = doc()
    number = CountMention("killed", 3, 3, False, _span(d, "ثلاثة"))
    ours, theirs = replace(_event(d, None), count=(number,)), _event(d, None)
    assert weighed(_sides(d, ثلاثه=0.1), ours, theirs).count == (number,)
    assert weighed(_sides(d), ours, theirs).count == ()
    others = (replace(number, what="other"),)
    assert weighed(_sides(d), replace(ours, count=others), theirs).count == others, "what is not victims stays"
    seen = (replace(number, min=2, max=2),)
    assert weighed(_sides(d), ours, replace(theirs, count=seen)).count == (number,), "both see one: the lexicon reads it"


def test_where_from_and_where_to_come_from_the_lexicon_where_the_network_gives_it_a_chance() -> None:
    d = doc()
    ours, theirs = replace(_event(d, None), destination=_span(d, "الرمادي")), _event(d, None)
    assert weighed(_sides(d, الرمادي=0.1), ours, theirs).destination == ours.destination
    assert weighed(_sides(d), ours, theirs).destination is None
