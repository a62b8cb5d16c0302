"""The noun phrase that names a source: title, role, organisation, name, apposition, coordination.

It ends before a relative clause, before the occasion, medium or addressee (في بيان، لوكالة …) and before a time.
"""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.lexicon import is_masdar, phrases, voice_at, words
from khabar.text.fold import DIACRITICS

_REACH = 40
_IN = frozenset({"في"})
_GLUE = frozenset({"#", "_", "-", "/", "(", ")", ".", "'", "’"})


def skip_fillers(ctx: Context, i: int, limit: int) -> int:
    """First token from ``i`` that is no adverb, comma, time or في+occasion."""
    filler = words("filler")
    while i < limit:
        norm = ctx.norm(i)
        if i in ctx.time_end:
            i = ctx.time_end[i]
        elif norm in filler or norm in COMMAS:
            i += 1
        elif norm == "من" and ctx.norm(i + 1) in _OWN_SIDE:
            i += 3 if ctx.norm(i + 2) in ("اخري", "ثانيه") else 2
        elif norm in ("في", "خلال", "عقب", "عبر", "بعد", "قبل", "اثناء") and _occasion(ctx, i + 1):
            stop = _next_comma(ctx, i + 1, limit)
            if stop >= limit:
                return limit
            i = stop
        else:
            return i
    return limit


_OWN_SIDE = frozenset({"جهته", "جهتها", "جهتهم", "جانبه", "جانبها", "جانبهم", "ناحيته", "ناحيتها", "جهه"})


def _occasion(ctx: Context, i: int) -> bool:
    norm = ctx.norm(i)
    return norm in words("occasion") or (norm.startswith("ال") and norm[2:] in words("occasion")) or i in ctx.time_end


def _next_comma(ctx: Context, i: int, limit: int) -> int:
    while i < limit and ctx.norm(i) not in COMMAS:
        i += 1
    return i


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
    if first >= limit or not (fused or _begins(ctx, first)):
        return None
    i = first
    while i < min(limit, first + _REACH):
        step = _step(ctx, first, i, limit, split_target, stop_masdar, front)
        if step <= i:
            break
        i = step
    last = _trim(ctx, first, min(i, limit))
    return (first, last) if last > first else None


def _begins(ctx: Context, i: int) -> bool:
    token = ctx.tokens[i]
    if i in ctx.quote_at:
        return is_name_quote(ctx, ctx.quote_at[i]) or ctx.quote_at[i].last - i <= 6
    if token.text in "#(":
        return True
    if token.kind == "number":
        return True
    if token.kind != "word" or ctx.is_that(i):
        return False
    norm = token.norm
    voice = voice_at(norm)
    if norm == "علي" and token.text.endswith("ي"):
        return True
    if norm in words("no_source") or (norm in words("setting") and voice is None):
        return False
    if voice is not None and voice.pre.startswith(("ب", "ل", "ك")) and i not in ctx.place_end:
        return False
    if norm.startswith(("بال", "وبال")) and voice is None and i not in ctx.place_end:
        return False
    if norm[:1] == "ل" and (_addressee(ctx, i) or token.text[1:2] in ("أ", "إ")) and voice is None:
        return False
    return norm not in _PREPOSITIONS and norm not in words("relative")


_PREPOSITIONS = frozenset({"في", "علي", "الي", "عن", "من", "مع", "ب", "ل", "ك", "و", "ما", "لم", "لا", "لن", "قد"})


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
        return _apposition(ctx, first, i, limit, front)
    if token.kind == "punct":
        return _punctuation(ctx, i, limit)
    if i > first and _closes(ctx, first, i, limit, split_target, stop_masdar):
        return i
    return max(i + 1, ctx.place_end.get(i, 0)) if ctx.place_end.get(i, 0) <= limit else i + 1


def _punctuation(ctx: Context, i: int, limit: int) -> int:
    text = ctx.norm(i)
    if text == "(":
        for j in range(i + 1, min(i + 6, limit)):
            if ctx.norm(j) == ")":
                inside = ctx.tokens[i + 1:j]
                return i if any(t.kind == "number" for t in inside) else j + 1
        return i
    if text in "#_/" or (text == "-" and ctx.tokens[i - 1].end == ctx.tokens[i].start):
        return i + 1
    return i


