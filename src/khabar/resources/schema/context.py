"""Schema of ``data/context/*.yaml``: words that give an event a PLOVER context."""

from __future__ import annotations

from khabar.resources.schema.base import Entry


class Context(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A PLOVER context and the words of an event's sentence that give it; ``words`` as in the mapping (``*``: any ending).

    types: only for events of these types (empty: all).
    """

    context: str
    words: tuple[str, ...]
    types: tuple[str, ...] = ()
