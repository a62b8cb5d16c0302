"""Material in the desk: who may see and do what, what readers get, where dropped files go, hostile ones."""

from __future__ import annotations

import io
import re
import shutil
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageStat
from starlette.testclient import TestClient

from khabar.desk import material as shown
from khabar.desk import texts
from khabar.desk.environment import environment
from khabar.material import against, custody, items, share, ties
from khabar.material.vault import folder, path_of
from khabar.store import judge, query, report_lists, reviews
from khabar.store.people import logged
from tests.desk.conftest import csrf, store_of
from tests.material import made
from tests.material.test_exports import NAMES, whatsapp

MINE = ("a planted giver", "a planted note", "planted-name.jpg")


def give(client: TestClient, *files: tuple[str, bytes], **form: str) -> str:
    """Drop files; the page that tells what came of it."""
    answer = client.post("/material", data={"csrf": csrf(client), **form}, files=[("files", f) for f in files], follow_redirects=False)
    assert answer.status_code == 303, answer.text[:300]
    for _ in range(600):
        html = client.get(answer.headers["location"], headers={"hx-target": "given"}).text
        if "hx-trigger" not in html:
            return html
        time.sleep(0.1)
    raise AssertionError("not finished")


def photo(folder_: Path, **options: Any) -> bytes:
    return made.photo(folder_ / "x.jpg", **options).read_bytes()


def only(client: TestClient) -> items.Item:
    (item,) = items.items(store_of(client))
    return item


def at(client: TestClient) -> str:
    return f"/material/{shown.name_of(only(client).sha)}"


def demote(client: TestClient, role: Any = "reader") -> None:
    sessions = client.app.state.sessions._open  # type: ignore[attr-defined]
    for key, session in list(sessions.items()):
        sessions[key] = replace(session, role=role)


def strike(client: TestClient) -> dict[str, Any]:
    return next(h for h in query.happenings(store_of(client)) if h["type"] == "airstrike" and len(h["claims"]) > 1)


@pytest.mark.parametrize("about", ["happening", "claim", "report"])
def test_dropped_files_are_tied_to_what_they_were_dropped_onto(client: TestClient, tmp_path: Path, about: str) -> None:
    h = strike(client)
    subject = {"happening": h["id"], "claim": h["claims"][0]["claiming"], "report": h["claims"][0]["report"]}[about]
    html = give(client, ("جسر.jpg", photo(tmp_path)), about=about, subject=subject, giver="قارئ", note="بالرسائل")
    item = only(client)
    assert f"/material/{shown.name_of(item.sha)}" in html and "جسر.jpg" in html
    assert [(t.about, t.subject) for t in item.ties] == [(about, subject)]
    assert (item.givings[0].giver, item.givings[0].note) == ("قارئ", "بالرسائل")
    assert path_of(store_of(client), item.sha).read_bytes() == (tmp_path / "x.jpg").read_bytes()
    assert [e.fields["who"] for e in custody.entries(store_of(client))] == ["نادية", "نادية"]
    assert not any((folder(store_of(client)) / "incoming").iterdir())
    page = client.get(f"/material/of?happening={h['id']}").text
    assert shown.name_of(item.sha) in page and "agrees" in page
    number = report_lists.number_of(store_of(client), h["claims"][0]["report"])
    assert shown.name_of(item.sha) in client.get(f"/material/of?report={number}").text
    told = {report_lists.number_of(store_of(client), c["report"]) for c in h["claims"]}
    elsewhere = next(n for n in (1, 2, 3, 4) if n not in told)
    assert shown.name_of(item.sha) not in client.get(f"/material/of?report={elsewhere}").text


def test_the_viewer_sets_an_item_beside_its_claims(client: TestClient, tmp_path: Path) -> None:
    h = strike(client)
    give(client, (MINE[2], photo(tmp_path, taken="2024:03:20 10:00:00")), about="happening", subject=h["id"], giver=MINE[0], note=MINE[1])
    page = client.get(at(client)).text
    assert page.count('class="account"') == len(h["claims"])
    assert "days after the days claimed" in page and "kilometres from the point of Hawija" in page
    for words in (*MINE, made.SECRETS[0], "36.335", "EXIF DateTimeOriginal", only(client).sha[:16]):
        assert words in page, words
    client.get("/set?lang=ar")
    arabic = client.get(at(client)).text
    assert "بعد الأيام المقولة" in arabic and "من نقطة الحويجة" in arabic and "20 آذار/مارس 2024" in arabic


