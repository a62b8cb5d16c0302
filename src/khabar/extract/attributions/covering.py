"""What according-to phrases and restatements cover: the clause before, behind or around them."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import Mark, content_end
from khabar.extract.attributions.lexicon import voice_at, words
from khabar.extract.attributions.limits import reach
from khabar.extract.attributions.phrase_start import skip_fillers
from khabar.extract.attributions.running import forward

_DASHES = ("-", "–", "—")
_BACK = 200  # tokens that a trailing phrase looks back over for a conjoined clause


def restate(ctx: Context, draft: Draft, drafts: list[Draft], n: int) -> None:
    """على حد قوله, وهو ما نفاه: the content of the cue before, in the same sentence, or else the clause before."""
    for other in reversed(drafts[max(0, n - 4):n]):
        if other.sentence is draft.sentence and other.content and other.role != "according":
            draft.content, draft.same_as, draft.reason = list(other.content), other, "the same words as the cue before"
            return
    first = draft.sentence.first
    last = _clause_before(ctx, draft.first, first)
    if last > first:
        draft.content, draft.reason = [ctx.span(first, last)], "the clause before"


def _clause_before(ctx: Context, i: int, first: int) -> int:
    last = i
    while last > first and (ctx.norm(last - 1) in COMMAS or ctx.norm(last - 1) in ("وهو", "ما", "وذلك", "-", "–", "\"", "»", "”", ".", "و")):
        last -= 1
    return last


def set_inside(ctx: Context, draft: Draft, before: list[Draft]) -> None:
    """قالت الوزارة إن …، وأسفر، وفق ناشطين، عن مقتل …: between a verb and its preposition the phrase belongs to that one
    clause of somebody's words. It then ends no content, and its clause begins behind the comma before it."""
    i, after = draft.first, draft.source[1] if draft.source is not None else 0
    if draft.front or not ctx.comma(i - 1) or not ctx.comma(after) or not (ctx.norm(after + 1) in words("preposition") or ctx.norm(after + 1) in words("binding")):
        return
    if not any(d.sentence is draft.sentence and d.opening is not None and d.opening.kind == "that" and d.opening.start < i - 1 for d in before):
        return
    first = next((k + 1 for k in range(i - 2, draft.sentence.first, -1) if ctx.comma(k) or ctx.is_that(k)), draft.sentence.first)
    draft.mark, draft.clause = -1, first


def according(ctx: Context, draft: Draft, drafts: list[Draft], n: int, marks: dict[int, Mark]) -> None:
    if draft.source is None:
        return
    teller = _passed_on(ctx, draft, drafts, n)
    if teller is not None:
        draft.role, draft.same_as, draft.content, draft.reason = "carried", teller, list(teller.content), "the relayed words"
        return
    limit = reach(ctx, draft)
    after = draft.source[1]
    if draft.front:
        start = _content_start(ctx, after, limit)
        if start < limit:
            forward(ctx, draft, start, marks)
        return
    first = draft.clause if draft.mark < 0 and draft.clause >= 0 else _clause_first(ctx, draft, drafts, n)
    last = _clause_before(ctx, draft.first, first)
    if last <= first and first <= draft.sentence.first + 2:
        first, last = _sentence_before(ctx, draft)
    if last > first:
        start, end = ctx.span(first, last)
        draft.content.append((start + _conjunction(ctx, first), end))
    tail = _tail(ctx, after, limit, marks)
    if tail is not None:
        draft.content.append(ctx.span(*tail))
        draft.reason = "the clause around the phrase"
    else:
        draft.reason = "the clause before the phrase"


def _passed_on(ctx: Context, draft: Draft, drafts: list[Draft], n: int) -> Draft | None:
    """ذكرت الإذاعة نقلا عن شهود أن …: the teller whose words these are, when the phrase stands between it and its content."""
    if ctx.norm(draft.first) not in words("quoting"):
        return None
    for other in reversed(drafts[max(0, n - 3):n]):
        if other.sentence is draft.sentence and other.role == "main" and other.source is not None and other.opening is not None:
            between = other.source[1] <= draft.first < other.opening.at
            behind = bool(other.content) and other.opening.kind == "that" and _clause_before(ctx, draft.first, other.first) == ctx.doc.tokens_in(other.content[-1])[1]
            return other if other.content and (between or behind) else None
    return None


def _sentence_before(ctx: Context, draft: Draft) -> tuple[int, int]:
    """A phrase that stands alone as a sentence covers the sentence before it in its line."""
    previous = ctx.doc.sentence_of.get(draft.sentence.first - 1)
    if previous is None or ctx.tokens[previous.first].line != ctx.tokens[draft.first].line:
        return 0, 0
    return previous.first, _clause_before(ctx, previous.last, previous.first)


