"""Words that a frame asks for behind the verb, in any written form."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.extract.attributions.context import Context
from khabar.extract.attributions.lexicon import Hit
from khabar.extract.attributions.opening import Opening
from khabar.text.fold import fold


def is_form(norm: str, wanted: set[str]) -> bool:
    """Whether a folded word is one of the folded forms, alone or with article, preposition, suffix or tanwin."""
    for bare in (norm, norm.removeprefix("ال"), norm[1:] if norm[:1] in ("ب", "ل") else norm):
        if bare in wanted:
            return True
        for suffix in ("ها", "هم", "ه", "ا"):
            if bare.endswith(suffix):
                stem = bare[: -len(suffix)]
                if stem in wanted or (stem.endswith("ت") and stem[:-1] + "ه" in wanted):
                    return True
    return False


def find_form(ctx: Context, first: int, last: int, forms: Sequence[str]) -> int | None:
    """First token that is one of ``forms``, with any article or suffix."""
    wanted = {fold(f) for f in forms}
    return next((j for j in range(first, last) if is_form(ctx.norm(j), wanted)), None)


def has_form(ctx: Context, i: int, limit: int, forms: Sequence[str]) -> bool:
    return find_form(ctx, i + 1, min(limit, i + 20), forms) is not None


def with_words(ctx: Context, i: int, limit: int, hit: Hit, opening: Opening | None) -> Opening | None:
    """حمل X Y مسؤولية …, ألقى باللوم على …: the word that the verb needs; a bare noun of it opens the content."""
    cue = hit.cue
    at = find_form(ctx, i + 1, min(limit, i + 20), [w for w in cue.with_ if " " not in w])
    if at is None:
        return None
    if not cue.by:
        return Opening("led", at, at)
    return Opening("led", at - 1, at + 1) if at + 1 < limit else None
