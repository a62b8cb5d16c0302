"""The same picture again: re-encoded, smaller, mirrored, cut, both; and other pictures not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from khabar.material.items import Giving, add
from khabar.material.reuse import similar
from khabar.store import Store
from tests.material import made

CHANGES: dict[str, tuple[Callable[[Image.Image], Image.Image], str, bool]] = {
    "re-encoded": (lambda i: i, "same picture", False),
    "smaller": (lambda i: i.resize((213, 160)), "same picture", False),
    "brighter": (lambda i: ImageEnhance.Brightness(i).enhance(1.15), "same picture", False),
    "mirrored": (ImageOps.mirror, "same picture", True),
    "cut left": (lambda i: i.crop((130, 0, 640, 480)), "cut from it", False),
    "cut around": (lambda i: i.crop((70, 60, 560, 400)), "cut from it", False),
    "cut to two thirds": (lambda i: i.crop((10, 140, 440, 460)), "cut from it", False),
    "turned left": (lambda i: i.transpose(Image.Transpose.ROTATE_90), "same picture", False),
    "upside down": (lambda i: i.transpose(Image.Transpose.ROTATE_180), "same picture", False),
    "turned right and cut": (lambda i: i.transpose(Image.Transpose.ROTATE_270).crop((30, 40, 460, 610)), "cut from it", False),
    "turned and mirrored": (lambda i: ImageOps.mirror(i.transpose(Image.Transpose.ROTATE_90)), "same picture", True),
    "cut and mirrored": (lambda i: ImageOps.mirror(i.crop((100, 30, 600, 420))), "cut from it", True),
}
#: Degrees against the clock by which the later picture is to be turned to stand as the original.
TURNED = {"turned left": 270, "upside down": 180, "turned right and cut": 90, "turned and mirrored": 90}


def put(kept: Store, path: Path, image: Image.Image, quality: int = 90) -> str:
    path.write_bytes(made.jpeg(image, quality))
    return add(kept, path, Giving(path.name), "سلمى").sha


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", [1, 2])
def test_changes_are_found(kept: Store, tmp_path: Path, change: str, seed: int) -> None:
    make, how, mirrored = CHANGES[change]
    original = put(kept, tmp_path / "a.jpg", made.scene(seed))
    put(kept, tmp_path / "other.jpg", made.scene(seed + 100))
    later = put(kept, tmp_path / "b.jpg", make(made.scene(seed)), 55)
    found = similar(kept, later)
    assert [m.turned for m in found] == [TURNED.get(change, 0)]
    assert [(m.sha, m.how, m.mirrored) for m in found] == [(original, how, mirrored)]
    back = similar(kept, original)
    assert [(m.sha, m.how) for m in back] == [(later, "it is cut from this" if how == "cut from it" else how)]


@pytest.mark.slow
def test_other_pictures_are_not_found(kept: Store, tmp_path: Path) -> None:
    shas = [put(kept, tmp_path / f"{n}.jpg", made.scene(n)) for n in range(20, 32)]
    assert [m for sha in shas for m in similar(kept, sha)] == []


def test_uniform_pictures_are_compared_with_nothing(kept: Store, tmp_path: Path) -> None:
    a, b = put(kept, tmp_path / "a.jpg", Image.new("RGB", (300, 200), "grey")), put(kept, tmp_path / "b.jpg", Image.new("RGB", (300, 201), "grey"))
    assert similar(kept, a) == similar(kept, b) == []
