"""Tests that keep nouns, passives and idle verbs from being read as somebody's speech."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import Hit, gender_of, is_first_name, is_masdar, voice_at, words
from khabar.extract.attributions.phrase_ends import possessed
from khabar.extract.attributions.phrase_start import skip_fillers

_DAMMA = "\u064f"
_SHADDA = "\u0651"

_BEHIND_KANA = 5  # words of a subject between كان and its verb


def plausible(ctx: Context, draft: Draft) -> bool:
    """A present verb without a subject of its own says something only where a complementiser or quotation follows."""
    if draft.source is not None or draft.role != "main" or draft.opening is None:
        return True
    if draft.hit.table != "present" or draft.hit.person in ("1s", "1p") or ctx.norm(draft.first - 1) in words("what"):
        return True
    led = draft.opening.kind in ("led", "object") or (draft.opening.kind == "that" and draft.opening.start - draft.opening.at > 1)
    return not led or (bool(draft.hit.pre) and draft.opening.kind != "object")


def first_person_speech(ctx: Context, i: int, hit: Hit) -> bool:
    """ندعو إلى, نؤكد حقنا: inside a quotation the first person is the speaker."""
    return hit.person in ("1s", "1p") and hit.table == "present" and i in ctx.quote_of


def leftover(ctx: Context, draft: Draft) -> bool:
    """تحدثت الإذاعة بعد تقارير عن …: words of another phrase between source and preposition take the preposition."""
    if draft.opening is None or draft.opening.kind != "led" or draft.hit.cue.object != "none" or draft.how != "after":
        return False
    assert draft.source is not None
    j = skip_fillers(ctx, draft.source[1], draft.opening.at)
    if j >= draft.opening.at:
        return False
    voice = voice_at(ctx.norm(draft.opening.at - 1))
    if possessed(ctx, j):
        return True
    noun = any(h.table == "noun" for k in range(j, draft.opening.at) for h in ctx.hits.get(k, ()))
    return noun or (voice is None and draft.opening.at - j <= 2 and ctx.norm(j) in ("بعد", "قبل"))


def noun_here(ctx: Context, i: int, hit: Hit) -> bool:
    """A bare past form behind a preposition, a number or a construct noun is a noun (في ذكر، عرض البحر)."""
    if hit.cue.homograph == "preposition" and hit.cue.strict and hit.table == "past" and hit.person == "3ms" and not _one_speaks(ctx, i):
        return True  # وبين الضحايا شرطي …
    if hit.pre or hit.table == "present":
        return hit.pre.endswith("ال")
    if hit.suf and ctx.norm(i - 1) in words("what"):
        return False
    before = ctx.norm(i - 1)
    if hit.cue.homograph and hit.person == "3ms" and not hit.suf and not _heads_clause(ctx, i, hit.cue.homograph):
        return True
    return before in words("noun_behind") or (
        i > 0 and ctx.tokens[i - 1].kind == "number" and i - 1 not in ctx.time_end
    )


def _one_speaks(ctx: Context, i: int) -> bool:
    """Whether a single speaker or a complementiser follows a bare form that may be a preposition, or its shadda is written (بيّن)."""
    voice = voice_at(ctx.norm(i + 1))
    return _SHADDA in ctx.tokens[i].text or ctx.is_that(i + 1) or is_first_name(ctx.norm(i + 1)) or (voice is not None and voice.number == "s")


def _heads_clause(ctx: Context, i: int, kind: str) -> bool:
    before = ctx.norm(i - 1)
    if before in COMMAS and kind == "preposition":
        j = i - 1
        while j > 0 and ctx.tokens[j - 1].line == ctx.tokens[i].line and ctx.tokens[j - 1].text not in ".؟!" and i - j <= 7:
            j -= 1
        return i - j <= 6  # only an adverbial stands before the comma (من جهته، رفض …)
    if i == 0 or ctx.tokens[i - 1].kind != "word" or ctx.tokens[i - 1].line != ctx.tokens[i].line:
        return True
    if i - 1 in ctx.time_end or before in words("auxiliary") or before in words("conjoined") or before in words("relative"):
        return True
    if before in words("linker") or ctx.is_that(i - 1) or before in words("filler"):
        return True
    if any(ctx.norm(k).removeprefix("و") in words("auxiliary") for k in range(max(0, i - _BEHIND_KANA), i - 1)):
        return True  # كان مصدر عسكري ذكر …
    return voice_at(before) is not None or i - 1 in ctx.place_end or any(i - k in ctx.place_end and ctx.place_end[i - k] == i for k in (2, 3))


def marked_passive(ctx: Context, i: int) -> bool:
    text = ctx.tokens[i].text
    at = text.find(_DAMMA)
    return 0 < at <= 3


def no_comment(ctx: Context, start: int) -> bool:
    """رفض التعليق, رفض تأكيد …: refusing to speak conveys nothing."""
    norm = ctx.norm(start)
    return norm.removeprefix("ال") in words("comment")


def clause_stop(ctx: Context, j: int, limit: int) -> int:
    while j < limit and ctx.norm(j) not in COMMAS and ctx.tokens[j].text not in ".!؟":
        j += 1
    return j


def is_named(ctx: Context, i: int) -> bool:
    voice = voice_at(ctx.norm(i))
    return i in ctx.place_end or (voice is not None and voice.speaker.kind != "document" and "و" not in voice.pre)


def is_kind(ctx: Context, draft: Draft, kind: str) -> bool:
    if draft.source is None:
        return False
    voice = voice_at(ctx.norm(draft.source[0]))
    if voice is None:
        return False
    if kind == "document":
        return voice.speaker.kind in ("document", "media")
    return voice.speaker.kind == kind


def agrees_after(ctx: Context, i: int, person: str) -> bool:
    """Whether a noun in front can be the subject of a verb of that person: men in the plural take a plural verb."""
    voice = voice_at(ctx.norm(i))
    if voice is not None and voice.number == "p" and len(person) == 3 and person[2] == "s" and ctx.norm(i).endswith(("ون", "ين")):
        return False
    if voice is not None and voice.number == "p" and person == "3fs" and voice.speaker.kind in ("anonymous", "person") and voice.speaker.gender == "m":
        return voice.speaker.anonymity == "source"
    if voice is None or voice.number != "s" or len(person) != 3 or person[0] != "3":
        return True
    return person[1] == gender_of(voice, ctx.tokens[i].text) or person[2] == "p"


def head_noun(ctx: Context, i: int) -> bool:
    """Whether a verbal noun that can head a content stands at ``i`` (no preposition before it)."""
    return is_masdar(ctx.norm(i)) and (voice_at(ctx.norm(i)) is None) and ctx.norm(i - 1) not in words("before_noun")
