"""Pass two: what each cue covers."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.covering import according, restate, set_inside
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import Mark
from khabar.extract.attributions.lexicon import words
from khabar.extract.attributions.nesting import nest
from khabar.extract.attributions.running import forward

_BEFORE = 4  # drafts in whose content an according-to phrase may stand


def fill_contents(ctx: Context, drafts: list[Draft]) -> None:
    """Fill ``content`` of every draft, drop those that cover nothing, and set ``parent``."""
    for n, draft in enumerate(drafts):
        if draft.role == "according":
            set_inside(ctx, draft, drafts[max(0, n - _BEFORE):n])
    marks = {d.first: Mark("next cue", "", d.first, apodosis=True) for d in drafts if _apodosis(ctx, d)}
    marks |= {m: Mark(_kind(d), "" if d.source else d.gender, d.first, d.how == "hidden" and d.role != "according", d.role == "main" and d.source is None and ctx.norm(m - 1) not in COMMAS and _weak(d)) for d in drafts if (m := _mark(ctx, d)) >= 0}
    ctx.tellers = frozenset(d.first for d in drafts if d.role in ("main", "relay"))
    for n, draft in enumerate(drafts):
        _fill(ctx, draft, drafts, n, marks)
    for draft in drafts:
        draft.content = [(first, last) for first, last in draft.content if last > first]
    drafts[:] = [d for d in drafts if d.content]
    for draft in drafts:
        draft.offset = ctx.tokens[draft.last - 1].end - 1
    nest(ctx, drafts)


def _kind(draft: Draft) -> str:
    return "according-to phrase" if draft.role in ("according", "restate") else "next cue"


def _mark(ctx: Context, draft: Draft) -> int:
    """Token at which this cue ends a content that is running, or -1 when it does not."""
    if draft.role in ("according", "restate"):
        return draft.mark if draft.mark >= 0 else -1
    if draft.role == "participle":
        return draft.first if draft.how != "antecedent" else -1
    if draft.role == "noun" and ctx.norm(draft.first) in words("manner"):
        return draft.first
    if draft.role not in ("main", "relay") or draft.how == "antecedent":
        return -1
    first = draft.source[0] if draft.source and draft.source[0] < draft.first else draft.first
    back = first
    while back > draft.sentence.first and (ctx.norm(back - 1) in words("auxiliary") or ctx.norm(back - 1) in words("conjoined")):
        back -= 1
    if back < first:
        while_ = ctx.norm(back) == "حين" and ctx.norm(back - 1) == "في"  # one conjunction of two words
        return back - 1 if while_ else back
    if draft.hit.pre in ("و", "ف") and first == draft.first:
        strong = draft.opening is not None and (draft.opening.kind in ("that", "quote", "colon") or draft.hit.cue.object == "judged")
        return first if strong or ctx.norm(first - 1) in COMMAS or draft.source is not None or _weak(draft) else -1
    return -1


def _apodosis(ctx: Context, draft: Draft) -> bool:
    """A verb right behind a comma with its source behind it: the main clause of a sentence that began with فيما."""
    return draft.role in ("main", "relay") and not draft.hit.pre and draft.how == "after" and ctx.norm(draft.first - 1) in COMMAS


def _weak(draft: Draft) -> bool:
    """ودعت إلى …, وطالب بـ…: without a comma or complementiser, it only ends a content that is a bare noun phrase."""
    return draft.hit.cue.object == "target" and draft.opening is not None and draft.opening.kind == "led"


def _fill(ctx: Context, draft: Draft, drafts: list[Draft], n: int, marks: dict[int, Mark]) -> None:
    if draft.role == "restate":
        restate(ctx, draft, drafts, n)
    elif draft.role == "according":
        according(ctx, draft, drafts, n, marks)
    elif draft.role == "carried" and draft.same_as is not None:
        draft.content, draft.reason = list(draft.same_as.content), "the relayed words"
    elif draft.content_tokens:
        draft.content = [ctx.span(a, b) for a, b in draft.content_tokens if b > a]
    elif draft.opening is not None:
        forward(ctx, draft, draft.opening.start, marks, draft.opening.clitic)
