"""Copies that may be handed on: pixels and sound alone, without metadata, faces blurred where a person drew boxes.

Boxes are judgements: signed, dated, never changed; those set last hold. The original stays as it is.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from khabar.errors import InputError
from khabar.material import custody, sandbox
from khabar.material.items import Item
from khabar.material.vault import path_of
from khabar.store import Store, judge

#: Left, top, width, height in thousandths of the upright picture's sides.
Box = tuple[int, int, int, int]
THUMBNAIL = 320
MANY = 200
ABOUT, VERDICT = "material", "blur"


def blur(store: Store, sha: str, boxes: tuple[Box, ...], who: str) -> None:
    """Set the boxes that are blurred in every copy of an item; none lifts them. Raises InputError for boxes outside, or too many."""
    from khabar.material import copies

    if len(boxes) > MANY:
        raise InputError(f"more than {MANY} boxes")
    for x, y, w, h in boxes:
        if not (0 <= x < 1000 and 0 <= y < 1000 and 0 < w <= 1000 - x and 0 < h <= 1000 - y):
            raise InputError(f"the box {x},{y},{w},{h} does not lie inside the picture (left, top, width, height in thousandths)")
    with store.writing() as connection:
        judge.judge(store, ABOUT, sha, VERDICT, who, {"boxes": [list(b) for b in boxes]})
        head = custody.append(connection, "blurred", item=sha, who=who, detail=json.dumps(boxes))
    custody.note_head(store, head)
    copies.forget(store, sha)


def boxes(store: Store, sha: str) -> tuple[Box, ...]:
    """The boxes in force: those set last."""
    judged = [j.data["boxes"] for j in judge.judgements(store, ABOUT, sha) if j.verdict == VERDICT]
    if judged:
        found = judged[-1]
    else:  # stores of before judgements held them
        row = store.connection.execute("SELECT boxes FROM material_blurs WHERE item=? ORDER BY rowid DESC LIMIT 1", (sha,)).fetchone()
        found = json.loads(row[0]) if row is not None else []
    return tuple((int(b[0]), int(b[1]), int(b[2]), int(b[3])) for b in found)  # type: ignore[attr-defined]


def copy(store: Store, item: Item, longest: int = 0) -> bytes:
    """A JPEG of an image with nothing but its pixels, boxes blurred; of films and sound an MP4 encoded anew, where ffmpeg is.

    longest: longer side in pixels, 0 keeps it; of a film with it, one frame. Raises InputError when the item cannot be copied so.
    """
    with tempfile.TemporaryDirectory(prefix="khabar-") as folder:
        out = Path(folder) / "copy"
        write(store, item, out, longest, boxes(store, item.sha))
        return out.read_bytes()


def write(store: Store, item: Item, out: Path, longest: int, blurred: tuple[Box, ...]) -> None:
    """Write a copy with these boxes to a file; otherwise as :func:`copy`."""
    reason = unshared(item)
    if reason is not None:
        raise InputError(reason, item.sha[:12])
    sandbox.copy(path_of(store, item.sha), out, item.kind, blurred if item.kind != "audio" else (), longest if item.kind != "audio" else 0)


def suffix(item: Item, longest: int = 0) -> str:
    """The suffix that a protected copy bears."""
    return ".jpg" if item.kind == "image" or (item.kind == "video" and longest) else ".mp4"


def unshared(item: Item) -> str | None:
    """Why an item has no protected copy; None when it has one."""
    if item.state != "kept":
        return f"is quarantined ({item.reason}); no copy is handed on"
    if item.kind not in ("image", "video", "audio"):
        return f"is a {item.kind} ({item.form}); protected copies are made of pictures, films and sound only"
    if item.form == "HEIF":
        return "is HEIF, which is not decoded; no protected copy can be made"
    return None
