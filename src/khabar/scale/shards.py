"""One shard of reports to one file of records: a pure function of the shard and the resources.

A shard is a file (JSON Lines, WARC, Parquet; .gz .xz .bz2 .zst too), or a range of lines of a JSON Lines file. Its output
appears under its name only when it is whole, so a finished shard is told by its file.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from khabar.errors import InputError, KhabarError
from khabar.ingest import Item
from khabar.ingest.compressed import SUFFIXES, inner_suffix, lines, open_binary
from khabar.ingest.jsonl import FIELDS, from_line
from khabar.scale.writing import Form, writer

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
        try:
            starts, total = _ranges(Path(uri), size)
        except InputError:  # it fails as a shard, by name, and the others go on
            out.append(Shard(uri, base))
            continue
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
        with writer(temporary, form) as write:
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
    with _local(shard.uri) as path:
        suffix = inner_suffix(path)
        if suffix == ".warc":
            from khabar.ingest.warc import from_warc

            open_binary(path).close()  # an archive that is not there is no finished shard
            yield from from_warc(path, shard.uri)
        elif suffix == ".parquet":
            yield from _parquet(path, shard.uri)
        else:
            skip = 0 if shard.offset else shard.first
            stop = None if shard.last is None else shard.last - shard.first + skip
            for number, line in enumerate(islice(lines(path, start=shard.offset), skip, stop), shard.first + 1):
                if line.strip():
                    try:
                        yield from_line(line, f"{shard.uri}:{number}")
                    except InputError as error:
                        yield error


@contextmanager
def _local(uri: str) -> Iterator[Path]:
    """The file itself, or what lies at an address, fetched whole before it is read: a connection that breaks off costs a try
    of the shard, and no report."""
    if "://" not in uri:
        yield Path(uri)
        return
    try:
        import fsspec
    except ImportError:
        raise InputError("reading it needs the extra: pip install 'khabar[scale]'", uri) from None
    with tempfile.TemporaryDirectory(prefix="khabar-shard-") as folder:
        path = Path(folder) / f"shard{''.join(Path(uri).suffixes[-2:])}"
        try:
            with fsspec.open(uri, "rb") as there, path.open("wb") as here:
                shutil.copyfileobj(there, here, 1 << 20)
        except (FileNotFoundError, PermissionError, ValueError, ImportError) as error:
            raise InputError(f"cannot be opened: {error}", uri) from None
        except Exception as error:  # every kind of address has errors of its own; the shard is tried again
            raise OSError(f"cannot be fetched: {error}") from error
        try:
            yield path
        except InputError as error:
            raise InputError(error.message, uri) from None


def _parquet(path: Path, name: str) -> Iterator[Item | InputError]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("reading Parquet needs the extra: pip install 'khabar[parquet]'", name) from None
    with open_binary(path) as opened:
        try:
            file = pq.ParquetFile(opened)
            names, number = [n for n in FIELDS if n in file.schema_arrow.names], 0
            if "text" not in names:
                raise InputError("has no column text", name)
            for batch in file.iter_batches(batch_size=256, columns=names):
                # days as text: Python has none behind the year 9999, and one such day must not cost the others
                columns = [c.cast(pa.string()) if pa.types.is_temporal(c.type) else c for c in batch.columns]
                for row in zip(*(c.to_pylist() for c in columns), strict=True):
                    number += 1
                    try:
                        yield from_line(json.dumps(dict(zip(names, row, strict=True)), default=_plain).encode(), f"{name}#{number}")
                    except InputError as error:
                        yield error
        except (pa.ArrowException, OSError, ValueError) as error:
            raise InputError(f"is damaged: {' '.join(str(error).split())}", name) from None


def _plain(value: object) -> str:
    """Text that a table holds as bytes; half characters in it are refused when it is read."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def _set_aside(path: Path, item: Item | InputError, reason: str) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"where": item.where, "reason": reason}, ensure_ascii=False) + "\n")
