"""English for the parts of a gloss: who and how many, from actors and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from khabar.assemble.english_numbers import Noun, amount, article, counted, persons
from khabar.assemble.english_where import place
from khabar.assemble.english_whose import HIS, his, owned
from khabar.assemble.facts import Spots
from khabar.extract.places_words import words as place_words
from khabar.record import Actor, Count, Place, RoleFiller
from khabar.resolve.actor_index import index
from khabar.resolve.actor_keys import stands_for_owner
from khabar.resolve.actor_lookup import NUMBER, has_article, past_quantity, possessed, second_conjunct
from khabar.resolve.actor_names import english, role_at
from khabar.resolve.actor_phrase import Phrase
from khabar.resolve.actor_phrases import read
from khabar.resolve.actor_words import phrase_words, plain_words
from khabar.resolve.transliterate import is_given_name
from khabar.resolve.transliterate import name as transliterate
from khabar.text import Document, fold

_LONGEST_QUOTE = 70
_TITLE = 4  # words before a known name
_WITH_KIND = 2  # a noun and the kind of place behind it: مركز مدينة
_ACTING = ("force", "body", "office")
_OF_THEM = frozenset({NUMBER, "منها", "منهم", "منهن"})  # العشرات منها
_PRONOUNS = {
    "هو": Noun("that man"), "هي": Noun("that woman"), "هم": Noun("these people", True), "آخر": Noun("another person"),
    "مثلهم": Noun("as many people", True),
}  # fmt: skip


def filler(
    doc: Document, role: RoleFiller, counts: tuple[Count, ...], actors: Mapping[str, Actor], spots: Spots
) -> Noun:
    """The English of a role: a known actor by name, people and things by noun and number, else the Arabic quoted."""
    spot = spots.at.get(role.span) or _site(role, spots)
    if spot is not None and role.actor is None:
        return Noun(place(spot))
    words = phrase_words(doc, role.span)
    if words[:1] == ("مبلغ",) and NUMBER in words[1:2]:
        words = words[1:]  # مبلغ 20 مليون فرنك
    if words[:1] in (("اي",), ("ايه",)) and (any_of := read(words[1:])) is not None and any_of.head is not None:
        return Noun(f"any {english(any_of) or any_of.head.singular}")  # أي شخص
    phrase = read(words) if words else None
    actor = actors.get(role.actor) if role.actor else None
    number = amount(doc, role, counts)
    nobody_known = actor is None or (actor.name == role.text and actor.kind != "person")
    if nobody_known and words and (possessed(words[0]) or his(role)) and (own := owned(role, words)) is not None:
        return own
    if actor is not None and (actor.kind == "person" or phrase is None or phrase.head is None):
        whole = actor_noun(actor)
        people = phrase is not None and phrase.actor is None and phrase.demonym is not None
        if number and people and phrase is not None:
            return counted(number, english(phrase._replace(many=number != "1")) or "")
        return whole
    if phrase is None or (phrase.head is None and phrase.actor is None and phrase.demonym is None):
        own = owned(role, words)
        if number and own is None and all(w in _OF_THEM or past_quantity(index(), words, i) > i for i, w in enumerate(words)):
            return persons(number)
        if role.text in _PRONOUNS:
            return _PRONOUNS[role.text]
        return own or _bare_name(role, words, actors) or Noun(_named_spot(role, spots) or quoted(role.text))
    if phrase.head is None:
        name = phrase.actor.name_en if phrase.actor is not None else english(phrase) or role.text
        return Noun(f"{number} {name}" if number else name, True)
    if actor is not None and phrase.head.sort in _ACTING and number is None:
        some = phrase.owner is None and not phrase.many and (phrase.demonym is not None if phrase.head.sort == "body" else phrase.country is None)
        if some and len(words) > 1 and phrase.head.sort != "office" and not any(has_article(w) for w in words):
            return Noun(article(english(phrase) or phrase.head.singular, definite=False))  # محكمة تركية, خلية إرهابية: one of them
        return actor_noun(actor)
    if actor is None and phrase.head.sort in ("thing", "notion") and (spot_name := _named_spot(role, spots)):
        noun = phrase.head.plural if phrase.many else phrase.head.singular
        return Noun(f"the {noun} of {spot_name}", phrase.many)
    return _headed(role, phrase, actor, number, words)


def _bare_name(role: RoleFiller, words: tuple[str, ...], actors: Mapping[str, Actor]) -> Noun | None:
    """زينب, a given name; كامبل, of whom the report gives more: a name in English letters with the Arabic beside it."""
    ix = index()
    for i in range(1, min(len(words), _TITLE)):  # رئيسين المصري عبد الفتاح السيسي
        n, uses = ix.names.at(words, i)
        if n and i + n == len(words) and uses[0].actor.kind == "person":
            return Noun(uses[0].actor.name_en)
    known = len(words) == 1 and (is_given_name(words[0]) or any(a.kind == "person" and words[0] in plain_words(a.name)[1:] for a in actors.values()))
    return Noun(f"{transliterate(role.text)} [{role.text}]") if known else None


def _site(role: RoleFiller, spots: Spots) -> Place | None:
    """حرر الجيش [منفذ البقع] الحدودي: the place with whose kind and name a role's words begin."""
    found = spots.beginning.get(role.span[0])
    named = found is not None and found.name_en is not None and found.span[1] <= role.span[1] and len(found.text.split()) > 1
    return found if named and fold(role.text.split()[0]).removeprefix("ال") in place_words().bare_kinds else None


