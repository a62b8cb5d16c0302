"""Contents that are a bare noun phrase: أعلن X مقتل …, رفض X الاتفاق, وظهر في التسجيل …."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft, Range
from khabar.extract.attributions.forms import has_form
from khabar.extract.attributions.guards import marked_passive, no_comment
from khabar.extract.attributions.lexicon import Hit, is_masdar, voice_at, words
from khabar.extract.attributions.opening import Opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.phrase_start import skip_fillers
from khabar.extract.attributions.second import object_start
from khabar.extract.attributions.sourcing import checked, subject_first, subject_in_front
from khabar.extract.attributions.subject import source_after


def bare_object(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """أعلن X مقتل …, رفض X الاتفاق: a bare noun phrase behind the source is the content."""
    hit, i = draft.hit, draft.first
    stop = limit
    if hit.cue.source == "document" and ctx.norm(i + 1) in ("في", "فيه"):
        return _shown_in(ctx, draft, limit)
    if draft.role == "passive" or marked_passive(ctx, i):
        draft.role, draft.how = "passive", "none"
        draft.opening = Opening("object", i + 1, i + 1)
        return draft if i + 1 < stop and ctx.norm(i + 1) not in words("setting") and ctx.norm(i + 1) not in words("in_from") else None
    if hit.cue.objects and not has_form(ctx, i, limit, hit.cue.objects):
        return None
    found = None if subject_first(ctx, draft, draft.clause) else source_after(ctx, i, stop, hit, masdar=True)
    if found is not None and not _opens_object(ctx, i, found, hit):
        return _behind_source(ctx, draft, found, stop)
    start = i + 1
    while start < stop and (_passed_over(ctx, start) or ctx.norm(start) in COMMAS):
        start += 1
    if start < stop and ctx.norm(start) in words("occasion_preposition"):
        behind = skip_fillers(ctx, start, stop)  # نفى خلال خطاب في الجنوب، إرسال …
        start = behind if behind < stop and is_masdar(ctx.norm(behind)) else start
    if start < stop and ctx.norm(start) in words("asked"):
        start = _past_addressee(ctx, start, stop)
    if start >= stop or ctx.tokens[start].kind != "word" or ctx.norm(start) in words("setting") or ctx.norm(start) in words("preposition"):
        return None
    if ctx.norm(start) in words("what") and ctx.norm(start) != "ما":
        return None  # أوضح مما توقعه الجميع
    if hit.cue.act == "deny" and no_comment(ctx, start):
        return None
    draft.opening = Opening("object", i + 1, start)
    if draft.source is None:
        subject_in_front(ctx, draft, draft.clause)
    bare_verb = not hit.pre and hit.table == "past" and hit.cue.past == "أعلن" and ctx.norm(i - 1) not in words("conjoined")
    agreeing = ctx.tokens[start].text.endswith("ة") == (hit.person == "3fs")
    if draft.source is None and bare_verb and start == i + 1 and agreeing:
        return None  # أعلنت هدنة: the passive entry takes it
    return checked(ctx, draft)


def _behind_source(ctx: Context, draft: Draft, found: Range, stop: int) -> Draft | None:
    """The draft with the source and the object behind it."""
    act = draft.hit.cue.act
    start = object_start(ctx, found, stop)
    if start is None:
        return None
    repeats = ctx.norm(draft.first).removeprefix("و") in words("voices_noun")
    if repeats and any(h.table == "noun" or (h.table == "masdar" and not h.suf) for h in ctx.hits.get(start, ())) and not has_form(ctx, start - 1, start + 1, draft.hit.cue.objects):
        return None  # جدد الوزير تأكيد عزمه: the noun is the act of saying
    draft.source = (found[0], min(found[1], start))
    asked = voice_at(ctx.norm(start))
    if asked is not None and asked.suf == "ا" and ctx.norm(start).removesuffix("ا") in words("shows"):
        return None  # نشر ناشطون صورا: nothing is said
    if act == "demand" and asked is not None and asked.pre == "ال" and asked.speaker.kind != "document":
        start = _past_addressee(ctx, start, stop)
        if start >= stop:
            return None
    draft.how = "after"
    draft.opening = Opening("object", draft.source[1], start)
    if act == "deny" and no_comment(ctx, start):
        return None
    return checked(ctx, draft)


def _passed_over(ctx: Context, i: int) -> bool:
    return ctx.norm(i) in words("filler") or ctx.norm(i) in words("of_them") or i in ctx.time_end or (ctx.norm(i) == "في" and i + 1 in ctx.time_end)


def _past_addressee(ctx: Context, start: int, stop: int) -> int:
    """طلبت من القاهرة تولي …: the verbal noun behind the phrase that names the one asked."""
    for k in range(start + 1, min(stop, start + 10)):
        if is_masdar(ctx.norm(k)) and voice_at(ctx.norm(k)) is None and ctx.norm(k - 1) not in words("asked") and k not in ctx.time_end:
            return k
    return stop


def _shown_in(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """وظهر في تسجيل …, وبدا في المقطع …: the recording is the source, what it shows the content."""
    i = draft.first
    voice = voice_at(ctx.norm(i + 2))
    if voice is None or voice.speaker.kind != "document":
        return None
    found = source_phrase(ctx, i + 2, limit, stop_masdar=True)
    last = i + 3
    if found is not None:
        while last < found[1] and (voice_at(ctx.norm(last)) is not None or ctx.norm(last).startswith("ال")):
            last += 1
    draft.source, draft.how = (i + 2, last), "after"
    if last < limit and any(h.suf for h in ctx.hits.get(last, ())):
        last = next((k for k in range(last, limit) if ctx.norm(k) not in words("setting") and is_masdar(ctx.norm(k))), last + 1)
    draft.opening = Opening("object", draft.source[1], last)
    return draft if last < limit else None


def _opens_object(ctx: Context, i: int, found: tuple[int, int], hit: Hit) -> bool:
    """Whether the phrase behind the verb is its object, the subject being hidden or in front."""
    norm = ctx.norm(found[0])
    return voice_at(norm) is None and norm not in words("each") and found[0] not in ctx.place_end and (is_masdar(norm) or norm in words("content_noun"))


def far_quote(ctx: Context, bare: Draft, opening: Opening) -> bool:
    """A quotation with words of the clause between the source and it is part of a bare content, not all of it."""
    if opening.kind != "quote" or bare.source is None or bare.opening is None or ctx.norm(opening.at - 1) in COMMAS:
        return False
    return opening.at - bare.opening.start >= 2
