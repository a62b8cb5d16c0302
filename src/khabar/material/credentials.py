"""C2PA manifests ("content credentials"): read and validated with c2pa-python, an extra. Runs in the worker.

A valid manifest says who signed what was listed as done, not that what is shown is true; no manifest says nothing.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from khabar.material.facts import Credential

MISSING = "content credentials (C2PA) were not looked for: pip install 'khabar[c2pa]'"
_OFFLINE = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}
_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "TIFF": "image/tiff", "GIF": "image/gif", "AVIF": "image/avif",
          "HEIF": "image/heic", "MP4": "video/mp4", "AVI": "video/avi", "WAV": "audio/wav", "MP3": "audio/mpeg", "PDF": "application/pdf"}


def read(path: Path, form: str) -> tuple[Credential | None, str | None]:
    """The file's manifest, or a note that it could not be looked for; ``(None, None)`` when it has none."""
    if form not in _TYPES:
        return None, None
    try:
        import c2pa  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except (ImportError, OSError):
        return None, MISSING
    try:
        c2pa.load_settings(_OFFLINE)
        with path.open("rb") as stream:
            reader = c2pa.Reader(_TYPES[form], stream)
            return _credential(json.loads(reader.json())), None
    except Exception as error:  # c2pa-python raises its own error for "no manifest" too
        if "ManifestNotFound" in f"{type(error).__name__} {error}" or "no JUMBF" in str(error):
            return None, None
        return None, f"content credentials (C2PA) cannot be read ({str(error)[:120]})"


def _credential(found: dict[str, Any]) -> Credential:
    manifest = found.get("manifests", {}).get(found.get("active_manifest"), {})
    signed = manifest.get("signature_info") or {}
    results = (found.get("validation_results") or {}).get("activeManifest", {})
    failures = [f.get("code", "?") for f in (*results.get("failure", ()), *found.get("validation_status", ()))]
    actions = [a.get("action", "?") for one in manifest.get("assertions", ()) if str(one.get("label", "")).startswith("c2pa.actions")
               for a in (one.get("data") or {}).get("actions", ())]
    generator = manifest.get("claim_generator") or ", ".join(g.get("name", "") for g in manifest.get("claim_generator_info") or ())
    return Credential(str(found.get("validation_state", "Unknown")), _short(signed.get("issuer")), _short(signed.get("time")), _short(generator),
                      tuple(str(a)[:100] for a in actions[:50]), tuple(dict.fromkeys(str(f)[:100] for f in failures[:50])))


def _short(value: object) -> str | None:
    return str(value)[:200] if value else None
