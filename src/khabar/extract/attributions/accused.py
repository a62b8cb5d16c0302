"""Who accuses and who is accused: whoever accuses accuses somebody, so that one phrase between verb and ب is the one accused."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.lexicon import is_family, is_first_name, voice_at, words
from khabar.extract.attributions.phrase_ends import is_construct
from khabar.extract.attributions.phrase_start import skip_fillers
from khabar.text.clause_words import is_nisba, word

_ACCUSE = "cue.accuse.ittahama"
_NAME = 3  # from so many words on a name may be two


def accused_only(ctx: Context, draft: Draft, at: int) -> bool:
    """اتهم المدير بالإهمال, تتهم المفكر باغتصابها: one phrase between verb and ب is the one accused, not the source.

    Where what was taken for the source holds two phrases, it ends before the second (اتهمت دول غربية [نظام …] ب).
    """
    cue, opening = draft.hit.cue, draft.opening
    if cue.id != _ACCUSE or draft.hit.suf or opening is None or not (opening.through == "ب" or ctx.norm(opening.at)[:2] == "با"):
        return False
    if draft.source is None or skip_fillers(ctx, draft.source[1], at) < at:
        return False
    first, last = draft.source
    second = next((k for k in range(first + 1, last) if _begins(ctx, first, k)), None)
    if second is not None:
        draft.source = (first, second)
        return False
    return sum(_is_name(ctx, k) for k in range(first, last)) < _NAME and not any(ctx.norm(k) in COMMAS for k in range(first, last))


def nobody_accused(draft: Draft, at: int) -> bool:
    """كان الأمين العام قد اتهم بالتستر, وصفت بالمشددة: with ب right behind the verb, nobody is told who says so."""
    cue, opening = draft.hit.cue, draft.opening
    says = cue.id in (_ACCUSE, "cue.say.wasafa") and not draft.hit.suf and draft.hit.pre == "" and draft.hit.table != "participle"
    return says and opening is not None and opening.through == "ب" and opening.kind == "led" and at == draft.first + 1


def _begins(ctx: Context, first: int, k: int) -> bool:
    """Whether a second noun phrase begins at ``k``: تركيا [رجل الدين], السلطات التركية [موظفي …]."""
    norm, before = ctx.norm(k), ctx.norm(k - 1)
    bare = not norm.startswith(("ال", "و", "ل", "ب")) and ctx.tokens[k].kind == "word" and not is_nisba(word(norm))
    if not bare or norm in words("preposition") or norm in words("inside_name") or k in ctx.quote_of:
        return False
    place = any(ctx.place_end.get(j) == k for j in range(first, k)) and not is_construct(ctx, first)
    titled = voice_at(ctx.norm(first))
    if titled is not None and titled.speaker.kind in ("person", "anonymous") and not place:
        return False  # السفير السعودي سامر …: his name
    return place or before.startswith("ال") or is_nisba(word(before))


def _is_name(ctx: Context, k: int) -> bool:
    norm = ctx.norm(k)
    return is_first_name(norm) or is_family(norm) or (voice_at(norm) is None and not norm.startswith("ال") and not word(norm).known and k not in ctx.place_end)
