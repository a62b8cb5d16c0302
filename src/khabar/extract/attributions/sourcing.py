"""The source of a verb's draft: behind it, in front of it, in a document, or left out."""

from __future__ import annotations

from khabar.extract.attributions.accused import accused_only, nobody_accused
from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft, Range
from khabar.extract.attributions.guards import agrees_after, is_kind, is_named, marked_passive
from khabar.extract.attributions.lexicon import is_masdar, voice_at, words
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.subject import antecedent, phrase_ending, source_after, source_before

_NO_NAME = ("filler", "linker", "negator", "auxiliary", "content_noun", "preposition", "setting", "relative")
_NAME = 4  # words of a subject between complementiser and verb


def sourced(ctx: Context, draft: Draft, clause: int) -> Draft | None:
    """Add the source: behind the cue, in front of it, or as antecedent; else it is hidden."""
    hit, i = draft.hit, draft.first
    at = draft.opening.at if draft.opening else i + 1
    if draft.role == "passive" or marked_passive(ctx, i):
        draft.role, draft.how = "passive", "none"
        return draft
    if hit.cue.source == "document" and draft.source is None and ctx.norm(i + 1) in words("in_it"):
        return _in_document(ctx, draft, at)
    if nobody_accused(draft, at):
        return None  # the passive entry takes it
    if subject_first(ctx, draft, clause):
        return draft
    draft.source = source_after(ctx, i, at, hit)
    if draft.source is not None and _only_target(ctx, draft, at):
        draft.source = None
    if accused_only(ctx, draft, at):
        draft.source = None
        if draft.first - draft.sentence.first < 4 and hit.table == "past":
            return None  # the passive entry takes it
    if draft.source is not None:
        draft.how = "after"
    else:
        subject_in_front(ctx, draft, clause)
    if hit.cue.explicit and (draft.source is None or not is_named(ctx, draft.source[0])):
        return None
    if hit.cue.indefinite and draft.source is not None and ctx.norm(draft.source[0]).startswith("ال"):
        return None
    if hit.cue.source and not is_kind(ctx, draft, hit.cue.source):
        return None
    return draft


def _only_target(ctx: Context, draft: Draft, at: int) -> bool:
    """قالت واشنطن إنها …، وحضت موسكو على …: conjoined in the sentence, the one noun phrase is the one urged."""
    if draft.hit.cue.object != "target" or draft.hit.pre != "و" or draft.first - draft.sentence.first < 4 or draft.source is None:
        return False
    if ctx.norm(draft.first - 1) not in COMMAS and ctx.tokens[draft.first - 1].kind != "punct":
        return False
    said = any(h.table in ("past", "present") for k in range(draft.sentence.first, draft.first) for h in ctx.hits.get(k, ()))
    return said and draft.source[1] >= at


def subject_first(ctx: Context, draft: Draft, clause: int) -> bool:
    """موسكو تنفي …, كان المتحدث أكد الوصول: a named subject right in front leaves nothing behind the verb but the object."""
    hit, i = draft.hit, draft.first
    named = _behind_that(ctx, i, clause) if not hit.pre and hit.table == "past" else None
    if named is not None and agrees_after(ctx, named[0], hit.person):
        draft.source, draft.how, draft.clause = named, "before", named[0]
        return True
    if hit.pre or i <= clause or hit.cue.source:
        return False
    if draft.opening is not None and draft.opening.kind not in ("led", "object"):
        before = source_before(ctx, i, clause) if hit.cue.object == "target" else None
        if before is None or before[1] != i or not ctx.is_that(before[0] - 1) or not agrees_after(ctx, before[0], hit.person):
            return False
        draft.source, draft.how, draft.clause = before, "before", before[0]
        return True
    found = antecedent(ctx, i, draft.sentence.first) if not hit.suf else None  # الذين وصفهم: the pronoun is the antecedent
    if found is not None and (is_named(ctx, found[0][0]) or found[1] == i - 1) and source_named_after(ctx, draft) is None:
        draft.source, draft.how = found[0], "antecedent"
        return True
    if hit.table == "present":
        asyndetic = phrase_ending(ctx, i, draft.sentence.first)
        voice = voice_at(ctx.norm(asyndetic[0])) if asyndetic is not None else None
        if asyndetic is not None and voice is not None and not voice.definite and asyndetic == (i - 1, i):
            draft.source, draft.how = asyndetic, "antecedent"  # مظاهرات تطالب الحكومة بـ
            return True
    before = source_before(ctx, i, clause)
    if before is None or not agrees_after(ctx, before[0], hit.person):
        return False
    if not is_named(ctx, before[0]) and before != (draft.sentence.first, i):  # الغرب يتهم …: nothing but the subject before the verb
        return False
    draft.source, draft.how, draft.clause = before, "before", before[0]
    return True


