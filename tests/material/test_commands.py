"""``khabar material`` as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.material.vault import path_of
from khabar.store import Store, query
from tests.material import made
from tests.material.test_exports import NAMES, telegram, whatsapp
from tests.store.made import record

pytestmark = pytest.mark.slow


def khabar(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from khabar.cli import main; main()", *args], capture_output=True, timeout=120, check=False, text=True)


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return khabar("material", *args)


def test_from_taking_in_to_verifying(kept: Store, tmp_path: Path) -> None:
    store, photo = ("--store", kept.path), made.photo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").write_bytes(made.jpeg(made.scene(1).crop((60, 40, 560, 400))))
    (tmp_path / "c.jpg").write_bytes(b"<svg>")
    (h,) = query.happenings(kept)
    done = run("add", str(photo), str(tmp_path / "c.jpg"), str(tmp_path / "none.jpg"), str(tmp_path / "b.jpg"), "--happening", h["id"], "--from", "a reader",
               "--by", "سلمى", *store)
    assert done.returncode == 2
    assert "c.jpg: quarantined: bears the name of JPEG, but is SVG" in done.stderr
    assert "none.jpg" in done.stderr and "cut from it" in done.stderr
    sha = done.stdout.split()[0]
    listed = run("list", *store).stdout
    assert len(listed.splitlines()) == 3 and sha[:12] in listed and "2024-03-13T14:05:33" in listed
    shown = run("show", sha[:8], *store).stdout
    for part in ("time, agrees", "place, disagrees", "km from the point of Nakhil", "it is cut from this", "a reader", "taken in, سلمى", "Modell 7", "36.335"):
        assert part in shown, part
    data = json.loads(run("show", sha[:8], "--json", *store).stdout)
    assert {r["claim"] for r in data["reasons"]} == {c["claiming"] for c in h["claims"]}
    assert "material 3, time agrees 1, place disagrees 1" in khabar("happenings", *store).stdout
    told = khabar("show", h["id"], *store).stdout
    assert f"material {sha[:12]}, image: time agrees (taken 2024-03-13T14:05:33" in told and "quarantined (bears the name of JPEG" in told
    told = json.loads(khabar("show", h["id"], "--json", *store).stdout)
    assert {m["item"][:12] for m in told["material"]} == {line[:12] for line in listed.splitlines()} and told["state"] == h["state"]
    assert told["origins"] == h["origins"]
    head = run("verify", *store)
    assert head.returncode == 0, head.stderr
    claiming = record().claims[0].claiming
    assert claiming and run("tie", sha[:8], "--claim", claiming, *store).returncode == 0
    assert run("share", sha[:8], "--blur", "0,0,500,500", "--out", str(tmp_path / "copy.jpg"), *store).returncode == 0
    assert not any(s.encode() in (tmp_path / "copy.jpg").read_bytes() for s in made.SECRETS)
    assert run("verify", "--head", head.stdout.split()[-1], *store).returncode == 0
    path_of(kept, sha).chmod(0o644)
    path_of(kept, sha).write_bytes(b"x")
    broken = run("verify", *store)
    assert broken.returncode == 1 and f"{sha[:12]}: altered" in broken.stderr


def test_exports(kept: Store, tmp_path: Path) -> None:
    store, folder = ("--store", str(tmp_path / "new.db")), telegram(tmp_path / "telegram")
    done = run("add", str(whatsapp(tmp_path / "chat.zip")), str(folder / "result.json"), "--key-file", str(tmp_path / "key.json"), *store)
    assert "6 messages, 3 read, 1 files kept" in done.stderr
    assert "4 messages, 1 read, 1 files kept" in done.stderr
    assert done.returncode == 2 and "contact card" in done.stderr
    assert NAMES[0] in (tmp_path / "key.json").read_text(encoding="utf-8")
    listed = [json.loads(line) for line in run("list", "--json", *store).stdout.splitlines()]
    assert [len(i["givings"]) for i in listed] == [2]
    assert run("verify", *store).returncode == 0


def test_wrong_words(kept: Store, tmp_path: Path) -> None:
    photo = str(made.photo(tmp_path / "a.jpg"))
    store = ("--store", kept.path)
    assert run("add", photo, "--claim", "none", *store).returncode == 2
    sha = run("add", photo, *store).stdout.split()[0]
    for args in (("show", "abc"), ("show", "ffffffff"), ("share", sha, "--blur", "1,2", "--out", str(tmp_path / "x.jpg")), ("tie", sha),
                 ("share", sha, "--blur", "0,0,2000,5", "--out", str(tmp_path / "x.jpg"))):
        done = run(*args, *store)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, args
