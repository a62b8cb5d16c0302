"""Copies that are handed on hold nothing that was planted, in any byte."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from khabar.errors import InputError
from khabar.material import share
from khabar.material.items import Giving, Item, add, find
from khabar.store import Store
from tests.material import made


def put(kept: Store, path: Path) -> Item:
    return find(kept, add(kept, path, Giving(path.name), "سلمى").sha)


def webp(path: Path) -> Path:
    made.scene(1).save(path, "WEBP", exif=made.exif(), xmp=made.XMP)
    return path


def tiff(path: Path) -> Path:
    made.scene(1).save(path, "TIFF", exif=made.exif(), description=made.SECRETS[4], artist=made.SECRETS[3])
    return path


def gif(path: Path) -> Path:
    made.scene(1).save(path, "GIF", comment=made.SECRETS[6])
    return path


def profiled(path: Path) -> Path:
    """A JPEG whose colour profile bears a planted description."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + b"planted comment"
    made.scene(1).save(path, "JPEG", icc_profile=profile)
    return path


@pytest.mark.parametrize("longest", [0, 200])
@pytest.mark.parametrize("make", [made.photo, made.png, webp, tiff, gif, profiled])
def test_no_planted_byte_gets_through(kept: Store, tmp_path: Path, make: Callable[[Path], Path], longest: int) -> None:
    path = make(tmp_path / "a")
    original = path.read_bytes()
    assert any(s.encode() in original for s in made.SECRETS)
    data = share.copy(kept, put(kept, path), longest)
    for secret in (*made.SECRETS, "Kamera", "Modell 7", "Firmware", "Bildwerk", "2024", "Exif", "adobe", "ICC_PROFILE"):
        assert secret.encode() not in data, secret
        assert secret.encode("utf-16-le") not in data, secret
    with Image.open(io.BytesIO(data)) as image:
        assert not image.getexif() and not {"xmp", "comment", "icc_profile", "exif", "photoshop"} & set(image.info)
        assert max(image.size) == (longest or 640)


def test_the_copy_stands_upright(kept: Store, tmp_path: Path) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    made.scene(1).save(tmp_path / "a.jpg", "JPEG", exif=turned)
    with Image.open(io.BytesIO(share.copy(kept, put(kept, tmp_path / "a.jpg")))) as image:
        assert image.size == (480, 640)


def test_boxes_are_blurred_for_good_and_the_original_stays(kept: Store, tmp_path: Path) -> None:
    noise = Image.effect_noise((400, 200), 90).convert("RGB")
    noise.save(tmp_path / "a.png")
    item = put(kept, tmp_path / "a.png")
    share.blur(kept, item.sha, ((500, 0, 500, 1000),), "سلمى")
    with Image.open(io.BytesIO(share.copy(kept, item))) as image:
        left, right = image.crop((0, 0, 190, 200)), image.crop((210, 10, 390, 190))
        assert ImageStat.Stat(left).stddev[0] > 50
        assert ImageStat.Stat(right).stddev[0] < 15
        assert len(set(right.convert("L").resize((90, 90)).tobytes())) < 120
    assert put(kept, tmp_path / "a.png").sha == item.sha
    share.blur(kept, item.sha, (), "سلمى")
    assert share.boxes(kept, item.sha) == ()


@pytest.mark.parametrize("box", [(0, 0, 0, 10), (990, 0, 20, 10), (-1, 0, 10, 10), (0, 1000, 10, 10)])
def test_boxes_outside_are_refused(kept: Store, tmp_path: Path, box: share.Box) -> None:
    item = put(kept, made.photo(tmp_path / "a.jpg"))
    with pytest.raises(InputError, match="inside"):
        share.blur(kept, item.sha, (box,), "سلمى")
