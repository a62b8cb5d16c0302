"""Which language a text is in, as far as a reader of Arabic must know: Arabic, a neighbour in its script, or neither."""

from __future__ import annotations

from collections import Counter
from functools import cache

from khabar.resources import entries

_SAMPLE = 4_000
_SCRIPT_SHARE = 0.4  # of all letters: quotations and names in Latin are common
_LETTER_SHARE = 0.02  # of Arabic-script letters: above this a foreign letter is the language's own, not a stray


@cache
def _letters() -> dict[str, frozenset[str]]:
    return {e.id.rsplit(".", 1)[1]: frozenset("".join(e.forms)) for e in entries("word") if e.id.startswith("word.letters.")}


def language(text: str) -> str | None:
    """ISO 639 code: ``ar``, ``fa``, ``ur``, ``ckb``, ``other`` for another script, None for a text without letters."""
    counts = {c: n for c, n in Counter(text[:_SAMPLE]).items() if c.isalpha()}
    total = sum(counts.values())
    script = sum(n for c, n in counts.items() if "\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufeff")
    if not total:
        return None
    if script / total < _SCRIPT_SHARE:
        return "other"
    shares = {code: sum(counts.get(c, 0) for c in letters) / script for code, letters in _letters().items()}
    best = max(shares, key=lambda code: shares[code], default=None)
    return best if best is not None and shares[best] >= _LETTER_SHARE else "ar"