def _conjunction(ctx: Context, i: int) -> int:
    """1 when the conjunction و or ف is written onto the first word of a clause, which it does not belong to."""
    token = ctx.tokens[i]
    voice = voice_at(token.norm)
    if token.norm[:1] not in "وف" or len(token.norm) < 4 or token.norm in words("native_w"):
        return 0
    if voice is not None and not voice.pre.startswith(("و", "ف")):
        return 0
    if token.norm[0] == "ف":
        return int(voice is not None)
    return int(not any(not h.pre for h in ctx.hits.get(i, ())))


def _content_start(ctx: Context, j: int, limit: int) -> int:
    """Behind the comma, فإن or فقد that follow the source of a leading phrase."""
    while j < limit and (ctx.norm(j) in COMMAS or ctx.norm(j) in words("resumes")):
        j += 1
    j = _relative_end(ctx, j, limit)
    return j + 1 if j in ctx.quote_at else j


def _relative_end(ctx: Context, j: int, limit: int) -> int:
    """Skip the relative clause or remark between the source of a leading phrase and its comma."""
    if j < limit and (ctx.norm(j) in words("relative") or ctx.norm(j) in words("published") or any(h.suf for h in ctx.hits.get(j, ()))):
        k = j
        while k < limit and ctx.norm(k) not in COMMAS and ctx.norm(k) not in ("فان", "فقد", "فانه"):
            k += 1
        if k < limit:
            return _content_start(ctx, k, limit)
    return j


def _clause_first(ctx: Context, draft: Draft, drafts: list[Draft], n: int) -> int:
    """First token of what a trailing phrase covers: the sentence, less its link word and what an earlier phrase covers."""
    first = draft.sentence.first
    split = ctx.quote_of.get(first)
    if split is not None and split.first < first and split.last <= draft.first:
        opened = ctx.doc.sentence_of.get(split.first)  # the full stop stood inside a quotation
        first = opened.first if opened is not None else first
    quote = ctx.quote_of.get(draft.first)
    if quote is not None and first <= quote.first < draft.first:
        first = quote.first + 1
    for other in reversed(drafts[max(0, n - 6):n]):
        if other.sentence is draft.sentence and other.role == "according" and other.source is not None and not other.front:
            first = max(first, other.source[1])
            break
    for j in range(draft.first - 1, max(first, draft.first - _BACK), -1):
        if ctx.norm(j) in ("؛",) or (ctx.norm(j) in COMMAS and ctx.norm(j + 1) in words("beside")):
            if any(d.sentence is draft.sentence and first <= d.first < j for d in drafts[max(0, n - 6):n]):
                first = j + 1
            break
    while first < draft.first and (ctx.norm(first) in COMMAS or ctx.norm(first) in words("conjoined") or ctx.tokens[first].text in "-–"):
        first += 1
    first = skip_fillers(ctx, first, draft.first) if ctx.norm(first) in words("filler") else first
    return first + 1 if first in ctx.quote_at and ctx.quote_at[first].last > draft.first - 3 else first


def _complement(ctx: Context, i: int, limit: int) -> bool:
    """Whether a preposition with its noun goes on with the clause (في انفجار, من البلدة), and does not open another one (في حين)."""
    return i + 1 < limit and ctx.norm(i) in words("complement") and ctx.norm(i + 1) not in words("not_complement") and i not in ctx.time_end and i + 1 not in ctx.quote_at


def _tail(ctx: Context, j: int, limit: int, marks: dict[int, Mark]) -> tuple[int, int] | None:
    """What goes on behind a phrase set between commas or dashes (كانت، بحسب X، سببا لـ…), and a complement right behind it
    (قتل خمسة بحسب الشرطة في انفجار)."""
    if j >= limit:
        return None
    dash = ctx.tokens[j].text in _DASHES
    nxt = j + 1 if dash or ctx.norm(j) in COMMAS else j
    complement = _complement(ctx, nxt, limit)
    if nxt >= limit or nxt in marks or (nxt == j and not complement):
        return None
    if dash or complement:
        end = content_end(ctx, nxt, limit, marks, "", limit)
        return (nxt, end.last) if end.last > nxt else None
    if ctx.norm(nxt) in words("relative") or ctx.norm(nxt) in words("setting"):
        return None
    norm = ctx.norm(nxt)
    if norm in words("manner"):
        return None
    if norm[:1] == "و" or norm in words("conjoined") or norm in words("circumstance") or nxt in ctx.time_end:
        return None
    end = content_end(ctx, nxt, limit, marks, "", limit)
    return (nxt, end.last) if end.last > nxt else None