def _apposition(ctx: Context, first: int, comma: int, limit: int, front: bool) -> int:
    """Behind a comma that joins role and name (رئيس الوزراء، سامر الحيدري، ...), else the comma itself."""
    nxt = comma + 1
    if nxt >= limit or comma - first > 14 or unnamed_here(ctx, nxt, limit) or not _begins(ctx, nxt) or nxt in ctx.time_end or nxt in ctx.quote_at:
        return comma
    norm = ctx.norm(nxt)
    if norm[:1] in "ول" and norm not in ("ولي",) and voice_at(norm) is not None and norm[0] == "و":
        return nxt + 1 if _later_comma(ctx, nxt, limit, front) else comma
    if norm[:1] == "و" and voice_at(norm) is None and norm not in _W_NAMES:
        return comma
    start, first = first, _head_index(ctx, first)
    if norm in ctx_bad or norm.startswith("لل") or nxt in ctx.hits:
        return comma
    voice = voice_at(norm)
    head = voice_at(ctx.norm(first))
    one = voice_at(ctx.norm(start))
    many = head is not None and head.number != "s" and not (one is not None and one.speaker.id == "speaker.collective.one")
    if voice is None and head is not None and (many or head.speaker.anonymity == "source"):
        return comma  # witnesses and sources have no name behind a comma
    if voice is None and head is not None and front and head.speaker.kind == "anonymous" and not head.definite:
        return comma
    if voice is not None and voice.speaker.kind in ("person", "anonymous") and not voice.pre.startswith(("ل", "ب", "ك")):
        return nxt + 1
    if head is not None and head.speaker.kind in ("person", "anonymous") and voice is None and _later_comma(ctx, nxt, limit, front):
        return nxt + 1
    return comma


def _head_index(ctx: Context, first: int) -> int:
    """The noun behind a quantifier: أحد الأعضاء, عدد من الشهود."""
    voice = voice_at(ctx.norm(first))
    if voice is not None and voice.speaker.kind == "collective" and voice_at(ctx.norm(first + 1)) is not None:
        return first + 1
    return first


def unnamed_here(ctx: Context, i: int, limit: int) -> bool:
    """Whether a request to stay unnamed begins at ``i`` (طالبا عدم كشف هويته)."""
    for parts in phrases("unnamed").get(ctx.norm(i), ()):
        if i + len(parts) <= limit and all(ctx.norm(i + k) == part for k, part in enumerate(parts)):
            return True
    return False


_W_NAMES = frozenset({"وليد", "وسام", "وائل", "ولي", "وايل", "وليم", "وداد", "وفاء", "وجيه", "واصف", "وهيب", "ويليام", "وولف"})
ctx_bad = frozenset({"فان", "فقد", "علي", "في", "عن"})


def _later_comma(ctx: Context, i: int, limit: int, front: bool) -> bool:
    """Whether at most six words follow before a comma or the limit: the length of a name."""
    for j in range(i, min(i + 8, limit)):
        if ctx.norm(j) in COMMAS:
            return True
        if ctx.tokens[j].kind == "punct" and ctx.tokens[j].text not in "-_#'":
            return ctx.tokens[j].text == ":" or (not front and j - i <= 5 and ctx.tokens[j].text == ".")
    return i + 8 >= limit and _opens_content(ctx, limit)


def _opens_content(ctx: Context, i: int) -> bool:
    return ctx.is_that(i) or ctx.norm(i) in (":", "قد", "الي", "علي", "عن", "من") or i in ctx.quote_at or i in ctx.hits or ctx.norm(i)[:1] == "ب"


