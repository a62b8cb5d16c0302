"""Films: metadata, key frames and protected copies. Needs ffmpeg for most; containers are built by hand elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.material import share
from khabar.material.items import Giving, Item, add, find
from khabar.material.reuse import similar
from khabar.store import Store
from tests.material import made

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")


def put(kept: Store, path: Path) -> Item:
    return find(kept, add(kept, path, Giving(path.name), "سلمى").sha)


def film(path: Path, folder: Path) -> Path:
    """Four seconds: two scenes of two seconds each, with planted metadata."""
    for n in (1, 2):
        made.scene(n).save(folder / f"s{n}.png")
    subprocess.run(["ffmpeg", "-v", "error", "-loop", "1", "-t", "2", "-i", str(folder / "s1.png"), "-loop", "1", "-t", "2", "-i", str(folder / "s2.png"),
                    "-f", "lavfi", "-t", "4", "-i", "sine=440", "-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", "-map", "2:a", "-pix_fmt", "yuv420p",
                    "-metadata", f"comment={made.SECRETS[6]}", "-metadata", f"artist={made.SECRETS[3]}", "-metadata", "location=+36.3350+043.1189/",
                    "-metadata", "creation_time=2024-03-13T11:05:33Z", "-y", str(path)], check=True)
    return path


@needs_ffmpeg
def test_key_frames_find_the_picture_they_show(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(made.jpeg(made.scene(2), 60))
    picture, other = put(kept, tmp_path / "a.jpg"), tmp_path / "b.jpg"
    other.write_bytes(made.jpeg(made.scene(9)))
    put(kept, other)
    item = put(kept, film(tmp_path / "f.mp4", tmp_path))
    assert item.kind == "video" and item.facts.seconds == pytest.approx(4, abs=0.2)
    (match,) = similar(kept, item.sha)
    assert match.sha == picture.sha and match.here.startswith("frame at ") and float(match.here.split()[2]) > 2


@needs_ffmpeg
def test_a_copy_of_a_film_holds_nothing_planted(kept: Store, tmp_path: Path) -> None:
    path = film(tmp_path / "f.mp4", tmp_path)
    assert made.SECRETS[6].encode() in path.read_bytes()
    item = put(kept, path)
    data = share.copy(kept, item)
    for secret in (*made.SECRETS, "36.33", "2024", "xyz"):
        assert secret.encode() not in data, secret
    (tmp_path / "copy.mp4").write_bytes(data)
    again = put(kept, tmp_path / "copy.mp4")
    assert again.state == "kept" and again.facts.positions == again.facts.captures == ()
    share.blur(kept, item.sha, ((0, 0, 10, 10),), "سلمى")
    with pytest.raises(InputError, match="pictures only"):
        share.copy(kept, item)


def test_without_ffmpeg_it_is_said(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pymediainfo")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.mov").write_bytes(made.film())
    with pytest.raises(InputError, match="need ffmpeg"):
        share.copy(kept, put(kept, tmp_path / "a.mov"))
