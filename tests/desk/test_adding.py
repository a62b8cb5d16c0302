"""Adding reports, and handing on what was found."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from html import unescape

import pytest
from starlette.testclient import TestClient

from khabar.desk import handing
from khabar.store import judge, query, record, report_lists
from khabar.store.people import logged
from tests.desk.conftest import csrf, store_of

NEW = "قال مصدر أمني إن قصفا مدفعيا استهدف بلدة داقوق صباح أمس وأسفر عن مقتل سبعة أشخاص. ونفى ناطق باسم الجيش ذلك."


def given(client: TestClient, files: list[tuple[str, bytes]] | None = None, **form: str) -> str:
    answer = client.post("/add", data={"csrf": csrf(client), **form}, files=[("files", f) for f in files or []], follow_redirects=False)
    assert answer.status_code == 303, answer.text[:300]
    place = answer.headers["location"]
    for _ in range(400):
        html = client.get(place, headers={"hx-target": "job"}).text
        if "hx-trigger" not in html:
            return html
        time.sleep(0.05)
    raise AssertionError("not finished")


def test_pasted_text_becomes_a_report(client: TestClient) -> None:
    before = store_of(client).connection.execute("SELECT count(*) FROM reports").fetchone()[0]
    html = given(client, text=NEW, published="2024-03-20", outlet="منبر الوادي")
    assert "1 report taken in" in html
    assert store_of(client).connection.execute("SELECT count(*) FROM reports").fetchone()[0] == before + 1
    made = record(store_of(client), before + 1)
    assert made is not None and made.report.text == NEW and made.report.published == "2024-03-20"
    assert "known already" in given(client, text=NEW, published="2024-03-20", outlet="منبر الوادي")


def test_files_of_several_forms_and_a_bad_one(client: TestClient) -> None:
    import gzip

    lines = json.dumps({"text": NEW + " وأضاف أن فرق الإسعاف وصلت.", "published": "2024-03-21"}, ensure_ascii=False).encode() + b"\nnot json\n"
    html = given(client, [("تقرير.txt", (NEW + " انتهى.").encode()), ("many.jsonl.gz", gzip.compress(lines)), ("../../etc/<b>x.txt", b"\x00\x01\x02\xff" * 50)])
    assert "many.jsonl.gz" in html and "&lt;b&gt;x.txt" in html and "<b>x" not in html
    assert "/tmp" not in html and "etc/" not in html
    assert "2 reports taken in" in html
    page = client.get("/add").text
    assert "many.jsonl.gz:2" in page and "/tmp" not in page


def test_a_chat_is_refused_and_leaves_no_name_behind(client: TestClient) -> None:
    chat = "".join(f"[12/03/2024, 10:0{n}:00] سلمى الوادي: رسالة {n}\n" for n in range(6))
    before = store_of(client).connection.execute("SELECT count(*) FROM reports").fetchone()[0]
    html = given(client, text=chat) + given(client, [("WhatsApp Chat with سلمى الوادي.txt", chat.encode())])
    assert "material add" in html
    held = store_of(client).connection
    assert held.execute("SELECT count(*) FROM reports").fetchone()[0] == before
    problems = " ".join(f"{r[0]} {r[1]}" for r in held.execute("SELECT input, reason FROM problems"))
    assert "whose name is not kept" in problems and "سلمى" not in problems


def test_problems_follow_when_the_work_is_done(client: TestClient) -> None:
    html = given(client, files=[("empty.txt", b"")])
    below = html.partition('id="problems" hx-swap-oob="true"')[2]
    assert "<small>1</small>" in below and "empty.txt" in below
    assert "hx-swap-oob" not in client.get("/add").text


def test_names_in_the_log_keep_their_own_direction(client: TestClient) -> None:
    given(client, files=[("تقرير.txt", NEW.encode()), ("empty.txt", b"")], text=NEW)
    given(client, text=NEW)
    client.get("/set?lang=ar")
    log = client.get("/log").text
    assert "<bdi>تقرير.txt</bdi>، <bdi>empty.txt</bdi>" in log and f"<bdi>نص بعدد حروف {len(NEW)}</bdi>" in log


def test_nothing_given_and_wrong_links(client: TestClient) -> None:
    token = csrf(client)
    for form in ({}, {"link": "file:///etc/passwd"}, {"link": "javascript:alert(1)"}, {"text": "x", "published": "someday"}):
        assert client.post("/add", data={"csrf": token, **form}).status_code == 400
    assert client.post("/add", data={"text": NEW}).status_code == 403


def test_links_into_the_own_network_are_not_fetched(client: TestClient) -> None:
    html = given(client, link="http://127.0.0.1:9/secret")
    assert "not a public address" in html


def test_a_job_is_seen_by_its_owner_only(client: TestClient) -> None:
    jobs = client.app.state.jobs  # type: ignore[attr-defined]
    from khabar.desk.jobs import Given

    job = jobs.start(Given((), NEW, "", None, None), "سمير", "pasted")
    assert client.get(f"/add/{job.id}").status_code == 404
    assert client.get("/add/unknown").status_code == 404


def share(client: TestClient, **form: str):  # type: ignore[no-untyped-def]
    return client.post("/share", data={"csrf": csrf(client), **form})


PHONE, MAIL = "07701234567", "reporter@example.org"
DANGER = f"قال شاهد عيان من أهالي حي الزيتون، طلب عدم ذكر اسمه خوفا من الانتقام، إن مسلحين هاجموا بلدة داقوق أمس وقتلوا ثلاثة أشخاص.\nوأضاف أن الأهالي نزحوا إلى كركوك.\nللتواصل معنا: {PHONE} أو {MAIL}."


@pytest.mark.parametrize("form", ["geojson", "jsonld", "plover", "polecat", "acled", "ucdp", "webannotation", "brat", "dossier-html", "dossier-md"])
def test_protected_unless_asked_otherwise(client: TestClient, form: str) -> None:
    given(client, text=DANGER, published="2024-03-22", outlet="منبر الوادي")
    store = store_of(client)
    number = store.connection.execute("SELECT max(id) FROM reports").fetchone()[0]
    h = report_lists.told_in(store, record(store, number).report.id)[0]  # type: ignore[union-attr]
    answer = share(client, form=form, happening=h["id"], protect="on")
    assert answer.status_code == 200 and "protected" in answer.headers["content-disposition"]
    body = answer.content
    if form == "brat":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(n) for n in archive.namelist())
    text = body.decode()
    assert len(text) > 50
    assert PHONE not in text and MAIL not in text and "حي الزيتون" not in text
    assert "protected" in logged(store)[0].detail and "NOT" not in logged(store)[0].detail


def test_unprotected_is_noted(client: TestClient) -> None:
    h = next(query.happenings(store_of(client)))
    answer = share(client, form="dossier-html", happening=h["id"])
    assert answer.status_code == 200 and "protected" not in answer.headers["content-disposition"]
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "NOT protected" in logged(store_of(client))[0].detail


def test_a_plain_dossier_says_what_one_from_the_command_line_says(client: TestClient) -> None:
    store = store_of(client)
    h = next(h for h in query.happenings(store) if any(c["origin_name"] and not c["origin"].startswith(("unnamed:", "via ")) for c in h["claims"]))
    claim = next(c for c in h["claims"] if c["origin_name"] and not c["origin"].startswith(("unnamed:", "via ")))
    judge.judge(store, "claim", claim["claiming"], "3", "سلمى")
    judge.judge(store, "source", judge.short_name(store, claim["origin_name"]), "B", "سلمى")
    page = share(client, form="dossier-html", happening=h["id"]).text
    arabic = store.connection.execute("SELECT gloss_ar FROM claims WHERE claiming=?", (claim["claiming"],)).fetchone()[0]
    assert arabic in page and "B3" in page and "resources" in page


def test_what_the_filters_show(client: TestClient) -> None:
    found = json.loads(share(client, form="geojson", filters="?state=contested", protect="on").content)
    contested = [h for h in query.happenings(store_of(client)) if h["state"] == "contested"]
    assert len(found["features"]) == len(contested) >= 1
    everything = json.loads(share(client, form="jsonld", filters="", protect="on").content)
    assert len(everything["@graph"]) == len(list(query.happenings(store_of(client))))
    assert share(client, form="geojson", filters="place=Nowhere", protect="on").status_code == 404
    assert share(client, form="exe", filters="").status_code == 400
    assert share(client, form="dossier-exe", filters="").status_code == 400


@pytest.mark.parametrize("path", ["/reports", "/search?q=الحويجة", "/sources", "/sources/{source}", "/", "/reports/1"])
def test_every_view_hands_on_what_it_shows(client: TestClient, path: str) -> None:
    store = store_of(client)
    source = next(iter(report_lists.standing(store)))
    page = client.get(path.format(source=source)).text
    form = re.search(r'<form method="post" action="/share".*?</form>', page, re.S)
    assert form and 'name="protect" checked' in form[0]
    hidden = {k: unescape(v) for k, v in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])}
    found = json.loads(client.post("/share", data=hidden | {"form": "jsonld", "protect": "on"}).content)["@graph"]
    everything = len(list(query.happenings(store)))
    assert 0 < len(found) <= everything
    if "source}" in path:
        said = {c["happening"] for c in report_lists.said_by(store, [source])} - {None}
        assert len(said) <= len(found) < everything
    if path == "/reports":
        assert len(found) == everything


def test_readers_share_protected_only(client: TestClient) -> None:
    from dataclasses import replace

    sessions = client.app.state.sessions._open  # type: ignore[attr-defined]
    for key, session in list(sessions.items()):
        sessions[key] = replace(session, role="reader")
    assert share(client, form="geojson", filters="", protect="on").status_code == 200
    assert share(client, form="geojson", filters="").status_code == 403


def test_a_protected_share_holds_the_happenings_that_were_asked_for(client: TestClient) -> None:
    for h in query.happenings(store_of(client)):
        _, found = handing.safe(store_of(client), [h])
        assert [(f["type"], f["class"], f["state"], len(f["claims"])) for f in found] == [(h["type"], h["class"], h["state"], len(h["claims"]))]
