"""Words that begin something behind a source: relative clause, occasion, time, object, second noun phrase."""

from __future__ import annotations

from khabar.extract.attributions.apposition import unnamed_here
from khabar.extract.attributions.context import Context
from khabar.extract.attributions.lexicon import Hit, is_accusative, is_family, is_first_name, is_masdar, voice_at, words
from khabar.extract.attributions.phrase_start import is_addressee, is_occasion, is_occasion_noun
from khabar.extract.event_lexicon import readings
from khabar.extract.places_kinds import TANWIN
from khabar.text.clause_words import is_nisba, lists, word
from khabar.text.fold import DIACRITICS

_BODIES = ("organization", "group", "media", "collective")


def closes(ctx: Context, first: int, i: int, limit: int, split_target: bool, stop_masdar: bool) -> bool:
    """Whether the word at ``i`` begins something that is not part of the source."""
    norm = ctx.norm(i)
    if i > first and (ctx.norm(i - 1) in ("#", "_") or (ctx.norm(i - 2) == "عبد" and i - 2 >= first and ctx.comma(i + 1))):
        return False  # a hashtag is one word; عبد الرقيب [فتح]،
    if i > first and (norm == "ما" or (norm in words("these") and not is_construct(ctx, i - 1))):
        return True  # وصف الرئيس [ما حدث], نفى المسؤولون [هذه الاتهامات]
    if i > first and _asyndetic(ctx, first, norm):
        return True  # قالت لاجئة [وصلت إلى تشاد]
    if ctx.is_that(i) or norm in words("relative") or norm in words("filler") or norm in words("then") or norm in words("called_by_name") or norm in words("quoting") or norm in words("speaking_so") or (norm in words("again") and ctx.norm(i + 1) in words("another_time")) or (norm in words("circumstantial") and ctx.norm(i + 1) in words("preposition")):
        return True
    if unnamed_here(ctx, i, limit) or (i == first + 1 and voice_at(ctx.norm(first)) is None and ctx.surname(first)):
        return True
    if _behind_person(ctx, first, i) or norm == "سوف":
        return True
    if norm == "في":
        return is_occasion(ctx, i + 1) or (i + 1 not in ctx.place_end and any(r.kind == "noun" for r in readings(ctx.norm(i + 1))))
    if norm == "من":
        return not _from_inside(ctx, first, i)
    if norm == "علي":
        if ctx.tokens[i].text.endswith("ي"):
            return False  # the name
        return ctx.norm(i + 1) not in words("on_link") and ctx.norm(i - 1) not in words("takes_on")
    if norm in ("عن", "الي"):
        return norm == "الي" and _head_root(ctx, first) not in words("sent")
    if norm in words("setting") or (norm[:1] == "ب" and is_occasion_noun(norm[1:])):
        return True
    if norm[:1] == "ل" and is_addressee(ctx, i):
        head = voice_at(ctx.norm(first))
        return head is None or head.speaker.kind != "document" or i > first + 2  # حصيلة لفرانس برس
    told = voice_at(norm)
    if norm[:2] == "لل" and told is not None and told.number == "s" and told.speaker.kind in ("person", "anonymous") and _head_root(ctx, first) in words("own_master"):
        return True  # أكد وزير الخارجية [للزعيم …]
    hit = ctx.hits.get(i)
    if hit and any(h.table in ("past", "present") and h.person not in ("1s", "1p") and (h.pre or _said_by(ctx, first, h) or not h.cue.homograph or _cue_like(ctx, i)) for h in hit) and voice_at(norm) is None and not (is_first_name(norm) and not _cue_like(ctx, i)):
        return True
    if hit and any(h.table == "participle" for h in hit) and ctx.norm(i - 1) not in words("not_adjective") and ctx.norm(i + 1) != "باسم":
        return True
    if told is not None and told.speaker.kind == "document" and (told.suf == "ا" or (told.number == "p" and not told.pre and _foreign(ctx, first, i))):
        return True  # نشر المحامي [بيانا], نشرت واشنطن بوست [تصريحات …]
    if ctx.tokens[i].kind == "number" and _counts(ctx, i, limit):
        return True
    outlet = told is not None and told.speaker.kind == "media" and not told.pre and i - first >= 2
    if (outlet or norm == "وسايل") and not is_construct(ctx, i - 1) and ctx.norm(i - 1) not in words("of_office"):
        return True  # أبلغ مسؤول محلي وكالة …: the one told
    if ctx.norm(i - 1).startswith("ال") and possessed(ctx, i) and (told is None or (told.suf and not told.pre)):
        return True
    if told is None and not is_construct(ctx, i - 1) and ctx.norm(i - 1) not in words("preposition") and i not in ctx.place_end and own_thing(ctx, i):
        return True  # نفى دونالد ترامب [علمه]
    if ctx.norm(i - 1).startswith("ال") and any(h.table == "noun" and not h.pre for h in ctx.hits.get(i, ())):
        return True
    if _object_behind(ctx, first, i):
        return True
    if told is None and i > first and norm[:2] in ("سي", "ست") and word(norm).kind == "verb" and i not in ctx.place_end and not is_first_name(norm) and not is_family(norm):
        return True  # التحالف [سيحقق]
    if told is None and i not in ctx.place_end and (_adverb(ctx, i) or _thing_behind_body(ctx, first, i)):
        return True
    inside = norm.startswith("ال") and ctx.norm(i - 1)[:1] == "ل"  # المرصد السوري لحقوق الإنسان
    if stop_masdar and is_masdar(norm) and voice_at(norm) is None and not inside and not is_construct(ctx, i - 1):
        return True
    return split_target and _second_phrase(ctx, first, i)


