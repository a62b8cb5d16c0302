"""How far a content may reach."""

from __future__ import annotations

from khabar.extract.attributions.context import Context
from khabar.extract.attributions.draft import Draft

LONGEST = 800  # tokens: no sentence that people write is longer, and the work on one cue stays bounded


def reach(ctx: Context, draft: Draft) -> int:
    quote = ctx.quote_of.get(draft.first)
    last = draft.sentence.last
    if quote is not None and not quote.open_ended and quote.last - 1 > draft.first:
        return min(last, quote.last - 1, draft.last + LONGEST)
    return min(last, draft.last + LONGEST)
