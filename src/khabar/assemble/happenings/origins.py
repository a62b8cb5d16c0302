"""Origins: under which key the innermost source of a claim is counted, so that one voice counts once wherever it is heard.

The report's own voice and its reporters count as the outlet; a spokesman or a statement as the body spoken for; an agency
as itself whoever relays it; unnamed sources are never joined across reports, but those that an agency cites are one origin.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.assemble.happenings.words import bare, plain, wordset
from khabar.extract.attributions.lexicon import voice_at
from khabar.record import Attribution, Record, Source
from khabar.resolve.actor_index import index
from khabar.resolve.actor_keys import key_of
from khabar.resolve.actor_lookup import head_at
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import plain_words
from khabar.text import fold

_SHORT = 4  # letters below which a word that begins with ل is taken whole
_WHOLE = 3  # words: وزارة الخارجية السعودية is told by head and country; a longer name has words of its own
_ORGANISED = ("organization", "group", "collective", "media")


class Origin(NamedTuple):
    """key: under which it is counted; shown: the source's words; also: another key of the same voice (a spokesman's own
    name); via: keys of the outlets and agencies that relayed it."""

    key: str
    shown: str | None
    also: str | None = None
    via: tuple[str, ...] = ()


def origin_of(record: Record, said: list[Attribution]) -> Origin:
    """The origin of a claim with this chain, outermost first; ``[]`` is the report's own voice."""
    sources = {s.id: s for s in record.sources}
    chain = [sources[a.who] for a in said]
    report = record.report
    own = outlet_key(report.outlet) if report.outlet else f"report:{report.id}"
    at = next((i for i in range(len(chain) - 1, -1, -1) if chain[i].name), len(chain) - 1)
    if at < 0:
        return Origin(own, report.outlet)
    source = chain[at]
    key = _key(record, source, chain[:at], own)
    named = key.startswith("body:") and source.kind == "person" and _is_name(source)
    via = tuple(media_key(s.name) for s in chain[:at] if s.name and _is_media(s))
    return Origin(key, source.name, f"name:{short_name(called(source))}" if named else None, via)


def _is_media(source: Source) -> bool:
    return not source.anonymous and bool(source.name) and (source.kind == "media" or bool(set(plain(source.name or "")[:1]) & wordset("agency")))


def _is_name(source: Source) -> bool:
    """Whether a spokesman is named beside the role."""
    return len(plain(source.name or "")) > len(plain(source.role or ""))


def called(source: Source) -> str:
    """The name of a source; that of a person without the description behind it (نبيل الجبوري، محامي الوزير)."""
    name = source.name or ""
    before = name.partition(source.role)[0].strip(" ،,") if source.role else ""
    return before if source.kind == "person" and " " in before else name


def _key(record: Record, source: Source, outer: list[Source], own: str) -> str:
    name = source.name or ""
    words = plain(name)
    if words and words[0] in wordset("own_reporter"):
        employer = [w for w in words[1:] if w not in wordset("media_word")]
        return media_key(" ".join(words[1:])) if employer else own
    if source.anonymous and source.reason is None and (plain(source.role or name) or ("",))[0] in wordset("spokesman"):
        body = spoken_for(record, source)  # a spokesman who is not named speaks for the body all the same, unless he asked for it
        return body_key(body) if body else _unnamed(record, source, outer)
    if source.anonymous or not words:  # a name that protection masked has no words left
        return _unnamed(record, source, outer)
    if source.kind == "media" or words[0] in wordset("agency"):
        return media_key(name)
    body = spoken_for(record, source)
    if body:
        return body_key(body)
    if source.kind == "person":
        return f"name:{short_name(called(source))}"
    return body_key(name)


def _unnamed(record: Record, source: Source, outer: list[Source]) -> str:
    """Each its own origin, except that what one agency cites counts once however many outlets relay it."""
    via = next((s for s in reversed(outer) if _is_media(s)), None)
    if via is not None and via.name:
        return f"via {media_key(via.name)}"
    outlet = record.report.outlet
    if outlet and wordset("agency") & set(plain(outlet)):
        return f"via {media_key(outlet)}"
    return f"unnamed:{record.report.id}:{source.id}"


