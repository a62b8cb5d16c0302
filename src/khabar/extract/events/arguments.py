"""The phrases behind a predicate up to the edge of its clause: bare ones and those behind prepositions."""

from __future__ import annotations

from typing import NamedTuple

from khabar.extract.event_lexicon import wordsets
from khabar.extract.events.scene import Scene
from khabar.record.span import Span
from khabar.text.phrases import conjuncts, noun_phrase
from khabar.text.sentences import Sentence

Range = tuple[int, int]
_REACH = 30


class Argument(NamedTuple):
    """A phrase and the preposition before it ("" for none): its conjuncts as token ranges."""

    preposition: str
    parts: tuple[Range, ...]

    @property
    def first(self) -> int:
        """First token."""
        return self.parts[0][0]

    @property
    def last(self) -> int:
        """Token behind the last."""
        return self.parts[-1][1]


def behind(scene: Scene, sentence: Sentence, i: int) -> tuple[Argument, ...]:
    """The phrases after token ``i`` up to the end of its clause, in order."""
    known = scene.behind.get(i)
    if known is not None:
        return known
    out: list[Argument] = []
    at, limit = i + 1, min(sentence.last, i + _REACH)
    while at < limit:
        width = step(scene, at, limit, out)
        if width == 0:
            break
        at += width
    scene.behind[i] = found = tuple(out)
    return found


def _words(name: str) -> frozenset[str]:
    return wordsets()[name]


def step(scene: Scene, at: int, limit: int, out: list[Argument]) -> int:
    """Read one phrase or word of the clause at ``at``; the tokens it takes, 0 at the clause's edge."""
    doc = scene.doc
    token = doc.tokens[at]
    if token.kind == "punct":
        return _over_punctuation(scene, at, limit)
    if at in scene.times:
        return max(1, doc.tokens_in(scene.times[at])[1] - at)
    if token.kind == "number":
        return _take(scene, "", at, limit, out)
    read = scene.word(at)
    if read.stem in _words("manner"):  # بشكل مكثف: the adjective belongs to it
        return min(2, limit - at)
    if read.stem in _words("among"):
        return 0
    if read.stem in _words("led"):
        return _with(scene, "ب", at, 0, limit, out)
    if read.kind == "adverb" or read.kind == "auxiliary":
        return 1
    if read.kind == "preposition":
        return _prepositional(scene, at, limit, read.stem, out)
    if read.joined and out and read.kind != "noun":
        return 0
    if read.kind in ("noun", "demonstrative") or (read.kind == "both" and not read.joined):
        if read.joined and not read.case:
            return 0
        if at in scene.triggers and not read.case and out and scene.triggers[at].reading.kind == "verb":
            return 0
        return _take(scene, read.case, at, limit, out)
    return 0


def _over_punctuation(scene: Scene, at: int, limit: int) -> int:
    """A time or aside between commas is stepped over; opening quotation marks too."""
    tokens = scene.doc.tokens
    if tokens[at].text in "\"«“":
        return 1
    if tokens[at].text in "،," and at + 1 < limit:
        for end in range(at + 2, min(at + 7, limit)):
            if tokens[end].text in "،,":
                inside = range(at + 1, end)
                aside = any(k in scene.times for k in inside) or scene.word(at + 1).kind == "adverb"
                return end + 1 - at if aside else 0
        if at + 1 in scene.times:
            return 1
    return 0


def _prepositional(scene: Scene, at: int, limit: int, stem: str, out: list[Argument]) -> int:
    tokens = scene.doc.tokens
    if at + 1 >= limit:
        return 0
    if at + 1 in scene.times:
        return 1
    if at + 1 in scene.doc.number_at and at not in scene.doc.number_at:
        return _with(scene, stem, at + 1, 1, limit, out) or 1
    if at in scene.doc.number_at:  # بين 20 و30, نحو 20: the words belong to the number
        return _take(scene, "", at, limit, out)
    following = scene.word(at + 1)
    if stem in ("علي", "من") and following.stem in ("يد", "ايدي", "قبل", "جانب") and at + 2 < limit:
        return _with(scene, f"{stem} {following.stem}", at + 2, 2, limit, out)
    if tokens[at + 1].kind == "punct" and tokens[at + 1].text not in "\"«“":
        return 1
    if following.kind in ("relative", "subordinator", "preposition"):
        return 1 if following.kind == "preposition" else 0
    return _with(scene, stem, at + 1, 1, limit, out) or 1


def _with(scene: Scene, preposition: str, at: int, width: int, limit: int, out: list[Argument]) -> int:
    taken = _take(scene, preposition, at, limit, out)
    if taken and preposition == "بين" and len(out[-1].parts) == 1:
        second = _other_side(scene, at + taken, limit)
        if second is not None:
            out[-1] = Argument(preposition, (*out[-1].parts, second))
            return second[1] - at + width
    return taken + width if taken else 0


def _other_side(scene: Scene, at: int, limit: int) -> Range | None:
    """The second side of بين when the first is described: بين القوات الداعمة للحكومة | والمتمردين."""
    for k in range(at, min(at + 9, limit)):
        read = scene.word(k)
        if scene.is_edge(k) or read.kind in ("verb", "relative", "subordinator"):
            return None
        if read.joined and read.kind == "noun" and scene.sort(k, min(k + 3, limit)) in ("force", "body", "person", "state", "office"):
            end = noun_phrase(scene.doc, k, limit, scene.places)
            return (k, end) if end > k else None
    return None


def _take(scene: Scene, preposition: str, at: int, limit: int, out: list[Argument]) -> int:
    parts = conjuncts(scene.doc, at, limit, scene.places)
    if not parts:
        return 0
    if at not in scene.triggers:  # مقتل جندي وإصابة آخر: a joined event is no second participant
        kept = [parts[0]]
        for part in parts[1:]:
            if part[0] in scene.triggers:
                break
            kept.append(part)
        parts = tuple(kept)
    first, last = parts[-1]
    for k in range(first + 1, last):
        if k in scene.triggers and 0 <= scene.governor.get(k, -1) < at:  # لقي أربعة جنود | مصرعهم
            parts = (*parts[:-1], (first, k))
            break
    out.append(Argument(preposition, parts))
    return parts[-1][1] - at


def span_of(scene: Scene, part: Range) -> Span:
    """Code-point span of a phrase, without the clitics of its first word."""
    return scene.doc.span(*part, cut=scene.word(part[0]).clitics if scene.doc.tokens[part[0]].kind == "word" else 0)
