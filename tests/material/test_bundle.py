"""Material in dossiers and bundles: complete, checkable, and without what endangers whoever gave it."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from khabar.dossier.bundle import write_bundle
from khabar.material import against, custody, evidence, share, ties
from khabar.material.items import Giving, add
from khabar.store import Store, query
from tests.material import made

GIVER, NOTE = "planted giver Huda", "planted note about the roof"
PRIVATE = (*made.SECRETS, GIVER, NOTE, "planted-file-name", "planted officer", "43.118", "36.335", "14:05:33")

pytestmark = pytest.mark.slow


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from khabar.cli import main; main()", *args], capture_output=True, timeout=120, check=False, text=True)


@pytest.fixture
def shas(kept: Store, tmp_path: Path) -> list[str]:
    """Two items tied to the one happening, and one that is not."""
    (h,) = query.happenings(kept)
    tied = (ties.resolve(kept, "happening", h["id"]),)
    out = []
    for n in range(3):
        path = made.photo(tmp_path / f"planted-file-name-{n}.jpg", n)
        out.append(add(kept, path, Giving(path.name, GIVER, NOTE, source=str(path)), "planted officer", tied if n < 2 else ()).sha)
    return out


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


@pytest.mark.parametrize("protect", [False, True])
def test_a_bundle_has_protected_copies_and_nothing_private(kept: Store, shas: list[str], tmp_path: Path, protect: bool) -> None:
    (h,) = query.happenings(kept)
    out, brief = tmp_path / "x.zip", tmp_path / "x.html"
    done = run("dossier", h["id"], "--store", kept.path, "--bundle", str(out), "--out", str(brief), "--material", "tied", *(["--protect"] if protect else []))
    assert done.returncode == 0, done.stderr
    files = contents(out)
    assert sorted(n for n in files if n.startswith("data/material/")) == ["data/material/item-1.jpg", "data/material/item-2.jpg"]
    told = json.loads(files["data/material.json"])
    assert [(t["copy"], t["reasons"][0][:2], t["reasons"][1][1]) for t in told] == [("protected", ["time", "agrees"], "disagrees")] * 2
    for name, data in [*files.items(), (brief.name, brief.read_bytes())]:
        for secret in (*PRIVATE, *shas, *(s[:12] for s in shas)):
            assert secret.encode() not in data, (name, secret)
    assert ("item-1, image: time: agrees" in brief.read_text(encoding="utf-8")) is not protect
    checked = run("verify", str(out))
    assert (checked.returncode, checked.stderr) == (0, "")


def test_originals_go_along_only_when_asked_for(kept: Store, shas: list[str], tmp_path: Path) -> None:
    (h,) = query.happenings(kept)
    out = tmp_path / "x.zip"
    assert run("dossier", h["id"], "--store", kept.path, "--bundle", str(out), "--material", shas[2][:10], "--originals").returncode == 0
    files = contents(out)
    assert files[f"data/material/{shas[2]}"] == (tmp_path / "planted-file-name-2.jpg").read_bytes()
    entries = json.loads(files["data/custody.json"])["entries"]
    assert [("act" in e) for e in entries] == [e.fields["item"] == shas[2] for e in custody.entries(kept)]
    assert GIVER in entries[-1]["told"]["detail"][1]
    assert not any(s.encode() in data for s in shas[:2] for data in files.values())
    assert run("verify", str(out)).returncode == 0
    for wrong in (["--originals"], ["--material", "tied", "--originals", "--protect"], ["--material", "ffffff"]):
        assert run("dossier", h["id"], "--store", kept.path, "--bundle", str(out), *wrong).returncode == 2


@pytest.mark.parametrize("change", ["act", "told", "cut", "reorder", "file"])
def test_changes_of_the_custody_log_are_found_although_the_bundle_is_whole(kept: Store, shas: list[str], tmp_path: Path, change: str) -> None:
    files = dict(evidence.payload(kept, dict.fromkeys(shas[:1], None), originals=True))
    log = json.loads(files["custody.json"])
    entries = log["entries"]
    if change == "act":
        entries[0]["at"] = "2020-01-01T00:00:00+00:00"
    elif change == "told":
        entries[0]["told"]["who"][1] = "somebody else"
    elif change == "cut":
        del entries[1]
    elif change == "reorder":
        entries[0], entries[1] = entries[1], entries[0]
    else:
        other = made.jpeg(made.scene(50))
        files[f"material/{shas[0]}"] = other
        import hashlib

        about = json.loads(files["material.json"])
        about[0]["sha256"] = hashlib.sha256(other).hexdigest()
        files["material.json"] = json.dumps(about).encode()
    files["custody.json"] = json.dumps(log).encode()
    write_bundle(tmp_path / "x.zip", files.items(), {})
    done = run("verify", str(tmp_path / "x.zip"))
    words = {"act": "altered", "told": "who is not what was logged", "cut": "out of order", "reorder": "out of order", "file": "does not know it"}
    assert done.returncode == 1
    assert words[change] in done.stderr


@pytest.mark.parametrize("data", [b"x", b"[]", b"{}", b'{"entries": [1]}', b'{"entries": [{"n": 1, "act": 1}]}', b'{"entries": 3}'])
def test_a_broken_log_is_a_fault_not_a_crash(data: bytes) -> None:
    assert evidence.faults({"data/custody.json": data}.get) == ["data/custody.json: is not a custody log"]
    assert evidence.faults({}.get) == []


def test_quarantined_items_are_named_and_left_out(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"<svg>")
    sha = add(kept, tmp_path / "a.jpg", Giving("a.jpg"), "سلمى").sha
    for originals in (True, False):
        files = dict(evidence.payload(kept, {sha: against.Said(None, None)}, originals=originals))
        assert "quarantined" in json.loads(files["material.json"])[0]["left_out"]
        assert not [n for n in files if n.startswith("material/")]


def test_blurred_boxes_are_blurred_in_bundles(kept: Store, shas: list[str]) -> None:
    before = dict(evidence.payload(kept, dict.fromkeys(shas[:1], None), originals=False))["material/item-1.jpg"]
    share.blur(kept, shas[0], ((0, 0, 1000, 1000),), "سلمى")
    after = dict(evidence.payload(kept, dict.fromkeys(shas[:1], None), originals=False))["material/item-1.jpg"]
    assert len(after) < len(before) / 2
