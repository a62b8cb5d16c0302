"""What is remembered from report to report stays within limits, whatever words come."""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from itertools import islice, product

from khabar.pipeline import read
from khabar.remembered import Remembered, remembered, tables

LETTERS = "بتجحدرسشصعغفقكلمنهي"
SENTENCE = "قال {} {} إن قوات {} قصفت بلدة {} قرب {} وقتلت 3 من {} {} في {}، ونفى {} ذلك. "


def made_up(first: str) -> Iterator[str]:
    """Words that nobody has written, all of them different."""
    return (first + "".join(rest) for rest in product(LETTERS, LETTERS, LETTERS, "ة"))


def report(words: Iterator[str], sentences: int = 40) -> str:
    """A report of many such words."""
    return "".join(SENTENCE.format(*islice(words, SENTENCE.count("{}"))) for _ in range(sentences))


def test_what_is_asked_for_again_is_kept_and_the_rest_forgotten() -> None:
    worked: list[int] = []

    def work(n: int) -> int:
        worked.append(n)
        return -n

    table = Remembered(work, 10)
    for n in range(1, 100):
        assert (table[0], table[n]) == (0, -n)
        assert len(table) + len(table.earlier) <= 20
    assert worked.count(0) == 1 and len(worked) == 100
    assert table[1] == -1 and worked.count(1) == 2


def test_a_function_that_remembers_also_remembers_none() -> None:
    worked: list[str] = []
    ask = remembered(5)(worked.append)
    assert ask("a") is None and ask("a") is None and worked == ["a"]


def test_no_table_outgrows_its_limit() -> None:
    words = made_up("ط")
    read(report(words), published="2024-03-14", reader="lexicon")  # makes the tables
    before = {id(t): t.limit for t in tables()}
    try:
        for table in tables():
            table.limit = 25
            table.clear()
            table.earlier = {}
        for _ in range(3):
            read(report(words), published="2024-03-14", reader="lexicon")
        held = [len(t) + len(t.earlier) for t in tables()]
        assert max(held) <= 50 and sum(n > 25 for n in held) > 15
    finally:
        for table in tables():
            table.limit = before[id(table)]


def _without_limit() -> dict[str, int]:
    """How much all else holds that a module of the reader keeps: plain dictionaries and caches without a limit."""
    out = {}
    for name, module in sorted(sys.modules.items()):
        if name.startswith("khabar."):
            for key, value in vars(module).items():
                if isinstance(value, functools._lru_cache_wrapper) and value.cache_parameters()["maxsize"] is None:
                    out[f"{name}.{key}"] = value.cache_info().currsize
                elif isinstance(value, dict) and not isinstance(value, Remembered):
                    out[f"{name}.{key}"] = len(value)
    return out


def test_new_words_are_remembered_only_within_limits() -> None:
    words = made_up("ظ")
    read(report(words), published="2024-03-14", reader="lexicon")
    before = _without_limit()
    for _ in range(3):
        read(report(words), published="2024-03-14", reader="lexicon")
    grown = {key: (before.get(key, 0), held) for key, held in _without_limit().items() if held > before.get(key, 0)}
    assert not grown
