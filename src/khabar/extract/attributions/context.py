"""What the steps of this layer need to know about a document, computed once: quotations, times, places, cues by token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from khabar.extract.attributions.lexicon import THAT_FORMS, Hit, cues_at, is_first_name, phrases, voice_at, words
from khabar.record.mentions import PlaceMention, TimeMention
from khabar.record.span import Span
from khabar.text.document import Document
from khabar.text.fold import DIACRITICS
from khabar.text.quotes import Quotation
from khabar.text.tokens import Token

COMMAS = frozenset("،,؛;")
_NAME_WORDS = 6
_TITLED = 4


class _Norms(dict[int, str]):
    """Folded forms by token; there is none beyond the text."""

    def __missing__(self, i: int) -> str:
        return ""


@dataclass(slots=True)
class Context:
    """A document with look-ups by token index."""

    doc: Document
    tokens: tuple[Token, ...]
    time_end: dict[int, int] = field(default_factory=dict)
    place_end: dict[int, int] = field(default_factory=dict)
    place_start: dict[int, int] = field(default_factory=dict)
    quote_at: dict[int, Quotation] = field(default_factory=dict)
    quote_of: dict[int, Quotation] = field(default_factory=dict)
    hits: dict[int, tuple[Hit, ...]] = field(default_factory=dict)
    tellers: frozenset[int] = frozenset()
    spelled: set[int] = field(default_factory=set)
    norm: Callable[[int], str] = field(init=False)
    _at: dict[str, list[int]] = field(default_factory=dict)
    _upon: bool | None = None

    def __post_init__(self) -> None:
        """``norm``: the folded form of a token, by its index, empty beyond the text."""
        self.norm = _Norms(enumerate(self.doc.norms)).__getitem__

    def is_that(self, i: int) -> bool:
        """Whether token ``i`` is a complementiser (إن، أنه، بأن …)."""
        return self.norm(i) in THAT_FORMS and i not in self.spelled

    def ali(self, i: int) -> bool:
        """Whether علي at ``i`` is the name: spelled with ي in a text that writes the preposition على."""
        if not self.tokens[i].text.endswith("ي"):
            return False
        if self._upon is None:
            self._upon = any(self.tokens[k].text.endswith("ى") for k in self._places_of("علي"))
        return self._upon

    def surname(self, i: int) -> bool:
        """Whether the word at ``i`` ended a person's name earlier in the text (… سمير الحداد، …) and another word than then follows."""
        earlier = [k for k in self._places_of(self.norm(i)) if 1 < k < i]
        if any(self.norm(k + 1) == self.norm(i + 1) for k in earlier):
            return False
        return any(self._ends_name(k + 1) for k in earlier if self.given(k - 1))

    def _ends_name(self, k: int) -> bool:
        return self.tokens[k].kind == "punct" or self.is_that(k) or self.norm(k) in words("preposition") or self.norm(k) in words("setting")

    def given(self, k: int) -> bool:
        """Whether the word at ``k`` is somebody's first name: a known one, or an unknown word behind a title."""
        norm, before = self.norm(k), self.norm(k - 1)
        if self.tokens[k].kind != "word" or voice_at(norm) is not None or k in self.hits:
            return False
        return is_first_name(norm) or (not norm.startswith("ال") and voice_at(before) is not None and len(norm) > 2)

    def _places_of(self, norm: str) -> list[int]:
        if not self._at:
            for i, each in enumerate(self.doc.norms):
                self._at.setdefault(each, []).append(i)
        return self._at.get(norm, [])

    def comma(self, i: int) -> bool:
        """Whether token ``i`` is a comma or semicolon."""
        return self.norm(i) in COMMAS

    def span(self, first: int, last: int) -> Span:
        """Code points of tokens ``first`` up to ``last``."""
        return self.doc.span(first, last)


def build(doc: Document, places: Iterable[PlaceMention], times: Iterable[TimeMention]) -> Context:
    """The context of a document; linear in its tokens."""
    ctx = Context(doc, doc.tokens)
    for mention in times:
        first, last = doc.tokens_in(mention.span)
        ctx.time_end.update((i, last) for i in range(first, last))
    for place in places:
        first, last = doc.tokens_in(place.span)
        ctx.place_end[first] = last
        ctx.place_start[first] = place.span[0]
    for quote in doc.quotes:
        ctx.quote_at[quote.first] = quote
    for quote in sorted((q for q in doc.quotes if q.depth < 4), key=lambda q: q.depth):
        for i in range(quote.first, quote.last):
            ctx.quote_of[i] = quote
    table = phrases("spelled_name")
    no_cue = words("no_cue")
    cues = {norm: found for norm in doc.vocabulary if norm not in no_cue and (found := cues_at(norm))}
    names = table.keys() & doc.vocabulary
    for i, norm in enumerate(doc.norms):
        if norm in cues and doc.tokens[i].kind == "word" and (found := spelled(doc.tokens[i].text, cues[norm])):
            ctx.hits[i] = found
        if norm in names and doc.tokens[i].kind == "word":
            _spell(ctx, i, table[norm])
    return ctx


