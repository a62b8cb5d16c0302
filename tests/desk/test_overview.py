"""The list of happenings, its filters, counts, timeline and map."""

from __future__ import annotations

import datetime
import re

import numpy as np
from starlette.testclient import TestClient

from khabar.desk.address import address, wanted
from khabar.desk.labels import labels
from khabar.desk.texts import say
from khabar.desk.timeline import draw
from khabar.store import lists, query
from khabar.store.columns import NO_DAY, STATES, Spread
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
        assert f"<b>{say('en', 'overview.count', n=len(expected))}</b>" in html


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


def spread(*spans: tuple[str | None, str | None, str, int]) -> Spread:
    """Happenings by first day, last day, state and number."""
    def day(text: str | None) -> int:
        return datetime.date.fromisoformat(text).toordinal() if text else NO_DAY

    rows = [(day(a), day(b), STATES.index(state), NO_DAY) for a, b, state, n in spans for _ in range(n)]
    return Spread(*(np.array(column) for column in zip(*rows, strict=True)))


def test_timeline_keeps_day_and_period_apart() -> None:
    spans = spread(("2024-03-12", "2024-03-12", "contested", 2), ("2024-03-11", "2024-03-14", "single-source", 1), (None, None, "denied", 4))
    published = {datetime.date(2024, 3, 15).toordinal(): 1}
    drawn = draw(spans, published, lists.Wanted(), "en")
    kinds = [b.kind for b in drawn.bars]
    assert kinds.count("contested") == 1 and kinds.count("vague") == 4
    assert next(b for b in drawn.bars if b.kind == "contested").title == "12 Mar 2024: 2 · contested"
    assert drawn.undated == 4 and len(drawn.reports) == 1
    arabic = draw(spans, published, lists.Wanted(), "ar")
    assert [round(1000 - b.x - b.width, 1) for b in arabic.bars] == [b.x for b in drawn.bars]


def test_one_wrong_date_does_not_flatten_the_timeline() -> None:
    spans = spread(("1950-01-01", "1950-01-01", "contested", 1), ("2024-03-11", "2024-03-12", "contested", 98), ("2090-01-01", "2090-01-01", "denied", 1))
    drawn = draw(spans, {}, lists.Wanted(), "en")
    assert (drawn.earlier, drawn.later, len(drawn.bars)) == (1, 1, 2)
    assert (drawn.since, drawn.until, drawn.before, drawn.after) == ("2024-03-11", "2024-03-12", "2024-03-10", "2024-03-13")


def test_timeline_of_many_years_hides_none_of_them() -> None:
    drawn = draw(spread(*((f"{year}-05-03", f"{year}-05-03", "single-source", 5) for year in range(2011, 2026))), {}, lists.Wanted(), "en")
    assert (drawn.earlier, drawn.later, len(drawn.bars)) == (0, 0, 15)
    assert drawn.labels[0][1].isdigit()


def test_timeline_shows_the_time_that_is_wanted() -> None:
    limits = lists.Wanted(since="2012-03-01", until="2012-03-31")
    reported_years_later = {datetime.date(2023, 1, 1).toordinal(): 1}
    spans = spread(("2012-03-05", "2012-03-05", "single-source", 3), ("2012-03-31", "2012-03-31", "single-source", 1), ("2012-02-01", "2012-12-31", "single-source", 1))
    drawn = draw(spans, reported_years_later, limits, "en")
    assert [b.kind for b in drawn.bars].count("single-source") == 2 and "vague" in {b.kind for b in drawn.bars}
    assert (drawn.since, drawn.until) == ("2012-03-01", "2012-03-31") and drawn.reports == ()
    one = draw(spread(("2012-02-01", "2012-12-31", "single-source", 1)), {}, lists.Wanted(since="2012-03-01", until="2012-03-01"), "en")
    assert [b.kind for b in one.bars] == ["vague"]  # known to the year is not known to the day, whichever day is wanted


def test_what_is_only_past_or_undated_is_said_to_be_so(client: TestClient) -> None:
    from khabar import collect, pipeline

    store = store_of(client)
    for n, text in enumerate(("أعلنت وزارة الدفاع أن مسلحين قتلوا سبعة جنود في مدينة تدمر.", "قال شاهد عيان إن مسلحين هاجموا مدينة تدمر في وقت سابق.")):
        collect.add(store, pipeline.read(text, published=f"2019-05-{n + 10}", outlet="منبر آخر", reader="lexicon"))
    basis = {h["time"]["basis"]: h for h in query.happenings(store) if h["reported"]["first"].startswith("2019")}
    assert basis["reported"]["time"]["end"] == "2019-05-10" and basis["past"]["time"]["start"] is None
    html = client.get("/?outlet=منبر آخر").text
    assert "day not told; reported 10 May 2019" in html and "1 only “in the past”" in html and "without a time" not in html
    assert "<em>past</em>" in client.get(f"/happenings/{basis['past']['id']}").text


