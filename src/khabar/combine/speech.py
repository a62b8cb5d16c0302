"""Attributions of the automatic reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.combine.sides import GIVEN, Sides, seconded
from khabar.extract.attributions.lexicon import THAT_FORMS, cues_at, gender_of, phrases_at, voice_at, words
from khabar.extract.event_lexicon import readings
from khabar.model.proposals import parent_of
from khabar.record import AttributionMention, Span, Why, contains, overlap
from khabar.resources import own_ids
from khabar.text.clause_words import lists
from khabar.text.document import Document

VETO = 0.25  # a cue of the lexicon's needs at least this from the network, one of the user's own nothing
ALONE = 0.8  # an attribution that the network finds alone needs at least this (calibrated)
MARGIN = 0.4  # by so much more the network must point to its source than to the lexicon's
EXTENT = 0.4  # of two phrases with common words the network's is taken when it is so sure where it ends
CONTENT = 0.6  # the network's content overrules the lexicon's from here on
UNHEARD = 0.1  # the rules' speaker of a verb without a source is dropped where the network gives him less …
HEARD = 0.7  # … and the speaker that it points to at least this (right 13 times, the rules' 4, on 270 reports)
_HALF = 0.5
_RELAYED = 6  # attributions before a medium among which the one that it relays is looked for


def attributions(sides: Sides) -> tuple[AttributionMention, ...]:
    """What both find, the lexicon's own that the network does not veto, the network's own that it is sure of."""
    lexicon, model = sides.lexicon.attributions, sides.model.attributions
    cues = {i: j for j, other in enumerate(lexicon) for i in range(*sides.doc.tokens_in(other.cue))}
    found: list[AttributionMention] = []
    matched: set[int] = set()
    for i, mention in enumerate(model):
        touched = (cues.get(k) for k in range(*sides.doc.tokens_in(mention.cue)))
        j = next((j for j in touched if j is not None and j not in matched), None)
        if j is not None:
            matched.add(j)
            found.append(_both(sides, i, lexicon[j]))
        elif (mention.why.score or 0.0) >= ALONE and not _carries(sides.doc, mention, lexicon) and not _anybody(sides.doc, mention.source):
            source = None if _of_other_gender(sides.doc, mention) or _is_told(sides.doc, mention.source) else mention.source
            found.append(replace(mention, source=source, content=_opened(sides.doc, mention.content)))
    for j, other in enumerate(lexicon):
        likely = sides.inside("cue", other.cue)
        if j not in matched and (likely >= VETO or other.entry in own_ids("cue")):
            found.append(replace(other, why=seconded(other.why, likely), speaker=None))
    found.sort(key=lambda m: m.cue)
    found = [_relaying(sides.doc, m, found[max(0, n - _RELAYED):n]) for n, m in enumerate(found)]
    return tuple(replace(m, parent=parent_of(found, i)) for i, m in enumerate(found))  # whose content holds the cue


def _relaying(doc: Document, mention: AttributionMention, before: Sequence[AttributionMention]) -> AttributionMention:
    """قال الناطق إن "…"، حسبما ذكرت وكالة …: a medium at the end of a sentence relays who speaks in it, not only his words."""
    voice = voice_at(doc.norms[doc.tokens_in(mention.source)[0]]) if mention.source is not None else None
    if voice is None or voice.speaker.kind != "media" or not _according(doc, mention) or mention.content[-1] > mention.cue:
        return mention
    first = mention.content[0]
    sentence = doc.sentence_of.get(doc.tokens_in(mention.cue)[0])
    spoken = next((m for m in before if m.source is not None and not _according(doc, m) and any(contains(c, first) for c in m.content) and m.content[-1][1] <= mention.cue[0]), None)
    if spoken is None or spoken.source is None or sentence is None or doc.sentence_of.get(doc.tokens_in(spoken.cue)[0]) is not sentence:
        return mention
    start = min(spoken.cue[0], spoken.source[0])
    return replace(mention, content=((start, first[1]), *mention.content[1:]))


def _according(doc: Document, mention: AttributionMention) -> bool:
    """بحسب, حسبما ذكرت, وفقا لما نقلته: a phrase that covers what it stands beside."""
    return bool(phrases_at(doc.norms[doc.tokens_in(mention.cue)[0]]))


def _both(sides: Sides, i: int, other: AttributionMention) -> AttributionMention:
    """An attribution that both found: the lexicon's reading, with the network's source or content where it is surer.

    The lexicon was written with the development reports in sight, so that they make it look better than it is; the margins
    were chosen on them and on the invented reports that neither reader had seen (docs/model-card.md).
    """
    mine = sides.model.attributions[i]
    notes = []
    source, content = other.source, other.content
    left = mine.source
    if not _same(sides.doc, mine.source, other.source):
        if _surer(sides, mine, other):
            source, left = mine.source, other.source
            notes.append(f"source: the network's, not {_quoted(sides, other.source)}")
        else:
            notes.append(f"the network reads another source: {_quoted(sides, mine.source)}")
    if _share(sides.doc, other.content, mine.content) < _HALF:
        if sides.contents[i] >= CONTENT and not _swallows(sides, mine, other):
            content = _opened(sides.doc, mine.content)
            notes.append(f"content: the network's ({sides.contents[i]:.2f})")
        else:
            notes.append(f"the network reads another content ({sides.contents[i]:.2f})")
    aside = (Why("alternative.source", note=sides.doc.words(left)),) if left is not None and not _same(sides.doc, left, source) else ()
    why = other.why.but(
        score=mine.why.score,
        meaning=GIVEN,
        note="; ".join(filter(None, (other.why.note, *notes))) or None,
        parts=(*other.why.parts, mine.why, *aside),
    )
    mode = other.mode if content is other.content else mine.mode
    heard = mine.speaker if source is None and _hears_another(sides, mine, other) else None  # else the rules say who speaks
    return replace(other, source=source, content=content, mode=mode, why=why, speaker=heard)


def _hears_another(sides: Sides, mine: AttributionMention, other: AttributionMention) -> bool:
    """Whether the network is sure of one who speaks where the source is left out, and quite sure that the rules' speaker is not he, or the
    rules find none for a verb or participle."""
    if mine.speaker is None or (other.speaker is None and other.why.rule not in ("attribution.main", "attribution.participle")):
        return False
    pointed = sides.pointing(sides.doc.tokens_in(mine.cue)[0], "speaker")
    return (other.speaker is None or pointed(other.speaker) < UNHEARD) and pointed(mine.speaker) >= HEARD


def _surer(sides: Sides, mine: AttributionMention, other: AttributionMention) -> bool:
    """Whether the network is sure enough of its source to overrule the lexicon's."""
    doc = sides.doc
    if mine.source is not None and other.addressee is not None and overlap(mine.source, other.addressee):
        return False  # قال لموقع …: the one told
    if _is_told(doc, mine.source) or (other.why.rule == "attribution.passive" and other.entry == "cue.passive.uttuhima"):
        return False  # كان الوزير قد اتهم بالتستر: he accuses nobody
    if other.source is not None and doc.words((other.cue[1], other.source[0])).strip() == "من":
        return False  # بأوامر من …
    if _of_other_gender(doc, mine) or _document_says(doc, other):
        return False
    if mine.source is None and other.source is not None and other.source[0] > other.cue[1] and voice_at(doc.norms[doc.tokens_in(other.source)[0]]) is not None:
        return False  # وأعلن لاحقا من نيويورك [متحدث …]: somebody who speaks stands behind the verb
    if mine.source is not None and other.source is not None and overlap(mine.source, other.source):
        first, last = doc.tokens_in(mine.source)
        end = doc.tokens_in(other.source)[1]
        left = doc.tokens[last].norm if last < end else ""
        if end < last and doc.norms[end] in lists().verbs:
            return False  # لاجئة [وصلت إلى تشاد]: a relative clause
        joined = left[:1] == "و" or left in words("source_goes_on")  # أنقرة [والاتحاد الأوروبي], ناشط [من داخل المدينة]
        return not joined and sides.pointing(first, "end")((doc.tokens[last - 1].start, mine.source[1])) >= EXTENT
    pointed = sides.pointing(doc.tokens_in(mine.cue)[0], "source")
    return pointed(mine.source) - pointed(other.source) >= MARGIN


