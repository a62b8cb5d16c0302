"""Arabic for the parts of a gloss: masdar phrases with their nouns in the oblique case, dates, joined prepositions."""

from __future__ import annotations

import datetime
from functools import lru_cache

from khabar.extract.attributions.lexicon import voice_at
from khabar.record import Actor, Place, RoleFiller, Time
from khabar.remembered import PHRASES, remembered
from khabar.resolve.actor_index import bare, index
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words
from khabar.resolve.transliterate import is_womans_name
from khabar.text import fold

_LONGEST_NOUN = 12  # words of a role that are repeated in a gloss


def noun(role: RoleFiller) -> str:
    """The words of a role in the oblique case (مسلحون → مسلحين), as they stand behind a masdar or a preposition."""
    return _oblique_words(role.text)


@remembered(PHRASES)
def _oblique_words(text: str) -> str:
    words = text.replace('"', "").split()
    shown = " ".join(oblique(w) if n < 2 else w for n, w in enumerate(words[:_LONGEST_NOUN]))
    return shown + "…" if len(words) > _LONGEST_NOUN else shown


@remembered(PHRASES)
def oblique(word: str) -> str:
    """A sound plural or dual in the oblique case, when that form is known too; other words as they are."""
    folded = fold(word)
    for ending, other in (("ون", "ين"), ("ان", "ين"), ("و", "ي")):
        if folded.endswith(ending) and len(folded) > 4 and word.endswith(ending):
            changed = folded[: -len(ending)] + other
            if _known(changed) and not (ending == "ان" and not _known(folded)):
                return word[: -len(ending)] + other
    return word


def _known(folded: str) -> bool:
    ix, stem = index(), (bare(folded),)
    return bool(ix.heads.at(stem, 0)[0] or ix.demonyms.at(stem, 0)[0] or ix.names.at((folded,), 0)[0])


def joined(preposition: str, phrase: str) -> str:
    """A one-letter preposition before a phrase, the article fused behind ل (للقوات)."""
    if preposition == "ل" and phrase.startswith("ال"):
        return "لل" + phrase[2:]
    return preposition + phrase


def feminine(name: str, actor: Actor | None) -> bool:
    """Whether a verb before this speaker is feminine: states, ة and ات, plurals of things (مصادر)."""
    if actor is not None and actor.kind == "state":
        entry = index().by_id.get(actor.why.entry or "") if actor.why is not None else None
        return entry is None or not entry.masculine
    phrase = read(plain_words(name))
    if phrase is not None and phrase.head is not None and phrase.many and phrase.head.feminine:
        return True
    first = fold(name.split()[0])
    voice = voice_at(first)
    if voice is not None and voice.number == "s" and not voice.suf:
        return voice.gender == "f"  # العمدة and الخليفة are men
    if actor is not None and actor.kind == "person":  # أسامة is a man, المتحدثة no name
        return is_womans_name(first) or (first.endswith("ه") and phrase is not None and phrase.head is not None)
    return first.endswith(("ه", "ات"))


def place(p: Place) -> str:
    """في with the place's name as the report writes it."""
    return f"في {p.text}"


def time(t: Time) -> str | None:
    """في 12 فبراير 2016, or a period; None for vague times."""
    start = datetime.date.fromisoformat(t.start) if t.start else None
    end = datetime.date.fromisoformat(t.end) if t.end else None
    if start is None or end is None:
        return f"منذ {_long(start)}" if start else f"حتى {_long(end)}" if end else None
    if start == end:
        return f"في {_long(start)}"
    if t.grain == "year" and start.year == end.year:
        return f"في عام {start.year}"
    if t.grain == "month" and (start.year, start.month) == (end.year, end.month):
        return f"في {_months()[start.month]} {start.year}"
    return f"بين {_long(start)} و{_long(end)}"


@lru_cache(maxsize=1)
def _months() -> dict[int, str]:
    from babel import Locale  # not loaded for a report without dates
    from babel.dates import get_month_names

    return dict(get_month_names("wide", locale=Locale("ar")))


def _long(day: datetime.date) -> str:
    return f"{day.day} {_months()[day.month]} {day.year}"
