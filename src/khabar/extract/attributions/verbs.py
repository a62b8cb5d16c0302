"""Pass one for verbs: each verb or participle of saying with its opener and its source."""

from __future__ import annotations

from khabar.extract.attributions.context import COMMAS, Context
from khabar.extract.attributions.draft import Draft
from khabar.extract.attributions.ends import is_negated, reporter_voice
from khabar.extract.attributions.lexicon import Hit, is_masdar, voice_at, words
from khabar.extract.attributions.opening import Opening, find_opening
from khabar.extract.attributions.phrase import possessed, skip_fillers, source_phrase, unnamed_here
from khabar.extract.attributions.subject import antecedent, phrase_ending, source_after, source_before, speaks as _speaks
from khabar.text.fold import fold
from khabar.text.sentences import Sentence

_WHAT = frozenset({"ما", "مما", "بما", "عما", "فيما", "لما", "من", "ممن", "بمن", "لمن", "عمن", "كما", "وما"})
_DAMMA = "\u064f"


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
        return _participle(ctx, i, limit, sentence, hit)
    if is_negated(ctx, i):
        return None
    if hit.person in ("1s", "1p") and i not in ctx.quote_of and not cue.relay:
        return None  # the first person speaks inside quotations only
    if hit.person in ("3md", "3fd") and any(h.table == "noun" for h in ctx.hits[i]):
        return None
    if _noun_here(ctx, i, hit):
        return None
    draft = Draft(i, i + 1, hit, sentence, "passive" if hit.table == "passive" else "main", clause=clause)
    if ctx.norm(i - 1) == "ما" and ctx.norm(i - 2) in ("وهو", "وهي") and not hit.suf and ctx.norm(i + 1) in ("عليه", "به", "اليه", "عنه", "ايضا"):
        draft.role = "restate"
        draft.source = source_phrase(ctx, i + 2, _clause_stop(ctx, i + 1, limit))
        draft.how = "after" if draft.source else "hidden"
        return draft
    if hit.table == "passive" and hit.suf:
        return None
    if hit.suf and hit.suf not in ("نا", "ني") and cue.object not in ("target", "name"):
        if cue.object == "judged":
            return _judged(ctx, draft, limit)
        content = cue.object == "content" and cue.source is None
        return _with_pronoun(ctx, draft, limit) if content or (cue.by and ctx.norm(i - 1) in _WHAT) else None
    if cue.object == "name" or (cue.object == "target" and hit.suf and ctx.norm(i - 1) in _WHAT):
        return _naming(ctx, draft, limit)
    if cue.relay:
        return _relay(ctx, draft, limit)
    opening = find_opening(ctx, i, limit, hit)
    if cue.with_:
        opening = _with_words(ctx, i, limit, hit, opening)
        if opening is None:
            return None
    if opening is not None and cue.object in ("content", "judged") and not cue.strict and opening.kind in ("led", "quote"):
        bare = _object(ctx, Draft(i, i + 1, hit, sentence, draft.role, clause=clause), opening.at) if hit.person not in ("3md", "3fd") else None
        if bare is not None and bare.opening is not None and bare.opening.start < opening.at and (
            _head_noun(ctx, bare.opening.start) or _far_quote(ctx, bare, opening)
        ):
            return bare
    if opening is None and cue.object in ("content", "judged") and not cue.strict:
        return _object(ctx, draft, limit) if hit.person not in ("3md", "3fd") else None
    if opening is None or (cue.objects and opening.kind == "led" and not is_form(ctx.norm(opening.start), {fold(f) for f in cue.objects} | {"هذه", "بهذه"})):
        return None
    if hit.person in ("1s", "1p", "3md", "3fd") and (opening.kind == "led" or opening.at - i > 3) and not _first_person_speech(ctx, i, hit):
        return None
    draft.opening = opening
    if cue.explicit and (hit.table == "passive" or _passive(ctx, i)):
        return None
    draft = _sourced(ctx, draft, clause)
    return draft if draft is None or (_plausible(ctx, draft) and not _leftover(ctx, draft)) else None


