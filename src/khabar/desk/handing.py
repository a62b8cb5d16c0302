"""What is handed on from the desk: exports and dossiers of some happenings, protected unless asked otherwise."""

from __future__ import annotations

import importlib.util
import io
import tempfile
import zipfile
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import khabar
from khabar.briefs import brief_of
from khabar.collect import add, protected_copy
from khabar.dossier import render
from khabar.export import FORMATS, write
from khabar.protect import Rules
from khabar.store import Store, open_store, query, record, report_lists
from khabar.store.read import tables

Json = dict[str, Any]
MOST = 20_000
#: Formats and what their files end in. csv and parquet are tables of the reports concerned, at most TABLES of them.
TABLES = 2_000
EXPORTS = {"csv": "zip", "parquet": "zip", "plover": "jsonl", "polecat": "tsv", "acled": "csv", "ucdp": "csv", "geojson": "geojson", "jsonld": "jsonld", "webannotation": "jsonl", "brat": "zip"}
_NEEDS = {"docx": "docx", "pdf": "weasyprint"}


@cache
def exports() -> list[str]:
    """Formats that can be written here."""
    return [form for form in EXPORTS if form != "parquet" or importlib.util.find_spec("pyarrow")]


@cache
def dossiers() -> list[str]:
    """Forms that a dossier can be written in here."""
    return ["html", "md", *(form for form, module in _NEEDS.items() if importlib.util.find_spec(module))]


def safe(store: Store, found: list[Json]) -> tuple[Store, list[Json]]:
    """The same happenings in a protected store of their reports: those that are told by the same claims of these reports."""
    order = sorted({n for h in found for c in h["claims"] if (n := report_lists.number_of(store, c["report"]))})
    copy, _ = protected_copy(store, Rules(), order)
    there = {number: at for at, number in enumerate(order, 1)}
    wanted = {(there[number], claim) for number, claim in _claims(store, found) if number in there}
    return copy, [h for h in query.happenings(copy) if not wanted.isdisjoint(_claims(copy, [h]))]


def _claims(store: Store, found: list[Json]) -> list[tuple[int, str]]:
    """The claims of some happenings: numbers of their reports in the store, and their names there, which protection leaves as they are."""
    hashes = [c["claiming"] for h in found for c in h["claims"]]
    return [(r[0], r[1]) for x in hashes for r in store.connection.execute("SELECT report, id FROM claims WHERE claiming=?", (x,))]


def export(store: Store, found: list[Json], form: str) -> bytes:
    """An export of some happenings, or of the records of their reports. Raises InputError."""
    with tempfile.TemporaryDirectory(prefix="khabar-desk-") as folder:
        out = Path(folder) / "export"
        if form in ("csv", "parquet"):
            write(form, out, khabar.__version__, store_tables=tables(_of(store, found)))
        elif FORMATS[form] == "rows":
            write(form, out, khabar.__version__, rows=found)
        else:
            hashes = dict.fromkeys(c["report"] for h in found for c in h["claims"])
            made = (r for x in hashes if (n := report_lists.number_of(store, x)) and (r := record(store, n)))
            write(form, out, khabar.__version__, records=made)
        return _packed(sorted(out.rglob("*")), out) if out.is_dir() else out.read_bytes()


def _of(store: Store, found: list[Json]) -> Store:
    """A store in memory of the reports that tell of some happenings; judgements stay behind, as in protected copies."""
    hashes = dict.fromkeys(c["report"] for h in found for c in h["claims"])
    copy = open_store(":memory:", store.fold)
    for name in islice(hashes, TABLES):
        if (number := report_lists.number_of(store, name)) and (made := record(store, number)):
            add(copy, made)
    return copy


def dossier(store: Store, found: list[Json], form: str) -> bytes:
    """The dossier on some happenings. Raises InputError."""
    with tempfile.TemporaryDirectory(prefix="khabar-desk-") as folder:
        out = Path(folder) / f"dossier.{form}"
        render([brief_of(store, h) for h in found], out, khabar.__version__)
        return out.read_bytes()


def _packed(paths: Iterable[Path], root: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            if path.is_file():
                archive.write(path, path.relative_to(root))
    return packed.getvalue()
