"""What a format carries comes back as it went out: claims, spans and numbers, read with nothing but the written files."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import rdflib

from khabar import collect, store
from khabar.export import write
from khabar.pipeline import read
from khabar.record import Record
from khabar.store import judge
from khabar.store.query import HappeningFilter, reports_of, wanted_ids
from khabar.store.read import records, tables
from khabar.text import fold

TEXT = (
    "قال مدير مستشفى الرمادي سامي الراوي يوم الأحد إن تسعة مدنيين قتلوا في قصف على سوق في المدينة.\n"
    "وأضاف أن «القصف أصاب\nثلاثة منازل»، لكن المتحدث باسم الجيش العراقي نفى أن تكون القوات قد قصفت السوق."
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> store.Store:
    kept = store.open_store(tmp_path_factory.mktemp("trip") / "x.db", fold)
    collect.add(kept, read(TEXT, published="2024-03-11", outlet='صحيفة "النهر"', reader="lexicon"))
    collect.add(kept, read("أعلنت شرطة الفلوجة أن شخصين اعتقلا في الفلوجة يوم السبت.", published="2024-03-11", outlet="قناة, السد", reader="lexicon"))
    return kept


def exported(kept: store.Store, form: str, out: Path, wanted: HappeningFilter | None = None) -> Path:
    f = wanted or HappeningFilter()
    only, ids = (reports_of(kept, f), wanted_ids(kept, f)) if wanted else (None, None)
    write(form, out, "0", rows=collect.rows(kept, "happenings", f), records=(r for _, r in records(kept, only)), store_tables=tables(kept, only, ids))
    return out


def claims_of(kept: store.Store) -> dict[str, dict[str, Any]]:
    return {c["claiming"]: c for h in collect.rows(kept, "happenings", HappeningFilter()) for c in h["claims"]}


def spans_of(record: Record) -> set[tuple[str, str, tuple[int, int]]]:
    found = {(a.id, "cue", a.cue.span) for a in record.attributions} | {(a.id, "source", a.source.span) for a in record.attributions if a.source}
    found |= {(a.id, "content", c.span) for a in record.attributions for c in a.content}
    found |= {(p.id, "place", p.span) for p in record.places} | {(t.id, "time", t.span) for t in record.times}
    return found | {(e.id, "trigger", e.trigger.span) for e in record.events}


def test_web_annotations_give_back_all_spans(kept: store.Store, tmp_path: Path) -> None:
    back: dict[str, set[tuple[str, str, tuple[int, int]]]] = defaultdict(set)
    for line in exported(kept, "webannotation", tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines():
        a = json.loads(line)
        position = a["target"]["selector"][0]
        back[a["target"]["source"].removeprefix("urn:khabar:")].add(
            (a["body"]["khabar:id"], a["body"]["khabar:kind"], (position["start"], position["end"])))
    wanted = {r.report.id: spans_of(r) for _, r in records(kept)}
    assert back == wanted and all(len(spans) > 5 for spans in wanted.values())


def from_brat(ann: str) -> tuple[set[Any], set[Any]]:
    """Attributions (cue, source, contents) and events (type, trigger, agents, targets, place, time, modality, polarity), as spans."""
    marks: dict[str, tuple[str, tuple[int, int]]] = {}
    roles: dict[str, list[tuple[str, tuple[str, tuple[int, int]]]]] = {}
    modality: dict[str, str] = {}
    negated: set[str] = set()
    for line in ann.splitlines():
        name, rest = line.split("\t")[:2]
        if name.startswith("T"):
            kind, where = rest.split(" ", 1)
            pieces = [tuple(map(int, p.split())) for p in where.split(";")]
            marks[name] = kind, (pieces[0][0], pieces[-1][1])
        elif name.startswith("E"):
            roles[name] = [(role.rstrip("0123456789"), marks[ref]) for role, ref in (r.split(":") for r in rest.split())]
        elif rest.startswith("Modality"):
            modality[rest.split()[1]] = rest.split()[2]
        else:
            negated.add(rest.split()[1])
    said, happened = set(), set()
    for name, ((first, (kind, trigger)), *others) in roles.items():
        by = defaultdict(list)
        for role, (_, span) in others:
            by[role].append(span)
        if first == "Attribution":
            said.add((trigger, tuple(by["Source"]), tuple(by["Content"])))
        else:
            happened.add((kind.lower(), trigger, tuple(by["Agent"]), tuple(by["Target"]), tuple(by["Place"]), tuple(by["Time"]),
                          modality[name], "neg" if name in negated else "pos"))
    return said, happened


def test_brat_gives_back_attributions_and_events(kept: store.Store, tmp_path: Path) -> None:
    out = exported(kept, "brat", tmp_path / "b")
    for _, r in records(kept):
        path = out / r.report.id.removeprefix("sha256:")[:16]
        assert path.with_suffix(".txt").read_text(encoding="utf-8") == r.report.text
        places, times = {p.id: p.span for p in r.places}, {t.id: t.span for t in r.times}
        said = {(a.cue.span, (a.source.span,) if a.source else (), tuple(c.span for c in a.content)) for a in r.attributions}
        happened = {(e.type, e.trigger.span, tuple(f.span for f in e.agent), tuple(f.span for f in e.target), (places[e.place],) if e.place else (),
                     (times[e.time],) if e.time else (), e.modality, e.polarity) for e in r.events}
        assert from_brat(path.with_suffix(".ann").read_text(encoding="utf-8")) == (said, happened)


def test_json_ld_gives_back_the_claims_with_their_chains(kept: store.Store, tmp_path: Path) -> None:
    graph = rdflib.Graph().parse(data=exported(kept, "jsonld", tmp_path / "x.jsonld").read_text(encoding="utf-8"), format="json-ld")
    schema, prov = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#")
    back = {}
    for claim in graph.subjects(rdflib.RDF.type, schema.Claim):
        report = graph.value(claim, prov.wasDerivedFrom)
        agent, chain = graph.value(claim, prov.wasAttributedTo), []
        while agent is not None:
            chain.insert(0, str(graph.value(agent, schema.name)))
            agent = graph.value(agent, prov.actedOnBehalfOf)
        outlet = graph.value(report, schema.publisher)
        back[str(claim).removeprefix("urn:khabar:claim:")] = (
            str(report).removeprefix("urn:khabar:report:"), str(graph.value(outlet, schema.name)), str(graph.value(report, schema.datePublished)),
            str(graph.value(claim, schema.text)), str(graph.value(claim, schema.description)), chain)
    wanted = {name: (c["report"], c["outlet"], c["published"], c["text"], c["gloss"], c["chain"]) for name, c in claims_of(kept).items()}
    assert back == wanted


def test_geojson_gives_back_places_numbers_and_claims(kept: store.Store, tmp_path: Path) -> None:
    found = json.loads(exported(kept, "geojson", tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]
    back = {f["id"]: (f["geometry"] and f["geometry"]["coordinates"], f["properties"]["counts"], f["properties"]["state"],
                      [(c["id"], c["chain"], c["outlet"], c["published"], c["gloss"], c["denied"], c["counts"]) for c in f["properties"]["claims"]]) for f in found}
    wanted = {h["id"]: (h["place"] and [h["place"]["lon"], h["place"]["lat"]], h["counts"], h["state"],
                        [(c["claiming"], c["chain"], c["outlet"], c["published"], c["gloss"], c["denied"], c["counts"]) for c in h["claims"]])
              for h in collect.rows(kept, "happenings", HappeningFilter())}
    assert back == wanted


def test_csv_and_parquet_give_back_every_row(kept: store.Store, tmp_path: Path) -> None:
    flat, packed = exported(kept, "csv", tmp_path / "c"), exported(kept, "parquet", tmp_path / "p")
    csv.field_size_limit(1 << 24)
    for name, columns, rows in tables(kept):
        wanted = list(rows)
        with (flat / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *back = list(csv.reader(file))
        assert head == [c for c, _ in columns]
        types = {"INTEGER": int, "REAL": float}
        assert [tuple(None if v == "" else types.get(t, str)(v) for v, (_, t) in zip(row, columns, strict=True)) for row in back] == [
            tuple(None if v == "" else v for v in row) for row in wanted]
        assert [tuple(r.values()) for r in pq.read_table(packed / f"{name}.parquet").to_pylist()] == wanted


@pytest.mark.parametrize("form", ["webannotation", "brat", "csv"])
def test_filters_hold_for_records_and_tables_too(kept: store.Store, tmp_path: Path, form: str) -> None:
    out = exported(kept, form, tmp_path / "x", HappeningFilter(type="arrest"))
    texts = [out.read_text(encoding="utf-8")] if out.is_file() else [p.read_text(encoding="utf-8") for p in sorted(out.iterdir())]
    whole = "\n".join(texts)
    assert "الفلوجة" in whole and "الرمادي" not in whole


def test_grades_stand_where_a_format_has_room(kept: store.Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHABAR_KEY", str(tmp_path / "key"))
    name, claim = next((n, c) for n, c in claims_of(kept).items() if c["origin_name"] == "مدير مستشفى الرمادي سامي الراوي" or "سامي الراوي" in (c["origin_name"] or ""))
    judge.judge(kept, "claim", name, "2", "م. ليث")
    judge.judge(kept, "source", judge.short_name(kept, claim["origin_name"]), "B", "م. ليث")
    features = json.loads(exported(kept, "geojson", tmp_path / "x.geojson").read_text(encoding="utf-8"))["features"]
    (found,) = [c for f in features for c in f["properties"]["claims"] if c["id"] == name]
    assert (found["grade"], found["source_grade"]) == ("2", "B")
    graph = rdflib.Graph().parse(data=exported(kept, "jsonld", tmp_path / "x.jsonld").read_text(encoding="utf-8"), format="json-ld")
    about = rdflib.URIRef(f"urn:khabar:claim:{name}")
    rated = {str(graph.value(graph.value(r, rdflib.URIRef("https://schema.org/reviewRating")), rdflib.URIRef("https://schema.org/ratingValue")))
             for r in graph.objects(about, rdflib.URIRef("https://schema.org/review"))}
    assert rated == {"2", "B"}
    assert "[graded B2]" in exported(kept, "acled", tmp_path / "x.csv").read_text(encoding="utf-8")
    assert '"B2"' in exported(kept, "plover", tmp_path / "x.jsonl").read_text(encoding="utf-8")