def _foreign(ctx: Context, first: int, i: int) -> bool:
    """Whether the words from ``first`` to ``i`` are no words known, as the names of foreign media are."""
    return i > first and all(voice_at(ctx.norm(k)) is None and not word(ctx.norm(k)).known and not ctx.norm(k).startswith("ال") for k in range(first, i))


def _object_behind(ctx: Context, first: int, i: int) -> bool:
    """Whether a common noun stands behind a subject that is complete: انتقدت دمشق [العملية], رفضت إيران [قرار …], انتقد الوزير [سياسة …]."""
    norm, told, head = ctx.norm(i), voice_at(ctx.norm(i)), voice_at(ctx.norm(first))
    if (told is not None and told.speaker.kind not in ("document", "media")) or i in ctx.place_end or is_first_name(norm) or is_family(norm):
        return False
    read = word(norm)
    if ctx.place_end.get(first) == i and read.article:
        return (read.known or not is_nisba(read)) and norm not in words("definite_adjective")
    office = i == first + 1 and head is not None and head.definite and not head.suf and head.speaker.kind in ("person", "anonymous", "collective")
    if read.article or read.joined or read.case or not (office or ctx.place_end.get(first) == i) or norm in words("inside_name"):
        return False
    return read.kind in ("noun", "both") and (read.known or norm in words("content_noun") or any(h.table == "noun" for h in ctx.hits.get(i, ())))


def own_thing(ctx: Context, i: int) -> bool:
    """Whether a known common noun at ``i`` carries a pronoun (علمه، ادعاءاتها): it is somebody's, and no name."""
    norm = ctx.norm(i)
    if norm.endswith("ه") and norm[:-1] in words("content_noun"):
        return True
    if not possessed(ctx, i) or is_first_name(norm) or is_family(norm):
        return False
    stem = norm.removesuffix("هما").removesuffix("ها").removesuffix("هم") if norm.endswith(("هما", "ها", "هم")) else norm[:-1]
    stem = stem[:-1] + "ه" if stem.endswith("ت") and not stem.endswith("ات") else stem
    return stem.endswith("ات") or is_masdar(stem) or word(stem).known or stem in words("content_noun")


def _adverb(ctx: Context, i: int) -> bool:
    """دعت النقابات المهنية [احتجاجا على …], قضت محكمة عسكرية [غيابيا]: an indefinite accusative is no part of a source."""
    norm, before = ctx.norm(i), ctx.norm(i - 1)
    if not norm.endswith("ا") or is_first_name(norm):
        return False
    if before.startswith("ال") and is_masdar(norm[:-1]):
        return True
    return len(norm) > 4 and (TANWIN in ctx.tokens[i].text or (norm.endswith("يا") and is_nisba(word(before)) and is_nisba(word(norm[:-1]))))


