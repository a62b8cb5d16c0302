"""The page of one happening."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.testclient import TestClient

from khabar.desk.differences import differences
from khabar.desk.graph import graph
from khabar.store import judge, query, reviews
from tests.desk.conftest import store_of


def contested(client: TestClient) -> dict:  # type: ignore[type-arg]
    return next(h for h in query.happenings(store_of(client)) if h["state"] == "contested")


def test_all_claims_with_their_chains(client: TestClient) -> None:
    h = contested(client)
    for lang in ("ar", "en"):
        client.get(f"/set?lang={lang}")
        page = client.get(f"/happenings/{h['id']}").text
        assert len(re.findall('class="account', page)) - len(re.findall('class="accounts', page)) == len(h["claims"])
        assert page.count("denies") >= sum(c["denied"] for c in h["claims"]) > 0
        for c in h["claims"]:
            for name in c["chain"]:
                assert name == "?" or name in page
    assert client.get("/happenings/hnothing").status_code == 404
    assert client.get("/happenings/h").status_code == 404


def test_the_history_ends_with_the_origins_that_count(client: TestClient) -> None:
    for h in query.happenings(store_of(client)):
        told = re.findall(r"origins by then: (\d+)", client.get(f"/happenings/{h['id']}").text)
        assert told == sorted(told, key=int) and int(told[-1]) == h["origins"]["count"], h["id"]


def test_verdicts_stand_beside_the_claim_for_whoever_may_see_them(client: TestClient) -> None:
    store, h = store_of(client), contested(client)
    claim = h["claims"][0]["claiming"]
    judge.judge(store, "claim", claim, "reject", "سمير", {"note": "نص آخر"})
    path = f"/happenings/{h['id']}"
    assert "سمير" not in client.get(path).text  # the owner has still to judge it
    judge.judge(store, "claim", claim, "accept", "نادية")
    page = client.get(path).text
    assert "rejected · <bdi>سمير" in page and "نص آخر" in page and "accepted · <bdi>نادية" in page
    reviews.undo(store, "نادية")
    assert "سمير" not in client.get(path).text
    sessions = client.app.state.sessions._open  # type: ignore[attr-defined]
    for key, session in list(sessions.items()):
        sessions[key] = replace(session, who="قارئ", role="reader")
    assert "سمير" in client.get(path).text and "review it" not in client.get(path).text


def test_every_happening_opens(client: TestClient) -> None:
    for h in query.happenings(store_of(client)):
        assert client.get(f"/happenings/{h['id']}").status_code == 200


def test_words_that_say_nothing_are_not_marked() -> None:
    a, b = "أحرق مسلحون قرية النهر يوم الأربعاء وقتلوا سبعة من أهلها", "أحرق مسلحون قرية النهر الأربعاء وقتلوا سبعة وفي القرية مدرسة"
    marked = [{words for words, kind in parts if kind} for parts in differences([a, b])]
    assert marked == [{"أهلها"}, {"مدرسة"}]
    denied = [{words for words, kind in parts if kind} for parts in differences([a, a.replace("أحرق", "لم يحرق")])]
    assert denied == [{"أحرق"}, {"لم", "يحرق"}]


def test_only_what_differs_is_marked() -> None:
    a, b = "قتل تسعة جنود في بلدة السدة مساء أمس", "قتل 12 جنديا في بلدة السدة مساء أمس"
    marked = [[p for p in parts if p[1]] for parts in differences([a, b])]
    assert ("تسعة", "number") in marked[0] and ("12", "number") in marked[1]
    assert not [p for p in marked[0] if p[0] in ("قتل", "بلدة", "السدة", "أمس")]
    assert [p for parts in differences(["وقع الهجوم في السدة أمس", "وقع الهجوم في الزاوية أمس"], {"السدة", "الزاوية"}) for p in parts if p[1]] == [
        ("السدة", "place"), ("الزاوية", "place")]


def test_numbers_agree_in_words_and_digits() -> None:
    marked = [p for parts in differences(["أصيب تسعة أشخاص", "أصيب 9 أشخاص بجروح"]) for p in parts if p[1] == "number"]
    assert not marked


def test_one_text_and_copies_have_no_differences() -> None:
    assert differences(["نص"]) == [[("نص", "")]]
    assert differences(["نص", "نص"]) == [[("نص", "")], [("نص", "")]]


def test_parts_give_the_text_back() -> None:
    texts = ["قال إن 3 جنود قتلوا", "نفى مقتل أي جندي في الغارة على السدة", "قال إن 4 جنود قتلوا"]
    assert ["".join(w for w, _ in parts) for parts in differences(texts)] == texts


def claim(outlet: str, report: str, chain: tuple[str, ...], origin: str, denied: bool = False) -> dict:  # type: ignore[type-arg]
    return {"outlet": outlet, "report": report, "chain": list(chain), "origin": origin, "denied": denied}


def test_one_source_in_two_outlets_is_one_node_and_unnamed_ones_stay_apart() -> None:
    drawn = graph([claim("أ", "1", ("وكالة", "الناطق"), "name:ناطق"), claim("ب", "2", ("الناطق",), "name:ناطق", True),
                   claim("أ", "1", ("شاهد",), "unnamed:1:s1"), claim("ب", "2", ("شاهد",), "unnamed:2:s1")], "self", "none", "?", True)
    titles = [n.title for n in drawn.nodes]
    assert titles.count("الناطق") == 1 and titles.count("شاهد") == 2
    assert sum(e.denied for e in drawn.edges) == 1
    outlets, ends = ([n.x for n in drawn.nodes if n.kind == k] for k in ("outlet", "origin"))
    assert min(outlets) > max(ends)  # Arabic reads from the right


def test_two_voices_that_relay_each_other_still_end() -> None:
    assert graph([claim("أ", "1", ("س", "ص"), "name:ص"), claim("أ", "1", ("ص", "س"), "name:س")], "self", "none", "?", False).nodes
