"""Reading one noun phrase as an actor: a name of the actor file, a head with demonyms, or a titled person."""

from __future__ import annotations

from khabar.remembered import PHRASES, remembered
from khabar.resolve.actor_index import DemonymUse, HeadUse, Index, NameUse, Words, bare, index
from khabar.resolve.actor_lookup import (
    COMMA,
    NUMBER,
    counting_word,
    demonym_at,
    has_article,
    head_at,
    past_quantity,
    quantity,
    second_conjunct,
)
from khabar.resolve.actor_phrase import Phrase
from khabar.resolve.actor_titles import holds_the_second, longer_name, name_after_comma, names_follow, titled
from khabar.resolve.transliterate import is_given_name
from khabar.resources.schema.adjective import Adjective
from khabar.text import fold

_LONGEST_NAME = 6
_GENERAL = ("فريق", "ركن")
_OFFICE = "office"  # the one body that a title has
_ONLY_DEFINITE = frozenset({"عام", "شمالي", "جنوبي", "شرقي", "غربي"})  # انتخابات عام 2018, قرية شمالي حلب


@remembered(PHRASES)
def read(words: Words) -> Phrase | None:
    """Read folded words (``NUMBER`` for numbers, ``COMMA`` for commas) as an actor; None when nothing is known."""
    ix = index()
    found = _read(ix, words, 0, deep=True)
    if found is not None:
        return found
    return _apposition(ix, words) or _named_person(words)


def _apposition(ix: Index, words: Words) -> Phrase | None:
    """A name before its office: سامر الخالدي، المتحدث باسم الهيئة; سامر الخالدي القيادي في الحزب."""
    at = words.index(COMMA) if COMMA in words else _office_behind_name(ix, words)
    start = at + (at < len(words) and words[at] == COMMA)
    if not 0 < at <= _LONGEST_NAME or start >= len(words):
        return None
    office = _read(ix, words, start, deep=True)
    if office is None or office.head is None or office.head.sort not in ("office", "person"):
        return None
    return office._replace(person=(0, at))


def _office_behind_name(ix: Index, words: Words) -> int:
    """Where the office begins behind a name of two to five words of which the first or another is a known given name; 0 for none."""
    for at in range(2, min(len(words), _LONGEST_NAME)):
        length, heads = head_at(ix, words, at)
        if length and heads[0].head.sort in ("office", "person"):
            return at if any(is_given_name(w) for w in words[:at]) and NUMBER not in words[:at] else 0
        if length:
            return 0
    return 0


def _named_person(words: Words) -> Phrase | None:
    """Two to five words that begin with a given name, and nothing else: رضوان الخالدي."""
    plain = 2 <= len(words) <= 5 and not any(w in (COMMA, NUMBER, "من") or w.startswith("وال") for w in words)  # كل من أربيل وبغداد, غازي السارين والكلور
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
    if words[i] == "الفريق" and i + 1 < len(words) and _may_begin_name(ix, words, i + 1):
        heads = head_at(ix, _GENERAL, 0)[1]  # الفريق سامر …: no team
    n, demonyms = demonym_at(ix, words, i)
    if counted and n and named == 1 and uses[0].actor.kind == "state":
        named = 0  # ١٣ روسيا: thirteen Russians
    if named == 1 and n and uses[0].actor.kind == "person" and i + 1 < len(words):
        behind, whose = ix.names.at(words, i + 1)
        if behind and whose[0].actor.kind == "person":
            return _named(whose, behind, i + 1)  # (الرئيس المصري …) والسوداني عمر البشير: no Mr al-Sudani
    if named == 1 and length and uses[0].actor.kind == "person":
        named = 0  # الشاهد, المعلم: a noun before it is somebody's surname
    if named and named >= length and not longer_name(ix, words, i + named, uses[0].actor):
        return _named(uses, named, i)
    accusative = not i and words[0].endswith("ا") and not has_article(words[0]) and words[0] not in map(fold, heads[0].head.forms) if length else False
    if accusative and (person := _named_person(words)) is not None:
        return person  # ناديا شادلو: no club
    if length:
        phrase = _headed(ix, words, i, length, heads[0], deep=deep)
        return phrase._replace(many=(phrase.many or counted) and not one, counting=counting_word(ix, words, start))
    if not n or (words[i].endswith("ه") and not demonyms[0].many):  # العربية alone leaves out its noun
        return None
    return _of_people(ix, demonyms[0], i + n, counted)._replace(definite=has_article(words[i]))