def _spell(ctx: Context, i: int, names: Sequence[Sequence[str]]) -> None:
    """Note the tokens of a name spelled by its letters (سي إن إن)."""
    for parts in names:
        if all(ctx.norm(i + k) == part for k, part in enumerate(parts)):
            ctx.spelled.update(range(i, i + len(parts)))


def spelled(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The hits that the unfolded spelling allows: no object pronoun in ة, no verb of the fourth form in إ."""
    feminine = text.rstrip(DIACRITICS).endswith("ة")
    out = []
    for hit in hits:
        if hit.table in ("past", "present") and hit.suf == "ه" and feminine:
            continue
        if hit.table == "participle" and hit.person == "3fs" and not feminine:
            continue
        if hit.table in ("noun", "masdar") and hit.suf == "ه" and feminine:
            continue
        if hit.table == "past" and hit.suf and hit.person == "3ms" and (hit.cue.past or "").endswith("ى") and text.rstrip(DIACRITICS).endswith("ي" + hit.suf):
            continue  # نفيه للاتهامات: the noun, the verb being نفاه
        weak = hit.table == "past" and not hit.suf and (hit.cue.past or "").endswith("ى")
        if weak and text.rstrip(DIACRITICS).endswith("ي") and any(h.table == "noun" for h in hits):
            continue  # نفي is the noun where نفى is the verb
        if hit.table == "past" and (hit.cue.past or "").startswith("أ") and text.lstrip("وف").startswith("إ"):
            continue
        out.append(hit)
    return tuple(out)


def is_name_quote(ctx: Context, quote: Quotation) -> bool:
    """Whether a quotation is a name (صحيفة «الوطن», لـ"فرانس برس") and not speech: short, behind a noun that takes names."""
    if quote.open_ended or quote.last - quote.first - 2 > _NAME_WORDS or quote.first == 0:
        return False
    if any(ctx.is_that(i) for i in range(quote.first + 1, quote.last - 1)):
        return False
    before = ctx.norm(quote.first - 1)
    if before in words("before_name"):
        return before in ("ل", "و", "باسم") or quote.last - quote.first <= 5
    if before in words("name_head") or (before[:1] in "وبلف" and before[1:] in words("name_head")):
        return True
    voice = voice_at(before)
    if voice is not None and voice.speaker.kind in ("organization", "group", "media"):
        return True
    titled = voice is not None and (voice.speaker.kind == "person" or voice.speaker.anonymity == "reporter")
    if titled and voice is not None and not voice.definite and quote.last - quote.first - 2 <= _TITLED:
        return True  # قائد "لواء الحسم"
    if quote.last - quote.first - 2 <= 3 and (ctx.norm(quote.first - 1).startswith("ال") or quote.last - quote.first == 3):
        for k in range(quote.first - 2, max(-1, quote.first - _NAME_WORDS), -1):
            near = voice_at(ctx.norm(k))
            if ctx.tokens[k].kind != "word" or any(h.table in ("past", "present") for h in ctx.hits.get(k, ())):
                break
            if near is not None and near.speaker.kind in ("organization", "group", "media"):
                return True
    return quote.first - 1 in ctx.hits and _names_speaker(ctx, quote)


def _names_speaker(ctx: Context, quote: Quotation) -> bool:
    """أعلن «المرصد» أن …, أعلن «تحالف الجنوب»، الذي …، «تدمير …»: behind the cue the quotation is the source's name."""
    after = ctx.norm(quote.last)
    if ctx.is_that(quote.last) or after in words("preposition") or after == "(":
        return True
    voice = voice_at(ctx.norm(quote.first + 1))
    body = voice is not None and voice.speaker.kind in ("organization", "group", "media")
    goes_on = quote.last < len(ctx.tokens) and ctx.tokens[quote.last].line == ctx.tokens[quote.first].line and ctx.tokens[quote.last].text not in ".!؟"
    return body and goes_on and not any(k in ctx.hits for k in range(quote.first + 1, quote.last))
