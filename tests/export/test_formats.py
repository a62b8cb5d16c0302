"""Exports, read back with the tools their users have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
import rdflib
import shapely.geometry

from khabar import collect, store
from khabar.export import columns, write
from khabar.store.query import HappeningFilter
from khabar.store.read import records, tables
from khabar.text import fold
from tests.store.made import record


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[store.Store]:
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, record(outlet='صحيفة "الوادي"\tوالنهر'))
        collect.add(kept, record(outlet="مرصد الساحل", source="ليلى حداد", killed=7))
        collect.add(kept, record(town="السدرة", published="2024-03-15"))
        yield kept


def exported(kept: store.Store, form: str, out: Path, what: str = "happenings") -> Path:
    write(form, out, "0", rows=collect.rows(kept, what, HappeningFilter()), records=(r for _, r in records(kept)), store_tables=tables(kept))
    return out


@pytest.mark.parametrize(("form", "names", "sep"), [("acled", columns.ACLED, ","), ("ucdp", columns.UCDP, ","), ("polecat", columns.POLECAT, "\t")])
def test_tables_have_their_publishers_columns(kept: store.Store, tmp_path: Path, form: str, names: tuple[str, ...], sep: str) -> None:
    table = pd.read_csv(exported(kept, form, tmp_path / "x"), sep=sep, keep_default_na=False, dtype=str)
    assert tuple(table.columns) == names
    assert len(table) == 2
    assert all("3|" in c or "7|" in c for c in table.apply(lambda row: " ".join(row), axis=1))  # every row names its claims


@pytest.mark.parametrize("form", ["acled", "ucdp", "csv"])
def test_no_cell_is_a_formula_for_a_spreadsheet(tmp_path: Path, form: str) -> None:
    with store.open_store(tmp_path / "x.db", fold) as kept:
        collect.add(kept, record(outlet='=HYPERLINK("http://example.org","افتح")', source="@SUM(A1)"))
        out = exported(kept, form, tmp_path / "x")
        files = sorted(out.glob("*.csv")) if out.is_dir() else [out]
        cells = [str(c) for f in files for c in pd.read_csv(f, keep_default_na=False, dtype=str, header=None).to_numpy().ravel()]
    assert any("HYPERLINK" in c for c in cells) and any(c.startswith("'=") for c in cells)
    assert not any(c.startswith(("=", "@", "+")) for c in cells)


def test_sizes_of_the_formats() -> None:
    assert (len(columns.ACLED), len(columns.UCDP), len(columns.POLECAT), len(columns.PLOVER)) == (31, 49, 40, 23)


def test_acled_values(kept: store.Store, tmp_path: Path) -> None:
    table = pd.read_csv(exported(kept, "acled", tmp_path / "x.csv"), keep_default_na=False)
    row = table[table.location == "Nakhil"].iloc[0]
    assert (row.event_date, row.time_precision, row.geo_precision, row.country, str(row.iso)) == ("2024-03-13", 1, 1, "Iraq", "368")
    assert "GeoNames" in row.tags and "state=contested" in row.tags


def test_ucdp_keeps_low_best_high_and_the_chain(kept: store.Store, tmp_path: Path) -> None:
    table = pd.read_csv(exported(kept, "ucdp", tmp_path / "x.csv"), keep_default_na=False)
    row = table[table.where_coordinates == "Nakhil"].iloc[0]
    assert (row.low, row.high, row.number_of_sources, row.where_prec) == (3, 7, 2, 1)
    assert "فريد السامي" in row.source_original and "ليلى حداد" in row.source_original
    assert row.geom_wkt == "POINT (44.0 33.0)"


def test_plover(kept: store.Store, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in exported(kept, "plover", tmp_path / "x.jsonl").read_text().splitlines()]
    assert all(tuple(x) == columns.PLOVER for x in lines)
    assert {loc["country"] for x in lines for loc in x["event_loc"]} == {"IRQ"}


def test_geojson_is_geometry(kept: store.Store, tmp_path: Path) -> None:
    data = json.loads(exported(kept, "geojson", tmp_path / "x.geojson").read_text())
    assert data["type"] == "FeatureCollection" and "GeoNames" in data["attribution"]
    points = [shapely.geometry.shape(f["geometry"]) for f in data["features"]]
    assert sorted((p.x, p.y) for p in points) == [(41.0, 36.0), (44.0, 33.0)]


def test_jsonld_is_a_graph_of_claims(kept: store.Store, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=exported(kept, "jsonld", tmp_path / "x.jsonld").read_text(), format="json-ld")
    claim = rdflib.URIRef("https://schema.org/Claim")
    derived = rdflib.URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")
    claims = set(graph.subjects(rdflib.RDF.type, claim))
    assert len(claims) == 3
    assert all(list(graph.objects(c, derived)) for c in claims)


def test_web_annotations_quote_the_text(kept: store.Store, tmp_path: Path) -> None:
    texts = {r.report.id: r.report.text for _, r in records(kept)}
    lines = [json.loads(line) for line in exported(kept, "webannotation", tmp_path / "x.jsonl").read_text().splitlines()]
    assert lines
    for a in lines:
        position, words = a["target"]["selector"]
        text = texts[a["target"]["source"].removeprefix("urn:khabar:")]
        assert text[position["start"]:position["end"]] == words["exact"]


def test_brat_marks_quote_the_text(kept: store.Store, tmp_path: Path) -> None:
    out = exported(kept, "brat", tmp_path / "b")
    for path in out.glob("*.ann"):
        text = path.with_suffix(".txt").read_text()
        marks = [line.split("\t") for line in path.read_text().splitlines() if line.startswith("T")]
        assert marks
        for _, where, words in marks:
            pieces = [tuple(map(int, p.split())) for p in where.split(" ", 1)[1].split(";")]
            assert " ".join(text[a:b] for a, b in pieces) == words


def test_csv_and_parquet_agree(kept: store.Store, tmp_path: Path) -> None:
    flat, packed = exported(kept, "csv", tmp_path / "c"), exported(kept, "parquet", tmp_path / "p")
    names = {p.stem for p in flat.glob("*.csv")}
    assert {"reports", "sources", "attributions", "claims", "events", "happenings"} <= names
    for name in names:
        a = pd.read_csv(flat / f"{name}.csv", keep_default_na=False, dtype=str)
        b = pq.read_table(packed / f"{name}.parquet").to_pandas()
        assert list(a.columns) == list(b.columns) and len(a) == len(b)


@pytest.mark.parametrize(("what", "n"), [("happenings", 2), ("events", 3), ("claims", 3)])
def test_what(kept: store.Store, tmp_path: Path, what: str, n: int) -> None:
    assert len(pd.read_csv(exported(kept, "acled", tmp_path / "x.csv", what))) == n


def test_a_failed_export_leaves_no_half_file(kept: store.Store, tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield from collect.rows(kept, "happenings", HappeningFilter())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write("acled", tmp_path / "x.csv", "0", rows=broken())
    assert list(tmp_path.glob("*x.csv*")) == []
