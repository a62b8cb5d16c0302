"""What stands between a cue and its source: adverbs, times, occasions, addressees."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.ends import and_verb
from khabar.extract.attributions.lexicon import spelled_as, voice_at, words
from khabar.text.fold import DIACRITICS

_TOLD = 5  # words of an outlet that is told, and the speaker behind it


def skip_fillers(ctx: Context, i: int, limit: int) -> int:
    """First token from ``i`` that is no adverb, comma, time or في+occasion."""
    filler = words("filler")
    while i < limit:
        norm = ctx.norm(i)
        if i in ctx.time_end:
            i = ctx.time_end[i]
        elif norm[:1] == "ب" and is_occasion_noun(norm[1:]):
            i += 1  # ببيانها
        elif (norm in filler and ctx.norm(i + 1) != "باسم") or norm in COMMAS:
            i += 1  # متحدثة إلى الصحفيين, but not متحدثة باسم …
        elif norm in words("again") and ctx.norm(i + 1) in words("another_time"):
            i += 2  # مرة أخرى
        elif norm == "من" and ctx.norm(i + 1) in words("own_side"):
            i += 3 if ctx.norm(i + 2) in words("another_time") else 2
        elif norm in ("منه", "منها") and i - 1 in ctx.hits:
            i += 1  # الجامع الذي أعلن منه [زعيم التنظيم]
        elif norm == "من" and (end := ctx.place_end.get(i + 1, limit)) < limit and voice_at(ctx.norm(end)) is not None:
            i = end  # وأعلن من نيويورك [متحدث باسم المنظمة]
        elif (told := _told(ctx, i, limit)) > i:
            i = told
        elif norm in words("occasion_preposition") and is_occasion(ctx, i + 1):
            stop = _next_comma(ctx, i + 1, limit)
            if stop >= limit:
                return limit
            i = stop
        else:
            return i
    return limit


def _told(ctx: Context, i: int, limit: int) -> int:
    """Behind the one told, where the speaker follows (قال لوكالة الأنباء | مصدر أمني, وقالت للصحيفة | ممرضة); else ``i``."""
    if ctx.norm(i)[:1] != "ل" or not is_addressee(ctx, i):
        return i
    for k in range(i + 1, min(limit, i + _TOLD)):
        voice = voice_at(ctx.norm(k))
        if ctx.tokens[k].kind != "word" or k in ctx.hits or ctx.norm(k) in words("preposition") or ctx.norm(k) in words("setting"):
            return i
        if voice is not None and voice.speaker.kind in ("anonymous", "person", "collective") and (not voice.pre or (voice.pre == "ال" and k == i + 1)):
            return k
    return i


def begins(ctx: Context, i: int) -> bool:
    token = ctx.tokens[i]
    if i in ctx.quote_at:
        return is_name_quote(ctx, ctx.quote_at[i]) or ctx.quote_at[i].last - i <= 6
    if token.text in "#(":
        return True
    if token.kind == "number":
        return True
    if token.kind != "word" or ctx.is_that(i):
        return False
    norm = token.norm
    voice = voice_at(norm)
    if norm == "علي" and token.text.endswith("ي"):
        return True
    if norm in words("each") and ctx.norm(i + 1) == "من":
        return True
    if voice is None and i not in ctx.place_end and _possessed(token.text, norm):
        return False  # أكد [رغبته]: what somebody has is no voice, unless it is one (محاميه)
    if voice is not None and voice.suf and ctx.norm(i + 1)[:1] == "ل" and not words("stance").isdisjoint(_unpossessed(norm)):
        return False  # أعلنت [معارضتها لإصدار تشريع]
    if norm in words("speaking_so") and i not in ctx.place_end:
        return False  # وأضاف [مخاطبا أنصاره]
    if norm in words("no_source") or (norm in words("setting") and (voice is None or not spelled_as(voice, token.text))):
        return False
    if voice is not None and voice.pre.startswith(("ب", "ل", "ك")) and i not in ctx.place_end:
        return False
    if norm.startswith(("بال", "وبال")) and voice is None and i not in ctx.place_end:
        return False
    if norm.startswith("لل") and len(norm) > 4 and voice is None and i not in ctx.place_end:
        return False  # وتقول للمرضى: ل with the article leads to the one who is told; no name begins so (للا is shorter)
    if norm[:1] == "ل" and (is_addressee(ctx, i) or token.text[1:2] in ("أ", "إ")) and voice is None:
        return False
    return norm not in words("not_first") and norm not in words("relative") and (voice is not None or i in ctx.place_end or not and_verb(norm))


def _possessed(text: str, norm: str) -> bool:
    """Whether a noun that speaks for nobody carries a pronoun (رغبته، صدمتها)."""
    return len(norm) > 4 and norm[:2] != "ال" and norm.endswith(("ته", "تها", "تهم")) and text.rstrip(DIACRITICS)[-1:] != "ة"


def is_occasion(ctx: Context, i: int) -> bool:
    """Whether the noun at ``i`` is when or by what means one speaks (في مقابلة, في تغريدته, في البيان)."""
    return is_occasion_noun(ctx.norm(i)) or i in ctx.time_end


def is_occasion_noun(norm: str) -> bool:
    """The same of a folded word (مقابلة, تغريدته, البيان)."""
    said = words("occasion")
    return norm in said or (norm.startswith("ال") and norm[2:] in said) or not said.isdisjoint(_unpossessed(norm))


def _unpossessed(norm: str) -> list[str]:
    """What stands before a possessive pronoun: تغريدته → تغريده, خطابهم → خطاب."""
    stems = [norm[:-len(suffix)] for suffix in ("ه", "ها", "هم", "هما") if norm.endswith(suffix) and len(norm) > len(suffix) + 2]
    return [s[:-1] + "ه" if s.endswith("ت") else s for s in stems]


def _next_comma(ctx: Context, i: int, limit: int) -> int:
    while i < limit and ctx.norm(i) not in COMMAS:
        i += 1
    return i


def is_addressee(ctx: Context, i: int) -> bool:
    norm = ctx.norm(i)
    if norm == "ل":
        return True
    rest = norm[2:] if norm.startswith("لل") else norm[1:]
    return rest.isascii() or rest in words("addressee") or "ال" + rest in words("addressee")


def unauthorised(ctx: Context, i: int) -> bool:
    """غير مخول بالتصريح, غير مصرح له بالحديث: what one may not do is no act of saying."""
    return ctx.norm(i)[:1] in ("ب", "ل") and (ctx.norm(i - 1) in words("authorised") or ctx.norm(i - 2) in words("authorised"))
