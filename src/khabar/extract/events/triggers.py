"""Triggers: the words that tell events, chosen sentence by sentence, and types that point back (الهجوم)."""

from __future__ import annotations

from khabar.extract.event_lexicon import readings
from khabar.extract.events.figures import figurative
from khabar.extract.events.roles import belongs, word_set
from khabar.extract.events.scene import Scene, Trigger
from khabar.extract.events.senses import choose
from khabar.text.document import Document
from khabar.text.sentences import Sentence

_ATTACKS = frozenset({"airstrike", "shelling", "bombing", "suicide_attack", "attack"})
_LIGHT_REACH = 9
_FEARED, _NAMED = 10, 3
_STOPS = frozenset("،,؛:.\n")


def mark(scene: Scene) -> None:
    """Fill ``scene.triggers`` and ``scene.light`` for the sentences that are read."""
    last: str | None = None
    words = {norm for norm in scene.doc.vocabulary if readings(norm)}
    feared = _feared(scene)
    for sentence in scene.doc.narrative:
        for i in range(sentence.first, sentence.last):
            token = scene.doc.tokens[i]
            if token.norm not in words or token.kind != "word" or i in scene.times:
                continue
            if i in scene.places and i - 1 in scene.places and scene.places[i] == scene.places[i - 1]:
                continue
            if feared and hides_name(scene.doc, i):
                continue
            found = choose(scene, sentence, i)
            if found is None or figurative(scene.doc, i, found[0].sense.type):
                continue
            reading, clue = found
            if reading.sense.type == "light":
                scene.light[i] = reading
                _govern(scene, sentence, i)
                continue
            kind = reading.sense.type
            refers = reading.sense.entry.refers
            if refers and "ال" in reading.pre and clue in ("no condition", "form") and last is not None:
                kind = last if _may_be(scene, sentence, i, kind, last) else kind
            elif refers == "only":
                continue
            if reading.kind != "verb":
                _govern(scene, sentence, i)
            scene.triggers[i] = Trigger(i, reading, kind, sentence, clue, scene.governor.get(i, -1))
            if kind in _ATTACKS:
                last = kind


def _feared(scene: Scene) -> bool:
    """Whether a word of fear stands anywhere: it holds the listed word, clitics around it, and few texts hold one at all."""
    text = " ".join(scene.doc.norms)
    return any(word in text for word in word_set("fear")) and any(belongs(norm, "fear") for norm in scene.doc.vocabulary)


def hides_name(doc: Document, i: int) -> bool:
    """طلب عدم ذكر اسمه خشية ملاحقته من قبل المسلحين: what a source fears if it were named is its reason, no event."""
    fear = -1
    for k in range(i - 1, max(0, i - _FEARED) - 1, -1):
        if doc.tokens[k].text in _STOPS or doc.tokens[k].line != doc.tokens[i].line:
            return False
        if fear < 0 and belongs(doc.norms[k], "fear"):
            fear = k
        elif fear >= 0 and fear - k <= _NAMED and belongs(doc.norms[k], "own_name"):
            return True
    return False


def _may_be(scene: Scene, sentence: Sentence, i: int, kind: str, last: str) -> bool:
    """Whether a definite event noun may point back to an attack of another type.

    An explosion may turn out a suicide attack, nothing else; an attack *on* something is told anew.
    """
    if kind == "bombing":
        return last == "suicide_attack"
    following = scene.doc.tokens[i + 1].norm if i + 1 < sentence.last else ""
    return following not in ("علي", "ضد")


def _govern(scene: Scene, sentence: Sentence, i: int) -> None:
    """Note the light verb that governs a noun at ``i``: the last one before it with no other verb between."""
    if scene.word(i).kind == "verb":
        return
    for k in range(i - 1, max(sentence.first, i - _LIGHT_REACH) - 1, -1):
        if k in scene.light:
            scene.governor[i] = k
            return
        if scene.is_edge(k) and scene.doc.tokens[k].text not in "\"«“،":
            return
        if scene.word(k).kind in ("verb", "relative", "subordinator"):
            return
