"""Relays: نقلت A عن B (قوله) إن …: the carried voice is a cue of its own inside the relay."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.guards import head_noun
from khabar.extract.attributions.lexicon import Hit
from khabar.extract.attributions.opening import Opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.resources import entries


def _before_quote(ctx: Context, i: int, quoted: Opening) -> Opening:
    """نقلت A عن B، توصل الطرفين إلى «تفاهم»: a verbal noun in front of the quotation begins the content."""
    while i < quoted.at and (ctx.norm(i) in COMMAS or i in ctx.time_end):
        i += 1
    return Opening("object", i, i) if i < quoted.at and head_noun(ctx, i) else quoted


def carried_draft(ctx: Context, relay: Draft, limit: int) -> Draft | None:
    """The draft of the voice that ``relay`` carries; gives the relay its opener when it had none of its own."""
    j = relay.clause
    cue = next(entry for entry in entries("cue") if entry.shape == "carried")
    stop = relay.opening.at if relay.opening is not None else limit
    for k in range(j + 1, stop):
        if any(h.cue.needs == "pronoun" for h in ctx.hits.get(k, ())):
            stop = k
            break
    source = source_phrase(ctx, j + 1, stop, stop_masdar=relay.opening is None)
    if source is None:
        return None
    if relay.opening is None:
        if source[1] >= limit:
            return None
        relay.opening = Opening("object", source[1], source[1])
    if relay.opening.kind == "quote":
        relay.opening = _before_quote(ctx, source[1], relay.opening)
    opening = relay.opening
    first = j - (ctx.norm(j) == "لسان")  # على لسان
    return Draft(first, j + 1, Hit(cue, "carried", "", "", ""), relay.sentence, "carried", source=source, how="after", opening=opening, same_as=relay)
