"""Where the words for a source stop, besides what source_bounds sees: a verb, how one speaks, an object, another party; and where a name in quotation marks or behind a rank goes on."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.lexicon import THAT_FORMS, Voice, is_family, is_first_name, is_masdar, voice_at, words
from khabar.extract.places_words import demonyms
from khabar.record import Span, contains
from khabar.resolve.actor_index import index
from khabar.resolve.speaker_names import is_name_word, name_end
from khabar.text.clause_words import has_pronoun, is_nisba, lists
from khabar.text.document import Document
from khabar.text.phrases import noun_phrase

_BODIES = ("organization", "group", "media")
_PEOPLE = ("person", "anonymous")
_SYLLABLE = 4  # letters of a part of a name behind a dash
_QUOTED = 8  # tokens of a name in quotation marks
_COMMAS = ("،", ",")
_THIRD = ("3ms", "3fs", "3mp")


def cuts(doc: Document, first: int, k: int) -> bool:
    """Whether token ``k`` of a source that begins at ``first`` cannot belong to it."""
    token, read = doc.tokens[k], doc.clause[k]
    if token.kind != "word" or doc.tokens[k - 1].text in ("_", "#", "-") or in_quotes(doc, first, k):
        return False
    norm, voice = doc.norms[k], voice_at(doc.norms[k])
    if voice is None and read.kind == "verb" and _is_verb(doc, first, k):
        return True  # مسلحون | يشتبه في أنهم …, تقارير | نشرت
    if doc.tokens[k - 1].text in _COMMAS:
        return norm in words("lies_there") or _another_office(doc, first, k, voice)
    if norm in words("counting_noun") and k > first + 1 and doc.clause[k - 1].kind != "preposition":
        return True  # زعيم تحالف "سائرون" | باقي الكتل
    return _two_states(doc, first, k) or _to_whom(doc, first, k) or _object(doc, first, k, voice)


def in_quotes(doc: Document, first: int, k: int) -> bool:
    """Whether token ``k`` stands in a closed quotation that begins in the source (قناة «إن تي في»)."""
    return any(k < q.last and not q.open_ended for q in doc.quotes_from(first, k + 1))


def _is_verb(doc: Document, first: int, k: int) -> bool:
    """Whether the word at ``k``, which may be a verb, is one behind its subject: no name (يوسف, تسيبراس) and no place in a genitive."""
    norm, head = doc.norms[k], voice_at(doc.norms[first])
    if norm not in lists().verbs or norm in words("called_by_name") or is_first_name(norm) or is_family(norm) or index().names.at((norm,), 0)[0] or doc.norms[k - 1] in words("kunya"):
        return False
    if norm.startswith(("ي", "ت")) and len(norm) > 3:
        return doc.clause[k].person in _THIRD
    return head is not None and not head.definite and head.speaker.kind in ("document", "media") and norm.endswith("ت") and k == first + 1


def _another_office(doc: Document, first: int, k: int, voice: Voice | None) -> bool:
    """وزير الطاقة، سامر الحداد، | الرئيس السوري: behind office and name, a second office with the article is somebody else's."""
    if voice is None or voice.pre != "ال" or voice.suf or voice.speaker.kind != "person" or doc.norms[k] in words("title"):
        return False
    head = voice_at(doc.norms[first])
    return head is not None and head.speaker.kind == "person" and any(doc.tokens[m].text in _COMMAS for m in range(first + 1, k - 1))


def _two_states(doc: Document, first: int, k: int) -> bool:
    """واشنطن | دمشق: two states, or their capitals, side by side are two parties."""
    if k != first + 1 or doc.norms[k].startswith("و"):
        return False
    return all(n == 1 and uses[0].actor.kind == "state" for n, uses in (index().names.at((doc.norms[m],), 0) for m in (first, k)))


def _to_whom(doc: Document, first: int, k: int) -> bool:
    """المنظمة | للكوري الجنوبي …: ل and a nationality behind a body with the article lead to whom it turns to."""
    head, norm = voice_at(doc.norms[first]), doc.norms[k]
    return head is not None and head.speaker.kind in _BODIES and head.pre == "ال" and norm.startswith("لل") and not norm.endswith("ه") and _is_national(doc, k)


def _is_national(doc: Document, k: int) -> bool:
    """للفرنسي, للكوري الجنوبي: whether one or two words at ``k`` behind their ل are a nationality."""
    first = "ال" + doc.norms[k][2:]
    second = doc.norms[k + 1].removeprefix("ال") if k + 1 < len(doc.tokens) else ""
    return first in demonyms() or f"{first} {second}" in demonyms()