def _leftover(ctx: Context, draft: Draft) -> bool:
    """تحدثت الإذاعة بعد تقارير عن …: words of another phrase between source and preposition take the preposition."""
    if draft.opening is None or draft.opening.kind != "led" or draft.hit.cue.object != "none" or draft.how != "after":
        return False
    assert draft.source is not None
    j = skip_fillers(ctx, draft.source[1], draft.opening.at)
    if j >= draft.opening.at:
        return False
    voice = voice_at(ctx.norm(draft.opening.at - 1))
    if possessed(ctx, j):
        return True
    noun = any(h.table == "noun" for k in range(j, draft.opening.at) for h in ctx.hits.get(k, ()))
    return noun or (voice is None and draft.opening.at - j <= 2 and ctx.norm(j) in ("بعد", "قبل"))


def _first_person_speech(ctx: Context, i: int, hit: Hit) -> bool:
    """ندعو إلى, نؤكد حقنا: inside a quotation the first person is the speaker."""
    return hit.person in ("1s", "1p") and hit.table == "present" and i in ctx.quote_of


def _plausible(ctx: Context, draft: Draft) -> bool:
    """A present verb without a subject of its own says something only where a complementiser or quotation follows."""
    if draft.source is not None or draft.role != "main" or draft.opening is None:
        return True
    if draft.hit.table != "present" or draft.hit.person in ("1s", "1p") or ctx.norm(draft.first - 1) in _WHAT:
        return True
    led = draft.opening.kind in ("led", "object") or (draft.opening.kind == "that" and draft.opening.start - draft.opening.at > 1)
    return not led or (bool(draft.hit.pre) and draft.opening.kind != "object")


def _far_quote(ctx: Context, bare: Draft, opening: Opening) -> bool:
    """A quotation with words of the clause between the source and it is part of a bare content, not all of it."""
    if opening.kind != "quote" or bare.source is None or bare.opening is None or ctx.norm(opening.at - 1) in COMMAS:
        return False
    return opening.at - bare.opening.start >= 2


def _head_noun(ctx: Context, i: int) -> bool:
    """Whether a verbal noun that can head a content stands at ``i`` (no preposition before it)."""
    return is_masdar(ctx.norm(i)) and (voice_at(ctx.norm(i)) is None) and ctx.norm(i - 1) not in ("في", "من", "علي", "عن", "الي", "باسم")


def _noun_here(ctx: Context, i: int, hit: Hit) -> bool:
    """A bare past form behind a preposition, a number or a construct noun is a noun (في ذكر، عرض البحر)."""
    if hit.pre or hit.table == "present":
        return hit.pre.endswith("ال")
    if hit.suf and ctx.norm(i - 1) in _WHAT:
        return False
    before = ctx.norm(i - 1)
    if hit.cue.homograph and hit.person == "3ms" and not hit.suf and not _heads_clause(ctx, i, hit.cue.homograph):
        return True
    return before in ("في", "من", "علي", "الي", "عن", "بين", "كل", "اي", "مجرد", "بعد", "قبل", "عند", "ب", "ل", "دون") or (
        i > 0 and ctx.tokens[i - 1].kind == "number"
    )


def _heads_clause(ctx: Context, i: int, kind: str) -> bool:
    before = ctx.norm(i - 1)
    if before in COMMAS and kind == "preposition":
        j = i - 1
        while j > 0 and ctx.tokens[j - 1].line == ctx.tokens[i].line and ctx.tokens[j - 1].text not in ".؟!" and i - j <= 7:
            j -= 1
        return i - j <= 6  # only an adverbial stands before the comma (من جهته، رفض …)
    if i == 0 or ctx.tokens[i - 1].kind != "word" or ctx.tokens[i - 1].line != ctx.tokens[i].line:
        return True
    if i - 1 in ctx.time_end or before in words("auxiliary") or before in words("conjoined") or before in words("relative"):
        return True
    if before in words("linker") or ctx.is_that(i - 1) or before in words("filler"):
        return True
    return voice_at(before) is not None or i - 1 in ctx.place_end or any(i - k in ctx.place_end and ctx.place_end[i - k] == i for k in (2, 3))


def _has(ctx: Context, i: int, limit: int, forms: list[str]) -> bool:
    return _find(ctx, i + 1, min(limit, i + 20), forms) is not None


