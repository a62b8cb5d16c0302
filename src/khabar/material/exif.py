"""EXIF and XMP of an image that Pillow has opened. Runs in the worker."""

from __future__ import annotations

from typing import Any

from khabar.material.facts import Capture, Position
from khabar.material.moments import capture, point

_LONGEST = 500
_XMP_LARGEST = 4 * 1024 * 1024
# EXIF 2.32 tags: the main directory, the Exif directory, the GPS directory
_MAKE, _MODEL, _SOFTWARE, _CHANGED, _ARTIST, _COPYRIGHT, _HOST = 0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x013C
_TAKEN, _DIGITISED, _ZONE, _ZONE_TAKEN, _ZONE_DIGITISED = 0x9003, 0x9004, 0x9010, 0x9011, 0x9012
_OWNER, _SERIAL, _LENS, _LENS_SERIAL = 0xA430, 0xA431, 0xA434, 0xA435
_DEVICE = {"owner": _OWNER, "serial number": _SERIAL, "lens": _LENS, "lens serial number": _LENS_SERIAL}
Found = tuple[list[Capture], list[Position], dict[str, str], list[str], list[str], list[str]]


def read(image: Any) -> Found:
    """Captures, positions, device, software, signs of editing and notes of an opened image."""
    captures: list[Capture] = []
    positions: list[Position] = []
    device: dict[str, str] = {}
    software: list[str] = []
    signs: list[str] = []
    notes: list[str] = []
    try:
        _exif(image, captures, positions, device, software)
    except Exception as error:  # Pillow raises many kinds on broken EXIF; the picture itself may be sound
        notes.append(f"the EXIF block cannot be read ({type(error).__name__})")
    data = image.info.get("xmp")
    if data:
        try:
            _xmp(data if isinstance(data, bytes) else str(data).encode(), captures, software, signs, device)
        except ValueError as error:
            notes.append(f"the XMP block cannot be read ({error})")
    if image.info.get("photoshop") or "photoshop:" in str(data or "")[:100_000]:
        signs.append("holds data of Photoshop or a program that writes the same")
    signs += _later(captures)
    return captures, positions, device, list(dict.fromkeys(software)), list(dict.fromkeys(signs)), notes


def _later(captures: list[Capture]) -> list[str]:
    """Changed after it was taken, by the file's own times."""
    taken = next((c for c in captures if c.field == "EXIF DateTimeOriginal"), None)
    changed = next((c for c in captures if c.field == "EXIF DateTime"), None)
    if taken and changed and changed.local[:16] > taken.local[:16]:
        return [f"changed after it was taken, by its own times ({changed.local} after {taken.local})"]
    return []


def _exif(image: Any, captures: list[Capture], positions: list[Position], device: dict[str, str], software: list[str]) -> None:
    exif = image.getexif()
    sub, gps = dict(exif.get_ifd(0x8769)), dict(exif.get_ifd(0x8825))
    for name, tag in (("make", _MAKE), ("model", _MODEL), ("artist", _ARTIST), ("copyright", _COPYRIGHT), ("host computer", _HOST)):
        _put(device, name, exif.get(tag))
    for name, tag in _DEVICE.items():
        _put(device, name, sub.get(tag))
    if words := _words(exif.get(_SOFTWARE)):
        software.append(words)
    zone = _words(sub.get(_ZONE))
    for field, value, own in (
        ("EXIF DateTimeOriginal", sub.get(_TAKEN), _words(sub.get(_ZONE_TAKEN)) or zone),
        ("EXIF DateTimeDigitized", sub.get(_DIGITISED), _words(sub.get(_ZONE_DIGITISED)) or zone),
        ("EXIF DateTime", exif.get(_CHANGED), zone),
    ):
        if found := capture(_words(value), field, own):
            captures.append(found)
    if gps:
        _gps(gps, captures, positions)


def _gps(gps: dict[int, Any], captures: list[Capture], positions: list[Position]) -> None:
    lat, lon = _degrees(gps.get(2), gps.get(1), "S"), _degrees(gps.get(4), gps.get(3), "W")
    if lat is not None and lon is not None:
        radius = float(gps[31]) if 31 in gps else None  # GPSHPositioningError, metres
        if found := point(lat, lon, "EXIF GPS", radius):
            positions.append(found)
    day, clock = _words(gps.get(29)), gps.get(7)
    if day and clock and len(clock) == 3:
        text = f"{day} {int(clock[0]):02}:{int(clock[1]):02}:{int(clock[2]):02}Z"
        if moment := capture(text, "EXIF GPS time", note="from the satellites, when the device had a fix"):
            captures.append(moment)


def _degrees(parts: Any, side: Any, negative: str) -> float | None:
    if not parts or len(parts) != 3:
        return None
    value = float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
    return -value if _words(side).upper().startswith(negative) else value


def _words(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return "".join(c for c in str(value if value is not None else "") if c.isprintable()).strip()[:_LONGEST]


def _put(device: dict[str, str], name: str, value: Any) -> None:
    if words := _words(value):
        device[name] = words


def _xmp(data: bytes, captures: list[Capture], software: list[str], signs: list[str], device: dict[str, str]) -> None:
    """Dates, tools and history of an XMP packet. Raises ValueError when it is none."""
    from lxml import etree

    if len(data) > _XMP_LARGEST:
        raise ValueError("too large")
    try:
        tree = etree.fromstring(data.strip(b"\0 \r\n"), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except etree.XMLSyntaxError:
        raise ValueError("not well-formed") from None
    for name, value in _named(tree):
        words = _words(value)
        if not words:
            continue
        if name in ("CreateDate", "DateCreated", "DateTimeOriginal", "ModifyDate"):
            if found := capture(words, f"XMP {name}"):
                captures.append(found)
        elif name in ("CreatorTool", "softwareAgent"):
            software.append(words)
        elif name == "action":
            signs.append(f"XMP history: {words}")
        elif name == "DocumentAncestors":
            signs.append("XMP names other documents that it was made from")
        elif name in ("SerialNumber", "OwnerName", "LensSerialNumber"):
            device.setdefault(f"XMP {name}", words)


def _named(tree: Any) -> list[tuple[str, str]]:
    """Local names and texts of all elements and attributes."""
    from lxml import etree

    out = []
    for element in tree.iter():
        if isinstance(element.tag, str):
            out.append((etree.QName(element).localname, element.text or ""))
            out += [(etree.QName(name).localname, str(value)) for name, value in element.attrib.items()]
    return out[:5000]
