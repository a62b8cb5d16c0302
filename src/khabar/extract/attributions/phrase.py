"""The noun phrase that names a source: title, role, organisation, name, apposition, coordination.

It ends before a relative clause, before the occasion, medium or addressee (في بيان، لوكالة …) and before a time.
"""

from __future__ import annotations

from khabar.extract.attributions.apposition import apposition
from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.lexicon import words
from khabar.extract.attributions.phrase_ends import closes
from khabar.extract.attributions.phrase_start import begins, skip_fillers

_REACH = 40


def source_phrase(
    ctx: Context, start: int, limit: int, *, split_target: bool = False, stop_masdar: bool = False, fused: bool = False,
    front: bool = False
) -> tuple[int, int] | None:
    """Token range of the source phrase that begins at ``start`` (fillers skipped) and ends before ``limit``.

    front: the phrase opens its sentence (بحسب متحدث، قتل …), so what follows its comma is a clause, no name.
    fused: the first word carries the preposition that leads the source (وفقا للوزارة).
    split_target: a second full noun phrase (the one accused or asked) ends it; stop_masdar: a verbal noun ends it.
    None when no noun phrase begins there.
    """
    first = start if fused else skip_fillers(ctx, start, limit)
    if first >= limit or not (fused or begins(ctx, first)):
        return None
    i = first
    while i < min(limit, first + _REACH):
        step = _step(ctx, first, i, limit, split_target, stop_masdar, front)
        if step <= i:
            break
        i = step
    last = _trim(ctx, first, min(i, limit))
    return (first, last) if last > first else None


def _step(ctx: Context, first: int, i: int, limit: int, split_target: bool, stop_masdar: bool, front: bool) -> int:
    """Index behind the part of the phrase that begins at token ``i``, or ``i`` when the phrase ends there."""
    token = ctx.tokens[i]
    norm = token.norm
    if i in ctx.quote_at:
        quote = ctx.quote_at[i]
        return quote.last if i == first or is_name_quote(ctx, quote) else i
    if i in ctx.time_end and i > first:
        return i
    if norm in COMMAS:
        return apposition(ctx, first, i, limit, front)
    if token.kind == "punct":
        return _punctuation(ctx, i, limit)
    if i > first and closes(ctx, first, i, limit, split_target, stop_masdar):
        return i
    return max(i + 1, ctx.place_end.get(i, 0)) if ctx.place_end.get(i, 0) <= limit else i + 1


def _punctuation(ctx: Context, i: int, limit: int) -> int:
    text = ctx.norm(i)
    if text == "(":
        for j in range(i + 1, min(i + 6, limit)):
            if ctx.norm(j) == ")":
                inside = ctx.tokens[i + 1:j]
                return i if any(t.kind == "number" for t in inside) or ctx.norm(i + 1) in words("says_no_name") else j + 1
        return i
    if text in "#_/" or (text == "-" and ctx.tokens[i - 1].end == ctx.tokens[i].start):
        return i + 1
    return i


def _trim(ctx: Context, first: int, last: int) -> int:
    while last > first and (ctx.norm(last - 1) in COMMAS or ctx.norm(last - 1) in words("dangling")):
        last -= 1
    return last
