"""Where the words for a source begin and end: what grammar cannot let belong to them is left out (رئيس الاتحاد الفلسطيني | رسالة).

Readers mark sources word by word, and run on over what follows where a name is unknown to them; the checks here hold for all.
"""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.attributions.lexicon import voice_at
from khabar.extract.events.roles import word_set
from khabar.record import AttributionMention, Span, Why
from khabar.resolve.actor_index import Words, index
from khabar.resolve.actor_lookup import demonym_at, head_at, second_conjunct
from khabar.resolve.transliterate import is_given_name
from khabar.resolve.undergoing import is_accused
from khabar.text import Document
from khabar.text.clause_words import Word

_LOOSE = frozenset({"عند", "عندما", "او", "لدي", "بالقرب", "قوله", "قولها", "قولهم", "في", "من", "الي", "عن"})
_BODY = ("body", "force")
_PEOPLE = ("office", "person")


def bounded(doc: Document, attribution: AttributionMention) -> AttributionMention:
    """The attribution with a source that ends where another phrase begins, and that holds the whole name.

    In: a mention with or without a source (spans in code points). Out: the same mention where nothing is amiss; what was
    changed stands in its ``why``. Nothing is raised.
    """
    source = attribution.source
    if source is None:
        return attribution
    if attribution.act == "accuse" and is_accused(doc, attribution.cue, source):
        parts = (*attribution.why.parts, Why("source.bounds", note=f"{doc.words(source)}: the one accused"))
        return replace(attribution, source=None, why=attribution.why.but(parts=parts))
    first, last = doc.tokens_in(source)
    start, end = _start(doc, first, last), _end(doc, first, last)
    longer = _surname(doc, start, end, last)
    if (start, end, longer) == (first, last, False) or end <= start:
        return attribution
    end += longer
    span = (doc.tokens[start].start if start > first else source[0], doc.tokens[end - 1].end)
    note = f"{doc.words(source)}: {'the name goes on' if longer else 'another phrase begins in it'}"
    content = tuple(s for part in attribution.content if (s := _behind(doc, part, span)) is not None) or attribution.content
    why = attribution.why.but(parts=(*attribution.why.parts, Why("source.bounds", note=note)))
    return replace(attribution, source=span, content=content, why=why)


def _start(doc: Document, first: int, last: int) -> int:
    """Past forms of to be (كانت الحكومة), which belong to the verb."""
    while first < last - 1 and doc.norms[first] in word_set("copula"):
        first += 1
    return first


def _end(doc: Document, first: int, last: int) -> int:
    """The first token that another phrase begins with, words that lead on (أو, عند) aside."""
    norms = tuple(doc.norms[first:last])
    end = next((k for k in range(first + 1, last) if _begins(doc, norms, first, k)), last)
    while end > first + 1 and (doc.norms[end - 1] in _LOOSE or doc.norms[end - 1] in word_set("copula")):
        end -= 1
    return end


def _begins(doc: Document, norms: Words, first: int, k: int) -> bool:
    """Whether token ``k`` of the source cannot stand in the phrase before it."""
    read, before = doc.clause[k], doc.clause[k - 1]
    if doc.norms[k : k + 2] == ["وجهه", "نظر"]:
        return _closed(before, norms, k - 1 - first)
    if doc.norms[k] in word_set("copula") or doc.norms[k] in ("قوله", "قولها", "قولهم"):
        return True
    if doc.tokens[k].kind != "word" or read.joined or read.case or _may_be_joined(doc, k) or doc.tokens[k - 1].kind != "word":
        return False
    sort, many = _sort(norms, k - first)
    if sort is None:
        return many and read.article and _named(norms, k - first)  # بنيامين نتنياهو | الفلسطينيين
    if not read.article and sort in ("thing", "notion", *_BODY) and _closed(before, norms, k - 1 - first):
        return True  # رئيس الاتحاد الفلسطيني | رسالة, تركيا | حركة
    head = _sort(norms, 0)[0]
    voice = voice_at(norms[0])
    if voice is not None and voice.speaker.kind == "document" and not read.article and k - first >= 2 and not before.article and _sort(norms, k - 1 - first)[0] is None and before.stem.endswith(("ي", "يه", "ه")):
        return True  # تسجيلات مصورة | رئيس: behind an adjective no genitive
    alone = many and not read.article  # وزارة الصحة | مديري
    other = read.article and norms[0].endswith("ه") and not norms[k - first].endswith(("ه", "ي", "ا"))  # الحكومة | الرئيس, which is no adjective of hers
    return head in _BODY and k - first <= 2 and before.article and sort in _PEOPLE and (alone or other)


def _may_be_joined(doc: Document, k: int) -> bool:
    """الاتحاد الأوروبي وجهات دولية: و and a known noun, where the whole is a noun too."""
    norm = doc.norms[k]
    return second_conjunct(norm) or (norm.startswith("و") and bool(head_at(index(), (norm[1:],), 0)[0]))


def _sort(norms: Words, k: int) -> tuple[str | None, bool]:
    """What sort of head noun the word ``k`` is, and whether it names more than one; a plural of a nationality has no sort."""
    n, found = head_at(index(), norms[k : k + 1], 0)
    if n:
        return found[0].head.sort, found[0].many
    n, people = demonym_at(index(), norms[k : k + 1], 0)
    return None, bool(n) and people[0].many


def _closed(before: Word, norms: Words, k: int) -> bool:
    """Whether no genitive can follow a word: it has the article, or is the name of a state."""
    n, uses = index().names.at(norms[k : k + 1], 0)
    return before.article or (n == 1 and uses[0].actor.kind == "state")


def _named(norms: Words, k: int) -> bool:
    """Whether the name of a known person ends right before word ``k``."""
    return any(
        n and i + n == k and uses[0].actor.kind == "person"
        for i in range(max(0, k - 3), k)
        for n, uses in (index().names.at(norms[:k], i),)
    )


def _surname(doc: Document, first: int, end: int, last: int) -> bool:
    """Whether a source that ends with a first name behind an office has its surname in the next word (… تريزا | ماي)."""
    if end != last or end - first < 2 or end >= len(doc.tokens) or not is_given_name(doc.norms[end - 1]):
        return False
    before, following = doc.clause[end - 2], doc.clause[end]
    if following.article or len(doc.norms[end]) < 3 or index().names.at((doc.norms[end - 1],), 0)[0]:
        return False  # طلب البابا فرانسيس | الصفح, الرئيس ترمب | بـ
    if is_given_name(doc.norms[end - 2]) or following.kind not in ("noun", "both") or following.joined or following.case:
        return False
    titled = doc.tokens[end - 2].text == "،" or before.article or _sort((doc.norms[end - 2],), 0)[0] in _PEOPLE
    return titled and doc.tokens[end].kind == "word" and len(doc.norms[end]) < 9 and _sort((doc.norms[end],), 0)[0] is None


def _behind(doc: Document, part: Span, source: Span) -> Span | None:
    """A content without the words that the source has taken in."""
    if part[0] >= source[1] or part[1] <= source[0]:
        return part
    first, last = doc.tokens_in((source[1], part[1])) if source[1] < part[1] else (0, 0)
    return (doc.tokens[first].start, part[1]) if first < last else None
