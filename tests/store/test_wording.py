"""Wording proposes which accounts are compared, where neither place nor actor nor number brings them together; the slots decide."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from khabar import collect, store
from khabar.assemble.happenings import Site, Unit, asked, components, keys, tie, units_of
from khabar.assemble.happenings.wording import bands
from khabar.pipeline import read
from khabar.record import Record
from khabar.store.query import happenings
from khabar.text import fold
from tests.store.made import record

BLAST = "قتل شخص وأصيب آخرون {how} انفجار عبوة ناسفة داخل سوق شعبية {where}مساء {day}، {who}."


def account(how: str = "في", where: str = "", day: str = "الثلاثاء", who: str = "وفق ما قال شهود عيان", outlet: str = "صحيفة الوادي") -> Record:
    return read(BLAST.format(how=how, where=where, day=day, who=who), published="2024-03-13", outlet=outlet, reader="lexicon")


OTHER = account("جراء", who="بحسب مسعفين في المكان", outlet="مرصد الساحل")


def only(record: Record) -> Unit:
    (unit,) = units_of(record)
    return unit


def meet(one: Unit, other: Unit) -> bool:
    return not asked(one).isdisjoint(keys(other))


def test_spelling_and_marks_change_no_band_and_other_words_change_all() -> None:
    text = "أُصيبَ حارسان إثر سقوط سقف المستودع القديم"
    assert bands([text]) == bands([fold(text)]) != ()
    assert set(bands([text])).isdisjoint(bands(["تعهد المجلس بدعم صيادي السمك خلال الموسم المقبل"]))
    assert bands([]) == bands(["لا"]) == ()


def test_accounts_that_only_their_wording_brings_together_are_one_happening() -> None:
    one, other = only(account()), only(OTHER)
    assert not meet(replace(one, wording=()), other)
    assert meet(one, other) and meet(other, one)
    assert tie(one, other) is not None
    assert len(components([one, other])) == 1


def test_wording_is_asked_only_where_there_is_no_place() -> None:
    placed = only(account(where="في مدينة كركوك "))
    assert placed.site is not None and placed.wording == ()


def test_a_store_and_a_merge_join_them_in_any_order(tmp_path: Path) -> None:
    records = (account(), OTHER, account(day="الأحد", outlet="موقع النهار"))
    for n, order in enumerate(permutations(records)):
        with store.open_store(tmp_path / f"{n}.db", fold) as kept:
            for made in order:
                collect.add(kept, made)
            found = sorted(sorted({c["outlet"] for c in h["claims"]}) for h in happenings(kept))
        together = components(u for made in order for u in units_of(made))
        assert found == sorted(sorted({str(u.outlet) for u in group}) for group in together)
        assert found == [["صحيفة الوادي", "مرصد الساحل"], ["موقع النهار"]]


@pytest.mark.parametrize(("one", "other"), [
    ({"where": "في قرية وادي الملح "}, {"where": "في قرية تل الحصى "}),
    ({"where": "في مدينة كركوك "}, {"where": "في مدينة الموصل "}),
    ({"day": "الثلاثاء"}, {"day": "السبت"}),
])  # fmt: skip
def test_wording_alike_joins_neither_two_places_nor_two_days(one: dict[str, str], other: dict[str, str]) -> None:
    a, b = only(account(**one)), only(account(**other, outlet="مرصد الساحل"))
    texts = [account.text for account in a.accounts], [account.text for account in b.accounts]
    assert not set(bands(texts[0])).isdisjoint(bands(texts[1]))
    assert len(components([a, b])) == 2


def test_a_sea_is_met_by_what_else_is_known() -> None:
    sea = replace(only(record()), site=Site("Baltic Sea", None, None, "natural", 58.0, 19.0), names=("بحر",), accounts=())
    told = replace(only(record()), names=("بحر", "سواحل"))
    assert not asked(sea).isdisjoint(keys(told)) and not asked(told).isdisjoint(keys(sea))
    assert not asked(sea).isdisjoint(keys(replace(only(record()), site=sea.site, names=(), accounts=())))
    assert asked(sea).isdisjoint(keys(replace(told, names=(), accounts=())))
