"""What stands before a verb: the subject that opens its clause, or the head that its relative clause describes."""

from __future__ import annotations

from khabar.extract.events.arguments import Argument, Range, step
from khabar.extract.events.scene import Scene
from khabar.text.phrases import conjuncts, noun_phrase
from khabar.text.sentences import Sentence

_PRONOUNS = ("ه", "ها", "هم", "هما", "ني", "نا")
_BACK = 14


def in_front(scene: Scene, sentence: Sentence, i: int) -> tuple[str, Argument | None]:
    """How the clause of a verb opens before it, and the phrase that stands there.

    First value: ``relative`` (الهجوم الذي شنه), ``bare`` (an indefinite noun right before a verb with a pronoun),
    ``subject`` (القوات سيطرت), ``pronoun`` (أنها سيطرت) without a phrase, or "" with none.
    """
    k = i - 1
    while k >= sentence.first and scene.word(k).kind in ("auxiliary", "negation", "adverb") and not scene.is_edge(k):
        k -= 1
    if k < sentence.first:
        return "", None
    read = scene.word(k)
    if (read.kind == "subordinator" and read.stem.endswith(_PRONOUNS) and len(read.stem) >= 3) or read.kind == "pronoun":
        return "pronoun", None
    if scene.doc.tokens[k].kind == "word" and scene.word(k).kind == "relative":
        head = ending_at(scene, sentence, k)
        return "relative", Argument("", (head,)) if head else None
    found = _clause_subject(scene, sentence, k + 1)
    return ("subject", Argument("", found)) if found else ("", None)


def ending_at(scene: Scene, sentence: Sentence, end: int) -> Range | None:
    """The longest noun phrase that ends right before token ``end``."""
    best: Range | None = None
    for start in range(end - 1, max(sentence.first, end - _BACK) - 1, -1):
        if scene.is_edge(start) and scene.doc.tokens[start].text not in "\"«»“”":
            break
        read = scene.word(start)
        if scene.doc.tokens[start].kind == "word" and read.kind in ("verb", "relative", "subordinator", "negation"):
            break
        if noun_phrase(scene.doc, start, end, scene.places) == end:
            best = start, end
            if read.joined or read.case:
                break
        elif best:
            break
    return best


def _clause_subject(scene: Scene, sentence: Sentence, end: int) -> tuple[Range, ...]:
    """The phrase that opens the clause which reaches to ``end``, when only prepositions and asides lie between."""
    start = clause_start(scene, sentence, end)
    while start < end and scene.doc.tokens[start].text in "\"«“":
        start += 1
    if start >= end:
        return ()
    parts = conjuncts(scene.doc, start, end, scene.places)
    if not parts:
        return ()
    if scene.word(start).case or (scene.word(start).kind == "both" and scene.word(start).joined):
        return ()
    at = parts[-1][1]
    while at < end:
        width = step(scene, at, end, [])
        if width == 0:
            return ()
        at += width
    return parts


def clause_start(scene: Scene, sentence: Sentence, i: int) -> int:
    """First token of the clause that token ``i`` stands in."""
    k = i - 1
    while k >= max(sentence.first, i - 22):
        token = scene.doc.tokens[k]
        if token.kind == "punct":
            if token.text not in "\"«»“”-_/،," or (token.text in "،," and not _aside(scene, k, i)):
                return k + 1
        else:
            read = scene.word(k)
            if read.kind in ("subordinator", "relative", "negation") or (read.kind == "conjunction" and len(read.stem) > 2):
                return k + 1
            if read.kind == "verb" or (k in scene.triggers and scene.triggers[k].reading.kind == "verb"):
                return k + 1
            if read.kind == "both" and read.joined:
                return k
        k -= 1
    return k + 1


def _aside(scene: Scene, comma: int, i: int) -> bool:
    """A comma closes or opens a time between commas."""
    return any(k in scene.times for k in (comma - 1, comma + 1) if 0 <= k < i)
