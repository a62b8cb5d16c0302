"""Happenings over the records of many shards.

Units of different class or family are never one happening, so they are parted into files by class and family first, and
each file is taken by itself: memory is bounded by the largest, and within it only units that share a blocking key (place
cell × week) are compared, so that the cost grows nearly linearly.
"""

from __future__ import annotations

import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec
import zstandard

from khabar.assemble.happenings import Unit, components, summarise, units_of
from khabar.collect import as_json
from khabar.errors import InputError
from khabar.record import Record, from_json
from khabar.store.copies import ALIKE, band_keys, similarity, sketch
from khabar.text import fold

#: Told of each record that had to be left out: its report's id, and why.
Fault = Callable[[str, str], None]
_decoder = msgspec.json.Decoder(Unit)


def merge(folder: Path, out: Path, fault: Fault | None = None) -> tuple[int, int, int]:
    """Write the happenings of a folder of shard outputs to ``out`` (JSON Lines). Reports, units, happenings.

    A record whose claims cannot be gathered is left out and told to ``fault`` with its report's id and the reason; without
    ``fault`` it raises. Raises InputError when there is nothing to merge.
    """
    with tempfile.TemporaryDirectory(dir=out.parent) as work:
        reports, units, copy_of = _part(records(folder), Path(work), fault)
        temporary = out.with_name(f".{out.name}.{os.getpid()}")
        count = 0
        with temporary.open("w", encoding="utf-8") as file:
            for part in sorted(Path(work).glob("*.jsonl")):
                for found in components(_units(part)):
                    file.write(json.dumps(as_json(summarise(found, copy_of)), ensure_ascii=False) + "\n")
                    count += 1
        temporary.replace(out)
    return reports, units, count


def records(folder: Path) -> Iterator[Record]:
    """Records of all shard outputs of a folder, in the order of their names."""
    files = sorted((*folder.glob("*.jsonl.zst"), *folder.glob("*.parquet")))
    if not files:
        raise InputError("holds no finished shards", str(folder))
    for path in files:
        if path.suffix == ".parquet":
            import pyarrow.parquet as pq

            for batch in pq.ParquetFile(path).iter_batches(batch_size=256, columns=["record"]):
                yield from (from_json(text) for text in batch.column(0).to_pylist())
            continue
        with path.open("rb") as raw, zstandard.ZstdDecompressor().stream_reader(raw) as packed:
            yield from (from_json(line) for line in io.TextIOWrapper(packed, encoding="utf-8"))


def _part(found: Iterable[Record], work: Path, fault: Fault | None) -> tuple[int, int, dict[str, str]]:
    """Units into one file per class and family; near-copies of texts found on the way."""
    files: dict[str, IO[bytes]] = {}
    copies = _Copies()
    reports = units = 0
    try:
        for record in found:
            try:
                made = units_of(record)
            except Exception as error:  # a fault of ours in one record of a million costs that record, and is told
                if fault is None:
                    raise
                fault(record.report.id, f"{type(error).__name__}: {error}")
                continue
            reports += 1
            copies.add(record.report.id, record.report.published or "9999", record.report.text)
            for unit in made:
                name = f"{unit.kind}-{unit.family}"
                if name not in files:
                    files[name] = (work / f"{name}.jsonl").open("wb")
                files[name].write(msgspec.json.encode(unit) + b"\n")
                units += 1
    finally:
        for file in files.values():
            file.close()
    return reports, units, copies.originals()


def _units(path: Path) -> Iterator[Unit]:
    with path.open("rb") as lines:
        for line in lines:
            yield _decoder.decode(line)


class _Copies:
    """Families of near-copies, by the same sketches as the store's."""

    def __init__(self) -> None:
        self._ids: list[tuple[str, str]] = []
        self._sketches: list[bytes] = []
        self._bands: dict[tuple[int, int], int] = {}
        self._parent: list[int] = []

    def add(self, report: str, published: str, text: str) -> None:
        mine = sketch(fold(text))
        n = len(self._ids)
        self._ids.append((published, report))
        self._sketches.append(mine.tobytes())
        self._parent.append(n)
        for band in enumerate(band_keys(mine)):
            other = self._bands.setdefault(band, n)
            if other != n and self._root(other) != self._root(n) and similarity(mine, self._load(other)) >= ALIKE:
                self._parent[self._root(n)] = self._root(other)

    def _load(self, n: int):  # type: ignore[no-untyped-def]
        import array

        out = array.array("I")
        out.frombytes(self._sketches[n])
        return out

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            self._parent[n] = self._parent[self._parent[n]]
            n = self._parent[n]
        return n

    def originals(self) -> dict[str, str]:
        """Report id → id of the earliest text of its family, for families of more than one."""
        families: dict[int, list[int]] = {}
        for n in range(len(self._ids)):
            families.setdefault(self._root(n), []).append(n)
        return {self._ids[n][1]: min(self._ids[m] for m in family)[1] for family in families.values() if len(family) > 1 for n in family}
