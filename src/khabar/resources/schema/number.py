"""Number words and the words around numbers (about, at least, between)."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry


class Number(Entry, frozen=True, kw_only=True):
    """A word or phrase of the number grammar.

    role: ``unit`` 1–10, ``teen`` the word for ten in 11–19, ``ten`` 20–90, ``hundred`` 100–900, ``scale`` 1,000 and
    up (multiplies what stands before it), ``indefinite`` plurals (عشرات: at least ``value``), ``fraction``,
    ``approx``, ``minimum``/``maximum`` phrases before a number (``strict``: the number itself is excluded),
    ``minimum_after``/``maximum_after``/``approx_after`` phrases behind it, ``between``, ``percent``.
    forms: spellings, folded before use; several words are separated by one space.
    """

    role: Literal[
        "unit", "teen", "ten", "hundred", "scale", "indefinite", "fraction", "approx", "minimum", "maximum",
        "minimum_after", "maximum_after", "approx_after", "between", "percent",
    ]
    forms: list[str]
    value: float | None = None
    strict: bool = False
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