def test_timeline_takes_an_open_end() -> None:
    drawn = draw(spread(("2024-03-12", None, "denied", 1), (None, "2024-03-14", "contested", 1)), {}, lists.Wanted(), "en")
    assert [b.kind for b in drawn.bars] == ["denied", "contested"] and drawn.undated == 0


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
    assert any("الحويجة" in m["name"] and m["from"] != m["to"] and "الحويجة" in m["ends"] for m in moves)
    assert {p["state_name"] for p in points["points"]} <= {"متنازع عليه", "معزَّز", "مصدر واحد", "منفي"}
    assert len(client.get("/map/points.json?state=contested").json()["points"]) < len(points["points"])


def added(client: TestClient, text: str) -> list[dict[str, object]]:
    """The map's points after a report more."""
    from khabar import collect, pipeline

    collect.add(store_of(client), pipeline.read(text, published="2024-03-20", outlet="منبر ثان", reader="lexicon"))
    return client.get("/map/points.json").json()["points"]


def test_a_province_is_its_outline(client: TestClient) -> None:
    points = added(client, "قال مصدر عسكري إن اشتباكات عنيفة اندلعت في محافظة الأنبار أمس وقتل فيها أحد عشر جنديا.")
    anbar = next(p for p in points if p["area"].startswith("IQ|"))
    assert anbar["km"] == 0 and anbar["level"] == "province"
    shapes = client.get("/map/provinces.json").json()
    outline = next(g for g in shapes["objects"]["provinces"]["geometries"] if anbar["area"] in g["properties"]["names"])
    assert outline["type"] == "MultiPolygon"
    west, east, south, north = bounds(shapes, outline)
    assert 38 < west < 40 and 43 < east < 45 and 30 < south < 32 and 34 < north < 36  # where Anbar lies


def bounds(shapes: dict[str, object], outline: dict[str, object]) -> tuple[float, float, float, float]:
    """West, east, south, north of an outline in degrees."""
    from khabar.dossier.shapes import ring

    scale = shapes["transform"]["scale"][0]
    arcs = []
    for arc in shapes["arcs"]:
        xs, ys = np.cumsum(arc, axis=0).T * scale
        arcs.append(list(zip(xs.tolist(), ys.tolist(), strict=True)))
    points = [p for polygon in outline["arcs"] for p in ring(arcs, polygon[0])]
    lons, lats = zip(*points, strict=True)
    return min(lons), max(lons), min(lats), max(lats)


def test_every_outline_is_closed(client: TestClient) -> None:
    from khabar.dossier.shapes import ring

    shapes = client.get("/map/provinces.json").json()
    arcs = [[tuple(p) for p in np.cumsum(arc, axis=0).tolist()] for arc in shapes["arcs"]]
    geometries = shapes["objects"]["provinces"]["geometries"]
    assert len(geometries) > 500
    for g in geometries:
        for polygon in g["arcs"]:
            points = ring(arcs, polygon[0])
            assert points[0] == points[-1], g["properties"]["names"]


def test_a_country_is_its_outline(client: TestClient) -> None:
    points = added(client, "أعلنت الحكومة اليمنية أن سبعين شخصا اعتقلوا في اليمن خلال الشهر الماضي.")
    world = client.get("/map/world.json").json()
    numbers = {str(g.get("id")): g["properties"]["name"] for g in world["objects"]["countries"]["geometries"]}
    assert [numbers[p["area"]] for p in points if p["level"] == "country" and p["place"] == "Yemen"] == ["Yemen"]


def test_a_relative_position_has_its_circle(client: TestClient) -> None:
    points = added(client, "قال شاهد عيان إن سيارة مفخخة انفجرت على بعد عشرين كيلومترا شرق كركوك أمس وقتل فيها تسعة أشخاص.")
    told = [p for p in points if p["relative"] and p["place"] == "Kirkuk"]
    assert len(told) == 1 and 0 < told[0]["km"] < 20 and "كركوك" in told[0]["name"]
    assert 44.5 < told[0]["lon"] < 44.75 and 35.4 < told[0]["lat"] < 35.6
    name = told[0]["id"]
    html = client.get(f"/happenings/{name}").text
    assert "position as told" in html and f"± {round(told[0]['km'])} km" in html
    assert f"± {round(told[0]['km'])} km" in client.get("/?type=bombing").text


def test_a_town_named_plainly_elsewhere_outweighs_the_relative_position(client: TestClient) -> None:
    points = added(client, "قال شاهد عيان إن سيارة مفخخة انفجرت شرق كركوك أمس وقتل فيها تسعة أشخاص. وقع التفجير في كركوك، وأصيب سبعة أشخاص في التفجير في كركوك.")
    assert not any(p["relative"] for p in points if p["place"] == "Kirkuk" and p["n"] and "bomb" in p["type"])


def test_a_place_named_only_for_who_rules_there_has_its_arabic_name(client: TestClient) -> None:
    from khabar import collect, pipeline

    collect.add(store_of(client), pipeline.read("نفت إسلام آباد أن تكون قواتها قصفت الحدود.", published="2024-03-20", outlet="منبر ثان", reader="lexicon"))
    assert lists.arabic_places(store_of(client))["Islamabad"] == "إسلام آباد"
    assert lists.arabic_places(store_of(client))["Hawija"] == "الحويجة"


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
