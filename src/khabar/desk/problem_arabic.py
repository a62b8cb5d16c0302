"""Why an input could not be taken in, in Arabic: by the patterns of ``data/problems.ar.yaml``; what none knows stays as it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from khabar.desk.texts import Language

_FILE = Path(__file__).parent / "data" / "problems.ar.yaml"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """English pattern and Arabic text, those with the most words of their own first."""
    found: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    ordered = sorted(found.items(), key=lambda e: (e[0].startswith("{}"), -len(e[0])))
    return tuple((re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL), text) for english, text in ordered)


def told(lang: Language, reason: str) -> str:
    """The reason in the reader's language."""
    if lang == "ar":
        for pattern, text in _patterns():
            if match := pattern.fullmatch(reason):
                return text.format(*match.groups())
    return reason
