"""The process that decodes foreign files: ``python -m khabar.material.worker``, a task as JSON on standard input, the
answer as JSON on standard output. It limits itself (memory, processor time, size of what it writes) before it looks at
the file; :mod:`khabar.material.sandbox` starts it and ends it when it takes too long.
"""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

MEMORY = 2 * 1024**3
SECONDS = 60
FILM_SECONDS = 3600  # for encoding a film anew
WRITTEN = 1024**3
PIXELS = 100_000_000
_FILES = 128


class Task(msgspec.Struct, frozen=True):
    """What to do: ``examine`` a file, or write a ``copy`` with nothing but its pixels and sound.

    boxes: left, top, width, height in thousandths, to be blurred; longest: longer side of the copy in pixels, 0 keeps it (a
    film's copy with a longest side is one of its frames); folder: an empty folder for frames.
    """

    act: str
    path: str
    form: str = ""
    kind: str = ""
    folder: str = ""
    out: str = ""
    boxes: tuple[tuple[int, int, int, int], ...] = ()
    longest: int = 0


def limit(seconds: int = SECONDS) -> None:
    """Take away from this process what decoding does not need. Systems without these limits keep the time limit only."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for name, value in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", seconds), ("RLIMIT_FSIZE", WRITTEN), ("RLIMIT_NOFILE", _FILES), ("RLIMIT_CORE", 0)):
        what = getattr(resource, name, None)
        if what is not None:
            try:
                hard = resource.getrlimit(what)[1]
                resource.setrlimit(what, (value if hard < 0 else min(value, hard),) * 2)
            except (OSError, ValueError):
                continue  # macOS refuses some of them


def main() -> None:
    """Read the task, do it, answer."""
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)  # from Khabar itself
    limit(FILM_SECONDS if task.act == "copy" and task.kind != "image" and not task.longest else SECONDS)
    from khabar.material import pictures

    answer = pictures.examine(task, Path(task.path)) if task.act == "examine" else pictures.copy(task)
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
