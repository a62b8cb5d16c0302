"""Where the words for a source begin and end: what grammar cannot let belong to them is left out (رئيس الاتحاد الفلسطيني | رسالة).

Readers mark sources word by word, and run on over what follows where a name is unknown to them; the checks here hold for all.
"""

from __future__ import annotations

from dataclasses import replace

from khabar.extract.attributions.lexicon import THAT_FORMS, is_family, is_masdar, voice_at, words
from khabar.extract.attributions.phrase_start import is_occasion_noun
from khabar.extract.events.roles import word_set
from khabar.record import AttributionMention, Span, Why
from khabar.resolve.actor_index import Words, index
from khabar.resolve.actor_lookup import demonym_at, head_at, second_conjunct
from khabar.resolve.speaker_contents import said
from khabar.resolve.speaker_ends import cuts, goes_on, in_quotes
from khabar.resolve.speaker_names import is_name_word, name_end, weekdays
from khabar.resolve.speaker_nobody import nobody
from khabar.resolve.transliterate import is_given_name
from khabar.resolve.undergoing import is_accused
from khabar.text import Document
from khabar.text.clause_words import Word, has_pronoun, is_nisba

_LOOSE = frozenset({"عند", "عندما", "او", "لدي", "بالقرب", "قوله", "قولها", "قولهم", "في", "من", "الي", "عن"})
_BODY = ("body", "force")
_PEOPLE = ("office", "person")


def bounded(doc: Document, attribution: AttributionMention) -> AttributionMention:
    """The attribution with a source that ends where another phrase begins, that holds the whole name, and a content without it.

    In: a mention with or without a source (spans in code points). Out: the same mention where nothing is amiss; what was
    changed stands in its ``why``. Nothing is raised.
    """
    checked = _source_bounded(doc, attribution)
    content = said(doc, checked)
    if content == checked.content:
        return checked
    parts = (*checked.why.parts, Why("content.bounds", note="less what is not said"))
    return replace(checked, content=content, why=checked.why.but(parts=parts))


def _source_bounded(doc: Document, attribution: AttributionMention) -> AttributionMention:
    """The attribution with its source checked."""
    source = attribution.source
    if source is None:
        return attribution
    if attribution.act == "accuse" and is_accused(doc, attribution.cue, source):
        parts = (*attribution.why.parts, Why("source.bounds", note=f"{doc.words(source)}: the one accused"))
        return replace(attribution, source=None, why=attribution.why.but(parts=parts))
    if reason := nobody(doc, attribution):
        parts = (*attribution.why.parts, Why("source.bounds", note=f"{doc.words(source)}: {reason}"))
        return replace(attribution, source=None, why=attribution.why.but(parts=parts))
    first, last = doc.tokens_in(source)
    start, end = _start(doc, first, last), _end(doc, first, last)
    whole = max(_whole_name(doc, attribution, start, end), _whole_title(doc, attribution, start, end), end + _surname(doc, start, end, last), _second_voice(doc, attribution, start, end), goes_on(doc, start, end, attribution.content)) if end == last else end
    longer = whole > end
    if (start, whole) == (first, last) or end <= start:
        return attribution
    end = whole
    span = (doc.tokens[start].start if start != first else source[0], doc.tokens[end - 1].end)
    note = f"{doc.words(source)}: {'the name goes on' if longer else 'another phrase begins in it'}"
    content = tuple(s for part in attribution.content if (s := _behind(doc, part, span)) is not None) or attribution.content
    why = attribution.why.but(parts=(*attribution.why.parts, Why("source.bounds", note=note)))
    return replace(attribution, source=span, content=content, why=why)


def _start(doc: Document, first: int, last: int) -> int:
    """The source without past forms of to be (كانت الحكومة), which belong to the verb, and particles that lead to the clause (أما
    الشركات), and with the noun of an adjective that غير denies."""
    if first > 1 and doc.norms[first - 1] == "غير" and is_nisba(doc.clause[first]) and doc.clause[first - 2].kind == "noun":
        return first - 2  # منظمة غير | حكومية
    while first < last - 1 and (doc.norms[first] in word_set("copula") or doc.norms[first] in words("leads_to_source")):
        first += 1
    return first


def _end(doc: Document, first: int, last: int) -> int:
    """The first token that another phrase begins with, words that lead on (أو, عند) aside."""
    norms = tuple(doc.norms[first:last])
    end = next((k for k in range(first + 1, last) if _begins(doc, norms, first, k) or cuts(doc, first, k)), last)
    while end > first + 1 and (doc.norms[end - 1] in _LOOSE or doc.tokens[end - 1].text in "،," or doc.norms[end - 1] in word_set("copula")):
        end -= 1
    return end


def _begins(doc: Document, norms: Words, first: int, k: int) -> bool:
    """Whether token ``k`` of the source cannot stand in the phrase before it."""
    read, before = doc.clause[k], doc.clause[k - 1]
    if _adjunct(doc, first, k) or _others(doc, first, k):
        return True
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
    n, uses = index().names.at(norms, 0)
    if not read.article and n == k - first and uses[0].actor.kind == "state":
        return True  # كوريا الشمالية | مسؤولين أميركيين
    head = _sort(norms, 0)[0]
    voice = voice_at(norms[0])
    if voice is not None and voice.speaker.kind == "document" and not read.article and k - first >= 2 and not before.article and _sort(norms, k - 1 - first)[0] is None and before.stem.endswith(("ي", "يه", "ه")):
        return True  # تسجيلات مصورة | رئيس: behind an adjective no genitive
    alone = many and not read.article  # وزارة الصحة | مديري
    other = read.article and norms[0].endswith(("ه", "ات")) and not norms[k - first].endswith(("ه", "ي", "ا"))  # الحكومة | الرئيس, which is no adjective of hers
    return head in _BODY and k - first <= 2 and before.article and sort in _PEOPLE and (alone or other)


