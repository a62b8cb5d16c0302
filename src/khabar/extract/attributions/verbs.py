"""Pass one for verbs: each verb or participle of saying with its opener and its source."""

from __future__ import annotations

from khabar.extract.attributions.context import Context
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
from khabar.extract.attributions.lexicon import Hit, words
from khabar.extract.attributions.objects import bare_object, far_quote
from khabar.extract.attributions.opening import find_opening
from khabar.extract.attributions.participles import participle_draft
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.pronouns import judged, naming, with_pronoun
from khabar.extract.attributions.relaying import relay_draft
from khabar.extract.attributions.sourcing import sourced
from khabar.text.fold import fold
from khabar.text.sentences import Sentence


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
    cue = hit.cue
    if hit.table == "participle":
        return participle_draft(ctx, i, limit, sentence, hit)
    if is_negated(ctx, i):
        return None
    if hit.person in ("1s", "1p") and i not in ctx.quote_of and not cue.relay:
        return None  # the first person speaks inside quotations only
    if hit.person in ("3md", "3fd") and any(h.table == "noun" for h in ctx.hits[i]):
        return None
    if noun_here(ctx, i, hit):
        return None
    draft = Draft(i, i + 1, hit, sentence, "passive" if hit.table == "passive" else "main", clause=clause)
    if ctx.norm(i - 1) == "ما" and ctx.norm(i - 2) in ("وهو", "وهي") and not hit.suf and ctx.norm(i + 1) in ("عليه", "به", "اليه", "عنه", "ايضا"):
        draft.role = "restate"
        draft.source = source_phrase(ctx, i + 2, clause_stop(ctx, i + 1, limit))
        draft.how = "after" if draft.source else "hidden"
        return draft
    if hit.table == "passive" and hit.suf:
        return None
    if hit.suf and hit.suf not in ("نا", "ني") and cue.object not in ("target", "name"):
        if cue.object == "judged":
            return judged(ctx, draft, limit)
        content = cue.object == "content" and cue.source is None
        return with_pronoun(ctx, draft, limit) if content or (cue.by and ctx.norm(i - 1) in words("what")) else None
    if cue.object == "name" or (cue.object == "target" and hit.suf and ctx.norm(i - 1) in words("what")):
        return naming(ctx, draft, limit)
    if cue.relay:
        return relay_draft(ctx, draft, limit)
    opening = find_opening(ctx, i, limit, hit)
    if cue.with_:
        opening = with_words(ctx, i, limit, hit, opening)
        if opening is None:
            return None
    if opening is not None and cue.object in ("content", "judged") and not cue.strict and opening.kind in ("led", "quote"):
        bare = bare_object(ctx, Draft(i, i + 1, hit, sentence, draft.role, clause=clause), opening.at) if hit.person not in ("3md", "3fd") else None
        if bare is not None and bare.opening is not None and bare.opening.start < opening.at and (
            head_noun(ctx, bare.opening.start) or far_quote(ctx, bare, opening)
        ):
            return bare
    if opening is None and cue.object in ("content", "judged") and not cue.strict:
        return bare_object(ctx, draft, limit) if hit.person not in ("3md", "3fd") else None
    if opening is None or (cue.objects and opening.kind == "led" and not is_form(ctx.norm(opening.start), {fold(f) for f in cue.objects} | {"هذه", "بهذه"})):
        return None
    if hit.person in ("1s", "1p", "3md", "3fd") and (opening.kind == "led" or opening.at - i > 3) and not first_person_speech(ctx, i, hit):
        return None
    draft.opening = opening
    if cue.explicit and (hit.table == "passive" or marked_passive(ctx, i)):
        return None
    draft = sourced(ctx, draft, clause)
    return draft if draft is None or (plausible(ctx, draft) and not leftover(ctx, draft)) else None
