"""Taking in material that users drop on the desk, and making copies of films: in the background, with progress."""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from khabar.desk.material import name_of
from khabar.desk.state import Desk
from khabar.errors import InputError, KhabarError
from khabar.material import copies, items, ties
from khabar.material.items import Item
from khabar.material.reuse import Match, similar
from khabar.material.vault import folder

_KEPT = 50
_ROOM, _LEFT_BEHIND = "desk-", 3600  # seconds
_log = logging.getLogger("khabar.desk")


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody gave: files (the user's name, where its bytes wait), in whose words from whom, a note, and ties."""

    files: tuple[tuple[str, Path], ...]
    giver: str
    note: str
    tied: tuple[ties.Tie, ...]


@dataclass(slots=True)
class Intake:
    """How far the taking in is. ``taken``: name in addresses and what it was; ``bad``: name and reason; ``notes``: of exports."""

    id: str
    who: str
    total: int
    done: int = 0
    read: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)
    bad: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    finished: bool = False


class Givings:
    """The intakes of a running desk, one at a time, and the films that are being encoded for readers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="khabar-material")
        self._films = ThreadPoolExecutor(1, thread_name_prefix="khabar-films")
        self._known: OrderedDict[str, Intake] = OrderedDict()
        self._making: dict[str, str] = {}  # sha → why it failed, empty while it is being made
        self._same: dict[str, tuple[int, list[Match]]] = {}
        self._lock = threading.Lock()
        self._sweep()

    def _sweep(self) -> None:
        """Remove uploads that a desk which broke off has left behind: an export among them holds names and numbers."""
        for left in (folder(self._desk.store) / "incoming").glob(f"{_ROOM}*"):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                shutil.rmtree(left, ignore_errors=True)

    def room(self) -> Path:
        """A new folder, beside the store, in which uploads wait; whoever asks fills it, :meth:`start` removes it."""
        incoming = folder(self._desk.store) / "incoming"
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Path(tempfile.mkdtemp(dir=incoming, prefix=_ROOM))

    def start(self, gift: Gift, who: str, room: Path) -> Intake:
        """Begin taking something in."""
        job = Intake(secrets.token_urlsafe(8), who, len(gift.files))
        with self._lock:
            self._known[job.id] = job
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._pool.submit(self._work, job, gift, room)
        return job

    def find(self, name: str, who: str) -> Intake | None:
        """An intake of that person."""
        job = self._known.get(name)
        return job if job is not None and job.who == who else None

    def film(self, item: Item) -> tuple[Path | None, str]:
        """The protected copy of a film or sound; when it is not there, its making begins. Else why it cannot be made."""
        path = copies.ready(self._desk.store, item)
        if path is not None:
            return path, ""
        with self._lock:
            if item.sha in self._making:
                return None, self._making[item.sha]
            self._making[item.sha] = ""
        self._films.submit(self._encode, item)
        return None, ""

    def again(self, sha: str) -> None:
        """Forget that a film's copy failed, so that it is tried anew."""
        with self._lock:
            if self._making.get(sha):
                del self._making[sha]

    def same(self, sha: str) -> list[Match]:
        """Items that show the same picture; remembered until there are more."""
        count = int(self._desk.store.connection.execute("SELECT count(*) FROM material_prints").fetchone()[0])
        kept = self._same.get(sha)
        if kept is None or kept[0] != count:
            kept = self._same[sha] = (count, similar(self._desk.store, sha))
        return kept[1]

    def close(self) -> None:
        """Let what is being done end, and take no more."""
        self._films.shutdown(wait=False, cancel_futures=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _encode(self, item: Item) -> None:
        why = ""
        try:
            copies.made(self._desk.store, item)
        except InputError as error:
            why = error.message
        except Exception as error:
            _log.error("a film's copy failed", exc_info=error)
            why = "failed"
        with self._lock:
            if why:
                self._making[item.sha] = why
            else:
                self._making.pop(item.sha, None)

    def _work(self, job: Intake, gift: Gift, room: Path) -> None:
        try:
            for shown, path in gift.files:
                try:
                    self._take(job, gift, shown, path)
                except InputError as error:
                    job.bad.append((shown, error.message))
                job.done += 1
        except KhabarError as error:
            job.bad.append(("", error.message))
        except Exception as error:  # a fault of ours: the log tells more, the page only that it failed
            _log.error("taking in material failed", exc_info=error)
            job.bad.append(("", "failed"))
        finally:
            job.finished = True
            shutil.rmtree(room, ignore_errors=True)

    def _take(self, job: Intake, gift: Gift, shown: str, path: Path) -> None:
        from khabar.ingest.exports import is_export

        store = self._desk.store
        if is_export(path):
            self._export(job, gift, shown, path)
            return
        added = items.add(store, path, items.Giving(shown, gift.giver, gift.note, source="desk"), job.who, gift.tied)
        job.taken.append((name_of(added.sha), shown))
        job.notes += [(shown, n) for n in added.notes]
        if added.quarantined:
            job.bad.append((shown, f"quarantined: {added.quarantined}"))

    def _export(self, job: Intake, gift: Gift, shown: str, path: Path) -> None:
        """A messenger's export. Its senders are under pseudonyms that nobody can resolve: the desk keeps no key file."""
        from khabar import intake
        from khabar.ingest.messages import pseudonyms

        taken = intake.take(self._desk.store, path, pseudonyms(None), job.who, reader=self._desk.settings.reader, note=gift.note, tied=gift.tied)  # type: ignore[arg-type]
        job.read += taken.read
        where = (str(path), str(path.parent))
        for problem in taken.problems:
            at = (problem.where or "").replace(where[0], shown).replace(where[1], shown)
            job.bad.append((at, problem.message))
        job.notes += [(shown, line) for line in intake.summary(taken)]


def waiting(room: Path, n: int, name: str, source: BinaryIO) -> tuple[str, Path]:
    """Put an upload's bytes into a folder of its own; the name as it is shown, and where it waits. Paths of ours are not shown."""
    shown = PurePosixPath(name.replace("\\", "/")).name[:200] or "?"
    suffix = PurePosixPath(shown).suffix.lower()
    place = room / str(n)
    place.mkdir(mode=0o700)
    plain = "result.json" if shown == "result.json" else f"file{suffix if suffix[1:].isalnum() and len(suffix) < 9 else ''}"
    with (place / plain).open("wb") as out:
        shutil.copyfileobj(source, out, 1 << 20)
    return shown, place / plain
