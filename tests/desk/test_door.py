"""Who is let in, what headers go out, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from khabar.desk import Settings, create_app
from khabar.desk.access import hashed
from khabar.store import open_store
from khabar.store.people import logged, put_user
from khabar.text import fold
from tests.desk.conftest import TOKEN, csrf, store_of


def test_nothing_without_a_session(stranger: TestClient) -> None:
    for path in ("/", "/reports", "/sources", "/review", "/search?q=x", "/map/points.json", "/map/world.json", "/add", "/log"):
        answer = stranger.get(path, follow_redirects=False)
        assert answer.status_code == 303, path
        assert answer.headers["location"] == "/sign-in"


def test_first_link_opens_a_strict_session(stranger: TestClient) -> None:
    answer = stranger.get(f"/enter?token={TOKEN}", follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.get("/").status_code == 200


def test_wrong_token_is_refused_and_limited(stranger: TestClient) -> None:
    assert stranger.get("/enter?token=guess").status_code == 403
    codes = [stranger.get("/enter?token=guess").status_code for _ in range(6)]
    assert codes[-1] == 429
    assert stranger.get(f"/enter?token={TOKEN}").status_code == 429


def test_rightful_entries_are_not_counted(stranger: TestClient) -> None:
    assert {stranger.get(f"/enter?token={TOKEN}").status_code for _ in range(12)} == {200}


def test_headers(client: TestClient) -> None:
    headers = client.get("/").headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_other_host_names_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/sign-out"])
def test_changes_need_the_token_of_the_session(client: TestClient, path: str) -> None:
    assert client.post(path, data={"csrf": "wrong"}).status_code == 403
    assert client.post(path, json={}).status_code == 403
    assert client.get("/").status_code == 200
    token = csrf(client)
    assert client.post(path, data={"csrf": token}, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post(path, data={"csrf": token}, follow_redirects=False).status_code == 303
    assert client.get("/", follow_redirects=False).status_code == 303


def test_no_way_out_of_the_desk_by_the_back_link(client: TestClient) -> None:
    for came in ("https://evil.example/", "http://127.0.0.1//evil.example/", "http://127.0.0.1/\\evil.example", "javascript:alert(1)", ""):
        assert client.get("/set?lang=ar", headers={"referer": came}, follow_redirects=False).headers["location"] == "/"
    there = "/reports?page=2"
    assert client.get("/set?lang=ar", headers={"referer": f"http://127.0.0.1{there}"}, follow_redirects=False).headers["location"] == there


def test_large_bodies_are_refused(store_path: Path) -> None:
    app = create_app(Settings(store_path, token=TOKEN, largest=1000))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        client.get(f"/enter?token={TOKEN}")
        assert client.post("/sign-out", data={"x": "y" * 2000}).status_code == 413

        def slowly():  # type: ignore[no-untyped-def]
            for _ in range(20):
                yield b"x" * 100

        answer = client.post("/sign-out", content=slowly(), headers={"content-type": "application/x-www-form-urlencoded"})
        assert answer.status_code == 413


def test_passwords_roles_and_limits(store_path: Path) -> None:
    with open_store(store_path, fold) as kept:
        put_user(kept, "samir", hashed("a long pass phrase"), "reader")
    app = create_app(Settings(store_path, token=None))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert client.get("/enter?token=").status_code == 403
        assert client.post("/sign-in", data={"name": "samir", "password": "wrong"}).status_code == 403
        assert client.post("/sign-in", data={"name": "nobody", "password": "a long pass phrase"}).status_code == 403
        assert client.post("/sign-in", data={"name": "samir", "password": "a long pass phrase"}).status_code == 200
        assert client.get("/").status_code == 200
        assert client.get("/review").status_code == 403
        assert client.get("/add").status_code == 403
        codes = [client.post("/sign-in", data={"name": "samir", "password": "x"}).status_code for _ in range(6)]
        assert codes[-1] == 429
        acts = [(e.who, e.act) for e in logged(store_of(client))]
        assert ("samir", "signed in") in acts and ("samir", "refused") in acts
        assert "a long pass phrase" not in store_path.read_bytes().decode("latin-1")


def test_passwords_do_not_open_a_desk_with_a_first_link(stranger: TestClient) -> None:
    put_user(store_of(stranger), "samir", hashed("a long pass phrase"), "admin")
    assert stranger.post("/sign-in", data={"name": "samir", "password": "a long pass phrase"}).status_code == 403


def test_errors_tell_nothing(client: TestClient, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"secret at {store_path}")

    monkeypatch.setattr("khabar.store.columns.Columns.total", broken)
    answer = client.get("/?type=kill")
    assert answer.status_code == 500
    assert "secret" not in answer.text and str(store_path) not in answer.text and "Traceback" not in answer.text
    assert client.get("/nowhere").status_code == 404


def test_the_log_is_only_added_to(client: TestClient) -> None:
    import sqlite3

    connection = store_of(client).connection
    for sql in ("DELETE FROM audit", "UPDATE audit SET who='x'"):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(sql)
