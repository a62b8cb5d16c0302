"""Where a content ends: the end of its quotation or sentence, or the first word that leads back to the report's telling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.lexicon import THAT, is_first_name, phrases, unnamed_end, voice_at, words
from khabar.extract.event_lexicon import finite, readings

_SUBJECT = 5  # tokens of a subject with a name between commas
_FINAL = frozenset(".!?؟…۔")


class End(NamedTuple):
    """Token behind the content, and the reason why it ends there."""

    last: int
    reason: str


class Mark(NamedTuple):
    """What pass one found at a token: ``sibling`` (another cue of the same teller), ``according``. weak: it ends bare noun
    phrases only; apodosis: the main clause behind a clause with فيما or بينما in front."""

    kind: str
    gender: str
    first: int
    hidden: bool = False
    weak: bool = False
    apodosis: bool = False


def content_end(
    ctx: Context, start: int, limit: int, marks: Mapping[int, Mark], gender: str, own: int, *, phrase: bool = False, noun: bool = False,
    covers: bool = False, bare: bool = False, inside: bool = False, protasis: bool = False,
) -> End:
    """End of the content that begins at token ``start`` and may not go beyond ``limit``.

    ``marks``: confirmed cues by the token at which they would end a content. ``gender`` is that of the cue's subject:
    a conjoined verb that cannot have this subject belongs to somebody inside the content. ``own``: the cue's token.
    phrase: the content is a bare noun phrase, which also ends before cause, time and contrast; noun: the cue is a
    noun, whose content ends at the first comma; covers: the cue is an according-to phrase in front: what its clause's
    own teller goes on saying stays inside; inside: the cue stands in a clause with a complementiser, which وأن goes on with; protasis: its clause leads another.
    """
    j, inner = start, False
    while j < limit:
        inner = inner or (covers and j in ctx.tellers)
        quote = ctx.quote_at.get(j)
        if quote is not None and quote.last <= limit and j >= start:
            j = quote.last
            continue
        mark = marks.get(j)
        weak = mark is not None and mark.weak and not bare and not _teller_alone(ctx, start, j)
        passed = mark is None or (inner and mark.hidden) or weak or (mark.apodosis and not protasis)
        if mark is not None and not passed and mark.first > own and j > start and not (gender and mark.gender and mark.gender != gender):
            return End(_before(ctx, start, j), f"{mark.kind} at {ctx.tokens[mark.first].text}")
        if inside and j > start and is_and_that(ctx.norm(j)):
            return End(_before(ctx, start, j), "the clause around goes on")
        if phrase and j > start + 1 and (outside := phrase_at(ctx, "led_outside", j, limit)):
            return End(_before(ctx, start, j), f"the report goes on with {outside}")
        if not inner and ctx.norm(j) in COMMAS and any(h.table == "participle" for h in ctx.hits.get(j + 1, ())) and j > start and not gender_off(ctx, j + 1, gender):
            return End(_before(ctx, start, j), f"the teller goes on with {ctx.tokens[j + 1].text}")
        if bare and ctx.norm(j) in COMMAS and j > start and j + 1 < limit:
            if and_verb(ctx.norm(j + 1)):
                return End(_before(ctx, start, j), "the report goes on with a verb")  # ، ورددوا هتافات
            if outside := phrase_at(ctx, "contrast", j + 1, limit):
                return End(_before(ctx, start, j), f"the report goes on with {outside}")
            if phrase and ctx.norm(j + 1) in words("adjunct"):
                return End(_before(ctx, start, j), "the noun phrase ends")  # دعا إلى قطع الطرق، بعد فشله …
        if noun and j > start and (ctx.norm(j) in COMMAS or _new_phrase(ctx, j)):
            return End(_before(ctx, start, j), "the clause of the noun ends")
        if ctx.norm(j) in COMMAS and j + 1 < limit:
            if protasis and ctx.norm(j + 1) in words("resumes"):
                return End(_before(ctx, start, j), "the main clause follows")
            remark = start < j < start + _SUBJECT and ctx.comma(start + 1)  # إن زوجته، منى، وهي مشتبه بها، هاربة
            if not remark and (outside := phrase_at(ctx, "outside", j + 1, limit)):
                return End(_before(ctx, start, j), f"the report goes on with {outside}")
        j += 1
    return End(_before(ctx, start, limit), "end of the sentence" if limit <= start or ctx.norm(limit - 1) in _FINAL else "end of the clause")


def _teller_alone(ctx: Context, start: int, j: int) -> bool:
    """أكد الوزير أن السد آمن [وطالب مصر بـ…]: where nobody is named in the clause, only the teller can go on with a verb of saying."""
    return not any(k in ctx.place_end or voice_at(ctx.norm(k)) is not None or is_first_name(ctx.norm(k)) for k in range(start, j))


def _new_phrase(ctx: Context, j: int) -> bool:
    """أسعدت أخبار تحرير المدينة [أهالي الموصل]: a bare noun for people behind a definite one is the object of the verb in front."""
    voice = voice_at(ctx.norm(j))
    people = voice is not None and voice.speaker.kind in ("collective", "person", "anonymous")
    return people and voice is not None and not voice.pre and not voice.suf and ctx.norm(j - 1).startswith("ال") and ctx.norm(j + 1).startswith("ال")


def and_verb(norm: str) -> bool:
    """Whether a folded word is و with a finite verb and nothing else: no noun phrase goes on with it (وخرج، وأغلقت, but وفتح)."""
    if norm[:1] != "و":
        return False
    return norm.endswith("وا") or finite([r for r in readings(norm) if r.pre == "و"], "past", "present")


def is_and_that(norm: str) -> bool:
    """وأن, وإنه …: a complementiser that goes on with an earlier one."""
    return norm[:1] == "و" and THAT.match(norm[1:]) is not None


def gender_off(ctx: Context, i: int, gender: str) -> bool:
    """Whether a participle cannot be the teller's: not circumstantial in form, or of the other gender."""
    hits = [h for h in ctx.hits.get(i, ()) if h.table == "participle"]
    if not ctx.norm(i).endswith(("ا", "ه", "ين")):
        return True
    return bool(gender) and all(len(h.person) == 3 and h.person[1] != gender for h in hits)


