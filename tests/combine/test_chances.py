"""How likely a doer or target of the automatic reading is right."""

from __future__ import annotations

from dataclasses import replace

from khabar.combine.chances import with_chances
from khabar.record import EventMention, Span, Why
from khabar.text import document

from .test_roles import _sides, _span

D = document("قال إن مسلحين قتلوا ثلاثة جنود، وإن الأهالي فروا.")


def _kill(score: float = 0.9) -> EventMention:
    return EventMention(_span(D, "قتلوا"), "kill", "actual", "pos", Why("test", score=score), agent=(_span(D, "مسلحين"),))


def _chance(event: EventMention, ours: EventMention | None, **words: float) -> float:
    ((_, p),) = with_chances(_sides(D, **words), event, ours).chances
    return p


def test_both_readers_together_are_surest() -> None:
    said = (_span(D, "مسلحين"), 0.9)
    agrees = replace(_kill(), chances=(said,))
    names_another = replace(_kill(), agent=(_span(D, "الأهالي"),), chances=((_span(D, "الأهالي"), 0.9),))
    both, alone, against = _chance(_kill(), agrees, مسلحين=0.9), _chance(_kill(), None, مسلحين=0.9), _chance(_kill(), names_another, مسلحين=0.9)
    assert both > 0.85 > max(alone, against)


def test_the_network_s_certainty_and_the_event_s_count() -> None:
    assert _chance(_kill(), None, مسلحين=0.95) > _chance(_kill(), None, مسلحين=0.4)
    assert _chance(_kill(0.95), None, مسلحين=0.9) > _chance(_kill(0.3), None, مسلحين=0.9)


def test_a_doer_of_another_clause_is_less_sure() -> None:
    far: Span = _span(D, "الأهالي")
    assert _chance(replace(_kill(), agent=(far,)), None, الاهالي=0.9) < _chance(_kill(), None, مسلحين=0.9)


def test_every_filler_of_both_roles_has_one() -> None:
    event = replace(_kill(), target=(_span(D, "ثلاثة جنود"),))
    told = with_chances(_sides(D, مسلحين=0.9, ثلاثه=0.8), event, None).chances
    assert [D.words(span) for span, _ in told] == ["مسلحين", "ثلاثة جنود"]
    assert all(0 < p < 1 for _, p in told)
