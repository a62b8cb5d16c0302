"""Where the content of a cue opens: complementiser, colon, quotation, leading preposition, or a bare noun phrase."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from khabar.extract.attributions.context import COMMAS, Context, is_name_quote
from khabar.extract.attributions.lexicon import Hit, is_first_name, is_masdar, unnamed_end, voice_at, words
from khabar.extract.attributions.phrase_start import unauthorised
from khabar.text.fold import fold

_REACH = 70
_VERBS = 4


class Opening(NamedTuple):
    """How a content opens. ``at``: first token of the opener (where the source region ends); ``start``: first token of
    the content; ``clitic``: code points of a fused preposition to leave out (بمقتل → مقتل)."""

    kind: str
    at: int
    start: int
    clitic: int = 0
    through: str = ""


def find_opening(ctx: Context, i: int, limit: int, hit: Hit) -> Opening | None:
    """The opener of the content of cue ``i`` to its right, before token ``limit``; None when there is none."""
    cue = hit.cue
    led: Opening | None = None
    relative = False
    owed = 0  # complementisers that belong to verbs of saying in relative clauses on the way
    passed = 0  # verbs of saying on the way: behind several the opener is theirs
    request = 0  # token behind a request to stay unnamed
    requests, relatives = words("unnamed_first"), words("relative")
    for j in range(i + 1, min(limit, i + _REACH)):
        norm = ctx.norm(j)
        if norm in requests:
            request = unnamed_end(ctx.tokens, j, limit) or request
        if j < request:
            continue
        found = _strong(ctx, i, j, limit, hit)
        if found is not None and found.kind == "that" and owed:
            owed -= 1
        elif found is not None:
            return _choose(ctx, i, led, found)
        if j in ctx.quote_of and ctx.quote_of[j].first > i and ctx.quote_of[j].first != j:
            continue  # inside a name
        if norm in relatives:
            relative = True
        if norm in COMMAS:
            relative = False
            if _stops(ctx, j, limit):
                break
        if j in ctx.hits and _says(ctx, j):
            passed += 1
            if passed > _VERBS:
                break
        if relative and ctx.norm(j - 1) in relatives and _says(ctx, j) and not unnamed_end(ctx.tokens, j + 1, limit):
            owed += 1
        if j > i + 1 and j in ctx.hits and _new_cue(ctx, j, relative, cue.strict):
            break
        if (led is None or led.through == "ل") and not relative and cue.by:
            better = _leading(ctx, i, j, limit, hit)
            led = better if led is None or (better is not None and better.through != "ل") else led
    return led if not cue.strict else None


@lru_cache(maxsize=2_000)
def _folded(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, forms))


def _says(ctx: Context, j: int) -> bool:
    return any(h.table in ("past", "present") and h.cue.that and not h.cue.strict and h.cue.object == "none" for h in ctx.hits.get(j, ()))


def _strong(ctx: Context, i: int, j: int, limit: int, hit: Hit) -> Opening | None:
    cue = hit.cue
    if j in ctx.quote_at:
        quote = ctx.quote_at[j]
        if ctx.norm(j - 1) in words("in_it") and j - 2 > i:
            return None  # نشرت تغريدة جاء فيها «…»
        if "ب" in cue.by and _fused(ctx, j + 1, "ب") and ctx.norm(j + 1)[:1] == "ب":
            return Opening("led", j, j + 1, clitic=1, through="ب")  # وطالبوا «بمزيد من المقاعد»
        if cue.quote and not is_name_quote(ctx, quote) and _speech(ctx, i, quote.first):
            return Opening("quote", j, j + 2 if ctx.is_that(j + 1) and j + 2 < quote.last else j + 1)
        return None
    token = ctx.tokens[j]
    if token.text == ":":
        clock = ctx.tokens[j - 1].kind == "number" and j + 1 < limit and ctx.tokens[j + 1].kind == "number"
        if clock or j + 1 >= limit or not (cue.quote or cue.that):
            return None
        return _colon(ctx, j, limit)
    if ctx.is_that(j):
        return _that(ctx, i, j, limit, hit)
    return None


def _colon(ctx: Context, j: int, limit: int) -> Opening:
    start = j + 1
    if ctx.is_that(start) and start + 1 < limit:
        start += 1
    return Opening("colon", j, start + (1 if start in ctx.quote_at else 0))


def _speech(ctx: Context, i: int, first: int) -> bool:
    """A quotation directly behind the cue or its source is speech; behind a preposition (بـ«…») it is a led phrase."""
    before = ctx.norm(first - 1)
    return before not in words("binding")


def _that(ctx: Context, i: int, j: int, limit: int, hit: Hit) -> Opening | None:
    """A complementiser at ``j``, if it is this cue's."""
    cue = hit.cue
    norm = ctx.norm(j)
    before = ctx.norm(j - 1)
    lead = before if before in words("leads_that") else ""
    allowed = _folded(cue.by)
    if lead and lead not in allowed and ctx.tokens[j - 1].text.endswith("ي"):
        lead = ""  # the name علي
    at = j - 1 if lead else j
    if norm[0] == "ب":
        lead, at = "ب", j
    if norm[0] == "ل" and "لأن" not in cue.that:
        return None
    if lead == "ب" and lead not in allowed and not {"بأن", "أن"} & set(cue.that):
        return None
    if lead and lead != "ب" and lead not in allowed:
        return None
    if not lead and norm[0] != "ل" and cue.that and not {"إن", "أن"} & set(cue.that):
        return None
    described = cue.object == "target" and not cue.that
    if not described and _of_noun(ctx, i, j):
        return None
    if not lead and (before in words("not_opener") or (before[:1] == "و" and before[1:] in words("not_opener"))):
        return None
    if not lead and not cue.that and not (cue.by and j == i + 1):
        return None
    start = j + 1
    if start >= limit:
        return None
    if start in ctx.quote_at:
        return Opening("that", at, start + 1, through="quote")
    if ctx.tokens[start].text == ":" and start + 1 < limit:
        start += 1
        return Opening("that", at, start + (1 if start in ctx.quote_at else 0))
    return Opening("that", at, start)


