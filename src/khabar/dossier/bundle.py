"""The evidence bundle: reports, records and judgements in one zip, in BagIt layout (RFC 8493), that can be verified."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from khabar.errors import InputError

_STAMP = (1980, 1, 1, 0, 0, 0)  # no dates inside: the same content gives the same bytes
_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_LARGEST = 256 * 1024 * 1024
_MANY = 100_000


def write_bundle(out: Path, payload: Iterable[tuple[str, bytes]], info: dict[str, str]) -> int:
    """Write a bundle; ``payload`` gives paths below ``data/`` and their bytes. Number of files. Raises InputError."""
    sums: list[tuple[str, str]] = []
    size = 0
    temporary = out.with_name(f".{out.name}.part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in payload:
                sums.append((hashlib.sha256(data).hexdigest(), f"data/{name}"))
                size += len(data)
                _put(archive, f"data/{name}", data)
            manifest = "".join(f"{h}  {n}\n" for h, n in sorted(sums, key=lambda s: s[1])).encode()
            lines = "".join(f"{k}: {v}\n" for k, v in {**info, "Payload-Oxum": f"{size}.{len(sums)}"}.items()).encode()
            tags = {"bagit.txt": _BAGIT, "bag-info.txt": lines, "manifest-sha256.txt": manifest}
            for name, data in tags.items():
                _put(archive, name, data)
            _put(archive, "tagmanifest-sha256.txt", "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in tags.items()).encode())
        temporary.replace(out)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror or error}", str(out)) from None
    finally:
        temporary.unlink(missing_ok=True)
    return len(sums)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def verify(path: Path) -> list[str]:
    """Faults of a bundle, each naming the file: altered, missing, added. Empty when it is whole. Raises InputError."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if len(names) > _MANY or sum(i.file_size for i in archive.infolist()) > 64 * _LARGEST:
                raise InputError("is too large for a bundle", str(path))
            faults = [f"{n}: stands in the archive more than once" for n in sorted({n for n in names if names.count(n) > 1})] if len(names) != len(set(names)) else []
            faults += [f"{n}: not a path inside the bundle" for n in names if n.startswith("/") or ".." in PurePosixPath(n).parts]
            faults += _checked(archive, "tagmanifest-sha256.txt", {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
            payload = {n for n in names if n.startswith("data/") and not n.endswith("/")}
            faults += _checked(archive, "manifest-sha256.txt", payload)
            known = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}
            return faults + [f"{n}: added, not part of the bundle" for n in names if n not in payload and n not in known and not n.endswith("/")]
    except (OSError, zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise InputError(f"is not a readable bundle: {error}", str(path)) from None


def _checked(archive: zipfile.ZipFile, manifest: str, present: set[str]) -> list[str]:
    try:
        lines = _read(archive, manifest).decode("utf-8").splitlines()
    except (KeyError, UnicodeDecodeError):
        return [f"{manifest}: missing or unreadable"]
    faults, listed = [], set()
    for line in lines:
        digest, _, name = line.partition("  ")
        listed.add(name)
        try:
            data = _read(archive, name)
        except KeyError:
            faults.append(f"{name}: missing")
            continue
        except (zipfile.BadZipFile, OSError, InputError):
            faults.append(f"{name}: cannot be read")
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            faults.append(f"{name}: altered")
    return faults + [f"{n}: added, not listed in {manifest}" for n in sorted(present - listed)]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError("is too large", name)
    return data
