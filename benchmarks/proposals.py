"""Which pairs of accounts the slots would join, and how many of them are proposed: by blocking keys, and by character n-grams.

    python benchmarks/proposals.py [--reports FILE.jsonl.xz --since 2018-04-13 --until 2018-04-14 [--matching WORD]] [--towns]

Every account is compared with every other of its class and family; a proposal can only be of use where the slots then join the
pair, so what is joined but not proposed is the most that a further way of proposing could add. Bands of wording are MinHash
sketches of the folded four-letter sequences of the claims (khabar.assemble.happenings.wording), made for accounts without a
place or in no country: first the keys without them, then with some sizes of them, the shipped one marked; then the shipped size for all accounts.
The last lines are 64 values in bands for all accounts, and no other keys: the most that likeness of wording could find.

``--towns``: instead, how far apart the towns are of accounts that agree in family, country, days and a number of victims, and
the words of those that lie apart: what a rule that lets towns differ would join.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from khabar.assemble.happenings import Unit, asked, keys, units_of
from khabar.assemble.happenings.same import NEAR_KM, points_for
from khabar.assemble.happenings.traits import Traits, day_number
from khabar.assemble.happenings.wording import BANDS, ROWS, bands
from khabar.errors import InputError
from khabar.evaluate.stories import load_stories
from khabar.ingest import Item, reports
from khabar.pipeline import read
from khabar.record import kilometres

STORIES = Path(__file__).parent.parent / "training" / "stories"
SIZES = ((4, 2), (6, 2), (8, 2), (8, 3))
PERMUTATIONS = 64
SHORT = 2
Pair = tuple[int, int]


def of_stories() -> list[Unit]:
    """The accounts of the project's stories."""
    return [u for s in load_stories(STORIES) for r in s.reports for u in units_of(read(r.text, published=r.published, outlet=r.outlet, reader="lexicon"))]


def of_file(path: str, since: str, until: str, word: str) -> list[Unit]:
    """The accounts of the reports of some days in a file, of those that hold a word."""
    out: list[Unit] = []
    for item in reports([path]):
        if isinstance(item, Item) and item.published and since <= item.published <= until and word in item.text:
            try:
                out += units_of(read(item.text, published=item.published, outlet=item.outlet, reader="lexicon"))
            except InputError:
                continue
    return out


def joined(units: list[Unit]) -> set[Pair]:
    """Pairs that the slots join, of all there are."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    traits = [Traits(u) for u in units]
    for n, unit in enumerate(units):
        groups[unit.kind, unit.family].append(n)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2) if units[pair[0]].report != units[pair[1]].report)
    return {(a, b) for a, b in pairs if points_for(traits[a], traits[b]) is not None}


def by_keys(units: list[Unit]) -> set[Pair]:
    """Pairs proposed by blocking keys."""
    filed: dict[str, set[int]] = defaultdict(set)
    for n, unit in enumerate(units):
        for key in keys(unit):
            filed[key].add(n)
    return {(min(n, m), max(n, m)) for n, unit in enumerate(units) for key in asked(unit) for m in filed.get(key, ()) if units[m].report != unit.report}


def banded(units: list[Unit], count: int, rows: int, *, placed: bool = False) -> list[Unit]:
    """The units with other bands; ``placed``: also those with a place."""
    return [replace(u, wording=bands((a.text for a in u.accounts), count, rows) if placed or u.site is None or not u.site.bounded else ()) for u in units]


def by_letters(units: list[Unit]) -> set[Pair]:
    """Pairs of one class and family that share a band."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, unit in enumerate(units):
        for band in unit.wording:
            groups[unit.kind, unit.family, band].append(n)
    return {pair for group in groups.values() for pair in combinations(group, 2) if units[pair[0]].report != units[pair[1]].report}


def towns(units: list[Unit]) -> None:
    """Print the distances of towns that accounts with an equal number of victims on common days give."""
    groups: dict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.site is not None and unit.site.fine and unit.dated and unit.first and unit.last and day_number(unit.last) - day_number(unit.first) <= SHORT:
            groups[unit.kind, unit.family, unit.site.country].append(unit)
    found: Counter[str] = Counter()
    for a, b in (pair for group in groups.values() for pair in combinations(group, 2)):
        assert a.site and b.site and a.first and b.first and a.last and b.last
        numbers = {(n.what, n.min) for n in a.numbers if n.min == n.max and (n.min or 0) > 1} & {(n.what, n.min) for n in b.numbers if n.min == n.max}
        if a.report == b.report or not numbers or max(a.first, b.first) > min(a.last, b.last):
            continue
        apart = kilometres(a.site.lat, a.site.lon, b.site.lat, b.site.lon)
        found["to 15 km" if apart <= NEAR_KM else "15 to 150 km" if apart <= 150 else "farther"] += 1
        if apart > NEAR_KM:
            print(f"{a.site.name} and {b.site.name}, {apart:.0f} km, {sorted(numbers)}", *(u.accounts[0].text[:160] for u in (a, b)), sep="\n    ")
    print(f"{sum(map(len, groups.values()))} accounts with a town and a day; pairs with an equal number:", dict(found))


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports")
    parser.add_argument("--since", default="0000")
    parser.add_argument("--until", default="9999")
    parser.add_argument("--matching", default="", metavar="WORD")
    parser.add_argument("--towns", action="store_true")
    args = parser.parse_args()
    units = of_file(args.reports, args.since, args.until, args.matching) if args.reports else of_stories()
    if args.towns:
        print(f"{len(units)} accounts in {len({u.report for u in units})} reports")
        towns(units)
        return
    wanted = joined(units)
    print(f"{len(units)} accounts, {sum(u.site is None or not u.site.bounded for u in units)} without a place in a country, in {len({u.report for u in units})} reports; the slots join {len(wanted)} pairs")
    proposed = by_keys(banded(units, 0, 0))
    undated = sum(units[a].first is None or units[b].first is None for a, b in wanted - proposed)
    for count, rows in ((0, 0), *SIZES):
        start = time.process_time()
        made = banded(units, count, rows)
        cost = (time.process_time() - start) / len(units) * 1e6
        found = by_keys(made)
        name = f"and {count} bands of {rows}{', as shipped' * ((count, rows) == (BANDS, ROWS))}" if count else "keys"
        print(f"{name}: {len(found)} proposals, {len(wanted & found)} of those pairs, {len(wanted - found)} missed;"
              f" {sum(len(keys(u)) for u in made) / len(made):.1f} keys an account, {cost:.0f} µs an account to make")
    found = proposed | by_letters(banded(units, BANDS, ROWS, placed=True))
    print(f"and {BANDS} bands of {ROWS} for all accounts: {len(found)} proposals, {len(wanted & found)} of those pairs, {len(wanted - found)} missed")
    print(f"missed by keys: {undated} of them have an account without any day")
    for rows in (2, 3, 4):
        letters = by_letters(banded(units, PERMUTATIONS // rows, rows, placed=True))
        print(f"{PERMUTATIONS // rows} bands of {rows} alone: {len(letters)} proposals, {len(wanted & letters)} of those pairs; {len(wanted & letters - proposed)} that keys miss")


if __name__ == "__main__":
    main()