def _named_spot(role: RoleFiller, spots: Spots) -> str | None:
    """The place at the end of a role's words (مدينة دوما، مركز مدينة عفرين), when nothing else is named."""
    inside = [p for p in spots.ending.get(role.span[1], ()) if role.span[0] <= p.span[0]]
    if len(inside) != 1:
        return None
    before = role.text.split()[: -len(inside[0].text.split())]
    return place(inside[0]) if len(before) <= 1 or (len(before) == _WITH_KIND and fold(before[1]) in place_words().bare_kinds) else None


def _headed(role: RoleFiller, phrase: Phrase, actor: Actor | None, number: str | None, words: tuple[str, ...]) -> Noun:
    """People and things: soldiers, three Syrian civilians, fighters of Islamic State; what is left over is quoted."""
    head = phrase.head
    assert head is not None
    many = phrase.many or (number is not None and number != "1")
    noun = head.plural if many else head.singular
    owner = phrase.owner if phrase.owner is not None else phrase if phrase.actor is not None else None
    if actor is not None and actor.name != role.text and owner is not None and head.sort not in _ACTING and stands_for_owner(phrase):
        text = f"{noun} of {actor_noun(actor).text}"
    else:
        text = english(phrase._replace(many=many)) or noun
    if number is None and many:
        number = phrase.counting or ("two" if phrase.two else None)
    if number is not None and number != "1":
        text = f"{number} {text}"
    elif not many and head.plural != head.singular:
        only = phrase.construct and (head.sort in ("office", "body") or head.singular in HIS | {"leader"})  # of one body there is one: زعيم الحزب
        text = article(text, phrase.definite or only)
    elif head.sort in _ACTING and phrase.definite:
        text = f"the {text}"
    understood = past_quantity(index(), words, phrase.end) >= len(words) or phrase.owner is not None or phrase.demonym is not None or head.sort == "person"
    rest = () if understood else _joined(words)
    if rest:
        return Noun(f"{', '.join((text, *rest[:-1]))} and {rest[-1]}", True)
    return Noun(text if understood else f"{text} [{role.text[:_LONGEST_QUOTE]}]", many)


def _joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """مواقع وآليات عسكرية: what و joins to the noun of a role, where all of it is known; else nothing."""
    starts = [k for k, word in enumerate(words) if k and second_conjunct(word)]
    first = read(words[: starts[0]]) if starts else None
    if first is None or first.end < starts[0]:
        return ()
    parts = [words[a:b] for a, b in zip(starts, (*starts[1:], len(words)), strict=True)]
    phrases = [read((part[0][1:], *part[1:])) for part in parts]
    if any(p is None or p.head is None or p.end < len(part) for p, part in zip(phrases, parts, strict=True)):
        return ()
    return tuple(_with_article(p) for p in phrases if p is not None)


def _with_article(phrase: Phrase) -> str:
    text = english(phrase) or ""
    return text if phrase.many or phrase.head is None or phrase.head.plural == phrase.head.singular else article(text, phrase.definite)


