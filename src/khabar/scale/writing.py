"""Records into a file, one at a time: JSON Lines packed with zstd, or Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import zstandard

from khabar.record import Record, to_json

Form = Literal["jsonl", "parquet"]
Write = Callable[[Record], None]
#: Records that wait in memory before Parquet packs them together.
_AT_ONCE = 256


@contextmanager
def writer(path: Path, form: Form) -> Iterator[Write]:
    """What writes a record to the file at ``path``, which is whole when the context ends."""
    with _parquet(path) if form == "parquet" else _lines(path) as write:
        yield write


@contextmanager
def _lines(path: Path) -> Iterator[Write]:
    with path.open("wb") as raw, zstandard.ZstdCompressor(level=3).stream_writer(raw) as packed:

        def write(record: Record) -> None:
            packed.write(to_json(record) + b"\n")

        yield write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("id", "outlet", "published", "record")])
    waiting: list[tuple[str, str | None, str | None, str]] = []

    def flush() -> None:
        if waiting:
            columns = [pa.array(column, pa.string()) for column in zip(*waiting, strict=True)]
            file.write_batch(pa.record_batch(columns, schema=schema))
            waiting.clear()

    def write(record: Record) -> None:
        waiting.append((record.report.id, record.report.outlet, record.report.published, to_json(record).decode()))
        if len(waiting) == _AT_ONCE:
            flush()

    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        yield write
        flush()
