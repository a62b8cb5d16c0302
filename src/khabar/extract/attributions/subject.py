"""The source of a verb of saying: behind it, in front of it, or the antecedent of its relative clause."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Range
from khabar.extract.attributions.lexicon import (
    THAT_FORMS,
    Hit,
    gender_of,
    is_accusative,
    is_first_name,
    is_masdar,
    phrases_at,
    unnamed_end,
    voice_at,
    words,
)
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.phrase_ends import possessed
from khabar.extract.attributions.phrase_start import skip_fillers
from khabar.text.clause_words import word

_REACH = 45
_ADVERBIAL = 6
_SEAT = 4  # words of a body before the place it sits in
_REMARK = 10  # words of a remark between commas


def source_after(ctx: Context, i: int, limit: int, hit: Hit, *, masdar: bool = False) -> Range | None:
    """The source behind verb ``i`` and before ``limit`` (verb–subject order), if its form allows one there."""
    if hit.person in ("1s", "1p", "3mp", "3md", "3fd", "3fp") or _pronoun_led(ctx, i):
        return None
    target = hit.cue.object == "target" or hit.cue.act == "demand" or bool(hit.cue.by and hit.cue.object != "content")
    found = source_phrase(ctx, i + 1, limit, split_target=target, stop_masdar=masdar)
    if found is None or not agrees(ctx, found[0], hit.person):
        return None
    everyone = ctx.norm(found[0]) in words("everyone") and ctx.norm(found[0] + 1) != "من"  # but كل من فرنسا وكندا
    if target and (everyone or _thing_or_theirs(ctx, found[0]) or _accusative(ctx, found[0]) or _addressed_place(ctx, found[0], hit.person)):
        return None
    return _before_object(ctx, found) if hit.cue.object in ("target", "judged") else found


def _addressed_place(ctx: Context, i: int, person: str) -> bool:
    """اتهم إسرائيل, دعا طهران: behind a masculine verb a state or city, which is feminine but for a few, is the one addressed."""
    return person == "3ms" and i in ctx.place_end and voice_at(ctx.norm(i)) is None and ctx.norm(i) not in words("masculine_place")


def _pronoun_led(ctx: Context, i: int) -> bool:
    """لكنه استبعد, وأنها حذرت: the pronoun on the particle is the subject, so that none follows the verb."""
    before = ctx.norm(i - 1)
    if not before.endswith(("ه", "ها", "هم", "هما", "هن")):
        return False
    bare = before[1:] if before[:1] in ("و", "ف") and len(before) > 3 else before
    return bare.startswith("لكن") or bare in THAT_FORMS


def _thing_or_theirs(ctx: Context, i: int) -> bool:
    """طلبت إدلاء الوزير …, دعا زملاءه …: an act, or the speaker's own people, is what is asked or who is called upon."""
    norm = ctx.norm(i)
    voice = voice_at(norm)
    if voice is None:
        act = word(norm).known and is_masdar(norm) and norm[:2] != "ال" and not is_first_name(norm)
        return i not in ctx.place_end and (act or possessed(ctx, i))
    return bool(voice.suf) and voice.number == "p" and voice.speaker.kind in ("person", "anonymous", "collective")


def _accusative(ctx: Context, i: int) -> bool:
    """أبلغت الصحفيين, حث الطرفين: the plural or dual in ين is the one addressed."""
    return is_accusative(ctx.norm(i)) and i not in ctx.place_end


def _before_object(ctx: Context, found: Range) -> Range:
    """وصف الوزير الهجوم بأنه …: a definite verbal noun or document behind a complete phrase is what is described."""
    for k in range(found[0] + 1, found[1]):
        norm, before = ctx.norm(k), ctx.norm(k - 1)
        if not norm.startswith("ال") or norm.endswith("ي") or k in ctx.quote_of or before in words("inside_name"):
            continue
        voice = voice_at(norm)
        what = is_masdar(norm) if voice is None else voice.speaker.kind == "document"
        named = voice_at(before) is None and not is_masdar(before) and not before.startswith(("ل", "ب", "و"))
        if what and (before.startswith("ال") or named):
            return (found[0], k)
    return found