def actor_noun(actor: Actor) -> Noun:
    """An actor's English name as a noun phrase; a transliterated name with the Arabic beside it."""
    entry = index().by_id.get(actor.why.entry or "") if actor.why is not None and actor.why.rule == "actor.name" else None
    if entry is not None:
        return Noun(f"the {entry.name_en}" if entry.article else entry.name_en, entry.plural)
    name = actor.name_en or transliterate(actor.name)
    if actor.kind == "person":
        return Noun(f"{name} [{actor.name}]" if actor.name_en else quoted(actor.name))
    phrase = read(plain_words(actor.name))
    many = phrase is not None and phrase.many
    if actor.kind == "media" and phrase is not None and phrase.end < len(plain_words(actor.name)):
        return Noun(f"the {name} {quoted(actor.name)}", many)
    if phrase is not None and phrase.head is not None and not many:
        known = phrase.definite or phrase.country is not None or phrase.head.sort in _ACTING
        return Noun(name if phrase.head.plural == phrase.head.singular and not phrase.definite else article(name, known))
    if phrase is not None and phrase.head is None and not many:
        return Noun(article(name, phrase.definite))
    definite = phrase is not None and phrase.definite and phrase.country is None and phrase.head is not None
    return Noun(f"the {name}" if definite else name, many)


def quoted(text: str) -> str:
    """Arabic words kept as they are."""
    flat = " ".join(text.split())
    return f"«{flat[:_LONGEST_QUOTE]}…»" if len(flat) > _LONGEST_QUOTE else f"«{flat}»"


def affiliation(doc: Document, actor: Actor | None, *texts: str | None) -> str | None:
    """What stands in brackets behind a speaker: the office held, or the body's short name."""
    entry = index().by_id.get(actor.why.entry or "") if actor is not None and actor.why is not None else None
    if entry is not None and entry.kind == "person":
        role, over = role_at(entry, doc.published)
        if role is None:
            return None
        state = index().states.get(role.country or "")
        title = f"{role.title}, {state.name_en}" if state is not None and role.of is None else role.title
        return f"former {title}" if over else title
    for text in texts:
        found = _body(read(plain_words(text))) if text else None
        if found:
            return found
    return None


def _body(phrase: Phrase | None) -> str | None:
    while phrase is not None and phrase.actor is None and phrase.owner is not None:
        phrase = phrase.owner if phrase.owner.actor is not None else phrase
        break
    if phrase is None:
        return None
    if phrase.actor is not None:
        return None if phrase.actor.kind == "person" else phrase.actor.short or phrase.actor.name_en
    return english(phrase) if phrase.head is not None else None


def source_noun(name: str) -> Noun:
    """A source that no actor stands for: its head noun in English where known, with the Arabic beside it."""
    phrase = read(plain_words(name))
    if phrase is not None and phrase.head is None and phrase.actor is not None:
        return Noun(f"the {phrase.actor.name_en}" if phrase.actor.article else phrase.actor.name_en, phrase.actor.plural)
    text = english(phrase) if phrase is not None else None
    if phrase is None or text is None:
        return Noun(quoted(name))
    whole = phrase.end >= len(plain_words(name))
    shown = text if whole else f"{text} {quoted(name)}"
    return Noun(shown if phrase.many else article(shown, phrase.definite and not phrase.many), phrase.many)


def named(name: str) -> Noun:
    """A person that no actor stands for, by name or, where the report has none, by office."""
    words = plain_words(name)
    phrase = read(words)
    if phrase is not None and phrase.actor is not None and phrase.actor.kind == "person":
        return Noun(phrase.actor.name_en)
    if phrase is not None and phrase.head is not None and phrase.person is None and (len(words) > 1 or words[0].startswith("ال")):
        rest = "" if phrase.end >= len(words) else f" [{name}]"  # القائد, مدير المستشفى: no name
        return Noun(f"the {english(phrase)}{rest}", phrase.many)
    return Noun(f"{transliterate(name)} [{name}]")


def conjoined(name: str) -> bool:
    """Whether a name has a second conjunct (السعودية والإمارات)."""
    words = plain_words(name)
    return any(second_conjunct(word) for word in words[1:])
