"""The list of happenings, its filters, counts, timeline and map."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from khabar.desk.address import address, wanted
from khabar.desk.labels import labels
from khabar.desk.timeline import draw
from khabar.store import lists, query
from tests.desk.conftest import store_of


def ids(html: str) -> list[str]:
    return re.findall(r'href="/happenings/(h\w+)"', html)


def test_contested_first_and_all_there(client: TestClient) -> None:
    html = client.get("/").text
    store = store_of(client)
    everything = {h["id"] for h in query.happenings(store)}
    assert set(ids(html)) == everything
    contested = {h["id"] for h in query.happenings(store) if h["state"] == "contested"}
    assert contested and set(ids(html)[:len(contested)]) == contested


def test_filters_agree_with_a_plain_scan(client: TestClient) -> None:
    store = store_of(client)
    everything = list(query.happenings(store))
    kind = everything[0]["type"]
    actor = next(h["actors"][0] for h in everything if h["actors"])
    outlet = "مرصد الرافدين"
    cases = {
        f"type={kind}": lambda h: kind in (h["type"], h["family"]),
        "state=contested": lambda h: h["state"] == "contested",
        "kind=announced": lambda h: h["class"] == "announced",
        "origins=2": lambda h: h["origins"]["count"] >= 2,
        "since=2024-03-12&until=2024-03-12": lambda h: h["time"]["start"] is not None and h["time"]["start"] <= "2024-03-12" <= h["time"]["end"],
        f"actor={actor}": lambda h: actor in h["actors"],
        f"outlet={outlet}": lambda h: any(c["outlet"] == outlet for c in h["claims"]),
        "place=الحويجة": lambda h: h["place"] is not None and h["place"]["name"] == "Hawija",
        "box=43,35,44.2,35.6": lambda h: h["place"] is not None and 43 <= h["place"]["lon"] <= 44.2 and 35 <= h["place"]["lat"] <= 35.6,
    }
    for search, fits in cases.items():
        expected = {h["id"] for h in everything if fits(h)}
        html = client.get(f"/?{search}").text
        assert expected, search
        assert set(ids(html)) == expected, search
        assert f"{len(expected)} happenings</b>" in html


def test_addresses_survive_nonsense() -> None:
    w = wanted({"since": "yesterday", "state": "true", "origins": "-1", "box": "1,2,nan,4", "kind": "x", "type": "kill"})
    assert w == lists.Wanted(type="kill")
    assert wanted({"origins": "²", "box": "1,2"}) == lists.Wanted()
    full = {"type": "kill", "place": "Hawija & Co", "since": "2024-01-01", "origins": "3", "box": "1.000,2.000,3.000,4.000"}
    from urllib.parse import parse_qsl

    assert dict(parse_qsl(address(wanted(full)).split("?", 1)[1])) == full


def test_only_the_results_for_a_filter(client: TestClient) -> None:
    part = client.get("/?state=contested", headers={"hx-request": "true", "hx-target": "results"}).text
    assert "<html" not in part and ids(part)


def test_hostile_words_are_shown_not_obeyed(client: TestClient) -> None:
    for lang in ("ar", "en"):
        client.get(f"/set?lang={lang}")
        html = client.get("/").text
        assert "<script>" not in html and "onerror=alert" not in re.sub(r"&lt;[^&]*", "", html) and "<b>منبر" not in html
        assert "\u202e" not in html
        assert 'style="' not in html and not re.search(r"<[^>]+ on\w+=", html)


def test_other_pages_and_their_counts(client: TestClient) -> None:
    html = client.get("/?page=99999999999").text
    assert ids(html)
    assert not ids(client.get("/?page=50").text)


def test_timeline_keeps_day_and_period_apart() -> None:
    spans = [("2024-03-12", "2024-03-12", "contested", 2), ("2024-03-11", "2024-03-14", "single-source", 1), (None, None, "denied", 4)]
    drawn = draw(spans, [("2024-03-15", 1)], lists.Wanted(), "en")
    kinds = [b.kind for b in drawn.bars]
    assert kinds.count("contested") == 1 and kinds.count("vague") == 4
    assert drawn.undated == 4 and len(drawn.reports) == 1
    arabic = draw(spans, [("2024-03-15", 1)], lists.Wanted(), "ar")
    assert [round(1000 - b.x - b.width, 1) for b in arabic.bars] == [b.x for b in drawn.bars]


def test_timeline_of_many_years_is_not_flattened() -> None:
    drawn = draw([("1950-01-01", "1950-01-01", "contested", 3), ("2024-03-12", "2024-03-12", "contested", 2)], [], lists.Wanted(), "en")
    assert drawn.earlier == 3 and len(drawn.bars) == 1


def test_map_is_drawn_from_the_package(client: TestClient) -> None:
    assert client.get("/map/world.json").json()["type"] == "Topology"
    client.get("/set?lang=ar")
    names = {n["name"]: n for n in client.get("/map/names.json").json()}
    assert 40 < names["العراق"]["lon"] < 47 and 30 < names["العراق"]["lat"] < 36
    points = client.get("/map/points.json").json()
    hawija = [p for p in points["points"] if p["place"] == "Hawija"]
    assert hawija and hawija[0]["name"] == "الحويجة" and {p["km"] for p in hawija} >= {0}
    assert all(p["lat"] or p["lon"] for p in points["points"])
    moves = points["moves"]
    assert any("الحويجة" in m["name"] and m["from"] != m["to"] for m in moves)
    assert len(client.get("/map/points.json?state=contested").json()["points"]) < len(points["points"])


def test_every_country_has_a_name_in_both_languages() -> None:
    assert len(labels("ar")) == len(labels("en")) > 200


def test_answers_follow_the_store(client: TestClient) -> None:
    before = client.get("/").text
    assert "22 happenings" in before or ids(before)
    from khabar import collect, pipeline

    with_new = pipeline.read("قال مصدر أمني إن قصفا مدفعيا استهدف داقوق صباح اليوم وأسفر عن مقتل سبعة أشخاص.", published="2024-03-20", outlet="منبر ثان", reader="lexicon")
    from khabar.store import open_store
    from khabar.text import fold

    with open_store(store_of(client).path, fold) as other:
        collect.add(other, with_new)
    assert len(ids(client.get("/").text)) > len(ids(before))