def _of_noun(ctx: Context, i: int, j: int) -> bool:
    """نفى الوزير تقارير بأن …: the complementiser belongs to the noun of saying before it, unless that is the source."""
    if j - 1 <= i + 1 or unauthorised(ctx, j - 1) or not any(h.table == "noun" and h.cue.that and not h.suf for h in ctx.hits.get(j - 1, ())):
        return False
    return any(((v := voice_at(ctx.norm(k))) is not None and v.speaker.kind != "document") or k in ctx.place_end for k in range(i + 1, j - 1))


def _choose(ctx: Context, i: int, led: Opening | None, strong: Opening) -> Opening:
    """Between a leading preposition and a complementiser further right: the source may hold the preposition."""
    if led is None or ctx.norm(strong.at - 1) in COMMAS:
        return strong
    if strong.kind == "colon" and any(h.table in ("past", "present") for k in range(led.start, strong.at) for h in ctx.hits.get(k, ())):
        return led
    if strong.kind in ("quote", "colon"):
        return led if any(ctx.norm(k) in COMMAS for k in range(led.at, strong.at)) or strong.kind == "quote" else strong
    crossed = any(ctx.norm(k) in COMMAS or k in ctx.hits for k in range(led.start, strong.at))
    head = voice_at(ctx.norm(i + 1))
    attached = head is not None and head.speaker.kind == "anonymous" and led.at - i <= 4
    return strong if attached and not crossed else led


def _stops(ctx: Context, comma: int, limit: int) -> bool:
    """Whether the clause of the cue surely ends at a comma: a conjoined verb or a participle of saying follows."""
    j = comma + 1
    if j >= limit:
        return True
    if ctx.norm(j) in words("breaks_off"):
        return True
    return any(h.table == "participle" or (h.table in ("past", "present") and h.pre == "و") for h in ctx.hits.get(j, ()))


