"""Pass one for verbs: each verb or participle of saying with its opener and its source."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import is_negated, reporter_voice
from khabar.extract.attributions.forms import is_form, with_words
from khabar.extract.attributions.guards import (
    clause_stop,
    first_person_speech,
    head_noun,
    leftover,
    marked_passive,
    noun_here,
    plausible,
)
from khabar.extract.attributions.lexicon import Hit, is_masdar, words
from khabar.extract.attributions.light import light_verb
from khabar.extract.attributions.objects import bare_object, far_quote
from khabar.extract.attributions.opening import Opening, find_opening
from khabar.extract.attributions.participles import participle_draft
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.postposed import behind_speech
from khabar.extract.attributions.pronouns import judged, naming, with_pronoun
from khabar.extract.attributions.relaying import relay_draft
from khabar.extract.attributions.sourcing import sourced
from khabar.text.fold import fold
from khabar.text.sentences import Sentence

_DUAL = ("3md", "3fd")
_NEAR = 3
_SUBJECT = 6  # words of a verb and its subject


def verb_draft(ctx: Context, i: int, limit: int, sentence: Sentence, clause: int) -> Draft | None:
    """The draft of a verb or participle at token ``i``, or None when no frame of its entries fits."""
    if reporter_voice(ctx, i, limit):
        return None
    for hit in ctx.hits[i]:
        if hit.table in ("past", "present", "participle", "passive"):
            draft = _fit(ctx, i, limit, sentence, hit, clause)
            if draft is not None:
                return draft
    return None


def _fit(ctx: Context, i: int, limit: int, sentence: Sentence, hit: Hit, clause: int) -> Draft | None:
    """The draft of one entry's form at ``i``: first the forms that speak in a way of their own, then frames."""
    if hit.table == "participle":
        return participle_draft(ctx, i, limit, sentence, hit)
    if _unsaid(ctx, i, hit):
        return None
    draft = Draft(i, i + 1, hit, sentence, "passive" if hit.table == "passive" else "main", clause=clause)
    what = ctx.norm(i - 1) in words("what")
    cue = hit.cue
    if not hit.suf and ctx.norm(i - 1) == "ما" and ctx.norm(i - 2) in words("which_is") and ctx.norm(i + 1) in words("upon_it"):
        draft.role = "restate"
        draft.source = source_phrase(ctx, i + 2, clause_stop(ctx, i + 1, limit))
        draft.how = "after" if draft.source else "hidden"
        return draft
    if hit.suf and hit.suf not in ("نا", "ني") and cue.object not in ("target", "name"):
        if cue.object == "judged":
            return judged(ctx, draft, limit)
        content = cue.object == "content" and cue.source is None
        return with_pronoun(ctx, draft, limit) if content or (cue.by and what) else None
    if cue.object == "name" or (cue.object == "target" and hit.suf and what):
        return naming(ctx, draft, limit)
    if cue.relay:
        return relay_draft(ctx, draft, limit)
    return _framed(ctx, draft, limit, clause)


def _unsaid(ctx: Context, i: int, hit: Hit) -> bool:
    """Whether the form is negated, a noun, a first person outside quotations, or a passive that nothing follows."""
    if is_negated(ctx, i) or noun_here(ctx, i, hit) or _what_is_said(ctx, i, hit):
        return True
    if hit.person in ("1s", "1p") and i not in ctx.quote_of and not hit.cue.relay:
        return True
    if hit.person in _DUAL and any(h.table == "noun" for h in ctx.hits[i]):
        return True
    return (hit.table == "passive" and bool(hit.suf)) or _impersonal(ctx, i, hit)


def _what_is_said(ctx: Context, i: int, hit: Hit) -> bool:
    """أكدت سوريا [رفضها] القرار: a verbal noun with a pronoun right behind a verb of saying and its subject is what is said, no verb."""
    if not hit.suf or not is_masdar(ctx.norm(i).removesuffix(hit.suf)):
        return False
    for k in range(i - 1, max(i - _SUBJECT, 0) - 1, -1):
        if ctx.tokens[k].kind != "word" or ctx.norm(k) in words("relative") or ctx.is_that(k):
            return False
        if any(h.table in ("past", "present") and h.cue.object == "content" for h in ctx.hits.get(k, ())):
            return True
    return False


def _impersonal(ctx: Context, i: int, hit: Hit) -> bool:
    """…، ما يرجح أن …, الأمر الذي يؤكد …: what the clause before suggests; nobody speaks."""
    before, earlier = ctx.norm(i - 1), ctx.norm(i - 2)
    if hit.table != "present" or hit.suf:
        return False
    return (before in words("which_thing") and (earlier in COMMAS or earlier in words("which_is"))) or (before in words("which") and earlier in words("the_matter"))


def _framed(ctx: Context, draft: Draft, limit: int, clause: int) -> Draft | None:
    """The draft with the opener that its frames allow, and its source; None when no frame fits."""
    i, hit, cue = draft.first, draft.hit, draft.hit.cue
    if cue.with_ and all(w.startswith("ب") or w.startswith("ال") for w in cue.with_):
        return light_verb(ctx, draft, limit)
    opening = find_opening(ctx, i, limit, hit)
    if cue.with_:
        opening = with_words(ctx, i, limit, hit, opening)
        if opening is None:
            return None
    spoken = behind_speech(ctx, Draft(i, i + 1, hit, draft.sentence, draft.role, clause=clause), limit, opening)
    if spoken is not None:
        return spoken
    considered = cue.object == "judged" and hit.table == "present"  # يعتبر الجسر أطول جسور المحافظة: by nobody in particular
    bare = cue.object in ("content", "judged") and not cue.strict and hit.person not in _DUAL and not considered
    if bare and opening is not None and opening.kind in ("led", "quote"):
        nearer = bare_object(ctx, Draft(i, i + 1, hit, draft.sentence, draft.role, clause=clause), opening.at)
        at = nearer.opening.start if nearer is not None and nearer.opening is not None else opening.at
        if nearer is not None and at < opening.at and ctx.norm(at) not in words("which") and (head_noun(ctx, at) or ctx.norm(at) in words("quantity") or far_quote(ctx, nearer, opening)):
            return nearer
    if opening is None:
        return bare_object(ctx, draft, limit) if bare else None
    if _misfits(ctx, draft, opening):
        return None
    draft.opening = opening
    found = sourced(ctx, draft, clause)
    return found if found is not None and plausible(ctx, found) and not leftover(ctx, found) else None


def _misfits(ctx: Context, draft: Draft, opening: Opening) -> bool:
    """Whether the opener cannot be this form's: the wrong noun behind بـ, or too far for a dual or first person."""
    i, hit, cue = draft.first, draft.hit, draft.hit.cue
    if cue.objects and opening.kind == "led" and not is_form(ctx.norm(opening.start), {fold(f) for f in cue.objects} | words("these")):
        return True
    if hit.person in ("1s", "1p", "3md") and (opening.kind == "led" or opening.at - i > _NEAR) and not first_person_speech(ctx, i, hit):
        return True
    return cue.explicit and (hit.table == "passive" or marked_passive(ctx, i))
