"""The automatic reading: who overrules whom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from khabar.combine import Sides, join
from khabar.record.mentions import AttributionMention, PlaceMention, Proposals, TimeMention
from khabar.record.span import Span
from khabar.record.why import Why
from khabar.text.document import Document, document

from ..model.made import doc


class _Scores:
    """Scores that give every token the same probability of being inside, but the named words their own.

    `points` gives, for a channel, the probability of pointing to the token of a folded form.
    """

    def __init__(self, d: Document, points: dict[str, dict[str, float]], **words: float) -> None:
        self.d, self.points, self.words = d, points, words

    def point(self, row: int, channel: str, kind: int = 0) -> tuple[int, NDArray[np.float32], float]:
        likely = np.array([self.points.get(channel, {}).get(t.norm, 0.0) for t in self.d.tokens], np.float32)
        return 0, likely, 1.0 - float(likely.sum())

    def layer(self, _: str) -> NDArray[np.float32]:
        inside = [self.words.get(t.norm, 0.01) for t in self.d.tokens]
        return np.array([[1 - p, p, 0.0] for p in inside], np.float32)


def _span(d: Document, words: str) -> Span:
    at = d.text.index(words)
    return at, at + len(words)


def _why(score: float | None = None) -> Why:
    return Why("test", score=score)


def _sides(
    d: Document, lexicon: Proposals, model: Proposals, content: float = 0.5, points: dict[str, dict[str, float]] | None = None, **words: float
) -> Sides:
    return Sides(d, lexicon, model, _Scores(d, points or {}, **words), [content] * len(model.attributions))  # type: ignore[arg-type]


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


def _readings(d: Document, ours: str | None, theirs: str | None) -> tuple[Proposals, Proposals]:
    """The lexicon's and the network's reading of one cue, with other contents."""
    lexicon = Proposals(attributions=(_said(d, ours, "مسلحين قتلوا"),))
    return lexicon, Proposals(attributions=(_said(d, theirs, "ثلاثة جنود في الرمادي أمس", 0.9),))


def _source(d: Document, sides: Sides) -> tuple[str | None, str]:
    """The source that stands in the joint reading, and the note on it."""
    (made,) = join(sides).attributions
    assert made.entry == "cue.say" and made.why.score == 0.9
    return (d.words(made.source) if made.source else None), made.why.note or ""


def test_the_lexicon_keeps_its_source_and_tells_the_network_s_dissent() -> None:
    d = doc()
    source, note = _source(d, _sides(d, *_readings(d, "مسلحين", "العقيد"), points={"source": {"العقيد": 0.5, "مسلحين": 0.2}}))
    assert source == "مسلحين" and "another source: «العقيد»" in note


def test_a_sure_network_overrules_the_source() -> None:
    d = doc()
    source, note = _source(d, _sides(d, *_readings(d, "مسلحين", "العقيد"), points={"source": {"العقيد": 0.98}}))
    assert source == "العقيد" and "not «مسلحين»" in note
    source, note = _source(d, _sides(d, *_readings(d, "الجيش", None), points={"source": {"الجيش": 0.01}}))
    assert source == "الجيش", "a voice behind the verb is no object"
    source, note = _source(d, _sides(d, *_readings(d, "الرمادي", None), points={"source": {"الرمادي": 0.01}}))
    assert source is None and "not «الرمادي»" in note
    source, _ = _source(d, _sides(d, *_readings(d, None, "العقيد"), points={"source": {"العقيد": 0.98}}))
    assert source == "العقيد"


def test_of_two_phrases_with_common_words_the_network_knows_the_end() -> None:
    d = doc()
    readings = _readings(d, "العقيد", "العقيد سامي الراوي")
    assert _source(d, _sides(d, *readings, points={"end": {"الراوي": 0.9}}))[0] == "العقيد سامي الراوي"
    assert _source(d, _sides(d, *readings, points={"end": {"الراوي": 0.3, "العقيد": 0.6}}))[0] == "العقيد"


def test_of_sources_joined_by_and_none_is_lost() -> None:
    d = doc("قال الوزير والسفير في بيان إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.")
    readings = _readings(d, "الوزير والسفير في بيان", "الوزير")
    assert _source(d, _sides(d, *readings, points={"end": {"الوزير": 0.99}}))[0] == "الوزير والسفير في بيان"


def test_words_that_belong_to_the_source_are_kept() -> None:
    d = doc("قال ناشط من داخل البلدة إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.")
    readings = _readings(d, "ناشط من داخل البلدة", "ناشط")
    assert _source(d, _sides(d, *readings, points={"end": {"ناشط": 0.99}}))[0] == "ناشط من داخل البلدة"


def test_whoever_is_told_does_not_speak() -> None:
    d = doc("قال في مقابلة مع الصحيفة إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.")
    ours, theirs = _readings(d, None, "الصحيفة")
    ours = replace(ours, attributions=(replace(ours.attributions[0], addressee=_span(d, "الصحيفة")),))
    assert _source(d, _sides(d, ours, theirs, points={"source": {"الصحيفة": 0.99}}))[0] is None


def test_nobody_in_particular_and_whoever_is_accused_do_not_speak() -> None:
    d = doc("وأي طرف قال إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس مخطئ.")
    _, theirs = _readings(d, None, "وأي طرف")
    assert join(_sides(d, Proposals(), theirs)).attributions == ()
    d = doc("كان الوزير قد اتهم بأن مسلحين قتلوا ثلاثة جنود في الرمادي أمس وقال ذلك.")
    ours, theirs = (
        replace(p, attributions=(replace(p.attributions[0], cue=_span(d, "اتهم"), entry=e, why=Why(rule, score=p.attributions[0].why.score)),))
        for p, rule, e in zip(_readings(d, None, "الوزير"), ("attribution.passive", "model"), ("cue.passive.uttuhima", None), strict=True)
    )
    (made,) = join(_sides(d, ours, theirs, points={"source": {"الوزير": 0.99}})).attributions
    assert made.source is None


def test_a_voice_behind_li_is_the_one_told_however_sure_the_network_is() -> None:
    d = doc("قال الوزير لمرصد الضفتين إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.")
    readings = _readings(d, "الوزير", "لمرصد الضفتين")
    assert _source(d, _sides(d, *readings, points={"source": {"لمرصد": 0.99}}))[0] == "الوزير"
    (made,) = join(_sides(d, Proposals(), readings[1])).attributions
    assert made.source is None, "also where the lexicon finds nothing"


def test_who_is_named_behind_min_gave_the_order() -> None:
    d = doc("قال بأوامر من القائد إن مسلحين قتلوا ثلاثة جنود في الرمادي أمس.")
    ours, theirs = _readings(d, "القائد", "مسلحين")
    ours, theirs = (replace(p, attributions=(replace(p.attributions[0], cue=_span(d, "بأوامر")),)) for p in (ours, theirs))
    assert _source(d, _sides(d, ours, theirs, points={"source": {"مسلحين": 0.99}}))[0] == "القائد"


def test_a_document_right_before_the_verb_says_what_stands_in_it() -> None:
    def source(text: str) -> str | None:
        d = doc(text)
        ours, theirs = _readings(d, "بيانا", "التنظيم")
        ours, theirs = (replace(p, attributions=(replace(p.attributions[0], cue=_span(d, "شدد")),)) for p in (ours, theirs))
        return _source(d, _sides(d, ours, theirs, points={"source": {"التنظيم": 0.99}}))[0]

    assert source("أصدر التنظيم بيانا شدد على أن مسلحين قتلوا ثلاثة جنود في الرمادي أمس. قال") == "بيانا"
    assert source("أصدر التنظيم بيانا شدد فيه على أن مسلحين قتلوا ثلاثة جنود في الرمادي أمس. قال") == "التنظيم", "the issuer, in it"


def test_a_verb_takes_no_subject_of_the_other_gender_behind_it() -> None:
    d = doc("كلف هيئة الرقابة فتح الملف. كلفت هيئة الرقابة فتح الملف.")
    for cue, expected in (("كلف", None), ("كلفت", "هيئة الرقابة")):
        at = d.text.index(cue + " ")
        source = d.text.index("هيئة", at)
        alone = AttributionMention((at, at + len(cue)), (source, source + 12), (_span(d, "فتح الملف"),), "indirect", "order", None, _why(0.95))
        (made,) = join(_sides(d, Proposals(), Proposals(attributions=(alone,)))).attributions
        assert (d.words(made.source) if made.source else None) == expected


def test_the_verb_before_a_noun_of_saying_says_nothing_besides_it() -> None:
    d = doc("أسعدت أخبار قرب الهدنة الأهالي.")
    news = AttributionMention(_span(d, "أخبار"), None, (_span(d, "قرب الهدنة"),), "indirect", "say", None, _why())
    pleased = AttributionMention(_span(d, "أسعدت"), None, (_span(d, "قرب الهدنة الأهالي"),), "indirect", "say", None, _why(0.95))
    found = join(_sides(d, Proposals(attributions=(news,)), Proposals(attributions=(pleased,)), اخبار=0.6)).attributions
    assert [d.words(a.cue) for a in found] == ["أخبار"]


def test_a_sure_network_overrules_the_content() -> None:
    d = doc()
    for sure, expected in ((0.55, "مسلحين قتلوا"), (0.9, "ثلاثة جنود في الرمادي أمس")):
        (made,) = join(_sides(d, *_readings(d, "العقيد", "العقيد"), content=sure)).attributions
        assert d.words(made.content[0]) == expected
        assert f"({sure:.2f})" in (made.why.note or "")


def test_an_attribution_of_the_lexicon_alone_needs_the_networks_leave() -> None:
    d = doc()
    lexicon = Proposals(attributions=(_said(d, "العقيد", "مسلحين قتلوا"),))
    assert join(_sides(d, lexicon, Proposals())).attributions == ()
    assert len(join(_sides(d, lexicon, Proposals(), قال=0.5)).attributions) == 1


def test_a_cue_of_the_users_own_needs_no_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network cannot know what the user has added."""
    d = doc()
    lexicon = Proposals(attributions=(_said(d, "العقيد", "مسلحين قتلوا"),))
    monkeypatch.setattr("khabar.combine.speech.own_ids", lambda kind: {"cue": frozenset({"cue.say"})}[kind])
    assert len(join(_sides(d, lexicon, Proposals())).attributions) == 1


