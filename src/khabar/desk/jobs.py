"""Taking in what users add: in the background, one after the other, with progress that can be asked for."""

from __future__ import annotations

import logging
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from khabar.desk.state import Desk
from khabar.errors import InputError, KhabarError
from khabar.ingest import Item, reports
from khabar.ingest.private import PrivateError, kept_as, refuse
from khabar.store import problem, solved

_KEPT = 50
_log = logging.getLogger("khabar.desk")


@dataclass(frozen=True, slots=True)
class Given:
    """What a user gave: uploaded files (name, bytes), a text, an address; and what is known of all of it."""

    files: tuple[tuple[str, bytes], ...]
    text: str
    link: str
    published: str | None
    outlet: str | None

    def names(self) -> list[str]:
        """What it consists of, for people."""
        return [*(name for name, _ in self.files), *([self.link] if self.link else [])]


@dataclass(slots=True)
class Job:
    """How far the taking in of something is. ``bad``: input and reason."""

    id: str
    who: str
    taken: int = 0
    known: int = 0
    bad: list[tuple[str, str]] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    finished: bool = False

    @property
    def done(self) -> int:
        """Inputs dealt with so far."""
        return self.taken + self.known + len(self.bad)


class Jobs:
    """The jobs of a running desk; one works at a time, the store takes one writer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="khabar-add")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()

    def start(self, given: Given, who: str, pasted: str) -> Job:
        """Begin taking something in; ``pasted`` names a pasted text in messages."""
        job = Job(secrets.token_urlsafe(8), who)
        with self._lock:
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT:
                self._jobs.popitem(last=False)
        self._pool.submit(self._work, job, given, pasted)
        return job

    def find(self, name: str, who: str) -> Job | None:
        """A job of that person."""
        job = self._jobs.get(name)
        return job if job is not None and job.who == who else None

    def close(self) -> None:
        """Let the current job end and take no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, job: Job, given: Given, pasted: str) -> None:
        try:
            for item in _items(given, pasted):
                self._take(job, item, given)
        except KhabarError as error:
            job.bad.append(("", error.message))
        except Exception as error:  # a fault of ours: the log tells more, the page only that it failed
            _log.error("taking in failed", exc_info=error)
            job.bad.append(("", "failed"))
        finally:
            job.finished = True

    def _take(self, job: Job, item: Item | InputError, given: Given) -> None:
        from khabar.collect import add
        from khabar.pipeline import read
        from khabar.store.report_lists import number_of

        store = self._desk.store
        where = item.where or ""
        try:
            if isinstance(item, InputError):
                raise item
            made = read(item.text, published=given.published or item.published, published_from="argument" if given.published else item.published_from,
                        outlet=given.outlet or item.outlet, title=item.title, uri=item.uri, reader=self._desk.settings.reader)  # type: ignore[arg-type]
            if add(store, made):
                job.taken += 1
            else:
                job.known += 1
            solved(store, where)
            number = number_of(store, made.report.id)
            if number is not None and len(job.reports) < 20:
                job.reports.append(number)
        except InputError as error:
            job.bad.append((where, error.message))
            problem(store, *kept_as(error))


def _items(given: Given, pasted: str) -> Iterator[Item | InputError]:
    """The reports in what was given. Where something came from is told by the user's names, never by paths of ours."""
    if given.text:
        try:
            refuse(given.text, pasted)
            yield Item(given.text, pasted)
        except PrivateError as error:
            yield error
    if given.link:
        yield from reports([given.link])
    with tempfile.TemporaryDirectory(prefix="khabar-desk-") as folder:
        for n, (name, data) in enumerate(given.files):
            shown = PurePosixPath(name.replace("\\", "/")).name[:200] or "?"
            path = Path(folder) / f"{n}{''.join(s for s in PurePosixPath(shown).suffixes[-2:] if s[1:].isalnum())[:20]}"
            path.write_bytes(data)
            for item in reports([str(path)]):
                where = (item.where or "").replace(str(path), shown)
                if isinstance(item, InputError):
                    private = isinstance(item, PrivateError)
                    message = item.message.replace(str(path), shown)
                    yield PrivateError(message.replace(path.name, shown), where) if private else InputError(message, where)
                else:
                    yield replace(item, where=where)