def test_readers_see_protected_copies_alone(client: TestClient, tmp_path: Path) -> None:
    h = strike(client)
    files = [(MINE[2], photo(tmp_path, taken="2024:03:20 10:00:00")), ("planted-evil.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("planted.txt", b"planted words")]
    give(client, *files, about="happening", subject=h["id"], giver=MINE[0], note=MINE[1])
    picture, others = None, []
    for item in items.items(store_of(client)):
        if item.kind == "image":
            picture = item
        else:
            others.append(item)
    assert picture is not None and len(others) == 2
    name = shown.name_of(picture.sha)
    noted = [e.hash for e in custody.entries(store_of(client))]
    demote(client)
    pages = {p: client.get(p) for p in ("/material", f"/material/of?happening={h['id']}", f"/material/{name}", f"/material/{name}/picture",
                                        f"/material/{name}/picture?size=small", f"/material/{name}/copy", f"/material/{name}/copy?save=1")}
    for path, answer in pages.items():
        assert answer.status_code == 200, path
        for secret in (*MINE, *made.SECRETS, "planted", picture.sha[:12], "36.33", "2024-03-20", "Kamera", "10:00", "20 Mar 2024"):
            assert secret.encode() not in answer.content, (path, secret)
        assert name in answer.text or path.startswith(f"/material/{name}/")
    for copy in (p for p in (folder(store_of(client)) / "copies").rglob("*") if p.is_file()):
        assert not [s for s in (*MINE, *made.SECRETS, "planted", "Kamera", "Exif", "adobe") if s.encode() in copy.read_bytes()]
    assert "after" in pages[f"/material/{name}"].text and "km" not in pages[f"/material/{name}"].text
    for item in others:
        for path in ("", "/picture", "/copy"):
            assert client.get(f"/material/{shown.name_of(item.sha)}{path}").status_code == 404
    assert client.get(f"/material/{name}/picture?plain=1").status_code == 403
    for path, form in ((f"/material/{name}/original", {}), (f"/material/{name}/blur", {"boxes": ""}), (f"/material/{name}/tie", {"about": "happening", "subject": h["id"]}),
                       ("/material", {})):
        assert client.post(path, data={"csrf": csrf(client), **form}, files=[("files", ("a.jpg", b"x"))]).status_code == 403
    assert client.get("/material/given/x").status_code == 403
    assert [e.hash for e in custody.entries(store_of(client))] == noted


@pytest.mark.slow
def test_boxes_hold_in_every_copy_and_the_original_stays(client: TestClient, tmp_path: Path) -> None:
    noise = io.BytesIO()
    Image.effect_noise((400, 200), 90).convert("RGB").save(noise, "PNG")
    give(client, ("n.png", noise.getvalue()))
    place = at(client)

    def spread(address: str) -> float:
        with Image.open(io.BytesIO(client.get(address).content)) as image:
            right = image.crop((image.width // 2 + 4, 4, image.width - 4, image.height - 4))
            return ImageStat.Stat(right).stddev[0]

    views = (f"{place}/picture", f"{place}/picture?size=small", f"{place}/copy")
    assert all(spread(v) > 40 for v in views)
    answer = client.post(f"{place}/blur", data={"csrf": csrf(client), "boxes": "500,0,500,1000; 0,0,50,50"}, follow_redirects=False)
    assert answer.status_code == 303
    assert all(spread(v) < 25 for v in views)
    assert spread(f"{place}/picture?plain=1") > 40
    item = only(client)
    (judged,) = judge.judgements(store_of(client), "material")
    assert judged.who == "نادية" and judged.data["boxes"] == [[500, 0, 500, 1000], [0, 0, 50, 50]] and judge.genuine(judged, judge.key())
    assert path_of(store_of(client), item.sha).read_bytes() == noise.getvalue()
    assert custody_acts(client)[-1] == "blurred"
    assert reviews.undo(store_of(client), "نادية") is None
    client.post("/review/undo", data={"csrf": csrf(client)})
    assert len(share.boxes(store_of(client), item.sha)) == 2
    for wrong in ("1,2,3", "0,0,2000,10", "a,b,c,d", "-1,0,5,5", "0,0,0,0"):
        assert client.post(f"{place}/blur", data={"csrf": csrf(client), "boxes": wrong}).status_code == 400
    assert len(share.boxes(store_of(client), item.sha)) == 2
    client.post(f"{place}/blur", data={"csrf": csrf(client), "boxes": ""})
    assert share.boxes(store_of(client), item.sha) == () and all(spread(v) > 40 for v in views)


def custody_acts(client: TestClient) -> list[str]:
    return [e.act for e in custody.entries(store_of(client))]


def test_faces_that_are_blurred_in_one_copy_only_are_told(client: TestClient, tmp_path: Path) -> None:
    give(client, ("a.jpg", made.jpeg(made.scene(1))), ("b.jpg", made.jpeg(made.scene(1).crop((40, 30, 600, 440)), 60)))
    names = [shown.name_of(i.sha) for i in items.items(store_of(client))]
    warned = "Blurred here, but not in 1"
    assert warned not in client.get(f"/material/{names[0]}/same").text
    assert names[1] in client.get(f"/material/{names[0]}/same").text
    client.post(f"/material/{names[0]}/blur", data={"csrf": csrf(client), "boxes": "0,0,100,100"})
    assert warned in client.get(f"/material/{names[0]}/same").text
    client.post(f"/material/{names[1]}/blur", data={"csrf": csrf(client), "boxes": "0,0,100,100"})
    assert warned not in client.get(f"/material/{names[0]}/same").text
    client.post(f"/material/{names[1]}/blur", data={"csrf": csrf(client), "boxes": ""})
    demote(client)
    assert warned not in client.get(f"/material/{names[0]}/same").text


def test_the_original_goes_out_noted(client: TestClient, tmp_path: Path) -> None:
    data = photo(tmp_path)
    give(client, ("x.jpg", data))
    assert client.get(f"{at(client)}/original").status_code == 405
    answer = client.post(f"{at(client)}/original", data={"csrf": csrf(client)})
    assert answer.content == data and answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream" and answer.headers["x-content-type-options"] == "nosniff"
    assert custody_acts(client)[-1] == "original handed out" and "NOT protected" in logged(store_of(client))[0].detail
    from khabar.material.check import verify

    assert verify(store_of(client)).faults == []


def test_hostile_files_are_told_and_the_rest_goes_on(client: TestClient, tmp_path: Path) -> None:
    bad = {"a.jpg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "b.png": b"<!doctype html><script>alert(1)</script>",
           "c.png": made.huge_png(), "d.mp4": made.film()[:200], "../../<b>e.jpg": b"", "f.zip": b"PK\x03\x04" + bytes(50)}
    html = give(client, *bad.items(), ("good.jpg", photo(tmp_path)))
    assert html.count("quarantined") == 4 and "is empty" in html and "not a readable zip" in html
    assert "<b>e" not in html and "&lt;b&gt;e.jpg" in html and "/tmp" not in html and "../" not in html
    kept = [i for i in items.items(store_of(client)) if i.state == "kept"]
    assert len(kept) == 1
    for item in items.items(store_of(client)):
        name = shown.name_of(item.sha)
        assert client.get(f"/material/{name}").status_code == 200
        if item.state != "kept":
            for path in ("picture", "picture?plain=1", "copy"):
                assert client.get(f"/material/{name}/{path}").status_code in (400, 404)
    page = client.get("/material").text
    assert "<script>alert" not in page


def test_an_export_becomes_reports_and_nobody_is_named(client: TestClient, tmp_path: Path) -> None:
    path = whatsapp(tmp_path / f"WhatsApp Chat with {NAMES[1]}.zip")
    before = store_of(client).connection.execute("SELECT count(*) FROM reports").fetchone()[0]
    html = give(client, (path.name, path.read_bytes()))
    assert "3 messages were read" in html and "contact card" in html and "/tmp" not in html
    assert store_of(client).connection.execute("SELECT count(*) FROM reports").fetchone()[0] == before + 3
    from tests.material.test_exports import everything

    data = everything(store_of(client))
    assert not [n for n in NAMES if n.encode() in data]
    assert "the message" not in client.get(at(client)).text or "/reports/" in client.get(at(client)).text


def test_wrong_requests(client: TestClient, tmp_path: Path) -> None:
    token, file = csrf(client), [("files", ("x.jpg", photo(tmp_path)))]
    assert client.post("/material", data={"csrf": token}).status_code == 400
    assert client.post("/material", data={"csrf": token, "about": "claim", "subject": "nothing"}, files=file).status_code == 400
    assert client.post("/material", data={"csrf": "wrong"}, files=file).status_code == 403
    assert client.post("/material", data={"csrf": token}, files=file, headers={"origin": "http://elsewhere.example"}).status_code == 403
    for path in ("/material/" + "0" * 20, "/material/x/picture", "/material/of?happening=hzz", "/material/of?report=999", "/material/given/x"):
        assert client.get(path).status_code == 404
    assert items.items(store_of(client)) == []
    give(client, *[(n, d[1]) for n, d in file])
    assert client.post(f"{at(client)}/tie", data={"csrf": token, "about": "claim", "subject": "zz"}).status_code == 400
    assert client.post(f"{at(client)}/tie", data={"csrf": token, "about": "claim"}).status_code == 400
    claim = strike(client)["claims"][0]["claiming"]
    assert client.post(f"{at(client)}/tie", data={"csrf": token, "about": "claim", "subject": claim[:20]}, follow_redirects=False).status_code == 303
    assert only(client).ties == (ties.Tie("claim", claim, (claim,)),)


def test_uploads_left_behind_are_removed(client: TestClient) -> None:
    import os

    givings = client.app.state.givings  # type: ignore[attr-defined]
    old, new = givings.room(), givings.room()
    (old / "0").mkdir()
    (old / "0" / "chat.zip").write_bytes(b"names")
    os.utime(old, (0, 0))
    givings._sweep()
    assert not old.exists() and new.exists()


def test_strangers_are_sent_away(stranger: TestClient) -> None:
    for path in ("/material", "/material/x", "/material/x/picture", "/material/x/copy", "/material/of?report=1"):
        answer = stranger.get(path, follow_redirects=False)
        assert answer.status_code == 303 and answer.headers["location"] == "/sign-in"


def test_uploads_have_a_limit(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token = csrf(client)
    assert client.post("/add", data={"csrf": token}, headers={"content-length": str(30 * 1024**2)}).status_code == 413
    assert client.post("/material", data={"csrf": token}, headers={"content-length": str(2 * 1024**3)}).status_code == 413


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
def test_films_are_encoded_for_readers(client: TestClient, tmp_path: Path) -> None:
    from tests.material.test_films import film

    path = film(tmp_path / "f.mp4", tmp_path)
    give(client, ("f.mp4", path.read_bytes()))
    place = at(client)
    demote(client)
    for _ in range(600):
        part = client.get(f"{place}/film").text
        if "<video" in part:
            break
        assert "hx-trigger" in part
        time.sleep(0.2)
    answer = client.get(f"{place}/copy", headers={"range": "bytes=0-99"})
    assert answer.status_code == 206 and answer.headers["content-type"] == "video/mp4" and len(answer.content) == 100
    whole = client.get(f"{place}/copy").content
    small = client.get(f"{place}/picture?size=small").content
    for data in (whole, small):
        assert not [s for s in (*made.SECRETS, "36.33", "2024") if s.encode() in data]
    assert "media-src 'self'" in answer.headers["content-security-policy"]


def test_words_for_every_comparison() -> None:
    """Each case that a comparison can name has its words in both languages."""
    source = Path(against.__file__).read_text(encoding="utf-8")
    keys = set(re.findall(r'key="(\w+)"', source)) | {"before", "after", "far", "beside"}
    for language in texts.LANGUAGES:
        known = texts.texts(language)
        assert not [k for k in keys if f"because.{k}" not in known]
        assert not [k for k in ("before", "after", "far", "beside") if f"because.{k}_off" not in known]
    assert shown.amount("ar", "2", "days") == "يومان" and shown.amount("en", "1.5", "km") == "1.5 kilometres"


def test_no_template_of_material_has_style_or_script_of_its_own() -> None:
    for name in environment().list_templates(filter_func=lambda n: "material" in n):
        source = (Path(shown.__file__).parent / "templates" / name).read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<script|\son\w+=|<style", source), name


def test_an_unfinished_zip_in_a_zip_is_quarantined(client: TestClient) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "no chat")
    html = give(client, ("a.docx", data.getvalue()), ("a.zip", data.getvalue()))
    assert "quarantined" in html and "no WhatsApp chat" in html
