"""What the pages of one desk share: the store (one connection a thread), the columns, and remembered answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from khabar.desk.cards import Cards, Names
from khabar.desk.kept import Kept
from khabar.desk.settings import Settings
from khabar.desk.texts import Language
from khabar.store import Store, lists, open_store
from khabar.store.columns import Columns
from khabar.store.lists import stamp
from khabar.text import fold

#: Characters of pages and parts of pages that are remembered.
_REMEMBERED = 24_000_000
_FRAMES = 2_000_000
#: What took longer to make (seconds) is made anew in the background when the store has changed, at most once in so many seconds.
_SLOW, _REST = 0.02, 5.0
#: Kilobytes of the store that each thread keeps at hand.
_CACHE = 16_000
_NOTHING = object()
_NO_NAMES: dict[str, str] = {}


@dataclass(slots=True)
class Standing:
    """An answer that outlives a change of the store until the new one is there: its value, of which stamp, and what it took."""

    value: Any
    stamp: int
    took: float
    made: float
    making: bool = False


class Desk:
    """The state of a running desk. Answers derived from the store are remembered until what they are made from changes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._local = threading.local()
        self._lock = threading.Lock()
        self._stamp = (-1, -1)
        self._generation = 0
        self._kept, self._frames = Kept(_REMEMBERED), Kept(_FRAMES)
        self._making: dict[Hashable, threading.Lock] = {}
        self._standing: dict[str, Standing] = {}
        self._columns: Columns | None = None
        self.cards = Cards()
        self._following = threading.Lock()

    @property
    def store(self) -> Store:
        """This thread's connection to the store."""
        if not hasattr(self._local, "store"):
            self._local.store = open_store(self.settings.store, fold)
            self._local.store.connection.execute(f"PRAGMA cache_size=-{_CACHE}")
        found: Store = self._local.store
        return found

    @property
    def columns(self) -> Columns:
        """The happenings' columns, of the store as it is now."""
        with self._following:
            self._columns = self._columns.newer() if self._columns else Columns(lambda: self.store)
            return self._columns

    def names(self, lang: Language) -> Names:
        """How places and actors are written for a reader of that language: in Arabic as the reports do."""
        if lang != "ar":
            return Names(lang, _NO_NAMES, _NO_NAMES)
        return Names(lang, self.standing("places", lambda: lists.arabic_places(self.store)), self.standing("actors", lambda: lists.arabic_actors(self.store)))

    def frame(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What does not depend on the store at all."""
        with self._lock:
            found = self._frames.get(key)
        if found is None:
            found = make()
            with self._lock:
                self._frames.put(key, found)
        return found

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value under the key, made anew when the store has changed since. Who asks meanwhile waits for the first."""
        now = (stamp(self.store), self._generation)
        with self._lock:
            if now != self._stamp:
                self._kept.clear()
                self._stamp = now
            if (found := self._kept.get(key, _NOTHING)) is not _NOTHING:
                return found
        with self._alone(key):
            with self._lock:
                if now == self._stamp and (found := self._kept.get(key, _NOTHING)) is not _NOTHING:
                    return found
            value = make()
            with self._lock:
                if self._stamp == now:
                    self._kept.put(key, value)
            return value

    def standing(self, key: str, make: Callable[[], Any]) -> Any:
        """An answer over the whole store. What takes long is shown as it was until the new one is there, so that nobody waits
        for it while reports keep coming in; a value equal to the one before is the same object."""
        now = stamp(self.store)
        with self._lock:
            found = self._standing.get(key)
            if found is not None and (found.stamp == now or found.took > _SLOW):
                if found.stamp != now and not found.making and time.monotonic() - found.made > _REST:
                    found.making = True
                    threading.Thread(target=self._make, args=(key, make, now), name=f"khabar-{key}", daemon=True).start()
                return found.value
        with self._alone(key):
            with self._lock:
                found = self._standing.get(key)
            return found.value if found is not None and found.stamp == now else self._make(key, make, now)

    @contextmanager
    def _alone(self, key: Hashable) -> Iterator[None]:
        """One thread makes what stands under a key; the others wait."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            try:
                yield
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _make(self, key: str, make: Callable[[], Any], now: int) -> Any:
        start = time.perf_counter()
        try:
            value = make()
        except BaseException:
            with self._lock:
                self._standing.pop(key, None)
            raise
        with self._lock:
            before = self._standing.get(key)
            if before is not None and before.value == value:
                value = before.value
            elif before is not None:
                self._generation += 1  # what was made with the old answer is made anew
            self._standing[key] = Standing(value, now, time.perf_counter() - start, time.monotonic())
        return value
