"""Words that give away what a line of a page is: caption, contact line, agency signature, footer."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry


class Layout(Entry, frozen=True, kw_only=True):
    """A sign of a block kind.

    where: ``starts`` (the line begins with one of ``forms``), ``contains``, or ``whole`` (the line is made of nothing
    but these words, digits and punctuation). max_words: the sign counts only in lines up to this length.
    ``opens_list``: the short lines that follow belong to it (related stories).
    """

    block: Literal["caption", "contact", "signature", "boilerplate", "byline"]
    where: Literal["starts", "contains", "whole"]
    forms: list[str]
    max_words: int = 60
    opens_list: bool = False
    accept: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