def _may_begin_name(ix: Index, words: Words, i: int) -> bool:
    return is_given_name(words[i]) or (len(words[i]) > 2 and not has_article(words[i]) and not head_at(ix, words, i)[0] and not quantity(ix, words, i)[0])


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
    phrase = Phrase(head=use.head, many=use.many, two=use.two, definite=has_article(words[i]), end=i + n)
    office = use.head.sort == "office" and not use.many
    k, linked, broken = i + n, False, False
    while k < len(words):
        if words[k] == COMMA and not office:
            return titled(ix, words, k, phrase) if deep and name_after_comma(ix, phrase, words, k) else phrase
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
        step = _of_two_words(ix, words, k, phrase) or _modifier(ix, words, k, phrase, linked=linked, deep=deep) or _qualified(ix, words, k, phrase)
        if step is not None:
            if broken and not linked and step.actor is None:
                step = step._replace(owner=phrase.owner)  # حفيد [مؤسس] تنظيم الراية: not the group's grandson
            phrase, k, linked = step, max(step.end, k + 1), False
            if phrase.actor is not None or phrase.person is not None:
                return phrase
        elif deep and (office or names_follow(ix, phrase, words, k, linked)):
            return titled(ix, words, k, phrase)
        elif not deep:
            break
        else:
            broken = broken or not (has_article(words[k]) or words[k].endswith(("ي", "يه")))
            k, linked = k + 1, False
    return phrase


def _of_two_words(ix: Index, words: Words, k: int, phrase: Phrase) -> Phrase | None:
    """The phrase with the adjective of two words at ``k`` (حملة واسعة النطاق, أزمة غير مسبوقة)."""
    free = k == phrase.end and k + 1 < len(words) and phrase.head is not None and phrase.owner is None and phrase.actor is None
    found = ix.adjectives.get(f"{bare(words[k])} {bare(words[k + 1])}") if free else None
    return phrase._replace(qualities=(*phrase.qualities, found), end=k + 2) if found is not None else None


def _qualified(ix: Index, words: Words, k: int, phrase: Phrase) -> Phrase | None:
    """The phrase with the adjective at ``k`` (القوات المشتركة), right behind the noun or another adjective of it and with the article as that has it."""
    found = ix.adjectives.get(bare(words[k])) if k == phrase.end and phrase.owner is None and phrase.actor is None else None
    if found is None or phrase.head is None or has_article(words[k - 1]) != has_article(words[k]) or words[k] in _ONLY_DEFINITE:
        return None
    if phrase.head.sort == "office" and not phrase.many and k + 1 < len(words) and words[k + 1] != COMMA:
        return None  # النائب الجمهوري في تكساس برنت …: his name is still to come
    people = phrase.head.sort in ("person", "office") and not words[k - 1].endswith(("ه", "ات"))
    if people and words[k].endswith("ه"):
        return None  # مطالب الخاطفين | المادية: of the demands
    return phrase._replace(qualities=(*phrase.qualities, found), end=k + 1)


def _with_quality(ix: Index, phrase: Phrase, word: str) -> tuple[Adjective, ...]:
    """The phrase's adjectives with that of a word, where it is a known one."""
    found = ix.adjectives.get(bare(word))
    return phrase.qualities if found is None else (*phrase.qualities, found)


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
    if named and longer_name(ix, words, k + named, uses[0].actor):
        named = 0
    if named and named >= length and not (uses[0].weak and named == 1 and phrase.head and phrase.head.sort != "body"):
        free = phrase.end == k and (phrase.owner is None or phrase.owner.actor is None)
        if uses[0].actor.kind == "person" and free and holds_the_second(ix, words, k, phrase, uses[0].actor):
            return phrase._replace(owner=_named(uses, named, k), end=k + named)  # مستشار الرئيس دونالد ترامب
        named_by = _with_name(phrase, uses, named, k, title=has_article(words[k - 1]))
        return named_by._replace(construct=named_by.construct or (not linked and k == phrase.end and not phrase.definite))
    if not length or heads[0].head.sort not in ("force", "body", "person", "office"):
        return None
    return _with_head(ix, words, k, length, heads[0], phrase, linked)


