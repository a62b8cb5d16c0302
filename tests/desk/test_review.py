"""Review: the queue, judgements, undo, agreement, gold, splitting and joining."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
import yaml
from starlette.testclient import TestClient

from khabar import collect, pipeline
from khabar.desk.gold import quoted
from khabar.record.gold import compile_annotation
from khabar.store import judge, query, record, reviews
from khabar.store.lists import near
from tests.desk.conftest import csrf, store_of


def first(client: TestClient) -> str:
    found = re.search(r'name="claim" value="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def decide(client: TestClient, **form: str) -> int:
    return client.post("/review/decide", data={"csrf": csrf(client), **form}, follow_redirects=False).status_code


def test_doubtful_and_important_first(client: TestClient) -> None:
    found = reviews.queue(store_of(client))
    claims = store_of(client).connection.execute("SELECT count(*) FROM claims").fetchone()[0]
    assert len(found) == claims
    assert "contested" in found[0].weights or "place_unresolved" in found[0].doubts
    assert len(found[0].doubts) + len(found[0].weights) >= len(found[-1].doubts) + len(found[-1].weights)


def test_a_claim_told_with_a_question_mark_is_doubtful(client: TestClient) -> None:
    claim, store = first(client), store_of(client)
    with store.writing() as connection:
        for n, sentence in enumerate(("Gunmen attacked the village.", "Gunmen (?) attacked the village.")):
            connection.execute("UPDATE claims SET gloss=? WHERE claiming=?", (sentence, claim))
            (found,) = (w for w in reviews.queue(store) if w.claiming == claim)
            assert ("doubtful_role" in found.doubts) is bool(n)


def test_the_queue_goes_on_behind_its_first_claims(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews, "QUEUE", 2)
    total = store_of(client).connection.execute("SELECT count(*) FROM claims").fetchone()[0]
    seen = []
    for n in range(5):
        assert f"{total - n} claims wait for you" in client.get("/review").text
        seen.append(first(client))
        assert decide(client, claim=seen[-1], verdict="accept") == 303
    assert len(set(seen)) == 5
    for w in reviews.queue(store_of(client)):
        decide(client, claim=w.claiming, verdict="accept")
    assert "0 claims wait for you" in client.get("/review").text


def test_a_claim_that_a_new_reading_took_away_is_passed_over(client: TestClient) -> None:
    claim, store = first(client), store_of(client)
    with store.writing() as connection:
        connection.execute("DELETE FROM claims WHERE claiming=?", (claim,))  # the queue is still that of before
    assert first(client) != claim


def test_what_a_report_without_a_claim_tells_is_added_where_it_is_read(client: TestClient) -> None:
    store, text = store_of(client), "لا شيء يُذكر عن اليوم سوى أن الحافلة تأخرت."
    collect.add(store, pipeline.read(text, published="2024-03-20", outlet="منبر ثان", reader="lexicon"))
    number = store.connection.execute("SELECT max(id) FROM reports").fetchone()[0]
    page = client.get(f"/reports/{number}").text
    assert "Nothing was found in this report" in page and 'action="/review/add"' in page
    at = text.index("تأخرت")
    form = {"csrf": csrf(client), "report": str(number), "claim": "", "what": "event", "trigger": f"{at}-{at + 5}", "type": "meet"}
    answer = client.post("/review/add", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"/reports/{number}"
    form = {"csrf": csrf(client), "report": str(number), "claim": "", "what": "attribution", "cue": "3-6", "content": "8-13", "act": "say"}
    assert client.post("/review/add", data=form).status_code == 200
    page = client.get(f"/reports/{number}").text
    assert ">تأخرت</bdi> <small>meeting · <bdi>نادية" in page and f">{text[3:6]}</bdi> <small>says · <bdi>نادية" in page
    client.post("/review/undo", data={"csrf": csrf(client)})
    assert f">{text[3:6]}</bdi> <small>says" not in client.get(f"/reports/{number}").text


def test_the_claim_leads_to_its_report_and_its_happening(client: TestClient) -> None:
    page, w = client.get("/review").text, reviews.queue(store_of(client))[0]
    happening = next(h["id"] for h in query.happenings(store_of(client)) if any(c["claiming"] == w.claiming for c in h["claims"]))
    assert f'href="/reports/{w.report}"' in page and f'href="/happenings/{happening}"' in page


def test_judging_moves_on_and_is_signed(client: TestClient) -> None:
    claim = first(client)
    assert decide(client, claim=claim, verdict="accept", note="واضح") == 303
    assert first(client) != claim
    j = judge.judgements(store_of(client), "claim", claim)[-1]
    assert (j.verdict, j.who, j.data["note"]) == ("accept", "نادية", "واضح")
    assert judge.genuine(j, judge.key())
    assert decide(client, claim=claim, verdict="perhaps") == 400
    assert decide(client, claim="nothing", verdict="accept") == 404


def test_undo_brings_it_back_and_keeps_both(client: TestClient) -> None:
    claim = first(client)
    decide(client, claim=claim, verdict="reject")
    assert client.post("/review/undo", data={"csrf": csrf(client)}).status_code == 200
    assert first(client) == claim
    assert [j.verdict for j in judge.judgements(store_of(client), "claim", claim)] == ["reject", "undo"]
    assert not reviews.in_force(store_of(client), "claim", claim)
    assert client.post("/review/undo", data={"csrf": csrf(client)}).status_code == 200  # nothing left to undo


def test_nobody_undoes_for_another(client: TestClient) -> None:
    claim = first(client)
    judge.judge(store_of(client), "claim", claim, "reject", "سمير")
    assert reviews.undo(store_of(client), "نادية") is None
    assert first(client) == claim  # judged by another, still waiting for me, without the other's verdict
    assert "سمير" not in client.get("/review").text


def test_corrections_are_checked_against_the_report(client: TestClient) -> None:
    claim = first(client)
    item = next(w for w in reviews.queue(store_of(client)) if w.claiming == claim)
    made = record(store_of(client), item.report)
    assert made is not None
    event = next(c for c in made.claims if c.claiming == claim).events[0]
    base = {"claim": claim, "verdict": "correct", "event": event}
    for wrong in ({"type": "picnic"}, {"trigger": "5-2"}, {"trigger": "0-999999"}, {"trigger": "x"}, {"start": "soon"}, {"place": "77"},
                  {"place": "point", "point": "nan,1"}, {"place": "point", "point": "99,1"}, {"event": "v999"}):
        assert decide(client, **base | wrong) in (400, 422), wrong
    assert decide(client, **base, type="arrest", modality="planned", trigger="3-9", start="2024-03-01", speaker="فلان") == 303
    data = judge.judgements(store_of(client), "claim", claim)[-1].data
    assert data["type"] == "arrest" and data["trigger"] == [3, 9] and data["start"] == "2024-03-01" and data["speaker"] == "فلان"
    assert "polarity" not in data


def test_judgements_survive_a_new_reading(client: TestClient) -> None:
    store = store_of(client)
    claim = first(client)
    decide(client, claim=claim, verdict="accept")
    for number in [r[0] for r in store.connection.execute("SELECT id FROM reports")]:
        made = record(store, number)
        assert made is not None
        again = pipeline.read(made.report.text, published=made.report.published, outlet=made.report.outlet, reader="lexicon", title=made.report.title)
        with store.writing() as connection:
            connection.execute("DELETE FROM readings WHERE report=?", (number,))
        collect.add(store, again)
    assert claim not in {w.claiming for w in reviews.queue(store)} - reviews.judged_by(store, "نادية")
    assert claim in {w.claiming for w in reviews.queue(store)}


def test_gold_is_what_evaluate_reads(client: TestClient) -> None:
    store = store_of(client)
    made = record(store, 1)
    assert made is not None
    actual = [c for c in made.claims if len(c.events) == 1]
    decide(client, claim=actual[0].claiming or "", verdict="reject")
    decide(client, claim=actual[1].claiming or "", verdict="correct", event=actual[1].events[0], type="arrest", speaker="سمير الحلي")
    at = made.report.text.index("أسلحة")
    form = {"csrf": csrf(client), "report": "1", "what": "event", "trigger": f"{at}-{at + 5}", "type": "seize"}
    assert client.post("/review/add", data=form).status_code == 200
    assert client.post("/review/add", data=form | {"type": "picnic"}).status_code == 400
    answer = client.get("/review/gold.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        data = yaml.safe_load(archive.read(next(n for n in names if n.endswith(".yaml"))))
        text = archive.read(next(n for n in names if n.endswith(".txt"))).decode()
    assert text == made.report.text
    gold, faults = compile_annotation(text, data, "x")
    assert faults == []
    types = {e["id"]: e["type"] for e in gold["events"]}
    assert actual[0].events[0] not in types and types[actual[1].events[0]] == "arrest"
    assert any(e["type"] == "seize" and e["trigger"]["text"] == "أسلحة" for e in gold["events"])
    assert len(gold["attributions"]) >= len(made.attributions) - 2
    assert len(names) == 2


def test_spans_in_the_notation_of_annotations() -> None:
    text = "قال إن قال وقال"
    assert quoted(text, (0, 3)) == "قال" and quoted(text, (7, 10)) == "قال@2" and quoted(text, (12, 15)) == "قال@3"


def test_agreement_of_two(client: TestClient) -> None:
    store = store_of(client)
    waiting = [w.claiming for w in reviews.queue(store)[:4]]
    for claim, mine, theirs in zip(waiting, ("accept", "accept", "reject", "reject"), ("accept", "reject", "reject", "reject"), strict=True):
        judge.judge(store, "claim", claim, mine, "نادية")
        judge.judge(store, "claim", claim, theirs, "سمير")
    [found] = reviews.agreement(store)
    assert found.both == 4 and found.share == 0.75 and found.kappa is not None and abs(found.kappa - 0.5) < 1e-9
    assert [d[0] for d in found.disagreements] == [waiting[1]]
    page = client.get("/review/agreement").text
    assert "75%" in page and "0.50" in page


def test_kappa_without_variety_is_undefined() -> None:
    assert reviews.kappa([("accept", "accept")] * 3) is None


def test_split_and_undo(client: TestClient) -> None:
    store = store_of(client)
    h = next(h for h in query.happenings(store) if len({c["report"] for c in h["claims"]}) > 1)
    apart = [c["claiming"] for c in h["claims"] if c["report"] == h["claims"][0]["report"]]
    before = sorted(x["id"] for x in query.happenings(store))
    form = {"csrf": csrf(client), "verdict": "split", "claims": apart}
    assert client.post(f"/happenings/{h['id']}/decide", data=form | {"claims": []}).status_code == 400
    assert client.post(f"/happenings/{h['id']}/decide", data=form).status_code == 200
    after = list(query.happenings(store))
    assert len(after) == len(before) + 1
    assert not [x for x in after if set(apart) & {c["claiming"] for c in x["claims"]} and len({c["report"] for c in x["claims"]}) > 1]
    collect.rebuild(store)
    assert sorted(x["id"] for x in query.happenings(store)) == sorted(x["id"] for x in after)
    client.post("/review/undo", data={"csrf": csrf(client)})
    assert sorted(x["id"] for x in query.happenings(store)) == before


def test_join_two_happenings(client: TestClient) -> None:
    store = store_of(client)
    singles = [h for h in query.happenings(store) if h["class"] == "happened" and len(h["claims"]) == 1]
    a, b = next((a, b) for a in singles for b in singles if a["claims"][0]["report"] != b["claims"][0]["report"])
    announced = next(h for h in query.happenings(store) if h["class"] == "announced")
    before = sorted(x["id"] for x in query.happenings(store))
    path = f"/happenings/{a['id']}/decide"
    for other in ("hnothing", a["id"], announced["id"]):
        assert client.post(path, data={"csrf": csrf(client), "verdict": "merge", "other": other}).status_code == 400
    assert client.post(path, data={"csrf": csrf(client), "verdict": "merge", "other": b["id"]}).status_code == 200
    together = [h for h in query.happenings(store) if {c["claiming"] for c in h["claims"]} == {a["claims"][0]["claiming"], b["claims"][0]["claiming"]}]
    assert len(together) == 1
    assert "نادية" in client.get(f"/happenings/{together[0]['id']}").text
    client.post("/review/undo", data={"csrf": csrf(client)})
    assert sorted(x["id"] for x in query.happenings(store)) == before


def test_readers_may_not_judge(client: TestClient) -> None:
    from dataclasses import replace

    sessions = client.app.state.sessions._open  # type: ignore[attr-defined]
    token = csrf(client)
    for key, session in list(sessions.items()):
        sessions[key] = replace(session, role="reader")
    for path in ("/review/decide", "/review/undo", "/review/add", "/happenings/h1/decide", "/sources/x"):
        assert client.post(path, data={"csrf": token}).status_code == 403
    assert 'action="/review/add"' not in client.get("/reports/1").text
    for path in ("/review", "/review/gold.zip", "/review/agreement", "/log"):
        assert client.get(path).status_code == 403
    assert client.get("/").status_code == 200


def test_pages_open_in_both_languages(client: TestClient) -> None:
    claim = first(client)
    decide(client, claim=claim, verdict="comment", note="<script>x</script>")
    for lang in ("ar", "en"):
        client.get(f"/set?lang={lang}")
        assert "&lt;script&gt;x" in client.get(f"/review?claim={claim}").text
        for w in reviews.queue(store_of(client)):
            page = client.get(f"/review?claim={w.claiming}")
            assert page.status_code == 200 and "<script>alert" not in page.text and "\u202e" not in page.text
        assert client.get("/log").status_code == 200


def test_happenings_near_it_are_offered_for_joining(client: TestClient) -> None:
    store = store_of(client)
    collect.add(store, pipeline.read("قال مصدر طبي إن ثلاثة مدنيين قتلوا في قصف على الحويجة يوم 12 مارس 2024.", published="2024-03-14", outlet="منبر رابع", reader="lexicon"))
    everything = {h["id"]: h for h in query.happenings(store)}
    offered = {name: near(store, h) for name, h in everything.items()}
    for name, found in offered.items():
        assert name not in [n.id for n in found]
        assert all(everything[n.id]["class"] == everything[name]["class"] for n in found)
        same = [n.type == everything[name]["type"] for n in found]
        assert same == sorted(same, reverse=True)
    a, found = next((name, found) for name, found in offered.items() if found)
    html = client.get(f"/happenings/{a}").text
    assert all(f'<option value="{n.id}">' in html for n in found)
    count = len(everything)
    form = {"csrf": csrf(client), "verdict": "merge", "other": found[0].id, "other_id": ""}
    assert client.post(f"/happenings/{a}/decide", data=form).status_code == 200
    assert len(list(query.happenings(store))) == count - 1
