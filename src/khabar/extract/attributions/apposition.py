"""Commas inside a source: role and name set side by side (رئيس الوزراء، سامر الحيدري، …)."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.lexicon import is_first_name, is_masdar, unnamed_end, voice_at, words
from khabar.extract.attributions.phrase_start import begins


def apposition(ctx: Context, first: int, comma: int, limit: int, front: bool) -> int:
    """Behind a comma that joins role and name (رئيس الوزراء، سامر الحيدري، ...), else the comma itself."""
    nxt = comma + 1
    if nxt >= limit or comma - first > 14 or unnamed_here(ctx, nxt, limit) or not begins(ctx, nxt) or nxt in ctx.time_end or nxt in ctx.quote_at:
        return comma
    norm = ctx.norm(nxt)
    if norm[:1] in "ول" and norm not in ("ولي",) and voice_at(norm) is not None and norm[0] == "و":
        return nxt + 1 if _later_comma(ctx, nxt, limit, front) else comma
    if norm[:1] == "و" and nxt in ctx.place_end and ctx.is_that(ctx.place_end[nxt]):
        return ctx.place_end[nxt]  # قالت الولايات المتحدة، وفرنسا إنهما …
    if norm[:1] == "و" and voice_at(norm) is None and norm not in words("w_name"):
        return comma
    start, first = first, _head_index(ctx, first)
    if norm in words("no_name") or norm.startswith("لل") or (nxt in ctx.hits and not _between_commas(ctx, nxt)):
        return comma
    voice = voice_at(norm)
    head = voice_at(ctx.norm(first))
    one = voice_at(ctx.norm(start))
    many = head is not None and head.number != "s" and not (one is not None and one.speaker.id == "speaker.collective.one")
    if voice is None and head is not None and (many or head.speaker.anonymity == "source"):
        return comma  # witnesses and sources have no name behind a comma
    if voice is None and head is not None and front and head.speaker.kind == "anonymous" and not head.definite:
        return comma
    if voice is None and ((is_masdar(norm) and not is_first_name(norm)) or any(ctx.norm(k) in COMMAS for k in range(first, comma))):
        return comma  # أعلن الرئيس، قبول …, and رئيس البلاد، سامي الحداد، مرسوما: a name stands once
    role = voice is not None and (voice.speaker.kind in ("person", "anonymous") or norm in words("title"))  # اللواء is a rank here
    if role and voice is not None and not voice.pre.startswith(("ل", "ب", "ك")):
        return nxt + 1
    if head is not None and head.speaker.kind in ("person", "anonymous") and voice is None and _later_comma(ctx, nxt, limit, front):
        return nxt + 1
    return comma


def _later_comma(ctx: Context, i: int, limit: int, front: bool) -> bool:
    """Whether at most six words follow before a comma or the limit: the length of a name."""
    for j in range(i, min(i + 8, limit)):
        if ctx.norm(j) in COMMAS:
            return True
        if ctx.tokens[j].kind == "punct" and ctx.tokens[j].text not in "-_#'":
            return ctx.tokens[j].text == ":" or (not front and j - i <= 5 and ctx.tokens[j].text == ".")
    return i + 8 >= limit and _opens_content(ctx, limit)


def _between_commas(ctx: Context, i: int) -> bool:
    """Whether two to four words stand before a comma behind which the content begins (، دانا فايت، أن): a name, though its first
    word may be a verb of saying."""
    return any(ctx.norm(j) in COMMAS and ctx.is_that(j + 1) for j in range(i + 2, i + 5))


def _opens_content(ctx: Context, i: int) -> bool:
    return ctx.is_that(i) or ctx.norm(i) in (":", "قد", "الي", "علي", "عن", "من") or i in ctx.quote_at or i in ctx.hits or ctx.norm(i)[:1] == "ب"


def _head_index(ctx: Context, first: int) -> int:
    """The noun behind a quantifier: أحد الأعضاء, عدد من الشهود; the office that somebody acts in: القائم بأعمال وزير …."""
    voice = voice_at(ctx.norm(first))
    if ctx.norm(first).removeprefix("ال") in words("acting") and ctx.norm(first + 1) in words("in_place_of"):
        return first + 2
    if voice is not None and voice.speaker.kind == "collective" and voice_at(ctx.norm(first + 1)) is not None:
        return first + 1
    return first


def unnamed_here(ctx: Context, i: int, limit: int) -> bool:
    """Whether a request to stay unnamed begins at ``i`` (طالبا عدم كشف هويته)."""
    return unnamed_end(ctx.tokens, i, limit) > 0