def _thing_behind_body(ctx: Context, first: int, i: int) -> bool:
    """كشفت الشرطة المالية [هوية منفذ الهجوم]: a bare common noun behind a body with its adjective begins the object."""
    norm, before = ctx.norm(i), ctx.norm(i - 1)
    head = voice_at(ctx.norm(first))
    named = head is not None and not head.definite and head.speaker.kind in _BODIES and is_nisba(word(before))  # فريق القوة الجوية العراقي [سبب …]
    if not (_body(ctx.norm(first)) or named) or not before.startswith("ال") or norm[:2] == "ال" or norm[:1] in "بلكوف" or norm in words("inside_name"):
        return False
    read = word(norm)
    return read.kind == "noun" and (read.known or norm in words("content_noun")) and not is_first_name(norm) and not is_family(norm) and i not in ctx.hits


def _behind_person(ctx: Context, first: int, i: int) -> bool:
    """Whether a known noun with the article at ``i`` stands behind a personal name, to which it cannot belong.

    أعلن دونالد ترامب [الاعتراف], نفى عادل السوادي [الاتهامات], but سمير الحداد and عادل العراقي.
    """
    norm, before = ctx.norm(i), ctx.norm(i - 1)
    if i <= first or not norm.startswith("ال") or norm in words("in_names") or is_nisba(word(norm)) or i in ctx.place_end:
        return False
    whole = is_family(before) or (_given(ctx, first, i - 2) and voice_at(before) is None)
    if not (whole or _given(ctx, first, i - 1)):
        bare = i == first + 1 and voice_at(before) is None and before[:2] != "ال" and first not in ctx.place_end
        return bare and any(h.table == "noun" for h in ctx.hits.get(i, ()))  # كرر ميلر [التأكيد]
    voice = voice_at(norm)
    if voice is not None and voice.speaker.kind != "document":
        return False  # ترامب الرئيس: who he is
    noun = word(norm).known and (whole or is_masdar(norm))  # جمال التل: a surname may be a thing
    return noun or norm in words("content_noun") or any(h.table == "noun" for h in ctx.hits.get(i, ()))


def _given(ctx: Context, first: int, k: int) -> bool:
    """Whether the word at ``k`` of the phrase is a first name: neither على nor the باسم of متحدث باسم, nor an office (حاكم)."""
    norm = ctx.norm(k)
    return k >= first and is_first_name(norm) and voice_at(norm) is None and ctx.tokens[k].text != "على" and (k == first or norm != "باسم")


def _counts(ctx: Context, i: int, limit: int) -> bool:
    """أدانت المحكمة [5 ناشطين], but القناة 12 الإسرائيلية: whether a number behind a definite noun counts what follows."""
    after = ctx.norm(i + 1)
    return ctx.norm(i - 1).startswith("ال") and i + 1 < limit and ctx.tokens[i + 1].kind == "word" and not after.startswith("ال") and not ctx.is_that(i + 1) and after not in words("preposition") and i not in ctx.time_end


def _asyndetic(ctx: Context, first: int, norm: str) -> bool:
    """Whether ``norm`` is the verb of a relative clause without pronoun behind an indefinite head: a person or a thing said or written."""
    head = voice_at(ctx.norm(first))
    if head is None or head.definite or head.pre not in ("", "ل") or ctx.norm(first + 1).startswith("ال") or norm not in lists().verbs:
        return False
    if head.speaker.kind == "anonymous":
        return not is_first_name(norm) and voice_at(norm) is None
    return head.speaker.kind == "document" and word(norm).kind == "verb"


def _said_by(ctx: Context, first: int, hit: Hit) -> bool:
    """بيان نقلته الوكالة: a verb with a pronoun behind a document tells who passed it on."""
    head = voice_at(ctx.norm(first))
    return bool(hit.suf) and head is not None and head.speaker.kind in ("document", "media") and not head.definite


def _cue_like(ctx: Context, i: int) -> bool:
    """A bare past verb inside a phrase is a verb when a complementiser or colon follows soon, else a noun or name."""
    return any(ctx.is_that(j) or ctx.norm(j) == ":" for j in (i + 1, i + 2))