def _object(doc: Document, first: int, k: int, voice: Voice | None) -> bool:
    """الخارجية الأميركية | التقارير, الحكومة الصينية | السماح, البابا سامر | تقديره: behind a complete subject, what it speaks of."""
    read, before, head = doc.clause[k], doc.clause[k - 1], voice_at(doc.norms[first])
    norm = doc.norms[k]
    body = head is not None and head.speaker.kind in _BODIES and k - first > 1 and before.article and is_nisba(before)
    if read.joined or read.case or (voice is not None and voice.speaker.kind != "document" and norm not in words("told_of")) or norm in words("definite_adjective") or is_nisba(read):
        return False
    if has_pronoun(read) and not read.article and is_masdar(_owned(norm)) and _ends_name(doc.norms[k - 1]) and not doc.tokens[k].text.endswith("ة"):
        return True
    return body and read.article and (voice is not None or is_masdar(norm.removeprefix("ال")) or _is_thing(norm))


def _is_thing(norm: str) -> bool:
    """وصفت وزارة الدفاع السعودية | المناورات: a noun with the article for what is no person and no body."""
    return any(use.head.sort in ("thing", "notion") for use in index().heads.at((norm.removeprefix("ال"),), 0)[1])


def _ends_name(norm: str) -> bool:
    return is_first_name(norm) or is_family(norm) or is_name_word(norm)


def _owned(norm: str) -> str:
    """A noun without its pronoun: تقديره → تقدير."""
    return next((norm.removesuffix(p) for p in ("هما", "ها", "هم", "ه") if norm.endswith(p)), norm)


def goes_on(doc: Document, first: int, end: int, content: Sequence[Span]) -> int:
    """Where a source that ends at token ``end`` goes on to: a quoted name to its last mark, a rank to the name, a name over its dash.

    ``content``: what is said; a quotation that is all of it is no name.
    """
    quoted = _quoted_name(doc, first, end)
    if quoted > end and any(contains(doc.span(end - 1, quoted), part) for part in content):
        quoted = end
    return max(end, quoted, _name_behind_rank(doc, end), _dashed(doc, end), _genitive_behind(doc, end))


def _genitive_behind(doc: Document, end: int) -> int:
    """مسؤولون في قوات | حفظ السلام, شرطة الاحتياط لولاية | الجزيرة: what a bare noun at the end of a source still needs."""
    read, sentence = doc.clause[end - 1], doc.sentence_of.get(end - 1)
    if sentence is None or end >= sentence.last or read.article or read.stem not in words("needs_genitive"):
        return end
    behind = doc.clause[end]
    goes = doc.tokens[end].kind == "word" and behind.kind in ("noun", "both") and not behind.joined and not behind.case and voice_at(doc.norms[end]) is None
    return max(end, noun_phrase(doc, end - 1, sentence.last)) if goes else end


def _quoted_name(doc: Document, first: int, end: int) -> int:
    """منظمة "أرض | الملجأ"."""
    quote = next((q for q in doc.quotes_from(first + 1, end) if end < q.last and not q.open_ended), None)
    return quote.last if quote is not None and quote.last - quote.first <= _QUOTED else end


def _name_behind_rank(doc: Document, end: int) -> int:
    """العقيد | شرطة زاهر الشريف, البريغادير | جنرال سامر …: a rank of two words, or at the end of a source, takes the name behind it."""
    if doc.norms[end - 1].removeprefix("ال") not in words("rank") | words("branch"):
        return end
    k = end
    while k < len(doc.tokens) and (doc.norms[k] in words("branch") or doc.norms[k].removeprefix("ال") in words("rank")):
        k += 1
    whole = name_end(doc, k, article=True) if k < len(doc.tokens) and doc.tokens[k].kind == "word" else k
    return whole if whole > k else end


def _dashed(doc: Document, end: int) -> int:
    """كوون هيوك | - كي: a dash written onto a name, and a short word behind it."""
    if end + 1 >= len(doc.tokens) or doc.tokens[end].text not in "-–" or doc.tokens[end].start != doc.tokens[end - 1].end:
        return end
    part = doc.norms[end + 1]
    before = doc.clause[end - 1]
    name = not (before.article or before.known or voice_at(doc.norms[end - 1]) is not None)
    return end + 2 if doc.tokens[end + 1].kind == "word" and name and len(part) <= _SYLLABLE and not part.startswith("ال") and part not in THAT_FORMS else end
