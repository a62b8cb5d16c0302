"""Starting the worker and waiting for it, so that no foreign file is decoded in this process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

import msgspec

from khabar.errors import InputError
from khabar.material.facts import Examined, Facts
from khabar.material.worker import Task

#: Seconds after which a file's examination is ended.
PATIENCE = 90
#: Seconds that encoding a film anew may take.
FILM_PATIENCE = 3600
_ANSWER = 16 * 1024**2


def examine(path: Path, form: str, kind: str) -> Examined:
    """Facts and prints of a file; when the worker fails, the reason stands in ``refused``. Raises nothing for bad files."""
    with tempfile.TemporaryDirectory(prefix="khabar-") as folder:
        answer, reason = _run(Task("examine", str(path.resolve()), form, kind, folder=folder), folder)
    if answer is not None:
        try:
            return msgspec.json.decode(answer, type=Examined)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            reason = "its examination gave no usable answer"
    return Examined(Facts(form, kind), refused=reason)


def copy(path: Path, out: Path, kind: str, boxes: tuple[tuple[int, int, int, int], ...] = (), longest: int = 0) -> None:
    """Write an image's pixels as a new JPEG to ``out`` (of a film with ``longest`` one frame), a film or sound as a new MP4.

    Raises InputError when it cannot be decoded.
    """
    with tempfile.TemporaryDirectory(prefix="khabar-") as folder:
        made = Path(folder) / "copy"
        answer, reason = _run(Task("copy", str(path.resolve()), kind=kind, folder=folder, out=str(made), boxes=boxes, longest=longest), folder)
        told = msgspec.json.decode(answer, type=dict[str, str]).get("refused") if answer else reason
        if told or not made.is_file():
            raise InputError(told or "no copy could be made", path.name[:12])
        shutil.copyfile(made, out)


def _run(task: Task, folder: str) -> tuple[bytes | None, str]:
    """The worker's answer, or None and the reason."""
    patience = FILM_PATIENCE if task.act == "copy" and task.kind != "image" and not task.longest else PATIENCE
    kept = {k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")}
    with tempfile.TemporaryFile() as answer:
        code = _finished(msgspec.json.encode(task), answer, patience, folder, kept | {"TMPDIR": folder})
        if code is None:
            return None, f"took longer than {patience} seconds"
        if code:
            how = "was ended by the system" if code < 0 else "broke off"
            return None, f"its examination {how}: more memory or time than a file may take, or damaged"
        answer.seek(0)
        data = answer.read(_ANSWER + 1)
    return (data, "") if len(data) <= _ANSWER else (None, "its examination gave too long an answer")


def _finished(task: bytes, answer: IO[bytes], patience: int, folder: str, environment: dict[str, str]) -> int | None:
    """The worker's exit code; None when it took too long: then it is ended, and with it whatever it has started (ffmpeg)."""
    with subprocess.Popen([sys.executable, "-I", "-m", "khabar.material.worker"], stdin=subprocess.PIPE, stdout=answer, stderr=subprocess.DEVNULL,
                          cwd=folder, env=environment, start_new_session=True) as process:
        try:
            process.communicate(task, timeout=patience)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                _end(process)
        return process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:  # Windows
        process.kill()
    process.wait()
