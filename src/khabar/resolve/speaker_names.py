"""Where the words of a personal name end, with or without a list that holds them (ماكوتو سينغوكو, يانغ مو جين)."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from khabar.extract.attributions.lexicon import (
    THAT_FORMS,
    cues_at,
    is_family,
    is_first_name,
    is_masdar,
    voice_at,
    words,
)
from khabar.extract.places_words import demonyms
from khabar.resolve.actor_index import index
from khabar.resolve.actor_lookup import head_at
from khabar.resolve.transliterate import is_given_name
from khabar.resources import entries
from khabar.text.clause_words import has_pronoun, lists, word
from khabar.text.document import Document
from khabar.text.fold import fold

_LONGEST = 5  # words of a personal name
_LETTERS = range(2, 10)  # of a word that no list holds


@cache
def weekdays() -> frozenset[str]:
    """The folded names of the days, which stand behind a name without a preposition (قال سامر الحداد الجمعة …)."""
    return frozenset(fold(f) for e in entries("time") if e.id.startswith("time.weekday.") for f in e.forms)


@cache
def _time_words() -> frozenset[str]:
    return frozenset(fold(f) for e in entries("time") for f in e.forms if " " not in f)


def name_end(doc: Document, i: int, *, whole: bool = True, article: bool = False, places: Collection[int] = ()) -> int:
    """The token behind the personal name that begins at token ``i``, or ``i`` where none does.

    ``whole``: at least one of its words is a known name, or two of them are in no list at all. ``article``: it may end in
    an unknown word with the article (عادل الجبير), as where an office in front shows that a name stands there. ``places``: code points at which
    places begin, which no name goes on with.
    """
    k = i
    while k < min(len(doc.tokens), i + _LONGEST) and doc.tokens[k].kind == "word" and doc.tokens[k].line == doc.tokens[i].line:
        norm = doc.norms[k]
        if norm == "علي" and doc.tokens[k].text.endswith("ى"):
            break  # the preposition
        if k > i and (is_family(doc.norms[k - 1]) or doc.tokens[k].start in places):
            break  # بنيامين نتنياهو | غزة
        if norm in words("kunya") or (k > i and norm in words("name_link") and not any(a in doc.tokens[k].text for a in "أإ")):
            if k + 1 >= len(doc.tokens) or doc.tokens[k + 1].kind != "word" or not (is_name_word(doc.norms[k + 1]) or doc.norms[k + 1].startswith("ال")):
                break
            k += 2
        elif is_name_word(norm) or (k > i and (is_family(norm) or (article and _article_name(norm)) or _begins_like_b(norm, doc.norms[k - 1]))):
            k += 1
        else:
            break
    known = any(is_given_name(n) or is_family(n) for n in doc.norms[i:k])
    return k if not whole or known or k - i > 1 else i


def is_name_word(norm: str) -> bool:
    """Whether a folded word is a known name, or a word that no list holds and that looks like none with clitics or endings."""
    if is_first_name(norm) or is_family(norm):
        return voice_at(norm) is None or is_family(norm)
    read = word(norm)
    if len(norm) not in _LETTERS or norm.startswith(("ال", "لل")) or norm in lists().function or norm in lists().verbs or norm in THAT_FORMS or read.known or read.joined:
        return False
    if voice_at(norm) is not None or is_masdar(norm) or norm in demonyms() or any(norm in words(w) for w in ("filler", "setting", "preposition", "relative", "plain_adjective")):
        return False
    if read.case or norm in _time_words() or cues_at(norm):
        return False
    return not (has_pronoun(read) or norm.endswith(("ات", "ين", "ون", "يه", "ته", "تها", "يا", "ا")) or head_at(index(), (norm,), 0)[0] or index().names.at((norm,), 0)[0])


def _begins_like_b(norm: str, before: str) -> bool:
    """براين | بلوك: a word that begins like ب or ل with a noun, none that a list holds, is a surname behind a first name only."""
    read = word(norm)
    if not read.case or read.article or read.joined or len(norm) not in _LETTERS or not is_first_name(before) or norm.endswith("ه"):
        return False
    stem = read.stem
    return not (stem in lists().nouns or voice_at(stem) is not None or index().names.at((stem,), 0)[0] or head_at(index(), (stem,), 0)[0] or is_masdar(stem) or has_pronoun(read) or stem in demonyms() or voice_at(norm) is not None)


def _article_name(norm: str) -> bool:
    """الجبير: a word with the article that is in no list, as family names are."""
    if not norm.startswith("ال"):
        return False
    return not (norm in _time_words() or word(norm).known or voice_at(norm) is not None or norm in demonyms() or norm in words("definite_adjective") or norm in words("al_words") or is_masdar(norm) or head_at(index(), (norm,), 0)[0])
