"""Words to pieces, reports to windows."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from khabar.model.pieces import Pieces, length_of, pieces_of, window_of
from khabar.model.scores import plan
from khabar.model.tokeniser import BOS, EOS, UNK, Tokeniser, plain

from .made import doc, letters


def test_plain_spelling_drops_marks_and_maps_foreign_letters() -> None:
    assert plain("قُتِلَ") == "قتل"
    assert plain("مـــوصل") == "موصل"
    assert plain("کرکوک") == "كركوك"
    assert plain("١٢٣") == "123"
    assert plain("ﻻ") == "لا"


def test_viterbi_prefers_the_likelier_cut() -> None:
    tokeniser = letters()
    assert len(tokeniser.word("قتل")) == 1, "one piece of -6 beats three of -5"
    assert len(tokeniser.word("قتل", spaced=False)) == 3


def test_unknown_characters_become_one_unknown_piece() -> None:
    assert letters().word("漢字", spaced=False) == (UNK,)


def test_a_word_of_marks_alone_is_not_empty() -> None:
    assert letters().word("\u064b\u064e") == (UNK,)


def test_a_vocabulary_without_the_specials_is_refused() -> None:
    with pytest.raises(ValueError, match="must begin with"):
        Tokeniser.of(["<pad>", "ا"], [0.0, 0.0])


def test_window_marks_lines_and_owners() -> None:
    d = doc()
    pieces = pieces_of(d.tokens, d.text, letters())
    window = window_of(pieces)
    assert window.ids[0] == BOS and window.ids[-1] == EOS
    assert (window.ids == EOS).sum() == 2, "one between the lines, one at the end"
    assert len(window.ids) == length_of(pieces)
    for i in range(len(d.tokens)):
        own = np.flatnonzero(window.owner == i + 1)
        assert own[0] == window.first[i] and own[-1] == window.last[i]
        assert list(window.ids[own]) == list(pieces.ids[pieces.edges[i] : pieces.edges[i + 1]])


def test_cut_is_a_window_of_its_own() -> None:
    d = doc()
    pieces = pieces_of(d.tokens, d.text, letters())
    part = pieces.cut(3, 8)
    assert len(part) == 5
    assert part.edges[0] == 0 and part.edges[-1] == len(part.ids)


def _random_report(tokens: int, seed: int) -> Pieces:
    chance = np.random.default_rng(seed)
    edges = np.concatenate([[0], np.cumsum(chance.integers(1, 5, tokens))]).astype(np.int32)
    lines = np.cumsum(chance.random(tokens) < 0.02).astype(np.int32)
    sentences = np.cumsum(chance.random(tokens) < 0.05).astype(np.int32)
    return Pieces(np.full(edges[-1], 9, np.int32), edges, lines, sentences)


@pytest.mark.parametrize("tokens", [1, 40, 180, 240, 500, 2000, 9000])
def test_windows_cover_everything_fit_and_overlap(tokens: int) -> None:
    report = _random_report(tokens, tokens)
    windows = plan(report)
    assert windows[0][0] == 0 and windows[-1][1] == tokens
    for first, last in windows:
        assert length_of(report.cut(first, last)) <= 512
    for (_, end), (begin, _) in itertools.pairwise(windows):
        shared = report.edges[end] - report.edges[begin]
        assert shared >= 100, f"windows share only {shared} pieces"


def test_one_endless_line_is_read_in_linearly_many_windows() -> None:
    report = _random_report(30_000, 3)
    assert len(plan(report)) < 1.2 * 30_000 * 2.5 / (510 - 128)
