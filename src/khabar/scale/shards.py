"""One shard of reports to one file of records: a pure function of the shard and the resources.

A shard is a file (JSON Lines, WARC, Parquet; .gz .xz .bz2 .zst too), or a range of lines of a JSON Lines file. Its output
appears under its name only when it is whole, so a finished shard is told by its file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Literal

import zstandard

from khabar.errors import InputError, KhabarError
from khabar.ingest import Item
from khabar.ingest.compressed import SUFFIXES, inner_suffix, lines, open_binary
from khabar.ingest.jsonl import from_line
from khabar.record import Record, to_json

Form = Literal["jsonl", "parquet"]
LINES = 2_000
_NAME = re.compile(r"[^\w.-]+")
_LONGEST_NAME = 180  # bytes; file systems take 255


@dataclass(frozen=True, slots=True)
class Shard:
    """Reports ``first`` to ``last`` (half-open; None: to the end) of the input at ``uri``.

    ``offset``: the byte at which line ``first`` begins; 0 where it is not known and the lines before are read over.
    """

    uri: str
    name: str
    first: int = 0
    last: int | None = None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What became of a shard. ``seconds`` is processor time; ``skipped``: it was finished before."""

    name: str
    reports: int
    bad: int
    words: int
    seconds: float
    skipped: bool = False


def plan(inputs: list[str], size: int = LINES) -> list[Shard]:
    """The shards of some inputs. JSON Lines files on this machine are cut into ranges of ``size`` lines.

    A packed file must be unpacked up to each of its ranges: many files of up to some 100 MB are better than one large one.
    """
    out = []
    for uri in inputs:
        base = _file_name(uri.rsplit("/", 1)[-1])
        if "://" in uri or inner_suffix(Path(uri)) not in (".jsonl", ".ndjson"):
            out.append(Shard(uri, base))
            continue
        starts, total = _ranges(Path(uri), size)
        out += [Shard(uri, f"{base}-{n:05}", n * size, min((n + 1) * size, total), at) for n, at in enumerate(starts)]
    names = Counter(s.name for s in out)
    return [s if names[s.name] == 1 else replace(s, name=f"{s.name}-{i}") for i, s in enumerate(out)]


def _file_name(name: str) -> str:
    """A name as the stem of an output: no sign with a meaning to paths, and short enough with all that is added to it."""
    out = _NAME.sub("-", name)
    if len(out.encode()) <= _LONGEST_NAME:
        return out
    cut = out.encode()[: _LONGEST_NAME - 9].decode("utf-8", "ignore")
    return f"{cut}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _ranges(path: Path, size: int) -> tuple[list[int], int]:
    """The byte at which each range of lines begins (0 in packed files), and the number of lines."""
    starts: list[int] = []
    at = total = 0
    packed = path.suffix.lower() in SUFFIXES
    for line in lines(path):
        if total % size == 0:
            starts.append(0 if packed else at)
        at += len(line)
        total += 1
    return starts, total


def output(shard: Shard, folder: Path, form: Form) -> Path:
    """The file that a finished shard leaves."""
    return folder / f"{shard.name}.{'parquet' if form == 'parquet' else 'jsonl.zst'}"


def process_shard(shard: Shard, folder: Path, reader: str = "auto", form: Form = "jsonl") -> ShardResult:
    """Read all reports of a shard into one file of records; bad reports go to ``bad/NAME.jsonl`` with their reasons.

    Raises InputError when the shard itself cannot be read.
    """
    from khabar.pipeline import read

    target = output(shard, folder, form)
    if target.exists():
        return ShardResult(shard.name, 0, 0, 0, 0.0, skipped=True)
    start = time.process_time()
    reports = words = bad = 0
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    faults = folder / "bad" / f"{shard.name}.jsonl"
    faults.unlink(missing_ok=True)
    try:
        with _writer(temporary, form) as write:
            for item in items(shard):
                try:
                    if isinstance(item, InputError):
                        raise item
                    record = read(item.text, published=item.published, published_from=item.published_from, outlet=item.outlet,
                                  title=item.title, uri=item.uri, reader=reader)  # type: ignore[arg-type]
                except KhabarError as error:
                    bad += 1
                    _set_aside(faults, item, error.message)
                    continue
                except Exception as error:  # a fault of ours in one report of a million costs that report, and is told
                    bad += 1
                    _set_aside(faults, item, f"fault of Khabar, please report it: {type(error).__name__}: {error}")
                    continue
                write(record)
                reports += 1
                words += item.text.count(" ") + 1
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return ShardResult(shard.name, reports, bad, words, time.process_time() - start)


