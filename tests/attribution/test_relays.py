"""A medium that passes on somebody's document is the outer voice, whoever speaks in the document the inner one."""

from __future__ import annotations

import pytest

from khabar.record import AttributionMention, Why
from khabar.resolve.speaker_relays import relayed
from khabar.text import document


def _parents(text: str, spoken: tuple[str, str | None], relay: tuple[str, str], content: str, parent: int | None = None) -> list[int | None]:
    """The parents of the one who speaks and of the medium, each marked by cue and source; ``parent``: of the medium before."""
    doc = document(text)

    def made(cue: str, source: str | None, above: int | None) -> AttributionMention:
        def span(words: str) -> tuple[int, int]:
            return text.index(words), text.index(words) + len(words)

        return AttributionMention(span(cue), span(source) if source else None, (span(content),), "indirect", "say", above, Why("test"))

    return [m.parent for m in relayed(doc, [made(*spoken, None), made(*relay, parent)])]


@pytest.mark.parametrize(
    ("text", "spoken", "relay"),
    [
        ("وأفادت تقارير نشرتها وسائل إعلام محلية بأن الجسر انهار.", ("وأفادت", "تقارير"), ("نشرتها", "وسائل إعلام محلية")),
        ("وقال بيان الوزارة الذي أوردته وكالة الأنباء الرسمية إن الجسر انهار.", ("وقال", "بيان الوزارة"), ("أوردته", "وكالة الأنباء الرسمية")),
        ("وقالت الوزارة، في بيان نقلته صحيفة الميناء، إن الجسر انهار.", ("وقالت", "الوزارة"), ("نقلته", "صحيفة الميناء")),
        ("وأضاف في بيان بثته الإذاعة الوطنية أن الجسر انهار.", ("وأضاف", None), ("بثته", "الإذاعة الوطنية")),
    ],
)  # fmt: skip
def test_the_medium_is_outside(text: str, spoken: tuple[str, str | None], relay: tuple[str, str]) -> None:
    assert _parents(text, spoken, relay, "الجسر انهار") == [1, None]
    assert _parents(text, spoken, relay, "الجسر انهار", parent=0) == [1, None]


@pytest.mark.parametrize(
    ("text", "spoken", "relay"),
    [
        ("وقال الوزير إن صورا نشرتها صحيفة الميناء تظهر أن الجسر انهار.", ("وقال", "الوزير"), ("نشرتها", "صحيفة الميناء")),
        ("وقالت الوزارة، في بيان أصدرته الحكومة، إن الجسر انهار.", ("وقالت", "الوزارة"), ("أصدرته", "الحكومة")),
    ],
)  # fmt: skip
def test_what_is_no_relay_stays(text: str, spoken: tuple[str, str | None], relay: tuple[str, str]) -> None:
    assert _parents(text, spoken, relay, "الجسر انهار", parent=0) == [None, 0]