def test_whose_content_holds_the_cue_is_the_parent() -> None:
    d = doc()
    outer = _said(d, "العقيد", "ثلاثة جنود في الرمادي أمس")
    inner = replace(outer, cue=_span(d, "الرمادي"), source=None, content=(_span(d, "أمس"),))
    made = join(_sides(d, Proposals(attributions=(outer, inner)), Proposals(), **{"قال": 0.9, "الرمادي": 0.9})).attributions
    assert [m.parent for m in made] == [None, 0]


def test_a_medium_at_the_end_relays_who_speaks() -> None:
    d = doc('قال الناطق سامر الحداد إن "الطريق مفتوحة"، حسبما ذكرت وكالة أنباء قرمان. وقال الوزير إن "الطريق آمنة"، بحسب قوله.')
    made = [
        AttributionMention(_span(d, cue), _span(d, source), (_span(d, content),), "direct", "say", None, _why(0.95))
        for cue, source, content in (
            ("قال", "الناطق سامر الحداد", "الطريق مفتوحة"), ("حسبما ذكرت", "وكالة أنباء قرمان", "الطريق مفتوحة"),
            ("وقال", "الوزير", "الطريق آمنة"), ("بحسب", "قوله", "الطريق آمنة"),
        )
    ]  # fmt: skip
    found = join(_sides(d, Proposals(), Proposals(attributions=tuple(made)))).attributions
    assert [d.words(a.content[0]).split()[0] for a in found] == ["الطريق", "قال", "الطريق", "الطريق"]
    assert [a.parent for a in found] == [1, None, None, None]


