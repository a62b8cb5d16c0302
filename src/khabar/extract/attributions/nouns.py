"""Nouns of saying (اتهامات بـ، مزاعم، أنباء عن، قوله إن): pass one."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import Hit, is_masdar, voice_at, words
from khabar.extract.attributions.opening import Opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.phrase_start import skip_fillers, unauthorised
from khabar.text.fold import fold
from khabar.text.sentences import Sentence

_REACH = 14
_FAR = 24  # words between a verb and the demand for whose sake it is done
_ADJECTIVES = 3  # words between a noun of saying and those it is said to


def noun_draft(ctx: Context, i: int, limit: int, sentence: Sentence) -> Draft | None:
    """The draft of a noun of saying at token ``i``, or None when no frame of its entries fits."""
    for hit in ctx.hits[i]:
        if hit.table in ("noun", "masdar"):
            draft = _fit(ctx, i, limit, sentence, hit)
            if draft is not None:
                return draft
    return None


def _fit(ctx: Context, i: int, limit: int, sentence: Sentence, hit: Hit) -> Draft | None:
    cue = hit.cue
    pronoun = bool(hit.suf) and hit.suf != "ا"
    before = voice_at(ctx.norm(i - 1)) if i else None
    if hit.pre.endswith("ال") and not hit.pre.endswith("لال") and before is not None and before.speaker.kind != "document" and not before.definite:
        return None  # وكالة الأنباء, ممثلو الادعاء
    if cue.needs == "pronoun" and not pronoun:
        return None
    if ctx.norm(i - 1) == "في" and ctx.norm(i).removeprefix("ال") in words("occasion") and not pronoun:
        return None  # في تصريحات لـ…: an occasion
    if unauthorised(ctx, i):
        return None
    draft = Draft(i, i + 1, hit, sentence, "noun", how="hidden" if pronoun else "none")
    at = i + 1
    if not pronoun and not hit.pre.endswith("ال"):
        at = _possessor(ctx, draft, at, limit)
    opening = _by_order(ctx, draft, limit) or _opening(ctx, draft, _past_addressee(ctx, draft, at, limit), limit)
    if opening is None:
        return None
    if draft.source is None and not pronoun:
        _voiced(ctx, draft)
    if draft.source is None and hit.pre.endswith("لال") and cue.act in ("demand", "accuse"):
        _purposeful(ctx, draft)
    if cue.act in ("deny", "confirm") and opening.kind == "genitive" and ctx.norm(opening.start).removeprefix("ال") in words("comment"):
        return None  # رفض التعليق
    possessed = pronoun or draft.source is not None
    if (cue.needs == "possessor" or hit.table == "masdar") and not possessed:
        return None
    draft.opening = opening
    return draft


def _by_order(ctx: Context, draft: Draft, limit: int) -> Opening | None:
    """بأوامر من X …, بطلب من X …: what is done on X's word is the content."""
    i = draft.first
    if draft.hit.cue.act not in ("order", "demand") or not draft.hit.pre.endswith("ب") or ctx.norm(i + 1) != "من":
        return None
    found = source_phrase(ctx, i + 2, limit)
    if found is None or found[1] >= limit:
        return None
    last = found[1]
    for k in range(found[0] + 1, found[1]):
        if ctx.norm(k) in words("fused_b") or (ctx.norm(k)[:1] in "يت" and voice_at(ctx.norm(k)) is None and len(ctx.norm(k)) > 3):
            last = k  # the verb of what is done
            break
    draft.source, draft.how = (found[0], last), "after"
    return Opening("clause", last, last)


def _past_addressee(ctx: Context, draft: Draft, at: int, limit: int) -> int:
    """نداء عاجل للمنظمات لإنقاذ …: behind the phrase that names those asked, which no content of a demand is."""
    if draft.hit.cue.act != "demand":
        return at
    for j in range(at, min(limit, at + _ADJECTIVES)):
        voice = voice_at(ctx.norm(j))
        if voice is not None and voice.pre.startswith("ل") and voice.speaker.kind != "document":
            found = source_phrase(ctx, j, min(limit, j + _REACH), fused=True, stop_masdar=True)
            end = found[1] if found is not None else j + 1
            return next((k for k in range(j + 1, end) if _lead(ctx, draft.hit, k) and voice_at(ctx.norm(k)) is None), end)
    return at


def _voiced(ctx: Context, draft: Draft) -> None:
    """أطلق الأهالي نداءات, وجهت الوزارة دعوة: the subject of the verb that carries the noun speaks."""
    for k in range(draft.first - 2, max(draft.sentence.first, draft.first - _REACH) - 1, -1):
        norm = ctx.norm(k)
        if norm in COMMAS or ctx.is_that(k):
            return
        if norm in words("voices_noun") or (norm[:1] in "وف" and norm[1:] in words("voices_noun")):
            found = source_phrase(ctx, k + 1, draft.first)
            if found is not None and skip_fillers(ctx, found[1], draft.first) == draft.first and (voice_at(ctx.norm(found[0])) is not None or found[0] in ctx.place_end):
                draft.source, draft.how = found, "after"
            return