def _with_words(ctx: Context, i: int, limit: int, hit: Hit, opening: Opening | None) -> Opening | None:
    """حمل X Y مسؤولية …, ألقى باللوم على …: the word that the verb needs; a bare noun of it opens the content."""
    cue = hit.cue
    at = _find(ctx, i + 1, min(limit, i + 20), [w for w in cue.with_ if " " not in w])
    if at is None:
        return None
    if not cue.by:
        return Opening("led", at, at)
    if all(w.startswith("ب") for w in cue.with_):
        return opening
    return Opening("led", at - 1, at + 1) if at + 1 < limit else None


def _find(ctx: Context, first: int, last: int, forms: list[str]) -> int | None:
    """First token that is one of ``forms``, with any article or suffix."""
    wanted = {fold(f) for f in forms}
    return next((j for j in range(first, last) if is_form(ctx.norm(j), wanted)), None)


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


def _passive(ctx: Context, i: int) -> bool:
    text = ctx.tokens[i].text
    at = text.find(_DAMMA)
    return 0 < at <= 3


def _sourced(ctx: Context, draft: Draft, clause: int) -> Draft | None:
    """Add the source: behind the cue, in front of it, or as antecedent; else it is hidden."""
    hit, i = draft.hit, draft.first
    at = draft.opening.at if draft.opening else i + 1
    if draft.role == "passive" or _passive(ctx, i):
        draft.role, draft.how = "passive", "none"
        return draft
    if hit.cue.source == "document" and draft.source is None and ctx.norm(i + 1) in ("في", "فيه", "فيها"):
        return _in_document(ctx, draft, at)
    if _subject_first(ctx, draft, clause):
        return draft
    draft.source = source_after(ctx, i, at, hit)
    if draft.source is not None and _only_target(ctx, draft, at):
        draft.source = None
    if _accused_only(ctx, draft, at):
        draft.source = None
        mid = draft.first - draft.sentence.first >= 4 and hit.cue.id != "cue.say.wasafa"
        if not mid and hit.table != "participle":
            return None  # the passive entry takes it
    if draft.source is not None:
        draft.how = "after"
    else:
        _before(ctx, draft, clause)
    if hit.cue.explicit and (draft.source is None or not _named(ctx, draft.source[0])):
        return None
    if hit.cue.indefinite and draft.source is not None and ctx.norm(draft.source[0]).startswith("ال"):
        return None
    if hit.cue.source and not _is_kind(ctx, draft, hit.cue.source):
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


def _accused_only(ctx: Context, draft: Draft, at: int) -> bool:
    """اتهم المدير بالإهمال, وصفت بالمشددة: one phrase, or none, is the one accused or described, not the source."""
    cue = draft.hit.cue
    if cue.object != "target" or cue.by != ["ب"] or cue.id not in ("cue.accuse.ittahama", "cue.say.wasafa") or draft.hit.suf:
        return False
    if draft.opening is None or draft.opening.through != "ب":
        return False
    if draft.source is None:
        return at == draft.first + 1 and draft.hit.pre == "" and draft.opening.kind == "led" and draft.hit.table != "participle"
    last = ctx.norm(draft.source[1] - 1)
    known = last.startswith("ال") or voice_at(last) is not None
    return draft.source[1] >= at and known and voice_at(ctx.norm(draft.source[0])) is not None and cue.id == "cue.accuse.ittahama" and draft.hit.person == "3ms" and draft.hit.table == "past" and not any(k in ctx.place_end for k in range(*draft.source))


def _subject_first(ctx: Context, draft: Draft, clause: int) -> bool:
    """موسكو تنفي …, كان المتحدث أكد الوصول: a named subject right in front leaves nothing behind the verb but the object."""
    hit, i = draft.hit, draft.first
    if hit.pre or i <= clause or hit.cue.source or (draft.opening is not None and draft.opening.kind not in ("led", "object")):
        return False
    found = antecedent(ctx, i, draft.sentence.first)
    if found is not None and _named(ctx, found[0][0]) and source_named_after(ctx, draft) is None:
        draft.source, draft.how = found[0], "antecedent"
        return True
    if hit.table == "present":
        asyndetic = phrase_ending(ctx, i, draft.sentence.first)
        voice = voice_at(ctx.norm(asyndetic[0])) if asyndetic is not None else None
        if asyndetic is not None and voice is not None and not voice.definite and asyndetic == (i - 1, i):
            draft.source, draft.how = asyndetic, "antecedent"  # مظاهرات تطالب الحكومة بـ
            return True
    before = source_before(ctx, i, clause)
    if before is None or not _named(ctx, before[0]) or not agrees_after(ctx, before[0], hit.person):
        return False
    draft.source, draft.how, draft.clause = before, "before", before[0]
    return True


