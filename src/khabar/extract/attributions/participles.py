"""Participles of saying: مضيفا، مشيرا إلى، واصفا إياه بـ…."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import Hit, is_masdar, voice_at, words
from khabar.extract.attributions.opening import Opening, find_opening
from khabar.extract.attributions.subject import phrase_ending
from khabar.text.sentences import Sentence


def participle_draft(ctx: Context, i: int, limit: int, sentence: Sentence, hit: Hit) -> Draft | None:
    """مضيفا، مشيرا إلى …: its opener follows closely; its source is the teller before."""
    if hit.pre.endswith("ال") or ctx.norm(i - 1) in words("un"):
        return None  # تقارير غير مؤكدة
    if ctx.norm(i - 1) not in COMMAS and any(h.table == "noun" for h in ctx.hits[i]):
        return None
    opening = find_opening(ctx, i, limit, hit)
    if opening is not None and opening.kind == "led" and opening.at - i > 2 and hit.cue.object == "content" and is_masdar(ctx.norm(i + 1)):
        opening = None
    if opening is None and hit.cue.object in ("content", "judged") and not hit.cue.strict:
        start = i + 1
        if start < limit and ctx.tokens[start].kind == "word" and ctx.norm(start) not in words("setting") and _accusative(ctx, i, hit):
            opening = Opening("object", start, start)
    if opening is None or not _opens_close(ctx, i, opening, hit):
        return None
    if opening.kind == "object" and ctx.norm(i - 1) not in COMMAS and ctx.tokens[i - 1].kind == "word" and not is_masdar(ctx.norm(opening.start)):
        return None
    draft = Draft(i, i + 1, hit, sentence, "participle", opening=opening)
    if i == sentence.first and opening.at - i > 2:
        return None
    if ctx.norm(i - 1) not in COMMAS and not _accusative(ctx, i, hit) and not (opening.kind in ("that", "quote", "colon") and opening.at - i <= 2 and not _noun_before(ctx, i)):
        found = phrase_ending(ctx, i, sentence.first)
        if found is None or voice_at(ctx.norm(found[0])) is None:
            return None
        draft.source, draft.how = found, "antecedent"
    return draft


def _noun_before(ctx: Context, i: int) -> bool:
    voice = voice_at(ctx.norm(i - 1))
    return voice is not None and not voice.definite


def _accusative(ctx: Context, i: int, hit: Hit) -> bool:
    return ctx.norm(i).endswith(("ا", "ين")) or ctx.norm(i - 1) in COMMAS or ctx.tokens[i - 1].kind == "punct"


def _opens_close(ctx: Context, i: int, opening: Opening, hit: Hit) -> bool:
    """Between a participle and its opener stand only adverbs, a remark between commas, or the one accused or named."""
    if opening.at - i <= 2:
        return True
    if hit.cue.object == "target":
        return opening.at - i <= 16
    return ctx.norm(i + 1) in COMMAS or opening.at - i <= 5
