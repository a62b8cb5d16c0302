"""Schema of ``data/speaker/*.yaml``: nouns that can head a source, with the kind of voice that they name."""

from __future__ import annotations

from typing import Literal

from khabar.record.types import SourceKind
from khabar.resources.schema.base import Entry

Anonymity = Literal[
    "official", "eyewitness", "resident", "activist", "security", "military", "medical", "judicial", "diplomatic", "local",
    "expert", "reporter", "media", "source",
]


class Speaker(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A noun that heads the words for a source.

    forms: the singular as written (ة kept); plurals, duals: listed, since broken plurals cannot be derived.
    kind: what the noun names. anonymity: the kind of unnamed source when no name stands with it; null where the bare
    noun is still a known voice (a minister, an army). gender: of the singular. office: a role held by one person, so
    that the definite noun (الوزير) is that person. name: the forms are proper names, definite in themselves. bare: the plural without further words is already a source.
    """

    forms: tuple[str, ...]
    plurals: tuple[str, ...] = ()
    duals: tuple[str, ...] = ()
    kind: SourceKind
    anonymity: Anonymity | None = None
    gender: Literal["m", "f"] = "m"
    office: bool = False
    name: bool = False
    reject: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
