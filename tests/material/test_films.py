"""Films: metadata, key frames and protected copies. Needs ffmpeg for most; containers are built by hand elsewhere."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from khabar.errors import InputError
from khabar.material import container, sandbox, share
from khabar.material.items import Giving, Item, add, find
from khabar.material.reuse import similar
from khabar.store import Store
from tests.material import made

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed")
pytestmark = pytest.mark.slow  # encoding takes a minute and a half in all


def put(kept: Store, path: Path) -> Item:
    return find(kept, add(kept, path, Giving(path.name), "سلمى").sha)


def film(path: Path, folder: Path) -> Path:
    """Four seconds: two scenes of two seconds each, with planted metadata."""
    for n in (1, 2):
        made.scene(n).save(folder / f"s{n}.png")
    subprocess.run(["ffmpeg", "-v", "error", "-loop", "1", "-t", "2", "-i", str(folder / "s1.png"), "-loop", "1", "-t", "2", "-i", str(folder / "s2.png"),
                    "-f", "lavfi", "-t", "4", "-i", "sine=440", "-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", "-map", "2:a", "-pix_fmt", "yuv420p", "-r", "8",
                    "-preset", "ultrafast", "-metadata", f"comment={made.SECRETS[6]}", "-metadata", f"artist={made.SECRETS[3]}", "-metadata", "location=+36.3350+043.1189/",
                    "-metadata", "creation_time=2024-03-13T11:05:33Z", "-y", str(path)], check=True)
    return path


def run(*arguments: str) -> None:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)


@needs_ffmpeg
def test_key_frames_find_the_picture_they_show(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(made.jpeg(made.scene(2), 60))
    picture, other = put(kept, tmp_path / "a.jpg"), tmp_path / "b.jpg"
    other.write_bytes(made.jpeg(made.scene(9)))
    put(kept, other)
    item = put(kept, film(tmp_path / "f.mp4", tmp_path))
    assert item.kind == "video" and item.facts.seconds == pytest.approx(4, abs=0.3)
    (match,) = similar(kept, item.sha)
    assert match.sha == picture.sha and match.here.startswith("frame at ") and float(match.here.split()[2]) > 2


@needs_ffmpeg
@pytest.mark.parametrize(("name", "filters", "how", "mirrored", "turned"), [
    ("again.webm", "scale=320:240", "same picture", False, 0), ("cut.mp4", "crop=480:380:90:60", "cut from it", False, 0),
    ("mirrored.mp4", "hflip", "same picture", True, 0), ("mirrored-and-cut.mkv", "crop=500:400:40:40,hflip", "cut from it", True, 0),
    ("turned.mp4", "transpose=clock", "same picture", False, 90),
])  # fmt: skip
def test_films_made_of_others_are_found(kept: Store, tmp_path: Path, name: str, filters: str, how: str, mirrored: bool, turned: int) -> None:
    first = put(kept, film(tmp_path / "f.mp4", tmp_path))
    made.scene(31).save(tmp_path / "o.png")
    run("-loop", "1", "-t", "2", "-r", "8", "-i", str(tmp_path / "o.png"), "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(tmp_path / "o.mp4"))
    put(kept, tmp_path / "o.mp4")
    run("-i", str(tmp_path / "f.mp4"), "-vf", filters, "-an", *(("-c:v", "libvpx", "-b:v", "400k", "-cpu-used", "8") if name.endswith("webm") else ("-crf", "34", "-preset", "ultrafast")),
        "-pix_fmt", "yuv420p", str(tmp_path / name))
    (match,) = similar(kept, put(kept, tmp_path / name).sha)
    assert (match.sha, match.how, match.mirrored, match.turned) == (first.sha, how, mirrored, turned)


@needs_ffmpeg
@pytest.mark.parametrize("reader", ["MediaInfo and ffprobe", "ffprobe"])
def test_container_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    if reader == "ffprobe":
        monkeypatch.setattr(container, "_mediainfo", lambda _: None)
    else:
        pytest.importorskip("pymediainfo")
    facts = container.read(film(tmp_path / "f.mp4", tmp_path), "MP4", "video")
    assert (facts.kind, facts.width, facts.height, facts.seconds) == ("video", 640, 480, pytest.approx(4, abs=0.3))
    assert f"container read by {reader}" in facts.notes
    assert [(p.lat, p.lon) for p in facts.positions] == [(36.335, 43.1189)]
    (taken,) = [(c.local, c.offset, c.earliest, c.latest) for c in facts.captures]
    assert taken == ("2024-03-13T11:05:33", "+00:00", "2024-03-12T21:05:33Z", "2024-03-13T23:05:33Z")


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


@needs_ffmpeg
@pytest.mark.parametrize("size", ["640x360", "358x638", "317x241"])
def test_boxes_cover_a_film_from_its_first_frame_to_its_last(kept: Store, tmp_path: Path, size: str) -> None:
    run("-f", "lavfi", "-t", "1", "-i", f"color=gray:size={size}:rate=8,noise=alls=100:allf=t", "-c:v", "ffv1", str(tmp_path / "f.mkv"))
    item = put(kept, tmp_path / "f.mkv")
    share.blur(kept, item.sha, ((500, 0, 500, 1000), (0, 0, 101, 103)), "سلمى")
    out = tmp_path / "copy.mp4"
    out.write_bytes(share.copy(kept, item))
    run("-i", str(out), str(tmp_path / "c%02d.png"))
    frames = sorted(tmp_path.glob("c*.png"))
    assert len(frames) == 8
    for frame in frames:
        with Image.open(frame) as image:
            w, h = image.size
            left, right, corner = (ImageStat.Stat(image.convert("L").crop(b)).stddev[0] for b in
                                   ((w // 5, h // 5, w // 2 - 4, h), (w // 2 + 4, 0, w, h), (0, 0, w // 10, h // 10)))
            assert left > 8 and right < left / 3 and corner < left / 2
    still = share.copy(kept, item, 200)
    with Image.open(io.BytesIO(still)) as image:
        assert image.format == "JPEG" and max(image.size) == 200
        assert ImageStat.Stat(image.convert("L").crop((image.width // 2 + 3, 3, image.width, image.height))).stddev[0] < 6


@needs_ffmpeg
@pytest.mark.parametrize("cut", [100, 3000])
def test_broken_films_are_quarantined(kept: Store, tmp_path: Path, cut: int) -> None:
    path = film(tmp_path / "f.mp4", tmp_path)
    path.write_bytes(path.read_bytes()[:cut])
    item = put(kept, path)
    assert item.state == "quarantined" and "cut off or damaged" in (item.reason or "")
    with pytest.raises(InputError, match="quarantined"):
        share.copy(kept, item, 200)


@needs_ffmpeg
def test_playlists_and_scripts_open_no_other_file(tmp_path: Path) -> None:
    other = film(tmp_path / "other.mp4", tmp_path)
    for name, text in (("list.mp4", f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile://{other}\n#EXT-X-ENDLIST\n"),
                       ("script.mp4", f"ffconcat version 1.0\nfile '{other}'\n")):
        path = tmp_path / name
        path.write_text(text)
        with pytest.raises(ValueError, match="cut off or damaged"):
            container.read(path, "MP4", "video")
        assert container.still(path, None, tmp_path) is None
        assert "cannot be encoded anew" in (container.copy(path, tmp_path / "out.mp4") or "")


@needs_ffmpeg
def test_what_takes_too_long_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slow.mkv"
    run("-f", "lavfi", "-t", "60", "-i", "testsrc2=size=1280x720:rate=25", "-preset", "ultrafast", "-pix_fmt", "yuv420p", str(path))
    monkeypatch.setattr(sandbox, "FILM_PATIENCE", 5)
    with pytest.raises(InputError, match="took longer than 5 seconds"):
        sandbox.copy(path, tmp_path / "out.mp4", "video")
    end = time.monotonic() + 5  # the system takes a killed encoder's memory away a while after the signal
    while (left := [p for p in Path("/proc").glob("[0-9]*/cmdline") if str(path).encode() in _read(p)]) and time.monotonic() < end:
        time.sleep(.1)
    assert left == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_without_ffmpeg_it_is_said(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pymediainfo")
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "a.mov").write_bytes(made.film())
    with pytest.raises(InputError, match="need ffmpeg"):
        share.copy(kept, put(kept, tmp_path / "a.mov"))