def _new_cue(ctx: Context, j: int, relative: bool, strict: bool) -> bool:
    if relative or voice_at(ctx.norm(j)) is not None:
        return False
    return any(
        h.table in ("past", "present") and (h.pre in ("و", "ف") or (strict and not h.suf and not (h.cue.homograph and h.person == "3ms")))
        for h in ctx.hits.get(j, ())
    )


def _leading(ctx: Context, i: int, j: int, limit: int, hit: Hit) -> Opening | None:
    """A preposition of the cue's frame with the noun phrase that is the content."""
    token = ctx.tokens[j]
    if token.kind == "punct" or j + 1 > limit:
        return None
    norm = token.norm
    for prep, lead in zip(hit.cue.by, _folded(hit.cue.by), strict=True):
        if norm == lead and (ctx.norm(j - 1) in words("quoting") or (norm == "علي" and ctx.ali(j))):
            continue
        if norm == lead and j + 1 < limit and not _not_content(ctx, i, j + 1, lead):
            start = j + 1
            if ctx.tokens[start].text == ":" and start + 1 < limit:
                start += 1
            return Opening("led", j, start + (1 if start in ctx.quote_at else 0), through=prep)
        if norm == lead + "ما" or (lead == "عن" and norm == "عما"):
            return Opening("led", j, j, clitic=1 if len(lead) == 1 else 0, through=prep)
        if len(lead) == 1 and norm.startswith(lead) and (len(norm) > 3 or norm[1:] in words("content_noun")) and (_fused(ctx, j, lead) or _charge(ctx, hit, j, limit)):
            return Opening("led", j, j, clitic=1, through=prep)
    return None


def _charge(ctx: Context, hit: Hit, j: int, limit: int) -> bool:
    """اتهم إيران [بدعم المسلحين], تعهد الوزير [بدعم النازحين]: what elsewhere is an adverb (بدعم من التحالف) is the content if nothing else is."""
    if hit.cue.act == "accuse":
        return ctx.norm(j) in words("fused_b") and is_masdar(ctx.norm(j)[1:])
    return ctx.norm(j) in words("together") and ctx.norm(j + 1) != "من" and not any(ctx.is_that(k) for k in range(j + 1, limit))


def _fused(ctx: Context, j: int, lead: str) -> bool:
    """Whether the word at ``j`` is the preposition with a noun: no name, no word that merely begins with the letter."""
    norm = ctx.norm(j)
    if norm in words("fused_b" if lead == "ب" else "fused_l") or ctx.is_that(j) or j in ctx.place_end or j in ctx.time_end:
        return False
    if is_first_name(ctx.norm(j - 1)) and j - 1 not in ctx.hits and not norm[1:].startswith("ال"):
        return False  # فلاديمير بوتن: the surname
    rest = norm[1:]
    if lead == "ل":
        bare = rest[1:] if rest.startswith("ل") else rest
        return is_masdar(bare) or bare in words("led_noun")
    if rest.startswith("ال"):
        return True
    before = voice_at(ctx.norm(j - 1))
    if len(rest) > 3 and (ctx.norm(j - 1).startswith("ال") or j - 1 in ctx.place_end) and not (before is not None and before.speaker.kind == "person"):
        return True
    if is_masdar(rest) or rest in words("content_noun") or rest in words("led_noun") or voice_at(rest) is not None or len(rest) == 3:
        return True
    return rest.endswith(("ه", "ات", "ها", "هم")) or any(h.table == "noun" for h in ctx.hits.get(j, ()))


def _not_content(ctx: Context, i: int, j: int, lead: str) -> bool:
    """A preposition's noun that is a time, an occasion, a place of speaking or a medium, not what is said."""
    norm = ctx.norm(j)
    if j in ctx.time_end or ctx.is_that(j):
        return True
    if lead == "علي" and norm in words("on_something"):
        return True
    if lead in ("من", "الي", "عن") and norm in words("from_side") and lead == "من":
        return True
    return lead == "في" and norm in words("occasion")
