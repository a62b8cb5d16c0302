"""Personal names beside titles: where a name begins, how far it runs, and what is no name."""

from __future__ import annotations

from khabar.resolve.actor_index import Index, Words
from khabar.resolve.actor_lookup import COMMA, NUMBER, demonym_at, has_article, head_at, quantity
from khabar.resolve.actor_phrase import Phrase
from khabar.resolve.transliterate import is_given_name, is_title
from khabar.resources.schema.actor import Actor

_LONGEST_NAME = 6
_BEFORE = 4  # words before a name in which a second office stands
_IN = frozenset({"في", "عن", "لدي", "من"})  # before the place or body of an office


def names_follow(ix: Index, phrase: Phrase, words: Words, k: int, linked: bool) -> bool:
    """الناشط سامر: behind a definite singular, a word without article is no adjective but the name.

    A given name that the data do not know counts behind a body's man, when only name-like words are left.
    """
    head = phrase.head
    if head is None or head.sort != "person" or not phrase.definite or phrase.many or linked or has_article(words[k]):
        return False
    rest = range(k + 1, len(words))
    bodied = head.member or phrase.owner is not None
    return is_given_name(words[k]) or (
        bodied and 1 <= len(rest) <= 3 and all(is_given_name(words[j]) or _is_nameable(ix, words, j) for j in rest)
    )


def _is_nameable(ix: Index, words: Words, j: int) -> bool:
    return _is_unknown(ix, (words[j].removeprefix("ال"),), 0)


def name_after_comma(ix: Index, phrase: Phrase, words: Words, k: int) -> bool:
    """مراسل الوكالة في المدينة، فلان الفلاني: behind one person of a body, only a name is left."""
    head, rest = phrase.head, words[k + 1 :]
    while rest and is_title(rest[0]):
        rest = rest[1:]
    bodied = phrase.owner is not None or phrase.actor is not None or phrase.country is not None
    if head is None or head.sort != "person" or phrase.many or not 0 < len(rest) <= 5:
        return False
    if not bodied and not is_given_name(rest[0]):
        return False
    return not any(w in (COMMA, NUMBER) or head_at(ix, (w,), 0)[0] or demonym_at(ix, (w,), 0)[0] for w in rest)


def titled(ix: Index, words: Words, k: int, phrase: Phrase) -> Phrase:
    """A title with a name behind it, which begins behind a comma, with a given name, or with a word without article."""
    start = k
    comma = words.index(COMMA, k) if COMMA in words[k:] else 0
    if comma and not (comma + 1 < len(words) and head_at(ix, words, comma + 1)[0] and not is_title(words[comma + 1])):
        start = comma + 1
    given = next((j for j in range(start, len(words)) if is_given_name(words[j])), None)
    if given is not None:
        start = given
        if start == len(words) - 1 and start > k and _is_unknown(ix, words, start - 1):
            start -= 1  # a given name that is not known before a family name that is
    while start < len(words) and (n := _no_name(ix, words, start)):
        start += n
    phrase = phrase._replace(country=phrase.country or _state_among(ix, words, k, start))
    stop = start
    while stop < len(words) and stop - start < _LONGEST_NAME and words[stop] not in (COMMA, NUMBER):
        named, uses = ix.names.at(words, stop)
        if named and uses[0].actor.kind == "person":
            whose = uses[0].actor
            if holds_the_second(ix, words, stop, phrase, whose):
                return phrase._replace(owner=Phrase(actor=whose, end=stop + named), end=stop + named)
            return phrase._replace(actor=whose, end=stop + named)
        ends = quantity(ix, words, stop)[1] == "link" or (head_at(ix, words, stop)[0] and not is_given_name(words[stop]))
        if ends and stop > start:
            break
        stop += 1
    return phrase._replace(person=(start, stop), end=stop) if stop > start else phrase._replace(end=len(words))


def holds_the_second(ix: Index, words: Words, name: int, phrase: Phrase, person: Actor) -> bool:
    """مستشار [الرئيس] دونالد ترامب: of two offices before the name at ``name``, the second is his by what the actor file knows, and the
    first is not (نائب الرئيس مايك بنس)."""
    if phrase.head is None or phrase.head.sort not in ("office", "person"):
        return False
    second = {use.head.singular for j in range(max(1, name - _BEFORE), name) for use in head_at(ix, words, j)[1] if use.head.sort == "office"}
    titles = [role.title.lower() for role in person.roles]
    return any(office in titles for office in second) and not any(phrase.head.singular in title for title in titles)


def _no_name(ix: Index, words: Words, j: int) -> int:
    """How many words at ``j`` still belong to the title: one with the article, a head noun, where or whose it is (النائب في تكساس)."""
    if words[j] in _IN and j + 2 < len(words):
        return 1 + (ix.names.at(words, j + 1)[0] or 1)
    return 1 if has_article(words[j]) or head_at(ix, words, j)[0] else 0


def _is_unknown(ix: Index, words: Words, j: int) -> bool:
    if has_article(words[j]) or words[j] in (COMMA, NUMBER) or quantity(ix, words, j)[0]:
        return False
    return not (head_at(ix, words, j)[0] or demonym_at(ix, words, j)[0] or ix.names.at(words, j)[0])


def _state_among(ix: Index, words: Words, k: int, end: int) -> str | None:
    """The state named in the words between a title and the name: هيئة سكك حديد كينيا."""
    for j in range(k, min(end, len(words))):
        n, uses = ix.names.at(words, j)
        if n and uses[0].actor.kind == "state" and not uses[0].seat:
            return uses[0].actor.country
    return None


def longer_name(ix: Index, words: Words, k: int, actor: Actor) -> bool:
    """حزب النهضة الوطني is not حزب النهضة: an unknown definite word goes on with a party's name."""
    if actor.kind != "party" or k >= len(words) or not words[k].startswith("ال"):
        return False
    return not (demonym_at(ix, words, k)[0] or head_at(ix, words, k)[0] or quantity(ix, words, k)[0])
