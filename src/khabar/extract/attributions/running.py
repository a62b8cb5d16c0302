"""Contents that run on behind their opener: a quotation, a clause, a bare noun phrase."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import Mark, closes_quote, content_end, is_and_that, name_end, phrase_at
from khabar.extract.attributions.lexicon import words
from khabar.extract.attributions.limits import reach
from khabar.text.quotes import Quotation

_LEADER = 5  # tokens of the longest opener of a clause in front (وعلى الرغم من أن)
_NEAR = 3  # words between a complementiser and the subject of its clause


def forward(ctx: Context, draft: Draft, start: int, marks: dict[int, Mark], clitic: int = 0) -> None:
    """Content behind its opener: a quotation, and what goes on behind it, up to where the telling resumes."""
    limit = reach(ctx, draft)
    if clitic == 1 and ctx.tokens[start].text.startswith("لل"):
        clitic = 2  # للهجوم
    quote = ctx.quote_at.get(start - 1) or ctx.quote_at.get(start - 2)
    if quote is not None and (quote.last <= start or not (quote.first == start - 1 or ctx.is_that(start - 1))):
        quote = None
    begin = start
    if _names(ctx, draft):
        last = name_end(ctx, start, limit)
        first, end_at = ctx.span(start, last)
        if end_at > first + clitic:
            draft.content, draft.reason = [(first + clitic, end_at)], "the words of the name"
        return
    if quote is not None and quote.first > draft.first:
        inner = quote.last if quote.open_ended else quote.last - 1
        if inner <= start:
            return
        if quote.last >= limit or _closed(ctx, draft, quote, limit, marks):
            first, end_at = ctx.span(start, max(inner, start + 1))
            draft.content = [(first + clitic, end_at), *_continued(ctx, quote)]
            draft.reason = "end of the quotation"
            return
        begin = quote.last
    if begin >= limit:
        return
    kind = draft.opening.kind if draft.opening is not None else ""
    bare = kind in ("led", "object", "genitive", "clause") and draft.role != "according"
    told = bare and not (draft.hit.cue.act in ("say", "confirm") and draft.role != "noun")
    gender = "" if draft.role == "relay" else draft.gender
    end = content_end(ctx, begin, limit, marks, gender, draft.first, phrase=told, noun=bare and draft.role == "noun", covers=draft.role == "according", bare=bare, inside=bare and _inside_that(ctx, draft), protasis=_leads(ctx, draft))
    first, last = ctx.span(start, end.last)
    if last > first + clitic:
        draft.content = [(first + clitic, last)]
        draft.reason = end.reason


def _inside_that(ctx: Context, draft: Draft) -> bool:
    """Whether the cue itself stands in a clause with a complementiser: وإن behind it then goes on with that clause."""
    first = draft.source[0] if draft.source is not None else draft.first
    return any(ctx.is_that(k) for k in range(max(draft.sentence.first, min(first, draft.first) - _NEAR), draft.first))


def _leads(ctx: Context, draft: Draft) -> bool:
    """وفيما قال النظام إن …، أكد ناشطون: a clause in front of the one that goes on behind its comma."""
    first = min(draft.first, draft.source[0]) if draft.source is not None else draft.first
    starts = range(max(draft.sentence.first, first - 1 - _LEADER), first)
    return any(k + len(phrase_at(ctx, "protasis", k, end).split()) == end for end in (first, first - 1) for k in starts if k < end)


def _names(ctx: Context, draft: Draft) -> bool:
    """Whether the cue only says what somebody is called (ما وصفه بـ, الذي تصفه بأنه, من سماهم)."""
    cue = draft.hit.cue
    if cue.object == "name" or cue.id == "cue.passive.wusifa":
        return True
    called = cue.act == "say" and cue.object == "target" and "ب" in cue.by and bool(draft.hit.suf) and not cue.that
    return called and not draft.hit.pre


def _closed(ctx: Context, draft: Draft, quote: Quotation, limit: int, marks: dict[int, Mark]) -> bool:
    """Whether nothing of the content goes on behind a quotation."""
    j = quote.last
    carried_on = ctx.norm(j) in COMMAS and is_and_that(ctx.norm(j + 1))
    if carried_on and draft.opening is not None and draft.opening.kind == "that" and j + 2 < limit:
        return False  # إن «…»، وإن …
    if j >= limit or j in marks or ctx.tokens[j].kind == "punct" or closes_quote(ctx, j, limit):
        return True
    if draft.opening is not None and draft.opening.kind in ("quote", "colon"):
        return ctx.norm(j) in words("setting") or ctx.norm(j) in ("في", "من", "علي", "الي")
    return False


def _continued(ctx: Context, quote: Quotation) -> list[tuple[int, int]]:
    """Inner spans of the quotations that carry this one on over the following paragraphs."""
    out: list[tuple[int, int]] = []
    if not quote.open_ended:
        return out
    at = quote.last
    while at in ctx.quote_at and ctx.quote_at[at].continues:
        out.append(ctx.quote_at[at].inner)
        if not ctx.quote_at[at].open_ended:
            break
        at = ctx.quote_at[at].last
    return out
