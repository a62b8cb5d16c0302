"""Cues with an object pronoun: ذكرها X, تعتبرها X …, من وصفهم بـ…."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.guards import clause_stop, is_named
from khabar.extract.attributions.lexicon import phrases_at, voice_at, words
from khabar.extract.attributions.opening import Opening, find_opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.subject import source_after


def with_pronoun(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """ذكرها، أعلنته، نفاه: the object pronoun stands for what is said, which the words before name."""
    i = draft.first
    stop = clause_stop(ctx, i + 1, limit)
    draft.source = source_phrase(ctx, i + 1, stop)
    draft.how = "after" if draft.source else "hidden"
    opening = find_opening(ctx, i, limit, draft.hit)
    what = ctx.norm(i - 1)
    if opening is not None and opening.kind in ("led", "that") and (what in words("what") or not _referring(ctx, i)):
        draft.opening = opening
        draft.source = source_after(ctx, i, opening.at, draft.hit)
        draft.how = "after" if draft.source else "hidden"
        return draft
    if (what in words("what") and ctx.norm(i - 2) in words("which_was")) or (what in words("which") and ctx.norm(i - 2) == "الامر"):
        draft.role = "restate"
        return draft
    relative = i - 1 if what in words("relative") else i
    end = relative - 1 if ctx.norm(relative - 1) in COMMAS else relative
    first = _noun_phrase_start(ctx, end, draft.sentence.first)
    if first is None or draft.source is None or (not is_named(ctx, draft.source[0]) and any(h.table == "noun" for h in ctx.hits[i])):
        return None  # أكدت … رفضها العقوبات: the noun
    draft.opening = Opening("referent", i, first)
    draft.content_tokens = [(first, end)]
    draft.reason = "the pronoun on the cue stands for these words"
    return draft


def judged(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """تعتبرها X …: the pronoun is what is judged, the words behind the source are the judgement."""
    i = draft.first
    stop = clause_stop(ctx, i + 1, limit)
    found = source_phrase(ctx, i + 1, stop)
    if found is None:
        return None
    if ctx.norm(i - 1) not in words("what") and found[0] == i + 1 and ctx.norm(i + 1).endswith("ا") and voice_at(ctx.norm(i + 1)) is None and i + 1 not in ctx.place_end:
        draft.how, draft.opening = "hidden", Opening("object", i + 1, i + 1)  # تعتبرها تمرينا على …
        return draft
    last = found[1]
    for k in range(found[0] + 1, found[1]):
        if (not ctx.norm(k).startswith(("ال", "و")) and k >= ctx.place_end.get(found[0], 0) and voice_at(ctx.norm(k - 1)) is None) or ctx.place_end.get(found[0]) == k:
            last = k
            break
    draft.source, draft.how = (found[0], last), "after"
    if last >= stop:
        return None
    draft.opening = Opening("object", last, last)
    return draft


def _referring(ctx: Context, i: int) -> bool:
    return ctx.norm(i - 1) in words("relative") or ctx.tokens[i - 1].kind == "word"


def _noun_phrase_start(ctx: Context, end: int, start: int) -> int | None:
    """A short noun phrase before ``end``: one noun and its adjective, without its preposition."""
    k = end - 1
    if k < start or ctx.tokens[k].kind != "word" or ctx.norm(k) in words("relative"):
        return None
    definite = ctx.norm(k).startswith("ال")
    while k - 1 >= start and end - k < 3 and ctx.tokens[k - 1].kind == "word" and not _breaks(ctx, k - 1):
        if definite and not ctx.norm(k - 1).startswith("ال"):
            break
        k -= 1
    return k


def _breaks(ctx: Context, k: int) -> bool:
    norm = ctx.norm(k)
    return norm in words("setting") or norm in words("breaks") or k in ctx.hits or bool(phrases_at(norm))


def naming(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """ما سماه، من وصفهم بـ: what they are called is the content."""
    i = draft.first
    if ctx.norm(i - 1) not in words("what") or not draft.hit.suf:
        return None
    if draft.hit.cue.object == "target":
        opening = find_opening(ctx, i, limit, draft.hit)
        if opening is None and draft.hit.cue.act != "say":
            return None
        if opening is not None:
            draft.opening = opening
            draft.source = source_after(ctx, i, opening.at, draft.hit)
    if draft.opening is None:
        stop = clause_stop(ctx, i + 1, limit)
        quote = next((j for j in range(i + 1, stop) if j in ctx.quote_at), None)
        if quote is not None:
            draft.opening = Opening("quote", quote, quote + 1)
            draft.source = source_after(ctx, i, quote, draft.hit)
        else:
            voice = voice_at(ctx.norm(i + 1))
            draft.source = source_phrase(ctx, i + 1, i + 2) if (voice is not None and voice.definite) or i + 1 in ctx.place_end else None
            start = draft.source[1] if draft.source else i + 1
            if start >= stop:
                return None
            draft.opening = Opening("object", start, start)
    draft.how = "after" if draft.source else "hidden"
    return draft
