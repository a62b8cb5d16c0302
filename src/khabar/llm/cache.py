"""Answers kept on disk by a hash of all that was asked, so that the same report is not paid for twice.

A file's name says nothing; its content quotes the report. Folder and files are readable by their owner only.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from khabar.llm.settings import Settings

Message = Mapping[str, str]
#: Kept instead of an answer that was cut off: the part has to be asked in halves.
CUT_OFF = {"cut_off": True}


def key(settings: Settings, messages: Sequence[Message], schema: Mapping[str, Any]) -> str:
    """Hash of everything that decides an answer: endpoint, model, form, and every word of the messages."""
    asked = [settings.url, settings.model, settings.format, settings.max_answer, list(map(dict, messages)), schema]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def load(folder: Path | None, name: str) -> dict[str, Any] | None:
    """What is kept under a key; None when nothing is, or it cannot be read."""
    if folder is None:
        return None
    try:
        data = json.loads(_path(folder, name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def store(folder: Path | None, name: str, data: Mapping[str, Any]) -> None:
    """Keep an answer; the file appears whole or not at all. Raises OSError when it cannot be written."""
    if folder is None:
        return
    path = _path(folder, name)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.mkdir(exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _path(folder: Path, name: str) -> Path:
    return folder / name[:2] / f"{name}.json"
