"""What the steps of the event reader look at: the words of a document with their readings, places, times and heads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from khabar.extract.event_lexicon import Reading, plain, wordsets
from khabar.record.mentions import AttributionMention, PlaceMention, TimeMention
from khabar.record.span import Span
from khabar.remembered import WORD_FORMS, remembered
from khabar.resources import entries
from khabar.text.document import Document
from khabar.text.fold import fold
from khabar.text.phrases import Word, noun_phrase, word
from khabar.text.sentences import Sentence

_BESIDE = 8
_NOTHING: frozenset[str] = frozenset()
_PUNCT_EDGE = frozenset(".!?؟…؛:،,\"«»“”„()[]*")


@remembered(WORD_FORMS)
def bare(norm: str) -> tuple[str, ...]:
    """The forms under which a word meets the clue words: itself and without و ف, ب ل ك, ال and a final accusative ا."""
    rest = norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 3 else norm
    forms = [norm, rest, plain(rest)]
    if rest[:1] in ("ب", "ل", "ك") and len(rest) > 3:
        forms += [rest[1:], plain(rest[1:])]
        if rest.startswith("لل"):
            forms.append(rest[2:])
    forms += [f[:-1] for f in forms if f.endswith("ا") and len(f) > 3]
    return tuple(dict.fromkeys(forms))


@cache
def heads() -> dict[str, str]:
    """Folded head noun to its sort: force, body, person, office, thing."""
    out: dict[str, str] = {}
    for entry in entries("head"):
        if entry.sort != "quantity":
            for form in entry.forms:
                if " " not in form:  # جهة مانحة makes no body of every جهة
                    out.setdefault(fold(form), entry.sort)
    return out


@cache
def plural_heads() -> frozenset[str]:
    """Folded head nouns that are plural or dual."""
    return frozenset(fold(f).split()[0] for e in entries("head") for f in e.many)


@cache
def actor_words() -> frozenset[str]:
    """Names of actors that are one word (حماس, إسرائيل), seats that stand for states, last names of persons; folded."""
    names: set[str] = set()
    for entry in entries("actor"):
        if entry.kind == "population":
            continue
        if entry.kind == "person":
            names.update(w for f in (entry.name, *entry.aliases) for w in fold(f).split()[-1:] if len(w) > 3)
            continue
        for form in (entry.name, *entry.aliases, *entry.pejoratives, *entry.seats):
            words = fold(form).split()
            if len(words) == 1:
                names.add(plain(words[0]))
            elif entry.kind == "state":
                names.add(plain(words[0]) + " " + plain(words[1]))
    return frozenset(names)


@dataclass(slots=True)
class Trigger:
    """One word that tells an event, with the reading chosen for it."""

    at: int
    reading: Reading
    type: str
    sentence: Sentence
    clue: str = ""
    light: int = -1


@dataclass(slots=True)
class Scene:
    """One document under reading. ``places`` and ``times`` map token indices to the span of the mention there, ``timed`` lists those of times;
    ``sayings`` has the attribution of each cue's token, ``light`` holds the light verbs, ``governor`` the light verb above an event noun or another light verb; ``behind``
    remembers the phrases read behind a token."""

    doc: Document
    places: dict[int, Span] = field(default_factory=dict)
    times: dict[int, Span] = field(default_factory=dict)
    metonyms: frozenset[Span] = frozenset()
    triggers: dict[int, Trigger] = field(default_factory=dict)
    light: dict[int, Reading] = field(default_factory=dict)
    governor: dict[int, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    sources: frozenset[int] = frozenset()
    cues: frozenset[int] = frozenset()
    sayings: dict[int, AttributionMention] = field(default_factory=dict)
    told: frozenset[int] = frozenset()
    timed: list[int] = field(default_factory=list)
    behind: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    word: Callable[[int], Word] = field(init=False)
    _windows: dict[tuple[int, int, int], frozenset[str]] = field(default_factory=dict)
    _chunks: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """``word``: the reading of a token, by its index, as a word of the clause."""
        self.word = self.doc.clause.__getitem__

    def forms_around(self, i: int, first: int, last: int) -> frozenset[str]:
        """The forms (:func:`bare`) of the tokens ``first`` up to ``last`` but for ``i``, worked out once."""
        found = self._windows.get((i, first, last))
        if found is None:
            norms = self.doc.norms
            sets = [bare(norms[k]) for k in range(first, last) if k != i]
            found = self._windows[i, first, last] = _NOTHING.union(*sets)
        return found

    def is_edge(self, i: int) -> bool:
        """Whether token ``i`` is punctuation that parts clauses."""
        token = self.doc.tokens[i]
        return token.kind == "punct" and token.text in _PUNCT_EDGE

    def sort(self, first: int, last: int) -> str:
        """Sort of the phrase's head: force, body, person, office, thing, state, place, number or ""."""
        tokens, number_at = self.doc.tokens, self.doc.number_at
        for i in range(first, min(first + 4, last)):
            if tokens[i].kind == "number" or i in number_at:
                continue
            read = self.word(i)
            if read.kind in ("preposition", "demonstrative"):
                continue
            found = _head_sort(read.stem)
            if found:
                return found
            if i in self.places:
                return "state" if self._is_state(i) else "place"
            if tokens[i].norm in self.names or read.stem in self.names:
                return "office"
            if read.stem in actor_words():
                return "body"
            if i == first or i - 1 not in number_at:
                break
        return "number" if first in number_at else ""

    def chunks(self, sentence: Sentence) -> tuple[tuple[int, int], ...]:
        """The noun phrases of a sentence in order, as token ranges, found once."""
        found = self._chunks.get(sentence.first)
        if found is None:
            out: list[tuple[int, int]] = []
            at = sentence.first
            while at < sentence.last:
                end = noun_phrase(self.doc, at, sentence.last, self.places)
                if end > at:
                    out.append((at, end))
                at = max(end, at + 1)
            found = self._chunks[sentence.first] = tuple(out)
        return found

    def agentive(self, first: int, last: int) -> bool:
        """Whether the phrase names somebody who acts rather than something that is acted on."""
        return self.sort(first, last) in ("force", "body", "office", "state")

    def _is_state(self, i: int) -> bool:
        """Whether the place named at token ``i`` may act: a state, or a seat of government."""
        names = actor_words()
        stem = self.word(i).stem
        if stem in names:
            return True
        following = self.doc.tokens[i + 1].norm if i + 1 < len(self.doc.tokens) else ""
        return f"{stem} {plain(following)}" in names


