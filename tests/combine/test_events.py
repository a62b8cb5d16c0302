"""The automatic reader: what each reader contributes, and what happens without a model."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khabar import pipeline
from khabar.combine import SURE, events
from khabar.combine.events import TYPE
from khabar.record import CountMention, EventMention, Why
from khabar.record.types import Modality

WHY = Why("rule", entry="predicate.kill.qatala")


def event(start: int, kind: str, score: float | None = None, **roles: object) -> EventMention:
    why = WHY if score is None else Why("model.event", score=score)
    return EventMention((start, start + 4), kind, "actual", "pos", why, **roles)  # type: ignore[arg-type]


def test_both_see_it_the_type_is_the_lexicon_s_while_the_model_doubts_the_roles_are_the_model_s() -> None:
    count = CountMention("other", 3, 3, False, (20, 21))
    ours = event(10, "airstrike", agent=((0, 3),), count=(count,))
    theirs = event(10, "attack", TYPE - 0.01, agent=((5, 8),), target=((15, 18),), place=(31, 36), time=(50, 52))
    (made,) = events([ours], [theirs], [(30, 36)], [(40, 46)])
    assert (made.type, made.agent, made.target, made.count) == ("airstrike", ((5, 8),), ((15, 18),), (count,))
    assert (made.place, made.time) == ((30, 36), None)  # tied to the record's mentions, or dropped
    assert "attack" in (made.why.note or "") and made.why.parts[0].entry == WHY.entry


def test_a_number_counts_victims_only_in_an_event_that_has_them() -> None:
    ours = event(10, "kill", count=(CountMention("killed", 3, 3, False, (20, 21)),))
    for kind, what in (("appoint", "other"), ("injure", "injured"), ("kill", "killed")):
        (made,) = events([ours], [event(10, kind, 0.99)], [], [])
        assert (made.type, [c.what for c in made.count]) == (kind, [what])


def test_a_sure_network_overrules_the_type() -> None:
    for score, kind, note in ((TYPE - 0.01, "airstrike", "the network takes it for attack"), (TYPE, "attack", "the lexicon takes it for airstrike")):
        (made,) = events([event(10, "airstrike")], [event(10, "attack", score)], [], [])
        assert made.type == kind and made.why.note == note


def test_a_verb_of_purpose_is_no_deed() -> None:
    ours = replace(event(10, "establish"), modality="planned", why=Why("predicate (verb)", parts=(Why("modality", entry="purpose.li"),)))
    (made,) = events([ours], [event(10, "establish", 0.99)], [], [])
    assert made.modality == "planned"
    noun = replace(ours, why=ours.why.but(rule="predicate (masdar)"))  # اجتمعوا لبحث الأزمة
    assert events([noun], [event(10, "establish", 0.99)], [], [])[0].modality == "actual"


def test_attempts_and_possibilities_that_the_lexicon_reads_stand() -> None:
    def made(entry: str, ours: Modality, theirs: Modality) -> str:
        mine = replace(event(10, "kill"), modality=ours, why=Why("predicate (masdar)", parts=(Why("modality", entry=entry),)))
        return events([mine], [replace(event(10, "kill", 0.99), modality=theirs)], [], [])[0].modality

    assert made("modality.plan.attempt", "planned", "actual") == "planned", "محاولة اغتيال"
    assert made("modality.possible.may", "possible", "planned") == "possible", "احتمال القتل"
    assert made("modality.possible.may", "possible", "actual") == "actual", "there the network knows better"
    assert made("modality.plan.intend", "planned", "possible") == "possible"


def test_the_model_alone_must_be_sure() -> None:
    theirs = [event(10, "kill", SURE - 0.01), event(20, "arrest", SURE)]
    assert [e.type for e in events([], theirs, [], [])] == ["arrest"]


def test_the_lexicon_alone_is_not_enough() -> None:
    assert events([event(10, "vote")], [], [], []) == ()


def test_without_a_model_the_lexicon_reads_alone_and_says_so(monkeypatch: pytest.MonkeyPatch, samples: Path) -> None:
    from khabar.model import reader
    from khabar.model.runtime import ModelError

    def missing() -> None:
        raise ModelError("no model file")

    monkeypatch.setattr(reader, "shipped", missing)
    text = (samples / "hawija-a.txt").read_text(encoding="utf-8")
    record = pipeline.read(text, published="2024-03-14", reader="auto")
    assert record.events == pipeline.read(text, published="2024-03-14", reader="lexicon").events
    assert any("lexicon alone" in note for note in record.notes)


@pytest.mark.parametrize("reader", ["lexicon", "model", "auto"])
def test_every_reader_gives_a_whole_record(reader: str, samples: Path) -> None:
    from khabar.record import check

    record = pipeline.read((samples / "hawija-b.txt").read_text(encoding="utf-8"), published="2024-03-13", reader=reader)  # type: ignore[arg-type]
    check(record)
    assert record.events and record.attributions and record.places and record.times
    assert record.reading is not None and record.reading.reader == reader
