"""What a file is, told from its first bytes; its name is never believed."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

Kind = Literal["image", "video", "audio", "document", "other"]

#: How many bytes :func:`sniff` needs.
HEAD = 4096


@dataclass(frozen=True, slots=True)
class Form:
    """A file format: its short name, what it holds, and the suffixes that such files bear."""

    name: str
    kind: Kind
    suffixes: tuple[str, ...] = ()


JPEG = Form("JPEG", "image", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = Form("PNG", "image", (".png",))
GIF = Form("GIF", "image", (".gif",))
WEBP = Form("WEBP", "image", (".webp",))
TIFF = Form("TIFF", "image", (".tif", ".tiff", ".dng"))
BMP = Form("BMP", "image", (".bmp",))
AVIF = Form("AVIF", "image", (".avif",))
HEIF = Form("HEIF", "image", (".heic", ".heif"))
MP4 = Form("MP4", "video", (".mp4", ".m4v", ".mov", ".qt", ".3gp", ".3g2", ".m4a"))
MATROSKA = Form("Matroska", "video", (".mkv", ".webm", ".mka"))
AVI = Form("AVI", "video", (".avi",))
OGG = Form("Ogg", "audio", (".ogg", ".opus", ".oga", ".ogv"))
WAV = Form("WAV", "audio", (".wav",))
MP3 = Form("MP3", "audio", (".mp3",))
AMR = Form("AMR", "audio", (".amr", ".3ga"))
AAC = Form("AAC", "audio", (".aac",))
FLAC = Form("FLAC", "audio", (".flac",))
PDF = Form("PDF", "document", (".pdf",))
SVG = Form("SVG", "other", (".svg",))
HTML = Form("HTML", "other", (".html", ".htm"))
ZIP = Form("ZIP", "other", (".zip", ".docx", ".xlsx"))
TEXT = Form("text", "document", (".txt", ".csv", ".vcf", ".json", ".eml", ".md"))
UNKNOWN = Form("unknown", "other")

FORMS = (JPEG, PNG, GIF, WEBP, TIFF, BMP, AVIF, HEIF, MP4, MATROSKA, AVI, OGG, WAV, MP3, AMR, AAC, FLAC, PDF, SVG, HTML, ZIP, TEXT)
#: Formats that Pillow is allowed to open, under its own names; its JPEG opens pictures of several views (MPO) too.
DECODED = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")

_MAGIC: tuple[tuple[bytes, Form], ...] = (
    (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF), (b"II*\0", TIFF), (b"MM\0*", TIFF),
    (b"\x1aE\xdf\xa3", MATROSKA), (b"OggS", OGG), (b"ID3", MP3), (b"\xff\xfb", MP3), (b"\xff\xf3", MP3), (b"\xff\xf2", MP3),
    (b"\xff\xf1", AAC), (b"\xff\xf9", AAC), (b"#!AMR", AMR), (b"fLaC", FLAC), (b"%PDF-", PDF), (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP),
)  # fmt: skip
_RIFF = {b"WEBP": WEBP, b"AVI ": AVI, b"WAVE": WAV}
_BRANDS = {b"avif": AVIF, b"avis": AVIF, b"heic": HEIF, b"heix": HEIF, b"hevc": HEIF, b"mif1": HEIF, b"msf1": HEIF, b"heim": HEIF}


def sniff(head: bytes) -> Form:
    """The form of a file with these first bytes."""
    for magic, form in _MAGIC:
        if head.startswith(magic):
            return form
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], MP4)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip") and len(head) >= 16:
        return MP4  # QuickTime files of old have no ftyp
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return BMP
    return _text(head)


def _text(head: bytes) -> Form:
    """Markup or plain text; anything that is not text is unknown."""
    name = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = codecs.getincrementaldecoder(name)().decode(head)  # the last character may be cut in two
    except UnicodeDecodeError:
        return UNKNOWN
    low = text.lower()
    if "<svg" in low:
        return SVG
    if any(mark in low for mark in ("<!doctype html", "<html", "<script", "<body", "<head", "<iframe")):
        return HTML
    return TEXT if text and not any(c < " " and c not in "\r\n\t\f" for c in text) else UNKNOWN


def expected(name: str) -> Form | None:
    """The form that a file's name promises; None when the suffix is not known."""
    low = name.lower()
    return next((f for f in FORMS if low.endswith(f.suffixes)), None)