def _with_head(ix: Index, words: Words, k: int, n: int, use: HeadUse, phrase: Phrase, linked: bool) -> Phrase | None:
    """A second head noun: an adjective that agrees (القادة العسكريين), a rank before a name, or what the first belongs to."""
    head = phrase.head
    if words[k] == "الفريق" and head is not None and head.sort == "office":
        return phrase._replace(end=k + n)  # رئيس الأركان الفريق سامر …: his rank
    if head is not None and head.sort == "office" and (use.head.sort == "office" or not use.many) and use.head.sort != "force":
        if use.head.sector == "MIL" and use.head.sort == "office" and k + n < len(words):
            return titled(ix, words, k + n, phrase)
        if use.head.sort in ("office", "person"):
            return phrase._replace(end=k + n)
    if use.head.sort == "person" and not linked and phrase.definite == has_article(words[k]):
        takes = head is not None and head.sector in (None, "UNK") and head.sort == "person"
        sector = phrase.sector or (use.head.sector if takes else None)
        return phrase._replace(sector=sector, qualities=_with_quality(ix, phrase, words[k]), end=k + n)  # مهاجمون ملثمون
    agrees = words[k].endswith("ه") and has_article(words[k - 1]) and has_article(words[k]) and not linked
    if phrase.owner is not None or _cannot_own(phrase, use) or (agrees and use.head.sort in ("person", "office") and not use.many):
        return phrase._replace(end=k + n)  # إجراءات الطرد المنسقة: coordinated, no co-ordinator
    if phrase.definite and not linked and has_article(words[k - 1]) and has_article(words[k]):  # الزعيم الليبي العقيد معمر القذافي: a title beside it; الصحفي المعارض
        return phrase._replace(qualities=_with_quality(ix, phrase, words[k]) if n == 1 else phrase.qualities, end=k + n)
    inner = _headed(ix, words, k, n, use, deep=False)
    construct = not linked and k == phrase.end and (inner.definite or inner.construct or inner.actor is not None)
    return phrase._replace(owner=inner, country=phrase.country or inner.country, construct=construct, end=inner.end)


def _cannot_own(phrase: Phrase, use: HeadUse) -> bool:
    """A single person owns no thing that counts as an actor's, and a title no body."""
    head = phrase.head
    if head is None or use.many or head.singular == _OFFICE:
        return False  # مكتب السيدة الأولى
    return (head.sort == "thing" and use.head.sort == "person") or (
        head.sort in ("force", "body") and use.head.sort == "office"
    )


def _with_name(phrase: Phrase, uses: tuple[NameUse, ...], n: int, k: int, *, title: bool) -> Phrase:
    """The phrase with the known actor at ``k``; ``title``: the words before are a whole title (وزير الخارجية …, الرئيس …)."""
    actor = uses[0].actor
    if actor.kind == "person" and phrase.head is not None and phrase.head.sort in ("office", "person"):
        if not title and phrase.end == k and phrase.owner is None and phrase.country is None:
            return phrase._replace(owner=_named(uses, n, k), end=k + n)  # محامي ترامب, خطيبة خاشقجي: somebody of his
        return phrase._replace(actor=actor, end=k + n)
    if actor.kind == "state" and not uses[0].seat:
        inner = phrase.owner
        if inner is not None and inner.country is None and inner.actor is None:
            phrase = phrase._replace(owner=inner._replace(country=actor.country))
        return phrase._replace(country=phrase.country or actor.country, end=k + n)
    if phrase.owner is None and not uses[0].seat and actor.kind not in ("population", "person"):
        return phrase._replace(owner=_named(uses, n, k), end=k + n)
    return phrase._replace(end=k + n)


