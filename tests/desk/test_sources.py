"""Sources and search."""

from __future__ import annotations

import re
from urllib.parse import quote

from starlette.testclient import TestClient

from khabar.store import judge, query, report_lists
from tests.desk.conftest import csrf, store_of


def test_named_sources_with_the_standing_that_a_full_scan_gives(client: TestClient) -> None:
    store = store_of(client)
    fast, slow = report_lists.standing(store), {s["name"]: s for s in query.sources(store)}
    assert fast
    for entry in fast.values():
        assert entry["claims"] == slow[entry["name"]]["claims"]
        assert entry["states"] == slow[entry["name"]]["states"]
    page = client.get("/sources").text
    assert all(e["name"] in page for e in fast.values() if "<" not in e["name"])


def test_unnamed_sources_are_not_listed(client: TestClient) -> None:
    unnamed = [r[0] for r in store_of(client).connection.execute("SELECT DISTINCT name FROM sources WHERE anonymous=1 AND name IS NOT NULL")]
    page = client.get("/sources").text
    assert unnamed and not [n for n in unnamed if f"<bdi>{n}</bdi>" in page]


def test_a_source_and_its_grade(client: TestClient) -> None:
    store = store_of(client)
    short, entry = next((k, e) for k, e in report_lists.standing(store).items() if "الجميلي" in e["name"])
    path = f"/sources/{quote(short)}"
    page = client.get(path).text
    assert entry["name"] in page and "الغارة" in page
    assert client.post(path, data={"csrf": csrf(client), "grade": "Z"}).status_code == 400
    assert client.post(path, data={"grade": "B"}).status_code == 403
    assert client.post(path, data={"csrf": csrf(client), "grade": "B", "note": "<i>دقيق</i>"}).status_code == 200
    assert judge.grade(store, "source", short) == "B"
    assert "&lt;i&gt;دقيق" in client.get(path).text
    assert client.get("/sources/nobody").status_code == 404
    assert client.get("/sources?q=الجميلي").text.count("data-step") == 1


def test_search_while_typing_marks_the_words(client: TestClient) -> None:
    part = client.get("/search", params={"q": "حويجة"}, headers={"hx-request": "true", "hx-target": "found"}).text
    assert "<html" not in part
    assert re.findall("<mark>([^<]*)</mark>", client.get("/search", params={"q": "الحويجة"}).text)
    assert "<mark>" not in client.get("/search", params={"q": "زنجبار"}).text
    assert client.get("/search?q=").status_code == 200


def test_search_words_are_only_words(client: TestClient) -> None:
    for words in ("<script>alert(1)</script>", '" OR 1=1 --', "NEAR(", "*", "\u202e", '">', "a" * 5000):
        for headers in ({}, {"hx-target": "found"}):
            answer = client.get("/search", params={"q": words}, headers=headers)
            assert answer.status_code == 200
            assert "<script>alert" not in answer.text and "\u202e" not in answer.text
    hostile = client.get("/search", params={"q": "الجابري"}).text
    assert "<mark>" in hostile and "<svg onload" not in hostile and "<img" not in hostile
