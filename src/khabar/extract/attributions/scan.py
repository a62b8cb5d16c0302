"""Pass one: the drafts of a document, sentence by sentence, in text order."""

from __future__ import annotations

from khabar.extract.attributions.according import according_draft
from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import reporter_request
from khabar.extract.attributions.lexicon import phrases_at, words
from khabar.extract.attributions.nouns import noun_draft
from khabar.extract.attributions.relays import carried_draft
from khabar.extract.attributions.verbs import verb_draft
from khabar.text.sentences import Sentence


def scan(ctx: Context) -> list[Draft]:
    """All drafts, ordered by cue."""
    out: list[Draft] = []
    for sentence in ctx.doc.narrative:
        if sentence.kind != "heading":
            out += _sentence(ctx, sentence)
    return out


def _sentence(ctx: Context, sentence: Sentence) -> list[Draft]:
    out: list[Draft] = []
    i = sentence.first
    clause = sentence.first
    while i < sentence.last:
        token = ctx.tokens[i]
        if token.kind == "word" and i not in ctx.hits and not phrases_at(token.norm):
            i += 1
            continue
        if token.kind != "word":
            if token.text in "؛" or (i in ctx.quote_at and not is_name_quote(ctx, ctx.quote_at[i])):
                clause = i + 1
            i += 1
            continue
        limit = _limit(ctx, i, sentence)
        found = _at(ctx, i, limit, sentence, max(clause, _quote_start(ctx, i, sentence)), out)
        for draft in found:
            out.append(draft)
            if draft.opening is not None and draft.role in ("main", "participle", "relay"):
                clause = max(clause, draft.opening.start)
        i = max(i + 1, found[0].last if found else 0)
    out.sort(key=lambda d: (d.first, d.last))
    return out


def _at(ctx: Context, i: int, limit: int, sentence: Sentence, clause: int, before: list[Draft]) -> list[Draft]:
    if phrases_at(ctx.norm(i)):
        draft = according_draft(ctx, i, limit, sentence)
        if draft is not None and not (draft.hit.cue.id == "cue.according.ala-lisan" and _in_source(ctx, out_before(before, draft), i)):
            return [draft]
    if i not in ctx.hits or _in_source(ctx, before, i) or reporter_request(ctx, i, limit):
        return []
    draft = verb_draft(ctx, i, limit, sentence, clause)
    if draft is None:
        draft = noun_draft(ctx, i, limit, sentence)
    if draft is None:
        return []
    if draft.role == "relay":
        carried = carried_draft(ctx, draft, limit)
        return [draft, carried] if carried else [draft]
    return [draft]


def out_before(before: list[Draft], draft: Draft) -> list[Draft]:
    """Earlier drafts of the same sentence: على لسان between a cue and its content is not a cue of its own."""
    return [d for d in before if d.sentence is draft.sentence]


def _in_source(ctx: Context, before: list[Draft], i: int) -> bool:
    """A word between an earlier cue and its content is no cue itself (وأضاف قائلا، في تصريحات لـ…)."""
    if ctx.norm(i - 1) in words("whom"):
        return False
    for draft in before[-3:]:
        if draft.source is not None and draft.source[0] <= i < draft.source[1]:
            return True
        if draft.role in ("main", "relay", "participle", "carried") and draft.opening is not None and draft.first < i < draft.opening.at:
            return True
    return False


def _limit(ctx: Context, i: int, sentence: Sentence) -> int:
    """A cue inside a quotation reaches no further than the quotation."""
    quote = ctx.quote_of.get(i)
    if quote is None or quote.open_ended or quote.first > i:
        return sentence.last
    return min(sentence.last, quote.last - 1) if quote.last - 1 > i else sentence.last


def _quote_start(ctx: Context, i: int, sentence: Sentence) -> int:
    quote = ctx.quote_of.get(i)
    if quote is None or quote.first < sentence.first or is_name_quote(ctx, quote):
        return sentence.first
    return quote.first + 1


__all__ = ["COMMAS", "scan"]