def possessed(ctx: Context, i: int) -> bool:
    """A noun with a pronoun (حصاره) behind a complete phrase begins another one."""
    text, norm = ctx.tokens[i].text.rstrip(DIACRITICS), ctx.norm(i)
    return len(norm) > 4 and norm not in words("itself") and not norm.startswith(("ال", "و")) and (norm.endswith(("ها", "هم", "هما")) or (text.endswith("ه") and norm not in ("الله",)))


def _head_root(ctx: Context, i: int) -> str:
    norm = ctx.norm(i)
    return norm[2:] if norm.startswith("ال") else norm


def _from_inside(ctx: Context, first: int, i: int) -> bool:
    nxt = ctx.norm(i + 1)
    if i - first == 1 and ctx.norm(first) in words("each"):
        return True  # كل من وزيري الدفاع والداخلية
    if nxt in words("from_inside"):
        return nxt == "داخل"
    voice = voice_at(ctx.norm(first))
    if i - first == 1 and ctx.norm(first) in words("counting"):
        return True  # اثنان من المسؤولين
    return voice is not None and voice.speaker.kind in ("anonymous", "document", "media", "collective") and i - first <= 4


def is_construct(ctx: Context, i: int) -> bool:
    """Whether the word at ``i`` is a bare office or organisation noun that still needs its genitive (وزير …)."""
    voice = voice_at(ctx.norm(i))
    return voice is not None and not voice.definite


def _second_phrase(ctx: Context, first: int, i: int) -> bool:
    """Whether a second full noun phrase begins at ``i``: the one addressed, accused or asked."""
    norm = ctx.norm(i)
    voice = voice_at(norm)
    joined = norm.startswith("و") and (voice is None or voice.pre.startswith("و"))  # and not وزير
    if joined or is_construct(ctx, i - 1):
        return False
    before = ctx.norm(i - 1)
    if before in words("inside_name") or norm in words("definite_adjective") or norm in words("title"):
        return False
    if is_first_name(before) and norm.startswith("ال") and norm.endswith("ي") and voice_at(before) is None:
        return False  # عبدالملك [الحوثي]
    if voice is not None and voice.pre == "ال" and before not in ("هذا", "هذه"):
        return True
    if voice is not None and not voice.pre and voice.speaker.kind in ("person", "anonymous") and not voice.definite and _body(before):
        return True  # اتهمت المعارضة [رئيس البلدية]
    if before.startswith("ال") and i - first >= 2 and _given(ctx, first, i - 2) and voice is None and not norm.startswith("ال") and norm not in words("inside_name"):
        return True  # وصف سامي الحداد [منفذ الهجوم]
    if norm.startswith("ال") and is_accusative(norm) and not is_family(norm) and i == first + 1 and voice_at(before) is None and not is_first_name(before):
        return True  # يطالب ترمب [الأوروبيين]
    if is_nisba(word(before)) and before.startswith("ال") and norm.startswith("ال") and voice is None and any(r.kind == "noun" for r in readings(norm)):
        return True  # وصف رئيس الوزراء المالي [الحادث]
    if before.startswith("ال") and norm.startswith("ال") and is_accusative(norm) and not before.endswith(("ين", "ات")):
        return True  # دعت الرئاسة العراقيين, but شؤون اللاجئين السوريين
    if voice is not None and not voice.pre and voice.speaker.kind in ("document", "organization", "group"):
        named = voice_at(before) is None and not before.startswith("ال") and voice.speaker.kind == "document"
        alone = i - 1 == first and voice_at(before) is not None
        behind_body = voice_at(ctx.norm(first)) is not None and before.startswith("ال") and is_nisba(word(before)) and not voice.definite
        if named or behind_body or (before.startswith("ال") and (voice.number == "p" or alone)):
            return True  # دعت الخارجية المالية [مجلس الأمن]
    if is_first_name(before) and i == first + 1:
        return False  # جبريل الوادي: the surname
    return (i in ctx.place_end and (before.startswith("ال") or _is_name_end(ctx, first, i))) or norm in ("كل", "جميع")


def _body(norm: str) -> bool:
    """Whether a word is a body with the article (المعارضة, الجمعية)."""
    voice = voice_at(norm)
    return norm.startswith("ال") and voice is not None and voice.speaker.kind in _BODIES


def _is_name_end(ctx: Context, first: int, i: int) -> bool:
    return i - first >= 1 and voice_at(ctx.norm(i - 1)) is None
