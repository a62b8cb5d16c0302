"""What the pages of one desk share: the store (one connection a thread), texts, templates, and remembered answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from khabar.desk.settings import Settings
from khabar.store import Store, open_store
from khabar.store.columns import Columns
from khabar.store.lists import stamp
from khabar.store.reviews import Waiting
from khabar.text import fold

_REMEMBERED = 2000


class Desk:
    """The state of a running desk. Answers derived from the store are remembered until what they are made from changes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._local = threading.local()
        self._lock = threading.Lock()
        self._stamp = stamp(self.store)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self.queue: tuple[int, list[Waiting]] | None = None

    @property
    def store(self) -> Store:
        """This thread's connection to the store."""
        if not hasattr(self._local, "store"):
            self._local.store = open_store(self.settings.store, fold)
        found: Store = self._local.store
        return found

    @property
    def columns(self) -> Columns:
        """The happenings' columns, of the store as it is now."""
        found: Columns = self.remembered("columns", lambda: Columns(lambda: self.store))
        return found

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value under the key, made anew when the store has changed since. Who asks meanwhile waits for the first."""
        now = stamp(self.store)
        with self._lock:
            if now != self._stamp:
                self._kept.clear()
                self._stamp = now
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if now == self._stamp and key in self._kept:
                    return self._kept[key]
            try:
                value = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                if self._stamp == now:
                    self._kept[key] = value
                    while len(self._kept) > _REMEMBERED:
                        self._kept.popitem(last=False)
            return value