def source_named_after(ctx: Context, draft: Draft) -> int | None:
    """Token of a speaker noun or place right behind the verb, which would be its subject."""
    i = draft.first + 1
    while ctx.norm(i) in words("filler") or i in ctx.time_end:
        i += 1
    return i if _named(ctx, i) else None


def agrees_after(ctx: Context, i: int, person: str) -> bool:
    """Whether a noun in front can be the subject of a verb of that person: men in the plural take a plural verb."""
    voice = voice_at(ctx.norm(i))
    if voice is not None and voice.number == "p" and len(person) == 3 and person[2] == "s" and ctx.norm(i).endswith(("ون", "ين")):
        return False
    if voice is not None and voice.number == "p" and person == "3fs" and voice.speaker.kind in ("anonymous", "person") and voice.speaker.gender == "m":
        return voice.speaker.anonymity == "source"
    if voice is None or voice.number != "s" or len(person) != 3 or person[0] != "3":
        return True
    return person[1] == voice.speaker.gender or person[2] == "p"


def _before(ctx: Context, draft: Draft, clause: int) -> None:
    """Subject–verb order and relative clauses; a verb with و takes up the subject it had."""
    hit, i = draft.hit, draft.first
    start = draft.sentence.first
    if hit.pre == "ف" and ctx.norm(start) in ("اما", "واما"):
        draft.source = source_phrase(ctx, start + 1, i)  # أما وكالة …، فقالت
        draft.how = "before" if draft.source else "hidden"
        return
    if hit.pre in ("و", "ف") or i <= clause or hit.person in ("1s", "1p"):
        return
    found = antecedent(ctx, i, draft.sentence.first)
    if found is not None:
        draft.source, draft.how = found[0], "antecedent"
        return
    draft.source = source_before(ctx, i, clause)
    if draft.source is not None and hit.table == "present" and not _named(ctx, draft.source[0]) and not _is_kind(ctx, draft, "document"):
        led = draft.opening is not None and draft.opening.kind in ("led", "object")
        draft.source = None if led else draft.source
    if draft.source is not None:
        draft.how = "before"
        draft.clause = draft.source[0]
        return
    found = phrase_ending(ctx, i, draft.sentence.first)
    if found is None:
        return
    voice = voice_at(ctx.norm(found[0]))
    if not agrees_after(ctx, found[0], hit.person):
        return
    if voice is not None and not voice.definite and found[1] == i and not ctx.norm(i - 1).startswith("ال"):
        draft.source, draft.how = found, "antecedent"


def _named(ctx: Context, i: int) -> bool:
    voice = voice_at(ctx.norm(i))
    return i in ctx.place_end or (voice is not None and voice.speaker.kind != "document" and "و" not in voice.pre)


def _is_kind(ctx: Context, draft: Draft, kind: str) -> bool:
    if draft.source is None:
        return False
    voice = voice_at(ctx.norm(draft.source[0]))
    if voice is None:
        return False
    if kind == "document":
        return voice.speaker.kind in ("document", "media") and ctx.norm(draft.source[0]) not in ("القانون", "الدستور")
    return voice.speaker.kind == kind


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
    return draft if _is_kind(ctx, draft, "document") else None


