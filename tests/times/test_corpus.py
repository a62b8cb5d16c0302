"""Every sentence of the corpus gives exactly the times it should, and those only."""

from __future__ import annotations

import pytest

from khabar.extract import times
from khabar.record import Time
from khabar.record.timex import Timex
from tests.times.corpus import Case, Wanted, cases, read


def _seen(time: Time) -> Wanted:
    return Wanted(time.text, time.start, time.end, time.grain, time.vague)


@pytest.mark.parametrize("case", cases(), ids=lambda c: f"{c.family}: {c.text}")
def test_sentence(case: Case) -> None:
    assert [_seen(t) for t in read(case.doc)] == list(case.times)


def test_corpus_is_large_enough() -> None:
    assert sum(len(c.times) for c in cases()) >= 400
    assert sum(not c.times for c in cases()) >= 80
    assert len({c.text for c in cases()}) == len(cases())


@pytest.mark.parametrize("case", [c for c in cases() if c.times], ids=lambda c: c.text)
def test_every_time_says_why(case: Case) -> None:
    for time in read(case.doc):
        assert time.why.rule.startswith("time.")
        assert case.text[time.span[0] : time.span[1]] == time.text
        spelt = any(ch.isalpha() for ch in time.text)
        assert not spelt or time.why.entry is not None
        unresolved = time.start is None and time.end is None and time.vague is None
        assert not unresolved or "unresolved" in (time.why.note or "")


@pytest.mark.parametrize("case", [c for c in cases() if c.times], ids=lambda c: c.text)
def test_proposed_spans_are_parsed_alike(case: Case) -> None:
    """A span that another reader proposes gets the same expression as the one found here."""
    doc = case.doc
    for mention in times.find(doc):
        again = times.parse(doc, mention.span)
        assert isinstance(mention.expr, Timex)
        assert again is not None
        assert again.core == mention.expr.core
        assert again.tense == mention.expr.tense


def test_a_span_without_a_time_parses_to_nothing() -> None:
    case = next(c for c in cases() if c.family == "negative.other")
    assert times.parse(case.doc, (0, 4)) is None