def _adjunct(doc: Document, first: int, k: int) -> bool:
    """Whether token ``k`` begins what is no part of any noun phrase: إن, لم تكشف, للمرة الأولى, بالقول, في سؤال موجه."""
    norm = doc.norms[k]
    if in_quotes(doc, first, k):
        return False  # قناة «إن تي في»
    if norm in THAT_FORMS or norm in words("behind_source") or (norm in words("unsaid") and k + 1 < len(doc.tokens) and doc.clause[k + 1].kind in ("verb", "both")):
        return True
    return norm == "في" and k + 1 < len(doc.tokens) and is_occasion_noun(doc.norms[k + 1]) and doc.norms[k + 1] not in words("no_occasion")


def _others(doc: Document, first: int, k: int) -> bool:
    """Whether another party begins at token ``k`` behind a complete name: حسن روحاني | نظيره, جوزيبي كونتي | واشنطن."""
    read, before = doc.clause[k], doc.norms[k - 1]
    if doc.tokens[k].kind != "word" or read.article or read.joined or read.case or doc.tokens[k - 1].kind != "word":
        return False
    named = is_family(before) or (k - first > 1 and is_given_name(doc.norms[k - 2]) and is_name_word(before))
    if not (named or (doc.clause[k - 1].article and is_nisba(doc.clause[k - 1]))):
        return False
    if has_pronoun(read) and not doc.tokens[k].text.endswith("ة") and not is_name_word(doc.norms[k]):
        return read.known or voice_at(doc.norms[k]) is not None
    n, uses = index().names.at((doc.norms[k],), 0)
    return named and n == 1 and uses[0].actor.kind == "state"


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


def _whole_name(doc: Document, attribution: AttributionMention, first: int, end: int) -> int:
    """Where the name ends with which a source ends, or that follows the office it is: … تريزا | ماي, يانغ مو | جين, الرئيس الأمريكي | دونالد ترامب."""
    head = voice_at(doc.norms[first])
    if head is not None and head.speaker.kind not in ("person", "anonymous"):
        return end
    begins = end
    while begins > first and (is_name_word(doc.norms[begins - 1]) or doc.norms[begins - 1] in words("kunya")):
        begins -= 1
    if begins == end:
        office = head is not None and head.number == "s" and doc.clause[end - 1].article
        whole = name_end(doc, end) if office and end < len(doc.tokens) else end
        whole = whole if whole - end > 1 else end
    else:
        whole = name_end(doc, begins)
    cue = doc.tokens_in(attribution.cue)[0]
    return whole if whole > end and not end <= cue < whole and _ends_there(doc, whole) else end


def _whole_title(doc: Document, attribution: AttributionMention, first: int, end: int) -> int:
    """Where a title ends that a reader has cut: وزير الدولة للشؤون | الخارجية, البعثة الدائمة | لدى الأمم المتحدة."""
    k = end
    if end < len(doc.tokens) and doc.norms[end] == "لدي" and doc.norms[first].removeprefix("ال") in words("accredited"):
        k += 1
    elif doc.norms[end - 1] not in words("needs_more"):
        return end
    behind = k
    while k < len(doc.tokens) and doc.tokens[k].kind == "word" and doc.clause[k].article and not doc.clause[k].case and doc.norms[k] not in weekdays():
        k += 1
    cue = doc.tokens_in(attribution.cue)[0]
    return k if k > behind and not end <= cue < k else end


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


def _ends_there(doc: Document, k: int) -> bool:
    """Whether a name cannot go on at token ``k``, so that what stands before it is all of it."""
    if k >= len(doc.tokens) or doc.tokens[k].kind != "word" or doc.tokens[k].line != doc.tokens[k - 1].line:
        return True
    norm = doc.norms[k]
    if norm in THAT_FORMS or norm in weekdays() or any(norm in words(w) for w in ("preposition", "setting", "relative", "filler")) or doc.clause[k].kind not in ("noun", "both"):
        return True
    read = doc.clause[k]
    return read.case != "" or read.joined or read.known or is_masdar(norm) or (voice_at(norm) is not None and read.article)


def _second_voice(doc: Document, attribution: AttributionMention, first: int, end: int) -> int:
    """Where a second voice ends that و joins to the source, and that was taken for the content: ينفي الوزير | والشرطة سياسة …."""
    content = doc.tokens_in(attribution.content[0])[0] if attribution.content else -1
    if content != end or attribution.source is None or attribution.source < attribution.cue:
        return end
    voice = voice_at(doc.norms[end])
    if voice is None or voice.pre != "وال" or voice.speaker.kind == "document":
        return end
    k = end + 1
    while k < len(doc.tokens) and doc.clause[k].article and doc.clause[k].kind == "noun" and is_nisba(doc.clause[k]):
        k += 1
    return k if k < len(doc.tokens) and doc.tokens[k].kind == "word" and doc.clause[k].kind != "verb" else end


def _behind(doc: Document, part: Span, source: Span) -> Span | None:
    """A content without the words that the source has taken in."""
    if part[0] >= source[1] or part[1] <= source[0]:
        return part
    first, last = doc.tokens_in((source[1], part[1])) if source[1] < part[1] else (0, 0)
    return (doc.tokens[first].start, part[1]) if first < last else None