def _relay(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    draft.opening = find_opening(ctx, draft.first, limit, draft.hit)
    stop = draft.opening.at if draft.opening is not None else _clause_stop(ctx, draft.first + 1, limit)
    if _passive(ctx, draft.first):
        return None
    if draft.hit.cue.relay == "إلى" and (draft.opening is None or draft.opening.kind == "led"):
        return None
    return draft if _relayed(ctx, draft, stop) else None


def _relayed(ctx: Context, draft: Draft, at: int) -> bool:
    """نقلت A عن B: A is the source; the carried voice becomes a draft of its own (see relays)."""
    i = draft.first
    lead = fold(draft.hit.cue.relay or "")
    for j in range(i + 1, min(at, i + 25)):
        if ctx.norm(j) == lead:
            draft.source = source_phrase(ctx, i + 1, j)
            draft.how = "after" if draft.source else "hidden"
            if draft.source is None:
                _before(ctx, draft, draft.clause)
            draft.role = "relay"
            draft.clause = j
            return draft.source is None or _speaks(ctx, draft.source) or (draft.source[1] - draft.source[0] <= 2 and not is_masdar(ctx.norm(draft.source[0])) and ctx.tokens[draft.source[0]].kind == "word" and not ctx.norm(draft.source[0]).endswith("ا"))
    if lead != "عن":
        return False
    draft.source = source_after(ctx, i, at, draft.hit)
    draft.how = "after" if draft.source else "hidden"
    return draft.source is not None and draft.opening is not None and draft.opening.kind == "that"


def _participle(ctx: Context, i: int, limit: int, sentence: Sentence, hit: Hit) -> Draft | None:
    """مضيفا، مشيرا إلى …: its opener follows closely; its source is the teller before."""
    if hit.pre.endswith("ال"):
        return None
    if ctx.norm(i - 1) not in COMMAS and any(h.table == "noun" for h in ctx.hits[i]):
        return None
    opening = find_opening(ctx, i, limit, hit)
    if opening is not None and opening.kind == "led" and opening.at - i > 2 and hit.cue.object == "content" and is_masdar(ctx.norm(i + 1)):
        opening = None
    if opening is None and hit.cue.object in ("content", "judged") and not hit.cue.strict:
        start = i + 1
        if start < limit and ctx.tokens[start].kind == "word" and ctx.norm(start) not in words("setting") and _accusative(ctx, i, hit):
            opening = Opening("object", start, start)
    if opening is None or not _close(ctx, i, opening, hit):
        return None
    if opening.kind == "object" and ctx.norm(i - 1) not in COMMAS and ctx.tokens[i - 1].kind == "word" and not is_masdar(ctx.norm(opening.start)):
        return None
    draft = Draft(i, i + 1, hit, sentence, "participle", opening=opening)
    if i == sentence.first and opening.at - i > 2:
        return None
    if ctx.norm(i - 1) not in COMMAS and not _accusative(ctx, i, hit) and not (opening.kind in ("that", "quote", "colon") and opening.at - i <= 2 and not _noun_before(ctx, i)):
        found = phrase_ending(ctx, i, sentence.first)
        if found is None or voice_at(ctx.norm(found[0])) is None:
            return None
        draft.source, draft.how = found, "antecedent"
    return draft


def _noun_before(ctx: Context, i: int) -> bool:
    voice = voice_at(ctx.norm(i - 1))
    return voice is not None and not voice.definite


def _accusative(ctx: Context, i: int, hit: Hit) -> bool:
    return ctx.norm(i).endswith(("ا", "ين")) or ctx.norm(i - 1) in COMMAS or ctx.tokens[i - 1].kind == "punct"


def _close(ctx: Context, i: int, opening: Opening, hit: Hit) -> bool:
    """Between a participle and its opener stand only adverbs, a remark between commas, or the one accused or named."""
    if opening.at - i <= 2:
        return True
    if hit.cue.object == "target":
        return opening.at - i <= 16
    return ctx.norm(i + 1) in COMMAS or opening.at - i <= 5


def _with_pronoun(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """ذكرها، أعلنته، نفاه: the object pronoun stands for what is said, which the words before name."""
    i = draft.first
    stop = _clause_stop(ctx, i + 1, limit)
    draft.source = source_phrase(ctx, i + 1, stop)
    draft.how = "after" if draft.source else "hidden"
    opening = find_opening(ctx, i, limit, draft.hit)
    what = ctx.norm(i - 1)
    if opening is not None and opening.kind in ("led", "that") and (what in _WHAT or not _referring(ctx, i)):
        draft.opening = opening
        draft.source = source_after(ctx, i, opening.at, draft.hit)
        draft.how = "after" if draft.source else "hidden"
        return draft
    if what in _WHAT and ctx.norm(i - 2) in ("وهو", "هو", "الامر"):
        draft.role = "restate"
        return draft
    relative = i - 1 if what in words("relative") else i
    end = relative - 1 if ctx.norm(relative - 1) in COMMAS else relative
    first = _noun_phrase_start(ctx, end, draft.sentence.first)
    if first is None or draft.source is None:
        return None
    draft.opening = Opening("referent", i, first)
    draft.content_tokens = [(first, end)]
    draft.reason = "the pronoun on the cue stands for these words"
    return draft


def _judged(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """تعتبرها X …: the pronoun is what is judged, the words behind the source are the judgement."""
    i = draft.first
    stop = _clause_stop(ctx, i + 1, limit)
    found = source_phrase(ctx, i + 1, stop)
    if found is None:
        return None
    last = found[1]
    for k in range(found[0] + 1, found[1]):
        if not ctx.norm(k).startswith(("ال", "و")) and k >= ctx.place_end.get(found[0], 0) and voice_at(ctx.norm(k - 1)) is None or ctx.place_end.get(found[0]) == k:
            last = k
            break
    draft.source, draft.how = (found[0], last), "after"
    if last >= stop:
        return None
    draft.opening = Opening("object", last, last)
    return draft


def _referring(ctx: Context, i: int) -> bool:
    return ctx.norm(i - 1) in words("relative") or ctx.tokens[i - 1].kind == "word"


def _noun_phrase_start(ctx: Context, end: int, start: int) -> int | None:
    """A short noun phrase before ``end``: one noun and its adjective, without its preposition."""
    k = end - 1
    if k < start or ctx.tokens[k].kind != "word" or ctx.norm(k) in words("relative"):
        return None
    definite = ctx.norm(k).startswith("ال")
    while k - 1 >= start and end - k < 3 and ctx.tokens[k - 1].kind == "word" and not _breaks(ctx, k - 1):
        if definite and not ctx.norm(k - 1).startswith("ال"):
            break
        k -= 1
    return k


def _breaks(ctx: Context, k: int) -> bool:
    norm = ctx.norm(k)
    return norm in words("setting") or norm in ("في", "علي", "الي", "عن", "من", "ب", "و", "بموجب", "ما") or k in ctx.hits


def _clause_stop(ctx: Context, j: int, limit: int) -> int:
    while j < limit and ctx.norm(j) not in COMMAS and ctx.tokens[j].text not in ".!؟":
        j += 1
    return j


def _naming(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """ما سماه، من وصفهم بـ: what they are called is the content."""
    i = draft.first
    if ctx.norm(i - 1) not in _WHAT or not draft.hit.suf:
        return None
    if draft.hit.cue.object == "target":
        opening = find_opening(ctx, i, limit, draft.hit)
        if opening is None and draft.hit.cue.act != "say":
            return None
        if opening is not None:
            draft.opening = opening
            draft.source = source_after(ctx, i, opening.at, draft.hit)
    if draft.opening is None:
        stop = _clause_stop(ctx, i + 1, limit)
        quote = next((j for j in range(i + 1, stop) if j in ctx.quote_at), None)
        if quote is not None:
            draft.opening = Opening("quote", quote, quote + 1)
            draft.source = source_after(ctx, i, quote, draft.hit)
        else:
            voice = voice_at(ctx.norm(i + 1))
            draft.source = source_phrase(ctx, i + 1, i + 2) if voice is not None and voice.definite or i + 1 in ctx.place_end else None
            start = draft.source[1] if draft.source else i + 1
            if start >= stop:
                return None
            draft.opening = Opening("object", start, start)
    draft.how = "after" if draft.source else "hidden"
    return draft


def _object(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """أعلن X مقتل …, رفض X الاتفاق: a bare noun phrase behind the source is the content."""
    hit, i = draft.hit, draft.first
    stop = limit
    if hit.cue.source == "document" and ctx.norm(i + 1) in ("في", "فيه"):
        return _shown_in(ctx, draft, limit)
    if draft.role == "passive" or _passive(ctx, i):
        draft.role, draft.how = "passive", "none"
        draft.opening = Opening("object", i + 1, i + 1)
        return draft if i + 1 < stop and ctx.norm(i + 1) not in words("setting") and ctx.norm(i + 1) not in ("في", "عن", "من") else None
    if hit.cue.objects and not _has(ctx, i, limit, hit.cue.objects):
        return None
    found = None if _subject_first(ctx, draft, draft.clause) else source_after(ctx, i, stop, hit, masdar=True)
    if found is not None and not _opens_object(ctx, i, found, hit):
        start = _object_start(ctx, found, stop)
        if start is None:
            return None
        draft.source = (found[0], min(found[1], start))
        draft.how = "after"
        draft.opening = Opening("object", draft.source[1], start)
        if hit.cue.act == "deny" and _no_comment(ctx, start):
            return None
        return _checked(ctx, draft)
    start = i + 1
    while start < stop and (_passed_over(ctx, start) or ctx.norm(start) in COMMAS):
        start += 1
    if start < stop and ctx.norm(start) in ("من", "علي", "في"):
        start = _past_addressee(ctx, start, stop)
    if start >= stop or ctx.tokens[start].kind != "word" or ctx.norm(start) in words("setting") or ctx.norm(start) in ("في", "من", "علي", "الي", "عن"):
        return None
    if hit.cue.act == "deny" and _no_comment(ctx, start):
        return None
    draft.opening = Opening("object", i + 1, start)
    if draft.source is None:
        _before(ctx, draft, draft.clause)
    if draft.source is None and hit.cue.act == "announce" and not hit.pre and hit.table == "past" and start == i + 1 and ctx.norm(i - 1) not in words("conjoined"):
        if ctx.tokens[start].text.endswith("ة") == (hit.person == "3fs") and hit.cue.past == "أعلن":
            return None  # أعلنت هدنة: the passive entry takes it
    return _checked(ctx, draft)


def _passed_over(ctx: Context, i: int) -> bool:
    return ctx.norm(i) in words("filler") or i in ctx.time_end or (ctx.norm(i) == "في" and i + 1 in ctx.time_end)


def _past_addressee(ctx: Context, start: int, stop: int) -> int:
    """طلبت من القاهرة تولي …: the verbal noun behind the phrase that names the one asked."""
    for k in range(start + 1, min(stop, start + 10)):
        if is_masdar(ctx.norm(k)) and voice_at(ctx.norm(k)) is None and ctx.norm(k - 1) not in ("في", "من", "علي") and k not in ctx.time_end:
            return k
    return stop


def _no_comment(ctx: Context, start: int) -> bool:
    """رفض التعليق, رفض تأكيد …: refusing to speak conveys nothing."""
    norm = ctx.norm(start)
    return norm.removeprefix("ال") in words("comment")


def _shown_in(ctx: Context, draft: Draft, limit: int) -> Draft | None:
    """وظهر في تسجيل …, وبدا في المقطع …: the recording is the source, what it shows the content."""
    i = draft.first
    voice = voice_at(ctx.norm(i + 2))
    if voice is None or voice.speaker.kind != "document":
        return None
    found = source_phrase(ctx, i + 2, limit, stop_masdar=True)
    last = i + 3
    if found is not None:
        while last < found[1] and (voice_at(ctx.norm(last)) is not None or ctx.norm(last).startswith("ال")):
            last += 1
    draft.source, draft.how = (i + 2, last), "after"
    if last < limit and any(h.suf for h in ctx.hits.get(last, ())):
        last = next((k for k in range(last, limit) if ctx.norm(k) not in words("setting") and is_masdar(ctx.norm(k))), last + 1)
    draft.opening = Opening("object", draft.source[1], last)
    return draft if last < limit else None


def _checked(ctx: Context, draft: Draft) -> Draft | None:
    cue = draft.hit.cue
    if cue.object == "judged" and draft.hit.table == "present" and not draft.hit.pre and draft.source is not None and draft.how == "after":
        if not _named(ctx, draft.source[0]) and ctx.norm(draft.source[0]).startswith("ال"):
            return None
    if cue.explicit and draft.source is None:
        return None
    if cue.source and not _is_kind(ctx, draft, cue.source):
        return None
    return draft


def _opens_object(ctx: Context, i: int, found: tuple[int, int], hit: Hit) -> bool:
    """Whether the phrase behind the verb is its object, the subject being hidden or in front."""
    norm = ctx.norm(found[0])
    return voice_at(norm) is None and found[0] not in ctx.place_end and (is_masdar(norm) or norm in words("content_noun"))


def _object_start(ctx: Context, found: tuple[int, int], stop: int) -> int | None:
    """First token of the object behind (or at the end of) the source phrase."""
    first, last = found
    j = last
    while j < stop and (ctx.norm(j) in COMMAS or j in ctx.time_end or ctx.norm(j) in words("filler")):
        j += 1
    if j < stop and ctx.tokens[j].kind == "word" and is_masdar(ctx.norm(j)):
        return j
    if j < stop and ctx.norm(j) in ("في", "عبر", "خلال", "من"):
        for k in range(j, stop):
            if is_masdar(ctx.norm(k)) and voice_at(ctx.norm(k)) is None and ctx.norm(k - 1) not in ("في", "من"):
                return k
    if j < stop and (ctx.norm(j) in words("setting") or ctx.norm(j) in ("في", "من", "عن") or unnamed_here(ctx, j, stop)):
        for k in range(j, min(stop, j + 24)):
            if ctx.norm(k - 1) in COMMAS and _head_noun(ctx, k):
                return k
    for k in range(first + 1, last):
        if _second_object(ctx, first, k):
            return k
    if j >= stop or ctx.norm(j) in words("relative") or j in ctx.hits:
        for k in range(max(j, first + 1), min(stop, first + 20)):
            norm = ctx.norm(k)
            if len(norm) > 3 and norm.endswith("ا") and ctx.tokens[k].kind == "word" and k not in ctx.time_end and voice_at(norm) is None:
                return k
    if j < stop and (ctx.tokens[j].kind == "word" or j in ctx.quote_at) and ctx.norm(j) not in words("setting") and ctx.norm(j) not in ("في", "من", "علي", "الي", "عن"):
        return j
    return None


def _second_object(ctx: Context, first: int, k: int) -> bool:
    """A definite noun behind a complete name or place: رفضت ميانمار التقرير, انتقد بولتون التحركات."""
    norm = ctx.norm(k)
    before = ctx.norm(k - 1)
    if before in ("في", "من", "علي", "عن", "الي", "باسم", "لدي", "بين", "ضد", "مع") or before in words("setting"):
        return False
    if before.startswith("ل") and len(before) > 3 and k - 1 not in ctx.place_end and (voice_at(before) is not None or is_masdar(before[1:])):
        return False
    if is_masdar(norm) and voice_at(norm) is None and not norm.startswith("ال"):
        return True
    if norm.startswith("ال") and is_masdar(norm) and ctx.norm(k + 1) == "عن":
        return True
    if k - first >= 2 and norm.startswith("ال") and not any(ctx.norm(m).startswith("ال") for m in range(first, k)) and first not in ctx.place_end:
        head = voice_at(ctx.norm(first))
        inside = k in ctx.place_end or norm == "الله" or (outer := voice_at(before)) is not None and outer.speaker.kind in ("organization", "group") and not outer.definite and k - 1 > first or before in ("داخل", "خارج", "قرب", "شرق", "غرب", "شمال", "جنوب", "وسط")
        if head is not None and not head.definite and not norm.endswith(("ي", "يه")) and not inside:
            return True  # تنظيم مسلح الهجوم
    if before.startswith("ال") and (norm in ("احد", "احدي", "بعض", "عددا", "عدد") or (len(norm) > 3 and norm.endswith("ا") and voice_at(norm) is None and k not in ctx.time_end)):
        return True
    if before.startswith("ال") and not norm.startswith(("ال", "و", "ل")) and k not in ctx.place_end and k not in ctx.time_end:
        head, own = voice_at(ctx.norm(first)), voice_at(norm)
        if own is not None and own.speaker.kind == "document" and not own.pre:
            return True  # الباحث نتائج
        closed = head is not None and (head.speaker.kind in ("organization", "group", "document") or (head.speaker.kind == "media" and head.definite))
        if closed and own is None and ctx.tokens[k].kind == "word":
            return not norm.endswith(("ي", "يه"))  # الصحيفة صمت الوزير: no name stands behind an organisation
    voice = voice_at(norm)
    if voice is not None and voice.pre == "ال" and voice.speaker.kind in ("organization", "group", "document") and voice_at(before) is None and not before.startswith("ال"):
        return before not in ("باسم", "في", "من", "لدي")
    if not norm.startswith("ال") or norm.endswith(("ي", "يه", "يين", "يون")):
        return norm in ("ما", "اي", "كل", "هذا", "هذه", "ان")
    if k - 1 in ctx.place_end or (k - 1 == first and before.startswith("ال") and voice_at(norm) is None):
        return True
    if not before.startswith("ال") and before.endswith(("ون", "ين")):
        return True
    return not before.startswith("ال") and voice_at(before) is None and k - 1 >= first and voice_at(norm) is None