def agrees(ctx: Context, i: int, person: str) -> bool:
    """Whether a singular speaker noun at ``i`` can be the subject of a verb of that person (verb first)."""
    voice = voice_at(ctx.norm(i))
    if voice is not None and voice.number == "p" and ctx.norm(i).endswith("ات") and len(person) == 3 and not voice.speaker.name:
        return person[1] == "f"  # دعا المنظمات: they are called upon
    if voice is None or voice.number != "s" or len(person) != 3 or voice.speaker.name:
        return True
    if voice.speaker.id in ("speaker.collective.some", "speaker.collective.several", "speaker.collective.one"):
        return True
    return gender_of(voice, ctx.tokens[i].text) == person[1]


def source_before(ctx: Context, i: int, start: int) -> Range | None:
    """The source in front of verb ``i`` (subject–verb order) in the clause that begins at ``start``."""
    if ctx.norm(i - 1) in words("conjoined") and ctx.norm(i - 1) not in words("auxiliary"):
        return None
    if ctx.norm(i - 1) in ("ان", "وان"):
        for k in range(i - 2, max(start, i - 14) - 1, -1):
            if ctx.norm(k) in ("سبق", "وسبق"):
                behind = source_phrase(ctx, k + 1, i - 1, fused=True) if k + 1 < i - 1 else None
                return behind or phrase_ending(ctx, k, start)  # سبق للوزير أن حذر, but الوزير سبق وأن حذر
    begin = max(start, i - _REACH)
    for c in _clause_starts(ctx, begin, i):
        first = _skip_linkers(ctx, c, i)
        found = source_phrase(ctx, first, i)
        if found is not None and found[1] - found[0] <= 25 and _reaches(ctx, found[1], i) and speaks(ctx, found):
            return found
    return None


def _clause_starts(ctx: Context, begin: int, i: int) -> list[int]:
    out = [begin]
    for j in range(begin, i):
        if ctx.norm(j) in COMMAS or ctx.norm(j) in words("linker") or ctx.norm(j) == ":":
            out.append(j + 1)
    return out


def _skip_linkers(ctx: Context, j: int, i: int) -> int:
    while j < i and (ctx.norm(j) in words("linker") or ctx.norm(j) in words("auxiliary") or ctx.norm(j) in ("و", "-", "ان")):
        j += 1
    return j


def _reaches(ctx: Context, j: int, i: int) -> bool:
    """Whether only auxiliaries, adverbs, times or a parenthesis stand between the phrase and the verb."""
    while j < i:
        norm = ctx.norm(j)
        if norm in words("auxiliary"):
            j += 1
            continue
        step = skip_fillers(ctx, j, i)
        if step > j and (step < i or i - j <= _ADVERBIAL):
            j = step
            continue
        request = unnamed_end(ctx.tokens, j, i)
        if request or (ctx.norm(j - 1) in COMMAS and (phrases_at(norm) or _beside(ctx, j, i))):
            close = next((k for k in range(max(j, request), min(i, max(j, request) + _REMARK)) if ctx.norm(k) in COMMAS), None)
            if close is None:
                return False
            j = close + 1  # ، بحسب X، and ، رفض كشف اسمه خوفا من …، and ، أحد وجهاء المنطقة،
            continue
        closing = _parenthesis(ctx, j, i)
        if closing is None:
            return False
        j = closing
    return True


def _beside(ctx: Context, j: int, i: int) -> bool:
    """Whether a speaker noun at ``j`` only says who the one before its comma is (الشيخ نادر، أحد وجهاء البلدة، استنكر)."""
    voice = voice_at(ctx.norm(j))
    close = next((k for k in range(j, i) if ctx.norm(k) in COMMAS), None)
    return voice is not None and not voice.pre and close == i - 1 and not any(k in ctx.hits and voice_at(ctx.norm(k)) is None for k in range(j, close))


