"""Explanations in Arabic: each line of the tree said anew, by the patterns of ``data/why.ar.yaml``.

A line is first tried as a whole, then in its pieces. What no pattern knows stays as it is: ids, names, places in files.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from khabar.desk.texts import texts
from khabar.explain import Step
from khabar.record import Claim

_FILE = Path(__file__).parent / "data" / "why.ar.yaml"
_GROUPS = ("type", "modality", "polarity", "act", "mode", "grain", "vague", "kind", "level", "count", "stance", "anonymity", "relation")
_PARTING = ((" · ", " · "), ("; ", "؛ "), (", ", "، "))
#: The features of a fitted decision (rank=0) are names in the code, kept as they are.
_FEATURE = re.compile(r"\w+=")
Pattern = tuple[re.Pattern[str], str]


def arabic(step: Step, part: Any = None) -> Step:
    """The same tree, said in Arabic. part: what it explains; a claim is told by its Arabic gloss."""
    told = f"{part.id}: {part.gloss_ar}" if isinstance(part, Claim) and part.gloss_ar else said(step.text)
    return Step(told, tuple(arabic(p) for p in step.parts))


def said(line: str) -> str:
    """One line in Arabic."""
    return _whole(line, "lines") or _pieces(line, 0)


@cache
def _patterns(group: str) -> tuple[Pattern, ...]:
    """The patterns of a group: those that begin with words of their own first, the longest of them before the others."""
    found: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))[group]
    out = []
    for english, text in sorted(found.items(), key=lambda e: (e[0].startswith("{}"), -len(e[0].replace("{}", "")))):
        parts = [re.escape(p) for p in english.split("{}")]
        out.append((re.compile("(.+?)".join(parts), re.DOTALL), text if "{0}" in text or "{}" not in english else text.replace("{}", "{0}")))
    return tuple(out)


@cache
def _coded() -> dict[str, str]:
    """Names of coded values (types, modalities, grains …) whatever their group."""
    known = texts("ar")
    return {key.partition(".")[2]: text for group in reversed(_GROUPS) for key, text in known.items() if key.startswith(f"{group}.")}


def _exact(text: str) -> str | None:
    """A piece that stands in the file word for word."""
    return _without_blanks().get(text)


@cache
def _without_blanks() -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))["pieces"]
    return {english: text for english, text in found.items() if "{}" not in english}


def _whole(text: str, group: str) -> str | None:
    for pattern, arabic_text in _patterns(group):
        if found := pattern.fullmatch(text):
            return arabic_text.format(*(said(x) for x in found.groups()))
    return None


def _pieces(text: str, level: int) -> str:
    """A line in its pieces, parted ever finer."""
    if _FEATURE.match(text):
        return text
    known = _coded().get(text) or _exact(text) or (_whole(text, "pieces") if all(mark not in text for mark, _ in _PARTING[level:]) else None)
    if known or level == len(_PARTING):
        return known or text
    mark, written = _PARTING[level]
    return written.join(_pieces(p, level + 1) for p in text.split(mark))