@remembered(WORD_FORMS)
def _head_sort(stem: str) -> str:
    """Sort of a word as the head of a phrase, from the heads alone; "" when they do not have it."""
    if stem in wordsets()["striker"]:
        return "force"
    return heads().get(stem) or heads().get(_singular(stem)) or ""


def _singular(stem: str) -> str:
    for end in ("ها", "هم", "ه", "ا"):
        if stem.endswith(end) and len(stem) > len(end) + 2:
            return stem[: -len(end)]
    return stem


def scene(
    doc: Document, places: Iterable[PlaceMention], times: Iterable[TimeMention], attributions: Iterable[AttributionMention]
) -> Scene:
    """A scene of a document before any trigger is found."""
    out = Scene(doc)
    places = tuple(places)
    for mention in places:
        _cover(doc, mention.span, out.places)
    for time in times:
        _cover(doc, time.span, out.times)
    out.timed = sorted(out.times)
    attributions = tuple(attributions)
    out.names = _names(doc, attributions)
    out.sources = _sources(doc, attributions)
    out.sayings = {i: a for a in attributions for i in range(*doc.tokens_in(a.cue))}
    out.cues = frozenset(out.sayings)
    out.metonyms = frozenset(m.span for m in places if m.metonym)
    out.told = _told(out, attributions)
    return out


def _names(doc: Document, attributions: Iterable[AttributionMention]) -> frozenset[str]:
    """Last names of those who speak, folded: the report goes on to call them by these alone."""
    out: set[str] = set()
    for attribution in attributions:
        if attribution.source is not None:
            _first, last = doc.tokens_in(attribution.source)
            token = doc.tokens[last - 1]
            if token.kind == "word" and not word(token.norm).article and not word(token.norm).known and len(token.norm) > 3:
                out.add(token.norm)
    return frozenset(out)


def _sources(doc: Document, attributions: Iterable[AttributionMention]) -> frozenset[int]:
    """Tokens of phrases that speak: who only tells of an act has not done it, nor is it where he sits."""
    out: set[int] = set()
    for attribution in attributions:
        if attribution.source is not None and attribution.act not in ("accuse", "threaten", "demand", "deny", "order"):
            first, last = doc.tokens_in(attribution.source)
            out.update(range(first, last))
    return frozenset(out)


def _told(view: Scene, attributions: Iterable[AttributionMention]) -> frozenset[int]:
    """Tokens of times that stand beside words of saying, outside what is said: قالت الوزارة الجمعة إن."""
    out: set[int] = set()
    if not view.times:
        return frozenset()
    for attribution in attributions:
        first, last = view.doc.tokens_in(attribution.cue)
        for k in range(max(0, first - _BESIDE), min(last + _BESIDE, len(view.doc.tokens))):
            span = view.times.get(k)
            if span is not None and not any(a <= span[0] < b for a, b in attribution.content):
                out.add(k)
    return frozenset(out)


def _cover(doc: Document, span: Span, table: dict[int, Span]) -> None:
    first, last = doc.tokens_in(span)
    for i in range(first, last):
        table[i] = span
