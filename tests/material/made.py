"""Pictures, films and metadata made in the tests; nothing is taken from anywhere."""

from __future__ import annotations

import io
import random
import struct
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, PngImagePlugin

#: Planted where files keep such things; no shared byte may hold them.
SECRETS = ("SN-4471-PLANTED", "Salim Planted-Owner", "planted-lens-0098", "planted artist", "planted description", "planted-xmp-creator", "planted comment")
LAT, LON = (36.0, 20.0, 6.0), (43.0, 7.0, 8.0)  # 36.335, 43.118889


def scene(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with large and small shapes, soft and sharp: unlike for each seed."""
    rng = random.Random(seed)
    image = Image.new("RGB", size, tuple(rng.randrange(60, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        w, h = rng.randrange(20, 260), rng.randrange(20, 200)
        colour = tuple(rng.randrange(256) for _ in range(3))
        (draw.ellipse if rng.random() < 0.5 else draw.rectangle)((x - w // 2, y - h // 2, x + w // 2, y + h // 2), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(2))


def exif(taken: str = "2024:03:13 14:05:33", offset: str | None = "+03:00", gps: bool = True) -> Image.Exif:
    """An EXIF block with a time, a place, and all that identifies an owner."""
    out = Image.Exif()
    out[0x010F], out[0x0110], out[0x0131] = "Kamera", "Modell 7", "Firmware 1.2"
    out[0x013B], out[0x010E], out[0x0132] = SECRETS[3], SECRETS[4], taken
    sub = out.get_ifd(0x8769)
    sub[0x9003], sub[0xA430], sub[0xA431], sub[0xA435] = taken, SECRETS[1], SECRETS[0], SECRETS[2]
    if offset:
        sub[0x9011] = offset
    if gps:
        where = out.get_ifd(0x8825)
        where[1], where[2], where[3], where[4], where[31] = "N", LAT, "E", LON, 12.0
    return out


XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmp:CreateDate="2024-03-13T14:05:33+03:00" xmp:CreatorTool="Bildwerk 3">
<dc:creator>{SECRETS[5]}</dc:creator><xmpMM:History><rdf:Seq><rdf:li stEvt:action="saved" stEvt:softwareAgent="Bildwerk 3"/></rdf:Seq></xmpMM:History>
</rdf:Description></rdf:RDF></x:xmpmeta>""".encode()


def photo(path: Path, seed: int = 1, **options: Any) -> Path:
    """A JPEG with planted secrets in EXIF, XMP and its comment; more options go to :func:`exif`."""
    scene(seed).save(path, "JPEG", quality=92, exif=exif(**options), xmp=XMP, comment=SECRETS[6].encode())
    return path


def png(path: Path, seed: int = 1) -> Path:
    """A PNG with planted text chunks."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", SECRETS[1])
    info.add_itxt("Description", SECRETS[4])
    scene(seed).save(path, "PNG", pnginfo=info, exif=exif())
    return path


def huge_png(side: int = 30_000) -> bytes:
    """A PNG that says it has 900 million pixels and is a few hundred bytes long."""
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def film(seconds: int = 5, created: int = 3_793_183_533, place: str | None = "+36.3350+043.1189/") -> bytes:
    """A small MP4 with an audio track header, a creation time (seconds since 1904, UTC) and an ISO 6709 place."""
    def box(kind: bytes, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack(">I", 8 + len(body)) + kind + body

    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    mvhd = box(b"mvhd", struct.pack(">IIIIIIH", 0, created, created, 1000, seconds * 1000, 0x10000, 0x100), b"\0" * 10, matrix, b"\0" * 24, struct.pack(">I", 2))
    tkhd = box(b"tkhd", struct.pack(">IIIIII", 7, created, created, 1, 0, seconds * 1000), b"\0" * 8, struct.pack(">hhhH", 0, 0, 0x100, 0), matrix, struct.pack(">II", 0, 0))
    mdhd = box(b"mdhd", struct.pack(">IIIIIHH", 0, created, created, 8000, seconds * 8000, 0x55C4, 0))
    hdlr = box(b"hdlr", struct.pack(">II", 0, 0), b"soun", b"\0" * 12, b"sound\0")
    entry = box(b"sowt", b"\0" * 6, struct.pack(">H", 1), b"\0" * 8, struct.pack(">HHHHI", 1, 16, 0, 0, 8000 << 16))
    n = seconds * 8000
    table = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), entry), box(b"stts", struct.pack(">IIII", 0, 1, n, 1)),
                box(b"stsc", struct.pack(">IIIII", 0, 1, 1, n, 1)), box(b"stsz", struct.pack(">III", 0, 2, n)), box(b"stco", struct.pack(">III", 0, 1, 40)))
    minf = box(b"minf", box(b"smhd", b"\0" * 8), box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), box(b"url ", struct.pack(">I", 1)))), table)
    trak = box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, minf))
    text = place.encode() if place else b""
    udta = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(text), 0x15C7), text)) if place else b""
    return box(b"ftyp", b"qt  ", struct.pack(">I", 0), b"qt  ", b"mp42") + box(b"mdat", b"\0" * (n * 2)) + box(b"moov", mvhd, trak, udta)


def jpeg(image: Image.Image, quality: int = 85) -> bytes:
    """A JPEG without metadata."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