def _document_says(doc: Document, other: AttributionMention) -> bool:
    """أصدر التنظيم [بيانا] شدد على …: right before the verb stands what says so; شدد فيه is said by whoever issued it."""
    if other.source is None or other.source > other.cue:
        return False
    (first, last), (cue, behind) = doc.tokens_in(other.source), doc.tokens_in(other.cue)
    voice = voice_at(doc.norms[first])
    inside = behind < len(doc.tokens) and doc.norms[behind] in ("فيه", "فيها", "خلاله", "خلالها")
    return last == cue and voice is not None and voice.speaker.kind == "document" and not inside


def _is_told(doc: Document, source: Span | None) -> bool:
    """قال [لمرصد …]: a voice with its ل is the one told; a source behind لـ (وفقا لمصدر) is given without it."""
    if source is None:
        return False
    head = doc.tokens[doc.tokens_in(source)[0]]
    voice = voice_at(head.norm)
    return source[0] == head.start and voice is not None and voice.pre[:1] == "ل"


def _anybody(doc: Document, source: Span | None) -> bool:
    """أي طرف يتخلى عنها يبرهن على …: whoever does so; nobody speaks."""
    return source is not None and doc.norms[doc.tokens_in(source)[0]].removeprefix("و") in ("اي", "ايه")


