"""What the report calls a voice in places where the voice does not speak: its full name, its body, the issuer of its document."""

from __future__ import annotations

from collections.abc import Collection

from khabar.extract.attributions.lexicon import is_family, is_first_name, voice_at, words
from khabar.record.span import Span
from khabar.resolve.speaker_names import is_name_word, weekdays
from khabar.resolve.speaker_words import describe
from khabar.text.clause_words import word
from khabar.text.document import Document
from khabar.text.fold import fold

_TITLE = 8  # words of a title in front of a name
_NAME = 8  # words of a quoted name
_GIVEN = 3  # words before a surname that belong to the name
_BODY = 4  # words of a body's name behind its head noun
_BACK = 400  # tokens looked back over
_ADJECTIVES = 4  # words of a document's noun with its adjectives, and the issuer's first
_BODIES = ("organization", "group", "media")
_ISSUERS = (*_BODIES, "person", "anonymous", "collective")


def full_name(doc: Document, surname: str) -> Span | None:
    """توسك, where the report has رئيس الاتحاد الأوروبي #دونالد_توسك: the longest words that end in the folded surname behind a first
    name, with the title in front; None where first names differ."""
    found: dict[str, Span] = {}
    for token in doc.tokens:
        if token.norm != surname:
            continue
        first = _before(doc, token.i)
        if first is None or not _given(doc, first):
            continue
        given = doc.tokens[first].norm
        while (parent := _before(doc, first)) is not None and token.i - parent <= _GIVEN and _goes_before(doc, parent, first):
            first = parent
        span = doc.span(_title(doc, first), token.i + 1)
        if given not in found or span[1] - span[0] > found[given][1] - found[given][0]:
            found[given] = span
    return next(iter(found.values())) if len(found) == 1 else None


def _given(doc: Document, i: int) -> bool:
    """Whether the word at ``i`` is a first name: a known one, or one that no list holds, behind an office (الوزير يوسوب كالا)."""
    norm = doc.tokens[i].norm
    if voice_at(norm) is not None:
        return False
    return is_first_name(norm) or (is_name_word(norm) and _title(doc, i) < i)


def _goes_before(doc: Document, parent: int, first: int) -> bool:
    """Whether the name begins a word earlier: أبو | ليث الكرخي, رجب | طيب أردوغان, فتح | الله غولن, محمد | جواد ظريف."""
    norm = doc.tokens[parent].norm
    if norm in words("kunya") or doc.tokens[first].norm == "الله" or is_first_name(f"{norm} {doc.tokens[first].norm}"):
        return True
    return is_first_name(norm) and voice_at(norm) is None and doc.tokens[parent].text != "على"


def _before(doc: Document, i: int) -> int | None:
    """The word before token ``i``, the _ of a hashtag left out."""
    k = i - 1
    while k >= 0 and doc.tokens[k].text in ("_", "#"):
        k -= 1
    return k if k >= 0 and doc.tokens[k].kind == "word" and doc.tokens[k].line == doc.tokens[i].line else None


def _title(doc: Document, first: int) -> int:
    """Where the title in front of a name begins; the name itself where there is none."""
    begins, k = first, _before(doc, first)
    while k is not None and first - k <= _TITLE:
        norm = doc.tokens[k].norm
        voice = voice_at(norm)
        if norm.removesuffix("ها").removesuffix("ه") in words("counterpart"):
            break  # نظيره الأمريكي | سامر الحداد
        if doc.clause[k].kind == "verb" or norm in words("preposition") or norm in words("setting") or (voice is not None and voice.pre not in ("", "ال")):
            break
        person = voice is not None and voice.speaker.kind == "person" and not voice.suf
        if begins < first and not (person and voice is not None and not voice.definite and k == begins - 1):
            break  # استقبل الرئيس [رئيس المجلس …], but نائب رئيس المجلس …
        if person:
            begins = k
        k = _before(doc, k)
    return begins


def body_of(doc: Document, head: str, before: int) -> Span | None:
    """الهيئة, where هيئة تحرير الشام has been told of: the last name of a body with this folded head noun (without article)
    among the tokens before ``before``."""
    for i in range(before - 1, max(before - _BACK, 0) - 1, -1):
        if doc.tokens[i].norm in (head, "و" + head) and (end := _body_end(doc, i + 1, ())) > i + 1:
            start = doc.tokens[i].start + (doc.tokens[i].norm != head)
            return start, doc.tokens[end - 1].end
    return None


def issuer_of(doc: Document, document: str, before: int, places: Collection[int]) -> Span | None:
    """البيان, where بيان البيت الأبيض or بيان للوزارة has been told of: the body behind the last such noun (folded, without
    article). ``places``: code points at which places begin."""
    for i in range(before - 1, max(before - _BACK, 0) - 1, -1):
        if _is_noun(doc.tokens[i].norm, document) and i + 1 < before:
            return _issuer_next(doc, i, places)
    return None


def issuer_told(doc: Document, document: str, places: Collection[int]) -> Span | None:
    """The one issuer that a report, in whatever place, tells of a document called by this folded noun (without article): تقرير
    منظمة …, التقرير الصادر عن …; None where it tells of none, or of several."""
    found: dict[str, Span] = {}
    for i in range(len(doc.tokens) - 1):
        norm = doc.tokens[i].norm
        if _is_noun(norm, document) or norm == "ال" + document:
            far = next((k for k in range(i + 1, min(i + _TITLE, len(doc.tokens) - 1)) if doc.tokens[k].norm in words("relative")), i + 1)
            issuer = issuer_behind(doc, doc.span(i, i + 1)) or issuer_behind(doc, doc.span(i, far)) or (_issuer_next(doc, i, places) if not norm.startswith("ال") else None)
            if issuer is not None:
                found.setdefault(fold(doc.words(issuer)), issuer)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_noun(norm: str, noun: str) -> bool:
    return norm in (noun, noun + "ا", "و" + noun, "ب" + noun, "ل" + noun)


