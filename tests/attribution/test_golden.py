"""Every golden report is read exactly as annotated: cues, sources, contents, acts, nesting, speakers."""

from __future__ import annotations

import pytest

from khabar.extract import attributions, blocks, places, times
from khabar.record.types import Attribution, Source
from khabar.resolve import speakers
from khabar.text import document
from tests.attribution.golden import Golden, load

REPORTS = load()


def read(text: str) -> tuple[tuple[Source, ...], tuple[Attribution, ...]]:
    """Sources and attributions of a text, read by the lexicon reader."""
    doc = blocks.classify(document(text))
    named = places.find(doc)
    return speakers.resolve(doc, attributions.find(doc, named, times.find(doc)), named)


def as_words(text: str, attribution: Attribution, sources: dict[str, Source]) -> dict[str, object]:
    """An attribution as its words, so that a failure reads like a claim."""
    who = sources[attribution.who]
    return {
        "cue": attribution.cue.text,
        "source": attribution.source.text if attribution.source else None,
        "who": who.name,
        "content": [c.text for c in attribution.content],
        "act": attribution.act,
        "mode": attribution.mode,
        "parent": attribution.parent,
    }


def wanted_words(golden: Golden, attribution: dict, ids: dict[str, str]) -> dict[str, object]:
    """The annotation in the same form; ids maps its own ids to the reader's (both count in text order)."""
    def words(span: tuple[int, int] | None) -> str | None:
        return golden.text[span[0]:span[1]] if span else None

    return {
        "cue": words(attribution["cue"]),
        "source": words(attribution["source"]),
        "who": golden.sources[attribution["who"]]["name"] if attribution["who"] != "unknown" else None,
        "content": [words(c) for c in attribution["content"]],
        "act": attribution["act"],
        "mode": attribution["mode"],
        "parent": ids.get(attribution["parent"]) if attribution["parent"] else None,
    }


def test_there_are_enough_golden_reports() -> None:
    assert len(REPORTS) >= 60
    assert len({g.id for g in REPORTS}) == len(REPORTS)


@pytest.mark.parametrize("golden", REPORTS, ids=[g.id for g in REPORTS])
def test_attributions(golden: Golden) -> None:
    sources, found = read(golden.text)
    by_id = {s.id: s for s in sources}
    ids = {a["id"]: f"a{n}" for n, a in enumerate(golden.attributions, 1)}
    got = [as_words(golden.text, a, by_id) for a in found]
    assert got == [wanted_words(golden, a, ids) for a in golden.attributions], golden.claim


@pytest.mark.parametrize("golden", [g for g in REPORTS if g.sources], ids=[g.id for g in REPORTS if g.sources])
def test_sources(golden: Golden) -> None:
    sources, _ = read(golden.text)
    named = {s.name: s for s in sources if s.name}
    wanted = {s["name"]: s for s in golden.sources.values()}
    assert set(named) == set(wanted)
    for name, expected in wanted.items():
        assert (named[name].kind, named[name].anonymous) == (expected["kind"], expected["anonymous"]), name
        if "reason" in expected:
            assert named[name].reason is not None and named[name].reason.text == expected["reason"]
