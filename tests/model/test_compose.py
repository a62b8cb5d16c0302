"""Composed reports: annotated by construction, reproducible, every type served."""

from __future__ import annotations

import random
from collections import Counter

from khabar.model.annotation import GoldReport
from khabar.model.compose import Grammar
from khabar.model.labels import TYPES
from khabar.model.noise import respell

from .made import GRAMMAR


def _reports(count: int = 200) -> list[GoldReport]:
    return list(Grammar(GRAMMAR).reports(count, seed=7))


def test_every_event_type_is_served_often() -> None:
    seen = Counter(e.type for r in _reports(300) for e in r.events)
    assert set(seen) == set(TYPES)
    assert min(seen.values()) >= 20


def test_spans_quote_whole_words() -> None:
    for report in _reports():
        for event in report.events:
            start, end = event.trigger
            assert start == 0 or not report.text[start - 1].isalpha(), report.text[start - 3 : end]
            assert end == len(report.text) or not report.text[end].isalpha()
            for spans in event.roles.values():
                assert all(0 <= s < e <= len(report.text) for s, e in spans)
        for place in report.places:
            assert report.text[place[1] :][:1] in ("", " ", "،", ".", "»", '"')


def test_parents_hold_their_childs_cue_or_relay_it() -> None:
    nested = 0
    for report in _reports():
        for speech in report.speeches:
            if speech.parent is not None:
                outer = report.speeches[speech.parent]
                nested += 1
                assert outer is not speech
                assert outer.content[0][0] <= speech.content[0][0]
    assert nested > 20


def test_the_same_seed_gives_the_same_reports() -> None:
    assert _reports(20) == _reports(20)
    assert list(Grammar(GRAMMAR).reports(20, seed=8)) != _reports(20)


def test_careless_spelling_keeps_offsets() -> None:
    report = _reports(1)[0]
    careless = respell(report, random.Random(1), share=1.0)
    assert len(careless.text) == len(report.text)
    assert "أ" not in careless.text and careless.events == report.events