def items(shard: Shard) -> Iterator[Item | InputError]:
    """The reports of a shard."""
    suffix = inner_suffix(Path(shard.uri))
    if suffix == ".warc":
        from khabar.ingest.warc import from_warc

        yield from from_warc(Path(shard.uri))
    elif suffix == ".parquet":
        yield from _parquet(shard.uri)
    else:
        found = islice(_lines(shard.uri), shard.first, shard.last)
        if shard.offset:
            found = islice(lines(Path(shard.uri), start=shard.offset), (shard.last or shard.first) - shard.first)
        for number, line in enumerate(found, shard.first + 1):
            if line.strip():
                try:
                    yield from_line(line, f"{shard.uri}:{number}")
                except InputError as error:
                    yield error


def _lines(uri: str) -> Iterator[bytes]:
    if "://" not in uri:
        yield from lines(Path(uri))
        return
    with _remote(uri) as file:
        yield from file


def _remote(uri: str) -> IO[bytes]:
    try:
        import fsspec
    except ImportError:
        raise InputError("reading it needs the extra: pip install 'khabar[scale]'", uri) from None
    try:
        opened: IO[bytes] = fsspec.open(uri, "rb", compression="infer").open()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be opened: {error}", uri) from None
    return opened


def _parquet(uri: str) -> Iterator[Item | InputError]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("reading Parquet needs the extra: pip install 'khabar[parquet]'", uri) from None
    with (_remote(uri) if "://" in uri else open_binary(Path(uri))) as file:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=256):
            for n, row in enumerate(batch.to_pylist()):
                try:
                    yield from_line(json.dumps(row, default=str).encode(), f"{uri}#{n}")
                except InputError as error:
                    yield error


def _set_aside(path: Path, item: Item | InputError, reason: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"where": item.where, "reason": reason}, ensure_ascii=False) + "\n")


class _writer:  # noqa: N801  (a context manager used like a function)
    """Writes records to a file, one at a time."""

    def __init__(self, path: Path, form: Form) -> None:
        self._path, self._form = path, form

    def __enter__(self):  # type: ignore[no-untyped-def]
        if self._form == "parquet":
            self._batch: list[tuple[str, str | None, str | None, str]] = []
            import pyarrow as pa
            import pyarrow.parquet as pq

            self._schema = pa.schema([("id", pa.string()), ("outlet", pa.string()), ("published", pa.string()), ("record", pa.string())])
            self._file = pq.ParquetWriter(self._path, self._schema, compression="zstd")
            return self._row
        self._raw = self._path.open("wb")
        self._packed = zstandard.ZstdCompressor(level=3).stream_writer(self._raw)
        return self._line

    def _line(self, record: Record) -> None:
        self._packed.write(to_json(record) + b"\n")

    def _row(self, record: Record) -> None:
        self._batch.append((record.report.id, record.report.outlet, record.report.published, to_json(record).decode()))
        if len(self._batch) >= 256:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa

        columns = [pa.array(c, pa.string()) for c in zip(*self._batch, strict=True)] if self._batch else []
        if columns:
            self._file.write_batch(pa.record_batch(columns, schema=self._schema))
        self._batch.clear()

    def __exit__(self, *_: object) -> None:
        if self._form == "parquet":
            self._flush()
            self._file.close()
        else:
            self._packed.close()  # type: ignore[no-untyped-call]
            self._raw.close()
