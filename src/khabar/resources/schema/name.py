"""Schema of ``data/name/*.yaml``: how names are written in English, where the transliteration rules would miss."""

from __future__ import annotations

from typing import Literal

from khabar.resources.schema.base import Entry


class Name(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A given name, family name, name part or title: ``forms`` in Arabic, ``english`` as the press writes it.

    sort: ``name``; ``surname`` (ترامب), never a given name; ``particle`` (بن، أبو), joined to what follows by ``joiner``;
    ``title`` (العميد), put before a name.
    feminine: a woman's name.
    """

    forms: tuple[str, ...]
    english: str
    sort: Literal["name", "surname", "particle", "title"] = "name"
    joiner: str = " "
    feminine: bool = False
