"""Remembered values within bounds: what has not been asked for longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

#: What a value that is no text counts, in characters.
_OTHER = 2_000


class Kept:
    """Values under keys, together at most so many characters. Not for several threads at once: whoever shares it locks it."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._values: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, default: Any = None) -> Any:
        """The value, or the default when it is not there."""
        if key not in self._values:
            return default
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: Hashable, value: Any) -> None:
        """Remember a value."""
        self._held += _size(value) - (_size(self._values.pop(key)) if key in self._values else 0)
        self._values[key] = value
        while self._held > self._most:
            self._held -= _size(self._values.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        self._values.clear()
        self._held = 0

    def __len__(self) -> int:
        return len(self._values)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, str | bytes) else _OTHER
