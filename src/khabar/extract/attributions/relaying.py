"""Relays: نقلت A عن B, نسبت A إلى B."""

from __future__ import annotations

from khabar.extract.attributions.context import Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.guards import clause_stop, marked_passive
from khabar.extract.attributions.lexicon import is_masdar
from khabar.extract.attributions.opening import Opening, find_opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.sourcing import subject_in_front
from khabar.extract.attributions.subject import source_after, speaks
from khabar.text.fold import fold


def relay_draft(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    draft.opening = find_opening(ctx, draft.first, limit, draft.hit)
    stop = draft.opening.at if draft.opening is not None else clause_stop(ctx, draft.first + 1, limit)
    if marked_passive(ctx, draft.first):
        return None
    if draft.hit.cue.relay == "إلى" and (draft.opening is None or draft.opening.kind == "led"):
        return None
    return draft if _relayed(ctx, draft, stop) else None


def _relayed(ctx: Context, draft: Draft, at: int) -> bool:
    """نقلت A عن B: A is the source; the carried voice becomes a draft of its own (see relays)."""
    i = draft.first
    lead = fold(draft.hit.cue.relay or "")
    for j in range(i + 1, min(at, i + 25)):
        if ctx.norm(j) == lead and lead == "عن" and j > i + 2 and any(h.table == "noun" and not h.pre and h.suf in ("", "ا") for h in ctx.hits.get(j - 1, ())):
            draft.source, draft.how = source_phrase(ctx, i + 1, j - 1), "after"  # نقلت المنظمات أخبارا عن هجوم …
            draft.opening = Opening("led", j, j + 1, through=lead)
            return draft.source is not None and j + 1 < at
        tongue = lead == "عن" and ctx.norm(j) == "لسان" and ctx.norm(j - 1) == "علي"  # نقلت A على لسان B
        if ctx.norm(j) == lead or tongue:
            draft.source = source_phrase(ctx, i + 1, j - tongue)
            draft.how = "after" if draft.source else "hidden"
            if draft.source is None:
                subject_in_front(ctx, draft, draft.clause)
            draft.role = "relay"
            draft.clause = j
            sure = draft.opening is not None and draft.opening.kind in ("that", "quote", "colon")
            return draft.source is None or sure or speaks(ctx, draft.source) or (draft.source[1] - draft.source[0] <= 2 and not is_masdar(ctx.norm(draft.source[0])) and ctx.tokens[draft.source[0]].kind == "word" and not ctx.norm(draft.source[0]).endswith("ا"))
    if lead != "عن":
        return False
    draft.source = source_after(ctx, i, at, draft.hit)
    draft.how = "after" if draft.source else "hidden"
    return draft.source is not None and draft.opening is not None and draft.opening.kind == "that"