def _behind_that(ctx: Context, i: int, clause: int) -> Range | None:
    """إن نتنياهو أبلغ …: an unknown name between a complementiser and a past verb is its subject."""
    for k in range(i - 1, max(clause, i - _NAME) - 1, -1):
        norm = ctx.norm(k)
        known = k in ctx.hits or k in ctx.time_end or is_masdar(norm) or any(norm in words(w) for w in _NO_NAME)
        if known or ctx.tokens[k].kind != "word" or len(norm) < 3 or (norm.startswith("ال") and k < i - 1) or norm.endswith(("ات", "ا")):
            return None
        if ctx.norm(k - 1) == "ان" and ctx.is_that(k - 1):
            plain = norm.startswith(("ال", "و", "ل", "ب")) or norm.endswith("ه") or voice_at(norm) is not None
            return None if plain and k not in ctx.place_end else (k, i)
    return None


def source_named_after(ctx: Context, draft: Draft) -> int | None:
    """Token of a speaker noun or place right behind the verb, which would be its subject."""
    i = draft.first + 1
    i += ctx.norm(i) in ("منه", "منها")  # الجامع الذي أعلن منه [زعيم التنظيم]
    while ctx.norm(i) in words("filler") or i in ctx.time_end:
        i += 1
    return i if is_named(ctx, i) else None


def subject_in_front(ctx: Context, draft: Draft, clause: int) -> None:
    """Subject–verb order and relative clauses; a verb with و takes up the subject it had."""
    hit, i = draft.hit, draft.first
    start = draft.sentence.first
    if hit.pre == "ف" and ctx.norm(start) in ("اما", "واما"):
        draft.source = source_phrase(ctx, start + 1, i)  # أما وكالة …، فقالت
        draft.how = "before" if draft.source else "hidden"
        return
    if hit.pre in ("و", "ف") or i <= clause or hit.person in ("1s", "1p"):
        return
    found = antecedent(ctx, i, draft.sentence.first) if not hit.suf else None  # الذين وصفهم: the pronoun is the antecedent
    if found is not None:
        draft.source, draft.how = found[0], "antecedent"
        return
    draft.source = source_before(ctx, i, clause)
    if draft.source is not None and hit.table == "present" and not is_named(ctx, draft.source[0]) and not is_kind(ctx, draft, "document"):
        led = draft.opening is not None and draft.opening.kind in ("led", "object")
        draft.source = None if led else draft.source
    if draft.source is not None:
        draft.how = "before"
        draft.clause = draft.source[0]
        return
    asyndetic = phrase_ending(ctx, i, draft.sentence.first)
    if asyndetic is None or not agrees_after(ctx, asyndetic[0], hit.person):
        return
    voice = voice_at(ctx.norm(asyndetic[0]))
    if voice is not None and not voice.definite and asyndetic[1] == i and not ctx.norm(i - 1).startswith("ال"):
        draft.source, draft.how = asyndetic, "antecedent"


def _in_document(ctx: Context, draft: Draft, at: int) -> Draft | None:
    """وجاء في بيان X أن …, تقرير ورد فيه أن …: the document is the source."""
    i = draft.first
    if ctx.norm(i + 1) in ("فيه", "فيها"):
        draft.source = phrase_ending(ctx, i, draft.sentence.first)
        draft.how = "antecedent"
    else:
        draft.source = source_phrase(ctx, i + 2, at)
        draft.how = "after"
        if draft.source is None and voice_at(ctx.norm(i + 2)) is not None:
            draft.source = (i + 2, min(at, i + 4))
    return draft if is_kind(ctx, draft, "document") else None


def checked(ctx: Context, draft: Draft) -> Draft | None:
    cue = draft.hit.cue
    idle = cue.object == "judged" and draft.hit.table == "present" and not draft.hit.pre and draft.how == "after"
    if idle and draft.source is not None and not is_named(ctx, draft.source[0]) and ctx.norm(draft.source[0]).startswith("ال"):
        return None  # يعتبر الجسر أطول …: a thing that is reckoned, not one who reckons
    if cue.explicit and draft.source is None:
        return None
    if cue.source and not is_kind(ctx, draft, cue.source):
        return None
    return draft
