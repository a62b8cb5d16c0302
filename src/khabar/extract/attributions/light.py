"""Light verbs, whose noun is the cue: ألقى الوزير باللوم على …, ألقت الصحيفة الضوء على …."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.forms import find_form
from khabar.extract.attributions.lexicon import words
from khabar.extract.attributions.opening import Opening
from khabar.extract.attributions.sourcing import subject_in_front
from khabar.extract.attributions.subject import source_after
from khabar.text.fold import fold

_REACH = 20
_BLAMED = 9  # words of the one blamed


def light_verb(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """The draft of a verb whose noun carries the sense, behind its source; None when the noun is not there."""
    i, cue = draft.first, draft.hit.cue
    at = find_form(ctx, i + 1, min(limit, i + _REACH), cue.with_)
    if at is None or at + 2 >= limit or ctx.norm(at + 1) not in {fold(p) for p in cue.by}:
        return None
    draft.source = source_after(ctx, i, at, draft.hit) if at > i + 1 else None
    draft.how = "after" if draft.source is not None else "hidden"
    if draft.source is None:
        subject_in_front(ctx, draft, draft.clause)
    draft.shown = (i, at + 1) if at == i + 1 else (at, at + 1)
    start = at + 2
    if cue.act == "accuse":
        start = next((k + 1 for k in range(at + 3, min(limit - 1, at + _BLAMED)) if ctx.norm(k) in words("blamed_for")), start)
    if ctx.is_that(start) and start + 1 < limit:
        start += 1
    start += start in ctx.quote_at
    draft.opening = Opening("led", at + 1, start) if ctx.norm(start) not in COMMAS else None
    return draft if draft.opening is not None else None