def _parenthesis(ctx: Context, j: int, i: int) -> int | None:
    """Behind a relative clause or remark that began after a comma and closes with one before the verb."""
    norm = ctx.norm(j)
    if norm == "(":
        for k in range(j, min(j + 8, i)):
            if ctx.norm(k) == ")":
                return k + 1
        return None
    aside = norm in ("في", "من") and ctx.norm(j - 1) in COMMAS
    if norm in words("relative") or aside or norm in words("aside"):
        for k in range(i - 1, j, -1):
            if ctx.norm(k) in COMMAS:
                return k + 1
        return i if norm in words("relative") and i - j > 2 and norm.startswith("ال") and not norm.startswith("الي") else None
    return None


def speaks(ctx: Context, found: Range) -> bool:
    """Whether the phrase can be a speaker: a speaker noun, a place, or a short name of unknown words at a clause's head."""
    first, last = found
    if ctx.norm(first) in words("determiner") and first + 1 < last:
        first += 1
    token = ctx.tokens[first]
    if last - first == 1 and token.norm.endswith("يا") and ctx.norm(last) in COMMAS and first not in ctx.place_end:
        return False  # ميدانيا، سياسيا،
    if voice_at(token.norm) is not None or first in ctx.place_end or token.text in "#(" or first in ctx.quote_at:
        return True
    before = ctx.norm(first - 1)
    at_head = first == 0 or ctx.tokens[first - 1].line != token.line or before in words("linker") or ctx.is_that(first - 1) or before in ".«\"“"
    if not at_head or last - first > 3 or any(ctx.norm(k) in words("preposition") for k in range(first, last)):
        return False
    return first not in ctx.hits and len(token.norm) > 2 and token.norm not in words("content_noun") and not token.norm.startswith("و")


def antecedent(ctx: Context, i: int, start: int) -> tuple[Range, int] | None:
    """The noun phrase before the relative pronoun that leads verb ``i`` (حركة الشباب التي أعلنت …), and the pronoun's place."""
    j = i - 1
    while j > start and (ctx.norm(j) in words("auxiliary") or ctx.norm(j) in words("filler") or j in ctx.time_end):
        j -= 1
    norm = ctx.norm(j)
    if norm not in words("which"):
        return None
    end = j - 1 if ctx.norm(j - 1) in COMMAS else j
    found = phrase_ending(ctx, end, start)
    return (found, j) if found else None


def _extends(ctx: Context, k: int, first: int) -> bool:
    """Whether a speaker noun at ``k`` governs, or is in apposition to, the phrase that begins at ``first``."""
    if any(ctx.norm(j) in COMMAS for j in range(k, first)):
        return True
    if k == first - 1 and all(ctx.norm(j).startswith("ال") for j in (k, first)) and ctx.norm(first).endswith(("ي", "يه")):
        return True  # البيان الصحفي: an adjective
    voice = voice_at(ctx.norm(k))
    if ctx.norm(first - 1) == "في" and first - k <= _SEAT:
        return True  # المرجعية الدينية في النجف، التي …
    return voice is not None and (not voice.definite or voice.speaker.kind in ("person", "anonymous"))


def phrase_ending(ctx: Context, end: int, start: int) -> Range | None:
    """The longest source phrase that ends before token ``end`` and begins with a speaker noun, place or name."""
    best: Range | None = None
    for k in range(end - 1, max(start, end - 14) - 1, -1):
        norm = ctx.norm(k)
        if norm in COMMAS and best is not None and k < end - 6:
            break
        if ctx.tokens[k].text in ".:؟!" or norm in words("auxiliary") or (k in ctx.hits and best is not None and not voice_at(norm)):
            break
        if voice_at(norm) is not None or k in ctx.place_end or norm == "#":
            if best is not None and not _extends(ctx, k, best[0]):
                break
            voice = voice_at(norm)
            found = source_phrase(ctx, k, end, fused=voice is not None and voice.pre.startswith(("ل", "ب")))
            if found is not None and found[0] == k and found[1] >= end - 1:
                best = (k, found[1])
    return best
