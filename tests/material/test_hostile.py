"""Hostile and broken files: quarantined or refused with the reason, never decoded in this process."""

from __future__ import annotations

import io
import struct
import sys
import zlib
from pathlib import Path

import pytest

from khabar.errors import InputError
from khabar.material import sandbox, share, vault, worker
from khabar.material.check import verify
from khabar.material.forms import sniff
from khabar.material.items import Added, Giving, add, find
from khabar.store import Store
from tests.material import made

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><title>x</title><script src='http://x.invalid/'></script>"
# an Exif directory that is its own
LOOP = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x8769, 4, 1, 8, 8)


def text_bomb(kind: bytes) -> bytes:
    """A PNG with a packed chunk that unpacks to three hundred megabytes."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    plain = io.BytesIO()
    made.scene(3, (64, 48)).save(plain, "PNG")
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    return plain.getvalue()[:33] + chunk(kind, b"a\0\0" + packed) + plain.getvalue()[33:]


FILES: dict[str, tuple[bytes, str]] = {
    "svg.jpg": (SVG, "bears the name of JPEG, but is SVG"), "page.png": (PAGE, "bears the name of PNG, but is HTML"),
    "page16.png": (PAGE.decode().encode("utf-16"), "bears the name of PNG, but is HTML"), "plain.svg": (SVG, "is SVG, which can hold anything"),
    "page.html": (PAGE, "is HTML"), "words.jpg": ("نص لا صورة".encode(), "bears the name of JPEG, but is text"),
    "zip.jpg": (b"PK\x03\x04" + bytes(100), "bears the name of JPEG, but is ZIP"), "noise.jpg": (bytes(range(128, 256)) * 40, "neither picture, film nor sound"),
    "program": (b"\x7fELF" + bytes(200), "no picture, film, sound or document"), "bomb.png": (made.huge_png(), "more than 100 million pixels"),
    "cut.jpg": (made.jpeg(made.scene(1))[:5000], "damaged or cut off"), "head.jpg": (b"\xff\xd8\xff\xe0" + bytes(50), "cannot be opened|damaged"),
    "gif.gif": (b"GIF89a" + bytes(30), "cannot be opened|damaged|cannot be decoded"), "cut.mov": (made.film()[:2000], "cut off or damaged"),
    "text.png": (text_bomb(b"zTXt"), "too large"), "profile.png": (text_bomb(b"iCCP"), "too large"), "loop.tiff": (LOOP, "cannot be|damaged"),
    "noise.avif": (b"\0\0\0\x18ftypavif" + bytes(300), "cannot be"), "noise.webp": (b"RIFF\xff\xff\xff\x7fWEBPVP8X" + bytes(200), "cannot be opened"),
    "film.mp4": (b"\0\0\0\x18ftypisom" + b"\xff" * 500, "cut off or damaged|broke off"),
}  # fmt: skip


def put(kept: Store, path: Path, data: bytes | None = None) -> Added:
    if data is not None:
        path.write_bytes(data)
    return add(kept, path, Giving(path.name), "سلمى")


@pytest.mark.parametrize("name", FILES)
def test_quarantined_with_the_reason(kept: Store, tmp_path: Path, name: str) -> None:
    if name.endswith((".mov", ".mp4")):
        pytest.importorskip("pymediainfo")
    data, words = FILES[name]
    added = put(kept, tmp_path / name, data)
    item = find(kept, added.sha)
    assert item.state == "quarantined" and added.quarantined == item.reason
    assert any(w in (item.reason or "") for w in words.split("|")), item.reason
    assert item.sha not in (item.reason or "") and str(tmp_path) not in (item.reason or "")
    assert vault.path_of(kept, item.sha).read_bytes() == data
    with pytest.raises(InputError, match="quarantined"):
        share.copy(kept, item)
    assert verify(kept).faults == []


def test_entities_in_metadata_open_no_file_and_do_not_grow(kept: Store, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("planted words")
    nested = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(12))
    for name, declared, used in (("xxe", f"<!ENTITY e SYSTEM 'file://{tmp_path}/other.txt'>", "&e;"), ("laughs", f"<!ENTITY e0 'ha'>{nested}", "&e12;")):
        xmp = f"<!DOCTYPE x [{declared}]><x:xmpmeta xmlns:x='adobe:ns:meta/'><CreatorTool>{used}</CreatorTool></x:xmpmeta>"
        made.scene(4).save(tmp_path / f"{name}.jpg", "JPEG", xmp=xmp.encode())
        item = find(kept, put(kept, tmp_path / f"{name}.jpg").sha)
        assert item.state == "kept" and item.facts.software == (), name


def test_a_sound_file_under_a_wrong_name_is_kept_and_told(kept: Store, tmp_path: Path) -> None:
    added = put(kept, tmp_path / "a.png", made.jpeg(made.scene(1)))
    assert added.quarantined is None
    assert "bears the name of PNG, but is JPEG" in added.notes


def test_documents_are_kept_undecoded(kept: Store, tmp_path: Path) -> None:
    assert find(kept, put(kept, tmp_path / "a.pdf", b"%PDF-1.7\n%%EOF").sha).kind == "document"
    with pytest.raises(InputError, match="pictures, films and sound only"):
        share.copy(kept, find(kept, put(kept, tmp_path / "a.txt", "شهادة مكتوبة".encode()).sha))


def test_too_large(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (made.photo(tmp_path / "a.jpg")).open("rb") as file, pytest.raises(InputError, match="larger than 0 MB"):
        vault.keep(kept, file, "a.jpg", limit=1000)
    assert list(vault.files(kept)) == []


def test_what_takes_too_long_is_ended(kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.01)
    assert "took longer" in (put(kept, made.photo(tmp_path / "a.jpg")).quarantined or "")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep these limits")
def test_the_worker_has_limits(tmp_path: Path) -> None:
    import subprocess

    code = ("from khabar.material import worker; worker.limit(); import resource as r;"
            "print(*(r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NOFILE, r.RLIMIT_CORE)))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    memory, seconds, written, files, core = map(int, done.stdout.split())
    assert (memory <= worker.MEMORY, seconds <= worker.SECONDS, written <= worker.WRITTEN, files <= 128, core) == (True, True, True, True, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep these limits")
@pytest.mark.slow
def test_memory_beyond_the_limit_ends_the_worker_alone(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "wide.png"
    Image.new("RGBA", (9_900, 9_900), (10, 200, 30, 120)).save(path, "PNG", compress_level=1)
    reason = sandbox.examine(path, "PNG", "image").refused
    assert reason is not None and "memory" in reason


@pytest.mark.parametrize(("head", "name"), [(b"\0\0\0\x18ftypheic", "HEIF"), (b"\0\0\0\x18ftypavif", "AVIF"), (b"\x1aE\xdf\xa3", "Matroska"), (b"OggS", "Ogg"),
                                            (b"RIFF\0\0\0\0WEBP", "WEBP"), (b"RIFF\0\0\0\0WAVE", "WAV"), (b"II*\0", "TIFF"), (b"", "unknown"),
                                            ("ك".encode() * 3000, "text"), (("x" + "ك" * 3000).encode()[:4096], "text"), (b"abc\0def", "unknown")])
def test_forms(head: bytes, name: str) -> None:
    assert sniff(head).name == name
