"""Reading one noun phrase as an actor: a name of the actor file, a head with demonyms, or a titled person."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.resolve.actor_index import DemonymUse, HeadUse, Index, NameUse, Words, index
from khabar.resolve.actor_lookup import (
    COMMA,
    NUMBER,
    demonym_at,
    has_article,
    head_at,
    past_quantity,
    quantity,
    second_conjunct,
)
from khabar.resolve.transliterate import is_given_name, is_title
from khabar.resources.schema.actor import Actor
from khabar.resources.schema.demonym import Demonym
from khabar.resources.schema.head import Head

_ARMED = frozenset({"MIL", "UAF", "REB", "PRM", "COP", "SPY"})
_LONGEST_NAME = 6


class Phrase(NamedTuple):
    """What a noun phrase says about an actor.

    actor: named in the actor file; rivals: others of that name; head: its head noun; many: whether that is dual or
    plural; demonym and country: from its adjectives or a state's name; owner: what it belongs to; person: word range
    of a personal name that the file does not hold; former: the title is past; other: another than the
    one spoken of (أخرى); definite: it stands with the article.
    """

    actor: Actor | None = None
    rivals: tuple[Actor, ...] = ()
    pejorative: bool = False
    seat: bool = False
    weak: bool = False
    head: Head | None = None
    many: bool = False
    demonym: Demonym | None = None
    country: str | None = None
    sector: str | None = None
    owner: Phrase | None = None  # type: ignore[misc]
    person: tuple[int, int] | None = None
    former: bool = False
    other: bool = False
    definite: bool = False
    end: int = 0


@lru_cache(maxsize=50_000)
def read(words: Words) -> Phrase | None:
    """Read folded words (``NUMBER`` for numbers, ``COMMA`` for commas) as an actor; None when nothing is known."""
    ix = index()
    found = _read(ix, words, 0, deep=True)
    if found is not None:
        return found
    return _apposition(ix, words) or _named_person(words)


def _apposition(ix: Index, words: Words) -> Phrase | None:
    """A name before its office: سامر الخالدي، المتحدث باسم الهيئة."""
    at = words.index(COMMA) if COMMA in words else 0
    if not 0 < at <= _LONGEST_NAME or at + 1 >= len(words):
        return None
    office = _read(ix, words, at + 1, deep=True)
    if office is None or office.head is None or office.head.sort not in ("office", "person"):
        return None
    return office._replace(person=(0, at))


def _named_person(words: Words) -> Phrase | None:
    """Two to five words that begin with a given name, and nothing else: رضوان الخالدي."""
    plain = 2 <= len(words) <= 5 and not any(w in (COMMA, NUMBER) for w in words)
    return Phrase(person=(0, len(words)), end=len(words)) if plain and is_given_name(words[0]) else None


def _read(ix: Index, words: Words, i: int, *, deep: bool) -> Phrase | None:
    start = i
    i = past_quantity(ix, words, i)
    if i >= len(words):
        return None
    one = i > start and quantity(ix, words, start)[1] == "one"
    counted = i > 0 and words[i - 1] == NUMBER
    named, uses = ix.names.at(words, i)
    length, heads = head_at(ix, words, i)
    n, demonyms = demonym_at(ix, words, i)
    if counted and n and named == 1 and uses[0].actor.kind == "state":
        named = 0  # ١٣ روسيا: thirteen Russians
    if named and named >= length:
        return _named(uses, named, i)
    if length:
        phrase = _headed(ix, words, i, length, heads[0], deep=deep)
        return phrase._replace(many=(phrase.many or counted) and not one)
    if not n or (words[i].endswith("ه") and not demonyms[0].many):  # العربية alone leaves out its noun
        return None
    return _of_people(ix, demonyms[0], i + n, counted)._replace(definite=has_article(words[i]))


def _named(uses: tuple[NameUse, ...], n: int, i: int) -> Phrase:
    use = uses[0]
    return Phrase(
        actor=use.actor, rivals=tuple(u.actor for u in uses[1:] if u.actor.id != use.actor.id), pejorative=use.pejorative, seat=use.seat,
        weak=use.weak and n == 1, end=i + n,
    )  # fmt: skip


def _of_people(ix: Index, use: DemonymUse, end: int, counted: bool) -> Phrase:
    """فلسطينيين، حوثيون: people, or the actor that the bare word means."""
    d = use.demonym
    if d.actor is not None:
        return Phrase(actor=ix.by_id[d.actor], end=end)
    return Phrase(demonym=d, country=d.country, many=use.many or counted, end=end)


def _headed(ix: Index, words: Words, i: int, n: int, use: HeadUse, *, deep: bool) -> Phrase:
    """A head and what follows it, to a comma or a second conjunct; a title runs on to the name behind it."""
    phrase = Phrase(head=use.head, many=use.many, definite=has_article(words[i]), end=i + n)
    office = use.head.sort == "office" and not use.many
    k, linked = i + n, False
    while k < len(words):
        if words[k] == COMMA and not office:
            return _titled(ix, words, k, phrase) if deep and _name_after_comma(ix, phrase, words, k) else phrase
        if words[k] == NUMBER and not office:
            break
        if words[k] in (COMMA, NUMBER):
            k, linked = k + 1, words[k] == COMMA
            continue
        skip, what = quantity(ix, words, k)
        if skip and what in ("link", "former", "this", "so_called", "other"):
            phrase = phrase._replace(former=phrase.former or what == "former", other=phrase.other or what == "other")
            k, linked = k + skip, what == "link"
            continue
        if second_conjunct(words[k]):
            break
        step = _modifier(ix, words, k, phrase, linked=linked, deep=deep)
        if step is not None:
            phrase, k, linked = step, max(step.end, k + 1), False
            if phrase.actor is not None or phrase.person is not None:
                return phrase
        elif deep and (office or _names_follow(phrase, words[k], linked)):
            return _titled(ix, words, k, phrase)
        elif not deep:
            break
        else:
            k, linked = k + 1, False
    return phrase


def _names_follow(phrase: Phrase, word: str, linked: bool) -> bool:
    """الناشط سامر: behind a definite singular, a word without article is no adjective but the name."""
    person = phrase.head is not None and phrase.head.sort == "person" and phrase.definite and not phrase.many
    return person and not linked and not has_article(word) and is_given_name(word)


def _name_after_comma(ix: Index, phrase: Phrase, words: Words, k: int) -> bool:
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


def _modifier(ix: Index, words: Words, k: int, phrase: Phrase, *, linked: bool, deep: bool) -> Phrase | None:
    """The phrase with what the word at ``k`` adds: a nationality, a state, the body it belongs to, a known person."""
    n, demonyms = demonym_at(ix, words, k)
    named, uses = ix.names.at(words, k)
    if n and n >= named:
        d = demonyms[0].demonym
        if d.actor is not None:
            return phrase._replace(owner=phrase.owner or Phrase(actor=ix.by_id[d.actor], end=k + n), end=k + n)
        if phrase.demonym is None and phrase.owner is None:
            return phrase._replace(demonym=d, country=d.country or phrase.country, end=k + n)
        return phrase._replace(end=k + n)
    length, heads = head_at(ix, words, k) if deep else (0, ())
    if named and named >= length and not (uses[0].weak and named == 1 and phrase.head and phrase.head.sort != "body"):
        return _with_name(phrase, uses, named, k)
    if not length or heads[0].head.sort not in ("force", "body", "person", "office"):
        return None
    return _with_head(ix, words, k, length, heads[0], phrase, linked)


def _with_head(ix: Index, words: Words, k: int, n: int, use: HeadUse, phrase: Phrase, linked: bool) -> Phrase | None:
    """A second head noun: an adjective that agrees (القادة العسكريين), a rank before a name, or what the first belongs to."""
    head = phrase.head
    if head is not None and head.sort == "office" and (use.head.sort == "office" or not use.many) and use.head.sort != "force":
        if use.head.sector == "MIL" and use.head.sort == "office" and k + n < len(words):
            return _titled(ix, words, k + n, phrase)
        if use.head.sort in ("office", "person"):
            return phrase._replace(end=k + n)
    if use.head.sort == "person" and not linked and phrase.definite == has_article(words[k]):
        takes = head is not None and head.sector in (None, "UNK") and head.sort == "person"
        return phrase._replace(sector=phrase.sector or (use.head.sector if takes else None), end=k + n)
    if phrase.owner is not None or (head is not None and head.sort == "thing" and use.head.sort == "person" and not use.many):
        return phrase._replace(end=k + n)
    inner = _headed(ix, words, k, n, use, deep=False)
    return phrase._replace(owner=inner, country=phrase.country or inner.country, end=inner.end)


def _with_name(phrase: Phrase, uses: tuple[NameUse, ...], n: int, k: int) -> Phrase:
    actor = uses[0].actor
    if actor.kind == "person" and phrase.head is not None and phrase.head.sort in ("office", "person"):
        return phrase._replace(actor=actor, end=k + n)
    if actor.kind == "state" and not uses[0].seat:
        inner = phrase.owner
        if inner is not None and inner.country is None and inner.actor is None:
            phrase = phrase._replace(owner=inner._replace(country=actor.country))
        return phrase._replace(country=phrase.country or actor.country, end=k + n)
    if phrase.owner is None and not uses[0].seat and actor.kind not in ("population", "person"):
        return phrase._replace(owner=_named(uses, n, k), end=k + n)
    return phrase._replace(end=k + n)


def _titled(ix: Index, words: Words, k: int, phrase: Phrase) -> Phrase:
    """A title with a name behind it, which begins behind a comma, with a given name, or with a word without article."""
    start = k
    comma = words.index(COMMA, k) if COMMA in words[k:] else 0
    if comma and not (comma + 1 < len(words) and head_at(ix, words, comma + 1)[0] and not is_title(words[comma + 1])):
        start = comma + 1
    given = next((j for j in range(start, len(words)) if is_given_name(words[j])), None)
    if given is not None:
        start = given
    while start < len(words) and (has_article(words[start]) or head_at(ix, words, start)[0]):
        start += 1
    phrase = phrase._replace(country=phrase.country or _state_among(ix, words, k, start))
    stop = start
    while stop < len(words) and stop - start < _LONGEST_NAME and words[stop] not in (COMMA, NUMBER):
        named, uses = ix.names.at(words, stop)
        if named and uses[0].actor.kind == "person":
            return phrase._replace(actor=uses[0].actor, end=stop + named)
        ends = quantity(ix, words, stop)[1] == "link" or (head_at(ix, words, stop)[0] and not is_given_name(words[stop]))
        if ends and stop > start:
            break
        stop += 1
    return phrase._replace(person=(start, stop), end=stop) if stop > start else phrase._replace(end=len(words))


def _state_among(ix: Index, words: Words, k: int, end: int) -> str | None:
    """The state named in the words between a title and the name: هيئة سكك حديد كينيا."""
    for j in range(k, min(end, len(words))):
        n, uses = ix.names.at(words, j)
        if n and uses[0].actor.kind == "state" and not uses[0].seat:
            return uses[0].actor.country
    return None


def armed(head: Head) -> bool:
    """Whether people so called act for the body they belong to (مقاتلو، عناصر) rather than for themselves."""
    return head.member or head.sector in _ARMED