def _purposeful(ctx: Context, draft: Draft) -> None:
    """تظاهر الأهالي للمطالبة بـ…: whoever acts for the sake of a demand makes it."""
    for k in range(draft.first - 1, max(draft.sentence.first, draft.first - _FAR) - 1, -1):
        if ctx.is_that(k):
            return
        kind = ctx.doc.clause[k].kind
        if (kind != "verb" and not (kind == "both" and _opens_clause(ctx, k, draft.sentence.first))) or k in ctx.time_end or k in ctx.place_end:
            continue
        found = source_phrase(ctx, k + 1, draft.first, stop_masdar=True)
        if found is not None and not ctx.norm(found[0]).startswith(("ب", "ل", "ك")) and not is_masdar(ctx.norm(found[0])):
            draft.source, draft.how = found, "after"
        return


def _opens_clause(ctx: Context, k: int, first: int) -> bool:
    """Whether a word that may be a verb or its noun (تظاهر) opens its clause, where it is the verb."""
    return k == first or ctx.norm(k - 1) in COMMAS or ctx.doc.clause[k].joined


def _possessor(ctx: Context, draft: Draft, at: int, limit: int) -> int:
    """The genitive behind the noun when it is a speaker: اتهامات الحوثيين, إعلان الوزارة."""
    if at >= limit or ctx.tokens[at].kind != "word":
        return at
    norm = ctx.norm(at)
    voice = voice_at(norm)
    if at in ctx.place_end or (voice is not None and (voice.definite or not voice.pre) and voice.speaker.kind != "document"):
        if norm.startswith("ب") and voice is not None and voice.pre.startswith("ب"):
            return at
        found = source_phrase(ctx, at, _before_lead(ctx, draft.hit, at, limit), stop_masdar=True)
        if found is not None:
            draft.source, draft.how = found, "after"
            return found[1]
    return at


def _before_lead(ctx: Context, hit: Hit, at: int, limit: int) -> int:
    for j in range(at + 1, min(limit, at + _REACH)):
        if _lead(ctx, hit, j) or ctx.is_that(j):
            return j
        against = voice_at(ctx.norm(j))
        if against is not None and against.pre.startswith("ل") and against.speaker.kind in ("organization", "group"):
            return j  # اتهامات الحوثيين للتحالف
    return min(limit, at + _REACH)


def _lead(ctx: Context, hit: Hit, j: int) -> str:
    norm = ctx.norm(j)
    for prep in hit.cue.by:
        lead = fold(prep)
        if norm == lead:
            return prep
        if len(lead) == 1 and norm.startswith(lead) and len(norm) > 3 and norm not in words("fused_b" if lead == "ب" else "fused_l"):
            if ctx.place_start.get(j) == ctx.tokens[j].start:
                continue  # وقعته بيونغيانغ: its own ب
            if voice_at(norm) is None and ctx.is_that(j):
                return ""
            return prep
    return ""


def _opening(ctx: Context, draft: Draft, at: int, limit: int) -> Opening | None:
    hit = draft.hit
    while at < limit and (at in ctx.time_end or ctx.norm(at) in words("filler")):
        at += 1
    for j in range(at, min(limit, at + _REACH)):
        norm = ctx.norm(j)
        if (norm in COMMAS and j > at) or j - at > 3:
            return None
        if j in ctx.quote_at and hit.cue.quote:
            return Opening("quote", j, j + 1)
        if norm == ":" and hit.cue.quote:
            return Opening("colon", j, j + (2 if j + 1 in ctx.quote_at else 1)) if j + 1 < limit else None
        if ctx.is_that(j) and hit.cue.that and j + 1 < limit:
            return Opening("that", j, j + (2 if j + 1 in ctx.quote_at else 1))
        prep = _lead(ctx, hit, j)
        if prep and not ctx.is_that(j):
            fused = ctx.norm(j) != fold(prep)
            start = j if fused else j + 1
            if start >= limit:
                return None
            if ctx.is_that(start) and start + 1 < limit:
                start += 1  # تأكيده على أن …
            if start in ctx.quote_at:
                start += 1
            return Opening("led", j, start, clitic=1 if fused else 0, through=prep)
        if j == at and hit.cue.genitive == "content" and j in ctx.quote_at and j + 1 < limit:
            return Opening("genitive", j, j + 1)  # بتهمة «التجمهر»
        if j == at and hit.cue.genitive == "content" and (hit.cue.act != "demand" or draft.source is not None) and _content_noun(ctx, j, hit, draft):
            return Opening("genitive", j, j)
        if j in ctx.hits and any(h.table in ("past", "present") for h in ctx.hits[j]):
            return None
    return None


def _content_noun(ctx: Context, j: int, hit: Hit, draft: Draft) -> bool:
    norm = ctx.norm(j)
    if ctx.tokens[j].kind != "word" or norm in words("setting") or norm in words("relative") or norm in ("في", "من", "علي", "عن", "الي"):
        return False
    if hit.pre.endswith("ال"):
        return False
    return is_masdar(norm) or ((hit.cue.act == "accuse" or hit.cue.id == "cue.noun.akhbar") and draft.source is None and voice_at(norm) is None and j not in ctx.hits)
