"""Bytes to text: UTF-8, UTF-16 and windows-1256 told apart; binary and empty input refused."""

from __future__ import annotations

import codecs

from khabar.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 1 << 16
_ENOUGH_ARABIC = 0.3
_KNOWN = ("cp1256", "iso8859_6", "utf_16_le", "utf_16_be", "mac_arabic")


def decode(data: bytes, where: str) -> tuple[str, str | None]:
    """Text, and a note for the user when the encoding was not UTF-8. Raises InputError for empty or binary input."""
    if not data.strip():
        raise InputError("is empty", where)
    for bom, name in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(name), None if name == "utf-8-sig" else f"{where}: read as {name.upper()}"
            except UnicodeDecodeError:
                break
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, where, error)
    if "\0" in text[:_SAMPLE]:
        return _guess(data, where, None)
    return text, None


def _guess(data: bytes, where: str, error: UnicodeDecodeError | None) -> tuple[str, str]:
    """An Arabic code page, accepted only when it makes mostly Arabic letters; anything else is called binary."""
    for name in _KNOWN:
        text = _tried(data, name)
        if text is not None:
            return text, f"{where}: not UTF-8, read as {_shown(name)}"
    from charset_normalizer import from_bytes  # only for what is neither Unicode nor a known code page

    best = from_bytes(data[:_SAMPLE]).best()
    text = _tried(data, best.encoding) if best is not None else None
    if text is not None and best is not None:
        return text, f"{where}: not UTF-8, read as {_shown(best.encoding)}"
    at = f" (first bad byte at offset {error.start})" if error is not None else ""
    raise InputError(f"is not text: neither UTF-8, UTF-16 nor windows-1256{at}", where)


def _tried(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    control = sum(1 for c in sample if c < " " and c not in "\n\r\t\f")
    arabic = sum("\u0600" <= c <= "\u06ff" for c in letters)
    return text if letters and arabic / len(letters) >= _ENOUGH_ARABIC and control < len(sample) / 200 else None


def _shown(name: str) -> str:
    return {"cp1256": "windows-1256", "iso8859_6": "ISO 8859-6"}.get(name, name.replace("_", "-"))
