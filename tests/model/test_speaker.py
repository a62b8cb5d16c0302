"""From a cue to the words that name its speaker: annotation, training examples, the reading, and what resolution makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from khabar.model.annotation import GoldReport, report_of
from khabar.model.decode import FoundSpeech, Reading
from khabar.model.examples import example_of
from khabar.model.features import Opinion, features, hints
from khabar.model.proposals import proposals
from khabar.model.spans import Found
from khabar.pipeline import lexicon, opinion
from khabar.record import AttributionMention, Span
from khabar.resolve import speakers
from khabar.text.document import Document, document

from .made import doc, letters

TEXT = "قال وزير الدفاع سامي الحداد إن الجنود عادوا. وذكر السفير أن الحدود مفتوحة. وأضاف أن الجسر انهار."


def _gold(text: str, said: list[tuple[str, str | None, str]], names: dict[str, str | None]) -> GoldReport:
    """An annotated report whose attributions are (cue, source, key of the speaker); the last word is every content."""
    last = text.rstrip(".").split()[-1]

    def at(words: str) -> dict[str, Any]:
        start = text.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    attributions = [
        {"id": f"a{n}", "cue": at(cue), "source": at(source) if source else None, "who": who, "content": [at(last)], "mode": "indirect", "act": "say", "parent": None}
        for n, (cue, source, who) in enumerate(said)
    ]  # fmt: skip
    sources = {key: {"name": name} for key, name in names.items()}
    gold: Any = {"id": "t", "text": text, "sources": sources, "attributions": attributions, "events": [], "places": [], "times": []}
    return report_of(gold)


def _words(report: GoldReport, n: int) -> list[str] | None:
    spans = report.speeches[n].speaker
    return None if spans is None else [report.text[slice(*s)] for s in spans]


def test_a_speaker_is_named_where_the_fullest_name_stands_and_where_half_of_it_does() -> None:
    said = [("قال", "وزير الدفاع سامي الحداد", "m"), ("وذكر", "السفير", "s"), ("وأضاف", None, "m")]
    report = _gold(TEXT, said, {"m": "وزير الدفاع سامي الحداد", "s": "السفير"})
    assert _words(report, 2) == ["وزير الدفاع سامي الحداد"] and _words(report, 1) == ["السفير"]


def test_who_is_not_told_points_nowhere_and_a_name_that_stands_nowhere_is_not_learnt() -> None:
    report = _gold(TEXT, [("وذكر", None, "unknown"), ("وأضاف", None, "x")], {"unknown": None, "x": "رئيس الأركان"})
    assert _words(report, 0) == [] and _words(report, 1) is None


def test_examples_point_from_the_cue_to_the_name() -> None:
    said = [("قال", "وزير الدفاع سامي الحداد", "m"), ("وأضاف", None, "m")]
    report = _gold(TEXT, said, {"m": "وزير الدفاع سامي الحداد"})
    d = document(TEXT)
    pointers = {d.tokens[p.row].text: p.targets for p in example_of(report, d, letters(), features(d)).pointers if p.channel == "speaker"}
    assert pointers == {"قال": (1,), "وأضاف": (1,)}


def test_the_network_is_told_where_the_lexicon_sees_the_speaker_named() -> None:
    d = doc(TEXT)
    told = {d.tokens[row].text: d.tokens[to].text for channel, row, to in hints(d, opinion(d, lexicon(d))) if channel == "speaker"}
    assert told == {"قال": "وزير", "وذكر": "السفير", "وأضاف": "السفير"}
    assert isinstance(opinion(d, lexicon(d)), Opinion)


def _at(d: Document, words: str) -> Found:
    first, last = d.tokens_in((d.text.index(words), d.text.index(words) + len(words)))
    return Found(first, last, 0.8)


def test_proposals_quote_the_words_for_the_speaker() -> None:
    d = doc(TEXT)
    speech = FoundSpeech(_at(d, "وأضاف"), "say", None, _at(d, "الجسر انهار"), 0.8, speaker=_at(d, "وزير الدفاع سامي الحداد"))
    found = proposals(d, Reading((), (), (speech,), (), tuple(0 for _ in d.tokens)), "v").attributions[0]
    assert found.speaker is not None and d.words(found.speaker) == "وزير الدفاع سامي الحداد"


def _mentions(d: Document, pointed: dict[str, str]) -> list[AttributionMention]:
    def span(words: str) -> Span:
        return (d.text.index(words), d.text.index(words) + len(words))

    return [replace(m, speaker=span(pointed[c]) if (c := d.words(m.cue)) in pointed else None) for m in lexicon(d).attributions]


def test_words_pointed_to_decide_who_an_understood_subject_is() -> None:
    d = doc(TEXT)
    names, said = speakers.resolve(d, _mentions(d, {}))
    by = {s.id: s.name for s in names}
    assert [by[a.who] for a in said] == ["وزير الدفاع سامي الحداد", "السفير", "السفير"]
    names, said = speakers.resolve(d, _mentions(d, {"وأضاف": "وزير الدفاع سامي الحداد"}))
    by = {s.id: s.name for s in names}
    assert [by[a.who] for a in said] == ["وزير الدفاع سامي الحداد", "السفير", "وزير الدفاع سامي الحداد"]


def test_a_missing_channel_begins_as_the_one_to_the_source() -> None:
    np = pytest.importorskip("numpy")
    pytest.importorskip("torch", reason="unpacking needs torch (extra [train])")
    from khabar.model.labels import CHANNELS
    from khabar.model.unpack import _add_channels

    known, like = len(CHANNELS) - 1, CHANNELS.index("source")
    state = {name: np.arange(known * 6.0).reshape(known * 3, 2) for name in ("ask.weight", "offer.weight")}
    state |= {name: np.arange(known * 3.0) for name in ("ask.bias", "offer.bias")}
    state |= {"null.weight": np.arange(known * 2.0).reshape(known, 2), "null.bias": np.arange(1.0 * known)}
    state |= {"near": np.arange(known * 4.0).reshape(known, 4), "beside": np.arange(known * 5.0).reshape(known, 5), "trust": np.arange(1.0 * known)}
    before = {k: v.copy() for k, v in state.items()}
    _add_channels(state, known)
    for name, value in state.items():
        old, new = before[name].reshape(known, -1), value.reshape(len(CHANNELS), -1)
        assert (new[:known] == old).all() and (new[known] == old[like]).all(), name
