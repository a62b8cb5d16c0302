"""Video and audio containers: what pymediainfo or ffprobe reads from them, and key frames by ffmpeg. Runs in the worker."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from khabar.material.facts import Capture, Facts, Position
from khabar.material.moments import capture, iso6709

MISSING = "the container's data were not read: pip install 'khabar[material]' (pymediainfo), or install ffmpeg"
NO_FRAMES = "key frames were not compared: ffmpeg is not installed"
FRAMES = 8
#: ffmpeg opens this file alone, as one of the containers that are taken in: no playlist or script that names other files.
_GUARDED = ("-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,wav,mp3,amr,amrnb,amrwb,aac,flac")
_UTC = "UTC by the standard, but many devices write local time"
Values = dict[str, str]


def read(path: Path, form: str, kind: str) -> Facts:
    """Facts of a container. Raises ValueError when a reader is there and finds neither picture nor sound in the file."""
    values = _values(path)
    if values is None:
        return Facts(form, kind, notes=(MISSING,))
    if not values.get("streams"):
        raise ValueError("holds neither pictures nor sound that can be read: cut off or damaged")
    return _facts(values, form, "audio" if "video" not in values["streams"] else "video")


def _facts(values: Values, form: str, kind: str) -> Facts:
    captures: list[Capture] = []
    positions: list[Position] = []
    for field in ("com.apple.quicktime.creationdate", "date", "recorded_date"):
        if found := capture(values.get(field, ""), f"container {field}"):
            captures.append(found)
    for field in ("creation_time", "encoded_date"):
        if found := capture(values.get(field, ""), f"container {field}", doubtful=True, note=_UTC):
            captures.append(found)
            break  # the same moment under each reader's name
    for field in ("com.apple.quicktime.location.iso6709", "location", "xyz", "recorded_location"):
        if point := iso6709(values.get(field, ""), f"container {field}"):
            positions.append(point)
            break
    device = {name: values[key] for name, key in (("make", "make"), ("model", "model"), ("performer", "performer"), ("title", "title"),
                                                  ("comment", "comment")) if values.get(key)}
    software = tuple(dict.fromkeys(values[k] for k in ("software", "encoder", "writing_application", "encoded_application") if values.get(k)))
    return Facts(form, kind, _whole(values.get("width")), _whole(values.get("height")), _number(values.get("seconds")),
                 tuple(captures), tuple(positions), device, software, notes=(f"container read by {values['reader']}",))


def _values(path: Path) -> Values | None:
    """What the readers that are there find: each knows places where the other does not look (3GPP's ``loci`` for one)."""
    found = [v for v in (_mediainfo(path), _ffprobe(path)) if v is not None]
    if not found:
        return None
    out: Values = {}
    for values in found:
        out |= {k: v for k, v in values.items() if v and not out.get(k)}
    return out | {"reader": " and ".join(v["reader"] for v in found if v.get("streams"))}


def _mediainfo(path: Path) -> Values | None:
    try:
        from pymediainfo import MediaInfo  # type: ignore[import-untyped,import-not-found,unused-ignore]

        with path.open("rb") as stream:  # not by its name: a list among such files could have others opened
            info = MediaInfo.parse(stream)
    except (ImportError, OSError, RuntimeError):
        return None
    out: Values = {"reader": "MediaInfo", "streams": " ".join(t.track_type.lower() for t in info.tracks if t.track_type in ("Video", "Audio"))}
    for track in info.tracks:
        data: dict[str, Any] = track.to_data()
        if track.track_type == "General":
            out |= {_plain(k): _text(v) for k, v in data.items() if isinstance(v, (str, int, float))}
            out["seconds"] = str(float(data["duration"]) / 1000) if data.get("duration") else ""
        elif track.track_type == "Video":
            out |= {k: str(data[k]) for k in ("width", "height") if data.get(k)}
            out.setdefault("encoded_date", _text(data.get("encoded_date", "")))
    return out


def _plain(key: str) -> str:
    """MediaInfo's spellings of keys as ffprobe spells them."""
    return {"comapplequicktimelocationiso6709": "com.apple.quicktime.location.iso6709", "comapplequicktimecreationdate": "com.apple.quicktime.creationdate",
            "comapplequicktimemake": "make", "comapplequicktimemodel": "model", "comapplequicktimesoftware": "software"}.get(key.replace("_", ""), key)


def _ffprobe(path: Path) -> Values | None:
    found = shutil.which("ffprobe")
    if found is None:
        return None
    done = subprocess.run([found, "-v", "error", "-of", "json", "-show_format", "-show_streams", *_GUARDED, f"file:{path}"],
                          capture_output=True, check=False)
    data = json.loads(done.stdout or b"{}")
    tags = {k.lower(): _text(v) for k, v in (data.get("format", {}).get("tags") or {}).items()}
    streams = [s for s in data.get("streams", ()) if s.get("codec_type") in ("video", "audio")]
    out = tags | {"reader": "ffprobe", "streams": " ".join(s["codec_type"] for s in streams), "seconds": _text(data.get("format", {}).get("duration", ""))}
    for key, name in (("make", "com.apple.quicktime.make"), ("model", "com.apple.quicktime.model"), ("software", "com.apple.quicktime.software")):
        out.setdefault(key, tags.get(name, ""))
    for stream in streams:
        if stream["codec_type"] == "video":
            out |= {k: str(stream[k]) for k in ("width", "height") if stream.get(k)}
            break
    return out


def present() -> bool:
    """Whether ffmpeg is there."""
    return shutil.which("ffmpeg") is not None


def frames(path: Path, seconds: float | None, folder: Path) -> list[tuple[str, Path]] | None:
    """Up to eight frames spread over a video, as PNG files; None without ffmpeg."""
    if not present():
        return None
    out = []
    for i in range(FRAMES):
        at = (seconds or 0.0) * (i + 0.5) / FRAMES
        target = folder / f"frame{i}.png"
        _frame(path, at, target, ("-vf", "scale=w=512:h=512:force_original_aspect_ratio=decrease"))
        if target.is_file():
            out.append((f"frame at {at:.1f} s", target))
        if not seconds:
            break
    return out


def still(path: Path, seconds: float | None, folder: Path) -> Path | None:
    """One frame from the first quarter of a video, in full size, as a PNG file; None when there is none to be had."""
    target = folder / "still.png"
    for at in ((seconds or 0.0) / 8, 0.0):
        _frame(path, at, target, ())
        if target.is_file():
            return target
    return None


def _frame(path: Path, at: float, target: Path, filters: tuple[str, ...]) -> None:
    """Write the frame at some second, turned upright as the film says; nothing is written when there is none."""
    subprocess.run([shutil.which("ffmpeg") or "ffmpeg", "-v", "error", "-nostdin", *_GUARDED, "-ss", f"{at:.2f}", "-i", f"file:{path}",
                    "-frames:v", "1", *filters, "-y", str(target)], capture_output=True, check=False)


Boxes = tuple[tuple[int, int, int, int], ...]


def copy(path: Path, out: Path, boxes: Boxes = (), folder: Path | None = None, cells: int = 6) -> str | None:
    """Encode a film or sound anew, without metadata, chapters, subtitles and data streams; the reason when that cannot be.

    boxes: left, top, width, height in thousandths, made of ``cells`` patches along the longer side from the first frame to the last.
    """
    found = shutil.which("ffmpeg")
    if found is None:
        return "protected copies of films and sound need ffmpeg, which is not installed"
    picture = ("-map", "0:v:0?", "-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2")
    if boxes:
        graph = _patches(path, boxes, folder or out.parent, cells)
        if graph is None:
            return "holds no picture in which boxes could be blurred"
        picture = ("-filter_complex", graph, "-map", "[out]")
    bare = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
    done = subprocess.run([found, "-v", "error", "-nostdin", *_GUARDED, "-i", f"file:{path}", *picture, "-map", "0:a:0?", *bare,
                           "-threads", "2", "-pix_fmt", "yuv420p", "-movflags", "+faststart", "-f", "mp4", "-y", str(out)], capture_output=True, check=False)
    return None if done.returncode == 0 and out.is_file() else "cannot be encoded anew: cut off, damaged, or of a form that this ffmpeg does not know"


def _patches(path: Path, boxes: Boxes, folder: Path, cells: int) -> str | None:
    """ffmpeg's graph of filters that lays a few averages over each box. Sizes are those of a frame that ffmpeg itself turned
    upright; every frame is brought to that size first, since a film may change its size on the way."""
    from PIL import Image

    frame = still(path, None, folder)
    if frame is None:
        return None
    with Image.open(frame, formats=("PNG",)) as image:
        width, height = (side // 2 * 2 for side in image.size)
    steps, last = [f"[0:v:0]scale={width}:{height}[v0]"], "v0"
    for n, (x, y, w, h) in enumerate(boxes, 1):
        # even numbers outwards, since colour is kept for two by two pixels
        left, top = x * width // 2000 * 2, y * height // 2000 * 2
        right, bottom = min(width, -(-(x + w) * width // 2000) * 2), min(height, -(-(y + h) * height // 2000) * 2)
        wide, high = right - left, bottom - top
        across, down = (max(1, round(cells * side / max(wide, high))) for side in (wide, high))
        steps.append(f"[{last}]split[a{n}][b{n}];[b{n}]crop={wide}:{high}:{left}:{top},format=yuv444p,scale={across}:{down}:flags=area,"
                     f"scale={wide}:{high}:flags=neighbor[c{n}];[a{n}][c{n}]overlay={left}:{top}[v{n}]")
        last = f"v{n}"
    return ";".join((*steps, f"[{last}]format=yuv420p[out]"))


def _text(value: object) -> str:
    return "".join(c for c in str(value) if c.isprintable()).strip()[:500]


def _whole(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() else None


def _number(value: str | None) -> float | None:
    try:
        return round(float(value), 3) if value else None
    except ValueError:
        return None
