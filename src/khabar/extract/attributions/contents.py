"""Pass two: what each cue covers, and the nesting that follows from it."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import Mark, closes_quote, content_end, name_end
from khabar.extract.attributions.lexicon import voice_at, words
from khabar.extract.attributions.phrase import skip_fillers
from khabar.text.quotes import Quotation


def fill_contents(ctx: Context, drafts: list[Draft]) -> None:
    """Fill ``content`` of every draft, drop those that cover nothing, and set ``parent``."""
    marks = {m: Mark(_kind(d), "" if d.source else d.gender, d.first, d.how == "hidden" and d.role != "according") for d in drafts if (m := _mark(ctx, d)) >= 0}
    ctx.tellers = frozenset(d.first for d in drafts if d.role in ("main", "relay"))
    for n, draft in enumerate(drafts):
        _fill(ctx, draft, drafts, n, marks)
    drafts[:] = [d for d in drafts if d.content]
    for draft in drafts:
        draft.offset = ctx.tokens[draft.last - 1].end - 1
    _nest(drafts)


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
        return back
    if draft.hit.pre in ("و", "ف") and first == draft.first:
        strong = draft.opening is not None and (draft.opening.kind in ("that", "quote", "colon") or draft.hit.cue.object == "judged")
        return first if strong or ctx.norm(first - 1) in COMMAS or draft.source is not None else -1
    return -1


def _fill(ctx: Context, draft: Draft, drafts: list[Draft], n: int, marks: dict[int, Mark]) -> None:
    if draft.role == "restate":
        _restate(ctx, draft, drafts, n)
    elif draft.role == "according":
        _according(ctx, draft, drafts, n, marks)
    elif draft.role == "carried" and draft.same_as is not None:
        draft.content, draft.reason = list(draft.same_as.content), "the relayed words"
    elif draft.content_tokens:
        draft.content = [ctx.span(a, b) for a, b in draft.content_tokens if b > a]
    elif draft.opening is not None:
        _forward(ctx, draft, draft.opening.start, marks, draft.opening.clitic)


def _limit(ctx: Context, draft: Draft) -> int:
    quote = ctx.quote_of.get(draft.first)
    last = draft.sentence.last
    if quote is not None and not quote.open_ended and quote.last - 1 > draft.first:
        return min(last, quote.last - 1)
    return last


def _forward(ctx: Context, draft: Draft, start: int, marks: dict[int, Mark], clitic: int = 0) -> None:
    """Content behind its opener: a quotation, and what goes on behind it, up to where the telling resumes."""
    limit = _limit(ctx, draft)
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
            draft.content = [ctx.span(start, max(inner, start + 1)), *_continued(ctx, quote)]
            draft.reason = "end of the quotation"
            return
        begin = quote.last
    if begin >= limit:
        return
    kind = draft.opening.kind if draft.opening is not None else ""
    bare = kind in ("led", "object", "genitive", "clause") and draft.role != "according"
    told = bare and not (draft.hit.cue.act in ("say", "confirm") and draft.role != "noun")
    gender = "" if draft.role == "relay" else draft.gender
    end = content_end(ctx, begin, limit, marks, gender, draft.first, phrase=told, noun=bare and draft.role == "noun", covers=draft.role == "according")
    first, last = ctx.span(start, end.last)
    if last > first + clitic:
        draft.content = [(first + clitic, last)]
        draft.reason = end.reason


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


def _restate(ctx: Context, draft: Draft, drafts: list[Draft], n: int) -> None:
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


def _according(ctx: Context, draft: Draft, drafts: list[Draft], n: int, marks: dict[int, Mark]) -> None:
    if draft.source is None:
        return
    limit = _limit(ctx, draft)
    after = draft.source[1]
    if draft.front:
        start = _content_start(ctx, after, limit)
        if start < limit:
            _forward(ctx, draft, start, marks)
        return
    first = _clause_first(ctx, draft, drafts, n)
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


def _sentence_before(ctx: Context, draft: Draft) -> tuple[int, int]:
    """A phrase that stands alone as a sentence covers the sentence before it in its line."""
    previous = ctx.doc.sentence_of.get(draft.sentence.first - 1)
    if previous is None or ctx.tokens[previous.first].line != ctx.tokens[draft.first].line:
        return 0, 0
    return previous.first, _clause_before(ctx, previous.last, previous.first)


def _content_start(ctx: Context, j: int, limit: int) -> int:
    """Behind the comma, فإن or فقد that follow the source of a leading phrase."""
    while j < limit and (ctx.norm(j) in COMMAS or ctx.norm(j) in ("ف", ":", "فان", "فانه", "فانها", "فانهم", "فقد", "ان", "انه", "انها", ")")):
        j += 1
    j = _relative_end(ctx, j, limit)
    return j + 1 if j in ctx.quote_at else j


def _relative_end(ctx: Context, j: int, limit: int) -> int:
    """Skip the relative clause or remark between the source of a leading phrase and its comma."""
    if j < limit and (ctx.norm(j) in words("relative") or ctx.norm(j) in ("صدر", "صادر", "صدرت", "نشر", "نشرت", "نشرته", "نشره", "في", "كشفت")):
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
    for j in range(draft.first - 1, first, -1):
        if ctx.norm(j) in ("؛",) or (ctx.norm(j) in COMMAS and ctx.norm(j + 1) in ("كما", "فيما", "بينما", "ولكن", "لكن")):
            if any(d.sentence is draft.sentence and first <= d.first < j for d in drafts[max(0, n - 6):n]):
                first = j + 1
            break
    while first < draft.first and (ctx.norm(first) in COMMAS or ctx.norm(first) in words("conjoined") or ctx.tokens[first].text in "-–"):
        first += 1
    first = skip_fillers(ctx, first, draft.first) if ctx.norm(first) in words("filler") else first
    return first + 1 if first in ctx.quote_at and ctx.quote_at[first].last > draft.first - 3 else first


def _tail(ctx: Context, j: int, limit: int, marks: dict[int, Mark]) -> tuple[int, int] | None:
    """What goes on behind a phrase set between commas (كانت، بحسب X، سببا لـ…)."""
    if j >= limit or ctx.norm(j) not in COMMAS:
        return None
    nxt = j + 1
    if nxt >= limit or nxt in marks or ctx.norm(nxt) in words("relative") or ctx.norm(nxt) in words("setting"):
        return None
    norm = ctx.norm(nxt)
    if norm in words("manner"):
        return None
    if norm[:1] == "و" or norm in words("conjoined") or norm in ("في", "وذلك", "خلال", "عقب", "بعد") or nxt in ctx.time_end:
        return None
    end = content_end(ctx, nxt, limit, marks, "", limit)
    return (nxt, end.last) if end.last > nxt else None


def _nest(drafts: list[Draft]) -> None:
    """The parent of a cue is the smallest content that holds it; the carried voice hangs on its relay."""
    for n, draft in enumerate(drafts):
        if draft.role == "carried" and draft.same_as is not None:
            draft.parent = next((k for k, d in enumerate(drafts[max(0, n - 3):n], max(0, n - 3)) if d is draft.same_as), None)
        elif draft.how == "hidden" and draft.role in ("participle", "main") and n:
            _after_relay(drafts, n)
    spans = sorted((s[1] - s[0], s, k) for k, d in enumerate(drafts) for s in d.content)
    _assign(drafts, spans)


def _after_relay(drafts: list[Draft], n: int) -> None:
    """نقلت A عن B … مضيفا: what goes on in the sentence is still B's, inside the relay."""
    for k in range(n - 1, max(-1, n - 4), -1):
        other = drafts[k]
        if other.sentence is not drafts[n].sentence:
            return
        if other.role == "carried":
            drafts[n].parent = other.parent
            return
        if other.how != "hidden":
            return


def _assign(drafts: list[Draft], spans: list[tuple[int, tuple[int, int], int]]) -> None:
    by_start = sorted(((s[0], s[1], k) for _, s, k in spans))
    cues = sorted(((d.offset, n) for n, d in enumerate(drafts)))
    active: list[tuple[int, int, int]] = []
    at = 0
    for offset, n in cues:
        while at < len(by_start) and by_start[at][0] <= offset:
            active.append(by_start[at])
            at += 1
        active = [a for a in active if a[1] > offset]
        holders = [(a[1] - a[0], -a[0], a[2]) for a in active if a[2] != n and drafts[a[2]].same_as is not drafts[n]]
        if holders and drafts[n].parent is None:
            drafts[n].parent = min(holders)[2]
