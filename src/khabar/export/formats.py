"""Writing an export: one function per format, streaming, whole or not at all."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from khabar.errors import InputError
from khabar.export import columns, marks, objects, tables
from khabar.export.facts import Json
from khabar.record import Record

#: Format name → what it is made from: happenings (or events, claims as such), records, or the store's tables.
FORMATS = {"acled": "rows", "ucdp": "rows", "polecat": "rows", "plover": "rows", "geojson": "rows", "jsonld": "rows",
           "webannotation": "records", "brat": "records", "csv": "tables", "parquet": "tables"}
_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Json, str], dict[str, object]], str]] = {
    "acled": (columns.ACLED, tables.acled, ","), "ucdp": (columns.UCDP, tables.ucdp, ","), "polecat": (columns.POLECAT, tables.polecat, "\t"),
}  # fmt: skip
#: Name, columns with their SQLite types, rows.
Table = tuple[str, list[tuple[str, str]], Iterable[tuple[Any, ...]]]
_BATCH = 10_000


def write(form: str, out: Path, version: str, *, rows: Iterable[Json] = (), records: Iterable[Record] = (), store_tables: Iterable[Table] = ()) -> int:
    """Write an export to ``out`` (a file; a folder for brat, csv and parquet); the number of rows. Raises InputError."""
    if form in _TABLES:
        return _table(out, form, rows, version)
    if form in ("csv", "parquet"):
        return _folder_of_tables(out, form, store_tables)
    if form == "brat":
        return _brat(out, records)
    with whole(out) as file:
        if form == "plover":
            return _json_lines(file, (objects.plover(h, version) for h in rows))
        if form == "webannotation":
            return _json_lines(file, (a for r in records for a in marks.web_annotations(r)))
        head = {"type": "FeatureCollection", "attribution": columns.ATTRIBUTION} if form == "geojson" else {"@context": objects.CONTEXT, "license": columns.ATTRIBUTION}
        return _collection(file, head, "features" if form == "geojson" else "@graph", (objects.feature(h) if form == "geojson" else objects.linked(h) for h in rows))


#: What a spreadsheet takes for the start of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file that appears under its name only when all of it is written. Raises InputError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            yield file
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", str(path)) from None
    finally:
        temporary.unlink(missing_ok=True)


def _table(out: Path, form: str, rows: Iterable[Json], version: str) -> int:
    names, make, delimiter = _TABLES[form]
    count = 0
    with whole(out) as file:
        writer = csv.DictWriter(file, names, restval="", delimiter=delimiter, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
        writer.writeheader()
        for h in rows:
            writer.writerow({k: _cell(v) for k, v in make(h, version).items()})
            count += 1
    return count


def _cell(value: object) -> object:
    """None is empty; line breaks and tabs inside a cell become spaces, which readers of these files trip over."""
    if value is None:
        return ""
    return _no_formula(" ".join(value.split())) if isinstance(value, str) else value


def _no_formula(text: str) -> str:
    """A cell that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP's "CSV Injection" advises: the
    texts of reports are other people's. Numbers stay as they are."""
    if text[:1] not in _FORMULA or not text:
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text


def _json_lines(file: TextIO, values: Iterable[Json]) -> int:
    count = 0
    for value in values:
        file.write(json.dumps(value, ensure_ascii=False) + "\n")
        count += 1
    return count


def _collection(file: TextIO, head: Json, key: str, values: Iterable[Json]) -> int:
    """A JSON object with a long list, written without holding the list."""
    count = 0
    file.write(json.dumps(head, ensure_ascii=False)[:-1] + f', "{key}": [')
    for value in values:
        file.write((",\n" if count else "\n") + json.dumps(value, ensure_ascii=False))
        count += 1
    file.write("\n]}\n")
    return count


def _brat(out: Path, records: Iterable[Record]) -> int:
    _folder(out)
    count = 0
    for record in records:
        name = record.report.id.removeprefix("sha256:")[:16]
        with whole(out / f"{name}.txt") as file:
            file.write(record.report.text)
        with whole(out / f"{name}.ann") as file:
            file.write(marks.brat(record))
        count += 1
    return count


def _folder_of_tables(out: Path, form: str, store_tables: Iterable[Table]) -> int:
    _folder(out)
    count = 0
    for name, names, rows in store_tables:
        if form == "parquet":
            count += _parquet(out / f"{name}.parquet", names, rows)
            continue
        with whole(out / f"{name}.csv") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column for column, _ in names])
            for row in rows:
                writer.writerow("" if v is None else _no_formula(v) if isinstance(v, str) else v for v in row)
                count += 1
    with whole(out / "ATTRIBUTION.txt") as file:
        file.write(columns.ATTRIBUTION + "\n")
    return count


def _parquet(path: Path, names: list[tuple[str, str]], rows: Iterable[tuple[Any, ...]]) -> int:
    """One Parquet file, written in batches so that its size does not matter."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("writing Parquet needs the extra: pip install 'khabar[parquet]'", str(path)) from None
    types = {"INTEGER": pa.int64(), "REAL": pa.float64()}
    schema = pa.schema([(n, types.get(t, pa.string())) for n, t in names], metadata={"attribution": columns.ATTRIBUTION})
    count = 0
    found = iter(rows)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with pq.ParquetWriter(temporary, schema) as writer:
            while batch := list(islice(found, _BATCH)):
                arrays = [pa.array([r[i] for r in batch], type=schema.field(i).type) for i in range(len(names))]
                writer.write_batch(pa.record_batch(arrays, schema=schema))
                count += len(batch)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot be made: {error.strerror}", str(path)) from None