def _issuer_next(doc: Document, i: int, places: Collection[int]) -> Span | None:
    """The body whose name begins right behind the document's noun at ``i``."""
    token = doc.tokens[i + 1]
    voice = voice_at(token.norm)
    named = voice is not None and voice.speaker.kind in _BODIES and (voice.definite or voice.pre in ("لل", "ل", "")) and (voice.definite or not token.norm.endswith("يه"))  # مذكرة داخلية
    if not named and token.start not in places:
        return None
    fused = token.norm.startswith("لل")
    cut = doc.opening(i + 1) if fused else int(voice is not None and voice.pre == "ل")
    return token.start + cut, doc.tokens[_body_end(doc, i + 2, places) - 1].end


def _body_end(doc: Document, i: int, places: Collection[int]) -> int:
    """The end of a body's name that goes on at token ``i``: words with the article, or one bare word and those behind it."""
    end = i
    while end < min(i + _BODY, len(doc.tokens)):
        token = doc.tokens[end]
        bare_once = end == i and doc.clause[end].kind == "noun" and not token.norm.startswith(("و", "ل", "ب")) and voice_at(token.norm) is None
        if token.kind != "word" or token.norm in words("preposition") or token.norm in words("setting") or token.norm in words("relative") or token.norm in weekdays():
            break
        if not (token.norm.startswith("ال") or token.start in places or (bare_once and end + 1 < len(doc.tokens) and doc.tokens[end + 1].norm.startswith("ال"))):
            break
        end += 1
    return end


def issuer_within(doc: Document, span: Span, places: Collection[int]) -> Span | None:
    """بيان لوزارة الدفاع, تقرير جديد للأمم المتحدة, بيان رسمي للمتحدث …: the words for the issuer, which the source's own words hold."""
    first, last = doc.tokens_in(span)
    definite = doc.tokens[first].norm.startswith("ال")  # no genitive follows it: البيان الصحفي للوزيرة
    if doc.tokens[first].norm.removeprefix("ال") not in words("issued_document"):
        return None
    for k in range(first + 1, min(first + _ADJECTIVES, last)):
        norm = doc.tokens[k].norm
        voice = voice_at(norm)
        named = doc.tokens[k].start in places
        led = not named and norm.startswith("ل") and (voice is None or voice.pre in ("لل", "ل", "لال"))
        place = named or (led and doc.tokens[k].start + 1 in places)
        issues = voice is not None and voice.speaker.kind in _ISSUERS and (led or (k == first + 1 and not definite and voice.pre in ("", "ال") and (voice.definite or not norm.endswith(("ي", "يه")))))
        if issues or (place and (led or (k == first + 1 and not definite))):
            cut = doc.opening(k) if norm.startswith("لل") else 1
            return doc.tokens[k].start + cut * led, span[1]
        if (voice is not None and not norm.endswith(("ي", "يه"))) or doc.clause[k].kind != "noun" or doc.clause[k].case:
            return None
    return None


def issuer_behind(doc: Document, span: Span) -> Span | None:
    """بيان أصدرته كتائب …, اتفاق وقعته …: the words for the issuer, which stand behind the source's words."""
    if describe(doc.words(span)).kind != "document":
        return None
    tokens = doc.tokens
    first, last = doc.tokens_in(span)
    beyond = last + 2 if last < len(tokens) and tokens[last].norm in words("relative") else last + 1  # الخطة التي وضعها …
    i = next((k + 1 for k in range(first + 1, min(beyond, len(tokens))) if tokens[k].norm in words("issued")), None)
    if i is None:
        return None
    coming_from = tokens[i - 1].norm.removeprefix("ال") in words("coming_from")
    while i < len(tokens) and (tokens[i].norm in words("issued_link") or tokens[i].norm in words("lately")):
        i += 1  # تقرير أصدره مؤخرا، مركز …
    if i < len(tokens) and tokens[i].norm in words("no_source_begins"):
        return None  # بيان صدر في العاصمة
    if coming_from and tokens[i - 1].norm not in words("by"):
        return None  # المذكرة الصادرة الجمعة
    if i < last:
        return doc.span(i, last)  # the source's own words name the issuer
    end = i
    while end < min(len(tokens), i + 8) and tokens[end].kind == "word" and not _ends_issuer(tokens[end].norm, end > i):
        end += 1
    quoted = next((q for q in doc.quotes if q.first == end), None)
    if quoted is not None and end > i and not quoted.open_ended and quoted.last - end <= _NAME:
        end = quoted.last  # مركز «أبحاث التسليح»
    return doc.span(i, end) if end > i and (voice_at(tokens[i].norm) is not None or end - i <= 3) else None


def _ends_issuer(norm: str, inside: bool) -> bool:
    if norm in words("setting") or norm in words("ends_issuer"):
        return True
    adjective = norm in words("not_so") or (norm.endswith(("ي", "يه")) and not word(norm).case)  # منظمات مدنية غير حكومية
    return inside and not adjective and not norm.startswith(("ال", "لل", "و")) and voice_at(norm) is None and not is_first_name(norm) and not is_family(norm)