def spoken_for(record: Record, source: Source) -> str | None:
    """The body that a spokesman or a statement speaks for, in the fullest words of the report; None for other sources."""
    role = plain(source.role or source.name or "")
    spokesman = bool(role) and role[0] in wordset("spokesman")
    statement = is_statement(source.name or "")
    if spokesman:
        body = _body_words(source.affiliation or behind(source.role or source.name or ""))
    elif statement or source.kind == "document":
        body = _body_words(behind(source.name or ""))
    else:
        return None
    if body:
        return fullest(record, source, body)
    return _fallback(record, source) if spokesman or statement else None  # a picture is nobody's statement


def is_statement(name: str) -> bool:
    """Whether a name begins with a statement, a report, a tweet …, which speak for their issuer."""
    words = plain(name)
    return bool(words) and not wordset("own_document").isdisjoint((words[0], words[0].removesuffix("ا")))


def behind(name: str) -> str:
    """What stands behind the first noun and its links: بيان صادر عن الجيش, بيان للجيش → الجيش."""
    rest = name.split()[1:]
    while rest and plain(rest[0])[:1] and plain(rest[0])[0] in wordset("document_link") | wordset("quality"):
        rest.pop(0)
    if rest and rest[0].startswith("لل"):
        rest[0] = "ال" + rest[0][2:]
    elif rest and rest[0].startswith("ل") and (len(rest[0]) > _SHORT or ((noun := voice_at(fold(rest[0]))) is not None and noun.pre == "ل")):
        rest[0] = rest[0][1:]
    return " ".join(rest)


def _body_words(text: str) -> str:
    """The words of a body without the title of the person that follows it."""
    words = plain_words(text)
    ix = index()
    for i in range(1, len(words)):
        length, heads = head_at(ix, words, i)
        if length and heads[0].head.sort in ("office", "person"):
            return " ".join(words[:i])
    return " ".join(words)


def fullest(record: Record, source: Source, body: str) -> str:
    """الجماعة → جماعة راية الوادي, when the report has one body alone whose name begins so."""
    head = plain(body)
    if len(head) != 1:
        return body
    longer = {s.name for s in record.sources if s.name and s.id != source.id and s.kind in _ORGANISED and plain(s.name)[:1] == head and not s.anonymous}
    longer |= {x.name for x in record.actors if len(plain(x.name)) > 1 and plain(x.name)[0] == head[0] and x.kind != "person"}
    keys = {body_key(n): n for n in sorted(longer)}
    return next(iter(keys.values())) if len(keys) == 1 else body


def _fallback(record: Record, source: Source) -> str | None:
    """A bare البيان: the only organised body that speaks in the report, if there is just one."""
    found = {body_key(s.name): s.name for s in record.sources if s.name and s.id != source.id and s.kind in ("organization", "group") and not s.anonymous}
    return next(iter(found.values())) if len(found) == 1 else None


@lru_cache(maxsize=20_000)
def body_key(name: str) -> str:
    """A body by its entry in the actor file, by head noun and country, or by its words."""
    written = plain_words(name)
    phrase = read(written)
    if phrase is not None and (phrase.actor is not None or (phrase.demonym is not None and len(written) <= _WHOLE)):
        key = key_of(index(), phrase)
        if key is not None:
            return "body:" + "|".join(k for k in key if k)
    words = [w for w in plain(name) if w not in wordset("loose")]
    return "body:" + " ".join(words or plain(name))


def outlet_key(name: str | None) -> str:
    """Key of an outlet's own voice; the same as :func:`media_key`, since an agency that is relayed is an outlet too."""
    return media_key(name or "?")


@lru_cache(maxsize=5_000)
def media_key(name: str) -> str:
    """An outlet or agency by its entry in the actor file, or by its words without وكالة, صحيفة, للأنباء."""
    phrase = read(plain_words(name))
    if phrase is not None and phrase.actor is not None and phrase.actor.kind == "media":
        return f"outlet:{phrase.actor.id}"
    words = plain(name)
    telling = [w for w in words if w not in wordset("media_word") and bare(w.removeprefix("ل")) not in wordset("media_word")]
    return "outlet:" + " ".join(telling or words)


def short_name(name: str) -> str:
    """The last two names of a person, folded and without article: titles and roles stand before the name in Arabic."""
    words = plain(name)
    first = max(0, len(words) - 2)
    first -= first > 0 and words[first] in wordset("name_link")  # عبد | الله alone tell nobody
    while first > 0 and words[first - 1] in wordset("name_link"):
        first -= 1
    return " ".join(words[first:])
