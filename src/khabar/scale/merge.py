"""Happenings over the records of many shards, in four steps, each but the third on any number of processes.

1. Records become units, which are parted by class, event family and period (:mod:`khabar.scale.parts`).
2. In each period, the units of a family that share a place are compared in the order of their days.
3. Ties become groups; only units that are tied at all are looked at.
4. In each period, the groups that end there become happenings.

Memory is bounded by the units of a month and family and by the ties; the work grows with how many units share a place and
a day, not with the length of the archive. The result does not depend on the number of processes.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from khabar.assemble.happenings import Unit, grouped_by, summarise, ties_among, units_of
from khabar.assemble.happenings.grouping import Tie
from khabar.collect import as_json
from khabar.errors import InputError, KhabarError
from khabar.record import Record, from_json
from khabar.scale.copies import Sketches, originals
from khabar.scale.parts import Brief, Parts, brief, home_of, lines, named, parts, whole
from khabar.scale.records import lines_of, outputs, told
from khabar.uncollected import uncollected

#: Told of each record that had to be left out: its report's id or its place, and why.
Fault = Callable[[str, str], None]
Run = Callable[[Callable[..., Any], Iterable[tuple[Any, ...]]], Iterator[Any]]
_COPIES = "copies.json"
_encoder = msgspec.json.Encoder()


def merge(folder: Path, out: Path, fault: Fault | None = None, workers: int = 1) -> tuple[int, int, int]:
    """Write the happenings of a folder of shard outputs to ``out`` (JSON Lines). Reports, units, happenings.

    They come by class, family and period, those of one account in the order of the records before the others. A record that cannot be gathered is left out and told
    to ``fault``; without ``fault`` it raises. Raises InputError when there is nothing to merge, or a shard is damaged.
    """
    shards = _slices(outputs(folder), workers)
    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    with tempfile.TemporaryDirectory(dir=out.parent) as name, _running(workers) as run:
        work = Path(name)
        reports = units = happenings = 0
        for n_reports, n_units, faults in run(split, ((work, f"{n:04}", some) for n, some in enumerate(shards))):
            reports, units = reports + n_reports, units + n_units
            for where, reason in faults:
                if fault is None:
                    raise InputError(reason, where)
                fault(where, reason)
        copies = originals([work / f"{n:04}" for n in range(len(shards))])
        (work / _COPIES).write_text(json.dumps(copies), encoding="utf-8")
        try:
            with temporary.open("wb") as file:
                for part, periods in parts(work).items():
                    groups = _groups(run(tied, ((work / part, p) for p in periods)))
                    for count, path in run(gathered, ((work / part, p, groups.get(p, Groups(set(), {}, []))) for p in periods)):
                        happenings += count
                        with path.open("rb") as told_there:
                            shutil.copyfileobj(told_there, file)
                        path.unlink()
            temporary.replace(out)
        finally:
            temporary.unlink(missing_ok=True)
    return reports, units, happenings


def _slices(files: list[Path], count: int) -> list[list[Path]]:
    """The files in order, in at most ``count`` slices of about the same number."""
    count = min(count, len(files))
    return [files[len(files) * n // count:len(files) * (n + 1) // count] for n in range(count)]


@contextmanager
def _running(workers: int) -> Iterator[Run]:
    """What runs a function over arguments, here or on processes, and gives the results in order."""
    if workers <= 1:
        yield lambda do, over: (do(*given) for given in over)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        try:
            yield lambda do, over: pool.map(do, *zip(*over, strict=True))
        except BrokenProcessPool:
            raise KhabarError("a process was ended from outside, perhaps for want of memory; try fewer --workers") from None


@uncollected()
def split(work: Path, mark: str, files: list[Path]) -> tuple[int, int, list[tuple[str, str]]]:
    """Units of some shards into files, and sketches of their texts; reports, units, and the faults with their places."""
    out, copies, faults = Parts(work, mark), Sketches(work / mark), []
    reports = units = 0
    for path in files:
        for n, line in enumerate(lines_of(path), 1):
            try:
                record = told.decode(line)
                made = units_of(cast(Record, record))  # it has the fields that units are made of
            except Exception as error:  # one record of a million costs that record, and is told
                faults.append(_fault(line, f"{path}:{n}", error))
                continue
            reports, units = reports + 1, units + len(made)
            copies.add(record.report.id, record.report.published or "9999", record.report.text)
            for unit in made:
                out.put(unit)
    out.flush()
    copies.close()
    return reports, units, faults


def _fault(line: bytes, where: str, error: Exception) -> tuple[str, str]:
    """Where a record could not be gathered, and why: for what is wrong with it, or else for a fault of ours."""
    try:
        from_json(line)
    except KhabarError as wrong:
        return where, f"is no sound record: {wrong}"
    return where, f"fault of Khabar, please report it: {type(error).__name__}: {error}"


@uncollected()
def tied(part: Path, period: str) -> tuple[list[Tie], list[Brief]]:
    """The ties of the units at home in a period, among themselves and to those carried into it; and the units tied."""
    units = [brief.decode(line) for form in ("units", "carried") for line in lines(part, period, form)]
    ties = ties_among(units)
    names = {name for a, b, _ in ties for name in (a, b)}
    return ties, [u for u in units if u.id in names]


class Groups(NamedTuple):
    """The groups of a period. away: ids of units at home here whose groups are told elsewhere; member: id → number of its
    group told here; homes: other periods at which members are at home."""

    away: set[str]
    member: dict[str, int]
    homes: list[str]


def _groups(found: Iterable[tuple[list[Tie], list[Brief]]]) -> dict[str, Groups]:
    """Period → what is grouped there, of a class and family. A group is told at the home of its first unit."""
    ties: set[Tie] = set()
    units: dict[str, Brief] = {}
    for some, these in found:
        ties.update(some)
        units.update({u.id: u for u in these})
    out: dict[str, Groups] = defaultdict(lambda: Groups(set(), {}, []))
    for number, group in enumerate(grouped_by(units.values(), ties)):
        homes = [home_of(u) for u in group]
        for unit, home in zip(group, homes, strict=True):
            out[homes[0]].member[unit.id] = number
            if home != homes[0]:
                out[home].away.add(unit.id)
        out[homes[0]].homes.extend({*homes[1:]} - {homes[0], *out[homes[0]].homes})
    return dict(out)


@uncollected()
def gathered(part: Path, period: str, groups: Groups) -> tuple[int, Path]:
    """The happenings told in a period: their number, and the file that holds them, those of one account first."""
    copies = _copies(part.parent / _COPIES)
    target, count = part / f"{period}.happenings", 0
    together: dict[int, list[Unit]] = {}
    with target.open("wb") as file:
        for line in lines(part, period, "units"):
            unit = whole.decode(line)
            if (number := groups.member.get(unit.id)) is not None:
                together.setdefault(number, []).append(unit)
            elif unit.id not in groups.away:
                file.write(_line((unit,), copies))
                count += 1
        for home in sorted(groups.homes):
            for line in lines(part, home, "units"):
                if (number := groups.member.get(named.decode(line).id)) is not None:
                    together.setdefault(number, []).append(whole.decode(line))
        for _, units in sorted(together.items()):
            file.write(_line(tuple(sorted(units, key=lambda u: u.id)), copies))
    return count + len(together), target


def _line(units: tuple[Unit, ...], copies: dict[str, str]) -> bytes:
    return _encoder.encode(as_json(summarise(units, copies))) + b"\n"


@lru_cache(maxsize=1)
def _copies(path: Path) -> dict[str, str]:
    return cast(dict[str, str], json.loads(path.read_bytes()))