@pytest.mark.parametrize(
    ("ruled", "theirs", "rule", "speaker"),
    [
        (0.05, 0.8, "attribution.main", "الناطق"),
        (0.2, 0.8, "attribution.main", None),  # the rules' speaker may be he
        (0.05, 0.6, "attribution.main", None),
        (None, 0.8, "attribution.participle", "الناطق"),  # the rules find nobody
        (None, 0.8, "attribution.passive", None),
    ],
)
def test_the_network_s_speaker_where_it_cannot_believe_the_rules(ruled: float | None, theirs: float, rule: str, speaker: str | None) -> None:
    d = document("زار الوزير البلدة برفقة الناطق، وأكد أن المعبر مفتوح.")
    told = AttributionMention(_span(d, "وأكد"), None, (_span(d, "المعبر مفتوح"),), "indirect", "confirm", None, Why(rule))
    ours = replace(told, speaker=_span(d, "الوزير") if ruled is not None else None)
    network = replace(told, speaker=_span(d, "الناطق"), why=_why(0.9))
    points = {"speaker": {"الوزير": ruled or 0.0, "الناطق": theirs}}
    (found,) = join(_sides(d, Proposals(attributions=(ours,)), Proposals(attributions=(network,)), points=points)).attributions
    assert (d.words(found.speaker) if found.speaker else None) == speaker