def _closes(ctx: Context, first: int, i: int, limit: int, split_target: bool, stop_masdar: bool) -> bool:
    """Whether the word at ``i`` begins something that is not part of the source."""
    norm = ctx.norm(i)
    if ctx.is_that(i) or norm in words("relative") or norm in words("filler") or norm in ("فان", "فقد", "فانه", "فانها", "فانهم"):
        return True
    if unnamed_here(ctx, i, limit):
        return True
    if norm == "في":
        return _occasion(ctx, i + 1)
    if norm == "من":
        return not _from_inside(ctx, first, i)
    if norm == "علي":
        if ctx.tokens[i].text.endswith("ي"):
            return False  # the name
        return ctx.norm(i + 1) not in ("صله", "اطلاع", "علاقه", "درايه")
    if norm in ("عن", "الي"):
        return norm == "الي" and _head_root(ctx, first) not in _SENT
    if norm in words("setting"):
        return True
    if norm[:1] == "ل" and _addressee(ctx, i):
        return True
    hit = ctx.hits.get(i)
    if hit and any(h.table in ("past", "present") and (h.pre or not h.cue.homograph or _cue_like(ctx, i)) for h in hit) and voice_at(norm) is None:
        return True
    if hit and any(h.table == "participle" for h in hit):
        return True
    told = voice_at(norm)
    if told is not None and told.speaker.kind == "media" and not told.pre and i - first >= 2 and not _construct(ctx, i - 1):
        if ctx.norm(i - 1) not in ("باسم", "في", "لدي", "من", "_", "#"):
            return True  # أبلغ مسؤول محلي وكالة …: the one told
    if ctx.norm(i - 1).startswith("ال") and voice_at(norm) is None and possessed(ctx, i):
        return True
    if ctx.norm(i - 1).startswith("ال") and any(h.table == "noun" and not h.pre for h in ctx.hits.get(i, ())):
        return True
    if stop_masdar and is_masdar(norm) and voice_at(norm) is None and not _construct(ctx, i - 1):
        return True
    return split_target and _second_phrase(ctx, first, i)


def possessed(ctx: Context, i: int) -> bool:
    """A noun with a pronoun (حصاره) behind a complete phrase begins another one."""
    text, norm = ctx.tokens[i].text.rstrip(DIACRITICS), ctx.norm(i)
    return len(norm) > 4 and not norm.startswith(("ال", "و")) and (norm.endswith(("ها", "هم", "هما")) or (text.endswith("ه") and norm not in ("الله",)))


_SENT = frozenset({"مبعوث", "سفير", "موفد", "ممثل", "مندوب", "مبعوثه", "بعثه"})


def _cue_like(ctx: Context, i: int) -> bool:
    """A bare past verb inside a phrase is a verb when a complementiser or colon follows soon, else a noun or name."""
    return any(ctx.is_that(j) or ctx.norm(j) == ":" for j in (i + 1, i + 2))


def _head_root(ctx: Context, i: int) -> str:
    norm = ctx.norm(i)
    return norm[2:] if norm.startswith("ال") else norm


def _from_inside(ctx: Context, first: int, i: int) -> bool:
    nxt = ctx.norm(i + 1)
    if nxt in ("داخل", "قبل", "خلال", "بين", "جهه", "جهته", "جانبه", "ان"):
        return nxt == "داخل"
    voice = voice_at(ctx.norm(first))
    return voice is not None and voice.speaker.kind in ("anonymous", "document", "media", "collective") and i - first <= 4


def _addressee(ctx: Context, i: int) -> bool:
    norm = ctx.norm(i)
    if norm == "ل":
        return True
    rest = norm[2:] if norm.startswith("لل") else norm[1:]
    return rest in words("addressee") or "ال" + rest in words("addressee")


def _construct(ctx: Context, i: int) -> bool:
    """Whether the word at ``i`` is a bare office or organisation noun that still needs its genitive (وزير …)."""
    voice = voice_at(ctx.norm(i))
    return voice is not None and not voice.definite


def _second_phrase(ctx: Context, first: int, i: int) -> bool:
    """Whether a second full noun phrase begins at ``i``: the one addressed, accused or asked."""
    norm = ctx.norm(i)
    if norm.startswith("و") or _construct(ctx, i - 1):
        return False
    before = ctx.norm(i - 1)
    if before in ("في", "من", "علي", "عن", "الي", "باسم", "بن", "ابن", "ال", "_", "#"):
        return False
    voice = voice_at(norm)
    if voice is not None and voice.pre == "ال" and before not in ("هذا", "هذه"):
        return True
    if voice is not None and not voice.pre and voice.speaker.kind in ("document", "organization", "group"):
        named = voice_at(before) is None and not before.startswith("ال") and voice.speaker.kind == "document"
        alone = i - 1 == first and voice_at(before) is not None
        if named or (before.startswith("ال") and (voice.number == "p" or alone)):
            return True
    return (i in ctx.place_end and (before.startswith("ال") or _is_name_end(ctx, first, i))) or norm in ("كل", "جميع")


def _is_name_end(ctx: Context, first: int, i: int) -> bool:
    return i - first >= 1 and voice_at(ctx.norm(i - 1)) is None


def _trim(ctx: Context, first: int, last: int) -> int:
    while last > first and (ctx.norm(last - 1) in COMMAS or ctx.norm(last - 1) in ("و", "في", "من", "-", "(", "#", "قد", "عن", ":")):
        last -= 1
    return last
