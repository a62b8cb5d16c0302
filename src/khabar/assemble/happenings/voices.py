"""Voices: under which name a source is known across reports.

A bare noun of role, office, document or body (الوزير, بيان, الجماعة) tells one voice from another inside its report only. It
counts under the fuller name that its report gives, if any. A name, a country or a body of the actor file tells it everywhere.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from khabar.assemble.happenings.origins import behind, called, fullest, is_statement, short_name, spoken_for
from khabar.assemble.happenings.words import bare, plain, site_words, wordset
from khabar.extract.attributions.lexicon import voice_at
from khabar.extract.attributions.lexicon import words as linking
from khabar.record import Record, Source
from khabar.resolve.actor_index import Words, index
from khabar.resolve.actor_lookup import demonym_at, has_article, head_at
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words

_SETS = ("spokesman", "own_document", "document_link", "own_reporter", "media_word", "loose", "quality")


class Voice(NamedTuple):
    """A source across reports: its name, and the key under which it is one and the same."""

    name: str
    key: str


def voices(record: Record) -> dict[str, Voice | None]:
    """For each source of a report its voice across reports; None where it is a voice of this report alone."""
    actors = {x.id: x.name for x in record.actors}
    found = {s.id: _known_as(record, s, actors.get(s.actor or "")) for s in record.sources}
    return {s.id: Voice(name, _key(s, name)) if (name := found[s.id]) else None for s in record.sources}


def _key(source: Source, name: str) -> str:
    """A person by the last two names, whatever titles stand before them; bodies, and persons told by their office alone, by all words."""
    personal = source.kind == "person" and name == called(source) and _named(name, source.role)
    return short_name(name) if personal else " ".join(plain(name))


def _named(name: str, role: str | None) -> bool:
    """Whether a name ends in two names of a person: محافظ ذي قار, وزير المالية الأردني and مبعوث الأمم المتحدة are offices alone."""
    words, ix = plain_words(name), index()
    tail = range(len(words) - len(short_name(name).split()), len(words))
    if role and role != name and len(plain(name)) - len(plain(role)) < len(tail):
        return False
    phrase = read(words[tail.start:])
    if len(tail) < len(words) and phrase is not None and phrase.actor is not None and phrase.actor.kind != "person":
        return False
    # a noun behind a given name is a surname (الخطيب)
    return not _noun(words, tail.start) and not any(demonym_at(ix, words, i)[0] or words[i] in linking("link") for i in tail)


def _known_as(record: Record, source: Source, actor: str | None) -> str | None:
    if source.anonymous or source.kind == "collective" or not source.name:
        return None
    if source.kind == "document" and is_statement(source.name) and _body(issuer := behind(source.name)):
        return issuer
    if telling(source.name):
        return called(source)
    return next((n for n in (spoken_for(record, source), actor, fullest(record, source, source.name)) if n and telling(n)), None)


@lru_cache(maxsize=20_000)
def telling(name: str) -> bool:
    """Whether a name holds more than common nouns of those who speak: a proper name, a country, a known body."""
    words, ix = plain_words(name), index()
    if any(ix.names.at(words, i)[0] or demonym_at(ix, words, i)[0] for i in range(len(words))):
        return True
    at, nouns = 0, _named_by_nouns(words[0]) if words else False
    while at < len(words):
        length = _beside_noun(words, at) or (0 if nouns and at else _noun(words, at))
        if not length:
            return bool(plain(name))  # a name that protection masked has no words left
        at += length
    return False


def _body(name: str) -> bool:
    """Whether a name is told apart and begins as one for who speaks does, not with any word."""
    words = plain_words(name)
    voice = voice_at(words[0]) if words else None
    return bool(words) and telling(name) and (voice.pre in ("", "ال") if voice is not None else index().names.at(words, 0)[0] > 0)


def _named_by_nouns(first: str) -> bool:
    """Whether common nouns behind this one are a name: صحيفة الشعب, مستشفى السلام."""
    voice = voice_at(first)
    return bool(site_words(first)) or (voice is not None and voice.speaker.kind == "media")


def _noun(words: Words, at: int) -> int:
    """How many words from here are a noun for who speaks; 0 for other words and for names."""
    voice = voice_at(words[at])
    return head_at(index(), words, at)[0] or int(voice is not None and not voice.speaker.name)


def _beside_noun(words: Words, at: int) -> int:
    """1 for a word beside such nouns that names nobody: a link, an adjective, the department of a minister."""
    word = words[at]
    portfolio = at > 0 and has_article(word) and bare(words[0]) in wordset("with_portfolio")
    return int(portfolio or word in linking("link") or bare(word) in _qualities())


@cache
def _qualities() -> frozenset[str]:
    return frozenset(bare(w) for w in linking("plain_adjective")).union(*map(wordset, _SETS))
