"""What was worked out before, remembered within a limit: reading meets the same words again and again, and never all words."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar
from weakref import ref

#: Written forms of words that are remembered, twice (see below). Twice as many took 11 MB more and gained nothing (1,500 reports).
WORD_FORMS = 10_000
#: Phrases, names and the like, of which a new report brings more. Four times as many took 26 MB more and gained nothing.
PHRASES = 1_000

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Remembered(dict[K, V]):
    """``memory[key]`` is what ``work(key)`` gives, worked out once for as long as it goes on being asked for.

    Two generations: when ``limit`` keys are held, they become the earlier ones, and those that were the earlier ones till then
    and have not been asked for since are forgotten. So no more than twice the limit is held, and frequent words stay.
    A hit is one look-up of a dictionary, without a call of Python; an ``lru_cache`` also holds an object for each key,
    which takes room and is walked by every search for reference cycles.
    """

    def __init__(self, work: Callable[[K], V], limit: int) -> None:
        super().__init__()
        self.work, self.limit = work, limit
        self.earlier: dict[K, V] = {}
        _tables.append(ref(self))

    def __missing__(self, key: K) -> V:
        earlier = self.earlier
        found = earlier[key] if key in earlier else self.work(key)
        if len(self) >= self.limit:
            self.earlier = dict(self)
            self.clear()
        self[key] = found
        return found


def remembered(limit: int) -> Callable[[Callable[[K], V]], Callable[[K], V]]:
    """A function of one argument that remembers what it gave, as a :class:`Remembered` of that limit does."""

    def wrap(work: Callable[[K], V]) -> Callable[[K], V]:
        return Remembered(work, limit).__getitem__

    return wrap


_tables: list[ref[Remembered[Any, Any]]] = []


def tables() -> Iterator[Remembered[Any, Any]]:
    """All that is remembered in this process."""
    return (found for one in _tables if (found := one()) is not None)
