"""To whom, through what and where something was said, as fields of their own."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import unnamed_end, words
from khabar.record.span import Span

_REACH = 14


def side_fields(ctx: Context, draft: Draft) -> tuple[Span | None, Span | None, Span | None]:
    """(addressee, medium, occasion) between the cue and its content, where the text names them."""
    addressee: Span | None = None
    medium: Span | None = None
    occasion: Span | None = None
    if draft.opening is None:
        return None, None, None
    i = draft.source[1] if draft.source is not None and draft.source[0] > draft.first else draft.last
    stop = draft.opening.start if draft.opening.kind == "object" else draft.opening.at
    while i < stop:
        norm = ctx.norm(i)
        if norm in words("side_field") and i + 1 < stop and (end := _phrase_end(ctx, i + 1, stop)) > i + 1:
            head = ctx.norm(i + 1)
            bare = head[2:] if head.startswith("ال") else head
            if bare in words("medium") or norm == "عبر":
                medium = medium or ctx.span(i + 1, end)
            elif bare in words("occasion") and i + 1 not in ctx.time_end and bare not in words("no_occasion"):
                occasion = occasion or ctx.span(i + 1, end)
            elif norm == "امام":
                addressee = addressee or ctx.span(i + 1, end)
            i = end
        elif addressee is None and _to(ctx, i) and (end := _phrase_end(ctx, i + 1, stop)) > i:
            addressee = _less_l(ctx, i, end)
            i = end
        else:
            i += 1
    return addressee, medium, occasion


def _to(ctx: Context, i: int) -> bool:
    norm = ctx.norm(i)
    if norm == "ل":
        return True
    rest = norm[2:] if norm.startswith("لل") else norm[1:]
    return norm[:1] == "ل" and (rest in words("addressee") or "ال" + rest in words("addressee"))


def _less_l(ctx: Context, i: int, end: int) -> Span | None:
    first, last = ctx.span(i, end)
    if ctx.norm(i) == "ل":
        return ctx.span(i + 1, end) if end > i + 1 else None
    return first + (2 if ctx.tokens[i].text.startswith("لل") else 1), last


def _phrase_end(ctx: Context, i: int, stop: int) -> int:
    j = i
    while j < min(stop, i + _REACH):
        norm = ctx.norm(j)
        if norm in COMMAS or unnamed_end(ctx.tokens, j, len(ctx.tokens)) or j in ctx.time_end or norm in words("next_field") or ctx.is_that(j):
            break
        if j in ctx.quote_at:
            j = ctx.quote_at[j].last if ctx.quote_at[j].last <= stop else stop
            continue
        if j > i and norm == "في" and ctx.norm(j + 1).removeprefix("ال") not in words("medium"):
            break
        j += 1
    return max(j, i)