def _swallows(sides: Sides, mine: AttributionMention, other: AttributionMention) -> bool:
    """Whether the network's content holds a cue before which the lexicon's ends (قالت إنه غادر، لكنها أكدت أنه عاد): there the teller goes on."""
    behind = [m.cue for m in sides.lexicon.attributions if m.cue > other.cue and not any(contains(c, m.cue) for c in other.content)]
    return any(contains(c, cue) for c in mine.content for cue in behind)


def _carries(doc: Document, mention: AttributionMention, lexicon: Sequence[AttributionMention]) -> bool:
    """أسعدت أخبار …, وجه اتهامات …: the word right before a noun of saying says nothing besides it."""
    return any(0 < o.cue[0] - mention.cue[1] <= 1 and _share(doc, o.content, mention.content) >= _HALF for o in lexicon)


def _opened(doc: Document, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """A content without the complementiser that leads it (إن، بأن)."""
    first, last = doc.tokens_in(content[0])
    if first + 1 < last and doc.norms[first] in THAT_FORMS:
        return ((doc.tokens[first + 1].start, content[0][1]), *content[1:])
    return content


def _of_other_gender(doc: Document, mention: AttributionMention) -> bool:
    """كلف هيئة …: behind a verb, a noun of the other gender is no subject."""
    if mention.source is None or mention.source[0] < mention.cue[1]:
        return False
    cue, head = (doc.tokens[doc.tokens_in(span)[0]] for span in (mention.cue, mention.source))
    voice = voice_at(head.norm)
    if voice is None or voice.number != "s" or voice.speaker.name:
        return False
    persons = {h.person for h in cues_at(cue.norm) if h.table in ("past", "present")} | {r.person for r in readings(cue.norm) if r.kind == "verb"}
    gender = gender_of(voice, head.text)
    return bool(persons) and all(len(p) == 3 and p[2] == "s" and p[1] != gender for p in persons)


def _quoted(sides: Sides, span: Span | None) -> str:
    return f"«{sides.doc.text[slice(*span)]}»" if span is not None else "nobody"


def _same(doc: Document, a: Span | None, b: Span | None) -> bool:
    return a is b is None or (a is not None and b is not None and _share(doc, [a], [b]) >= _HALF)


def _share(doc: Document, a: Sequence[Span], b: Sequence[Span]) -> float:
    """Common share of the tokens of two sets of spans."""
    x, y = ({i for s in spans for i in range(*doc.tokens_in(s))} for spans in (a, b))
    return len(x & y) / len(x | y) if x | y else 1.0
