"""Where the source's noun phrase stops and the object's begins."""

from __future__ import annotations

from khabar.extract.attributions.apposition import unnamed_here
from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.guards import head_noun
from khabar.extract.attributions.lexicon import is_first_name, is_masdar, voice_at, words
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.phrase_ends import own_thing
from khabar.text.clause_words import word


def object_start(ctx: Context, found: tuple[int, int], stop: int) -> int | None:
    """First token of the object behind (or at the end of) the source phrase."""
    first, last = found
    j = last
    while j < stop and (ctx.norm(j) in COMMAS or j in ctx.time_end or ctx.norm(j) in words("filler")):
        j += 1
    if j < stop and ctx.norm(j) in words("quoting"):
        return None
    if j == last and j < stop and own_thing(ctx, j):
        return j  # نفى الرئيس [علمه بدفع …]
    if j < stop and any(h.suf and h.table == "past" for h in ctx.hits.get(j, ())):
        passed_on = source_phrase(ctx, j + 1, stop, stop_masdar=True)  # مقاطع بثها التلفزيون …
        if passed_on is not None:
            j = next((k for k in range(passed_on[0] + 1, passed_on[1]) if ctx.norm(k).endswith("ا") and voice_at(ctx.norm(k)) is None), passed_on[1])
    if j < stop and ctx.tokens[j].kind == "word" and is_masdar(ctx.norm(j)) and ctx.norm(j) not in words("called_by_name"):
        return j
    if j < stop and (ctx.norm(j) in words("through") or ctx.norm(j) in words("called_by_name")):
        for k in range(j, stop):
            shown = voice_at(ctx.norm(k)) if ctx.norm(k - 1) in COMMAS else None
            if shown is not None and shown.speaker.kind == "document":
                return k  # عبر وسائل التواصل، مقطع فيديو
            inside = ctx.norm(k).startswith("ال") and ctx.norm(k - 1) not in COMMAS  # وسائل التواصل
            if is_masdar(ctx.norm(k)) and not inside and voice_at(ctx.norm(k)) is None and ctx.norm(k - 1) not in ("في", "من"):
                return k
    if j + 2 < stop and ctx.norm(j) in words("occasion_preposition") and ctx.norm(j + 1).startswith("ال") and ctx.norm(j + 2) in words("content_noun"):
        return j + 2  # وانتقد الوزير بعد الحادث عدم انتباه …
    if j < stop and (ctx.norm(j) in words("setting") or ctx.norm(j) in words("in_from") or unnamed_here(ctx, j, stop)):
        for k in range(j, min(stop, j + 24)):
            if ctx.norm(k - 1) in COMMAS and head_noun(ctx, k):
                return k
    named = ctx.quote_at[first].last if first in ctx.quote_at else first + 1  # a quoted name is whole
    for k in range(named, last):
        if _second_object(ctx, first, k):
            return k
    if j >= stop or ctx.norm(j) in words("relative") or any(h.table != "noun" for h in ctx.hits.get(j, ())):
        for k in range(max(j, first + 1), min(stop, first + 20)):
            norm = ctx.norm(k)
            if len(norm) > 3 and norm.endswith("ا") and not norm.endswith("ها") and ctx.tokens[k].kind == "word" and k not in ctx.time_end and voice_at(norm) is None:
                return k
    if j < stop and (ctx.tokens[j].kind in ("word", "number") or j in ctx.quote_at) and ctx.norm(j) not in words("setting") and ctx.norm(j) not in words("preposition"):
        return j
    return None


def _second_object(ctx: Context, first: int, k: int) -> bool:
    """A definite noun behind a complete name or place: رفضت ميانمار التقرير, انتقد بولتون التحركات."""
    norm = ctx.norm(k)
    before = ctx.norm(k - 1)
    if norm in words("quantity") and before.startswith("ال"):
        return True
    if before in words("inside_phrase") or before in words("setting") or before in ("#", "_") or (ctx.norm(k - 2) == "عبد" and ctx.comma(k + 1)):
        return False
    if before.startswith("ل") and len(before) > 3 and k - 1 not in ctx.place_end and (voice_at(before) is not None or is_masdar(before[1:])):
        return False
    if is_masdar(norm) and voice_at(norm) is None and not norm.startswith("ال") and not is_first_name(norm):
        return True
    if norm.startswith("ال") and is_masdar(norm) and ctx.norm(k + 1) == "عن":
        return True
    if k - first >= 2 and norm.startswith("ال") and not any(ctx.norm(m).startswith("ال") for m in range(first, k)) and first not in ctx.place_end:
        head = voice_at(ctx.norm(first))
        inside = k in ctx.place_end or norm in words("in_names") or is_first_name(before) or ((outer := voice_at(before)) is not None and outer.speaker.kind in ("organization", "group") and not outer.definite and k - 1 > first) or before in words("location")
        if head is not None and not head.definite and not norm.endswith(("ي", "يه")) and not inside:
            return True  # تنظيم مسلح الهجوم
    if before.startswith("ال") and len(norm) > 3 and norm.endswith("ا") and not norm.startswith("ال") and voice_at(norm) is None and k not in ctx.time_end:
        return True
    if before.startswith("ال") and not norm.startswith(("ال", "و", "ل")) and k not in ctx.place_end and k not in ctx.time_end:
        head, own = voice_at(ctx.norm(first)), voice_at(norm)
        if own is not None and own.speaker.kind == "document" and not own.pre:
            return True  # الباحث نتائج
        closed = head is not None and (head.speaker.kind in ("organization", "group", "document") or (head.speaker.kind == "media" and head.definite))
        if closed and own is None and ctx.tokens[k].kind == "word":
            return not norm.endswith(("ي", "يه"))  # الصحيفة صمت الوزير: no name stands behind an organisation
    voice = voice_at(norm)
    if voice is not None and voice.pre == "ال" and voice.speaker.kind in ("organization", "group", "document") and voice_at(before) is None and not before.startswith("ال"):
        return before not in words("of_office")
    if before in words("definite_adjective") and norm.startswith("ال") and not norm.endswith(("ي", "يه")) and k - first >= 2 and ((v := voice_at(norm)) is None or v.speaker.kind == "document"):
        return norm not in words("definite_adjective")
    if not norm.startswith("ال") or norm.endswith(("ي", "يه", "يين", "يون")) or norm in words("definite_adjective"):
        return norm in words("begins_object")
    if k - 1 in ctx.place_end or (k - 1 == first and before.startswith("ال") and (voice is None or (voice.pre == "ال" and voice.speaker.kind == "document"))):
        return True
    if not before.startswith("ال") and before.endswith(("ون", "ين")):
        return True
    if is_first_name(before):
        return False  # المتحدث أشرف الحلو: a surname
    return not before.startswith("ال") and voice_at(before) is None and k - 1 >= first and voice_at(norm) is None and not word(before).known
