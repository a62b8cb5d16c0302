"""According-to phrases (بحسب X, وفق ما أفاد X, كما قال X, على حد قوله): before, inside or behind what they cover."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft, Range
from khabar.extract.attributions.lexicon import Hit, is_masdar, phrases_at, voice_at, words
from khabar.extract.attributions.opening import find_opening
from khabar.extract.attributions.phrase import source_phrase
from khabar.extract.attributions.subject import speaks
from khabar.text.fold import fold
from khabar.text.sentences import Sentence

_SUFFIXES = ("ه", "ها", "هم", "هما", "ي", "نا")


def according_draft(ctx: Context, i: int, limit: int, sentence: Sentence) -> Draft | None:
    """The draft of an according-to phrase whose first word is token ``i``, or None."""
    for parts, hit, conjunction in phrases_at(ctx.norm(i)):
        end, pronoun = _matches(ctx, i, parts, limit)
        if not end:
            continue
        draft = _fit(ctx, i, end, limit, sentence, hit._replace(pre=conjunction), pronoun)
        if draft is not None:
            return draft
    return None


def _matches(ctx: Context, i: int, parts: tuple[str, ...], limit: int) -> tuple[int, bool]:
    """Index behind the phrase at ``i`` (0: it is not there) and whether a pronoun hangs on its last word."""
    if i + len(parts) > limit:
        return 0, False
    for k, part in enumerate(parts[1:], 1):
        norm = ctx.norm(i + k)
        if norm == part:
            continue
        if k == len(parts) - 1 and part in words("restate"):
            if any(norm == part + suffix or (part[-1] == "ه" and norm == part[:-1] + "ت" + suffix) for suffix in _SUFFIXES):
                return i + len(parts), True
            if norm in (part + "هم", part + "هما"):
                return i + len(parts), True
        return 0, False
    return i + len(parts), False


def _fit(ctx: Context, i: int, end: int, limit: int, sentence: Sentence, hit: Hit, pronoun: bool) -> Draft | None:
    if pronoun:
        return Draft(i, end, hit, sentence, "restate", mark=i)
    verb = _verb_behind(ctx, end, limit, hit)
    if verb is not None:
        draft = _connected(ctx, i, verb, limit, sentence, hit)
        if draft is not None:
            draft.connector = hit.cue
        return draft
    if hit.cue.shape == "connector":
        return None
    start, clitic = end, 0
    if hit.cue.takes:
        lead = fold(hit.cue.takes)
        if ctx.norm(end) == lead:
            start = end + 1
        elif len(lead) == 1 and ctx.norm(end).startswith(lead):
            clitic = 2 if ctx.norm(end).startswith("لل") else 1
        else:
            return None
    if _noun_of_saying(ctx, start) and voice_at(ctx.norm(start + 1)) is not None:
        start, end, clitic = start + 1, start + 1, 0
    front = i <= sentence.first + 1 or i - 1 in ctx.quote_at
    source = _source(ctx, start, limit, clitic > 0, front)
    if source is None or (hit.cue.source and not _kind(ctx, start, hit.cue.source)):
        return None
    if hit.cue.explicit and voice_at(ctx.norm(start)) is None and start not in ctx.place_end:
        return None
    return _placed(ctx, Draft(i, end, hit, sentence, "according", source=source, how="after", source_clitic=clitic), limit)


def _noun_of_saying(ctx: Context, i: int) -> bool:
    """وفقا لتصريحات X, حسب تقديرات X: the noun belongs to the cue."""
    return any(h.table == "noun" and not h.pre.endswith("ال") and h.suf in ("", "ا") and h.cue.id in _NOUNS for h in ctx.hits.get(i, ()))


_NOUNS = frozenset({"cue.noun.tasrih", "cue.noun.takid", "cue.noun.taqdirat", "cue.noun.ifada", "cue.noun.shahada", "cue.noun.tawaqquat", "cue.noun.riwaya"})


def _kind(ctx: Context, i: int, kind: str) -> bool:
    voice = voice_at(ctx.norm(i))
    return voice is not None and voice.speaker.kind == kind


def _source(ctx: Context, start: int, limit: int, fused: bool, front: bool) -> Range | None:
    found = source_phrase(ctx, start, limit, fused=fused, front=front)
    if found is None or found[0] != start:
        return None
    norm = ctx.norm(start)
    bare = norm[2:] if norm.startswith(("ال", "لل")) else norm[1:] if norm.startswith("ل") and voice_at(norm) is None else norm
    if bare in words("not_source") or norm in words("not_source"):
        return None
    if voice_at(norm) is None and start not in ctx.place_end and is_masdar(bare) and not norm.startswith("ال"):
        return None
    if norm.startswith(("ال", "لل")) and voice_at(norm) is None and ctx.norm(found[1]) in words("relative"):
        return None
    return found


def _verb_behind(ctx: Context, end: int, limit: int, hit: Hit) -> tuple[int, Hit] | None:
    """The verb of saying behind the phrase (حسبما أفاد) or behind its ما (وفقا لما أعلنه)."""
    j = end
    if hit.cue.shape != "connector":
        if ctx.norm(j) not in ("ما", "لما"):
            return None
        j += 1
    for k in (j, j + 1):
        if k >= limit:
            return None
        if ctx.norm(k) in words("stands_written") and ctx.norm(k + 1) in ("في", "علي"):
            return k + 1, hit
        found = [h for h in ctx.hits.get(k, ()) if h.table in ("past", "present") and not h.pre and _connects(h)]
        if found:
            return k, found[0]
        if ctx.norm(k) not in words("filler"):
            return None
    return None


def _connects(hit: Hit) -> bool:
    if hit.cue.object in ("name", "target") or hit.cue.source == "document":
        return False  # مثلما ينص القانون: a rule
    return not hit.cue.strict or hit.cue.object == "content" or bool(hit.cue.by)


def _connected(ctx: Context, i: int, verb: tuple[int, Hit], limit: int, sentence: Sentence, hit: Hit) -> Draft | None:
    at, said = verb
    if hit.cue.lemma in ("كما", "مثلما") and said is not hit:
        opening = find_opening(ctx, at, limit, said)
        last = opening.at - (opening.kind == "that") if opening is not None else at
        if opening is not None and not any(ctx.norm(k) in COMMAS for k in range(at, last)):
            return None  # كما أكد مصدر أن …, also كما أكد مصدر، أنه …
    start = at + 1
    if ctx.norm(start) in ("به", "عنه", "عليه"):
        start += 1
    lead = fold(said.cue.relay or "")
    source = source_phrase(ctx, start, next((k for k in range(start + 1, limit) if ctx.norm(k) == lead), limit) if lead else limit)
    if source is None or (hit.cue.lemma in ("كما", "مثلما") and not speaks(ctx, source)):
        return None
    if said.cue.source and not _kind(ctx, start, said.cue.source):
        return None
    if opening_behind(ctx, source, limit, said) and hit.cue.lemma in ("كما", "مثلما"):
        return None
    chosen = said._replace(pre=hit.pre) if said is not hit else hit
    return _placed(ctx, Draft(i, at + 1, chosen, sentence, "according", source=source, how="after"), limit)


def opening_behind(ctx: Context, source: Range, limit: int, said: Hit) -> bool:
    """كما أعلن X مقتل …: with an object behind the source, the verb is a cue of its own, not an according-to phrase."""
    j = source[1]
    return (said.cue.object == "content" and j < limit and ctx.tokens[j].kind == "word" and is_masdar(ctx.norm(j))) or (any(
        is_masdar(ctx.norm(k)) and voice_at(ctx.norm(k)) is None for k in range(source[0] + 1, source[1])
    ) and said.cue.object == "content")


def _placed(ctx: Context, draft: Draft, limit: int) -> Draft:
    """Decide whether the phrase stands in front of what it covers, and mark where it ends the content before it."""
    i = draft.first
    draft.mark = i
    before = i - 1
    alone = draft.source is not None and all(ctx.tokens[k].kind == "punct" for k in range(draft.source[1], draft.sentence.last))
    if alone:
        draft.front = False
    elif before < draft.sentence.first or before in ctx.quote_at or ctx.norm(before) in ("\"", "«", "“"):
        draft.front = True
    elif (draft.hit.pre and ctx.norm(before) in COMMAS) or ctx.norm(before) in words("conjoined"):
        nxt = draft.source[1] if draft.source else draft.last
        while nxt < limit and ctx.norm(nxt) in COMMAS:
            nxt += 1
        draft.front = nxt < limit and ctx.norm(nxt) not in words("leading") and ctx.tokens[nxt].kind != "punct"
    return draft