def phrase_at(ctx: Context, name: str, j: int, limit: int) -> str:
    """The longest phrase of a word set that stands at ``j`` and ends by ``limit``, or ''."""
    for parts in phrases(name).get(ctx.norm(j), ()):
        if j + len(parts) <= limit and all(ctx.norm(j + k) == part for k, part in enumerate(parts)):
            return " ".join(parts)
    return ""


def closes_quote(ctx: Context, j: int, limit: int) -> bool:
    """Whether the word behind a closing mark leads out of the content."""
    return bool(phrase_at(ctx, "quote_outside", j, limit))


def name_end(ctx: Context, start: int, limit: int) -> int:
    """End of what somebody is called (ما وصفه بالتكفيرية): a noun with its adjectives, or a quotation."""
    quote = ctx.quote_at.get(start - 1)
    if quote is not None:
        return max(start + 1, quote.last if quote.open_ended else quote.last - 1)
    j = start + 1
    first = ctx.norm(start)
    definite = first.startswith(("ال", "بال"))
    while j < limit and ctx.tokens[j].kind == "word" and j - start < 8:
        norm = ctx.norm(j)
        adjective = norm.startswith("ال") if definite else norm.endswith(("ي", "يه", "يين", "ين", "ه")) and j == start + 1
        construct = (j == start + 1 and not definite and norm.startswith("ال")) or (j > start + 1 and not definite and norm.startswith("ال"))
        if not adjective and not construct:
            break
        j += 1
    return j


def _before(ctx: Context, start: int, last: int) -> int:
    """Leave trailing stops, commas and a closing mark that opened before the content out of it."""
    while last > start + 1 and (ctx.norm(last - 1) in COMMAS or ctx.norm(last - 1) in _FINAL or ctx.norm(last - 1) in ("-", "–", ":")):
        last -= 1
    if last > start and ctx.norm(last - 1) in ("\"", "»", "”", "“"):
        quote = ctx.quote_of.get(last - 1)
        if quote is None or quote.last == last:
            last -= 1
            while last > start + 1 and ctx.norm(last - 1) in _FINAL:
                last -= 1
    return max(last, start + 1)


def reporter_voice(ctx: Context, i: int, limit: int) -> bool:
    """Whether the report itself speaks at ``i`` (يذكر أن، يشار إلى أن، الجدير بالذكر)."""
    return " " in phrase_at(ctx, "reporter", i, limit)


def is_negated(ctx: Context, i: int) -> bool:
    """Whether a negator or a refusal stands right before a verb of saying."""
    before = ctx.norm(i - 1)
    if before in words("negator") or (before[:1] in "وف" and before[1:] in words("negator")):
        return True
    return before == "ان" and ctx.norm(i - 2) in words("negator")


def reporter_request(ctx: Context, i: int, limit: int) -> bool:
    """Whether the words at ``i`` are a source's request to stay unnamed (طلب عدم نشر اسمه): no content of the report."""
    return unnamed_end(ctx.tokens, i, limit) > 0 or unnamed_end(ctx.tokens, i + 1, limit) > 0
