"""Users from the desk, places added in review, tables as an export."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from khabar.desk import Settings, create_app
from khabar.desk.access import hashed
from khabar.desk.gold import annotation
from khabar.record import Record
from khabar.record.gold import compile_annotation
from khabar.store import judge, open_store, record
from khabar.store.people import log, logged, put_user, remove_user, users
from khabar.text import fold
from tests.desk.conftest import csrf, store_of

PASSWORD = "a long pass phrase"


def test_an_administrator_manages_users(client: TestClient) -> None:
    assert "There are no users yet" in client.get("/users").text
    form = {"csrf": csrf(client), "name": "سمير", "password": PASSWORD, "role": "reviewer"}
    assert client.post("/users", data=form).status_code == 200
    assert users(store_of(client)) == [("سمير", "reviewer")]
    assert client.post("/users", data=form | {"role": "admin"}).status_code == 200
    assert users(store_of(client)) == [("سمير", "admin")]
    for wrong in ({"password": "short"}, {"role": "queen"}, {"name": " "}):
        assert client.post("/users", data=form | wrong).status_code == 400
    assert client.post("/users/remove", data={"csrf": csrf(client), "name": "nobody"}).status_code == 400
    assert client.post("/users/remove", data={"csrf": csrf(client), "name": "سمير"}).status_code == 200
    assert users(store_of(client)) == []
    assert [e.detail for e in logged(store_of(client)) if e.act == "user"] == ["سمير removed", "سمير admin", "سمير reviewer"]
    assert PASSWORD not in client.get("/log").text


def test_only_administrators_and_removed_users_are_out_at_once(store_path: Path) -> None:
    app = create_app(Settings(store_path, token=None, reader="lexicon"))
    for name, role in (("nadia", "admin"), ("samir", "reviewer")):
        put_user(app.state.desk.store, name, hashed(PASSWORD), role)
    with TestClient(app, base_url="http://127.0.0.1") as admin, TestClient(app, base_url="http://127.0.0.1") as other:
        for client, name in ((admin, "nadia"), (other, "samir")):
            assert client.post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 200
        assert other.get("/users").status_code == 403
        assert other.post("/users", data={"csrf": csrf(other), "name": "x", "password": PASSWORD, "role": "admin"}).status_code == 403
        assert admin.post("/users/remove", data={"csrf": csrf(admin), "name": "nadia"}).status_code == 400
        assert admin.post("/users/remove", data={"csrf": csrf(admin), "name": "samir"}).status_code == 200
        assert other.get("/", follow_redirects=False).headers["location"] == "/sign-in"
        assert admin.get("/").status_code == 200


@pytest.mark.parametrize("change", ["role", "password", "removed"])
def test_a_user_changed_from_the_command_line_is_out_at_once(store_path: Path, change: str) -> None:
    app = create_app(Settings(store_path, token=None, reader="lexicon"))
    with open_store(store_path, fold) as elsewhere:
        put_user(elsewhere, "samir", hashed(PASSWORD), "reviewer")
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.post("/sign-in", data={"name": "samir", "password": PASSWORD}).status_code == 200
            assert client.get("/review").status_code == 200
            if change == "removed":
                remove_user(elsewhere, "samir")
            else:
                put_user(elsewhere, "samir", hashed(PASSWORD + "!" if change == "password" else PASSWORD), "reader" if change == "role" else "reviewer")
            assert client.get("/review", follow_redirects=False).headers["location"] == "/sign-in"
            assert client.post("/review/undo", follow_redirects=False).headers["location"] == "/sign-in"


def report(client: TestClient) -> Record:
    made = record(store_of(client), 1)
    assert made is not None
    return made


def test_a_place_that_was_missed_is_added(client: TestClient) -> None:
    made = report(client)
    claim = next(c for c in made.claims if len(c.events) == 1)
    event = next(e for e in made.events if e.id == claim.events[0])
    at = made.report.text.index("أسلحة")
    form = {"csrf": csrf(client), "claim": claim.claiming, "verdict": "correct", "event": event.id, "place": "point", "point": "35.25, 43.5",
            "point_words": f"{at}-{at + 5}", "point_name": "Weapons Hill", "point_level": "natural"}
    assert client.post("/review/decide", data=form | {"point_level": "moon"}).status_code == 400
    assert client.post("/review/decide", data=form | {"point_words": "9-1"}).status_code == 400
    assert client.post("/review/decide", data=form).status_code == 200
    judged = judge.judgements(store_of(client), "claim", claim.claiming)
    assert judged[-1].data["place"] == {"name": "Weapons Hill", "lat": 35.25, "lon": 43.5, "country": None, "level": "natural", "span": [at, at + 5]}
    gold, faults = compile_annotation(made.report.text, annotation(made, judged, "x"), "x")
    assert faults == []
    new = next(p for p in gold["places"] if p["name_en"] == "Weapons Hill")
    assert (new["text"], new["lat"], new["lon"], new["level"]) == ("أسلحة", 35.25, 43.5, "natural")
    assert next(e for e in gold["events"] if e["id"] == event.id)["place"] is not None
    rows = list(csv.reader(io.StringIO(client.get("/review/places.csv").text)))
    assert rows == [["name", "lat", "lon", "name_en", "level"], ["أسلحة", "35.25", "43.5", "Weapons Hill", "natural"]]


def test_the_gazetteer_takes_the_places_file(client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from typer.testing import CliRunner

    from khabar.cli import app

    test_a_place_that_was_missed_is_added(client)
    file = tmp_path / "places.csv"
    file.write_text(client.get("/review/places.csv").text, encoding="utf-8")
    monkeypatch.setenv("KHABAR_GAZETTEER", str(tmp_path / "own"))
    answer = CliRunner().invoke(app, ["gazetteer", "add", str(file)])
    assert answer.exit_code == 0, answer.output


def test_tables_of_what_the_filters_show(client: TestClient) -> None:
    form = {"csrf": csrf(client), "form": "csv", "filters": "outlet=مرصد الرافدين"}
    for protect in ({}, {"protect": "on"}):
        answer = client.post("/share", data=form | protect)
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            names = packed.namelist()
            reports = list(csv.DictReader(io.StringIO(packed.read("reports.csv").decode("utf-8-sig"))))
            told = list(csv.DictReader(io.StringIO(packed.read("happenings.csv").decode("utf-8-sig"))))
        assert "claims.csv" in names and "appearances.csv" in names
        assert 1 <= len(reports) < 4 and told
    pytest.importorskip("pyarrow")
    answer = client.post("/share", data=form | {"form": "parquet"})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert packed.read("claims.parquet")[:4] == b"PAR1"


def test_the_log_is_told_in_the_readers_language(client: TestClient) -> None:
    log(store_of(client), "سلمى", "judged", "reject sha256:0011")
    log(store_of(client), "سلمى", "shared", "html, 3 happenings, NOT protected")
    for lang, told in (("ar", ("دخل", "مدير", "مرفوض sha256:0011", "بلا حماية")), ("en", ("signed in", "administrator", "rejected sha256:0011", "NOT protected"))):
        client.get(f"/set?lang={lang}")
        page = client.get("/log").text
        assert all(words in page for words in told), lang
