"""The automatic reading: who overrules whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from khabar.combine import Sides, join
from khabar.record.mentions import AttributionMention, PlaceMention, Proposals, TimeMention
from khabar.record.span import Span
from khabar.record.why import Why
from khabar.text.document import Document

from ..model.made import doc


class _Scores:
    """Scores that give every token the same probability of being inside, but the named words their own."""

    def __init__(self, d: Document, **words: float) -> None:
        self.d, self.words = d, words

    def layer(self, _: str) -> NDArray[np.float32]:
        inside = [self.words.get(t.norm, 0.01) for t in self.d.tokens]
        return np.array([[1 - p, p, 0.0] for p in inside], np.float32)


def _span(d: Document, words: str) -> Span:
    at = d.text.index(words)
    return at, at + len(words)


def _why(score: float | None = None) -> Why:
    return Why("test", score=score)


def _sides(d: Document, lexicon: Proposals, model: Proposals, source: float = 0.5, content: float = 0.5, **words: float) -> Sides:
    count = len(model.attributions)
    return Sides(d, lexicon, model, _Scores(d, **words), [source] * count, [content] * count)  # type: ignore[arg-type]


def test_a_place_that_the_network_does_not_see_is_vetoed() -> None:
    d = doc()
    place = PlaceMention(_span(d, "الرمادي"), _why())
    assert join(_sides(d, Proposals(places=(place,)), Proposals())).places == ()
    kept = join(_sides(d, Proposals(places=(place,)), Proposals(), الرمادي=0.6)).places
    assert [p.span for p in kept] == [place.span]
    assert kept[0].why.score == 0.6


def test_the_network_alone_needs_to_be_sure_of_a_place() -> None:
    d = doc()
    sure, doubtful = (PlaceMention(_span(d, "الرمادي"), _why(s)) for s in (0.95, 0.6))
    assert join(_sides(d, Proposals(), Proposals(places=(sure,)))).places == (sure,)
    assert join(_sides(d, Proposals(), Proposals(places=(doubtful,)))).places == ()


def test_a_time_without_an_expression_is_not_taken_up() -> None:
    d = doc()
    time = TimeMention(_span(d, "أمس"), _why(0.99))
    assert join(_sides(d, Proposals(), Proposals(times=(time,)))).times == ()


def _said(d: Document, source: str | None, content: str, score: float | None = None) -> AttributionMention:
    return AttributionMention(
        _span(d, "قال"), _span(d, source) if source else None, (_span(d, content),), "indirect", "say", None, _why(score), entry="cue.say"
    )


def test_the_lexicon_keeps_its_attribution_and_tells_the_network_s_dissent() -> None:
    d = doc()
    lexicon = Proposals(attributions=(_said(d, "العقيد", "مسلحين قتلوا"),))
    model = Proposals(attributions=(_said(d, "سامي الراوي", "ثلاثة جنود في الرمادي أمس", 0.9),))
    (made,) = join(_sides(d, lexicon, model, source=0.99, content=0.95)).attributions
    assert (d.words(made.source or (0, 0)), d.words(made.content[0])) == ("العقيد", "مسلحين قتلوا")
    assert made.entry == "cue.say"
    assert "another source (0.99)" in (made.why.note or "") and "another content (0.95)" in (made.why.note or "")
    assert made.why.score == 0.9


def test_an_attribution_of_the_lexicon_alone_needs_the_networks_leave() -> None:
    d = doc()
    lexicon = Proposals(attributions=(_said(d, "العقيد", "مسلحين قتلوا"),))
    assert join(_sides(d, lexicon, Proposals())).attributions == ()
    assert len(join(_sides(d, lexicon, Proposals(), قال=0.4)).attributions) == 1
