"""All written forms of the cues: every person of past and present, participles, verbal nouns, and listed forms.

`build` makes the table ``cue_forms`` (see kinds.DERIVED) from the entries of ``data/cue``. The stems of each cue
are listed in its entry, so no root is needed; weak finals (نفى, دعا) are read off their last letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from khabar.resources.schema.base import Entry
from khabar.resources.schema.cue import Cue

_SOUND_PAST = (("", "3ms"), ("ت", "3fs"), ("ا", "3md"), ("تا", "3fd"), ("وا", "3mp"), ("و", "3mp"))
_BEFORE_CONSONANT = (("ت", "1s"), ("نا", "1p"), ("ن", "3fp"))
_PRESENT_PREFIXES = (("ي", "3ms"), ("ت", "3fs"), ("ا", "1s"), ("ن", "1p"))
_PLURAL_PREFIXES = (("ي", "3m"), ("ت", "3f"))


def past_forms(past: str, stem: str | None) -> Iterator[tuple[str, str]]:
    """Forms of the past with their person (3ms, 3fs, 3md, 3fd, 3mp, 1s, 1p, 3fp) from the form of "he"."""
    base = past[:-1]
    if past.endswith("ى"):
        yield from ((past, "3ms"), (base + "ا", "bound"), (base + "ت", "3fs"), (base + "يا", "3md"), (base + "تا", "3fd"))
        yield from ((base + "وا", "3mp"), (base + "يت", "1s"), (base + "ينا", "1p"))  # no 3fp: أثنين would be اثنين
    elif past.endswith("ا"):
        yield from ((past, "3ms"), (base + "ت", "3fs"), (base + "تا", "3fd"), (base + "وا", "3mp"), (base + "وت", "1s"), (base + "ونا", "1p"), (base + "ون", "3fp"))
    else:
        yield from ((past + end, person) for end, person in _SOUND_PAST)
        yield from (((stem or past) + end, person) for end, person in _BEFORE_CONSONANT)


def present_forms(present: str, past: str | None, closed: str | None) -> Iterator[tuple[str, str]]:
    """Forms of the present with their person from the form of "he"; ``closed``: the stem of the past before a consonant, where it is another one than ``past``."""
    stem = present[1:]
    weak = stem[-1] in "يىو"
    yield from ((prefix + stem, person) for prefix, person in _PRESENT_PREFIXES)
    base = stem[:-1] if weak else stem
    for prefix, person in _PLURAL_PREFIXES:
        yield from ((prefix + base + end, person + "p") for end in ("ون", "وا"))
        yield from ((prefix + stem.replace("ى", "ي") + end, person + "d") for end in ("ان", "ا"))
    if closed and past and len(closed) > len(past):
        stem += stem[-1]  # رد: يرددن
    elif closed and not weak and stem[-2] in "اوي":
        stem = stem[:-2] + stem[-1]  # قال: يقلن
    yield "ي" + stem.replace("ى", "ي").replace("ء", "ئ") + "ن", "3fp"


def participle_forms(participle: str, present: str | None) -> Iterator[tuple[str, str]]:
    """The participle as a circumstantial (قائلا, قائلة, قائلين), with gender and number."""
    stem = participle
    if present and present[-1] in "يىو" and not participle.endswith("ي"):
        stem += "ي"
    yield from ((stem + "ا", "3ms"), (stem + "ة", "3fs"))
    yield from ((stem + "تين", "3fd"), (stem + "ات", "3fp"))
    short = stem[:-1] if stem.endswith("ي") and stem != participle else stem
    yield from ((short + "ين", "3mp"), (short + "ون", "3mp"))


def _forms(cue: Cue) -> Iterator[tuple[str, str, str]]:
    """(table, form, person) of one cue; tables: verb, participle, noun, phrase."""
    if cue.shape == "verb":
        if cue.past:
            yield from (("past", f, p) for f, p in past_forms(cue.past, cue.stem))
        if cue.present:
            yield from (("present", f, p) for f, p in present_forms(cue.present, cue.past, cue.stem))
        if cue.participle:
            yield from (("participle", f, p) for f, p in participle_forms(cue.participle, cue.present))
        if cue.masdar:
            yield "masdar", cue.masdar, ""
        return
    table = {"passive": "passive", "noun": "noun"}.get(cue.shape, "phrase")
    for form in cue.forms:
        yield table, form, "3fs" if form.startswith("ت") and table == "passive" else ""


def build(entries: tuple[Entry, ...]) -> dict[str, dict[str, list[list[Any]]]]:
    """Tables by matching kind: written form (not folded) to ``[entry number, table, person]`` rows."""
    out: dict[str, dict[str, list[list[Any]]]] = {"verb": {}, "participle": {}, "noun": {}, "phrase": {}}
    for number, entry in enumerate(entries):
        if not isinstance(entry, Cue):
            raise TypeError(f"{entry.id} is no cue")
        for table, form, person in _forms(entry):
            index = {"past": "verb", "present": "verb", "passive": "verb", "masdar": "noun"}.get(table, table)
            rows = out[index].setdefault(form, [])
            row = [number, table, person]
            if row not in rows:
                rows.append(row)
    return out
