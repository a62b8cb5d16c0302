"""What is known of a token before the encoder reads it."""

from __future__ import annotations

import numpy as np

from khabar.model.features import COLUMNS, SIZES, Opinion, features, hints, leanings, spread
from khabar.model.labels import LAYERS, TYPES
from khabar.record.mentions import EventMention, PlaceMention, Proposals
from khabar.record.why import Why

from .made import doc

INDEX = {name: i for i, name in enumerate(COLUMNS)}
WHY = Why("test")


def _span(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def _opinion() -> Opinion:
    text = doc().text
    place = _span(text, "الرمادي")
    event = EventMention(
        _span(text, "قتلوا"), "kill", "actual", "pos", WHY, agent=(_span(text, "مسلحين"),), place=place,
    )  # fmt: skip
    found = Proposals(places=(PlaceMention(place, WHY),), events=(event,))
    return Opinion(found, lambda norm: (("kill", "verb"), ("light", "verb")) if norm == "قتلوا" else ())


def test_layout_without_any_opinion() -> None:
    d = doc()
    rows = features(d)
    opens = [t.text for t in d.tokens if rows[t.i, INDEX["opens"]] == 2]
    assert opens == ["قال", "وأضاف"]
    assert [rows[t.i, INDEX["kind"]] for t in d.tokens if t.text == "."] == [3, 3]
    assert not rows[:, INDEX["may"] :].any()


def test_the_lexicon_marks_its_mentions_and_forms() -> None:
    d = doc()
    rows = features(d, _opinion())
    trigger = next(t.i for t in d.tokens if t.text == "قتلوا")
    assert rows[trigger, INDEX["type"]] == TYPES.index("kill") + 1
    assert rows[trigger, INDEX["may"]] == TYPES.index("kill") + 1
    assert rows[trigger, INDEX["may_2"]] == len(TYPES) + 1, "a light verb"
    place = next(t.i for t in d.tokens if t.text == "الرمادي")
    assert rows[place, INDEX["place"]] == 1


def test_hints_lead_from_the_trigger_to_its_fillers() -> None:
    d = doc()
    found = hints(d, _opinion())
    at = {t.text: t.i for t in d.tokens}
    assert ("agent", at["قتلوا"], at["مسلحين"]) in found
    assert ("target", at["قتلوا"], -1) in found
    assert ("place", at["قتلوا"], at["الرمادي"]) in found
    assert ("type", at["قتلوا"], TYPES.index("kill") + 1) in found


def test_spread_holds_one_class_per_filled_cell() -> None:
    rows = features(doc(), _opinion())
    wide = spread(rows)
    assert wide.shape == (len(rows), sum(SIZES))
    assert wide.sum() == np.count_nonzero(rows)


def test_every_leaning_names_a_class_and_a_tag() -> None:
    for place, layer, tag, strength in leanings():
        assert 0 <= place < sum(SIZES) and 0 <= tag < LAYERS[layer] and strength > 0
