"""From drafts to attribution mentions: spans, mode, side fields and the derivation."""

from __future__ import annotations

from khabar.extract.attributions.context import Context, is_name_quote
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.fields import side_fields
from khabar.extract.attributions.lexicon import voice_at
from khabar.extract.attributions.limits import LONGEST
from khabar.record.mentions import AttributionMention
from khabar.record.span import Span
from khabar.record.types import Mode
from khabar.record.why import Why


def mentions(ctx: Context, drafts: list[Draft]) -> tuple[AttributionMention, ...]:
    """The mentions of all drafts, in the order of the drafts."""
    return tuple(_mention(ctx, draft) for draft in drafts)


def _mention(ctx: Context, draft: Draft) -> AttributionMention:
    cue = draft.hit.cue
    addressee, medium, occasion = side_fields(ctx, draft)
    return AttributionMention(
        cue=ctx.span(*(draft.shown or (draft.first, draft.last))),
        source=_source(ctx, draft),
        content=tuple(draft.content),
        mode=_mode(ctx, draft),
        act=cue.act,
        parent=draft.parent,
        why=_why(draft),
        addressee=addressee,
        medium=medium,
        occasion=occasion,
        stance=cue.stance,
        entry=cue.id,
    )


def _source(ctx: Context, draft: Draft) -> Span | None:
    if draft.source is None:
        return None
    first, last = ctx.span(*draft.source)
    token = ctx.tokens[draft.source[0]]
    if draft.source[0] in ctx.quote_at and draft.source[1] == ctx.quote_at[draft.source[0]].last:
        inner = ctx.quote_at[draft.source[0]].inner
        return inner if inner[1] > inner[0] else (first, last)
    voice = voice_at(token.norm)
    if voice is not None and voice.pre.startswith(("ل", "ب")) and not draft.source_clitic:
        draft.source_clitic = 2 if token.norm.startswith("لل") else 1
    if voice is None and not draft.source_clitic and token.norm[:1] == "ل" and ctx.norm(draft.source[0] - 1).removeprefix("و") == "سبق":
        draft.source_clitic = 2 if token.norm.startswith("لل") else 1  # سبق لترامب أن …
    if voice is None and draft.source[0] in ctx.place_start:
        return ctx.place_start[draft.source[0]], last  # سبق لكوريا الشمالية أن …
    shift = draft.source_clitic if len(token.text) > draft.source_clitic + 1 else 0
    return first + shift, last


def _mode(ctx: Context, draft: Draft) -> Mode:
    total = quoted = 0
    for start, end in draft.content:
        first, last = ctx.doc.tokens_in((start, end))
        if last > first + LONGEST:  # a quotation that never closes: its beginning tells
            last = first + LONGEST
            end = ctx.tokens[last - 1].end
        total += end - start
        i = first
        while i < last:
            quote = ctx.quote_of.get(i)
            if quote is not None and not quote.first < draft.first < quote.last:
                if not is_name_quote(ctx, quote):
                    quoted += min(end, quote.inner[1]) - max(start, quote.inner[0])
                i = max(i + 1, quote.last)
            else:
                i += 1
    if quoted <= 0 or total == 0:
        return "indirect"
    return "direct" if quoted >= 0.9 * total else "mixed"


def _why(draft: Draft) -> Why:
    cue = draft.hit.cue
    opening = draft.opening
    frame = "around or beside the phrase" if opening is None else f"{opening.kind} {opening.through}".strip()
    joined = (Why("attribution.connector", entry=draft.connector.id, at=draft.connector.at),) if draft.connector is not None else ()
    parts = (
        *joined,
        Why("attribution.frame", entry=cue.id, at=cue.at, note=frame),
        Why("attribution.source", note=draft.how),
        Why("attribution.end", note=draft.reason),
    )
    return Why(f"attribution.{draft.role}", entry=cue.id, at=cue.at, note=f"{cue.lemma} {draft.hit.table} {draft.hit.person}".strip(), parts=parts)
