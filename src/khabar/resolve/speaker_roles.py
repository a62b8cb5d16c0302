"""The role of a source and the organisation it belongs to, from the source's own words."""

from __future__ import annotations

import re

from khabar.extract.attributions.lexicon import Voice, voice_at, words
from khabar.text.fold import fold

_WORD = re.compile(r"[^\W_]+")


def role_and_affiliation(text: str) -> tuple[str | None, str | None]:
    """The role words of a source and the organisation they name: القيادي في الحزب … → (القيادي في الحزب …, الحزب …).

    Both are quotations of the span's own words, null when the words are only a name.
    """
    spans = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    voices = [voice_at(fold(w)) for w, _, _ in spans]
    heads = [k for k, v in enumerate(voices) if v is not None and v.speaker.kind in ("person", "anonymous")]
    if not heads:
        return None, None
    first = heads[0]
    last = _role_end(spans, voices, first)
    role = text[spans[first][1]:spans[last - 1][2]]
    for k in range(first + 1, last):
        voice = voices[k]
        if voice is not None and voice.speaker.kind in ("organization", "group", "media") and not voice.pre.startswith("و"):
            return role, _affiliation(text, spans, voice, k, last)
    return role, None


def _affiliation(text: str, spans: list[tuple[str, int, int]], voice: Voice, k: int, last: int) -> str:
    """The words from the organisation up to a preposition, without the preposition written onto the first."""
    end = next((j for j in range(k + 1, last) if _ends_affiliation(fold(spans[j][0]))), last)
    found = text[spans[k][1]:spans[end - 1][2]]
    if found.startswith("لل"):
        return "ا" + found[1:]
    return found[1:] if voice.pre.startswith(("ل", "ب")) else found


def _ends_affiliation(norm: str) -> bool:
    voice = voice_at(norm)
    return norm in words("preposition") or (voice is not None and voice.speaker.kind in ("person", "anonymous"))


def _role_end(spans: list[tuple[str, int, int]], voices: list[Voice | None], first: int) -> int:
    """Word behind the role: the name begins at the first word that is no noun of the role, adjective or link."""
    k = first + 1
    while k < len(spans):
        norm = fold(spans[k][0])
        before = fold(spans[k - 1][0])
        adjective = norm.endswith(("ي", "يه")) and not before.startswith("ال")
        if voices[k] is None and norm not in words("link") and not norm.startswith(("ال", "لل", "ب")) and not adjective:
            last = voices[k - 1]
            if before not in words("link") and (last is None or last.definite):
                break
        k += 1
    return k
