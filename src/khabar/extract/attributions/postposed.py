"""Speech in front of its verb: «…»، قال الوزير, and on both sides of it: «…»، قال الوزير، «…»."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import words
from khabar.extract.attributions.opening import Opening
from khabar.extract.attributions.subject import source_after
from khabar.text.quotes import Quotation

_SHORTEST = 2  # words: a single quoted word is a term


def behind_speech(ctx: Context, draft: Draft, limit: int, opening: Opening | None) -> Draft | None:
    """The draft of a verb whose quotation stands right in front of it, or None.

    ``opening`` is what stands behind the verb; a second quotation there carries the same speech on.
    """
    hit = draft.hit
    if not hit.cue.quote or hit.pre or hit.suf or hit.table not in ("past", "present") or (opening is not None and opening.kind != "quote"):
        return None
    quote = _speech_before(ctx, draft)
    if quote is None:
        return None
    at = opening.at if opening is not None else limit
    draft.source = source_after(ctx, draft.first, at, hit)
    draft.how = "after" if draft.source is not None else "hidden"
    draft.content_tokens = [(quote.first + 1, quote.last - 1)]
    draft.reason = "the quotation in front of the cue"
    if opening is not None:
        second = ctx.quote_at[opening.at]
        draft.content_tokens.append((second.first + 1, second.last if second.open_ended else second.last - 1))
        draft.reason = "the quotations around the cue"
    return draft


def _speech_before(ctx: Context, draft: Draft) -> Quotation | None:
    """The quotation that begins a sentence and ends right before the verb, in the same line."""
    k = draft.first - 1
    while k >= 0 and (ctx.norm(k) in COMMAS or ctx.norm(k) in words("thus") or ctx.norm(k) in words("dash")):
        k -= 1
    quote = ctx.quote_of.get(k)
    if quote is None or quote.last != k + 1 or quote.open_ended or quote.depth or quote.last - quote.first - 2 < _SHORTEST:
        return None
    if ctx.tokens[quote.first].line != ctx.tokens[draft.first].line or is_name_quote(ctx, quote):
        return None
    opened = ctx.doc.sentence_of.get(quote.first)
    return quote if opened is not None and opened.first == quote.first else None
