"""Opening, examining and copying images, in the worker only. A file that cannot be decoded is refused with the reason."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from khabar.material import container, credentials, exif, prints
from khabar.material.facts import Examined, Facts, Print
from khabar.material.forms import DECODED
from khabar.material.worker import PIXELS, Task

_CELLS = 6  # a blurred box keeps so many patches along its longer side, whatever its size
_QUALITY = 88


class RefusedError(Exception):
    """Why a file is not decoded."""


def examine(task: Task, path: Path) -> Examined:
    """Everything that can be told of a file. Never raises for what the file holds."""
    import msgspec

    made = _examined(task, path)
    # the reason is handed on with bundles: where the file lies, which holds its hash, is no part of it
    return made if made.refused is None else msgspec.structs.replace(made, refused=made.refused.replace(str(path), "the file"))


def _examined(task: Task, path: Path) -> Examined:
    bare = Facts(task.form, task.kind)
    try:
        facts, found = _image(task, path) if task.kind == "image" else _film(task, path)
    except RefusedError as error:
        return Examined(bare, refused=str(error))
    except ValueError as error:
        return Examined(bare, refused=str(error))
    except MemoryError:
        return Examined(bare, refused="needs more memory than a file may take")
    except Exception as error:  # decoders raise whatever they like on what they do not expect
        return Examined(bare, refused=f"cannot be examined: {type(error).__name__} {_short(error)}")
    credential, note = credentials.read(path, task.form)
    notes = facts.notes + ((note,) if note else ())
    return Examined(_with(facts, credential, notes), tuple(p for p in found if p is not None))


def _with(facts: Facts, credential: Any, notes: tuple[str, ...]) -> Facts:
    import msgspec

    made: Facts = msgspec.structs.replace(facts, credential=credential, notes=notes)
    return made


def _image(task: Task, path: Path) -> tuple[Facts, list[Print | None]]:
    if task.form == "HEIF":
        return Facts(task.form, task.kind, notes=("HEIF pictures are kept, but not decoded: neither metadata nor prints",)), []
    with _opened(path) as image:
        width, height = image.size
        captures, positions, device, software, signs, notes = exif.read(image)
        whole = _upright(image)
        if (sign := _thumbnail_differs(image, whole)) is not None:
            signs.append(sign)
        made = prints.make(whole, "image")
    if made is None:
        notes.append("too uniform to be compared with other pictures")
    return Facts(task.form, task.kind, width, height, None, tuple(captures), tuple(positions), device, tuple(software), tuple(signs),
                 notes=tuple(notes)), [made]


def _film(task: Task, path: Path) -> tuple[Facts, list[Print | None]]:
    facts = container.read(path, task.form, task.kind)
    if facts.kind != "video":
        return facts, []
    found = container.frames(path, facts.seconds, Path(task.folder))
    if found is None:
        return _with(facts, None, (*facts.notes, container.NO_FRAMES)), []
    out = []
    for name, frame in found:
        with _opened(frame) as image:
            out.append(prints.make(_upright(image), name))
    return facts, out


def _opened(path: Path) -> Any:
    """An image whose size is within the limits. Raises RefusedError."""
    from PIL import Image, ImageFile, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(path, formats=DECODED)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise RefusedError(f"has more than {PIXELS // 1_000_000} million pixels") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, EOFError, OverflowError) as error:
        raise RefusedError(f"cannot be opened as an image: {_short(str(error).replace(str(path), 'the file'))}") from None


def _upright(image: Any) -> Any:
    """The first frame, decoded, turned as EXIF says, in plain colours. Raises RefusedError when it is damaged."""
    from PIL import Image, ImageOps

    try:
        image.load()
        turned = ImageOps.exif_transpose(image)
        if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
            layered = turned.convert("RGBA")
            ground = Image.new("RGBA", layered.size, "white")
            return Image.alpha_composite(ground, layered).convert("RGB")
        return turned.convert("RGB")
    except MemoryError:
        raise
    except (OSError, ValueError, SyntaxError, TypeError, EOFError, IndexError, OverflowError, ArithmeticError) as error:
        raise RefusedError(f"is damaged or cut off: {_short(error)}") from None
    except Exception as error:  # struct.error and zlib.error among them
        raise RefusedError(f"cannot be decoded: {_short(error)}") from None


def _thumbnail_differs(image: Any, whole: Any) -> str | None:
    """The thumbnail that the camera stored shows another picture: a sign of editing by a program that left it behind."""
    import io

    from PIL import Image

    try:
        data = image.getexif().get_ifd(1)
        offset, length = data.get(0x0201), data.get(0x0202)
        raw = image.info.get("exif", b"")
        start = raw.find(b"\xff\xd8\xff", 6) if offset and length else -1
        if start < 0:
            return None
        with Image.open(io.BytesIO(raw[start:start + int(length)]), formats=("JPEG",)) as small:
            a, b = prints.make(small.convert("RGB"), ""), prints.make(_as_stored(image, whole), "")
    except Exception:  # a broken thumbnail is no sign of anything
        return None
    if a is None or b is None or prints.distance(a.hashes[0], b.hashes[0]) <= 16:
        return None
    return "the embedded thumbnail shows another picture"


def _as_stored(image: Any, whole: Any) -> Any:
    return image.convert("RGB") if image.size != whole.size else whole


def copy(task: Task) -> dict[str, str]:
    """Write the pixels, and nothing else, as a new JPEG; ``{"refused": reason}`` when that cannot be.

    Of a film with ``longest`` one frame; of a film or sound without it a new MP4.
    """
    path = Path(task.path)
    if task.kind != "image" and not (task.kind == "video" and task.longest):
        reason = container.copy(path, Path(task.out), task.boxes, Path(task.folder), _CELLS)
        return {"refused": reason} if reason else {}
    try:
        with _opened(path if task.kind == "image" else _still(task, path)) as image:
            whole = _coloured(image, _upright(image))
    except (RefusedError, ValueError) as error:
        return {"refused": str(error)}
    from PIL import Image

    for x, y, w, h in task.boxes:
        box = (max(0, x * whole.width // 1000), max(0, y * whole.height // 1000),
               min(whole.width, -(-(x + w) * whole.width // 1000)), min(whole.height, -(-(y + h) * whole.height // 1000)))
        if box[2] > box[0] and box[3] > box[1]:
            whole.paste(_blurred(whole.crop(box)), box)
    if task.longest:
        whole.thumbnail((task.longest, task.longest), Image.Resampling.LANCZOS)
    bare = Image.frombytes("RGB", whole.size, whole.tobytes())  # a new image carries no info of the old
    bare.save(task.out, "JPEG", quality=_QUALITY, optimize=True)
    return {}


def _still(task: Task, path: Path) -> Path:
    """A frame of a film. Raises RefusedError, or ValueError for a film that cannot be read."""
    seconds = container.read(path, "", task.kind).seconds
    frame = container.still(path, seconds, Path(task.folder)) if container.present() else None
    if frame is None:
        raise RefusedError("a picture of a film needs ffmpeg, and a film that it can read")
    return frame


def _coloured(image: Any, whole: Any) -> Any:
    """The pixels in sRGB, since the profile itself is left behind."""
    import io

    profile = image.info.get("icc_profile")
    if not profile:
        return whole
    try:
        from PIL import ImageCms

        return ImageCms.profileToProfile(whole, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")) or whole
    except Exception:  # profiles of other colour spaces, broken ones
        return whole


def _blurred(part: Any) -> Any:
    """A handful of averages in place of the pixels: there is nothing left to sharpen."""
    from PIL import Image

    longest = max(part.size)
    small = part.resize(tuple(max(1, round(_CELLS * side / longest)) for side in part.size), Image.Resampling.BOX)
    return small.resize(part.size, Image.Resampling.NEAREST)


def _short(error: object) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
