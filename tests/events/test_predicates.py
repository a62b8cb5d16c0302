"""The predicates as data: enough of them, all forms right, every example told and every counter-example left alone."""

from __future__ import annotations

import pytest

from khabar.extract import events
from khabar.extract.event_lexicon import lookup, readings
from khabar.record.gold import EVENT_TYPES
from khabar.resources import entries
from khabar.resources.conjugate import Verb, conjugate
from khabar.resources.schema.predicate import Predicate
from khabar.text.document import document
from khabar.text.fold import fold

PREDICATES: tuple[Predicate, ...] = entries("predicate")
ACTS = [p for p in PREDICATES if p.type != "light"]


def test_enough_predicates_of_every_type() -> None:
    assert len(ACTS) >= 900
    assert {p.type for p in ACTS} == set(EVENT_TYPES)


@pytest.mark.parametrize("entry", [p for p in PREDICATES if p.root], ids=lambda p: p.id)
def test_stated_past_and_present_are_those_of_the_conjugator(entry: Predicate) -> None:
    assert entry.root and entry.form
    made = conjugate(Verb(entry.root, entry.form, entry.past, entry.present))
    active = {(f.tense, f.text) for f in made if f.voice == "active" and f.person == "3ms"}
    assert ("past", entry.past) in active
    assert ("present", entry.present) in active


@pytest.mark.parametrize(
    ("entry", "sentence"), [(p, s) for p in ACTS for s in p.accept], ids=lambda v: v.id if isinstance(v, Predicate) else ""
)
def test_accepted(entry: Predicate, sentence: str) -> None:
    assert entry.type in {e.type for e in events.find(document(sentence), (), (), ())}


@pytest.mark.parametrize(
    ("entry", "sentence"), [(p, s) for p in ACTS for s in p.reject], ids=lambda v: v.id if isinstance(v, Predicate) else ""
)
def test_rejected(entry: Predicate, sentence: str) -> None:
    assert entry.id not in {e.entry for e in events.find(document(sentence), (), (), ())}


@pytest.mark.parametrize(
    ("word", "kind", "event"),
    [
        ("ستقصف", "verb", "shelling"),
        ("وبقصف", "masdar", "shelling"),
        ("قتلوهم", "verb", "kill"),
        ("غاراتها", "noun", "airstrike"),
        ("للهجوم", "noun", "attack"),
        ("استهدافه", "masdar", "attack"),
        ("فاعتقلتهم", "verb", "arrest"),
        ("يستولوا", "verb", "seize"),
        ("بمقتله", "masdar", "kill"),
    ],
)
def test_look_up_with_clitics(word: str, kind: str, event: str) -> None:
    assert (event, kind) in lookup(word)
    assert lookup(word) == lookup(fold(word))


@pytest.mark.parametrize("word", ["وزارة", "الوزير", "ووفقا", "هناك", "بلدة", "فلسطين", "", "ـ", "xyz"])
def test_no_clitic_is_cut_off_a_word(word: str) -> None:
    assert lookup(word) == ()


def test_singular_dual_and_plural() -> None:
    assert {r.number for r in readings(fold("غارتين")) if r.sense.type == "airstrike"} == {"d"}
    assert {r.number for r in readings(fold("غارات")) if r.sense.type == "airstrike"} == {"p"}
