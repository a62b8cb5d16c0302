"""What the pages of one desk share: the store (one connection a thread), texts, templates, and remembered answers."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from khabar.desk.settings import Settings
from khabar.store import Store, open_store
from khabar.store.lists import data_version
from khabar.store.reviews import Waiting
from khabar.text import fold

_REMEMBERED = 2000


class Desk:
    """The state of a running desk. Answers derived from the store are remembered until anything writes to it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._local = threading.local()
        self._lock = threading.Lock()
        self._watch = open_store(settings.store, fold)
        self._version = data_version(self._watch)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.queue: tuple[tuple[int, str], list[Waiting]] | None = None

    @property
    def store(self) -> Store:
        """This thread's connection to the store."""
        if not hasattr(self._local, "store"):
            self._local.store = open_store(self.settings.store, fold)
        found: Store = self._local.store
        return found

    def remembered(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The value under the key, made anew when the store has changed since. The watching connection never writes."""
        with self._lock:
            now = data_version(self._watch)
            if now != self._version:
                self._kept.clear()
                self._version = now
            elif key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            if self._version == now:
                self._kept[key] = value
                while len(self._kept) > _REMEMBERED:
                    self._kept.popitem(last=False)
        return value

    def close(self) -> None:
        """Close the watching connection."""
        self._watch.close()
