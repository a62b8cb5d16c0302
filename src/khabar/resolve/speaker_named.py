"""Whether the words of an indefinite source (متحدث باسم التحالف …) hold a name beside the office, so that he is not unnamed."""

from __future__ import annotations

import re

from khabar.extract.attributions.lexicon import is_first_name, voice_at, words
from khabar.text.clause_words import lists
from khabar.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
_NAME = range(2, 5)  # words of a personal name
_PEOPLE = ("person", "anonymous")


def apposed_name(text: str) -> bool:
    """Whether a name stands behind a comma: متحدث باسم التحالف، سامي الحداد."""
    part = re.split("[،,]", text, maxsplit=1)
    if len(part) < 2:
        return False
    behind = _WORD.findall(fold(part[1]))
    if behind and behind[0] in lists().verbs and not is_first_name(behind[0]):
        return False  # متحدث باسم الوزارة، رافق الوزير في رحلته
    return 1 < len(behind) <= 5 and (voice_at(behind[0]) is None or behind[0] in words("title"))


def ends_in_name(found: tuple[str, ...]) -> bool:
    """The same without a comma: متحدث باسم التحالف [العقيد] سامي الحداد, but not مقرب من الرئيس سامي الحداد nor ناشط في مؤسسة سامي الحداد.

    ``found`` are the folded words. The name's first word must be a known one or stand behind a rank, and what
    stands before (name or rank) is a body or place with the article, which no name can follow as its genitive.
    """
    for k in range(2, len(found)):
        office = voice_at(found[k - 1])
        rank = k > 2 and office is not None and office.pre == "ال" and office.speaker.kind in _PEOPLE
        if not (is_first_name(found[k]) or rank) or len(found) - k not in _NAME or any(voice_at(w) is not None or w in words("link") for w in found[k:]):
            continue
        before = found[k - 2] if rank else found[k - 1]
        body = voice_at(before)
        return before.startswith("ال") and (body is None or body.speaker.kind not in _PEOPLE)
    return False
